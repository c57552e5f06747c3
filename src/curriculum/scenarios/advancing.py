"""Who of the waiting list gets a place, with as few others moving up as possible.

A seat that becomes free is often of no use to the first in turn, who is away that day; but somebody in another run
may take it and leave a seat that is. Such a chain is found by the solver: nobody loses a place, no further run is
opened and none is closed, and as few people as possible change runs. Only then it is the next one's turn.
"""

from __future__ import annotations

from attrs import evolve, field, frozen

from curriculum import judge
from curriculum.cohort import Cohort
from curriculum.scenarios.legal import refuse_broken
from curriculum.scenarios.moving import fewest_moved, fewest_new, held_places
from curriculum.scenarios.waiting import Waiting, waiting_order
from curriculum.schedule import Change, Schedule, Unfilled, difference
from curriculum.scheduler.aims import Pursuit, fewest_points, pursue, ruled
from curriculum.scheduler.problem import Problem
from curriculum.scheduler.program import Program
from curriculum.scheduler.scheduling import judged
from curriculum.scheduler.solving import Limits, OutOfTime
from curriculum.sequences import as_tuple


@frozen
class Advance:
    """What comes of one turn.

    Attributes:
        waiting: who is in turn, and for what.
        steps: the places that change so that they get theirs, their own included; none when they have to wait on.
        why: names of the rules that stand in the way of those who have to wait on.
        proven: whether it is certain that no chain is shorter, or that there is none.
    """

    waiting: Waiting
    steps: tuple[Change, ...] = field(default=(), converter=as_tuple)
    why: tuple[str, ...] = field(default=(), converter=as_tuple)
    proven: bool = True


@frozen
class Advances:
    """What comes of the whole waiting list.

    Attributes:
        turns: every turn, in the order of the list.
        schedule: the schedule when all of them have been granted what they can get.
    """

    turns: tuple[Advance, ...] = field(converter=as_tuple)
    schedule: Schedule


def waiting_list(
    cohort: Cohort,
    schedule: Schedule,
    *,
    seed: int = 1,
    time_limit: float = 60.0,
    work_limit: float | None = None,
) -> Advances:
    """Go through the waiting list: everybody in turn gets a place if there is a chain that makes room for it.

    :mod:`curriculum.scenarios.waiting` says what the order is. Others may change their runs of the modules that
    are lacking, and nothing else.

    Args:
        cohort: the cohort as it is now, for instance without those who have withdrawn.
        schedule: its schedule; places of people who have left are taken as free.
        seed: seed of the draw among equal claims and of the search, 0 or more.
        time_limit: seconds of wall-clock time for each turn, above 0.
        work_limit: deterministic work for each turn; None means no such limit.

    Raises:
        InvalidInput: the schedule breaks a rule even before anybody has moved.
        KeyboardInterrupt: Ctrl-C was pressed.
    """
    now = _standing(cohort, schedule, seed)
    turns = []
    for waiting in waiting_order(cohort, now, seed):
        turn, now = _turn(cohort, now, waiting, Limits(time_limit, work_limit), seed)
        turns.append(turn)
    return Advances(turns, now)


def _standing(cohort: Cohort, schedule: Schedule, seed: int) -> Schedule:
    """Return the schedule without the places of people who are not in the cohort."""
    people = {person.id for person in cohort.participants}
    places = [place for place in schedule.places if place.participant in people]
    standing = evolve(schedule, status="feasible", places=places)
    refuse_broken(cohort, standing)
    return judged(cohort, places, None, seed)


def _turn(cohort: Cohort, now: Schedule, waiting: Waiting, limits: Limits, seed: int) -> tuple[Advance, Schedule]:
    """Return what comes of one turn, and the schedule after it."""
    found = _chain(cohort, now, waiting, limits, seed)
    if limits.interrupted:
        raise KeyboardInterrupt
    if not found.found:
        entry = Unfilled(waiting.participants[0], "basis" if waiting.module else "elective", waiting.module)
        why = judge.obstacles(cohort, now, entry)
        return Advance(waiting, why=why, proven=found.outcome == "infeasible"), now
    after = judged(cohort, found.places, None, seed)
    return Advance(waiting, difference(now, after), proven=found.reached[0].proven), after


def _chain(cohort: Cohort, now: Schedule, waiting: Waiting, limits: Limits, seed: int) -> Pursuit:
    """Look for the places with which those in turn get theirs and as few others as possible move up."""
    held = held_places(cohort, now)
    try:
        program = ruled(Problem(cohort, seed), limits)
    except OutOfTime:
        return Pursuit("unknown")
    modules = {waiting.module} if waiting.module else set(cohort.programme.elective_ids)
    _demand(program, now, waiting, modules)
    options = program.problem.options
    only = frozenset(index for index, option in enumerate(options) if option.party.module in modules)
    aims = [fewest_moved(program, held), fewest_new(program, held), fewest_points(program)]
    return pursue(program, aims, limits, seed, start=held, only=only)


def _demand(program: Program, now: Schedule, waiting: Waiting, modules: set[str]) -> None:
    """State that those in turn get one place more, nobody gets fewer or others, and the same runs are held."""
    problem = program.problem
    held_runs = {place.run for place in now.places}
    for number, run in enumerate(problem.runs):
        program.cp.add(program.held[number] == (run.id in held_runs))
    has = {(place.participant, place.module) for place in now.places}
    for number, person in enumerate(problem.people):
        in_turn = person.id in waiting.participants
        theirs = program.by_module(number)
        for module in modules:
            places = program.total(theirs.get(module, ()))
            if (person.id, module) in has:
                program.cp.add(places == 1)
            elif not in_turn:
                program.cp.add(places == 0)
        if in_turn:
            count = sum((person.id, module) in has for module in modules)
            wanted = program.total(index for module in modules for index in theirs.get(module, ()))
            program.cp.add(wanted == count + 1)
