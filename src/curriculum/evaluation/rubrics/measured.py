"""Measured criteria: one number from many people's answers, through the privacy gate."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from functools import cached_property
from itertools import permutations
from typing import TYPE_CHECKING

from curriculum.cohort import Cohort
from curriculum.evaluation.instruments import Instrument, Instruments
from curriculum.evaluation.responses import Responses
from curriculum.evaluation.rubrics.bounds import Bounds
from curriculum.evaluation.rubrics.evidence import Evidence
from curriculum.evaluation.rubrics.measure import Measure
from curriculum.evaluation.rubrics.placing import placed
from curriculum.evaluation.rubrics.results import CriterionResult
from curriculum.evaluation.rubrics.rubric import Criterion, Rubric

if TYPE_CHECKING:
    from curriculum.evaluation.privacy import Beside, Cell, Key, Part, Published, Release

Scores = dict[str, Fraction]
"""Scores by person."""
SCORED = "complete"
"""What the people of a measure have in common in the published tables, as in the evaluation beside it."""


class Measuring:
    """The measured criteria of a rubric, all behind one gate.

    Args:
        rubric: the rubric.
        responses: all answers; None when nobody has been asked.
        instruments: what they answer.
        cohort: the people, for groups.
        earlier: which groups earlier reports have shown.
        beside: what is given out together with this rubric; None when nothing is.
    """

    def __init__(
        self,
        rubric: Rubric,
        responses: Responses | None,
        instruments: Instruments,
        cohort: Cohort | None,
        *,
        earlier: Sequence[Published],
        beside: Beside | None = None,
    ) -> None:
        self.responses = responses
        self.instruments = instruments
        self.people = {person.id: person for person in cohort.participants} if cohort else {}
        self.earlier = earlier
        self.beside = beside
        self.measures = {one.id: one.measure for one in rubric.criteria if one.measure is not None}

    def result(self, criterion: Criterion) -> CriterionResult:
        """Return what one criterion comes to."""
        measure = self.measures[criterion.id]
        instrument = self.instruments.find(measure.instrument)
        if self.responses is not None and (instrument is None or not _asks(instrument, measure)):
            asked = measure.instrument if instrument is None else measure.construct or measure.minus or "-"
            details = {"name": asked}
            return CriterionResult(criterion=criterion.id, state="error", reason="no-instrument", details=details)
        asked = ", ".join(filter(None, (measure.instrument, measure.construct, measure.since, measure.wave)))
        nothing = [Evidence("absence", "none-answers", [asked])]
        if self.responses is None or not self._answered(measure):
            return CriterionResult(
                criterion=criterion.id, state="not-assessed", reason="no-answers", evidence=nothing
            )
        groups = self._groups(criterion.id)
        if not all(groups.values()):
            lacking = [name for name in groups if name and not groups[name]]
            empty = [Evidence("absence", "none-group", lacking)] if lacking else nothing
            return CriterionResult(
                criterion=criterion.id, state="missing-data", reason="no-scores", evidence=empty
            )
        keys = [self._key(criterion.id, group) for group in groups]
        if criterion.id in self.exposing or not all(map(self.release.shows, keys)):
            return CriterionResult(criterion=criterion.id, state="withheld", reason="too-few-people")
        counted = [f"{' '.join(filter(None, (asked, name)))}: {len(scores)}" for name, scores in groups.items()]
        means = [sum(scores.values(), Fraction(0)) / len(scores) for scores in groups.values()]
        value = abs(means[0] - means[1]) if measure.between else means[0]
        return placed(criterion, Bounds.exactly(value), [Evidence("data", "answers", counted)])

    @cached_property
    def release(self) -> Release:
        """What may be shown of all measured criteria together, and together with what is given out beside them."""
        from curriculum.evaluation.privacy import Beside, pass_gate

        names = [name for name in self.measures if name not in self.exposing]
        told = {cell.key: cell for name in names for cell in self._cells(name)}
        release = (self.beside or Beside()).release
        return pass_gate(told.values(), earlier=self.earlier, beside=release, within=self._within())

    @cached_property
    def exposing(self) -> frozenset[str]:
        """The criteria that would tell of few people beside another score.

        One of a group that is withheld beside them; and one of nearly the same people as another score, or as a
        group, that is made of the same answers: both means together would tell of the few by whom they differ.
        """
        hidden = {part for key in self.beside.release.withheld for part in key} if self.beside else set()
        people = self._people()
        return frozenset(
            name
            for name, measure in self.measures.items()
            for group, scores in self._groups(name).items()
            if (measure.attribute, group) in hidden
            or any(
                self._few_apart(frozenset(scores), others, measure.attribute, group)
                for other, others in people.items()
                if measure.shares(other)
            )
            or any(_nearly(frozenset(scores), others) for others in self._told_beside(name))
        )

    def _told_beside(self, name: str) -> Iterator[frozenset[str]]:
        """Yield the people of the groups that other scores of the same answers tell of."""
        from curriculum.evaluation.privacy import THRESHOLD

        measure = self.measures[name]
        for population, groups in (self.beside.groups if self.beside else {}).items():
            if measure.shares(population):
                yield from groups
        for other, further in self.measures.items():
            if other != name and further.between and measure.shares(further.population):
                mine = [frozenset(scores) for scores in self._groups(other).values()]
                if all(len(people) >= THRESHOLD for people in mine):
                    yield from mine

    def _few_apart(self, mine: frozenset[str], others: frozenset[str], attribute: str, group: str) -> bool:
        from curriculum.evaluation.privacy import THRESHOLD

        inside = frozenset(who for who in others if not group or self._group(who, attribute) == group)
        return any(0 < len(some) < THRESHOLD for some in (mine - inside, inside - mine))

    def _people(self) -> dict[str, frozenset[str]]:
        """Return the ids of the people that scores are made of, by population."""
        mine = {measure.population: frozenset(self.scores[name]) for name, measure in self.measures.items()}
        return {**(self.beside.people if self.beside else {}), **mine}

    def _within(self) -> Iterable[tuple[Part, Part]]:
        people = self._people()
        return [
            ((one, SCORED), (other, SCORED))
            for one, other in permutations(people, 2)
            if people[one] <= people[other]
        ]

    @cached_property
    def scores(self) -> Mapping[str, Scores]:
        """Everybody's score by criterion and person."""
        return {name: self._scores(measure) for name, measure in self.measures.items()}

    def _answered(self, measure: Measure) -> bool:
        waves = self.responses.waves(measure.instrument) if self.responses else ()
        return bool(waves) if measure.wave is None else measure.wave in waves

    def _groups(self, name: str) -> dict[str, Scores]:
        """Return the scores by group; all under no name when the criterion is not about groups."""
        measure, scores = self.measures[name], self.scores[name]
        if not measure.between:
            return {"": scores}
        return {
            group: {who: value for who, value in scores.items() if self._group(who, measure.attribute) == group}
            for group in measure.between
        }

    def _group(self, who: str, attribute: str) -> str | None:
        return self.people[who].value(attribute) if who in self.people else None

    def _key(self, name: str, group: str) -> Key:
        of_group = [(self.measures[name].attribute, group)] if group else []
        return tuple(sorted([(self.measures[name].population, SCORED), *of_group]))

    def _cells(self, name: str) -> list[Cell]:
        from curriculum.evaluation.privacy import Cell, cross_table

        measure = self.measures[name]
        people = [{measure.attribute: self._group(who, measure.attribute)} for who in self.scores[name]]
        tables = cross_table(people, [[measure.attribute]] if measure.between else [])
        scored = (measure.population, SCORED)
        return [Cell(tuple(sorted((scored, *cell.key))), cell.count) for cell in tables]

    def _scores(self, measure: Measure) -> Scores:
        instrument = self.instruments.find(measure.instrument)
        if instrument is None or self.responses is None or not _asks(instrument, measure):
            return {}
        waves = self.responses.waves(measure.instrument) if measure.wave is None else (measure.wave,)
        found: dict[str, list[Fraction]] = {}
        for wave in waves:
            for who, value in self._at(instrument, measure, wave).items():
                found.setdefault(who, []).append(value)
        now = {who: sum(values, Fraction(0)) / len(values) for who, values in found.items()}
        if measure.since is None:
            return now
        then = self._at(instrument, measure, measure.since)
        return {who: value - then[who] for who, value in now.items() if who in then}

    def _at(self, instrument: Instrument, measure: Measure, wave: str) -> Scores:
        """Return the scores at one time, less those on the second construct where there is one."""
        given = self.responses.given(instrument.id, wave) if self.responses else {}
        scores = _on(instrument, measure.construct, given)
        if measure.minus is None:
            return scores
        less = _on(instrument, measure.minus, given)
        return {who: value - less[who] for who, value in scores.items() if who in less}


