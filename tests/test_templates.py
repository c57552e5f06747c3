"""What "curriculum new" starts with is valid, clean and schedules to a proven optimum, in every language."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

import pytest

from curriculum.checks import check
from curriculum.errors import InvalidInput
from curriculum.files import load_catalog, load_cohort
from curriculum.messages import LANGUAGES
from curriculum.scheduler import schedule_cohort
from curriculum.templates import catalog_start, cohort_start


def put(files: Mapping[Path, str]) -> None:
    for path, text in files.items():
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_new_catalog_is_valid_and_clean_in_every_language(tmp_path: Path, language: str) -> None:
    put(catalog_start(tmp_path / "mine", language))
    catalog = load_catalog(tmp_path / "mine")
    assert (catalog.id, catalog.language) == ("mine", language)
    assert check(catalog) == ()


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_new_cohort_is_valid_and_without_notes_in_every_language(tmp_path: Path, language: str) -> None:
    put(cohort_start(tmp_path / "mine", language))
    cohort = load_cohort(tmp_path / "mine")
    assert cohort.programme_name == "mine:programme"
    assert list(cohort.notes()) == []


def test_a_new_cohort_is_scheduled_to_a_proven_optimum_with_every_place_filled(tmp_path: Path) -> None:
    put(cohort_start(tmp_path / "mine"))
    cohort = load_cohort(tmp_path / "mine")
    schedule = schedule_cohort(cohort, time_limit=20)
    assert schedule.status == "optimal"
    assert schedule.unfilled == ()
    assert schedule.points.preference > 0, "the goals have something to weigh"


def test_a_new_cohort_shows_every_rule_that_a_file_can_hold(tmp_path: Path) -> None:
    put(cohort_start(tmp_path / "mine"))
    rules = load_cohort(tmp_path / "mine").rules
    assert rules.apart
    assert rules.mixing
    assert rules.cover
    assert rules.gap_days.minimum
    assert rules.runs_per_day


def test_comments_are_in_the_readers_language() -> None:
    folder = Path("mine-that-does-not-exist")
    danish, swedish = (cohort_start(folder, language)[folder / "cohort.toml"] for language in ("da", "sv"))
    assert "# Regler brydes aldrig" in danish
    assert "# Regler bryts aldrig" in swedish
    assert "$" not in danish


def test_the_folder_here_gives_its_own_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    assert 'id = "here"' in catalog_start(Path())[Path("catalog.toml")]


@pytest.mark.parametrize("name", ["Skåne", "two words", "-x", "UPPER"])
def test_a_name_that_is_no_id_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        catalog_start(tmp_path / name)
    assert [finding.code for finding in refused.value.findings] == ["bad-id"]


@pytest.mark.parametrize(
    ("name", "catalog_id"),
    [
        ("Hold 1", "hold-1"),
        ("Skåne_Østergård", "skane-ostergard"),
        ('a"b', "a-b"),
        ("æøå", "aeoa"),
        ("日本", "catalog"),
    ],
)
def test_a_cohort_can_have_any_name(tmp_path: Path, name: str, catalog_id: str) -> None:
    put(cohort_start(tmp_path / name))
    cohort = load_cohort(tmp_path / name)
    assert (cohort.id, cohort.catalog.id) == (name, catalog_id)


def test_every_file_that_exists_is_named_and_nothing_is_made(tmp_path: Path) -> None:
    put(cohort_start(tmp_path / "mine"))
    (tmp_path / "mine/cohort.toml").unlink()
    os.replace(tmp_path / "mine/runs.csv", tmp_path / "kept")  # noqa: PTH105 - one file of four stays away
    with pytest.raises(InvalidInput) as refused:
        cohort_start(tmp_path / "mine")
    assert [(finding.code, Path(finding.file or "").name) for finding in refused.value.findings] == [
        ("already-there", "catalog.toml"),
        ("already-there", "participants.csv"),
    ]


def test_a_link_to_nowhere_counts_as_a_file(tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine/catalog.toml").symlink_to(tmp_path / "nowhere")
    with pytest.raises(InvalidInput):
        catalog_start(tmp_path / "mine")


def test_the_template_that_the_repository_shows_is_what_a_new_catalog_starts_with() -> None:
    shown = Path(__file__).parents[1] / "catalogs/template"
    elsewhere = Path("elsewhere/template")
    assert catalog_start(elsewhere, "en") == {
        elsewhere / "catalog.toml": (shown / "catalog.toml").read_text(encoding="utf-8")
    }
