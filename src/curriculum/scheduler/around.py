"""The part of a cohort around some people: they may be placed anew, all others keep their places."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from functools import cached_property

from attrs import frozen

from curriculum.cohort import Cohort
from curriculum.schedule import Place
from curriculum.scheduler import further, goals
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
        self.runs_now: dict[int, set[int]] = defaultdict(set)
        for place in places:
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
    problem: Surroundings, *, explaining: bool = False, rules: Collection[str] | None = None
) -> Program:
    """Return the program of some rules, with the places of those who have no choice already taken.

    Args:
        problem: the cohort in numbers.
        explaining: whether every rule gets a switch.
        rules: names of the rules; all of them when None. What a place is (the rule ``place``) is always stated.
    """
    program = Program(problem, explaining=explaining)
    for index in problem.kept:
        program.taken[index] = program.cp.new_constant(1)
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


def rearranged(problem: Surroundings, limits: Limits, seed: int) -> Rearranged:
    """Find the best places for those who have a choice, all others keeping theirs.

    Args:
        problem: the cohort in numbers; pairs that stay together as one party.
        limits: what may be spent.
        seed: seed of the solver.
    """
    program = program_around(problem)
    found: list[Sequence[bool]] = []
    missing, cost = goals.unfilled(program), goals.points(program)
    _hint(program, problem)
    program.cp.minimize(missing)
    outcome = minimise(program.cp, program.taken, limits, seed, found=found.append, proved=_ignore)
    if outcome == "optimal":
        program.cp.add(missing <= problem.score(found[-1]).unfilled)
        program.cp.minimize(cost)
        outcome = minimise(program.cp, program.taken, limits, seed, found=found.append, proved=_ignore)
    if not found:
        return Rearranged(None, proven=outcome == "infeasible", impossible=outcome == "infeasible")
    best = min(found, key=problem.score)
    chosen = [option for option, taken in zip(problem.options, best, strict=True) if taken]
    return Rearranged(tuple(problem.places(chosen)), proven=outcome == "optimal")


def _ignore(_: object) -> None:
    """Do nothing with a bound."""


def _hint(program: Program, problem: Surroundings) -> None:
    """Tell the solver of the places that there are."""
    kept = set(problem.kept)
    for index, option in enumerate(problem.options):
        if index not in kept:
            program.cp.add_hint(program.taken[index], option.run in problem.runs_now[option.party.members[0]])
    held = set().union(*problem.runs_now.values())
    for run, variable in enumerate(program.held):
        program.cp.add_hint(variable, run in held)
