"""From a cohort to a schedule that the judge has passed."""

from __future__ import annotations

from collections.abc import Sequence

from attrs import evolve

from curriculum import judge
from curriculum.cohort import Cohort
from curriculum.errors import CurriculumError
from curriculum.schedule import Place, Schedule
from curriculum.scheduler.conflict import conflict
from curriculum.scheduler.problem import Problem
from curriculum.scheduler.search import Found, Listener, search
from curriculum.scheduler.solving import Limits


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
    workers: int | None = None,  # noqa: ARG001 - a promise of the command; see below
    progress: Listener | None = None,
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
        workers: most processors to use. The search needs one at a time, so the result does not depend on it.
        progress: is called with a :class:`~curriculum.scheduler.Progress` whenever the search gets on.

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
    problem = Problem(cohort, seed)
    found = search(problem, limits, seed, progress)
    if found.outcome in {"infeasible", "unknown"}:
        schedule = Schedule(
            cohort=cohort.id,
            programme=cohort.programme_name,
            status=found.outcome,
            bound=found.bound,
            seed=seed,
            conflict=conflict(cohort, limits, seed) if found.outcome == "infeasible" else (),
        )
    else:
        schedule = _judged(cohort, problem.places(found.chosen), found, seed)
    if limits.interrupted:
        raise Interrupted(schedule)
    return schedule


def _judged(cohort: Cohort, places: Sequence[Place], found: Found, seed: int) -> Schedule:
    draft = Schedule(
        cohort=cohort.id, programme=cohort.programme_name, status="feasible", seed=seed, places=tuple(places)
    )
    # By participant's id, so that the order of the roster's rows makes no difference.
    unfilled = sorted(judge.unfilled(cohort, draft), key=lambda missing: missing.participant)
    draft = evolve(draft, unfilled=unfilled)
    score = judge.score(cohort, draft)
    schedule = evolve(
        draft,
        status="optimal" if score == found.bound else "feasible",
        score=score,
        bound=found.bound,
        points=judge.points(cohort, draft),
        unfilled=tuple(evolve(missing, why=judge.obstacles(cohort, draft, missing)) for missing in draft.unfilled),
    )
    broken = judge.violations(cohort, schedule)
    if found.bound is not None and score < found.bound:
        raise IllegalSchedule(broken)
    if broken:
        raise IllegalSchedule(broken)
    return schedule
