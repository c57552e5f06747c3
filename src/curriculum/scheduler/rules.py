"""Every hard rule as constraints: one function a rule, named like it; the list at the end is the specification.

Those about the order of modules are in :mod:`~curriculum.scheduler.order`. The equations are in ``docs/rules.md``;
the judge checks the same rules without any of this.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from functools import partial
from itertools import combinations

from ortools.sat.python import cp_model

from curriculum.rules import Mixing
from curriculum.runs import Run, Session
from curriculum.scheduler import further
from curriculum.scheduler.order import corequires, gap_days, requires, strict_corequires
from curriculum.scheduler.program import Constraint, Program, weighted


def place(program: Program) -> None:
    """A run with a place is held, and a held run has one; other places than the options do not exist."""
    for run, options in enumerate(program.of_run):
        for index in options:
            program.cp.add_implication(program.taken[index], program.held[run])
        if program.problem.has_everybody(run):
            program.cp.add(program.held[run] <= program.total(options))


def owed(program: Program) -> None:
    """At most one run of a module for a party, and no more electives than a person is owed."""
    electives = set(program.problem.cohort.programme.elective_ids)
    for number in program.travellers:
        by_module = program.by_module(number)
        for options in by_module.values():
            program.at_most_one("owed", [number], [], options)
        chosen = [index for module, options in by_module.items() if module in electives for index in options]
        if chosen:
            program.state("owed", [number], [], program.total(chosen) <= program.problem.electives_owed[number])


def capacity(program: Program) -> None:
    """No more people than the run's capacity."""
    for number, run in enumerate(program.problem.runs):
        seats = program.problem.cohort.capacity(run) or 0
        program.state("capacity", [], [number], program.head_count(number) <= seats * program.held[number])


def minimum(program: Program) -> None:
    """No fewer people than the run's minimum, when it is held."""
    for number, run in enumerate(program.problem.runs):
        fewest = program.problem.cohort.minimum(run)
        program.state("minimum", [], [number], program.head_count(number) >= fewest * program.held[number])


def confirmed(program: Program) -> None:
    """A confirmed run is held."""
    for number, run in enumerate(program.problem.runs):
        if run.state == "confirmed":
            program.state("confirmed", [], [number], program.held[number] >= 1)


def room(program: Program) -> None:
    """Runs that use the same room of the same venue at the same time are not both held."""
    _share_nothing(program, "room", lambda run: [(run.venue, run.room)] if run.room else [])


def teacher(program: Program) -> None:
    """Runs that need the same teacher at the same time are not both held."""
    _share_nothing(program, "teacher", lambda run: run.teachers)


def _share_nothing(program: Program, rule: str, resources: Callable[[Run], Iterable[object]]) -> None:
    users: dict[object, list[int]] = defaultdict(list)
    for number, run in enumerate(program.problem.runs):
        for resource in resources(run):
            users[resource].append(number)
    for runs in users.values():
        for clique in _simultaneous(program, runs):
            program.state(rule, [], clique, cp_model.LinearExpr.sum([program.held[n] for n in clique]) <= 1)


def _simultaneous(program: Program, runs: Iterable[int]) -> list[tuple[int, ...]]:
    """Return the largest sets of runs that are all in session at some moment, two runs or more."""
    by_day: dict[date, list[tuple[Session, int]]] = defaultdict(list)
    for number in runs:
        for session in program.problem.runs[number].sessions:
            by_day[session.date].append((session, number))
    found = {
        tuple(sorted({number for session, number in sessions if session.start <= moment.start < session.end}))
        for sessions in by_day.values()
        for moment, _ in sessions
    }
    sets = [frozenset(members) for members in sorted(found) if len(members) > 1]
    with_run: dict[int, list[frozenset[int]]] = defaultdict(list)
    for members in sets:
        for number in members:
            with_run[number].append(members)
    return [tuple(sorted(one)) for one in sets if not any(one < other for other in with_run[min(one)])]


