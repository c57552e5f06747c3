"""The solver's program for a problem: its yes-or-no variables, and the one way to state a rule."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, TypeAlias

from attrs import frozen
from ortools.sat.python import cp_model

from curriculum.scheduler.problem import Problem
from curriculum.scheduler.solving import Limits, OutOfTime

if TYPE_CHECKING:
    import numpy as np

Constraint: TypeAlias = "cp_model.BoundedLinearExpression | bool | np.bool"
"""A linear inequality; a plain truth value when it has no variables left."""


@frozen(order=True)
class Instance:
    """One rule applied to some people and runs, by their ids: what a conflict is made of."""

    rule: str
    people: tuple[str, ...] = ()
    runs: tuple[str, ...] = ()


class Program:
    """Variables of a problem, with the indices that rules are stated over.

    Args:
        problem: the cohort in numbers.
        explaining: whether every rule gets a switch, so that a conflict can name it.
        limits: what may be spent; :class:`~curriculum.scheduler.solving.OutOfTime` ends the stating of rules when
            the time is over. None: they are all stated, however long that takes.

    Attributes:
        taken: for each option whether it is taken.
        held: for each run whether it is held.
        switches: for each stated instance of a rule its switch; empty unless explaining.
    """

    def __init__(self, problem: Problem, *, explaining: bool = False, limits: Limits | None = None) -> None:
        self.problem = problem
        self.limits = limits
        self.explaining = explaining
        self.cp = cp_model.CpModel()
        self.taken = [self.cp.new_bool_var("") for _ in problem.options]
        self.held = [self.cp.new_bool_var("") for _ in problem.runs]
        self.switches: dict[Instance, cp_model.IntVar] = {}

    @cached_property
    def of_run(self) -> list[list[int]]:
        """Numbers of the options in each run."""
        found: list[list[int]] = [[] for _ in self.problem.runs]
        for index, option in enumerate(self.problem.options):
            found[option.run].append(index)
        return found

    @cached_property
    def of_person(self) -> list[list[int]]:
        """Numbers of the options of each person."""
        found: list[list[int]] = [[] for _ in self.problem.people]
        for index, option in enumerate(self.problem.options):
            for number in option.party.members:
                found[number].append(index)
        return found

    @cached_property
    def travellers(self) -> list[int]:
        """Numbers of people whose choices differ: of a pair that shares everything, one stands for both."""
        seen: dict[tuple[tuple[int, ...], frozenset[str]], int] = {}
        for number, options in enumerate(self.of_person):
            if options:
                seen.setdefault((tuple(options), frozenset(self.problem.people[number].completed)), number)
        return sorted(seen.values())

    @cached_property
    def travelling(self) -> frozenset[int]:
        """The same people as in :attr:`travellers`, to be looked up."""
        return frozenset(self.travellers)

    def by_module(self, number: int) -> dict[str, list[int]]:
        """Return the options of a person by module."""
        found: dict[str, list[int]] = defaultdict(list)
        for index in self.of_person[number]:
            found[self.problem.options[index].party.module].append(index)
        return dict(found)

    def size(self, index: int) -> int:
        """Return how many people an option places."""
        return len(self.problem.options[index].party.members)

    def head_count(self, run: int) -> cp_model.LinearExprT:
        """Return how many people a run has."""
        options = self.of_run[run]
        return weighted((self.taken[index] for index in options), (self.size(index) for index in options))

    def total(self, options: Iterable[int]) -> cp_model.LinearExprT:
        """Return how many of the options are taken."""
        return cp_model.LinearExpr.sum([self.taken[index] for index in options])

    def state(
        self,
        rule: str,
        people: Iterable[int],
        runs: Iterable[int],
        *constraints: Constraint,
    ) -> None:
        """Add constraints in the name of a rule.

        Args:
            rule: the rule's name.
            people: numbers of the people concerned.
            runs: numbers of the runs concerned.
            constraints: what has to hold.

        Raises:
            OutOfTime: the time is over.
        """
        self._look_at_the_clock()
        added = [self.cp.add(constraint) for constraint in constraints]
        if self.explaining:
            switch = self.switch(rule, people, runs)
            for constraint in added:
                constraint.only_enforce_if(switch)

    def at_most_one(self, rule: str, people: Iterable[int], runs: Iterable[int], options: Sequence[int]) -> None:
        """State that at most one of the options is taken; see :meth:`state`."""
        self._look_at_the_clock()
        if self.explaining:
            self.state(rule, people, runs, self.total(options) <= 1)
        else:
            self.cp.add_at_most_one(self.taken[index] for index in options)

    def _look_at_the_clock(self) -> None:
        if self.limits is not None and (self.limits.interrupted or self.limits.overdue):
            raise OutOfTime

    def switch(self, rule: str, people: Iterable[int], runs: Iterable[int]) -> cp_model.IntVar:
        """Return the switch of an instance of a rule, made at its first use."""
        instance = Instance(
            rule,
            tuple(sorted(self.problem.people[number].id for number in people)),
            tuple(sorted(self.problem.runs[number].id for number in runs)),
        )
        if instance not in self.switches:
            self.switches[instance] = self.cp.new_bool_var("")
        return self.switches[instance]


def weighted(variables: Iterable[cp_model.IntVar], weights: Iterable[int]) -> cp_model.LinearExprT:
    """Return the weighted sum of variables."""
    return cp_model.LinearExpr.weighted_sum(list(variables), list(weights))
