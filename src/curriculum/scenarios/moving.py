"""Who is moved when one schedule follows another, counted and as aims for the solver.

Somebody is moved who loses a place held before: the run in the calendar is there no longer. A place that is only
gained moves nobody.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Sequence

from curriculum.cohort import Cohort
from curriculum.schedule import Schedule
from curriculum.scheduler.aims import Aim
from curriculum.scheduler.problem import Problem
from curriculum.scheduler.program import Program, weighted

Held = frozenset[tuple[str, str]]
"""Places as participant and run."""


def held_places(cohort: Cohort, schedule: Schedule) -> Held:
    """Return the places of a schedule that belong to people of the cohort."""
    people = {person.id for person in cohort.participants}
    return frozenset((place.participant, place.run) for place in schedule.places if place.participant in people)


def moved_people(before: Held, after: Held) -> tuple[str, ...]:
    """Return the ids of those who lose a place, sorted.

    Example:
        >>> moved_people(frozenset({("p1", "A"), ("p2", "A")}), frozenset({("p1", "B"), ("p2", "A"), ("p2", "C")}))
        ('p1',)
    """
    return tuple(sorted({who for who, _ in before - after}))


def with_fewer_places(before: Held, after: Held) -> tuple[str, ...]:
    """Return the ids of those who have fewer places than before, sorted.

    Example:
        >>> with_fewer_places(frozenset({("p1", "A"), ("p2", "A")}), frozenset({("p1", "B")}))
        ('p2',)
    """
    had, have = (Counter(who for who, _ in held) for held in (before, after))
    return tuple(sorted(had - have))


def forced_to_move(problem: Problem, held: Held) -> frozenset[str]:
    """Return the ids of those who hold a place that no schedule can give them any more."""
    return frozenset(who for (who, _), option in _options_by_place(problem, held).items() if option is None)


def fewest_moved(program: Program, held: Held) -> Aim:
    """Return the aim that few people lose a place; states what it needs."""
    options = _options_by_place(program.problem, held)
    forced = forced_to_move(program.problem, held)
    kept_by: dict[str, list[int]] = defaultdict(list)
    for (who, _), option in sorted(options.items()):
        if option is not None and who not in forced:
            kept_by[who].append(option)
    sharing = Counter(map(tuple, kept_by.values()))  # partners who hold everything together move together
    movers = [program.cp.new_bool_var("") for _ in sharing]
    for mover, theirs in zip(movers, sharing, strict=True):
        for option in theirs:
            program.cp.add_implication(program.taken[option].negated(), mover)
    expression = weighted(movers, sharing.values()) + len(forced)
    return Aim(expression, lambda taken: len(moved_people(held, _places(program, taken))))


def fewest_new(program: Program, held: Held) -> Aim:
    """Return the aim that few places are given that nobody held before."""
    news = [
        sum(
            (program.problem.people[n].id, program.problem.runs[option.run].id) not in held
            for n in option.party.members
        )
        for option in program.problem.options
    ]
    return Aim(
        weighted(program.taken, news),
        lambda taken: sum(new for new, is_taken in zip(news, taken, strict=True) if is_taken),
    )


def _options_by_place(problem: Problem, held: Collection[tuple[str, str]]) -> dict[tuple[str, str], int | None]:
    """Return for every place held the number of the option that keeps it; None when there is none."""
    found: dict[tuple[str, str], int | None] = dict.fromkeys(sorted(held))
    for index, option in enumerate(problem.options):
        for number in option.party.members:
            place = (problem.people[number].id, problem.runs[option.run].id)
            if place in found:
                found[place] = index
    return found


def _places(program: Program, taken: Sequence[bool]) -> Held:
    problem = program.problem
    chosen = [option for option, is_taken in zip(problem.options, taken, strict=True) if is_taken]
    return frozenset((place.participant, place.run) for place in problem.places(chosen))