def overlap(program: Program) -> None:
    """Nobody has two sessions at once."""
    if program.problem.cohort.rules.runs_per_day == 1 and not program.explaining:
        return  # stronger: no two runs on one day
    for clique in _simultaneous(program, (run for run, options in enumerate(program.of_run) if options)):
        _per_person(program, "overlap", clique, 1)


def runs_per_day(program: Program) -> None:
    """Nobody has more runs on a day than the rule allows."""
    most = program.problem.cohort.rules.runs_per_day
    if most is not None:
        for runs in _runs_by_day(program).values():
            _per_person(program, "runs_per_day", runs, most)


def _per_person(program: Program, rule: str, runs: Iterable[int], most: int) -> None:
    """State that nobody takes more than ``most`` of the runs."""
    found: dict[int, list[int]] = defaultdict(list)
    for index in sorted(index for run in runs for index in program.of_run[run]):
        for number in program.problem.options[index].party.members:
            found[number].append(index)
    for number in sorted(program.travelling.intersection(found)):
        options = found[number]
        if len({program.problem.options[index].party.module for index in options}) <= most:
            continue
        concerned = {program.problem.options[index].run for index in options}
        if most == 1:
            program.at_most_one(rule, [number], concerned, options)
        else:
            program.state(rule, [number], concerned, program.total(options) <= most)


def _runs_by_day(program: Program) -> dict[date, list[int]]:
    found: dict[date, list[int]] = defaultdict(list)
    for number, run in enumerate(program.problem.runs):
        for day in sorted(run.dates):  # the order of a set is another in every process
            found[day].append(number)
    return dict(found)


def forbid(rule: str, program: Program) -> None:
    """State a rule that forbids single options; unless explaining, such options do not even exist."""
    for index, option in enumerate(program.problem.options):
        for name, number in option.barriers:
            if name == rule:
                program.state(rule, [number], [option.run], program.taken[index] == 0)


def cancelled(program: Program) -> None:
    """Nobody is in a cancelled run; unless explaining, such options do not even exist."""
    for number, run in enumerate(program.problem.runs):
        if run.state == "cancelled":
            program.state("cancelled", [], [number], program.total(program.of_run[number]) <= 0)


def pairs(program: Program) -> None:
    """Members of a pair take the same runs, or never the same."""
    wish = program.problem.cohort.rules.pairs
    for members in program.problem.pairs.values() if wish != "ignore" else ():
        for first, second in combinations(members, 2):
            if wish == "apart":
                _never_together(program, "pairs", first, second)
            elif not program.problem.together:
                _always_together(program, first, second)


def _always_together(program: Program, first: int, second: int) -> None:
    theirs = {program.problem.options[index].run: index for index in program.of_person[second]}
    for index in program.of_person[first]:
        option = program.problem.options[index]
        if program.problem.is_owed(second, option.party.module):
            same = program.taken[index] == program.taken[theirs[option.run]]
            program.state("pairs", [first, second], [option.run], same)


def _never_together(program: Program, rule: str, first: int, second: int) -> None:
    theirs = {program.problem.options[index].run: index for index in program.of_person[second]}
    for index in program.of_person[first]:
        run = program.problem.options[index].run
        if run in theirs:
            program.at_most_one(rule, [first, second], [run], [index, theirs[run]])


def apart(program: Program) -> None:
    """Nobody shares a run with the person named in a column, except inside a pair that stays together."""
    cohort = program.problem.cohort
    named = {
        tuple(sorted((number, program.problem.number[other])))
        for number, person in enumerate(program.problem.people)
        for column in cohort.rules.apart
        for other in cohort.named_in(person, column)
        if other in program.problem.number
    }
    for first, second in sorted(named):
        pair = program.problem.people[first].pair
        bound = cohort.rules.pairs == "together" and pair and pair == program.problem.people[second].pair
        if not bound:
            _never_together(program, "apart", first, second)


def mixing(program: Program) -> None:
    """The people of a held run are mixed as each mixing rule asks."""
    for rule in program.problem.cohort.rules.mixing:
        for run in range(len(program.problem.runs)):
            counts = _counts(program, run, rule.attribute)
            program.state("mixing", [], [run], *_mixed(program, run, rule, counts))


