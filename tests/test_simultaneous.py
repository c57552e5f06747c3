"""Modules that nobody can take, because none of the modules to be taken at the same time can be."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from small_programmes import orders

from curriculum.catalog import Catalog
from curriculum.errors import InvalidInput
from curriculum.feasibility import circles
from curriculum.model import Module
from curriculum.simultaneous import never_together


@pytest.mark.parametrize(
    ("together", "requires", "never"),
    [
        ("a | b", "", []),
        ("a | b", "a", []),  # b is left to be taken at the same time
        ("a | b", "a & b", ["c"]),
        ("a | other:x", "a & b", []),
        ("1 of (a, b) & d", "a", []),
        ("2 of (a, b, d)", "a", []),
        ("2 of (a, b, d)", "a & b", ["c"]),
    ],
)
def test_one_of_several_modules_has_to_be_there_at_the_same_time(together: str, requires: str, never: list[str]):
    made = [Module(id=name) for name in "abd"]
    assert never_together([*made, Module(id="c", requires=requires, strict_corequires=together)]) == never


def test_what_cannot_all_be_taken_by_one_person_can_still_be_taken_by_somebody():
    made = [
        Module(id="a"),
        Module(id="b", requires="a"),
        Module(id="c", requires="a", strict_corequires="b | e"),
        Module(id="d", strict_corequires="c | a"),
        Module(id="e"),
    ]
    assert never_together(made) == []


def test_such_a_module_is_refused_with_its_place_when_a_catalog_is_made():
    made = [Module(id="a"), Module(id="b"), Module(id="c", requires="a & b", strict_corequires="a | b")]
    with pytest.raises(InvalidInput) as refused:
        Catalog(id="mine", modules=made)
    (finding,) = refused.value.findings
    assert (finding.code, finding.where) == ("never-together", "modules[2].strict_corequires")


def test_thousands_of_choices_are_no_trouble():
    chain = [Module(id="m0"), Module(id="m1")]
    chain += [Module(id=f"m{n}", strict_corequires=f"m{n - 1} | m{n - 2}") for n in range(2, 600)]
    assert never_together(chain) == []
    everything = ", ".join(f"m{n}" for n in range(40))
    many = [Module(id=f"m{n}", requires="m0" if n else "") for n in range(40)]
    assert never_together([*many, Module(id="c", strict_corequires=f"20 of ({everything})")]) == []


@st.composite
def drawn(draw: st.DrawFn) -> list[Module]:
    names = "abcd"[: draw(st.integers(2, 4))]

    def some() -> str:
        several = draw(st.lists(st.sampled_from(names), unique=True, max_size=3))
        return draw(st.sampled_from([" & ", " | ", " | "])).join(several)

    none = st.just("")
    return [
        Module(
            id=name,
            requires=some() if draw(st.booleans()) else draw(none),
            strict_corequires=some() if draw(st.integers(0, 2)) else draw(none),
        )
        for name in names
    ]


def can_be_taken(name: str, made: Sequence[Module]) -> bool:
    """Try every set of modules in every order."""
    others = [module for module in made if module.id != name]
    own = [module for module in made if module.id == name]
    return any(
        any(True for _ in orders([*own, *more]))
        for size in range(len(others) + 1)
        for more in itertools.combinations(others, size)
    )


@given(drawn())
@settings(max_examples=200, deadline=None)
def test_brute_force_over_all_orders_agrees(made: list[Module]):
    if circles(made):
        return
    never = [module.id for module in made if not can_be_taken(module.id, made)]
    found = never_together(made)
    assert bool(found) is bool(never)
    assert set(found) <= set(never)
