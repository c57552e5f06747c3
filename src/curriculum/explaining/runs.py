"""Why a run is not held, and what holding it would cost."""

from __future__ import annotations

from typing import Any

from curriculum.changes import RunState
from curriculum.changes.change import the_person, the_run
from curriculum.cohort import Cohort
from curriculum.explaining.asking import Asking, nearby
from curriculum.explaining.conflicts import Refusal
from curriculum.explaining.neighbourhood import around
from curriculum.explaining.proposals import proposals
from curriculum.explaining.results import Explanation, Verdict
from curriculum.runs import Run
from curriculum.schedule import Conflict
from curriculum.scheduler.demands import Demands


def explain_run(asking: Asking, run: str) -> Explanation:
    """Explain why a run is not held.

    The run is confirmed and everything solved again. What that costs is the price; where places would be lost, or
    no schedule exists, the conflict says why. If none exists, the effects are of changes with which the run can
    be held.

    Args:
        asking: the cohort and its schedule.
        run: the run's id.

    Raises:
        InvalidInput: there is no such run.
    """
    cohort, schedule = asking.cohort, asking.schedule
    about = the_run(cohort, run)
    if any(place.run == run for place in schedule.places):
        return Explanation(subject="run", verdict="held", run=run, module=about.module)
    wanting = [
        person.id
        for person in cohort.participants
        if about.module not in person.completed
        and not any(place.participant == person.id and place.module == about.module for place in schedule.places)
    ]
    nearest = sorted(wanting, key=lambda who: the_person(cohort, who).location != about.venue)
    displaced = [place.participant for place in schedule.places if place.run in _rivals(cohort, about)]
    within = around(cohort, schedule, [*displaced, *nearest], [about.module], venue=about.venue)
    told: dict[str, Any] = {"subject": "run", "run": run, "module": about.module, "nearby": nearby(within)}
    effects, hold = asking.effects(within), RunState(run, "confirmed")
    price = effects.of(hold)
    if price.after is not None and about.state == "cancelled":
        refused = Refusal(possible=False, conflict=(Conflict("cancelled", (), (run,)),), confirmed=True)
    elif price.after is not None and price.filled >= 0:
        refused = Refusal(possible=True)
    else:
        refused = asking.refusal(Demands(schedule.places if price.after else (), held=(run,)), within)
    told |= {"conflict": refused.conflict, "confirmed": refused.confirmed}
    if price.after is not None:
        return Explanation(verdict="price", effects=(effects.nearest(price),), tried=1, **told)
    changes = proposals(cohort, refused.conflict, people=nearest, modules=[about.module], seats=[1])
    verdict: Verdict = "conflict" if price.impossible else refused.verdict
    return Explanation(verdict=verdict, **told).with_cures(asking.enough(changes, [hold], effects))


def _rivals(cohort: Cohort, about: Run) -> set[str]:
    """Return the ids of the runs that use the same room or a teacher of a run on one of its days."""

    def shares(other: Run) -> bool:
        room = about.room is not None and (other.venue, other.room) == (about.venue, about.room)
        return room or not set(other.teachers).isdisjoint(about.teachers)

    return {run.id for run in cohort.runs if run != about and run.dates & about.dates and shares(run)}
