"""Every check has an example that fails and one that passes, sentences, a page, and suggestions that help."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from curriculum.catalog import Catalog
from curriculum.checks import CHECKS, Check, Weakness, check, effect, sift
from curriculum.checks.pages import Example, example, pages, whole
from curriculum.checks.registry import CODE
from curriculum.files import load_catalog
from curriculum.files.locating import located
from curriculum.messages import LANGUAGES

TODAY = date(2026, 6, 1)
FAMILIES = ["ALN", "COV", "SEQ", "LOD", "LVL", "PAR", "TRN", "NET", "EVA", "PRV", "LANG", "DOC", "LO", "SUP"]
every_check = pytest.mark.parametrize("one", CHECKS, ids=lambda check: check.code)


def shown(one: Check) -> Example:
    found = example(one)
    assert found is not None
    return found


def loaded(fragment: str, folder: Path) -> Catalog:
    (folder / "catalog.toml").write_text(whole(fragment), encoding="utf-8")
    return load_catalog(folder)


def used(folder: Path) -> dict[str, Catalog]:
    """Return the catalogs that examples use, written to a folder."""
    texts = {text for one in CHECKS if (text := shown(one).used)}
    found = [load_catalog(_written(folder / f"used-{number}.toml", text)) for number, text in enumerate(texts)]
    return {catalog.id: catalog for catalog in found}


def _written(file: Path, text: str) -> Path:
    file.write_text(text, encoding="utf-8")
    return file


def told(catalog: Catalog, folder: Path) -> tuple[Weakness, ...]:
    return sift(catalog, check(catalog, others=used(folder)), CHECKS, today=TODAY).told


def test_there_are_more_than_25_checks_in_14_families_each_with_a_code_of_its_own():
    assert len(CHECKS) > 25
    assert list(dict.fromkeys(one.family for one in CHECKS)) == FAMILIES
    assert len({one.code for one in CHECKS}) == len(CHECKS)
    assert all(CODE.fullmatch(one.code) for one in CHECKS)


@every_check
def test_the_failing_example_is_found_and_the_passing_one_is_not(one: Check, tmp_path: Path):
    assert one.code in {finding.code for finding in told(loaded(shown(one).failing, tmp_path), tmp_path)}
    assert one.code not in {finding.code for finding in told(loaded(shown(one).passing, tmp_path), tmp_path)}


@every_check
def test_a_finding_has_a_line_and_can_be_said_in_every_language(one: Check, tmp_path: Path):
    found = [
        finding for finding in told(loaded(shown(one).failing, tmp_path), tmp_path) if finding.code == one.code
    ]
    (first, *_) = located(found, tmp_path)
    lines = (tmp_path / "catalog.toml").read_text(encoding="utf-8").splitlines()
    assert first.line is not None
    assert lines[first.line - 1].strip()
    for language in LANGUAGES:
        for said in (found[0].message(language), found[0].cure(language), found[0].reason(language)):
            assert said
            assert "{" not in said


@every_check
def test_a_cure_speaks_of_fields_for_a_catalog_may_come_from_elsewhere_than_a_file(one: Check, tmp_path: Path):
    (finding, *_) = (f for f in told(loaded(shown(one).failing, tmp_path), tmp_path) if f.code == one.code)
    for language in LANGUAGES:
        assert not re.search(r"\w = |\[\[|(?<!\w)\[", finding.cure(language))


@every_check
def test_a_suggestion_takes_its_own_finding_away(one: Check, tmp_path: Path):
    catalog = loaded(shown(one).failing, tmp_path)
    for finding in told(catalog, tmp_path):
        if finding.code == one.code and finding.patch is not None:
            change = effect(catalog, finding.patch, CHECKS, today=TODAY, others=used(tmp_path))
            assert change.refused == ()
            assert one.code in {code for code, _ in change.gone}


def test_most_families_suggest_something(tmp_path: Path):
    suggesting = {
        one.family
        for one in CHECKS
        for finding in told(loaded(shown(one).failing, tmp_path), tmp_path)
        if finding.code == one.code and finding.patch is not None
    }
    assert suggesting >= {"ALN", "COV", "SEQ", "LOD", "LVL", "PAR", "NET", "DOC", "LO", "SUP"}


def test_the_documentation_is_what_the_registry_says():
    written = (Path(__file__).parents[1] / "docs" / "checks.md").read_text(encoding="utf-8")
    assert written == pages(CHECKS)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_check_and_every_option_has_its_place_on_the_page(language: str):
    text = pages(CHECKS, language)
    for one in CHECKS:
        assert f"### {one.code}: {one.said('title', language)}" in text
        assert all(f"`{one.code}.{name}=" in text for name in one.options)
    assert "`LOD003.most=8`" in text
