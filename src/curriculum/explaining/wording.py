"""Explanations as plain text, in the reader's language. Ids stand for people."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator, Sequence

from curriculum.changes import CohortChange
from curriculum.cohort import Cohort
from curriculum.explaining.conflicts import merged
from curriculum.explaining.results import Effect, Explanation
from curriculum.explaining.told import Told
from curriculum.messages import say, sentences
from curriculum.plaintext import WIDTH, score_text
from curriculum.schedule import Conflict
from curriculum.scheduler.keeping import KEPT

MOST_SHOWN = 12
"""Ids of one list that are written out."""

_HEADINGS = {"price": "price", "possible": "filling"}
"""What stands above the effects of changes, by verdict, where it is not the usual."""


def explanations_text(found: Sequence[Explanation], cohort: Cohort, language: str = "en") -> str:
    """Return explanations as text, one after the other.

    Args:
        found: the explanations.
        cohort: the cohort that they are about.
        language: da, sv or en.
    """
    if not found:
        return say("explaining.nothing", language) + "\n"
    return "\n".join("\n".join(_Writer(cohort, language).lines(one)) + "\n" for one in found)


def told_explanations(found: Iterable[Explanation], cohort: Cohort, language: str = "en") -> tuple[Told, ...]:
    """Return explanations in words, in their parts.

    Args:
        found: the explanations.
        cohort: the cohort that they are about.
        language: da, sv or en.
    """
    return tuple(map(_Writer(cohort, language).told, found))


class _Writer:
    """Writes about one cohort in one language."""

    def __init__(self, cohort: Cohort, language: str) -> None:
        self.cohort = cohort
        self.language = language

    def say(self, key: str, **values: object) -> str:
        return say(f"explaining.{key}", self.language, **values)

    def told(self, one: Explanation) -> Told:
        return Told(
            heading=self.heading(one),
            notes=self.notes(one),
            obstacles=self.obstacles(one),
            conflict=self.conflict(one),
            changes=self.changes(one),
            unknown=self.unknown(one),
        )

    def lines(self, one: Explanation) -> Iterator[str]:
        told = self.told(one)
        yield from _wrapped(told.heading, "")
        for note in told.notes:
            yield from _wrapped(note, "  ")
        for first, *others in filter(None, (told.obstacles, told.conflict, told.changes, told.unknown)):
            yield f"  {first}"
            for other in others:
                yield from _wrapped(other, "    ")

    def notes(self, one: Explanation) -> Iterator[str]:
        if one.nearby:
            yield self.say("nearby", people=one.nearby[0], runs=one.nearby[1])
        if one.alike:
            yield self.say("alike", count=len(one.alike), people=self.listed(one.alike))
        if one.also:
            yield self.say("also", modules=", ".join(module or self.say("electives") for module in one.also))

    def obstacles(self, one: Explanation) -> Iterator[str]:
        if not one.obstacles:
            return
        yield self.say("obstacles")
        width = max(len(obstacle.run) for obstacle in one.obstacles)
        easiest = sorted(one.obstacles, key=lambda obstacle: len(obstacle.rules))[:MOST_SHOWN]
        for obstacle in easiest:
            reasons = "; ".join(map(self.rule, obstacle.rules)) or self.say("obstacles-none")
            yield f"{obstacle.run:{width}}  {reasons}"
        if len(easiest) < len(one.obstacles):
            yield self.say("more-runs", count=len(one.obstacles) - len(easiest))

    def conflict(self, one: Explanation) -> Iterator[str]:
        if one.conflict:
            yield self.say("confirmed" if one.confirmed else "unconfirmed")
            yield from map(self.entry, merged(one.conflict))

    def heading(self, one: Explanation) -> str:
        values = {
            "people": self.listed(one.people),
            "count": len(one.people),
            "module": one.module or self.say("elective"),
            "run": one.run or one.module or "",
        }
        kind = "wish-there" if one.verdict == "met" and one.run else f"{one.subject}-{one.verdict}"
        return self.say(f"heading-{kind}", **values)

    def changes(self, one: Explanation) -> Iterator[str]:
        if one.effects:
            asked = "changes" if one.subject in {"place", "schedule"} else "enough"
            yield self.say(_HEADINGS.get(one.verdict, asked))
        elif one.tried and one.verdict == "conflict":
            yield self.say("no-change", tried=one.tried)
        yield from map(self.effect, one.effects)

    def unknown(self, one: Explanation) -> Iterator[str]:
        if one.unknown:
            yield self.say("not-known")
            yield from (f"{self.described(some)} {_words(some)}" for some in one.unknown[:MOST_SHOWN])

    def effect(self, effect: Effect) -> str:
        before, after = (score_text(score, self.language) for score in (effect.before, effect.after))
        kind = "effect-proven" if effect.proven else "effect-reached"
        result = self.say(kind, before=before, after=after, moved=len(effect.moved))
        if not effect.changes:
            return f"{self.say('unchanged')}: {result}"
        return f"{self.described(effect.changes)}: {result} {_words(effect.changes)}"

    def described(self, changes: Iterable[CohortChange]) -> str:
        return self.say("and").join(change.describe(self.language, self.cohort) for change in changes)

    def entry(self, entry: Conflict) -> str:
        name, _, module = entry.rule.partition(".")
        if name == KEPT:
            key = "kept-module" if module else "kept-electives"
            return self.say(key, module=module, count=len(entry.people))
        parts = [self.rule(entry.rule)]
        if entry.runs:
            parts.append(say("summary.involved.runs", self.language, ids=self.listed(entry.runs)))
        if entry.people:
            parts.append(say("summary.involved.people", self.language, ids=self.listed(entry.people)))
        parts += self.scarce() if entry.rule == "mixing" else []
        return "; ".join(parts)

    def scarce(self) -> Iterator[str]:
        """Say of whom every run needs somebody, and who they are."""
        for rule in self.cohort.rules.mixing:
            for value, people in rule.at_least.items():
                there = [one.id for one in self.cohort.participants if one.value(rule.attribute) == value]
                if people:
                    ids = self.listed(there) or "-"
                    yield self.say("scarce", people=people, value=value, count=len(there), ids=ids)

    def rule(self, rule: str) -> str:
        key = f"rule.{rule}"
        return f"{rule} ({say(key, self.language)})" if key in sentences() else rule

    def listed(self, ids: Sequence[str]) -> str:
        shown = ", ".join(ids[:MOST_SHOWN])
        more = len(ids) - MOST_SHOWN
        return self.say("more", ids=shown, count=more) if more > 0 else shown


def _words(changes: Iterable[CohortChange]) -> str:
    """Return changes as other commands take them."""
    return f"[{' '.join(map(str, changes))}]"


def _wrapped(text: str, indent: str) -> Iterable[str]:
    return textwrap.wrap(
        text,
        WIDTH,
        initial_indent=indent,
        subsequent_indent=f"{indent}  ",
        break_long_words=False,
        break_on_hyphens=False,
    )
