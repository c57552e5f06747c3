"""The demand that nobody loses a place, on top of the rules."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable

from ortools.sat.python import cp_model

from curriculum.schedule import Place
from curriculum.scheduler.program import Program

KEPT = "kept"
"""Stands for a rule's name: everybody keeps as many electives as now; ``kept.MODULE``: a place of that module."""


def keep(
    program: Program,
    places: Iterable[Place],
    *,
    whose: Collection[int],
    names: Collection[str] | None = None,
) -> None:
    """Demand that people keep as many places as now, of the same basis modules.

    Args:
        program: the program.
        places: places of a schedule.
        whose: numbers of the people.
        names: names of the demands that are stated; all of them when None.
    """
    basis = program.problem.cohort.programme.basis
    counts: dict[str, dict[int, int]] = defaultdict(lambda: defaultdict(int))
    for place in places:
        number = program.problem.number[place.participant]
        if number in whose:
            counts[f"{KEPT}.{place.module}" if place.module in basis else KEPT][number] += 1
    for name, people in sorted(counts.items()):
        if names is None or name in names:
            wanted = [filled(program, number, name) >= count for number, count in people.items()]
            program.state(name, people, [], *wanted)


def filled(program: Program, number: int, name: str) -> cp_model.LinearExprT:
    """Return how many places of a demand's kind a person has: of a basis module, or of all electives.

    Args:
        program: the program.
        number: of the person.
        name: ``kept`` or ``kept.MODULE``.
    """
    module = name.partition(".")[2]
    modules = [module] if module else program.problem.cohort.programme.elective_ids
    options = program.by_module(number)
    return program.total(index for one in modules for index in options.get(one, ()))
