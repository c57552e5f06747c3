"""A schedule mended with the fewest changes: after an illness, a cancelled run, for newcomers.

Only the people concerned are moved at first, then also others in the modules concerned, then anybody. The first
round whose result meets the bounds is the last one, and mostly that is the first: whoever was in a run that is not
held any more has to move, and nobody else does.
"""

from __future__ import annotations

from attrs import define, evolve, field, frozen

from curriculum.cohort import Cohort
from curriculum.scenarios.concerned import circles, concerned, remaining
from curriculum.scenarios.moving import Held, fewest_moved, fewest_new, forced_to_move, held_places, moved_people
from curriculum.schedule import Change, Schedule, Status, difference
from curriculum.scheduler.aims import Pursuit, fewest_points, fewest_unfilled, least, pursue, ruled
from curriculum.scheduler.conflict import conflict
from curriculum.scheduler.scheduling import judged
from curriculum.scheduler.solving import Limits

TINY = 1_500
"""Up to so many options anybody may be moved from the beginning."""
SHARES = (0.2, 0.4, 1.0)
"""Of the time and work left, what each round may spend."""


@frozen(kw_only=True)
class Replan:
    """A mended schedule, and how little it changes.

    Attributes:
        schedule: the new schedule; it is called ``feasible`` even when nobody more can stay, because its points
            could be fewer with more people moved. ``infeasible`` or ``unknown`` when there is none.
        moved: ids of the people who lose a place that they held, sorted.
        unfilled_bound: no legal schedule has fewer unfilled places.
        moved_bound: no legal schedule with as few unfilled places moves fewer people.
        changes: every place that is different, sorted by participant and module.
        opened: ids of runs that are held now and were not before.
        closed: ids of runs that were held and are not any more.
        interrupted: whether Ctrl-C ended the search; the schedule is then the best one found until then.
    """

    schedule: Schedule
    moved: tuple[str, ...] = ()
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
    search = _Search(cohort, held_places(cohort, before), Limits(time_limit, work_limit), seed)
    search.widen()
    mended = search.schedule()
    runs_before, runs_after = ({place.run for place in schedule.places} for schedule in (before, mended))
    return Replan(
        schedule=mended,
        moved=moved_people(search.held, held_places(cohort, mended)) if mended.score else (),
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

    def widen(self) -> None:
        """Let ever more people be moved until that brings nothing more."""
        program = ruled(self.cohort, self.seed)
        self.moved_bound = len(forced_to_move(program, self.held))
        rounds = list(zip(SHARES, circles(program, concerned(self.cohort, self.held)), strict=True))
        for share, only in rounds if len(program.taken) > TINY else [(1.0, None)]:
            limits = self.limits.part(share, share)
            if only is None and limits.work is None and len(program.taken) > TINY:
                self.relax(limits)
            if not self.settled and not self.interrupted:
                self.pursue(limits, only)

    def pursue(self, limits: Limits, only: frozenset[int] | None) -> None:
        """Search among the options of one round, all others being as they were."""
        program = ruled(self.cohort, self.seed)
        aims = [
            fewest_unfilled(program),
            fewest_moved(program, self.held),
            fewest_new(program, self.held),
            fewest_points(program),
        ]
        found_before = frozenset((place.participant, place.run) for place in self.best.places)
        legal = found_before if self.best.found else remaining(self.cohort, self.held)
        found = pursue(program, aims, limits, self.seed, start=self.held, only=only, legal=legal)
        self.limits.spent += limits.spent
        if only is None and found.found:
            unfilled, moved, *_ = found.reached
            self.unfilled_bound = max(self.unfilled_bound, unfilled.bound)
            if unfilled.proven:
                self.moved_bound = max(self.moved_bound, moved.bound)
        better = found.found and (not self.best.found or _values(found) < _values(self.best))
        if better or (only is None and not self.best.found):
            self.best = found

    def relax(self, limits: Limits) -> None:
        """Raise the bounds to those of the whole cohort's linear relaxation, as far as they are needed."""
        program = ruled(self.cohort, self.seed)
        unfilled = fewest_unfilled(program)
        if not self.settled:
            self.unfilled_bound = max(self.unfilled_bound, least(program, unfilled, limits, self.seed))
        if not self.settled and self.best.found:
            program.cp.add(unfilled.expression <= self.best.reached[0].value)
            moved = fewest_moved(program, self.held)
            self.moved_bound = max(self.moved_bound, least(program, moved, limits, self.seed))

    def schedule(self) -> Schedule:
        """Return the best schedule, judged; or why there is none."""
        if self.best.found:
            return judged(self.cohort, self.best.places, None, self.seed)
        status: Status = "infeasible" if self.best.outcome == "infeasible" else "unknown"
        nothing = Schedule(
            cohort=self.cohort.id, programme=self.cohort.programme_name, status=status, seed=self.seed
        )
        if status == "infeasible":
            return evolve(nothing, conflict=conflict(self.cohort, self.limits, self.seed))
        return nothing


def _values(found: Pursuit) -> tuple[int, ...]:
    return tuple(aim.value for aim in found.reached)
