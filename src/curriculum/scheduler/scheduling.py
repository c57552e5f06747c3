"""From a cohort to a schedule that the judge has passed."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Executor

from attrs import evolve

from curriculum import judge
from curriculum.cohort import Cohort
from curriculum.errors import CurriculumError, Finding, raise_if
from curriculum.schedule import Place, Schedule, Score, Status
from curriculum.scheduler.best import Listener
from curriculum.scheduler.conflict import Contradiction, clash_of_pins, contradiction
from curriculum.scheduler.division import schedule_parts
from curriculum.scheduler.parts import AT_ONCE, parts
from curriculum.scheduler.problem import Problem
from curriculum.scheduler.search import search
from curriculum.scheduler.solving import Limits

TRIED_FOR_WHY = 100_000
"""Runs that are tried at most to say why places are unfilled; some ten seconds' work."""
FOR_DEMANDS = 0.25
"""Share of the time that may go to finding out whether the pins and confirmed runs of a large cohort clash."""
FOR_JUDGING = 4.0
"""Times the seconds that it took to number and cut the cohort: what judging its schedule takes."""
FOR_WHY = 0.04
"""Share of the time limit that may be added for that, or for naming a conflict, where no optimum is proven."""


class Interrupted(CurriculumError):
    """The user interrupted the search.

    Attributes:
        schedule: the best schedule found until then; its status is ``unknown`` when there is none.
    """

    def __init__(self, schedule: Schedule) -> None:
        self.schedule = schedule
        super().__init__(schedule)

    def __str__(self) -> str:
        return f"interrupted: {self.schedule.status}"


class IllegalSchedule(CurriculumError):
    """The solver and the judge disagree: a fault of this library, never of the input.

    Attributes:
        violations: what the judge found.
    """

    def __init__(self, violations: Sequence[judge.Violation]) -> None:
        self.violations = tuple(violations)
        super().__init__(self.violations)

    def __str__(self) -> str:
        return "the solver returned an illegal schedule: " + "; ".join(v.message() for v in self.violations[:5])


def schedule_cohort(
    cohort: Cohort,
    *,
    seed: int = 1,
    time_limit: float = 60.0,
    work_limit: float | None = None,
    workers: int | None = None,
    progress: Listener | None = None,
    executor: Executor | None = None,
) -> Schedule:
    """Give the participants of a cohort places in its runs, as many and as good as possible.

    Every rule of the cohort is kept. Places that cannot be filled stay unfilled, with the rules that stand in the
    way. The judge checks the schedule and computes its score before it is returned.

    Args:
        cohort: the cohort.
        seed: seed of the search and of the draw that breaks ties, 0 or more.
        time_limit: seconds of wall-clock time for the search, above 0.
        work_limit: deterministic work for the search, roughly seconds; the result is then the same on every
            machine. None means no such limit.
        workers: how many parts of a large cohort are searched at the same time; all processors when None.
        progress: is called with a :class:`~curriculum.scheduler.Progress` whenever the search gets on.
        executor: where the parts of a large cohort are searched: any executor, such as a
            :class:`~concurrent.futures.ProcessPoolExecutor` or a Dask client's ``get_executor()``, with as many
            ``workers`` as are given. None for processes of our own. With a work limit the result is the same.

    Returns:
        A schedule, ``optimal`` or ``feasible``; or one without places, ``infeasible`` (then with a minimal
        conflict) or ``unknown``.

    Raises:
        Interrupted: Ctrl-C was pressed; it carries the best schedule found.
        IllegalSchedule: the judge refuses the solver's schedule: please report it.

    Example:
        >>> from curriculum import load_cohort, schedule_cohort  # doctest: +SKIP
        >>> schedule_cohort(load_cohort("examples/midtjylland-pilot")).status  # doctest: +SKIP
        'optimal'
    """
    limits = Limits(seconds=time_limit, work=work_limit)
    try:
        schedule = _scheduled(
            cohort,
            limits,
            seed,
            workers=workers or os.cpu_count() or 1,
            listen=progress,
            executor=executor,
        )
    except KeyboardInterrupt:  # before anything has been found
        limits.stop()
        raise Interrupted(_without_places(cohort, "unknown", seed)) from None
    if limits.interrupted:
        raise Interrupted(schedule)
    return schedule


