"""What was found out about scenarios, as data for scripts: the JSON documents of the commands."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from attrs import asdict

from curriculum.scenarios.advancing import Advances
from curriculum.scenarios.alternatives import Alternatives
from curriculum.scenarios.comparing import Scenario
from curriculum.scenarios.fairness import Fairness
from curriculum.scenarios.frontier import Frontier
from curriculum.scenarios.replanning import Replan
from curriculum.scenarios.robustness import Robustness
from curriculum.schedule import Schedule

Document = Mapping[str, Any]


def replan_document(mended: Replan) -> Document:
    """Return a mended schedule, who is moved, the bounds and every change."""
    return {
        **_scored(mended.schedule),
        "moved": mended.moved,
        "lost": mended.lost,
        "unfilled_bound": mended.unfilled_bound,
        "moved_bound": mended.moved_bound,
        "proven": mended.proven,
        "changes": [asdict(change) for change in mended.changes],
        "opened": mended.opened,
        "closed": mended.closed,
        "places": [asdict(place) for place in mended.schedule.places],
    }


def scenarios_document(scenarios: Sequence[Scenario]) -> Document:
    """Return the cases with their scores; with a schedule to stay close to, also who is moved in each."""
    cases = []
    for one in scenarios:
        case = {"name": one.name, "changes": [str(change) for change in one.changes], **_scored(one.schedule)}
        if one.replan is not None:
            case |= {
                "moved": one.replan.moved,
                "moved_bound": one.replan.moved_bound,
                "unfilled_bound": one.replan.unfilled_bound,
            }
        cases.append(case)
    return {"cases": cases}


def alternatives_document(found: Alternatives) -> Document:
    """Return the schedules, and whether there are no others."""
    schedules = [{**_scored(one), "places": [asdict(place) for place in one.places]} for one in found.schedules]
    return {"schedules": schedules, "complete": found.complete}


def frontier_document(found: Frontier) -> Document:
    """Return the points for every number of runs."""
    return {
        "status": found.status,
        "unfilled": found.unfilled,
        "unfilled_bound": found.unfilled_bound,
        "tradeoffs": [
            {"runs": one.runs, "points": one.points, "bound": one.bound, "score": _scored(one.schedule)["score"]}
            for one in found.tradeoffs
        ],
    }


def fairness_document(fair: Fairness) -> Document:
    """Return the cheapest and the fairest schedule; floors are shares from 0 to 1."""
    return {
        "cheapest": _scored(fair.cheapest),
        "fairest": _scored(fair.fairest),
        "cheapest_floor": float(fair.cheapest_floor),
        "floor": float(fair.floor),
        "floor_bound": float(fair.floor_bound),
        "points_bound": fair.points_bound,
        "price": fair.price,
        "proven": fair.proven,
    }


def waiting_document(found: Advances) -> Document:
    """Return the turns, what each brings, and the score after all of them."""
    return {
        "turns": [
            {
                "participants": turn.waiting.participants,
                "module": turn.waiting.module,
                "lacking": turn.waiting.lacking,
                "carried": turn.waiting.carried,
                "steps": [asdict(step) for step in turn.steps],
                "why": turn.why,
                "proven": turn.proven,
            }
            for turn in found.turns
        ],
        **_scored(found.schedule),
    }


def robustness_document(found: Robustness) -> Document:
    """Return all estimates."""
    return asdict(found)


def _scored(schedule: Schedule) -> dict[str, Any]:
    return {
        "status": schedule.status,
        "score": asdict(schedule.score) if schedule.score else None,
        "bound": asdict(schedule.bound) if schedule.bound else None,
        "points": asdict(schedule.points),
    }
