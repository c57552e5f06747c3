"""The way in: from a cohort, and maybe a schedule, to explanations."""

from __future__ import annotations

from collections.abc import Callable

from attrs import evolve

from curriculum import judge
from curriculum.changes.change import the_person, the_run
from curriculum.cohort import Cohort
from curriculum.errors import Finding, InvalidInput
from curriculum.explaining.asking import Asking
from curriculum.explaining.causes import with_same_cause
from curriculum.explaining.places import explain_no_schedule, explain_places
from curriculum.explaining.progress import Inquiry, Telling
from curriculum.explaining.results import Explanation
from curriculum.explaining.runs import explain_run
from curriculum.explaining.wishes import explain_wish
from curriculum.schedule import Schedule, Unfilled
from curriculum.scheduler import schedule_cohort
from curriculum.scheduler.solving import Limits

FOR_SCHEDULE = 0.4
"""Share of the time that scheduling may take when no schedule is given."""


def explain(
    cohort: Cohort,
    schedule: Schedule | None = None,
    *,
    participant: str | None = None,
    run: str | None = None,
    seed: int = 1,
    time_limit: float = 60.0,
    progress: Callable[[Inquiry], None] | None = None,
) -> tuple[Explanation, ...]:
    """Explain why a place is unfilled, a run is not held, a wish is not met, or no schedule exists.

    Without ``participant`` and ``run`` all unfilled places are explained: those of one module together, and those
    of several when the same rules keep them unfilled and the same change fills them. With a participant it is that
    person's unfilled places, or when there are none, why the first wish is not met. With a run it is why that run
    is not held; with both, why the participant is not in it. When no schedule exists, that is explained whatever
    is asked.

    Args:
        cohort: the cohort.
        schedule: a legal schedule of it; the cohort is scheduled first when None.
        participant: id of a participant.
        run: id of a run.
        seed: seed of the solvers.
        time_limit: seconds that everything together may take, above 0. What is not found out then is not claimed.
        progress: is called with an :class:`Inquiry` whenever a question begins or a change has been computed, one
            call at a time, though not always from the same thread.

    Returns:
        One explanation a question; none when no place is unfilled and nothing else is asked.

    Raises:
        InvalidInput: the participant or the run is not in the cohort, or the schedule breaks a rule.
        KeyboardInterrupt: Ctrl-C was pressed; nothing is explained then.

    Example:
        >>> from curriculum import explain, load_cohort  # doctest: +SKIP
        >>> explain(load_cohort("mine"))[0].effects[0].changes[0].describe()  # doctest: +SKIP
        '25 seats in B1-02'
    """
    if participant is not None:
        the_person(cohort, participant)
    if run is not None:
        the_run(cohort, run)
    limits = Limits(time_limit)
    telling = Telling(limits, progress)
    telling.tell()
    if schedule is None:
        schedule = schedule_cohort(cohort, seed=seed, time_limit=time_limit * FOR_SCHEDULE)
    _check(cohort, schedule)
    asking = Asking(cohort, schedule, limits, seed, telling)
    if schedule.status == "infeasible":
        return (explain_no_schedule(asking),)
    if schedule.status == "unknown":
        return (Explanation(subject="schedule", verdict="unknown"),)
    if participant is not None and run is not None:
        return (explain_wish(asking, participant, run),)
    if run is not None:
        return (explain_run(asking, run),)
    return _places(asking, participant)


def _check(cohort: Cohort, schedule: Schedule) -> None:
    if broken := judge.broken(cohort, schedule):
        values = {"rules": ", ".join(sorted({one.rule for one in broken}))}
        raise InvalidInput([Finding(code="explain-illegal", values=values)])


def _places(asking: Asking, participant: str | None) -> tuple[Explanation, ...]:
    groups: dict[str | None, list[Unfilled]] = {}
    for entry in judge.unfilled(asking.cohort, asking.schedule):
        if participant in {None, entry.participant}:
            groups.setdefault(entry.module, []).append(entry)
    if not groups and participant is not None:
        return (explain_wish(asking, participant),)
    found: list[Explanation] = []
    for left, places in zip(range(len(groups), 0, -1), groups.values(), strict=True):
        if told_with := with_same_cause(asking, found, places):
            found = told_with
            continue
        told, after = explain_places(evolve(asking, limits=asking.limits.part(1 / left)), places)
        found += told
        asking = evolve(after, limits=asking.limits)
    return tuple(found)
