"""The five regions, installed: each is active, sound, covered, scheduled with proof, honest about its sources."""

from __future__ import annotations

import csv
import shutil
import subprocess
import sys
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from attrs import frozen

from curriculum import Catalog, Cohort, find_catalog, load_cohort
from curriculum.plugins import find_calendar, find_roster_format, plugin_states
from curriculum.text import Text

if TYPE_CHECKING:
    from conftest import Command

EXAMPLES = Path(__file__).parents[1] / "examples"
AUTUMN = [date(2027, 8, 2) + timedelta(days) for days in range(138)]
SETTINGS = """\
schema = 1
[cohort]
id = "words"
programme = "{}:{}"
participants = "participants.csv"
runs = "runs.csv"
"""


@frozen
class Region:
    """A region and its example: what scheduling it comes to."""

    id: str
    programme: str
    example: str
    unfilled: int
    points: int

    @property
    def folder(self) -> Path:
        return EXAMPLES / self.example

    @property
    def script(self) -> Path:
        return EXAMPLES / f"compose_{self.example.replace('-', '_')}.py"


REGIONS = (
    Region("midtjylland", "ledelse-i-digitalisering", "midtjylland-pilot", 0, 304),
    Region("syddanmark", "kompetencer-til-digital-ledelse", "syddanmark-2024", 0, 111),
    Region("sormland", "dynamiska-formagor", "sormland-workshops", 0, 84),
    Region("boras", "strategisk-ledning", "boras-network", 2, 4),
    Region("karolinska", "innovationsurverket", "karolinska-events", 6, 5),
)


@pytest.fixture(params=REGIONS, ids=lambda region: region.id)
def region(request: pytest.FixtureRequest) -> Region:
    asked: Region = request.param
    return asked


@pytest.fixture
def catalog(region: Region) -> Catalog:
    found = find_catalog(region.id)
    assert found is not None
    return found


@pytest.fixture
def cohort(region: Region) -> Cohort:
    return load_cohort(region.folder, find=find_catalog)


# -------------------------------------------------------------------------------------------- what a user can do


def test_a_region_is_listed_as_active_with_what_it_brings(region: Region, command: Command):
    listed = {plugin["name"]: plugin for plugin in command("plugins", "list", "--json").document["plugins"]}
    brought = {f"catalog {region.id}", f"calendar {region.id}", f"roster-format {region.id}"}
    assert (listed[region.id]["state"], listed[region.id]["reason"]) == ("active", None)
    assert brought <= set(listed[region.id]["provides"])


def test_nothing_is_weak_in_a_regions_design(region: Region, command: Command):
    done = command("check", region.id, "--json")
    told = [finding for finding in done.document["findings"] if finding["severity"] != "note"]
    assert (done.code, told) == (0, []), "notes are left: other plugins may have checks of their own"


def test_a_programme_keeps_every_promise_whatever_one_chooses(region: Region, command: Command):
    done = command("coverage", f"{region.id}:{region.programme}", "--json")
    targets = done.document["targets"]
    assert done.code == 0
    assert len(targets) > 0
    assert [target["competency"] for target in targets if not target["guaranteed"]] == []


def test_an_example_is_scheduled_with_proof_and_verified(region: Region, command: Command, tmp_path: Path):
    done = command("schedule", region.folder, "--out", tmp_path, "--seed", 1, "--json")
    score = {"unfilled": region.unfilled, "points": region.points}
    assert (done.code, done.document["status"], done.document["score"]) == (0, "optimal", score)
    judged = command("verify", region.folder, tmp_path / "schedule.json", "--json")
    assert (judged.code, judged.document) == (0, {"violations": [], "score": score})


@pytest.mark.parametrize(
    ("example", "meetings", "mix"), [("boras-network", 4, "level"), ("karolinska-events", 5, "part")]
)
def test_in_a_network_nobody_meets_anybody_twice_and_every_table_is_mixed(
    example: str, meetings: int, mix: str, command: Command
):
    asked = ("--size", 4, "--meetings", meetings, "--mix", mix, "--apart", "organisation", "--json")
    done = command("groups", EXAMPLES / example, *asked)
    assert (done.code, done.document["status"]) == (0, "optimal")
    assert done.document["score"] == {"repeats": 0, "unmixed": 0}


# ----------------------------------------------------------------------------------------------- what regions are


def test_a_catalog_refers_to_the_shared_framework(catalog: Catalog):
    framework = find_catalog("digital-leadership", only=())
    assert framework is not None
    assert catalog.uses == ("digital-leadership",)
    known = {f"digital-leadership:{one.id}" for one in framework.competencies}
    assert [one.id for one in catalog.competencies if one.broader not in known] == []


