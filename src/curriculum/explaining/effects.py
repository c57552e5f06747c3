"""The effect of a change, computed: the changed cohort is scheduled, and the judge says how good that is."""

from __future__ import annotations

from functools import cached_property

from attrs import define, evolve, field, frozen

from curriculum import judge
from curriculum.changes import CohortChange, with_changes
from curriculum.cohort import Cohort
from curriculum.explaining.effort import effort
from curriculum.explaining.nearest import nearest
from curriculum.explaining.neighbourhood import Neighbourhood
from curriculum.explaining.results import Effect
from curriculum.scenarios.moving import held_places, moved_people
from curriculum.schedule import Schedule, Score
from curriculum.scheduler import IllegalSchedule, schedule_cohort
from curriculum.scheduler.around import rearranged
from curriculum.scheduler.solving import Limits, OutOfTime

LONGEST = 20.0
"""Seconds that one change may take at most; what is proposed first is computed first, as long as there is time."""


@frozen
class _Outcome:
    """The best schedule that was found for a cohort; without one when there is none, or none was found."""

    schedule: Schedule | None
    proven: bool


@define(eq=False, slots=False)
class Effects:
    """Computes effects of changes to one cohort, all in the same way.

    A cohort that is looked at as a whole is scheduled afresh. In a larger one, those nearby are placed anew and
    all others stay where they are; both scores are the judge's, of the whole cohort.

    Attributes:
        cohort: the cohort.
        schedule: its schedule; one without a score stands for none.
        within: who may be moved.
        limits: what all effects together may spend.
        seed: seed of the solvers.
        keeping: whether nobody nearby may lose a place.
        known: what has been computed already.
    """

    cohort: Cohort
    schedule: Schedule
    within: Neighbourhood
    limits: Limits
    seed: int
    keeping: bool = False
    known: dict[tuple[CohortChange, ...], Effect] = field(factory=dict, init=False, repr=False)

    def of(self, *changes: CohortChange, cure: bool = False) -> Effect:
        """Compute the effect of some changes made together.

        Args:
            changes: the changes.
            cure: whether they are of interest only if they fill more places; the points of those that do not are
                then not looked at.

        Raises:
            InvalidInput: one of the changes cannot be made to this cohort.
        """
        if changes not in self.known or not self.known[changes].known:
            self.known[changes] = self._computed(changes, cure=cure)
        return self.known[changes]

    def _computed(self, changes: tuple[CohortChange, ...], *, cure: bool) -> Effect:
        changed = with_changes(self.cohort, changes)
        below = self.before.unfilled if cure and self.before is not None else None
        outcome = self._outcome(changed, below)
        found = outcome.schedule
        return Effect(
            changes=changes,
            before=self.before,
            after=judge.score(changed, found) if found is not None else None,
            proven=outcome.proven and self._basis.proven and self.within.whole,
            impossible=found is None and outcome.proven,
            moved=() if found is None else _moved(changed, self.schedule, found),
            effort=sum(effort(change, self.cohort) for change in changes),
            schedule=found,
        )

    def nearest(self, effect: Effect) -> Effect:
        """Return an effect with the schedule that is as good and moves the fewest people, as far as there is time.

        In a part of a large cohort the schedule that was found is the one with which most places stay already.
        """
        if effect.schedule is None or not self.within.whole or self.limits.exhausted:
            return effect
        changed = with_changes(self.cohort, effect.changes)
        found = nearest(changed, effect.schedule, self.schedule, self._limits, self.seed)
        return evolve(effect, schedule=found, moved=_moved(changed, self.schedule, found))

    @property
    def _limits(self) -> Limits:
        """What one change may spend."""
        return Limits(min(LONGEST, self.limits.seconds - self.limits.elapsed))

    def prepare(self) -> None:
        """Find out the score without any change, which every effect is held against."""
        _ = self._basis

    @property
    def before(self) -> Score | None:
        """The best score without any change; None when there is no schedule."""
        found = self._basis.schedule
        return judge.score(self.cohort, found) if found is not None else None

    @cached_property
    def _basis(self) -> _Outcome:
        if self.schedule.status == "infeasible":
            return _Outcome(None, proven=True)
        if self.schedule.status == "optimal" and self.within.whole:
            return _Outcome(self.schedule, proven=True)
        return self._outcome(self.cohort)

    @property
    def better(self) -> Schedule | None:
        """A schedule that fills more places without any change; None when none was found."""
        found = self._basis.schedule
        if found is None or self.before is None or self.before.unfilled >= self._unfilled_now:
            return None
        return found

    @property
    def _unfilled_now(self) -> int:
        return judge.score(self.cohort, self.schedule).unfilled

    def _outcome(self, cohort: Cohort, below: int | None = None) -> _Outcome:
        if self.limits.exhausted:
            return _Outcome(None, proven=False)
        limits = self._limits
        if self.within.whole:
            made = schedule_cohort(cohort, seed=self.seed, time_limit=limits.seconds)
            found = made if made.score is not None else None
            return _Outcome(found, proven=made.status in {"optimal", "infeasible"})
        problem = self.within.problem(cohort, self.schedule, self.seed)
        try:
            best = rearranged(problem, limits, self.seed, keeping=self.keeping, below=below)
        except OutOfTime:
            return _Outcome(None, proven=False)
        if limits.interrupted:
            raise KeyboardInterrupt
        if best.places is None:
            return _Outcome(None, proven=best.impossible)
        made = evolve(self.schedule, places=best.places, unfilled=(), conflict=())
        if broken := judge.broken(cohort, made):
            raise IllegalSchedule(broken)
        return _Outcome(made, proven=best.proven)


def moving(cohort: Cohort, schedule: Schedule, better: Schedule) -> Effect:
    """Return the effect of no change at all, only of placing people differently.

    Args:
        cohort: the cohort.
        schedule: where everybody is.
        better: a better schedule of the same cohort.
    """
    return Effect(
        changes=(),
        before=judge.score(cohort, schedule),
        after=judge.score(cohort, better),
        proven=False,
        impossible=False,
        moved=_moved(cohort, schedule, better),
        effort=0,
        schedule=better,
    )


def _moved(cohort: Cohort, before: Schedule, after: Schedule) -> tuple[str, ...]:
    """Return the ids of the people of a cohort who lose a place from one schedule to the other, sorted."""
    return moved_people(held_places(cohort, before), held_places(cohort, after))
