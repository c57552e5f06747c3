"""Schedules, their summaries and differences as plain text, in the reader's language.

Lines are at most :data:`WIDTH` characters wide where the data allows it. Ids stand for people.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from attrs import asdict

from curriculum.judge import NOT_TRIED
from curriculum.messages import in_language, say, sentences
from curriculum.schedule import Change, Conflict, Schedule, Score, Unfilled
from curriculum.summary import Count, HeldRun, Person, Summary, Wishes
from curriculum.text import Text

if TYPE_CHECKING:
    from curriculum.judge import Violation

WIDTH = 100
_UNBROKEN = "\N{NO-BREAK SPACE}"


def outcome_text(schedule: Schedule, language: str = "en") -> str:
    """Return status, score, bound and points by goal; or the conflict, when no schedule exists.

    Args:
        schedule: any schedule.
        language: da, sv or en.
    """
    in_words = in_language(language)
    rows = [(in_words("summary.status.label"), _status(schedule, language))]
    for label, score in (("score", schedule.score), ("bound", schedule.bound)):
        if score is not None:
            rows.append((in_words(f"summary.{label}.label"), score_text(score, language)))
    if schedule.score is not None:
        goals = [in_words(f"summary.goal.{goal}", points=n) for goal, n in asdict(schedule.points).items()]
        rows.append((in_words("summary.points.label"), ", ".join(goals)))
    lines = _aligned(rows)
    if schedule.conflict:
        lines += ["", in_words("summary.conflict.heading")]
        for conflict in schedule.conflict:
            lines += wrapped(_conflict(conflict, language), "  ")
    if not schedule.conflict_is_minimal:
        lines += ["", in_words("summary.conflict.unfinished" if schedule.conflict else "summary.conflict.unknown")]
    return "\n".join(lines) + "\n"


def summary_text(summary: Summary, language: str = "en") -> str:
    """Return the summary in sections: runs, preferences met, what is unfilled, who is where.

    Args:
        summary: what :func:`curriculum.summary.summarise` returned.
        language: da, sv or en.
    """
    sections = {
        "runs": _runs(summary, language),
        "wishes": _wishes(summary, language),
        "unfilled": _unfilled(summary, language),
        "people": _people(summary, language),
    }
    parts = ["\n".join([say(f"summary.{name}.heading", language), *lines]) for name, lines in sections.items()]
    return "\n\n".join(parts) + "\n"


def changes_text(changes: Iterable[Change], before: Schedule, after: Schedule, language: str = "en") -> str:
    """Return what changed between two schedules, a line a change, and both scores.

    Args:
        changes: what :func:`curriculum.schedule.difference` returned for the two.
        before: the schedule before.
        after: the schedule after.
        language: da, sv or en.
    """
    lines = [change_text(change, language) for change in changes] or [say("summary.changes.none", language)]
    scores = [
        (say(f"summary.changes.{when}", language), score_text(schedule.score, language))
        for when, schedule in (("before", before), ("after", after))
    ]
    return "\n".join([*lines, "", *_aligned(scores)]) + "\n"


def violations_text(violations: Iterable[Violation], language: str = "en") -> str:
    """Return what the judge found: rule, message, people and runs of each violation.

    Args:
        violations: what :func:`curriculum.judge.violations` returned.
        language: da, sv or en.
    """
    lines: list[str] = []
    for violation in violations:
        lines += wrapped(f"{violation.rule}: {violation.message(language)}", "")
        lines += wrapped(_involved(violation, language), "  ")
    return "\n".join(lines or [say("summary.violations.none", language)]) + "\n"


def score_text(score: Score | None, language: str = "en") -> str:
    """Return a score in words."""
    if score is None:
        return say("summary.changes.no-score", language)
    return say("summary.score.value", language, unfilled=score.unfilled, points=score.points)


def gap_text(score: Score, bound: Score, language: str = "en") -> str:
    """Return in per cent how far the points can be from the best, rounded up, with the language's decimal sign.

    Example:
        >>> gap_text(Score(0, 47), Score(0, 46), "da")
        '2,2'
    """
    tenths = -(-1000 * (score.points - bound.points) // score.points) if score.points else 0
    return f"{tenths // 10}{'.' if language == 'en' else ','}{tenths % 10}"


def _status(schedule: Schedule, language: str) -> str:
    if schedule.status != "feasible" or schedule.gap is None or schedule.score is None or schedule.bound is None:
        return say(f"summary.status.{schedule.status}", language)
    return say("summary.status.within", language, percent=gap_text(schedule.score, schedule.bound, language))


def _conflict(conflict: Conflict, language: str) -> str:
    about = f"{conflict.rule} ({rule_text(conflict.rule, language)})"
    involved = _involved(conflict, language)
    return f"{about}: {involved}" if involved else about


def _involved(case: Conflict | Violation, language: str) -> str:
    return "; ".join(
        say(f"summary.involved.{kind}", language, ids=_listed(ids))
        for kind, ids in (("people", case.people), ("runs", case.runs))
        if ids
    )


def rule_text(rule: str, language: str = "en") -> str:
    """Return what a rule demands; a rule that no sentence is known for (read from a file) stands for itself."""
    return say(f"rule.{rule}", language) if f"rule.{rule}" in sentences() else rule


def _runs(summary: Summary, language: str) -> Iterator[str]:
    module = None
    for held in summary.held:
        if held.run.module != module:
            module = held.run.module
            yield from wrapped(_titled(module, summary.module_titles, language), "  ")
        yield from _run(held, summary, language)
    if summary.not_held:
        yield from wrapped(say("summary.runs.not-held", language, ids=_listed(summary.not_held)), "  ")


def _run(held: HeldRun, summary: Summary, language: str) -> Iterator[str]:
    run = held.run
    days = ", ".join(str(day) for day in sorted(run.dates))
    count = say("summary.runs.people", language, count=len(held.people), capacity=held.capacity)
    place = ", ".join(part for part in (run.venue, run.room) if part)
    yield from wrapped("  ".join(part for part in (run.id, days, place, count) if part), "    ")
    levels = _counts(held.levels, summary.level_titles, language)
    yield from wrapped(say("summary.runs.levels", language, counts=levels), "      ")
    organisations = _counts(held.organisations, {}, language)
    yield from wrapped(say("summary.runs.organisations", language, counts=organisations), "      ")
    yield from wrapped(_listed(held.people), "      ")


def _wishes(summary: Summary, language: str) -> list[str]:
    rows = [(say("summary.wishes.all", language), _ranks(summary.wishes, language))]
    for level, wishes in summary.wishes_by_level:
        rows.append((_named(level, summary.level_titles, language), _ranks(wishes, language)))
    return [f"  {line}" for line in _aligned(rows)]


def _ranks(wishes: Wishes, language: str) -> str:
    if not wishes.places:
        return say("summary.wishes.none", language)
    ranks = [
        say("summary.wishes.rank", language, rank=rank, count=count)
        for rank, count in enumerate(wishes.by_rank, 1)
    ]
    return ", ".join([*ranks, say("summary.wishes.unlisted", language, count=wishes.unlisted)])


def _unfilled(summary: Summary, language: str) -> Iterator[str]:
    if not summary.schedule.unfilled:
        yield f"  {say('summary.unfilled.none', language)}"
    for unfilled in summary.schedule.unfilled:
        yield from wrapped(unfilled_text(unfilled, language), "  ")


def unfilled_text(unfilled: Unfilled, language: str = "en") -> str:
    """Return who lacks which place, and the rules that stand in the way."""
    names = {"participant": unfilled.participant, "module": unfilled.module or ""}
    what = say(f"summary.unfilled.{unfilled.kind}", language, **names)
    if unfilled.why == (NOT_TRIED,):
        return say("summary.unfilled.not-tried", language, what=what, participant=unfilled.participant)
    reasons = "; ".join(rule_text(rule, language) for rule in unfilled.why)
    return say("summary.unfilled.why", language, what=what, reasons=reasons) if reasons else what


def _people(summary: Summary, language: str) -> Iterator[str]:
    width = max((len(person.participant) for person in summary.people), default=0)
    for person in summary.people:
        yield from wrapped(f"{person.participant:<{width}}  {_places(person, language)}", "  ")


def _places(person: Person, language: str) -> str:
    places = _listed(f"{place.module} {place.run}" for place in person.places)
    return places or say("summary.people.nowhere", language)


def change_text(change: Change, language: str = "en") -> str:
    """Return what changed for one participant and module."""
    kind = "lost" if change.after is None else "gained" if change.before is None else "moved"
    return say(f"summary.changes.{kind}", language, **asdict(change))


def _counts(counts: Sequence[Count], titles: Mapping[str, Text], language: str) -> str:
    return _listed(f"{_named(value, titles, language)} {count}" for value, count in counts)


def _named(value: str | None, titles: Mapping[str, Text], language: str) -> str:
    if value is None:
        return say("summary.not-stated", language)
    return titles[value].said(language) if value in titles else value


def _titled(module: str, titles: Mapping[str, Text], language: str) -> str:
    return f"{titles[module].said(language)} ({module})" if module in titles else module


def _aligned(rows: Sequence[tuple[str, str]]) -> list[str]:
    """Return lines ``label:  value`` with the values under each other."""
    width = max(len(label) for label, _ in rows) + 2
    return [f"{label + ':':<{width}} {value}" for label, value in rows]


def _listed(items: Iterable[str]) -> str:
    """Return a list in which a line is broken between items only; see :func:`wrapped`."""
    return ", ".join(item.replace(" ", _UNBROKEN) for item in items)


def wrapped(text: str, indent: str) -> list[str]:
    """Return a text as lines that are at most :data:`WIDTH` wide, those after the first indented further."""
    further = f"{indent}  "
    lines = textwrap.wrap(
        text,
        WIDTH,
        initial_indent=indent,
        subsequent_indent=further,
        break_long_words=False,
        break_on_hyphens=False,
    )
    return [line.replace(_UNBROKEN, " ") for line in lines]
