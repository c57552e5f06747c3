"""The rules about the order of modules as constraints: prerequisites, the days between, corequisites."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import partial

from ortools.sat.python import cp_model

from curriculum.requisites import One, Requirement
from curriculum.rules import GapDays
from curriculum.runs import Run
from curriculum.scheduler.program import Program

Fits = Callable[[Run, Run], bool]
"""Whether a place in the first run lets a place in the second count as met."""


def requires(program: Program) -> None:
    """A place needs the required modules before it."""
    if program.explaining or program.problem.cohort.rules.gap_days == GapDays():
        _needs(program, "requires", "requires", partial(_before, GapDays()))


def gap_days(program: Program) -> None:
    """A place needs the required modules before it, with the days between that the rule asks for."""
    gap = program.problem.cohort.rules.gap_days
    if gap != GapDays():
        _needs(program, "gap_days", "requires", partial(_before, gap))


def corequires(program: Program) -> None:
    """A place needs the corequisites before it or at the same time."""
    _needs(program, "corequires", "corequires", _no_later)


def strict_corequires(program: Program) -> None:
    """A place needs the strict corequisites at the same time."""
    _needs(program, "strict_corequires", "strict_corequires", _alongside)


def _before(gap: GapDays, needed: Run, run: Run) -> bool:
    if not needed.sessions or not run.sessions or needed.end > run.start:
        return False
    days = (run.start.date() - needed.end.date()).days
    return gap.minimum <= days and (gap.maximum is None or days <= gap.maximum)


def _no_later(needed: Run, run: Run) -> bool:
    return not needed.sessions or not run.sessions or needed.start <= run.end


def _alongside(needed: Run, run: Run) -> bool:
    if not needed.sessions or not run.sessions:
        return True
    return needed.start.date() <= run.end.date() and run.start.date() <= needed.end.date()


def _needs(program: Program, rule: str, kind: str, fits: Fits) -> None:
    """State for everybody that a place in a module implies the module's requirement of the given kind."""
    for number in program.travellers:
        by_module = program.by_module(number)
        for module, options in by_module.items():
            requirement: Requirement = getattr(program.problem.cohort.modules[module], kind)
            if any(requirement.modules()):
                _Need(program, rule, number, by_module, fits).state(options, requirement)


class _Need:
    """The requirement of one person's places in one module."""

    def __init__(
        self, program: Program, rule: str, number: int, by_module: Mapping[str, list[int]], fits: Fits
    ) -> None:
        self.program = program
        self.rule = rule
        self.number = number
        self.by_module = by_module
        self.fits = fits

    def state(self, options: Iterable[int], requirement: Requirement) -> None:
        """State the requirement once for all options with the same chances to meet it.

        Options whose chances are a part of these are counted in as well: at most one of them is taken, so it
        holds, and the linear relaxation becomes much tighter.
        """
        chances = {index: self.chances(index, requirement) for index in options}
        if self.program.explaining:  # each for itself: without the rule "owed" two may be taken
            for index, own in chances.items():
                self.imply(self.program.total([index]), requirement, frozenset().union(*own), [index])
            return
        for reach in dict.fromkeys(chances.values()):
            within = [i for i, own in chances.items() if all(a <= b for a, b in zip(own, reach, strict=True))]
            helpful = frozenset().union(*reach)
            self.imply(self.program.total(within), requirement, helpful, within)

    def chances(self, index: int, requirement: Requirement) -> tuple[frozenset[int], ...]:
        """Return for every module that is mentioned the options that would count for this one."""
        run = self.run_of(index)
        return tuple(
            frozenset(other for other in self.by_module.get(module, ()) if self.fits(self.run_of(other), run))
            for module in requirement.modules()
        )

    def imply(
        self, taken: cp_model.LinearExprT, requirement: Requirement, helpful: frozenset[int], within: list[int]
    ) -> None:
        """State that ``taken``, 0 or 1, is 0 unless the requirement is met."""
        parts = [requirement] if isinstance(requirement, One) else list(requirement.parts)
        count = 1 if isinstance(requirement, One) else requirement.count
        if count == len(parts) > 1:
            for part in parts:
                self.imply(taken, part, helpful, within)
            return
        met = [self.met(part, helpful, within) for part in parts]
        runs = {self.program.problem.options[index].run for index in within}
        self.program.state(self.rule, [self.number], runs, count * taken <= cp_model.LinearExpr.sum(met))

    def met(self, part: Requirement, helpful: frozenset[int], within: list[int]) -> cp_model.LinearExprT:
        """Return an expression that is 1 only when the part is met, else 0."""
        if isinstance(part, One):
            if part.module in self.program.problem.people[self.number].completed:
                return 1
            places = self.program.total(i for i in self.by_module.get(part.module, ()) if i in helpful)
            if not self.program.explaining:
                return places
            proof = self.program.cp.new_bool_var("")  # without the rule "owed" there may be two places
            self.program.cp.add(proof <= places)
            return proof
        proof = self.program.cp.new_bool_var("")
        self.imply(proof, part, helpful, within)
        return proof

    def run_of(self, index: int) -> Run:
        return self.program.problem.runs[self.program.problem.options[index].run]
