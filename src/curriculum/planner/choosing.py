"""The search for a choice: the cheapest one with its bound, further ones as good, or why there is none."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from attrs import evolve

from curriculum.choosing.judge import choice_size, choice_violations, target_rule
from curriculum.choosing.result import ChoiceRule, Chosen, ModuleChoice
from curriculum.choosing.task import ChoiceTask
from curriculum.model import Target
from curriculum.planner.choice_program import ChoiceProgram
from curriculum.planner.conflict import smallest_conflict
from curriculum.planner.switches import Switches
from curriculum.planner.units import refuse_beyond_counting, unit
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
    search = _Search(task, limits, seed)
    choice = search.choice(search.run())
    if choice.status == "infeasible":
        return evolve(choice, conflicts=_conflicts(task, limits, seed))
    if choice.status == "optimal" and optima > 1:
        return evolve(choice, others=search.others(choice, optima - 1))
    return choice


def _conflicts(task: ChoiceTask, limits: Limits, seed: int) -> tuple[tuple[ChoiceRule, ...], ...]:
    """Return why each target that is out of reach by itself is so; or why all are together, if each is not."""
    found: dict[tuple[ChoiceRule, ...], None] = {}
    for target in _doubtful(task):
        if not limits.exhausted:
            switches = _explaining(evolve(task, targets=[target]))
            found[smallest_conflict(switches, limits, seed)] = None
    found.pop((), None)
    if found:
        return tuple(found)
    switches = _explaining(task)
    return (smallest_conflict(switches, limits, seed) or tuple(switches.by_rule),)


def _doubtful(task: ChoiceTask) -> Iterator[Target]:
    """Yield the targets that are not known to be in reach: what can be taken does not reach them all together."""
    broken = choice_violations(task, task.reach.takeable(frozenset(task.modules)))
    sure = all(rule.rule == "target" for rule in broken)
    for competency, reaches in dict.fromkeys((one.competency, one.reaches) for one in task.targets):
        target = Target(competency=competency, reaches=reaches)
        if not sure or target_rule(task, target) in broken:
            yield target


def _explaining(task: ChoiceTask) -> Switches[ChoiceRule]:
    return ChoiceProgram(task, {target.competency for target in task.targets}, explaining=True).switches


class _Search:
    """A search for choices. The cost is the amount first, then the number of modules.

    The order of steps is left out at first, because it hardly ever decides. Every choice that is found is judged;
    where one reaches no target for want of order, that competency gets its order, and the search begins again.
    """

    def __init__(self, task: ChoiceTask, limits: Limits, seed: int) -> None:
        self.task = task
        self.limits = limits
        self.seed = seed
        self.ordered: set[str] = set()
        self.bound = 0
        self.weight = len(task.modules) + 1
        self.best: Chosen | None = None
        self._wrong: set[str] = set()

    def run(self, known: ModuleChoice | None = None, forbidden: Sequence[Chosen] = ()) -> Status:
        """Search for ever cheaper choices; the last right one is kept.

        Args:
            known: a best choice, to search only for choices that are as good.
            forbidden: choices that are not wanted.
        """
        self.best = None
        while True:
            self._wrong = set()
            program = ChoiceProgram(self.task, self.ordered)
            for chosen in forbidden:
                program.forbid(chosen)
            if known is not None and known.size is not None:
                program.cp.add(program.size == int(known.size / program.unit))
                program.cp.add(program.count == len(known.modules))
            program.cp.minimize(self.weight * program.size + program.count)
            variables = list(program.taken.values())
            status = minimise(program.cp, variables, self.limits, self.seed, found=self._offer, proved=self._prove)
            if status != "optimal" or not self._wrong:
                return status
            self.ordered |= self._wrong

    def choice(self, status: Status) -> ModuleChoice:
        """Return what was found."""
        task = self.task
        nothing = ModuleChoice(
            status=status, fewest=task.fewest, targets=task.targets, level=task.level, seed=self.seed
        )
        if status == "infeasible":
            return nothing
        bound = self.bound // self.weight * unit(task.sizes)
        if self.best is None:
            return evolve(nothing, status="unknown", bound=bound)
        size = choice_size(task, self.best)
        reached: Status = "optimal" if status == "optimal" and size == bound else "feasible"
        return evolve(nothing, status=reached, modules=self.best, size=size, bound=bound)

    def others(self, choice: ModuleChoice, count: int) -> list[Chosen]:
        """Return further choices that are as good as an optimal one."""
        found: list[Chosen] = []
        while len(found) < count and not self.limits.exhausted:
            self.run(choice, [choice.modules, *found])
            if self.best is None:
                break
            found.append(self.best)
        return found

    def _offer(self, values: Sequence[bool]) -> None:
        chosen = tuple(name for name, is_taken in zip(self.task.modules, values, strict=True) if is_taken)
        broken = choice_violations(self.task, chosen)
        self._wrong = {rule.subject for rule in broken if rule.rule == "target"}
        if not broken:
            self.best = chosen
        elif not self._wrong or self._wrong & self.ordered:
            raise AssertionError(f"the choice breaks rules: {broken}")

    def _prove(self, bound: int) -> None:
        self.bound = max(self.bound, bound)