def _nearly(some: frozenset[str], others: frozenset[str]) -> bool:
    """Tell whether two groups differ, and by so few people that nothing may be told of these."""
    from curriculum.evaluation.privacy import THRESHOLD

    return 0 < len(some ^ others) < THRESHOLD


def _asks(instrument: Instrument, measure: Measure) -> bool:
    """Tell whether an instrument has the constructs that a measure names."""
    known = {construct.id for construct in instrument.constructs}
    return {name for name in (measure.construct, measure.minus) if name is not None} <= known


def _on(instrument: Instrument, construct: str | None, given: Mapping[str, Mapping[str, float | str]]) -> Scores:
    """Return everybody's score on a construct, of those who answered at least half of its items."""
    from curriculum.evaluation.statistics import score

    items = [item.id for item in instrument.items_of(construct)]
    turned = [place for place, item in enumerate(items) if item in instrument.reversed]
    aside = {answer.id for answer in instrument.answers.not_applicable}
    found: Scores = {}
    for who, answers in given.items():
        value = score(
            [answers.get(item) for item in items],
            low=instrument.answers.low,
            high=instrument.answers.high,
            reversed_items=turned,
            not_applicable=aside,
        ).value
        if value is not None:
            found[who] = Fraction(value).limit_denominator(10_000)
    return found
