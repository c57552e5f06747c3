"""Why a run is not held, and what holding it would cost."""

from __future__ import annotations

from curriculum.changes import RunState
from curriculum.changes.change import the_person, the_run
from curriculum.explaining.asking import Asking, nearby
from curriculum.explaining.neighbourhood import around
from curriculum.explaining.results import Explanation
from curriculum.schedule import Conflict
from curriculum.scheduler.demands import Demands


def explain_run(asking: Asking, run: str) -> Explanation:
    """Explain why a run is not held.

    The run is confirmed and everything solved again. What that costs is the price; where places would be lost, or
    no schedule exists, the conflict says why.

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
    within = around(cohort, schedule, nearest, [about.module])
    effects = asking.effects(within)
    price = effects.of(RunState(run, "confirmed"))
    conflict: tuple[Conflict, ...] = ()
    confirmed = False
    if about.state == "cancelled":
        conflict, confirmed = (Conflict("cancelled", (), (run,)),), price.after is not None
    elif price.after is None or price.filled < 0:
        refused = asking.refusal(Demands(schedule.places if price.after else (), held=(run,)), within)
        conflict, confirmed = refused.conflict, refused.confirmed
    verdict = "price" if price.after is not None else "conflict" if conflict or price.impossible else "unknown"
    return Explanation(
        subject="run",
        verdict=verdict,  # type: ignore[arg-type]  # one of the three
        run=run,
        module=about.module,
        conflict=conflict,
        confirmed=confirmed,
        effects=(effects.nearest(price),),
        tried=1,
        nearby=nearby(within),
    )