def _counts(program: Program, run: int, attribute: str) -> dict[str, cp_model.LinearExprT]:
    """Return how many people of each value a run has."""
    members: dict[str, dict[int, int]] = defaultdict(lambda: defaultdict(int))
    for index in program.of_run[run]:
        for number in program.problem.options[index].party.members:
            value = program.problem.people[number].value(attribute)
            if value is not None:
                members[value][index] += 1
    return {
        value: weighted((program.taken[index] for index in weights), weights.values())
        for value, weights in sorted(members.items())
    }


def _mixed(
    program: Program, run: int, rule: Mixing, counts: Mapping[str, cp_model.LinearExprT]
) -> Iterator[Constraint]:
    held = program.held[run]
    if rule.groups:
        present = {value: program.cp.new_bool_var("") for value in counts}
        yield from (counts[value] >= rule.per_group * present[value] for value in counts)
        yield cp_model.LinearExpr.sum(list(present.values())) >= rule.groups * held
    for value, fewest in rule.at_least.items():
        yield counts.get(value, 0) >= fewest * held
    if rule.max_share is not None:
        everyone = cp_model.LinearExpr.sum(list(counts.values()))
        top, bottom = rule.max_share.numerator, rule.max_share.denominator
        yield from (bottom * count <= top * everyone for count in counts.values())


def cover(program: Program) -> None:
    """No more people with the same value are away on a day than the rule allows."""
    for rule in program.problem.cohort.rules.cover:
        people: dict[str, list[int]] = defaultdict(list)
        for number, person in enumerate(program.problem.people):
            value = person.value(rule.attribute)
            if value is not None:
                people[value].append(number)
        for runs in _runs_by_day(program).values():
            for numbers in people.values():
                away = [away for number in numbers if (away := _away(program, number, set(runs))) is not None]
                if len(away) > rule.per_day:
                    program.state("cover", numbers, runs, cp_model.LinearExpr.sum(away) <= rule.per_day)


def _away(program: Program, number: int, runs: set[int]) -> cp_model.LinearExprT | None:
    """Return an expression that is at least 1 when the person attends any of the runs, 0 otherwise possible."""
    options = [index for index in program.of_person[number] if program.problem.options[index].run in runs]
    if not options:
        return None
    modules = {program.problem.options[index].party.module for index in options}
    at_most_one = len(modules) == 1 or program.problem.cohort.rules.runs_per_day == 1
    if at_most_one and not program.explaining:
        return program.total(options)
    away = program.cp.new_bool_var("")
    for index in options:
        program.cp.add_implication(program.taken[index], away)
    return away


def pinned(program: Program) -> None:
    """A person attends the runs that the person is pinned to."""
    for number, person in enumerate(program.problem.people):
        for run_id in person.pinned:
            run = program.problem.run_number[run_id]
            options = [i for i in program.of_person[number] if program.problem.options[i].run == run]
            program.state("pinned", [number], [run], program.total(options) >= 1)


BUILDERS: Mapping[str, Callable[[Program], None]] = {
    "place": place,
    "owed": owed,
    "capacity": capacity,
    "minimum": minimum,
    "confirmed": confirmed,
    "cancelled": cancelled,
    "room": room,
    "teacher": teacher,
    "overlap": overlap,
    "unavailable": partial(forbid, "unavailable"),
    "runs_per_day": runs_per_day,
    "requires": requires,
    "gap_days": gap_days,
    "corequires": corequires,
    "strict_corequires": strict_corequires,
    "pairs": pairs,
    "apart": apart,
    "mixing": mixing,
    "cover": cover,
    "pinned": pinned,
    "barred": partial(forbid, "barred"),
}
"""The builder of each rule of :data:`curriculum.rules.RULES`."""


def state_rules(program: Program) -> None:
    """State every rule: the library's, and those that the cohort has switched on."""
    for build in BUILDERS.values():
        build(program)
    for applied in program.problem.cohort.rules.further:
        further.state(applied, program)
