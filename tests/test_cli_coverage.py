"""``curriculum coverage`` shows what a programme guarantees, and what would close its gaps."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from attrs import evolve
from small_programmes import programme

from curriculum.files import catalog_text, load_catalog

if TYPE_CHECKING:
    from conftest import Command

ROOT = Path(__file__).parents[1]
MIDTJYLLAND = ROOT / "plugins/curriculum-midtjylland/src/curriculum_midtjylland/catalog.toml"
LEDELSE = "ledelse-i-digitalisering"
GAP = programme("a 4h x1 y1;b 6h x2 <a;c 6h x1 <a;d 5h y1 <a", "x2@top x2@low y1", basis="a")


@pytest.fixture
def gap(tmp_path: Path) -> Path:
    path = tmp_path / "catalog.toml"
    path.write_text(catalog_text(GAP), encoding="utf-8")
    return path


def test_midtjylland_is_covered_for_all_six_choices(command: Command) -> None:
    done = command("coverage", f"{MIDTJYLLAND}:{LEDELSE}")
    assert (done.code, done.err) == (0, "")
    assert "  digital-change       IA       RA       MA           MA        MA            MA\n" in done.out
    assert "  6 of 6 choices: 10 of 10 targets\n" in done.out
    assert "  None: every choice meets every target.\n" in done.out


def test_midtjylland_as_a_document(command: Command) -> None:
    document = command("coverage", f"{MIDTJYLLAND}:{LEDELSE}", "--json").document
    assert document["programme"] == f"midtjylland:{LEDELSE}"
    assert document["selections"] == 6
    assert document["coverage"] == {"guaranteed": 1.0, "mean": 1.0, "best": 1.0}
    assert document["levels"][1] == {
        "level": "hospital",
        "targets": 3,
        "guaranteed": {"targets": 3, "share": 1.0},
        "mean": {"targets": 3.0, "share": 1.0},
        "best": {"targets": 3, "share": 1.0},
    }
    assert [one["guaranteed"] for one in document["targets"]] == [True] * 10
    assert document["gaps"] == []
    cell = next(one for one in document["map"]["cells"] if (one["row"], one["module"]) == ("data-use", "data"))
    assert (cell["letters"], cell["steps"]) == ("IRA", ["novice", "advanced-beginner"])
    assert (len(document["single_points"]), len(document["overlaps"])) == (20, 2)


def test_a_gap_is_told_with_its_repairs_and_is_no_failure(command: Command, gap: Path) -> None:
    done = command("coverage", gap)
    assert done.code == 0
    assert "  x (2) for top, low: 1 of 3 choices reach it. Not everybody gets: 2.\n" in done.out
    assert '    +4 h: add an outcome to "c" that reaches x (2); add an outcome to "d" that' in done.out
    assert "  2 of 3 choices: 1 of 3 targets, for example c\n" in done.out


def test_the_repair_in_the_document_is_the_one_that_closes_the_gap(command: Command, gap: Path) -> None:
    found = command("coverage", gap, "--json").document["gaps"]
    assert [(one["target"], one["level"], one["lacking"], one["example"]) for one in found] == [
        (0, "top", ["2"], ["c"]),
        (1, "low", ["2"], ["c"]),
    ]
    assert found[0]["repairs"] == found[1]["repairs"]
    assert [one["proven"] for one in found] == [True, True]
    (repair,) = [one for one in found[0]["repairs"] if one["edits"][0].get("module") == "a"]
    assert repair["edits"] == [
        {"kind": "add-outcome", "module": "a", "competency": "x", "reaches": "2", "hours": 6.0}
    ]
    assert (repair["closes"], repair["hours"]) == ([0, 1], 6.0)


@pytest.mark.parametrize("language", ["da", "sv"])
def test_it_is_said_in_the_readers_language(command: Command, gap: Path, language: str) -> None:
    shown = command("coverage", gap, "--lang", language).out
    assert {"da": "Huller, og hvad", "sv": "Luckor, och vad"}[language] in shown
    assert "choices" not in shown


def test_a_programme_of_several_has_to_be_named(command: Command, tmp_path: Path) -> None:
    two = evolve(GAP, programmes=[GAP.programmes[0], evolve(GAP.programmes[0], id="q", targets=[])])
    (tmp_path / "catalog.toml").write_text(catalog_text(two), encoding="utf-8")
    done = command("coverage", tmp_path, "--json")
    assert (done.code, done.codes) == (3, ["which-programme"])
    assert "p, q" in done.document["findings"][0]["cure"]
    assert command("coverage", f"{tmp_path}:q", "--json").document["programme"] == "mine:q"
    assert "has no targets" in command("coverage", f"{tmp_path}:q").out


def test_a_programme_that_does_not_exist_is_named_with_what_does(command: Command, gap: Path) -> None:
    done = command("coverage", f"{gap}:pp", "--json")
    assert (done.code, done.codes) == (3, ["no-such-programme"])
    assert done.document["findings"][0]["cure"] == 'Did you mean "p"? It has: p.'


def test_an_installed_catalog_is_found_by_its_id(command: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    installed = {"midtjylland": load_catalog(MIDTJYLLAND)}
    monkeypatch.setattr("curriculum.plugins.find_catalog", lambda word, **_: installed.get(word))
    monkeypatch.setattr("curriculum.plugins.installed_catalogs", lambda **_: installed)
    assert command("coverage", f"midtjylland:{LEDELSE}", "--json").document["selections"] == 6
    assert command("coverage", "midtjylland", "--json").document["selections"] == 6
    assert command("coverage", "midtjyland:x", "--json").codes == ["no-such-catalog"]
    assert command("coverage", ":x", "--json").codes == ["no-such-catalog"]


def test_a_path_with_a_colon_in_it_is_a_path(command: Command, gap: Path) -> None:
    odd = gap.with_name("a:b.toml")
    gap.rename(odd)
    assert command("coverage", odd, "--json").document["programme"] == "mine:p"
    assert command("coverage", f"{odd}:p", "--json").document["programme"] == "mine:p"


def test_the_catalogs_that_are_used_count(
    command: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("curriculum.plugins.find_catalog", lambda word, **_: {"mine": GAP}.get(word))
    text = """
        schema = 1
        [catalog]
        id = "theirs"
        title = "Theirs"
        uses = ["mine"]
        [[programmes]]
        id = "p"
        basis = ["mine:a", "mine:b"]
        [[programmes.targets]]
        competency = "mine:x"
        reaches = "2"
    """
    (tmp_path / "catalog.toml").write_text(text, encoding="utf-8")
    assert command("coverage", tmp_path, "--json").document["targets"][0]["guaranteed"] is True


def test_an_invalid_catalog_ends_with_3(command: Command, tmp_path: Path) -> None:
    (tmp_path / "catalog.toml").write_text("schema = 1\n", encoding="utf-8")
    assert command("coverage", tmp_path).code == 3
