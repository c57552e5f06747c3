"""Whatever is taken out of a catalog, the checks answer, the same each time, and their suggestions help."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st
from small_programmes import programmes

from curriculum.catalog import Catalog
from curriculum.checks import CHECKS, check, chosen, effect, patched
from curriculum.coverage import programme_coverage, repaired
from curriculum.files import load_catalog
from curriculum.messages import LANGUAGES
from curriculum.model import Module

ROOT = Path(__file__).parents[1]
TEACHING = load_catalog(ROOT / "catalogs/teaching")
TODAY = date(2026, 6, 1)


@st.composite
def thinned(draw: st.DrawFn) -> Catalog:
    """Draw the teaching catalog with anything left out that leaves it consistent."""

    def some(items: tuple) -> tuple:
        keep = draw(st.lists(st.booleans(), min_size=len(items), max_size=len(items)))
        return tuple(item for item, kept in zip(items, keep, strict=True) if kept)

    def thin(module: Module) -> Module:
        outcomes = some(module.outcomes)
        outcomes = tuple(
            evolve(
                one,
                level=draw(st.sampled_from([None, "solo:2", "solo:5", "bloom:apply"])),
                reaches=draw(st.sampled_from([None, one.reaches, "expert"])),
                coverage=draw(st.sampled_from([None, "introduced", "mastered"])),
            )
            for one in outcomes
        )
        known = {one.id for one in outcomes}
        parts = {
            name: [
                evolve(part, outcomes=[outcome for outcome in part.outcomes if outcome in known])
                for part in some(getattr(module, name))
            ]
            for name in ("activities", "assessments")
        }
        requires = module.requires if draw(st.booleans()) else ""
        hours = draw(st.sampled_from([None, 0.0, 3.0]))
        return evolve(module, outcomes=outcomes, requires=requires, hours=hours, **parts)

    programme = TEACHING.programmes[0]
    programme = evolve(programme, audience=some(programme.audience), targets=some(programme.targets))
    modules = [thin(module) for module in TEACHING.modules]
    return evolve(
        TEACHING, modules=modules, programmes=some((programme,)), license=draw(st.none() | st.just("MIT"))
    )


@settings(max_examples=40, deadline=None)
@given(thinned())
def test_checks_answer_the_same_each_time_and_in_every_language(catalog: Catalog):
    found = check(catalog)
    assert check(catalog) == found
    for finding in found:
        for language in LANGUAGES:
            assert finding.text(language)
            assert finding.reason(language)


@settings(max_examples=25, deadline=None)
@given(thinned())
def test_every_suggestion_can_be_made_and_takes_its_finding_away(catalog: Catalog):
    for finding in check(catalog):
        if finding.patch is not None:
            change = effect(catalog, finding.patch, CHECKS, today=TODAY)
            assert change.refused == ()
            assert finding.code in {code for code, _ in change.gone}


@settings(max_examples=60, deadline=None)
@given(programmes())
def test_the_suggestion_for_a_broken_promise_makes_the_cheapest_repair(catalog: Catalog):
    repairs = {gap.target.index: gap.repairs for gap in programme_coverage(catalog, "p").gaps}
    for finding in check(catalog, checks=chosen(CHECKS, ["COV001", "COV002"])):
        best = repairs[int(finding.where.partition("targets[")[2].rstrip("]"))][:1]
        assert bool(best) is (finding.patch is not None)
        for repair in best:
            wanted = repaired(catalog, "p", repair.edits)
            made = patched(catalog, finding.patch)
            assert contents(made) == contents(wanted)


def contents(catalog: Catalog) -> list[object]:
    """Return what modules teach and for how long, and what a programme's choices are."""
    whole = catalog.programme("p")
    taught = [(one.id, one.outcomes, one.hours) for one in catalog.modules]
    return [whole.basis, whole.elective_ids, whole.choose, whole.targets, *taught]
