"""A schedule mended with the fewest changes, and how few they are.

:mod:`~curriculum.scenarios.mending` searches for it.
"""

from __future__ import annotations

from attrs import frozen

from curriculum.cohort import Cohort
from curriculum.scenarios.mending import Mending
from curriculum.scenarios.moving import held_places, moved_people, with_fewer_places
from curriculum.schedule import Change, Schedule, difference
from curriculum.scheduler.best import Listener
from curriculum.scheduler.solving import Limits, OutOfTime

FOR_WHY = 0.04
"""Share of the time limit that may be added to say why places are unfilled."""


@frozen(kw_only=True)
class Replan:
    """A mended schedule, and how little it changes.

    Attributes:
        schedule: the new schedule; it is called ``feasible`` even when nobody more can stay, because its points
            could be fewer with more people moved. Only if the old one was ``optimal`` and nobody is moved, the
            time left goes into a bound, and with a proof the new one is ``optimal``, too. ``infeasible`` or
            ``unknown`` when there is none.
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
    progress: Listener | None = None,
) -> Replan:
    """Mend a schedule: the fewest unfilled places, then the fewest people moved, then new places, then points.

    Args:
        cohort: the cohort as it is now, with all that has changed.
        before: the schedule that was good until then; it need not be legal any more.
        seed: seed of the search and of the draw that breaks ties, 0 or more.
        time_limit: seconds of wall-clock time, above 0.
        work_limit: deterministic work, roughly seconds; the result is then the same on every machine.
        progress: is called with a :class:`~curriculum.scheduler.Progress`, which has no bound, whenever the search
            gets on.

    Returns:
        The new schedule, which the judge has passed, with bounds for what was to be few. Ctrl-C ends the search
        with the best one until then.

    Raises:
        IllegalSchedule: the judge refuses the solver's schedule: please report it.
    """
    limits = Limits(time_limit, work_limit)
    search = Mending(cohort, held_places(cohort, before), limits, seed, progress)
    try:
        search.widen()
        if before.status == "optimal":  # of the cohort as it was: what has changed may allow for better
            search.prove()
    except OutOfTime:
        pass  # with the best until then
    except KeyboardInterrupt:  # between two solvers; inside one, the solver notes it
        limits.interrupted = True

    def going() -> bool:
        in_time = work_limit is not None or limits.elapsed < time_limit * (1 + FOR_WHY)
        return in_time and not search.interrupted

    mended = search.schedule(going)
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
