"""The judge: does a schedule keep every rule, and how good is it?

Plain Python that shares no code with the scheduler, so that a fault of one is seen by the other. Each rule is one
function, and all of them stand in :data:`~curriculum.judge.checks.CHECKS`; what they mean in equations is in
``docs/rules.md``. Nothing here raises for a schedule, however wrong it is.
"""

from __future__ import annotations

from collections.abc import Callable

from curriculum.cohort import Cohort
from curriculum.judge.case import Case
from curriculum.judge.checks import CHECKS, STORED_CHECKS, broken_rules, false_statements, in_order
from curriculum.judge.obstacles import NO_RUN, NOT_TRIED, candidates, obstacles_by_run_to, obstacles_to
from curriculum.judge.scoring import points_by_goal, score_of, unfilled_places
from curriculum.judge.stored import WITHOUT_PLACES
from curriculum.judge.violation import Violation
from curriculum.schedule import Points, Schedule, Score, Unfilled

__all__ = [
    "CHECKS",
    "NOT_TRIED",
    "NO_RUN",
    "STORED_CHECKS",
    "Violation",
    "broken",
    "explained",
    "obstacles",
    "obstacles_by_run",
    "points",
    "score",
    "unfilled",
    "violations",
]


def violations(cohort: Cohort, schedule: Schedule) -> tuple[Violation, ...]:
    """Return every violation of every rule, and every false statement of the schedule about itself.

    Args:
        cohort: the cohort, with its rules.
        schedule: any schedule, of another cohort even. One that is ``infeasible`` or ``unknown`` is no schedule:
            only its statements about itself are judged.

    Returns:
        The violations in the order of the rules; none when the schedule is legal and true.
    """
    case = Case.of(cohort, schedule)
    against_rules = set() if schedule.status in WITHOUT_PLACES else broken_rules(case)
    return in_order(against_rules | false_statements(case, schedule))


def broken(cohort: Cohort, schedule: Schedule) -> tuple[Violation, ...]:
    """Return every violation of a rule by the places of a schedule, whatever it says about itself.

    Args:
        cohort: the cohort, with its rules.
        schedule: any schedule; see :func:`violations`.
    """
    return () if schedule.status in WITHOUT_PLACES else in_order(broken_rules(Case.of(cohort, schedule)))


def score(cohort: Cohort, schedule: Schedule) -> Score:
    """Return the score that the schedule's places give, whatever score is stored in it."""
    return score_of(Case.of(cohort, schedule))


def points(cohort: Cohort, schedule: Schedule) -> Points:
    """Return the weighted points of each goal that the schedule's places give."""
    return points_by_goal(Case.of(cohort, schedule))


def unfilled(cohort: Cohort, schedule: Schedule) -> tuple[Unfilled, ...]:
    """Return the places that are owed and not filled, by participant and module, without ``why``."""
    return unfilled_places(Case.of(cohort, schedule))


def obstacles(cohort: Cohort, schedule: Schedule, entry: Unfilled) -> tuple[str, ...]:
    """Return why one place is unfilled.

    The participant, together with the partners who must come along, is put into each run that could fill the
    place: each run of the basis module, or of every elective that is still open to the participant.

    Args:
        cohort: the cohort.
        schedule: its schedule.
        entry: the place that is not filled.

    Returns:
        Names of the rules that one run or another would newly break, sorted. ``("no-run",)`` when there is no such
        run. Nothing when one of the runs would take them without breaking a rule.
    """
    return obstacles_to(Case.of(cohort, schedule), entry)


def obstacles_by_run(
    cohort: Cohort, schedule: Schedule, entry: Unfilled
) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Return what stands in the way of one place, run by run, as everybody is placed now.

    Args:
        cohort: the cohort.
        schedule: its schedule.
        entry: the place that is not filled.

    Returns:
        The id of each run that could fill the place, with the names of the rules that the participant and the
        partners who must come along would newly break by joining it.
    """
    return tuple(obstacles_by_run_to(Case.of(cohort, schedule), entry))


def explained(
    cohort: Cohort, schedule: Schedule, most: int | None = None, going: Callable[[], bool] = lambda: True
) -> tuple[Unfilled, ...]:
    """Return the places that are not filled, each with its ``why``.

    The same as :func:`unfilled` and :func:`obstacles` for each of them, but the cohort is looked through once.

    Args:
        cohort: the cohort.
        schedule: its schedule.
        most: how many runs are tried at most in all; None when as many as there are. Places whose runs come after
            that have ``("not-tried",)`` for their ``why``.
        going: whether there is time for another ``why``; otherwise the same stands there.
    """
    case, tried, told, found = Case.of(cohort, schedule), 0, True, []
    for entry in unfilled_places(case):
        if told:
            tried += len(candidates(case, entry))
            told = (most is None or tried <= most) and going()
        why = obstacles_to(case, entry) if told else (NOT_TRIED,)
        found.append(Unfilled(entry.participant, entry.kind, entry.module, why=why))
    return tuple(found)
