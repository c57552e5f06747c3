"""What no schedule can beat, told by the places of one basis module, or of all electives, by themselves.

Where a run is cancelled, seats are short in its module and hardly anywhere else. What a legal schedule does there
keeps the rules stated here, so no legal schedule is better than their linear relaxation; and that is far smaller
than the relaxation of the whole cohort. Whoever lacks a basis module also lacks what needs it: that is counted in.
"""

from __future__ import annotations

from collections.abc import Collection

from curriculum.cohort import Cohort
from curriculum.roster import Participant
from curriculum.scenarios.moving import Held, fewest_moved, forced_to_move
from curriculum.scheduler.aims import Aim, least
from curriculum.scheduler.problem import Problem
from curriculum.scheduler.program import Program, weighted
from curriculum.scheduler.rules import BUILDERS
from curriculum.scheduler.solving import Limits

_WITHIN = ("place", "owed", "capacity", "minimum", "room", "teacher")
"""The rules that are stated: they make seats scarce."""


class Floor:
    """The places of some modules by themselves.

    Args:
        problem: the whole cohort in numbers.
        modules: ids of one basis module, or of all electives.
        seed: seed of the solver.
    """

    def __init__(self, problem: Problem, modules: Collection[str], seed: int) -> None:
        self.problem, self.modules, self.seed = problem, modules, seed

    def unfilled(self, limits: Limits) -> int:
        """Return a number of unfilled places that no legal schedule is below; 0 when the time ends first.

        Raises:
            OutOfTime: the time was over before the rules were stated.
        """
        program = self._program(limits)
        return least(program, _fewest_lacking(program, self.modules), limits, self.seed)

    def moved(self, held: Held, unfilled: int, limits: Limits) -> int:
        """Return a number of moved people that no legal schedule with few unfilled places is below.

        Args:
            held: the places before.
            unfilled: how many places may be unfilled at most.
            limits: what may be spent; when that is too little, the answer is 0.

        Raises:
            OutOfTime: the time was over before the rules were stated.
        """
        program = self._program(limits)
        forced = forced_to_move(self.problem, held)
        module = {run.id: run.module for run in self.problem.runs}
        here = frozenset((who, run) for who, run in held if who in forced or module.get(run) in self.modules)
        program.cp.add(_fewest_lacking(program, self.modules).expression <= unfilled)
        return least(program, fewest_moved(program, here), limits, self.seed)

    def _program(self, limits: Limits) -> Program:
        theirs = (n for n, option in enumerate(self.problem.options) if option.party.module in self.modules)
        program = Program(self.problem.among(theirs), limits=limits)
        for rule in _WITHIN:
            BUILDERS[rule](program)
        return program


def _fewest_lacking(program: Program, modules: Collection[str]) -> Aim:
    """Return the aim that few places are lacking in some modules, with those that are lost for want of them."""
    problem = program.problem
    people = range(len(problem.people))
    basis = [module for module in modules if module in problem.cohort.programme.basis]
    if basis:
        each = [_lost(problem, number, basis[0]) for number in people]
        most = sum(each)
    else:
        each = [1 for _ in people]
        most = sum(problem.electives_owed)
    worth = [sum(each[number] for number in option.party.members) for option in problem.options]
    return Aim(
        most - weighted(program.taken, worth),
        lambda taken: most - sum(one for one, is_taken in zip(worth, taken, strict=True) if is_taken),
    )


def _lost(problem: Problem, number: int, module: str) -> int:
    """Return how many places somebody goes without for want of a basis module; 0 if it is not owed."""
    if not problem.is_owed(number, module):
        return 0
    within_reach = _within_reach(problem.cohort, problem.people[number], module)
    electives = within_reach.intersection(problem.cohort.programme.elective_ids)
    missing = sum(one not in within_reach for one in problem.basis_owed[number])
    return missing + max(0, problem.electives_owed[number] - len(electives))


def _within_reach(cohort: Cohort, person: Participant, without: str) -> set[str]:
    """Return the modules that somebody who goes without one of them has not completed and could still take."""
    left = {*cohort.programme.module_ids} - {*person.completed, without}
    while lost := {one for one in left if not cohort.modules[one].requires.met(left.union(person.completed))}:
        left -= lost
    return left
