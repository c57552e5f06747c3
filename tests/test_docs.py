"""What the documents say is so: their commands run, their files load, their links lead somewhere."""

from __future__ import annotations

import json
import re
import shutil
import tomllib
from pathlib import Path

import documents
import pytest
from attrs import fields

from curriculum.catalog import Catalog
from curriculum.cli import main, whole_parser
from curriculum.cli.exits import Exit
from curriculum.model import (
    Activity,
    Assessment,
    Competency,
    LearningOutcome,
    Level,
    Module,
    Programme,
    Scale,
    Source,
    Target,
)
from curriculum.references import TABLES
from curriculum.roster import LIST_COLUMNS, SINGLE_COLUMNS
from curriculum.rules import Cover, Goals, Mixing, Rules
from curriculum.runs import Run
from curriculum.schedule import Schedule
from curriculum.suppressions import Suppression

ROOT = Path(__file__).parents[1]
README = ROOT / "README.md"
DOCUMENTS = [README, *sorted((ROOT / "docs").rglob("*.md")), *sorted((ROOT / "examples").rglob("*.md"))]


def name(document: Path) -> str:
    return str(document.relative_to(ROOT))


@pytest.mark.parametrize("document", DOCUMENTS, ids=name)
def test_what_a_document_shows_is_what_happens(document: Path, tmp_path: Path):
    shutil.copytree(ROOT / "examples", tmp_path / "examples")
    documents.run(document, tmp_path)


@pytest.mark.parametrize("document", [*DOCUMENTS, ROOT / "CONTRIBUTING.md", ROOT / "CHANGELOG.md"], ids=name)
def test_links_within_the_repository_lead_somewhere(document: Path):
    links = re.findall(r"\]\(([^)#]+)", document.read_text(encoding="utf-8"))
    missing = [link for link in links if "://" not in link and not (document.parent / link).exists()]
    assert missing == []


@pytest.mark.parametrize("document", [README, ROOT / "CONTRIBUTING.md"], ids=name)
def test_what_only_a_fresh_clone_can_show_is_done_by_the_build(document: Path):
    build = (ROOT / ".ci/run").read_text(encoding="utf-8").splitlines()
    done = {line.strip().removeprefix("counted ") for line in build} | {"make ci"}
    shown = [
        line for block in documents.blocks(document) if block.language == "sh" for line in block.text.splitlines()
    ]
    assert shown
    assert [line for line in shown if line.replace("pip install ", "pip install --quiet ") not in done] == []


def test_the_readme_lists_the_exit_codes_of_the_command():
    listed = {int(code) for code in re.findall(r"^\| (\d+) \|", README.read_text(encoding="utf-8"), re.MULTILINE)}
    assert listed == set(Exit) - {Exit.FAULT, Exit.READER_GONE}


def test_the_readme_lists_every_command():
    listed = set(re.findall(r"^\| `curriculum ([\w-]+)", README.read_text(encoding="utf-8"), re.MULTILINE))
    actions = whole_parser("en")._actions
    (commands,) = [action.choices for action in actions if isinstance(action.choices, dict)]
    assert listed == set(commands)


def test_the_readme_needs_ten_lines_of_python():
    (block,) = [block for block in documents.blocks(README) if block.title == "pilot.py"]
    assert len([line for line in block.text.splitlines() if line.strip()]) <= 10


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("```console\n$ echo one\ntwo\n```\n", "is said to print"),
        ("```console\n$ false\n```\n", "ends with 1"),
        ("```console\n$ false | true\n```\n", "ends with 1"),
        ("```python\nimport nothing_like_this\n```\n", "ModuleNotFoundError"),
        ("```toml\na = \n```\n", "cannot be read"),
        ("```json\n{\n```\n", "cannot be read"),
    ],
)
def test_a_document_that_says_what_is_not_so_is_noticed(text: str, complaint: str, tmp_path: Path):
    document = tmp_path / "wrong.md"
    document.write_text(text, encoding="utf-8")
    with pytest.raises(documents.Wrong, match=complaint):
        documents.run(document, tmp_path)


