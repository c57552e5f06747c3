"""Catalog files: read, told all at once, written in one way only."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from attrs import evolve
from folders import CATALOG, change, refused, told, write_catalog
from hypothesis import given, settings
from random_catalogs import catalogs

from curriculum.catalog import Catalog
from curriculum.files import catalog_text, dump_catalog, load_catalog
from curriculum.files.toml_text import toml_text
from curriculum.model import Module, Programme
from curriculum.text import Text


def test_a_catalog_is_read_from_a_file_or_its_folder(tmp_path: Path):
    path = write_catalog(tmp_path)
    catalog = load_catalog(path)
    assert catalog == load_catalog(tmp_path) == load_catalog(str(path))
    assert catalog.module("basis-1").hours == 7.0
    assert catalog.programme("leadership").elective_ids == ("data",)


def test_all_kinds_of_faults_are_told_together(tmp_path: Path):
    path = write_catalog(
        tmp_path,
        ('language = "da"', 'langauge = "da"'),  # an unknown key
        ("hours = 7", 'hours = "7"'),  # a wrong type
        ("maximum = 25", "maximum = 12.7"),
        ('requires = "basis-1"', 'requires = "basis-1 & data"'),  # a circle
        ('source = "book"', 'source = "bok"'),  # a dangling id
        ('id = "department"', 'id = "hospital"'),  # a double id
        ('basis = ["basis-1"]', 'basis = ["basis-1", "basis-2"]'),
        ('kind = "trial-action"', 'kind = "trial"'),
    )
    findings = refused(load_catalog, path)
    assert told(findings) == [
        ("unknown-key", 5, "catalog.langauge"),
        ("duplicate-id", 15, "levels[1].id"),
        ("unknown-id", 24, "competencies[0].source"),
        ("not-number", 29, "modules[0].hours"),
        ("not-whole", 30, "modules[0].capacity.maximum"),
        ("bad-choice", 40, "modules[0].activities[0].kind"),
        ("circle", 46, "modules[1].requires"),
        ("unknown-id", 52, "programmes[0].basis[1]"),
    ]
    assert [finding.values["suggestion"] for finding in findings if finding.code == "unknown-id"] == [
        "book",
        "basis-1",
    ]
    assert {finding.file for finding in findings} == {str(path)}


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        # what refers to an entry whose own id is wrong finds it all the same
        ('id = "book"', 'id = "Book"', [("bad-id", "sources[0].id"), ("unknown-id", "competencies[0].source")]),
        ('id = "basis-1"', "id = 1", [("not-text", "modules[0].id")]),
        ('[[modules]]\nid = "basis-1"', '[[module]]\nid = "basis-1"', None),
        ('[{ id = "aware" }, { id = "leading" }]', '"aware"', [("not-list", "scales[0].steps")]),
        ('scale = "maturity"', "scale = 3", [("not-text", "competencies[0].scale")]),
        ('from = ["data"]', 'from = "data"', [("not-list", "programmes[0].electives.from")]),
        ('outcomes = ["assess"]', 'outcomes = "assess"', [("not-list", "modules[0].activities[0].outcomes")]),
        ('["hospital"]', '["hospital", 3]', [("not-text", "programmes[0].audience[1]")]),
        ("[[modules.outcomes]]", "[modules.outcomes]", [("not-list", "modules[0].outcomes")]),
        ('basis = ["basis-1"]', 'basis = ["other:b"]\n', [("unused-catalog", "programmes[0].basis[0]")]),
        ('"basis-1"\ncap', '"basis-1 &"\ncap', [("requirement-syntax", "modules[1].requires")]),
    ],
)
def test_consequences_of_a_fault_are_not_told(
    old: str, new: str, found: list[tuple[str, str]] | None, tmp_path: Path
):
    if new == "id = 1":
        changes = [
            (old, new),
            ('requires = "basis-1"', 'requires = "1"'),
            ('basis = ["basis-1"]', 'basis = ["1"]'),
        ]
    elif found is None:
        changes, found = [("[[modules", "[[module")], [("unknown-key", "module")]
    else:
        changes = [(old, new)]
    findings = refused(load_catalog, write_catalog(tmp_path, *changes))
    assert [(finding.code, finding.where) for finding in findings] == found


def test_a_circle_is_told_although_one_of_its_modules_is_there_twice(tmp_path: Path):
    twice = "[[programmes]]\n", '[[modules]]\nid = "data"\n\n[[programmes]]\n'
    path = write_catalog(tmp_path, ("hours = 7\n", 'hours = 7\nrequires = "data"\n'), twice)
    findings = refused(load_catalog, path)
    assert [finding.code for finding in findings] == ["circle", "duplicate-id"]
    assert findings[0].values["circle"] == "basis-1 → data → basis-1"
    assert findings[0].where == "modules[0].requires"


def test_references_into_other_catalogs_are_not_told_when_the_list_of_them_cannot_be_read(tmp_path: Path):
    path = write_catalog(
        tmp_path, ('language = "da"', 'uses = "other"'), ('basis = ["basis-1"]', 'basis = ["other:b"]')
    )
    assert told(refused(load_catalog, path)) == [("not-list", 5, "catalog.uses")]


def test_whole_tables_that_cannot_be_read_are_one_finding_each(tmp_path: Path):
    text = CATALOG.replace('[[levels]]\nid = "hospital"\n\n[[levels]]\nid = "department"\n', "")
    path = tmp_path / "catalog.toml"
    path.write_text(text.replace("schema = 1", 'schema = 1\nlevels = "hospital"'), encoding="utf-8")
    assert told(refused(load_catalog, path)) == [("not-list", 2, "levels")]


@pytest.mark.parametrize("head", ["", "catalog = 3\n"])
def test_a_catalog_without_a_head_is_one_finding(head: str, tmp_path: Path):
    path = tmp_path / "catalog.toml"
    path.write_text(f"schema = 1\n{head}", encoding="utf-8")
    assert [finding.where for finding in refused(load_catalog, path)] == ["catalog"]


def test_a_catalog_needs_an_id(tmp_path: Path):
    path = write_catalog(tmp_path, ('id = "small"\n', ""))
    assert told(refused(load_catalog, path)) == [("missing-key", 3, "catalog.id")]


def test_the_path_in_a_finding_is_the_one_that_was_given(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    write_catalog(tmp_path / "here", ("hours = 7", "hours = true"))
    monkeypatch.chdir(tmp_path)
    assert {finding.file for finding in refused(load_catalog, "./here")} == {"./here/catalog.toml"}


OTHER = 'schema = 1\n[catalog]\nid = "other"\n[[competencies]]\nid = "trust"\n'
USES = (
    ('language = "da"', 'uses = ["other"]'),
    ('competency = "ethics"\n  reaches = "leading"', 'competency = "other:trus"'),
)


@pytest.mark.parametrize("place", ["other/catalog.toml", "other.toml", "../other/catalog.toml"])
def test_a_catalog_beside_the_file_is_looked_into(place: str, tmp_path: Path):
    path = write_catalog(tmp_path / "small", *USES)
    (path.parent / place).parent.mkdir(exist_ok=True)
    (path.parent / place).write_text(OTHER, encoding="utf-8")
    (finding,) = refused(load_catalog, path)
    assert (finding.code, finding.line, finding.values["suggestion"]) == ("unknown-foreign-id", 35, "trust")
    change(path, ("other:trus", "other:trust"))
    assert load_catalog(path).uses == ("other",)


def test_a_used_catalog_is_asked_for(tmp_path: Path):
    path = write_catalog(tmp_path, *USES)
    assert load_catalog(path).uses == ("other",)  # nobody to ask, nothing to be said
    assert told(refused(load_catalog, path, lambda _: None)) == [("unknown-catalog", 5, "catalog.uses[0]")]
    other = Catalog(id="other")
    (finding,) = refused(load_catalog, path, {"other": other}.get)
    assert (finding.code, finding.line) == ("unknown-foreign-id", 35)


def test_faults_of_a_catalog_beside_the_file_are_told_with_its_own_name(tmp_path: Path):
    path = write_catalog(tmp_path, *USES, ("hours = 7", "hours = true"))
    (tmp_path / "other.toml").write_text(OTHER.replace('"trust"', "3").replace('"other"', '"others"'))
    found = [(Path(str(finding.file)).name, finding.code) for finding in refused(load_catalog, path)]
    assert found == [
        ("catalog.toml", "not-number"),
        ("other.toml", "not-text"),
        ("catalog.toml", "unknown-foreign-id"),
    ]
    (tmp_path / "other.toml").write_text(OTHER.replace('"other"', '"others"'))
    assert ("other-catalog-id", 3, "catalog.id") in told(refused(load_catalog, path))


def test_a_catalog_beside_the_file_that_cannot_be_read_is_told(tmp_path: Path):
    path = write_catalog(tmp_path, *USES)
    (tmp_path / "other.toml").write_text("[")
    found = [(Path(str(finding.file)).name, finding.code) for finding in refused(load_catalog, path)]
    assert found == [("other.toml", "toml-syntax")]


def test_what_toml_does_not_have_is_not_written():
    with pytest.raises(TypeError, match="NoneType"):
        toml_text({"a": None})


def test_a_catalog_is_not_looked_for_under_a_name_that_is_no_id(tmp_path: Path):
    (tmp_path / "x.toml").write_text("not toml")
    path = write_catalog(tmp_path / "small", ('language = "da"', 'uses = ["../x"]'))
    assert told(refused(load_catalog, path)) == [("bad-id", 5, "catalog.uses[0]")]


@given(catalogs())
@settings(deadline=None)  # files are written
def test_load_after_dump_gives_an_equal_catalog_and_dump_after_load_equal_bytes(catalog: Catalog):
    text = catalog_text(catalog)
    loaded = loaded_from(text)
    assert loaded == catalog
    assert catalog_text(loaded) == text


def loaded_from(text: str) -> Catalog:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "catalog.toml")
        path.write_text(text, encoding="utf-8", newline="")
        return load_catalog(path)


def test_a_catalog_is_written_as_the_documentation_shows_it(tmp_path: Path):
    catalog = load_catalog(write_catalog(tmp_path / "a"))
    dump_catalog(catalog, tmp_path)
    assert (tmp_path / "catalog.toml").read_text(encoding="utf-8") == CATALOG.replace("hours = 7", "hours = 7.0")
    assert load_catalog(tmp_path) == catalog


def test_a_text_without_a_language_beside_others_gets_the_catalogs_language():
    title = Text({"": "Bog", "en": "Book"})
    catalog = Catalog(id="a", language="da", modules=[Module(id="m", title=title)])
    assert 'title = { da = "Bog", en = "Book" }' in catalog_text(catalog)


def test_a_programme_without_electives_is_written_without_them():
    catalog = Catalog(id="a", programmes=[Programme(id="p")])
    assert loaded_from(catalog_text(catalog)) == catalog
    assert "electives" not in catalog_text(evolve(catalog, title="x"))
