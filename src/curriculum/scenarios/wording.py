"""What was found out about scenarios, as plain text in the reader's language."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction

from attrs import asdict, fields

from curriculum.columns import columns
from curriculum.messages import decimal, say
from curriculum.plaintext import change_text, changes_text, outcome_text, rule_text, score_text, wrapped
from curriculum.scenarios.advancing import Advance, Advances
from curriculum.scenarios.alternatives import Alternatives
from curriculum.scenarios.comparing import Scenario
from curriculum.scenarios.fairness import Fairness
from curriculum.scenarios.frontier import Frontier
from curriculum.scenarios.replanning import Replan
from curriculum.scenarios.robustness import Estimate, Robustness
from curriculum.schedule import Points, Schedule


def replan_text(mended: Replan, before: Schedule, language: str = "en") -> str:
    """Return how little a mended schedule changes, and every change.

    Args:
        mended: what :func:`curriculum.scenarios.replan` returned.
        before: the schedule before.
        language: da, sv or en.
    """
    if mended.schedule.score is None:
        return outcome_text(mended.schedule, language)
    lines = []
    if mended.moved:
        people = ", ".join(mended.moved)
        lines.append(say("scenarios.replan.moved", language, moved=len(mended.moved), people=people))
        lines.append(_lost(mended.lost, language))
    else:
        lines.append(say("scenarios.replan.nobody", language))
    if mended.proven:
        lines.append(say("scenarios.replan.proven", language))
    else:
        bounds = {"unfilled": mended.unfilled_bound, "moved": mended.moved_bound}
        lines.append(say("scenarios.replan.bounds", language, **bounds))
    score, bound = mended.schedule.score, mended.schedule.bound
    if mended.schedule.status == "optimal":
        lines.append(say("scenarios.replan.optimal", language))
    elif bound is not None:
        scores = {"score": score_text(score, language), "bound": score_text(bound, language)}
        lines.append(say("scenarios.replan.better", language, **scores))
    if mended.opened:
        lines.append(say("scenarios.replan.opened", language, runs=", ".join(mended.opened)))
    if mended.closed:
        lines.append(say("scenarios.replan.closed", language, runs=", ".join(mended.closed)))
    lines = [piece for line in lines for piece in wrapped(line, "")]
    return "\n".join([*lines, "", changes_text(mended.changes, before, mended.schedule, language)])


def _lost(lost: Sequence[str], language: str) -> str:
    if not lost:
        return say("scenarios.replan.instead", language)
    return say("scenarios.replan.lost", language, lost=len(lost), people=", ".join(lost))


def scenarios_text(scenarios: Sequence[Scenario], language: str = "en") -> str:
    """Return a table of scenarios: score, bound, points by goal and, with a schedule to stay close to, who moves.

    Args:
        scenarios: what :func:`curriculum.scenarios.compare_scenarios` returned.
        language: da, sv or en.
    """
    goals = [
        goal.name for goal in fields(Points) if any(getattr(one.schedule.points, goal.name) for one in scenarios)
    ]
    compared = any(one.replan for one in scenarios)
    headings = ["case", "unfilled", "points", *([] if compared else ["bound"]), *goals, *(["moved"] * compared)]
    rows = [tuple(say(f"scenarios.case.heading.{heading}", language) for heading in headings)]
    rows += [(_name(one, language), *_cells(one, goals, language)) for one in scenarios]
    return "\n".join(columns(rows, numbers=True)) + "\n"


def _name(scenario: Scenario, language: str) -> str:
    return scenario.name if scenario.changes else say("scenarios.case.as-is", language)


def _cells(scenario: Scenario, goals: Iterable[str], language: str) -> Iterator[str]:
    schedule, mended = scenario.schedule, scenario.replan
    if schedule.score is None:
        found = "impossible" if schedule.status == "infeasible" else "unknown"
        yield say(f"scenarios.case.{found}", language)
        yield "-"
    else:
        yield str(schedule.score.unfilled)
        yield str(schedule.score.points)
    if mended is None:
        yield f"{schedule.bound.unfilled}, {schedule.bound.points}" if schedule.bound else "-"
    yield from (str(getattr(schedule.points, goal)) for goal in goals)
    if mended is not None:
        values = {"moved": len(mended.moved), "bound": mended.moved_bound}
        yield str(len(mended.moved)) if mended.proven else say("scenarios.case.at-least", language, **values)


def alternatives_text(found: Alternatives, language: str = "en") -> str:
    """Return how many schedules are equally good, and how different they are."""
    if found.schedules[0].score is None:
        return outcome_text(found.schedules[0], language)
    first, lines = set(found.schedules[0].places), []
    for number, schedule in enumerate(found.schedules, 1):
        values = {"different": len(set(schedule.places) - first), "places": len(schedule.places)}
        score = score_text(schedule.score, language)
        lines.append(say("scenarios.equal.schedule", language, number=number, score=score, **values))
    if found.schedules[0].status != "optimal":
        lines.append(say("scenarios.equal.unproven", language))
    if found.complete:
        lines.append(say("scenarios.equal.complete", language))
    return "\n".join(lines) + "\n"


def frontier_text(found: Frontier, language: str = "en") -> str:
    """Return the fewest points for every number of runs."""
    if not found.tradeoffs:
        return say("scenarios.none", language) + "\n"
    lines = [say("scenarios.runs.unfilled", language, unfilled=found.unfilled, bound=found.unfilled_bound)]
    for one in found.tradeoffs:
        sentence = "scenarios.runs.tradeoff" if one.proven else "scenarios.runs.unproven"
        lines.append(say(sentence, language, runs=one.runs, points=one.points, bound=one.bound))
    return "\n".join(lines) + "\n"


def fairness_text(fair: Fairness, language: str = "en") -> str:
    """Return the cheapest schedule beside the fairest, and the price."""
    if fair.cheapest.score is None:
        return outcome_text(fair.cheapest, language)
    lines = []
    for name, schedule, floor in (
        ("cheapest", fair.cheapest, fair.cheapest_floor),
        ("fairest", fair.fairest, fair.floor),
    ):
        values = {"score": score_text(schedule.score, language), "floor": _percent(floor, language)}
        lines.append(say(f"scenarios.fair.{name}", language, **values))
    lines.append(say("scenarios.fair.price", language, points=fair.price))
    if fair.proven:
        lines.append(say("scenarios.fair.proven", language))
    else:
        bounds = {"floor": _percent(fair.floor_bound, language), "points": fair.points_bound}
        lines += wrapped(say("scenarios.fair.bounds", language, **bounds), "")
    return "\n".join(lines) + "\n"


def _percent(share: Fraction, language: str) -> str:
    return decimal(f"{float(100 * share):.1f}", language)


def waiting_text(found: Advances, language: str = "en") -> str:
    """Return every turn of a waiting list, with what it brings."""
    lines = [] if found.turns else [say("scenarios.waiting.nobody", language)]
    for number, turn in enumerate(found.turns, 1):
        waiting = turn.waiting
        kind = "basis" if waiting.module else "elective"
        people = ", ".join(waiting.participants)
        lines.append(say(f"scenarios.waiting.{kind}", language, turn=number, people=people, module=waiting.module))
        claim = {"lacking": waiting.lacking, "carried": waiting.carried}
        lines.append("   " + say("scenarios.waiting.claim", language, **claim))
        lines += _outcome(turn, language)
    return "\n".join(lines) + "\n"


def _outcome(turn: Advance, language: str) -> list[str]:
    if turn.steps:
        return [f"   {change_text(step, language)}" for step in turn.steps]
    if not turn.proven:
        return ["   " + say("scenarios.waiting.searched", language)]
    if turn.why:
        why = "; ".join(rule_text(rule, language) for rule in turn.why)
        return wrapped(say("scenarios.waiting.waits", language, why=why), "   ")
    return ["   " + say("scenarios.waiting.no-chain", language)]


def robustness_text(found: Robustness, language: str = "en") -> str:
    """Return what illness does to a schedule, the most critical runs first."""
    setting = {**asdict(found.illness), "draws": found.draws}
    setting["absence"] = decimal(str(found.illness.absence), language)
    rows = [
        (say(f"scenarios.robustness.{name}", language), *_estimate(getattr(found, name), scale, language))
        for name, scale in (("missed", 1), ("broken", 1), ("lost", 1), ("unharmed", 100))
    ]
    broken = [risk for risk in found.runs if risk.broken.value]
    risks = [(risk.run, *_estimate(risk.broken, 100, language)) for risk in broken]
    return "\n".join(
        [
            *wrapped(say("scenarios.robustness.setting", language, **setting), ""),
            *columns(rows, numbers=True),
            say("scenarios.robustness.heading", language),
            *(columns(risks, numbers=True) or ["  " + say("scenarios.robustness.never", language)]),
            "",
        ]
    )


def _estimate(estimate: Estimate, scale: int, language: str) -> tuple[str, str]:
    value, low, high = (
        decimal(f"{scale * number:.2f}", language) for number in (estimate.value, estimate.low, estimate.high)
    )
    return value, f"({low} - {high})"
