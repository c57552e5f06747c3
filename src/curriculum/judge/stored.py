"""What a schedule says about itself, against what its places say."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from attrs import asdict

from curriculum.judge.case import Case
from curriculum.judge.scoring import points_by_goal, score_of, unfilled_places
from curriculum.judge.violation import Violation
from curriculum.schedule import Schedule, Score

WITHOUT_PLACES = ("infeasible", "unknown")
"""Statuses of a schedule that is none: it has neither places nor a score."""


def score(case: Case, schedule: Schedule) -> Iterator[Violation]:
    """The stored score, points and bound are those that the places give."""
    if schedule.status in WITHOUT_PLACES:
        if schedule.places or schedule.score:
            yield Violation("score", values={"status": schedule.status}, detail="places")
        return
    if schedule.score is None:
        yield Violation("score", values={"status": schedule.status}, detail="missing")
        return
    found = score_of(case)
    if schedule.score != found:
        yield Violation("score", values={"stored": _said(schedule.score), "found": _said(found)}, detail="total")
    stored_points, found_points = asdict(schedule.points), asdict(points_by_goal(case))
    for goal, points in found_points.items():
        if stored_points[goal] != points:
            values = {"goal": goal, "stored": stored_points[goal], "found": points}
            yield Violation("score", values=values, detail="points")
    yield from _contradicted(schedule.score, schedule)


def _contradicted(stored: Score, schedule: Schedule) -> Iterator[Violation]:
    bound = schedule.bound
    if bound and (stored < bound or (schedule.status == "optimal" and stored != bound)):
        values = {"stored": _said(stored), "bound": _said(bound), "status": schedule.status}
        yield Violation("score", values=values, detail="bound")


def _said(score: Score) -> str:
    return f"({score.unfilled}, {score.points})"


def unfilled(case: Case, schedule: Schedule) -> Iterator[Violation]:
    """The stored list of unfilled places is what the places leave open; its order and ``why`` are free."""
    if schedule.status in WITHOUT_PLACES:
        return
    stored = Counter((entry.participant, entry.kind, entry.module) for entry in schedule.unfilled)
    found = Counter((entry.participant, entry.kind, entry.module) for entry in unfilled_places(case))
    for name, surplus in (("left-out", found - stored), ("listed", stored - found)):
        for (who, kind, module), count in surplus.items():
            detail = f"{name}-basis" if kind == "basis" else f"{name}-elective"
            yield Violation("unfilled", [who], values={"module": module or "", "count": count}, detail=detail)


def cohort(case: Case, schedule: Schedule) -> Iterator[Violation]:
    """The schedule belongs to this cohort and to its programme."""
    names = {"cohort": case.cohort.id, "programme": case.cohort.programme_name}
    for detail, expected in names.items():
        stored = getattr(schedule, detail)
        if stored != expected:
            yield Violation("cohort", values={"stored": stored, "expected": expected}, detail=detail)
