"""What a coordinator does to a board: each makes a new version of a version."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from attrs import evolve

from curriculum.board.version import Step, Version, bindings, version
from curriculum.changes import Bar, CohortChange, Pin, Unbar, Unpin
from curriculum.changes.change import the_person, the_run
from curriculum.cohort import Cohort
from curriculum.errors import Finding, InvalidInput
from curriculum.roster import Participant
from curriculum.schedule import Place, Schedule

Binds = Callable[[str, str], CohortChange]
BINDINGS: Mapping[str, Binds] = {"pin": Pin, "unpin": Unpin, "bar": Bar, "unbar": Unbar}
"""What can be said about one person and one run, by the word that says it."""


def bind(board: Version, word: str, person: str, run: str) -> Version:
    """Pin somebody to a run, bar somebody from it, or take either back; nobody is moved.

    Args:
        board: the version before.
        word: one of :data:`BINDINGS`.
        person: the participant's id.
        run: the run's id.

    Raises:
        InvalidInput: there is no such word, person or run.
    """
    if word not in BINDINGS:
        raise InvalidInput([Finding(code="board-request")])
    cohort = BINDINGS[word](person, run).apply(board.cohort)
    return _next(board, Step(word, {"person": person, "run": run}), cohort, board.places)


def move(board: Version, person: str, before: str | None, after: str | None, *, pin: bool = False) -> Version:
    """Move somebody from one run to another, into a run, or out of one.

    Where pairs attend together, partners who are in the same run, or who lack the same place, come along.

    Args:
        board: the version before.
        person: the participant's id.
        before: the run to leave; None for a place that is not filled yet.
        after: the run to join; None to leave only.
        pin: whether the person is pinned to the run that is joined. A pin to the run that is left is then lifted.

    Raises:
        InvalidInput: there is no such person or run, or the person is not in the run to leave.
    """
    cohort = board.cohort
    mover = the_person(cohort, person)
    left, joined = (the_run(cohort, run) if run is not None else None for run in (before, after))
    if (left is None and joined is None) or left == joined:
        raise InvalidInput([Finding(code="board-request")])
    if left is not None and Place(person, left.module, left.id) not in board.places:
        raise InvalidInput([Finding(code="board-not-there", values={"person": person, "run": left.id})])
    company = _company(board, mover, before, joined.module if joined else "")
    gone = {(member, before) for member in company}
    places = [place for place in board.places if (place.participant, place.run) not in gone]
    if joined is not None:
        places += [Place(member, joined.module, joined.id) for member in company]
    if pin:
        changes = ([Unpin(person, before)] if before is not None else []) + ([Pin(person, after)] if after else [])
        for change in changes:
            cohort = change.apply(cohort)
    kind = "left" if after is None else "joined" if before is None else "moved"
    values = {"people": ", ".join(company), "before": before or "", "run": after or ""}
    return _next(board, Step(kind, values), cohort, places)


def replaced(board: Version, step: Step, schedule: Schedule) -> Version:
    """Return the version in which a search's schedule takes the place of the board's, bound and all.

    Args:
        board: the version that was searched from.
        step: what was asked for.
        schedule: a schedule that was found.
    """
    return _next(board, step, board.cohort, schedule.places, found=schedule)


def bounded(board: Version, schedule: Schedule) -> Version:
    """Return the same version with the bound that a search has found, if that is better than the known one."""
    if schedule.bound is None or (board.bound is not None and board.bound >= schedule.bound):
        return board
    return _next(board, board.step, board.cohort, board.places, found=evolve(schedule, seed=board.seed))


def _next(
    board: Version, step: Step, cohort: Cohort, places: Iterable[Place], found: Schedule | None = None
) -> Version:
    if found is None or found.bound is None:
        bound, under = board.bound, board.bound_under
    else:
        bound, under = found.bound, bindings(cohort)
    return version(step, cohort, places, seed=found.seed if found else board.seed, bound=bound, bound_under=under)


def _company(board: Version, mover: Participant, before: str | None, module: str) -> list[str]:
    """Return who is moved: the person, and partners in the same position."""
    if board.cohort.rules.pairs != "together" or not mover.pair:
        return [mover.id]
    partners = [one for one in board.cohort.participants if one.pair == mover.pair and one.id != mover.id]
    if before is not None:
        there = {place.participant for place in board.places if place.run == before}
        return [mover.id, *(one.id for one in partners if one.id in there)]
    has = {place.participant for place in board.places if place.module == module}
    lacking = {entry.participant for entry in board.unfilled if entry.module in {None, module}}
    return [mover.id, *(one.id for one in partners if one.id in lacking - has)]
