"""Why somebody with all places does not have the one they want most, and what that would cost."""

from __future__ import annotations

from typing import Any

from curriculum import judge
from curriculum.changes import Pin
from curriculum.changes.change import the_person, the_run
from curriculum.explaining.asking import Asking, nearby
from curriculum.explaining.neighbourhood import around
from curriculum.explaining.proposals import proposals
from curriculum.explaining.results import Explanation, RunObstacles
from curriculum.schedule import Unfilled
from curriculum.scheduler.demands import Demands

MOST_RUNS = 6
"""Runs of the wanted module that are tried; those with the fewest obstacles."""


def explain_wish(asking: Asking, participant: str, run: str | None = None) -> Explanation:
    """Explain why somebody is not in a run, or has not got the elective they put first.

    The person is pinned to the run and everything solved again; of several runs of the module the cheapest counts.

    Args:
        asking: the cohort and its schedule.
        participant: the person's id.
        run: the run; None for any run of the first elective on the person's list that is not completed.

    Raises:
        InvalidInput: there is no such participant or run.
    """
    cohort, schedule = asking.cohort, asking.schedule
    person = the_person(cohort, participant)
    module = (
        the_run(cohort, run).module
        if run
        else next((w for w in person.preferences if w not in person.completed), None)
    )
    now = [place for place in schedule.places if place.participant == participant]
    told: dict[str, Any] = {"subject": "wish", "people": (participant,), "module": module, "run": run}
    if module is None or any(place.run == run if run else place.module == module for place in now):
        return Explanation(verdict="met", **told)
    place = Unfilled(participant, "basis" if module in cohort.programme.basis else "elective", module)
    obstacles = [one for one in judge.obstacles_by_run(cohort, schedule, place) if run in {None, one[0]}]
    told["obstacles"] = tuple(RunObstacles(*one) for one in obstacles)
    within = around(cohort, schedule, [participant], [module])
    told["nearby"] = nearby(within)
    tried = [one for one, _ in sorted(obstacles, key=lambda one: (len(one[1]), one[0]))[:MOST_RUNS]]
    effects = asking.effects(within)
    each = asking.of_each([(Pin(participant, one),) for one in tried], effects)
    possible = sorted((one for one in each if one.after is not None), key=lambda one: one.after)  # type: ignore[arg-type, return-value]
    if possible:
        return Explanation(verdict="price", effects=asking.nearest(possible, effects), tried=len(tried), **told)
    joined = tuple((participant, one) for one, _ in obstacles)
    refused = asking.refusal(Demands((), joined=joined), within)
    changes = proposals(cohort, refused.conflict, people=[participant], modules=[module], seats=[1])
    found = Explanation(verdict=refused.verdict, conflict=refused.conflict, confirmed=refused.confirmed, **told)
    return found.with_cures(asking.enough(changes, [Pin(participant, one) for one in tried], effects))
