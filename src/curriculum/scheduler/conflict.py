"""Why no schedule exists: a smallest set of rules, people and runs that cannot all hold."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

from attrs import frozen

from curriculum.cohort import Cohort
from curriculum.schedule import Conflict
from curriculum.scheduler.problem import Party, Problem
from curriculum.scheduler.program import Constraint, Instance, Program
from curriculum.scheduler.rules import BUILDERS, state_rules
from curriculum.scheduler.solving import Limits, OutOfTime, core

ABOUT_ALL_PLACES = {"requires", "gap_days", "corequires", "strict_corequires"}
"""Rules that take all of a person's places into account."""
ABOUT_ALL_PEOPLE = {"minimum", "mixing"}
"""Rules that take everybody in a run into account."""


@frozen
class Contradiction:
    """Rules that together make every schedule impossible.

    Attributes:
        rules: the rules, with people and runs; none when there was no time to find any.
        minimal: whether it is proven that without any one of the rules the others can hold.
    """

    rules: tuple[Conflict, ...]
    minimal: bool


def contradiction(cohort: Cohort, limits: Limits, seed: int) -> Contradiction:
    """Return rules that together make every schedule impossible.

    Every rule is stated with a switch. The solver names switches that cannot all be on; of these, one after the
    other is left out for good if the rest still cannot hold. What remains is minimal: without any one of its rules
    the others can hold. Should the limits end this early, the set is still a conflict, only perhaps not minimal.

    Args:
        cohort: a cohort for which no schedule exists.
        limits: what may be spent.
        seed: seed of the solver.
    """
    found = (_within(program, limits, seed) for program in _programs(cohort, seed, limits))
    return next(filter(None, found), Contradiction((), minimal=False))


def clash_of_demands(cohort: Cohort, limits: Limits, seed: int) -> Contradiction | None:
    """Return a contradiction in what pins and confirmed runs concern alone; None when none is found there."""
    program = next(_programs(cohort, seed, limits), None)
    return None if program is None else _within(program, limits, seed)


def _within(program: Program, limits: Limits, seed: int) -> Contradiction | None:
    needed = core(program.cp, program.switches, limits, seed)
    if needed is None:
        return None
    kept = sorted(_shrunk(program, sorted(needed), limits, seed))
    rules = tuple(Conflict(instance.rule, instance.people, instance.runs) for instance in kept)
    return Contradiction(rules, minimal=not limits.exhausted)


def conflict(cohort: Cohort, limits: Limits, seed: int) -> tuple[Conflict, ...]:
    """Return the rules of a :func:`contradiction`."""
    return contradiction(cohort, limits, seed).rules


def _programs(cohort: Cohort, seed: int, limits: Limits) -> Iterator[Program]:
    """Yield the program of what pins and confirmed runs concern, then that of everything, as far as time goes."""
    try:
        near = _Near(_Concerned(cohort, seed), limits)
        state_rules(near)
        yield near
        whole = Program(Problem(cohort, seed, together=False, keep_forbidden=True), explaining=True, limits=limits)
        state_rules(whole)
        yield whole
    except OutOfTime:
        return


class _Concerned(Problem):
    """The places that pins and confirmed runs concern.

    Attributes:
        who: numbers of the people with a pin and of everybody in a pair with them; they have all their options.
        where: numbers of the runs that are pinned or confirmed; all others have their options in these only.
        there: the same runs by module.
    """

    def __init__(self, cohort: Cohort, seed: int) -> None:
        super().__init__(cohort, seed, together=False, keep_forbidden=True)
        pinned = [number for number, person in enumerate(self.people) if person.pinned]
        pairs = [pair for pair in self.pairs.values() if not set(pair).isdisjoint(pinned)]
        self.who = frozenset(chain(pinned, *pairs))
        pins = {self.run_number[run] for number in pinned for run in self.people[number].pinned}
        self.where = pins | {number for number, run in enumerate(self.runs) if run.state == "confirmed"}
        self.there = {module: [run for run in runs if run in self.where] for module, runs in self.runs_of.items()}

    def runs_for(self, party: Party) -> Sequence[int]:
        """Return the runs that a party could attend, as far as they are looked at."""
        concerned = self.who.intersection(party.members)
        return super().runs_for(party) if concerned else self.there.get(party.module, ())


class _Near(Program):
    """The program of these places: only rules that hold whatever the places are that it leaves out."""

    def __init__(self, problem: _Concerned, limits: Limits) -> None:
        super().__init__(problem, explaining=True, limits=limits)
        self.concerned = problem

    def state(self, rule: str, people: Iterable[int], runs: Iterable[int], *constraints: Constraint) -> None:
        """Add constraints in the name of a rule; see :class:`~curriculum.scheduler.program.Program`."""
        people, runs = tuple(people), tuple(runs)
        incomplete = (
            (rule in ABOUT_ALL_PLACES and not self.concerned.who.issuperset(people))
            or (rule in ABOUT_ALL_PEOPLE and not self.concerned.where.issuperset(runs))
            or rule not in BUILDERS
        )
        if not incomplete:
            super().state(rule, people, runs, *constraints)


def _shrunk(program: Program, needed: Sequence[Instance], limits: Limits, seed: int) -> list[Instance]:
    """Leave out whatever is not needed, larger parts first."""
    kept = list(needed)
    part = max(len(kept) // 2, 1)
    while True:
        start = 0
        while start < len(kept) and not limits.exhausted:
            rest = kept[:start] + kept[start + part :]
            smaller = core(program.cp, {name: program.switches[name] for name in rest}, limits, seed)
            if smaller is None:
                start += part
            else:
                kept = sorted(smaller)
                start = 0 if part > 1 else min(start, len(kept))
        if part == 1 or limits.exhausted:
            return kept
        part = max(min(part, len(kept)) // 2, 1)
