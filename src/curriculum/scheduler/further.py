"""Rules that a plugin adds: their builders state limits by the ids of people and runs, and see no solver."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property

from ortools.sat.python import cp_model

from curriculum.cohort import Cohort
from curriculum.further_rules import AppliedRule
from curriculum.schedule import Place
from curriculum.scheduler.program import Program, weighted


def state(applied: AppliedRule, program: Program) -> None:
    """Let a further rule's builder state it."""
    applied.rule.build(StatedLimits(program, applied.rule.id), applied.options)


class StatedLimits:
    """The program of a solver as :class:`~curriculum.further_rules.Limits`.

    Args:
        program: the program.
        rule: name of the rule that is stated.
    """

    def __init__(self, program: Program, rule: str) -> None:
        self.program = program
        self.rule = rule

    @property
    def cohort(self) -> Cohort:
        """The cohort, with its catalog."""
        return self.program.problem.cohort

    @property
    def places(self) -> tuple[Place, ...]:
        """Every place that somebody could be given, by participant, module and run."""
        return tuple(sorted(self._options))

    def at_most(self, weights: Mapping[Place | str, int], most: int) -> None:
        """State that a weighted sum is not above a limit; see :class:`~curriculum.further_rules.Limits`.

        Raises:
            ValueError: the limit is below 0, a weight is no whole number, or there is no such run.
        """
        if type(most) is not int or most < 0:
            raise ValueError(f"the limit {most!r} is no whole number from 0")
        problem = self.program.problem
        summed: dict[int, tuple[cp_model.IntVar, int]] = {}
        people, runs = set(), set()
        for term, weight in weights.items():
            if type(weight) is not int:
                raise ValueError(f"the weight {weight!r} is no whole number")
            if isinstance(term, Place):
                if term in self._options:
                    self._add(summed, self.program.taken[self._options[term]], weight)
                    people.add(problem.number[term.participant])
                    runs.add(problem.run_number[term.run])
            elif term in problem.run_number:
                self._add(summed, self.program.held[problem.run_number[term]], weight)
                runs.add(problem.run_number[term])
            else:
                raise ValueError(f"there is no run {term!r}")
        if sum(weight for _, weight in summed.values() if weight > 0) > most:
            total = weighted((variable for variable, _ in summed.values()), (w for _, w in summed.values()))
            self.program.state(self.rule, people, runs, total <= most)

    def _add(self, summed: dict[int, tuple[cp_model.IntVar, int]], variable: cp_model.IntVar, weight: int) -> None:
        """Add to a variable's weight: members of a pair share one."""
        _, before = summed.get(variable.index, (variable, 0))
        summed[variable.index] = (variable, before + weight)

    @cached_property
    def _options(self) -> dict[Place, int]:
        """The number of the option that each place is part of."""
        problem = self.program.problem
        return {place: index for index, option in enumerate(problem.options) for place in problem.places([option])}
