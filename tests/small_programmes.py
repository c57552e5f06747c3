"""Small programmes, drawn in a few words, and their coverage once more: slowly, straight from the definition."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from typing import NamedTuple

from hypothesis import reject
from hypothesis import strategies as st

from curriculum.catalog import Catalog
from curriculum.errors import InvalidInput
from curriculum.model import (
    Choose,
    Competency,
    Electives,
    LearningOutcome,
    Level,
    Module,
    Programme,
    Scale,
    Step,
    Target,
)

OUTSIDE = "o"
SIGNS = {"<": "requires", "=": "corequires", "~": "strict_corequires"}


def module(line: str) -> Module:
    """Draw a module: ``b 6h x1 x2 y <a`` has 6 hours, steps 1 and 2 of x, something of y, and requires a."""
    name, *words = line.split()
    told: dict[str, object] = {"hours": 6.0}
    outcomes = []
    for word in words:
        if word.endswith("h"):
            told["hours"] = None if word == "?h" else float(word[:-1])
        elif word[0] in SIGNS:
            told[SIGNS[word[0]]] = word[1:].replace("+", " & ").replace("/", " | ")
        else:
            reaches = word[1:] or None
            outcomes.append(LearningOutcome(id=word, statement=word, competency=word[0], reaches=reaches))
    return Module(id=name, outcomes=outcomes, **told)


def target(word: str) -> Target:
    """Draw a target: ``x2@top`` is step 2 of x for the level top."""
    promise, _, level = word.partition("@")
    return Target(competency=promise[0], reaches=promise[1:] or None, level=level or None)


def programme(
    modules: str, targets: str, *, basis: str = "", choose: int | Choose = 1, demands: str = "every-step"
) -> Catalog:
    """Draw a catalog with the programme ``p``: competencies x, y and z, on a scale of four steps.

    Modules are electives unless they are in ``basis``; the module ``o`` is outside the programme.
    """
    entries = [module(line) for line in modules.split(";")]
    electives = [entry.id for entry in entries if entry.id not in [*basis.split(), OUTSIDE]]
    return Catalog(
        id="mine",
        levels=[Level(id="top"), Level(id="low")],
        scales=[Scale(id="scale", demands=demands, steps=[Step(id=step) for step in "1234"])],
        competencies=[Competency(id=name, scale="scale") for name in "xyz"],
        modules=entries,
        programmes=[
            Programme(
                id="p",
                audience=["top", "low"],
                basis=basis.split(),
                electives=Electives(modules=electives, choose=choose) if electives else None,
                targets=[target(word) for word in targets.split()],
            )
        ],
    )


@st.composite
def programmes(draw: st.DrawFn, largest: int = 4, *, related: bool = True) -> Catalog:
    """Draw a programme of a few modules, ``related`` by requirements with alternatives or not at all."""
    names = "abcdef"[: draw(st.integers(1, largest))]
    lines = []
    for position, name in enumerate(names):
        steps = draw(st.sets(st.sampled_from(["x1", "x2", "x3", "y1", "y2", "y"]), max_size=3))
        words = [name, *sorted(steps), f"{draw(st.integers(1, 4))}h"]
        earlier = names[:position] + OUTSIDE
        for sign, chance in (("<", 2), ("=", 4), ("~", 8)):
            if related and position and not draw(st.integers(0, chance)):
                several = draw(st.sets(st.sampled_from(earlier), min_size=1, max_size=2))
                words.append(sign + draw(st.sampled_from("+/")).join(sorted(several)))
        lines.append(" ".join(words))
    basis = draw(st.sets(st.sampled_from(names), max_size=2))
    electives = len(names) - len(basis)
    most = draw(st.integers(0, electives))
    choose = Choose(minimum=draw(st.integers(0, most)), maximum=most)
    targets = " ".join(draw(st.lists(st.sampled_from(["x3", "x2", "y2@top", "y@low", "x1"]), max_size=3)))
    demands = draw(st.sampled_from(["every-step", "every-step", "one-step"]))
    text = ";".join([*lines, f"{OUTSIDE} x1 x2 y1"])
    try:
        return programme(text, targets, basis=" ".join(sorted(basis)), choose=choose, demands=demands)
    except InvalidInput:  # a circle of corequisites
        reject()


Order = Mapping[str, int]
"""When each module is taken."""


def orders(modules: Sequence[Module]) -> Iterator[Order]:
    """List every order in which some modules, and nothing else, can be taken."""
    for times in itertools.product(range(len(modules)), repeat=len(modules)):
        if set(times) == set(range(max(times, default=-1) + 1)):
            order = {one.id: time for one, time in zip(modules, times, strict=True)}
            if all(_legal(one, order) for one in modules):
                yield order


def _legal(one: Module, order: Order) -> bool:
    now = order[one.id]
    before = {name for name, time in order.items() if time < now}
    by_now = {name for name, time in order.items() if time <= now}
    together = by_now - before
    return one.requires.met(before) and one.corequires.met(by_now) and one.strict_corequires.met(together)


class Selection(NamedTuple):
    """A selection, with every order in which it can be taken."""

    modules: tuple[Module, ...]
    orders: tuple[Order, ...]


def selections(catalog: Catalog) -> Iterator[Selection]:
    """List every selection that has an order."""
    whole = catalog.programme("p")
    for count in range(whole.choose.minimum, whole.choose.maximum + 1):
        for electives in itertools.combinations(whole.elective_ids, count):
            chosen = tuple(catalog.module(name) for name in (*whole.basis, *electives))
            if found := tuple(orders(chosen)):
                yield Selection(chosen, found)


def rank(catalog: Catalog, competency: str, selection: Selection) -> int:
    """Return the highest step of any order, -1 when nothing builds the competency."""
    taught = [
        (one.id, int(outcome.reaches or 0))
        for one in selection.modules
        for outcome in one.outcomes
        if outcome.competency == competency
    ]
    if not taught:
        return -1
    if catalog.scale("scale").demands == "one-step":
        return max(step for _, step in taught)
    return max(_climbed(order, taught) for order in selection.orders)


def _climbed(order: Order, taught: Sequence[tuple[str, int]]) -> int:
    """Return how high the steps lead that are taught one after the other in one order."""
    reached, now = 0, 0
    while later := [order[name] for name, step in taught if step == reached + 1 and order[name] >= now]:
        reached, now = reached + 1, min(later)
    return reached


def met(catalog: Catalog, one: Target, selection: Selection) -> bool:
    return rank(catalog, one.competency, selection) >= int(one.reaches or 0)


def mean(numbers: Sequence[float]) -> Fraction:
    return Fraction(sum(map(Fraction, numbers)), len(numbers)) if numbers else Fraction(0)
