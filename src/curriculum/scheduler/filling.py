"""Places that one part of a cohort could not give, taken from the runs of another."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial
from itertools import islice

from curriculum.judge.case import Case
from curriculum.judge.checks import broken_rules
from curriculum.judge.obstacles import candidates, obstacles_by_run_to, openings_for
from curriculum.judge.scoring import unfilled_places
from curriculum.runs import Run
from curriculum.schedule import Place, Schedule, Unfilled
from curriculum.scheduler.problem import Problem
from curriculum.scheduler.solving import Limits

MOVES = 200
"""Most people whose moving to another run is tried to make room for one place."""


def filled(problem: Problem, places: Iterable[Place], limits: Limits) -> tuple[Place, ...]:
    """Fill one place after the other in whatever run has room for it, the cheapest first; then make room.

    Args:
        problem: the whole cohort in numbers.
        places: a legal schedule's places.
        limits: what may be spent; an interruption by the user is noted there.

    Returns:
        The places of a legal schedule with no more unfilled places than before.
    """
    if limits.exhausted:
        return tuple(places)
    cohort = problem.cohort
    draft = Schedule(cohort=cohort.id, programme=cohort.programme_name, status="feasible", places=tuple(places))
    case = Case.of(cohort, draft)
    try:
        for ways in (_joining, _making_room):
            missing = list(unfilled_places(case))
            while missing and not limits.exhausted:
                entry = missing.pop()
                after = next(ways(problem, case, entry), None)
                if after is not None:
                    case = after
                    missing = [other for other in missing if other.participant != entry.participant]
                    missing += unfilled_places(case.asking([case.lookup.people[entry.participant]], ()))
    except KeyboardInterrupt:
        limits.stop()
    return tuple(case.places)


def _joining(problem: Problem, case: Case, entry: Unfilled) -> Iterator[Case]:
    """Yield the case with a place filled in each run that has room, the cheapest first."""
    cost = partial(_cost, problem, case, entry.participant)
    for opening in openings_for(case, entry, sorted(candidates(case, entry), key=cost)):
        yield case.with_places(opening)


def _making_room(problem: Problem, case: Case, entry: Unfilled) -> Iterator[Case]:
    """Yield the case with a place filled in a full run, whose seat somebody gives up for one in another run."""
    full = {run for run, rules in obstacles_by_run_to(case, entry) if rules == ("capacity",)}
    cost = partial(_cost, problem, case, entry.participant)
    wanted = sorted((run for run in candidates(case, entry) if run.id in full), key=cost)
    in_the_way = ((run, who) for run in wanted for who in case.people_in(run.id))
    for run, who in islice(in_the_way, MOVES):
        person = case.lookup.people[who]
        bond = case.lookup.pairs[person.pair] if problem.together and person.pair else [person]
        seats = [Place(one.id, run.module, run.id) for one in bond if one.id in case.people_in(run.id)]
        vacated = case.without_places(seats)
        for opening in openings_for(vacated, entry, [run]):
            moved = Unfilled(who, entry.kind, run.module)
            for after in _joining(problem, vacated.with_places(opening), moved):
                if _no_worse(case, after):
                    yield after


def _no_worse(before: Case, after: Case) -> bool:
    """Tell whether no rule is broken that was not."""
    changed = set(before.places) ^ set(after.places)
    people = [after.lookup.people[who] for who in sorted({place.participant for place in changed})]
    runs = [after.lookup.runs[run] for run in sorted({place.run for place in changed})]
    kept = len(after.places) > len(before.places)
    return kept and broken_rules(after.asking(people, runs)) <= broken_rules(before.asking(people, runs))


def _cost(problem: Problem, case: Case, participant: str, run: Run) -> int:
    """Return the points of a participant's place in a run."""
    place = problem.place_cost(problem.number[participant], problem.run_number[run.id])
    return place + (0 if case.people_in(run.id) else problem.cohort.goals.run)
