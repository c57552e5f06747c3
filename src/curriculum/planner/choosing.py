"""The search for a choice: the cheapest one with its bound, further ones as good, or why there is none."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from attrs import evolve

from curriculum.choosing.judge import choice_size, choice_violations
from curriculum.choosing.result import ChoiceRule, Chosen, ModuleChoice
from curriculum.choosing.task import ChoiceTask
from curriculum.planner.choice_program import ChoiceProgram
from curriculum.planner.conflict import smallest_conflict
from curriculum.planner.units import refuse_beyond_counting
from curriculum.schedule import Status
from curriculum.scheduler.solving import Limits, minimise


def choose_modules(
    task: ChoiceTask,
    *,
    seed: int = 1,
    time_limit: float = 60.0,
    work_limit: float | None = None,
    optima: int = 1,
) -> ModuleChoice:
    """Choose the modules that reach the targets and cost least; among those, as few modules as possible.

    A choice is right when everything that its modules require is in it and comes in time, and it reaches every
    target as :func:`curriculum.coverage.programme_coverage` counts.

    Args:
        task: the targets, the modules at hand, and what is to be little.
        seed: seed of the search; the same input and seed give the same choice, unless the time limit ends it.
        time_limit: seconds, by the clock.
        work_limit: deterministic work in CP-SAT's units of roughly a second; the same on every machine.
        optima: how many choices are wanted at most, all of the least cost with as few modules.

    Returns:
        The choice, with what it costs and the bound. When there is none, why: see
        :attr:`~curriculum.choosing.ModuleChoice.conflicts`. Ctrl-C ends the search; the best choice so far counts.

    Raises:
        InvalidInput: the amounts are too large or too finely divided to be added up.
    """
    refuse_beyond_counting(task.sizes)
    limits = Limits(time_limit, work_limit)
    search = _Search(ChoiceProgram(task), limits, seed)
    choice = search.choice(search.run())
    if choice.status == "infeasible":
        return evolve(choice, conflicts=_conflicts(task, limits, seed))
    if choice.status == "optimal" and optima > 1:
        return evolve(choice, others=_others(task, choice, optima - 1, limits))
    return choice


def _others(task: ChoiceTask, choice: ModuleChoice, count: int, limits: Limits) -> Sequence[Chosen]:
    """Return further choices that cost the same as an optimal one."""
    search = _Search(ChoiceProgram(task), limits, choice.seed)
    program = search.program
    program.cp.add(program.size == int((choice.size or Fraction()) / program.unit))
    program.cp.add(program.count == len(choice.modules))
    others: list[Chosen] = []
    last = choice.modules
    while len(others) < count and not limits.exhausted:
        program.forbid(last)
        search.run()
        if search.found is None:
            break
        last = search.judged()
        others.append(last)
    return others


def _conflicts(task: ChoiceTask, limits: Limits, seed: int) -> tuple[tuple[ChoiceRule, ...], ...]:
    """Return why each target that is out of reach by itself is so; or why all are together, if each is not."""
    program = ChoiceProgram(task, explaining=True)
    cp, switches = program.cp, program.switches
    targets = [rule for rule in switches if rule.rule == "target"]
    always = [rule for rule in switches if rule not in targets]
    apart = [smallest_conflict(cp, switches, limits, seed, [*always, one]) for one in targets]
    found = [rules for rules in apart if rules]
    return tuple(dict.fromkeys(found)) or (smallest_conflict(cp, switches, limits, seed) or tuple(switches),)


class _Search:
    """One search for a choice. The cost is the amount first, then the number of modules."""

    def __init__(self, program: ChoiceProgram, limits: Limits, seed: int) -> None:
        self.program = program
        self.limits = limits
        self.seed = seed
        self.found: Chosen | None = None
        self.bound = 0
        self.weight = len(program.taken) + 1
        program.cp.minimize(self.weight * program.size + program.count)

    def run(self) -> Status:
        """Search for ever cheaper choices; the last one is kept."""
        self.found = None
        variables = list(self.program.taken.values())
        return minimise(self.program.cp, variables, self.limits, self.seed, found=self._offer, proved=self._prove)

    def choice(self, status: Status) -> ModuleChoice:
        """Return what was found."""
        task = self.program.task
        nothing = ModuleChoice(
            status=status, fewest=task.fewest, targets=task.targets, level=task.level, seed=self.seed
        )
        if status == "infeasible":
            return nothing
        bound = self.bound // self.weight * self.program.unit
        if self.found is None:
            return evolve(nothing, status="unknown", bound=bound)
        chosen = self.judged()
        size = choice_size(task, chosen)
        reached: Status = "optimal" if status == "optimal" and size == bound else "feasible"
        return evolve(nothing, status=reached, modules=chosen, size=size, bound=bound)

    def judged(self) -> Chosen:
        """Return the choice that was found, after it has passed the judge."""
        chosen = self.found or ()
        if broken := choice_violations(self.program.task, chosen):
            raise AssertionError(f"the choice breaks rules: {broken}")
        return chosen

    def _offer(self, values: Sequence[bool]) -> None:
        names = self.program.taken
        self.found = tuple(name for name, is_taken in zip(names, values, strict=True) if is_taken)

    def _prove(self, bound: int) -> None:
        self.bound = max(self.bound, bound)