def test_output_may_be_left_out_in_part(tmp_path: Path):
    document = tmp_path / "right.md"
    document.write_text(
        '```csv title="a.csv"\n1\n2\n3\n```\n\n```console\n$ cat a.csv\n1\n...\n3\n$ cat \\\n  a.csv\n```\n'
    )
    documents.run(document, tmp_path)


def test_the_tutorials_files_are_those_of_the_example():
    example = ROOT / "examples" / "first-cohort"
    first: dict[str, str] = {}
    for block in documents.blocks(ROOT / "docs" / "tutorial.md"):
        if block.title:
            first.setdefault(block.title, block.text)
    assert first == {
        path.name: path.read_text(encoding="utf-8") for path in example.iterdir() if path.suffix != ".md"
    }


@pytest.mark.parametrize("further", [[], ["--json"], ["-v"]])
def test_nobodys_name_or_address_is_shown_with_a_mistake(
    further: list[str], tmp_path: Path, capfd: pytest.CaptureFixture[str]
):
    shutil.copytree(ROOT / "examples" / "first-cohort", tmp_path / "cohort")
    path = tmp_path / "cohort" / "participants.csv"
    heading, *rows = path.read_text(encoding="utf-8").splitlines()
    mistaken = [row.replace("data", "dta").replace("2026-03", "2026-13") for row in rows]
    named = [f"{row},Zoe {number},zoe{number}@example.org" for number, row in enumerate(mistaken)]
    path.write_text("\n".join([f"{heading},name,email", *named]), encoding="utf-8")
    assert main(["schedule", str(tmp_path / "cohort"), *further]) == Exit.INVALID
    shown = "".join(capfd.readouterr())
    assert shown.count("dta") == 1  # once for all rows
    assert shown.count("2026-13") >= sum("2026-13" in row for row in mistaken) > 0
    assert "zoe" not in shown.lower()


FORMAT = (ROOT / "docs" / "catalog-format.md").read_text(encoding="utf-8")
NESTED = {"evidence", "note", *TABLES, "outcomes", "activities", "assessments", "targets", "suppressions"}
"""What every entry may have, and what has a table of its own."""


@pytest.mark.parametrize(
    ("table", "kind"),
    [
        ("[catalog]", Catalog),
        ("[[sources]]", Source),
        ("[[levels]]", Level),
        ("[[scales]]", Scale),
        ("[[competencies]]", Competency),
        ("[[modules]]", Module),
        ("[[modules.outcomes]]", LearningOutcome),
        ("[[modules.activities]]", Activity),
        ("[[modules.assessments]]", Assessment),
        ("[[programmes]]", Programme),
        ("[[programmes.targets]]", Target),
        ("[[suppressions]]", Suppression),
    ],
)
def test_every_key_of_a_catalog_is_described(table: str, kind: type):
    (row,) = [line for line in FORMAT.splitlines() if line.startswith(f"| `{table}`")]
    keys = {field.name for field in fields(kind)} - NESTED
    assert {key for key in keys if f"`{key}`" not in row} == set()


def test_every_column_of_the_tables_is_described():
    rows = [line.split("|")[1] for line in FORMAT.splitlines() if line.startswith("|")]
    columns = {name for row in rows for name in re.findall(r"`(\w+)`", row)}
    assert {*SINGLE_COLUMNS, *LIST_COLUMNS} <= columns
    assert {field.name for field in fields(Run)} <= columns


def test_every_setting_of_a_cohort_is_described():
    (settings,) = [
        tomllib.loads(block.text)
        for block in documents.blocks(ROOT / "docs" / "catalog-format.md")
        if block.language == "toml" and "[goals]" in block.text
    ]
    assert set(settings["rules"]) == {field.name for field in fields(Rules)} - {"further"}
    assert set(settings["rules"]["mixing"][0]) == {field.name for field in fields(Mixing)}
    assert set(settings["rules"]["cover"][0]) == {field.name for field in fields(Cover)}
    assert set(settings["goals"]) == {field.name for field in fields(Goals)}


def test_every_key_of_a_schedule_is_described():
    (schedule,) = [
        json.loads(block.text)
        for block in documents.blocks(ROOT / "docs" / "catalog-format.md")
        if block.language == "json"
    ]
    infeasible = {"conflict", "conflict_is_minimal"}
    assert {*schedule, *infeasible} == {field.name for field in fields(Schedule)} | {"schema"}
