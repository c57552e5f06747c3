"""An evaluation: cohort, schedule and answers together, and what they say."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property, reduce
from itertools import permutations

from attrs import evolve, field, frozen

from curriculum.cohort import Cohort
from curriculum.evaluation.answering import Flow, flows_of, with_flow
from curriculum.evaluation.effects import BY, SIGNIFICANT, By, Effect
from curriculum.evaluation.estimating import effects_of, overall_of
from curriculum.evaluation.found_again import FoundAgain, found_again
from curriculum.evaluation.instruments import Instruments
from curriculum.evaluation.linking import Linking
from curriculum.evaluation.measurement import Measurement, Row, measurements, rows_of
from curriculum.evaluation.privacy import THRESHOLD, Beside, Part, Published, Release
from curriculum.evaluation.publication import COMPLETE, Gate, Publication, publish, withheld
from curriculum.evaluation.responses import Responses
from curriculum.evaluation.statistics import holm
from curriculum.evaluation.subjects import Subject, subjects
from curriculum.schedule import Schedule
from curriculum.sequences import as_tuple


@frozen(kw_only=True, slots=False, eq=False)
class Evaluation:
    """What a programme changed, told without exposing anybody.

    Attributes:
        cohort: the people.
        responses: what they answered.
        instruments: what they were asked.
        schedule: who has which place; None when it is not known, and then nothing is said by module and dose.
        linkings: how codes that people made up were linked; None when they answered under the roster's ids, and
            without them nothing is known of level, pairing and modules.
        earlier: reports that were given out before: together with this one they must not expose anybody either.
    """

    cohort: Cohort
    responses: Responses
    instruments: Instruments
    schedule: Schedule | None = None
    linkings: tuple[Linking, ...] | None = None
    earlier: tuple[Published, ...] = field(default=(), converter=as_tuple)

    def effect(self, by: By = "overall", *, instrument: str | None = None) -> tuple[Effect, ...]:
        """Return the effects by level, pairing, module or dose; or on all together.

        Args:
            by: ``overall``, ``level``, ``pairing``, ``module`` or ``dose``.
            instrument: id of an instrument; None for all.

        Raises:
            ValueError: ``by`` is none of these.
        """
        if by not in BY:
            raise ValueError(f"an effect is asked by {', '.join(BY)}")
        return tuple(
            effect
            for effect in self.effects
            if effect.by == by and instrument in {None, effect.measurement.instrument.id}
        )

    @cached_property
    def people(self) -> Mapping[str, Subject]:
        """What is known of everybody who was asked, by id."""
        if self.linkings is not None:
            return {participant: Subject() for participant in self.responses.participants}
        return subjects(self.cohort, self.schedule)

    @cached_property
    def modules(self) -> tuple[str, ...]:
        """Ids of the modules that somebody has a place in, in the programme's order; none without a schedule."""
        taken = {module for one in self.people.values() for module in one.modules or ()}
        return tuple(module for module in self.cohort.programme.module_ids if module in taken)

    @cached_property
    def publications(self) -> tuple[Publication, ...]:
        """What may be shown of each measurement.

        The parts of a score are computed of the same people, those who have all of them. These, and the people of
        a later time, must be those of the first score, or differ from them by so many that the difference exposes
        nobody.
        """
        within = _within(self._complete)
        found: dict[Measurement, Publication] = {}
        for measurement in self._rows:
            gate = Gate(self.earlier, _together(found.values()), within)
            found[measurement] = self._publication(measurement, gate)
        for measurement, publication in found.items():
            gate = Gate(self.earlier, _together(found.values()), within)
            found[measurement] = with_flow(publication, gate)
        return tuple(found.values())

    @cached_property
    def _rows(self) -> Mapping[Measurement, Mapping[str, Row]]:
        """Everybody's scores, by measurement and id."""
        asked = measurements(self.responses, self.instruments)
        return {measurement: rows_of(measurement, self.responses, self.people) for measurement in asked}

    @cached_property
    def _complete(self) -> Mapping[Measurement, frozenset[str]]:
        """Ids of the people that each measurement is of; of a part of a score, those who have all parts."""
        scored = {
            measurement: frozenset(one for one, row in rows.items() if measurement.answered(row) == COMPLETE)
            for measurement, rows in self._rows.items()
        }
        return {
            one: frozenset.intersection(*(scored[other] for other in scored if one.beside(other)))
            if one.part
            else people
            for one, people in scored.items()
        }

    def _publication(self, measurement: Measurement, gate: Gate) -> Publication:
        people, rows = self._complete[measurement], self._rows[measurement]
        wholes = (one for one in self._complete if one.primary and measurement.repeats(one))
        first = next((self._complete[one] for one in wholes), people)
        if not all(len(some) == 0 or len(some) >= THRESHOLD for some in (first - people, people - first)):
            return withheld(measurement)
        asked = {one: row for one, row in rows.items() if measurement.primary or one in people}
        return publish(measurement, asked.values(), self.modules, gate)

    @cached_property
    def effects(self) -> tuple[Effect, ...]:
        """Every effect, the tests of the primary ones counted together."""
        found: list[Effect] = []
        for publication in self.publications:
            if publication.measurement.primary:
                found += effects_of(publication, self.modules)
            else:
                found.append(overall_of(publication))
        primary = [effect for effect in found if effect.primary]
        adjusted = iter(holm([effect.p.value if effect.p else None for effect in primary]))
        return tuple(_adjusted(effect, next(adjusted)) if effect.primary else effect for effect in found)

    @property
    def links(self) -> tuple[tuple[int, int] | None, ...]:
        """How many codes of the first time were found again at each later one, and of how many.

        None where that number would expose a few.
        """
        return self._found_again.told

    @cached_property
    def _found_again(self) -> FoundAgain:
        if self.linkings is None:
            return FoundAgain()
        gate = Gate(self.earlier, _together(self.publications), _within(self._complete))
        return found_again(self.responses, self._people_of, gate)

    @cached_property
    def flows(self) -> tuple[Flow, ...]:
        """Who answered when: all together, and by level and pairing where that exposes nobody."""
        return tuple(flow for publication in self.publications for flow in flows_of(publication))

    def published(self, report: str) -> Published:
        """Return what is known to all once the report is given out.

        Args:
            report: the report's id.
        """
        return self.release.published(report)

    @property
    def beside(self) -> Beside:
        """What a rubric's report that is given out together with this one is held against."""
        groups = {
            one.measurement.population: list(one.told_of(self._rows[one.measurement])) for one in self.publications
        }
        return Beside(self.release, self._people_of, groups)

    @property
    def _people_of(self) -> Mapping[str, frozenset[str]]:
        """Ids of the people that each measurement is of, by population."""
        return {one.population: people for one, people in self._complete.items()}

    @cached_property
    def release(self) -> Release:
        """What is shown and what is withheld of all measurements together, and of the codes found again."""
        return _together(self.publications).joined(self._found_again.release)


def _together(publications: Iterable[Publication]) -> Release:
    return reduce(Release.joined, (one.release for one in publications), Release())


def _within(people: Mapping[Measurement, frozenset[str]]) -> list[tuple[Part, Part]]:
    """Return which people are all among which others."""
    return [
        ((one.population, COMPLETE), (other.population, COMPLETE))
        for one, other in permutations((one for one in people if not one.part), 2)
        if people[one] <= people[other]
    ]


def _adjusted(effect: Effect, p: float | None) -> Effect:
    """Return a primary effect with the p that counts all of them, and the strength that this leaves."""
    clear = effect.strength == "likely" and p is not None and p <= SIGNIFICANT
    return evolve(effect, adjusted=p, strength="clear" if clear else effect.strength)