def test_every_text_is_in_the_regions_language_and_in_english(catalog: Catalog):
    texts = list(_texts(catalog))
    assert len(texts) > 60
    assert [text for text in texts if set(text.by_language()) != {catalog.language, "en"}] == []


def test_what_no_source_states_is_not_passed_off_as_stated(catalog: Catalog):
    outcomes = [outcome for module in catalog.modules for outcome in module.outcomes]
    targets = [target for programme in catalog.programmes for target in programme.targets]
    assert {part.evidence for part in (*outcomes, *targets)} == {"illustrative"}
    assert [module.id for module in catalog.modules if module.note is None] == []
    assert [programme.id for programme in catalog.programmes if programme.note is None] == []


def test_an_example_is_within_the_time_for_which_its_catalog_holds(catalog: Catalog, cohort: Cohort):
    days = {day for run in cohort.runs for day in run.dates}
    assert catalog.valid_from is not None
    assert catalog.valid_from <= min(days)
    assert max(days) <= (catalog.valid_to or date.max)


def test_no_example_has_runs_on_days_that_its_region_keeps_free(region: Region, cohort: Cohort):
    calendar = find_calendar(region.id)
    assert calendar is not None
    assert calendar.country in {"DK", "SE"}
    assert [run.id for run in cohort.runs for day in run.dates if calendar.on(day) or day.isoweekday() > 5] == []


def test_no_runs_are_proposed_in_a_regions_autumn_holiday(region: Region, command: Command):
    calendar = find_calendar(region.id)
    assert calendar is not None
    autumn = {day for day in AUTUMN if any(days.kind == "school-holiday" for days in calendar.on(day))}
    period = ("--first", AUTUMN[0], "--last", AUTUMN[-1], "--venue", "Town=Hall:60", "--dry-run", "--json")
    closed = command("new", "runs", region.folder, *period).document["closed"]
    assert len(autumn) == 5
    assert {str(day) for day in autumn} <= set(closed)


def test_a_staff_list_in_the_regions_own_words_is_read(region: Region, catalog: Catalog, tmp_path: Path):
    words = find_roster_format(region.id)
    assert words is not None
    meant = {word: level for level, known in words.levels.items() for word in known} or {"": None}
    assert {level for level in meant.values() if level} == {level.id for level in catalog.levels}
    cells = {"id": [f"p{number}" for number in range(len(meant))], "level": list(meant)}
    with (tmp_path / "participants.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow([headings[0] for headings in words.columns.values()])
        writer.writerows(zip(*(cells.get(column, ["x"] * len(meant)) for column in words.columns), strict=True))
    shutil.copy(region.folder / "runs.csv", tmp_path)
    (tmp_path / "cohort.toml").write_text(SETTINGS.format(region.id, region.programme), encoding="utf-8")
    read = load_cohort(tmp_path, find=find_catalog, find_roster_format=find_roster_format).participants
    assert [person.level for person in read] == list(meant.values())
    assert {person.organisation for person in read} == {"x"}


def test_composing_an_example_gives_the_same_bytes(region: Region, tmp_path: Path):
    subprocess.run([sys.executable, region.script, tmp_path], check=True)
    written = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    assert sorted(written) == ["cohort.toml", "participants.csv", "runs.csv"]
    assert written == {name: (region.folder / name).read_bytes() for name in written}


def test_nobody_in_an_example_has_a_name(region: Region):
    with (region.folder / "participants.csv").open(encoding="utf-8") as file:
        columns = next(csv.reader(file))
    assert not {"name", "email"} & set(columns)


def test_all_regions_here_are_tested():
    here = {
        path.parent.name.removeprefix("curriculum-") for path in EXAMPLES.parent.glob("plugins/*/pyproject.toml")
    }
    catalogs = {state.name for state in plugin_states() if f"catalog {state.name}" in state.provides}
    assert {region.id for region in REGIONS} == here & catalogs


def _texts(catalog: Catalog) -> Iterator[Text]:
    """Yield every text of a catalog, however deep."""
    waiting: list[object] = [catalog]
    while waiting:
        thing = waiting.pop()
        if isinstance(thing, Text):
            yield thing
        elif isinstance(thing, tuple):
            waiting.extend(thing)
        elif hasattr(thing, "__attrs_attrs__"):
            waiting.extend(getattr(thing, field.name) for field in thing.__attrs_attrs__)
