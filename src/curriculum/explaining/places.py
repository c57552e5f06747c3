"""Why places are unfilled, and why no schedule exists."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from curriculum import judge
from curriculum.explaining.asking import Asking, modules_of, nearby
from curriculum.explaining.neighbourhood import around, whole
from curriculum.explaining.proposals import proposals
from curriculum.explaining.results import Explanation, RunObstacles
from curriculum.schedule import Unfilled
from curriculum.scheduler.demands import Demands


def explain_places(asking: Asking, places: Sequence[Unfilled]) -> Explanation:
    """Explain why not one more of some places of the same module is filled.

    The conflict holds for all of these places at once: no legal schedule fills any of them while everybody keeps
    as many places as now.

    Args:
        asking: the cohort and its schedule.
        places: unfilled places of one basis module, or of electives; one or more.
    """
    cohort, schedule = asking.cohort, asking.schedule
    people = tuple(dict.fromkeys(entry.participant for entry in places))
    modules = modules_of(cohort, [places[0].module])
    within = around(cohort, schedule, people, modules)
    told: dict[str, Any] = {
        "subject": "place",
        "people": people,
        "module": places[0].module,
        "nearby": nearby(within),
    }
    if len(people) == 1:
        told["obstacles"] = _obstacles(asking, places[0])
    refused = asking.refusal(Demands(schedule.places, tuple(places)), within)
    if refused.possible is not False:
        return Explanation(verdict="possible" if refused.possible else "unknown", **told)
    need = len(_company(asking, people[0]))
    changes = proposals(cohort, refused.conflict, people=people, modules=modules, seats=(need, len(places)))
    return Explanation(
        verdict="conflict",
        conflict=refused.conflict,
        confirmed=refused.confirmed,
        effects=asking.cures(changes, within),
        tried=len(changes),
        **told,
    )


def _obstacles(asking: Asking, place: Unfilled) -> tuple[RunObstacles, ...]:
    found = judge.obstacles_by_run(asking.cohort, asking.schedule, place)
    return tuple(RunObstacles(run, rules) for run, rules in found)


def _company(asking: Asking, person: str) -> list[str]:
    """Return the person and, when pairs stay together, the partners."""
    pair = next(one.pair for one in asking.cohort.participants if one.id == person)
    bound = asking.cohort.rules.pairs == "together" and pair
    return [one.id for one in asking.cohort.participants if one.id == person or (bound and one.pair == pair)]


def explain_no_schedule(asking: Asking) -> Explanation:
    """Explain why no schedule exists.

    Args:
        asking: the cohort, and a schedule without places whose status is ``infeasible``.
    """
    within = whole(asking.cohort)
    conflict, confirmed = asking.schedule.conflict, False
    if within.small or not conflict:
        refused = asking.refusal(Demands(()), within)
        if refused.possible is False:
            conflict, confirmed = refused.conflict, refused.confirmed
    people = {who for entry in conflict for who in entry.people}
    modules = [run.module for run in asking.cohort.runs]
    changes = proposals(asking.cohort, conflict, people=people, modules=modules, seats=(1,))
    return Explanation(
        subject="schedule",
        verdict="conflict",
        conflict=conflict,
        confirmed=confirmed,
        effects=asking.cures(changes, within),
        tried=len(changes),
    )