def _scheduled(
    cohort: Cohort,
    limits: Limits,
    seed: int,
    *,
    workers: int,
    listen: Listener | None,
    executor: Executor | None,
) -> Schedule:
    problem, pieces = Problem(cohort, seed), parts(cohort, seed)
    pace = limits.elapsed
    if len(pieces) > 1:
        # Part by part nobody would see that they clash.
        clash = clash_of_pins(cohort, limits.part(FOR_DEMANDS, 1), seed) if problem.demands else None
        if clash is None:
            until = max(limits.seconds - FOR_JUDGING * pace, (limits.elapsed + limits.seconds) / 2)
            searching = evolve(limits, seconds=until)
            whole = schedule_parts(
                cohort, pieces, searching, seed, pace=pace, workers=workers, listen=listen, executor=executor
            )
            limits.interrupted = searching.interrupted
            clash = whole.contradiction
            if whole.complete:
                return _kept(cohort, whole.places, whole.bound, limits, seed, pace=pace)
        if clash is not None:
            return _impossible(cohort, clash, limits, seed)
        if limits.exhausted or len(cohort.participants) > AT_ONCE:
            return _without_places(cohort, "unknown", seed)
    found = search(problem, limits, seed, listen)
    if found.outcome == "infeasible":
        return _impossible(cohort, found.contradiction, limits, seed)
    if found.outcome == "unknown":
        return evolve(_without_places(cohort, "unknown", seed), bound=found.bound)
    return _kept(cohort, problem.places(found.chosen), found.bound, limits, seed, pace=pace)


def _without_places(cohort: Cohort, status: Status, seed: int) -> Schedule:
    return Schedule(cohort=cohort.id, programme=cohort.programme_name, status=status, seed=seed)


def _impossible(cohort: Cohort, known: Contradiction | None, limits: Limits, seed: int) -> Schedule:
    """Say what makes every schedule impossible; to find that out some time is added."""
    longer = evolve(limits, seconds=limits.seconds * (1 + FOR_WHY))
    why = known or contradiction(cohort, longer, seed)
    limits.interrupted = longer.interrupted
    schedule = _without_places(cohort, "infeasible", seed)
    return evolve(schedule, conflict=why.rules, conflict_is_minimal=why.minimal)


def _kept(
    cohort: Cohort, places: Sequence[Place], bound: Score | None, limits: Limits, seed: int, *, pace: float
) -> Schedule:
    """Judge what was found, also when Ctrl-C comes meanwhile; pressed again, it ends that too."""
    until = limits.seconds * (1 + FOR_WHY) - FOR_JUDGING * pace

    def going() -> bool:
        in_time = limits.work is not None or limits.elapsed < until
        return in_time and not limits.interrupted

    try:
        return judged(cohort, places, bound, seed, going)
    except KeyboardInterrupt:
        limits.stop()
        return judged(cohort, places, bound, seed, going)


def judged(
    cohort: Cohort,
    places: Sequence[Place],
    bound: Score | None,
    seed: int,
    going: Callable[[], bool] = lambda: True,
) -> Schedule:
    """Return the schedule of some places, with its score, once the judge has passed it.

    Args:
        cohort: the cohort.
        places: what the solver has found.
        bound: no legal schedule has a score below it; None when nothing is known.
        seed: seed of the search.
        going: whether there is time to say why another place is unfilled; not asked about an optimal schedule,
            which must not depend on the clock.

    Raises:
        IllegalSchedule: the judge refuses it.
    """
    draft = Schedule(
        cohort=cohort.id, programme=cohort.programme_name, status="feasible", seed=seed, places=tuple(places)
    )
    score = judge.score(cohort, draft)
    optimal = score == bound
    schedule = evolve(
        draft,
        status="optimal" if optimal else "feasible",
        score=score,
        bound=bound,
        points=judge.points(cohort, draft),
        unfilled=judge.explained(cohort, draft, TRIED_FOR_WHY, (lambda: True) if optimal else going),
    )
    broken = judge.violations(cohort, schedule)
    if bound is not None and score < bound:
        raise_if(_too_strict(cohort))
        raise IllegalSchedule(broken)
    if broken:
        raise_if(_disagreements(broken))
        raise IllegalSchedule(broken)
    return schedule


def _too_strict(cohort: Cohort) -> Iterator[Finding]:
    """Yield the further rules; one of them must have a builder that forbids what its check allows."""
    for applied in cohort.rules.further:
        yield Finding(code="rule-too-strict", values={"rule": applied.rule.id}, where=f"rules.{applied.rule.id}")


def _disagreements(broken: Iterable[judge.Violation]) -> Iterator[Finding]:
    """Yield what is the fault of a further rule, whose builder allows what its check forbids."""
    for violation in broken:
        if violation.told_by is not None:
            values = {"rule": violation.rule, "violation": violation.message()}
            yield Finding(code="rule-states-disagree", values=values, where=f"rules.{violation.rule}")
