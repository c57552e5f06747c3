"""Why no schedule exists: a smallest set of rules, people and runs that cannot all hold."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

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
    return _first(cohort, limits, seed, None) or Contradiction((), minimal=False)


def clash_of_pins(cohort: Cohort, limits: Limits, seed: int) -> Contradiction | None:
    """Return a contradiction between the pins and confirmed runs themselves, quickly; None when there is none.

    It is not asked what other places people need for their pins, nor who else could attend a confirmed run.
    """
    return _first(cohort, limits, seed, 1)


def clash_of_demands(cohort: Cohort, limits: Limits, seed: int) -> Contradiction | None:
    """Return a contradiction in what pins and confirmed runs concern alone; None when none is found there."""
    return _first(cohort, limits, seed, 2)


def _first(cohort: Cohort, limits: Limits, seed: int, most: int | None) -> Contradiction | None:
    """Return the first contradiction that is found in a number of programs; None when there is none."""
    programs = islice(_programs(cohort, seed, limits), most)
    return next(filter(None, (_within(program, limits, seed) for program in programs)), None)


def _within(program: Program, limits: Limits, seed: int) -> Contradiction | None:
    needed = core(program.cp, program.switches, limits, seed)
    if needed is None:
        return None
    kept = sorted(_shrunk(program, sorted(needed), limits, seed))
    if not limits.exhausted:  # solved again in another way
        switches = {name: program.switches[name] for name in kept}
        if core(program.cp, switches, limits, seed, straight=False) is None and not limits.exhausted:
            return None
    rules = tuple(Conflict(instance.rule, instance.people, instance.runs) for instance in kept)
    return Contradiction(rules, minimal=not limits.exhausted)


def conflict(cohort: Cohort, limits: Limits, seed: int) -> tuple[Conflict, ...]:
    """Return the rules of a :func:`contradiction`."""
    return contradiction(cohort, limits, seed).rules


def _programs(cohort: Cohort, seed: int, limits: Limits) -> Iterator[Program]:
    """Yield the program of pins and confirmed runs, that of what they concern, and that of everything.

    When the time is over there are no more of them.
    """
    try:
        for problem in (_Demanded(cohort, seed), _Concerned(cohort, seed)):
            near = _Near(problem, limits)
            state_rules(near)
            yield near
        whole = Program(Problem(cohort, seed, together=False, keep_forbidden=True), explaining=True, limits=limits)
        state_rules(whole)
        yield whole
    except OutOfTime:
        return


class _Demanded(Problem):
    """The places in the runs that people, or those in a pair with them, are pinned to; confirmed runs are empty.

    Attributes:
        who: numbers of the people who have all their options.
        where: numbers of the runs in which everybody has an option.
    """

    def __init__(self, cohort: Cohort, seed: int) -> None:
        super().__init__(cohort, seed, together=False, keep_forbidden=True)
        self.pins: dict[int, set[int]] = defaultdict(set)
        for number, person in enumerate(self.people):
            for member in self.pairs.get(person.pair or "", [number]):
                self.pins[member].update(self.run_number[run] for run in person.pinned)
        self.who: frozenset[int] = frozenset()
        self.where: frozenset[int] = frozenset()

    def runs_for(self, party: Party) -> Sequence[int]:
        """Return the runs that a party could attend, as far as they are looked at."""
        pins = set().union(*(self.pins[number] for number in party.members))
        return [run for run in sorted(pins) if self.runs[run].module == party.module]

    def has_everybody(self, run: int) -> bool:
        """Tell whether the options in a run are those of everybody who could attend it."""
        return run in self.where


class _Concerned(_Demanded):
    """All places of people with pins and of everybody in a pair with them, and all in pinned or confirmed runs."""

    def __init__(self, cohort: Cohort, seed: int) -> None:
        super().__init__(cohort, seed)
        self.who = frozenset(number for number, pins in self.pins.items() if pins)
        confirmed = {number for number, run in enumerate(self.runs) if run.state == "confirmed"}
        self.where = frozenset(confirmed.union(*self.pins.values()))
        self.there = {module: [run for run in runs if run in self.where] for module, runs in self.runs_of.items()}

    def runs_for(self, party: Party) -> Sequence[int]:
        """Return the runs that a party could attend, as far as they are looked at."""
        if self.who.isdisjoint(party.members):
            return self.there.get(party.module, ())
        return self.runs_of.get(party.module, ())


class _Near(Program):
    """The program of these places: only rules that hold whatever the places are that it leaves out."""

    def __init__(self, problem: _Demanded, limits: Limits) -> None:
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
