"""What would have to hold for somebody to get a place: demands on top of the rules, and whether both can hold."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence

from attrs import define, field, frozen
from ortools.sat.python import cp_model

from curriculum.schedule import Place, Unfilled
from curriculum.scheduler.around import Surroundings, program_around
from curriculum.scheduler.keeping import KEPT, filled, keep
from curriculum.scheduler.program import Instance, Program
from curriculum.scheduler.solving import Limits, minimise


@frozen
class Demands:
    """What is asked of a schedule beside the rules.

    Attributes:
        places: places of a legal schedule; everybody keeps as many, of the same basis modules.
        wanted: places that this schedule leaves unfilled; at least one of them is to be filled as well.
        joined: ids of people and runs; at least one of these people is to be in the run beside.
        held: ids of runs that are to be held.
    """

    places: tuple[Place, ...]
    wanted: tuple[Unfilled, ...] = ()
    joined: tuple[tuple[str, str], ...] = ()
    held: tuple[str, ...] = ()


@define
class Trial:
    """Tells whether some rules and demands can hold together.

    Attributes:
        cp: all rules and demands.
        switches: the switch of each.
        limits: what may be spent on all answers.
        seconds: what may be spent on one of them.
        seed: seed of the solver.
        doubtful: whether some answer could not be found within that time; it then counts as possible.
    """

    cp: cp_model.CpModel
    switches: Mapping[Instance, cp_model.IntVar]
    limits: Limits
    seconds: float
    seed: int
    doubtful: bool = field(default=False)

    @classmethod
    def of(
        cls,
        problem: Surroundings,
        demands: Demands,
        limits: Limits,
        seconds: float,
        seed: int,
        *,
        names: Collection[str] | None = None,
    ) -> Trial:
        """State the rules and demands of some names; all of them when None.

        Raises:
            OutOfTime: the time was over before that.
        """
        program = program_around(problem, limits, explaining=True, rules=names)
        keep(program, demands.places, whose=problem.movable, names=names)
        _want(program, demands.wanted, demands.places)
        _join(program, demands.joined)
        for run in demands.held:
            program.cp.add(program.held[problem.run_number[run]] == 1)
        return cls(program.cp, program.switches, limits, seconds, seed)

    @property
    def items(self) -> list[Instance]:
        """Return everything that can be switched off."""
        return list(self.switches)

    def impossible(self, items: Iterable[Instance]) -> bool:
        """Tell whether it is proven that the items cannot all hold.

        Raises:
            KeyboardInterrupt: Ctrl-C was pressed.
        """
        on = set(items)
        for item, switch in self.switches.items():
            domain = self.cp.proto.variables[switch.index].domain
            domain.clear()
            domain.extend([1, 1] if item in on else [0, 0])
        limits = Limits(min(self.seconds, self.limits.seconds - self.limits.elapsed))
        outcome = minimise(self.cp, [], limits, self.seed, found=_ignore, proved=_ignore)
        if limits.interrupted:
            raise KeyboardInterrupt
        self.doubtful = self.doubtful or outcome == "unknown"
        return outcome == "infeasible"


def _ignore(_: object) -> None:
    """Do nothing with what the solver tells."""


def _want(program: Program, wanted: Sequence[Unfilled], places: Sequence[Place]) -> None:
    """Demand that one of some unfilled places is filled."""
    electives = set(program.problem.cohort.programme.elective_ids)
    totals: dict[str, list[tuple[cp_model.LinearExprT, int]]] = defaultdict(list)
    chances = []
    for participant, module in dict.fromkeys((entry.participant, entry.module) for entry in wanted):
        number = program.problem.number[participant]
        now = 0 if module else sum(p.participant == participant and p.module in electives for p in places)
        one = program.cp.new_bool_var("")
        name = f"{KEPT}.{module}" if module else KEPT
        total = filled(program, number, name)
        program.cp.add(total >= now + 1).only_enforce_if(one)
        totals[name].append((total, now))
        chances.append(one)
    if chances:
        program.cp.add_bool_or(chances)
    if len(totals) == 1:
        _want_more(program, *totals.popitem())


def _want_more(program: Program, name: str, totals: Sequence[tuple[cp_model.LinearExprT, int]]) -> None:
    """Say the same of all these people together, which tightens the linear relaxation."""
    more = cp_model.LinearExpr.sum([total for total, _ in totals]) >= 1 + sum(now for _, now in totals)
    kept = [switch for item, switch in program.switches.items() if item.rule == name]
    if kept or not any(now for _, now in totals):
        program.cp.add(more).only_enforce_if(kept)


def _join(program: Program, joined: Sequence[tuple[str, str]]) -> None:
    """Demand that one of some people is in the run beside."""
    if not joined:
        return
    problem = program.problem
    wanted = {(problem.number[who], problem.run_number[run]) for who, run in joined}
    program.cp.add_bool_or(
        program.taken[index]
        for index, option in enumerate(problem.options)
        if any((number, option.run) in wanted for number in option.party.members)
    )
