"""An evaluation in words: a sentence a question, then how it was measured, then what cannot be concluded."""

from __future__ import annotations

from collections.abc import Iterator

from curriculum.evaluation.answering import Flow
from curriculum.evaluation.effects import Caveat, Effect, Group
from curriculum.evaluation.evaluation import Evaluation
from curriculum.evaluation.measurement import Measurement
from curriculum.evaluation.privacy.cells import UNKNOWN
from curriculum.evaluation.publication import DID_NOT, OTHERS, TOOK
from curriculum.evaluation.statistics import Estimate, why_not
from curriculum.evaluation.subjects import ALONE, KEY_PERSON, PAIR
from curriculum.messages import decimal, say

_NAMED = {PAIR, ALONE, KEY_PERSON, TOOK, DID_NOT, OTHERS, "after-before", "after-then", "then-before"}
_UNANSWERED = {"withheld", "unanswerable"}
_SMALLEST = 0.0001


def evaluation_text(evaluation: Evaluation, language: str = "en") -> str:
    """Return an evaluation as Markdown, in ``language`` (da, sv or en)."""
    return "\n".join(_lines(evaluation, language)) + "\n"


def _lines(evaluation: Evaluation, language: str) -> Iterator[str]:
    words = Words(evaluation, language)
    in_words = words.say
    yield "# " + in_words("evaluation.title", cohort=evaluation.cohort.id)
    for note in words.notes():
        yield from ("", note)
    for effect in evaluation.effects:
        yield from ("", "## " + words.question(effect), "", words.answer(effect))
        if measured := words.measured(effect):
            yield from ("", in_words("evaluation.measured") + " " + measured)
        if groups := list(words.groups(effect)):
            yield ""
            yield from (f"- {group}" for group in groups)
        if caveats := list(words.caveats(effect)):
            yield from ("", in_words("evaluation.not-concluded"), "")
            yield from (f"- {caveat}" for caveat in caveats)
    if flows := [words.flow(flow) for flow in evaluation.flows]:
        yield from ("", "## " + in_words("evaluation.flow.title"), "")
        yield from (f"- {flow}" for flow in flows)
    yield from ("", in_words("evaluation.privacy"))


