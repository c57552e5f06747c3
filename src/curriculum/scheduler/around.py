"""The part of a cohort around some people: they may be placed anew, all others keep their places."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from functools import cached_property

from attrs import frozen
from ortools.sat.python import cp_model

from curriculum.cohort import Cohort
from curriculum.schedule import Place
from curriculum.scheduler import further, goals
from curriculum.scheduler.keeping import keep
from curriculum.scheduler.problem import Option, Party, Problem
from curriculum.scheduler.program import Program
from curriculum.scheduler.rules import BUILDERS
from curriculum.scheduler.solving import Limits, minimise


class Surroundings(Problem):
    """A cohort in numbers in which only some people have a choice.

    Args:
        cohort: the cohort.
        places: places of a legal schedule; whoever has no choice keeps them.
        movable: ids of the people who have a choice; whoever stays together with one of them has one, too.
        reach: ids of the runs that they can choose, beside those that they are in.
        modules: ids of the only modules in which there are places at all; every module when None.
        seed: seed of the order in which ties are broken.
        together: as for :class:`Problem`.
        keep_forbidden: as for :class:`Problem`.
    """

    def __init__(
        self,
        cohort: Cohort,
        places: Iterable[Place],
        movable: Collection[str],
        seed: int,
        *,
        reach: Collection[str],
        modules: Collection[str] | None = None,
        together: bool = True,
        keep_forbidden: bool = False,
    ) -> None:
        super().__init__(cohort, seed, together=together, keep_forbidden=keep_forbidden)
        pairs = {person.pair for person in cohort.participants if person.id in movable and person.pair}
        bound = cohort.rules.pairs == "together"
        self.movable = {
            number
            for number, person in enumerate(self.people)
            if person.id in movable or (bound and person.pair in pairs)
        }
        self.modules = set(cohort.programme.module_ids if modules is None else modules)
        self.reach = {self.run_number[run] for run in reach}
        self.places_now = tuple(places)
        self.runs_now: dict[int, set[int]] = defaultdict(set)
        for place in self.places_now:
            self.runs_now[self.number[place.participant]].add(self.run_number[place.run])

    def _options(self, party: Party) -> Iterable[Option]:
        if party.module not in self.modules:
            return ()
        if self.movable.intersection(party.members):
            now = set().union(*(self.runs_now[member] for member in party.members))
            return (option for option in super()._options(party) if option.run in self.reach | now)
        kept = self.runs_now[party.members[0]].intersection(self.runs_of.get(party.module, ()))
        return [Option(party, run, sum(self.place_cost(member, run) for member in party.members)) for run in kept]

    @cached_property
    def kept(self) -> list[int]:
        """Numbers of the options that those without a choice keep."""
        return [n for n, option in enumerate(self.options) if not self.movable.intersection(option.party.members)]


def program_around(
    problem: Surroundings, limits: Limits, *, explaining: bool = False, rules: Collection[str] | None = None
) -> Program:
    """Return the program of some rules, with the places of those who have no choice already taken.

    What concerns only one of them is not stated: their places are legal as they are.

    Args:
        problem: the cohort in numbers.
        limits: what may be spent.
        explaining: whether every rule gets a switch.
        rules: names of the rules; all of them when None. What a place is (the rule ``place``) is always stated.

    Raises:
        OutOfTime: the time was over before that.
    """
    program = Program(problem, explaining=explaining, limits=limits)
    for index in problem.kept:
        program.taken[index] = program.cp.new_constant(1)
    program.travellers = [number for number in program.travellers if number in problem.movable]
    for name, build in BUILDERS.items():
        if name == "place" or rules is None or name in rules:
            build(program)
    for applied in problem.cohort.rules.further:
        if rules is None or applied.rule.id in rules:
            further.state(applied, program)
    return program


@frozen
class Rearranged:
    """The best that rearranging some people gives.

    Attributes:
        places: everybody's places; None when none were found.
        proven: whether no other arrangement of these people is better.
        impossible: whether it is proven that there is no arrangement at all.
    """

    places: tuple[Place, ...] | None
    proven: bool
    impossible: bool = False


def rearranged(
    problem: Surroundings, limits: Limits, seed: int, *, keeping: bool = False, below: int | None = None
) -> Rearranged:
    """Find the best places for those who have a choice, all others keeping theirs.

    Of several that are equally good, those with which most people stay where they are.

    Args:
        problem: the cohort in numbers; pairs that stay together as one party.
        limits: what may be spent.
        seed: seed of the solver.
        keeping: whether everybody keeps as many places as now, of the same basis modules.
        below: how many unfilled places are too many to be of interest; with as many, points are not looked at.
            None when every outcome is.

    Raises:
        OutOfTime: the time was over before the rules were stated.
    """
    program = program_around(problem, limits)
    if keeping:
        keep(program, problem.places_now, whose=problem.movable)
    found: list[Sequence[bool]] = []
    missing, cost = goals.unfilled(program), goals.points(program)
    _hint(program, problem)
    program.cp.minimize(missing)
    outcome = minimise(program.cp, program.taken, limits, seed, found=found.append, proved=_ignore)
    fewest = problem.score(found[-1]).unfilled if found else None
    if outcome == "optimal" and fewest is not None and (below is None or fewest < below):
        program.cp.add(missing <= fewest)
        stays = [program.taken[index] for index in _now(problem)]
        program.cp.minimize(cp_model.LinearExpr.weighted_sum([cost, *stays], [len(stays) + 1, *[-1] * len(stays)]))
        outcome = minimise(program.cp, program.taken, limits, seed, found=found.append, proved=_ignore)
    elif outcome == "optimal":
        outcome = "feasible"
    if not found:
        return Rearranged(None, proven=outcome == "infeasible", impossible=outcome == "infeasible")
    best = min(found, key=problem.score)
    chosen = [option for option, taken in zip(problem.options, best, strict=True) if taken]
    return Rearranged(tuple(problem.places(chosen)), proven=outcome == "optimal")


def _ignore(_: object) -> None:
    """Do nothing with a bound."""


def _now(problem: Surroundings) -> list[int]:
    """Return the numbers of the options that people with a choice have taken as things are."""
    kept = set(problem.kept)
    return [
        index
        for index, option in enumerate(problem.options)
        if index not in kept and option.run in problem.runs_now[option.party.members[0]]
    ]


def _hint(program: Program, problem: Surroundings) -> None:
    """Tell the solver of the places that there are."""
    now = set(_now(problem))
    for index in set(range(len(problem.options))).difference(problem.kept):
        program.cp.add_hint(program.taken[index], index in now)
    held = set().union(*problem.runs_now.values())
    for run, variable in enumerate(program.held):
        program.cp.add_hint(variable, run in held)
