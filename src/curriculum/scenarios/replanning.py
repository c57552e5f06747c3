"""A schedule mended with the fewest changes: after an illness, a cancelled run, for newcomers.

Only the people concerned are moved at first, then also others in the modules concerned, then anybody. The first
round whose result meets the bounds is the last one, and mostly that is the first: whoever was in a run that is not
held any more has to move, and nobody else does.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property

from attrs import define, evolve, field, frozen

from curriculum.cohort import Cohort
from curriculum.scenarios.concerned import circles, concerned, placed, remaining
from curriculum.scenarios.moving import (
    Held,
    fewest_moved,
    fewest_new,
    forced_to_move,
    held_places,
    moved_people,
    with_fewer_places,
)
from curriculum.schedule import Change, Schedule, Status, difference
from curriculum.scheduler.aims import (
    Aim,
    Pursuit,
    fewest_points,
    fewest_unfilled,
    least,
    options_of,
    pursue,
    ruled,
)
from curriculum.scheduler.conflict import conflict
from curriculum.scheduler.problem import Problem
from curriculum.scheduler.program import Program
from curriculum.scheduler.scheduling import judged
from curriculum.scheduler.solving import Limits, OutOfTime

TINY = 1_500
"""Up to so many options anybody may be moved from the beginning."""
SHARES = (0.4, 0.4, 1.0)
"""Of the time and work left, what each round may spend; the time to state its rules not counted."""
FOR_WHY = 0.04
"""Share of the time limit that may be added to say why places are unfilled."""


@frozen(kw_only=True)
class Replan:
    """A mended schedule, and how little it changes.

    Attributes:
        schedule: the new schedule; it is called ``feasible`` even when nobody more can stay, because its points
            could be fewer with more people moved. ``infeasible`` or ``unknown`` when there is none.
        moved: ids of the people who leave a run that they were in, sorted.
        lost: ids of those among them who have fewer places than before, sorted; the others have as many.
        unfilled_bound: no legal schedule has fewer unfilled places.
        moved_bound: no legal schedule with as few unfilled places moves fewer people.
        changes: every place that is different, sorted by participant and module.
        opened: ids of runs that are held now and were not before.
        closed: ids of runs that were held and are not any more.
        interrupted: whether Ctrl-C ended the search; the schedule is then the best one found until then.
    """

    schedule: Schedule
    moved: tuple[str, ...] = ()
    lost: tuple[str, ...] = ()
    unfilled_bound: int = 0
    moved_bound: int = 0
    changes: tuple[Change, ...] = ()
    opened: tuple[str, ...] = ()
    closed: tuple[str, ...] = ()
    interrupted: bool = False

    @property
    def proven(self) -> bool:
        """Whether neither fewer unfilled places nor, with so few of them, fewer moved people are possible."""
        score = self.schedule.score
        return score is not None and score.unfilled <= self.unfilled_bound and len(self.moved) <= self.moved_bound


def replan(
    cohort: Cohort,
    before: Schedule,
    *,
    seed: int = 1,
    time_limit: float = 60.0,
    work_limit: float | None = None,
) -> Replan:
    """Mend a schedule: the fewest unfilled places, then the fewest people moved, then new places, then points.

    Args:
        cohort: the cohort as it is now, with all that has changed.
        before: the schedule that was good until then; it need not be legal any more.
        seed: seed of the search and of the draw that breaks ties, 0 or more.
        time_limit: seconds of wall-clock time, above 0.
        work_limit: deterministic work, roughly seconds; the result is then the same on every machine.

    Returns:
        The new schedule, which the judge has passed, with bounds for what was to be few.

    Raises:
        IllegalSchedule: the judge refuses the solver's schedule: please report it.
    """
    limits = Limits(time_limit, work_limit)
    search = _Search(cohort, held_places(cohort, before), limits, seed)
    search.widen()
    mended = search.schedule(lambda: work_limit is not None or limits.elapsed < time_limit * (1 + FOR_WHY))
    runs_before, runs_after = ({place.run for place in schedule.places} for schedule in (before, mended))
    now = held_places(cohort, mended)
    return Replan(
        schedule=mended,
        moved=moved_people(search.held, now) if mended.score else (),
        lost=with_fewer_places(search.held, now) if mended.score else (),
        unfilled_bound=search.unfilled_bound,
        moved_bound=search.moved_bound,
        changes=difference(before, mended) if mended.score else (),
        opened=tuple(sorted(runs_after - runs_before)),
        closed=tuple(sorted(runs_before - runs_after)) if mended.score else (),
        interrupted=search.interrupted,
    )


@define
class _Search:
    """The search for a mended schedule, and what is proven so far."""

    cohort: Cohort
    held: Held
    limits: Limits
    seed: int
    best: Pursuit = field(factory=lambda: Pursuit("unknown"))
    unfilled_bound: int = 0
    moved_bound: int = 0

    @property
    def interrupted(self) -> bool:
        """Whether the user has interrupted the search."""
        return any(part.interrupted for part in self.limits.parts)

    @property
    def settled(self) -> bool:
        """Whether wider rounds can bring nothing that counts."""
        if not self.best.found:
            return self.best.outcome == "infeasible"
        unfilled, moved, *_ = self.best.reached
        return unfilled.value <= self.unfilled_bound and moved.value <= self.moved_bound

    @cached_property
    def problem(self) -> Problem:
        """The cohort in numbers."""
        return Problem(self.cohort, self.seed)

    @cached_property
    def standing(self) -> Held | None:
        """What is left of the old places; see :func:`remaining`."""
        return remaining(self.cohort, self.held)

    def widen(self) -> None:
        """Let ever more people be moved until that brings nothing more."""
        begun = self.limits.elapsed
        who = concerned(self.cohort, self.held)
        self.limits.seconds -= self.limits.elapsed - begun  # to judge the new schedule will take as long
        self.moved_bound = len(forced_to_move(self.problem, self.held))
        rounds = list(zip(SHARES, circles(self.problem, who), strict=True))
        try:
            for share, only in [(1.0, None)] if self.tiny else rounds:
                if not self.settled and not self.interrupted:
                    self.pursue(share, only)
        except OutOfTime:
            return  # with the best until then

    @property
    def tiny(self) -> bool:
        """Whether anybody may be moved from the beginning."""
        return len(self.problem.options) <= TINY

    def pursue(self, share: float, only: frozenset[int] | None) -> None:
        """Search among the options of one round, all others being as they were.

        Raises:
            OutOfTime: the time is over before the round has begun.
        """
        program, theirs = self.stated(only)
        aims = [
            fewest_unfilled(program),
            fewest_moved(program, self.held),
            fewest_new(program, self.held),
            fewest_points(program),
        ]
        limits = self.limits.part(share, share)
        if only is None and limits.work is None and not self.tiny:
            self.relax(program, aims, limits)
            if self.settled or limits.exhausted:
                return
        found_before = frozenset((place.participant, place.run) for place in self.best.places)
        legal = found_before if self.best.found else self.standing
        found = pursue(program, aims, limits, self.seed, start=self.held, only=theirs, legal=legal)
        self.limits.spent += limits.spent
        if only is None and found.found:
            unfilled, moved, *_ = found.reached
            self.unfilled_bound = max(self.unfilled_bound, unfilled.bound)
            if unfilled.proven:
                self.moved_bound = max(self.moved_bound, moved.bound)
        better = found.found and (not self.best.found or _values(found) < _values(self.best))
        if better or (only is None and not self.best.found):
            self.best = found

    def stated(self, only: frozenset[int] | None) -> tuple[Program, frozenset[int] | None]:
        """Return the program of one round, of what it may take only, and the options to decide."""
        if only is None:
            return ruled(self.problem, self.limits), None
        numbers = sorted(only | options_of(self.problem, self.held))
        program = ruled(self.problem.among(numbers), self.limits)
        return program, frozenset(index for index, number in enumerate(numbers) if number in only)

    def relax(self, program: Program, aims: Sequence[Aim], limits: Limits) -> None:
        """Raise the bounds to those of the whole cohort's linear relaxation, as far as they are needed.

        Nothing with more unfilled places than the best so far is looked for in the program any more.
        """
        unfilled, moved, *_ = aims
        self.unfilled_bound = max(self.unfilled_bound, least(program, unfilled, limits, self.seed))
        if not self.settled and self.best.found:
            program.cp.add(unfilled.expression <= self.best.reached[0].value)
            self.moved_bound = max(self.moved_bound, least(program, moved, limits, self.seed))

    def schedule(self, going: Callable[[], bool]) -> Schedule:
        """Return the best schedule, judged, with the reasons that there is time for; or why there is none."""
        if self.best.found:
            return judged(self.cohort, self.best.places, None, self.seed, going)
        if self.best.outcome == "unknown" and self.standing is not None:
            return judged(self.cohort, placed(self.cohort, self.standing), None, self.seed, going)
        status: Status = "infeasible" if self.best.outcome == "infeasible" else "unknown"
        nothing = Schedule(
            cohort=self.cohort.id, programme=self.cohort.programme_name, status=status, seed=self.seed
        )
        if status == "infeasible":
            return evolve(nothing, conflict=conflict(self.cohort, self.limits, self.seed))
        return nothing


def _values(found: Pursuit) -> tuple[int, ...]:
    return tuple(aim.value for aim in found.reached)