class Words:
    """The words of an evaluation in one language.

    Args:
        evaluation: the evaluation.
        language: da, sv or en.
    """

    def __init__(self, evaluation: Evaluation, language: str) -> None:
        self.cohort = evaluation.cohort
        self.evaluation = evaluation
        self.language = language

    def say(self, key: str, **values: object) -> str:
        """Return a sentence in the language of these words."""
        return say(key, self.language, **values)

    def notes(self) -> Iterator[str]:
        """Yield what holds for all of the evaluation."""
        if not self.evaluation.responses.answers:
            yield self.say("evaluation.no-answers")
        if self.evaluation.linkings is not None:
            yield self.say("evaluation.by-codes")
            for link in self.evaluation.links:
                linked, known = link or (None, None)
                yield self.say(
                    "evaluation.linked" if link else "evaluation.links-withheld", linked=linked, all=known
                )
        elif self.evaluation.schedule is None:
            yield self.say("evaluation.no-schedule")

    def question(self, effect: Effect) -> str:
        """Return the question that an effect answers."""
        by = "rating" if effect.measurement.before is None else effect.by
        what = self.measured_by(effect.measurement)
        return self.say(f"evaluation.question.{by}", what=what, module=self.module(effect.module))

    def answer(self, effect: Effect) -> str:
        """Return the one sentence that answers, with its interval, and how sure it is."""
        estimate = effect.estimate
        by_test = effect.by == "level" and effect.strength == "likely"
        strength = self.say(
            "evaluation.strength.likely-by-test" if by_test else f"evaluation.strength.{effect.strength}"
        )
        if effect.strength in _UNANSWERED or estimate is None or estimate.value is None:
            return strength
        scale = effect.measurement.instrument.answers
        values = {
            "points": self.number(estimate.value, signed=effect.measurement.before is not None),
            "interval": self.interval(estimate),
            "low": f"{scale.low:g}",
            "high": f"{scale.high:g}",
            "module": self.module(effect.module),
            "first": self.group_name(effect, effect.groups[0]) if effect.groups else "",
            "second": self.group_name(effect, effect.groups[1]) if len(effect.groups) > 1 else "",
        }
        if effect.measurement.before is None:
            return self.say("evaluation.answer.rating", **values)
        return self.say(f"evaluation.answer.{effect.by}", **values) + " " + strength

    def measured(self, effect: Effect) -> str:
        """Return how many people, which instrument and which method an answer rests on."""
        if effect.people is None:
            return ""
        by = "rating" if effect.measurement.before is None else effect.by
        parts = [
            self.say("evaluation.people", people=effect.people, what=self.measured_by(effect.measurement)),
            self.say(f"evaluation.method.{by}"),
        ]
        if effect.organisations is not None and by != "rating":
            parts.append(self.say("evaluation.organisations", count=effect.organisations))
        standardised = effect.standardised
        if standardised is not None and standardised.value is not None and standardised.complete:
            values = {"value": self.number(standardised.value), "interval": self.interval(standardised)}
            name = "overall" if effect.by == "overall" else "groups"
            parts.append(self.say(f"evaluation.standardised.{name}", **values))
        parts += self._tests(effect)
        if effect.detectable is not None:
            parts.append(self.say("evaluation.detectable", points=self.number(effect.detectable)))
        if effect.tipping is not None and effect.tipping.no_evidence is not None:
            kind = "possible" if effect.tipping.possible else "impossible"
            points = self.number(effect.tipping.no_evidence, signed=True)
            parts.append(self.say(f"evaluation.tipping.{kind}", missing=effect.tipping.missing, points=points))
        return " ".join(parts)

    def _tests(self, effect: Effect) -> Iterator[str]:
        if effect.clustered is not None and effect.clustered.complete:
            yield self.say("evaluation.clustered", interval=self.interval(effect.clustered))
        told = effect.strength not in _UNANSWERED
        if effect.p is not None and effect.p.value is None and effect.p.reason and told:
            yield self.say("evaluation.no-p", why=why_not(effect.p.reason, self.language))
        elif effect.p is not None and effect.p.value is not None and effect.adjusted is not None:
            values = {"p": self.probability(effect.p.value), "adjusted": self.probability(effect.adjusted)}
            yield self.say("evaluation.p", **values)
        if effect.wild is not None and effect.wild.value is not None:
            values = {
                "p": self.probability(effect.wild.value),
                "least": self.number(effect.wild.attainable or 0.0, 4),
            }
            yield self.say("evaluation.wild", **values)

    def groups(self, effect: Effect) -> Iterator[str]:
        """Yield a line for each group that is compared."""
        for group in effect.groups:
            name = self.group_name(effect, group)
            if group.people is None:
                yield self.say("evaluation.group.withheld", name=name)
            elif group.change is None or group.change.value is None:
                yield self.say("evaluation.group.counted", name=name, people=group.people)
            else:
                values = {"points": self.number(group.change.value, signed=True), "people": group.people}
                line = self.say(
                    "evaluation.group.changed", name=name, interval=self.interval(group.change), **values
                )
                if group.shrunken is not None and group.shrunken.value is not None:
                    points = self.number(group.shrunken.value, signed=True)
                    line += " " + self.say("evaluation.group.shrunken", points=points)
                yield line

    def caveats(self, effect: Effect) -> Iterator[str]:
        """Yield what cannot be concluded."""
        for caveat in effect.caveats:
            yield self._caveat(caveat)

    def _caveat(self, caveat: Caveat) -> str:
        values = dict(caveat.values)
        if "levels" in values:
            values["levels"] = ", ".join(self.level(name) for name in values["levels"].split(", "))
        if caveat.kind == "not-computable":
            return why_not(values["reason"], self.language)  # type: ignore[arg-type]
        return self.say(f"evaluation.caveat.{caveat.kind}", **values)

    def flow(self, flow: Flow) -> str:
        """Return one row of the flow of answers."""
        withheld = self.say("evaluation.withheld")
        name = self.say("evaluation.flow.all")
        if flow.by and flow.group:
            name = self.level(flow.group) if flow.by == "level" else self.named(flow.group)
        counts = {key: getattr(flow, key) for key in ("invited", "complete", "incomplete")}
        shown = {key: withheld if count is None else count for key, count in counts.items()}
        return self.say("evaluation.flow.row", what=self.measured_by(flow.measurement), name=name, **shown)

    def measured_by(self, measurement: Measurement) -> str:
        """Return the title of what was measured, with the later time where it is not right after the programme."""
        instrument = measurement.instrument
        title = instrument.title_of(None, self.language)
        if measurement.construct is not None:
            title += f": {instrument.title_of(measurement.construct, self.language)}"
        return title if measurement.after == "after" else f"{title} ({self.say('evaluation.follow-up')})"

    def group_name(self, effect: Effect, group: Group) -> str:
        """Return a group's name in words."""
        if effect.by == "level":
            return self.level(group.name)
        if effect.by == "dose":
            return self.say("evaluation.hours", hours=decimal(group.name, self.language))
        return self.named(group.name)

    def level(self, name: str) -> str:
        """Return a level's title."""
        titles = {level.id: level.title for level in self.cohort.catalog.levels}
        title = titles.get(name)
        return title.said(self.language, self.cohort.catalog.language) if title else self.named(name)

    def named(self, name: str) -> str:
        """Return a value of a dimension in words."""
        if name == UNKNOWN:
            return self.say("evaluation.name.unknown")
        return self.say(f"evaluation.name.{name}") if name in _NAMED else name

    def module(self, module_id: str | None) -> str:
        """Return a module's title."""
        module = self.cohort.modules.get(module_id or "")
        title = module.title.said(self.language, self.cohort.catalog.language) if module and module.title else ""
        return title or module_id or ""

    def interval(self, estimate: Estimate) -> str:
        """Return an interval in words, or why there is none."""
        if estimate.low is None or estimate.high is None:
            return why_not(estimate.reason, self.language).rstrip(".") if estimate.reason else ""
        values = {"low": self.number(estimate.low), "high": self.number(estimate.high)}
        return self.say("evaluation.interval", percent=f"{100 * estimate.confidence:g}", **values)

    def probability(self, p: float) -> str:
        """Return a p with its sign: ``= 0.03``, ``< 0.0001``."""
        return f"< {self.number(_SMALLEST, 4)}" if p < _SMALLEST else f"= {self.number(p, 4)}"

    def number(self, value: float, digits: int = 2, *, signed: bool = False) -> str:
        """Return a number as the language writes it."""
        written = f"{value:{'+' if signed else ''}.{digits}f}".replace("-", "\N{MINUS SIGN}")
        return decimal(written, self.language)
