"""A schedule: who has which place, what is missing, and how good it is."""

from __future__ import annotations

from collections.abc import Iterable
from operator import attrgetter
from typing import TYPE_CHECKING, Literal

from attrs import field, frozen

from curriculum.sequences import as_tuple

if TYPE_CHECKING:
    import pandas as pd

Status = Literal["optimal", "feasible", "infeasible", "unknown"]


@frozen(order=True)
class Place:
    """One person in one run.

    Attributes:
        participant: the person's id.
        module: the id of the run's module.
        run: the run's id.
    """

    participant: str
    module: str
    run: str


@frozen
class Unfilled:
    """One place that a participant is owed and does not have.

    Attributes:
        participant: the person's id.
        kind: "basis" or "elective".
        module: the basis module's id; None for an elective, which could be any.
        why: names of the rules that stand in the way, the same in every language.
    """

    participant: str
    kind: Literal["basis", "elective"]
    module: str | None = None
    why: tuple[str, ...] = field(default=(), converter=as_tuple)


@frozen(order=True)
class Score:
    """How good a schedule is; lower is better, unfilled places count before points.

    Attributes:
        unfilled: places that are owed and not filled, 0 or more.
        points: weighted sum of the goals, 0 or more.
    """

    unfilled: int
    points: int


@frozen
class Points:
    """The points by goal; they add up to the score's.

    Attributes:
        preference: for elective places, by their rank in each person's list, unranked ones included.
        run: for runs that are held.
        worst: for the highest preference points that any one person carries.
        travel: for places away from a person's location.
        change: for places that the previous schedule does not have.
    """

    preference: int = 0
    run: int = 0
    worst: int = 0
    travel: int = 0
    change: int = 0

    @property
    def total(self) -> int:
        """The sum over all goals."""
        return self.preference + self.run + self.worst + self.travel + self.change


@frozen
class Conflict:
    """A rule that takes part in making every schedule impossible.

    Attributes:
        rule: the rule's name.
        people: ids of the participants involved.
        runs: ids of the runs involved.
    """

    rule: str
    people: tuple[str, ...] = field(default=(), converter=as_tuple)
    runs: tuple[str, ...] = field(default=(), converter=as_tuple)


def _sorted_places(places: Iterable[Place]) -> tuple[Place, ...]:
    return tuple(sorted(places, key=attrgetter("participant", "module", "run")))


@frozen(kw_only=True)
class Schedule:
    """The outcome of scheduling a cohort.

    Attributes:
        cohort: the cohort's id.
        programme: the programme's id, ``catalog:programme``.
        status: ``optimal`` (the score meets the bound), ``feasible``, ``infeasible`` (pins and confirmed runs
            cannot all hold) or ``unknown`` (nothing was found in time).
        score: None when there is no schedule.
        bound: no legal schedule has a score below it; None when nothing is known.
        points: the score's points by goal.
        seed: seed of the search.
        places: who attends which run, sorted.
        unfilled: what is missing; of a schedule that was searched for, sorted by participant.
        conflict: when infeasible, rules that together cannot hold; none if there was no time to find them.
        conflict_is_minimal: whether it is proven that without any one of them the others can hold.
    """

    cohort: str
    programme: str
    status: Status
    score: Score | None = None
    bound: Score | None = None
    points: Points = Points()
    seed: int = 0
    places: tuple[Place, ...] = field(default=(), converter=_sorted_places)
    unfilled: tuple[Unfilled, ...] = field(default=(), converter=as_tuple)
    conflict: tuple[Conflict, ...] = field(default=(), converter=as_tuple)
    conflict_is_minimal: bool = True

    @property
    def gap(self) -> float | None:
        """(points - bound points) / points, between 0 and 1; None unless the unfilled part is proven."""
        if self.score is None or self.bound is None or self.bound.unfilled < self.score.unfilled:
            return None
        return (self.score.points - self.bound.points) / self.score.points if self.score.points else 0.0

    def runs_of(self, participant: str) -> tuple[str, ...]:
        """Return the ids of the runs that a participant attends."""
        return tuple(place.run for place in self.places if place.participant == participant)

    def people_in(self, run: str) -> tuple[str, ...]:
        """Return the ids of the participants of a run."""
        return tuple(place.participant for place in self.places if place.run == run)

    def to_frame(self) -> pd.DataFrame:
        """Return the places as a DataFrame with the columns participant, module and run.

        Raises:
            MissingExtra: pandas is not installed (``pip install 'curriculum[frames]'``).
        """
        from curriculum.frames import frame_of

        return frame_of(self.places, ("participant", "module", "run"))

    def _repr_html_(self) -> str:
        from curriculum.notebook import schedule_html

        return schedule_html(self)


@frozen
class Change:
    """What differs between two schedules for one participant and module.

    Attributes:
        participant: the person's id.
        module: the module's id.
        before: the run before, or None.
        after: the run after, or None.
    """

    participant: str
    module: str
    before: str | None
    after: str | None


def difference(before: Schedule, after: Schedule) -> tuple[Change, ...]:
    """Return what changed from one schedule to another, sorted by participant and module.

    Example:
        >>> place = Place("p1", "basis-1", "B1-01")
        >>> old = Schedule(cohort="c", programme="p", status="feasible", places=[place])
        >>> new = Schedule(cohort="c", programme="p", status="feasible")
        >>> difference(old, new)
        (Change(participant='p1', module='basis-1', before='B1-01', after=None),)
    """
    had = {(place.participant, place.module): place.run for place in before.places}
    has = {(place.participant, place.module): place.run for place in after.places}
    return tuple(
        Change(participant, module, had.get((participant, module)), has.get((participant, module)))
        for participant, module in sorted(had.keys() | has.keys())
        if had.get((participant, module)) != has.get((participant, module))
    )
