"""The variables by which rules are turned on, so that it can be told which of them cannot all be kept."""

from __future__ import annotations

from typing import Any, Generic, TypeVar

from ortools.sat.python import cp_model

Rule = TypeVar("Rule", bound=Any)


class Switches(Generic[Rule]):
    """What the rules of a model are enforced by.

    Args:
        cp: the model.
        explaining: whether each rule gets a switch; without one it holds always.

    Attributes:
        cp: the model.
        by_rule: a variable for each rule asked for so far, which holds only as far as its variable is on.
    """

    def __init__(self, cp: cp_model.CpModel, *, explaining: bool) -> None:
        self.cp = cp
        self.by_rule: dict[Rule, cp_model.IntVar] = {}
        self._explaining = explaining

    def of(self, rule: Rule) -> list[cp_model.IntVar]:
        """Return what a rule is enforced by: nothing more when there is nothing to explain."""
        if not self._explaining:
            return []
        if rule not in self.by_rule:
            self.by_rule[rule] = self.cp.new_bool_var(str(rule))
        return [self.by_rule[rule]]
