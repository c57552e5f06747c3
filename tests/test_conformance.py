"""Every demand of the conformance kit is kept by a sound catalog, and broken by one planted defect alone."""

from __future__ import annotations

import importlib
import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from gardens import CALENDAR, INSTRUMENT, RUBRIC, Garden

from curriculum import conformance
from curriculum.conformance import DEMANDS, Examined, Subject, analysis_text, examine, subjects
from curriculum.errors import InvalidInput
from curriculum.files import load_catalog
from curriculum.messages import LANGUAGES
from curriculum.plugins.manager import Plugins

if TYPE_CHECKING:
    from conftest import Command

TEACHING = Path(__file__).parents[1] / "catalogs/teaching/catalog.toml"
SOUND = """\
schema = 1

[catalog]
id = "skane"
title = { sv = "Skåne", en = "Scania" }
language = "sv"
license = "CC-BY-4.0"
uses = ["digital-leadership"]

[[sources]]
id = "book"
title = "Bok"

[[levels]]
id = "top"
title = { sv = "högsta ledningen", en = "top management" }

[[competencies]]
id = "ethics"
title = { sv = "Dataetik", en = "Data ethics" }
scale = "dreyfus"
source = "book"

[[modules]]
id = "first"
kind = "basis"
title = { sv = "Först", en = "First" }
hours = 6
source = "book"

  [[modules.outcomes]]
  id = "assess"
  statement = { sv = "bedöma", en = "assess" }
  competency = "ethics"
  reaches = "novice"

[[modules]]
id = "second"
kind = "elective"
title = { sv = "Sedan", en = "Then" }
requires = "first"
hours = 6
source = "book"

  [[modules.outcomes]]
  id = "lead"
  statement = { sv = "leda", en = "lead" }
  competency = "ethics"
  reaches = "advanced-beginner"

[[programmes]]
id = "p"
title = { sv = "Program", en = "Programme" }
basis = ["first"]
electives = { from = ["second"], choose = 1 }
source = "book"

  [[programmes.targets]]
  competency = "ethics"
  reaches = "advanced-beginner"
"""

CALENDAR_MISSING = """
from curriculum.plugins import CalendarFile

@hookimpl
def curriculum_calendars():
    yield CalendarFile("skane", HERE / "calendar.toml")
"""
Plant = Callable[[str], str]


def replaced(old: str, new: str, count: int = 1) -> Plant:
    def plant(sound: str) -> str:
        assert old in sound
        return sound.replace(old, new, count)

    return plant


DEFECTS: dict[str, list[Plant]] = {
    "loads": [
        replaced("hours = 6", 'hours = "six"'),
        replaced("[[levels]]", "[[levels]]\ncolour = 1"),
        replaced("[catalog]", "[catalog"),
        replaced("schema = 1", ""),
    ],
    "ids-are-unique": [
        replaced("[[sources]]", '[[sources]]\nid = "book"\ntitle = "En till"\n\n[[sources]]'),
        replaced("[[levels]]", '[[levels]]\nid = "top"\ntitle = { sv = "a", en = "b" }\n[[levels]]'),
    ],
    "references-resolve": [
        replaced('requires = "first"', 'requires = "frist"'),
        replaced('source = "book"', 'source = "bok"'),
        replaced('reaches = "novice"', 'reaches = "newcomer"'),
        replaced('scale = "dreyfus"', 'scale = "dreyfus"\nbroader = "digital-leadership:no-such-thing"'),
        replaced('uses = ["digital-leadership"]', 'uses = ["digital-leadership", "nowhere"]'),
    ],
    "can-be-taken": [
        replaced("hours = 6", 'hours = 6\nrequires = "second"'),
        replaced('basis = ["first"]', "basis = []"),
        replaced("choose = 1", "choose = 2"),
    ],
    "competencies-are-reached": [
        replaced(
            "[[modules]]",
            '[[competencies]]\nid = "law"\ntitle = { sv = "Rätt", en = "Law" }\nsource = "book"\n\n[[modules]]',
        )
    ],
    "modules-are-complete": [
        replaced("hours = 6\n", ""),
        replaced('kind = "basis"\n', ""),
        replaced(
            "[[programmes]]",
            '[[modules]]\nid = "third"\nkind = "elective"\nhours = 1\nsource = "book"\n'
            'title = { sv = "c", en = "c" }\n\n[[programmes]]',
        ),
    ],
    "sources-are-named": [
        replaced('choose = 1 }\nsource = "book"', "choose = 1 }"),
        replaced('hours = 6\nsource = "book"', "hours = 6"),
        replaced('scale = "dreyfus"\nsource = "book"', 'scale = "dreyfus"'),
    ],
    "has-licence": [replaced('license = "CC-BY-4.0"\n', "")],
    "titles-are-told": [
        replaced('title = { sv = "Skåne", en = "Scania" }', 'title = "Skåne"'),
        replaced('title = { sv = "Dataetik", en = "Data ethics" }', 'title = { en = "Data ethics" }'),
        replaced('title = { sv = "Först", en = "First" }\n', ""),
    ],
}
"""What makes each demand fail, and no other."""
PLANTED = [(demand, plant) for demand, plants in DEFECTS.items() for plant in plants]


def planted(folder: Path, toml: str, snapshot: Path | None = None) -> Subject:
    folder.mkdir(exist_ok=True)
    (folder / "catalog.toml").write_text(toml, encoding="utf-8")
    (subject,) = subjects(folder, Plugins(()))
    return subject if snapshot is None else subject.compared_with(snapshot)


def broken(subject: Subject) -> dict[str, Examined]:
    """Return what breaks a demand; every finding says in every language what is wrong and what to do."""
    found = {demand: examined for demand in DEMANDS if (examined := examine(subject, demand)).findings}
    for examined in found.values():
        for finding in examined.findings:
            for language in LANGUAGES:
                assert finding.message(language)
                assert finding.cure(language)
    return found


@pytest.mark.parametrize(("demand", "plant"), PLANTED, ids=[demand for demand, _ in PLANTED])
def test_a_planted_defect_breaks_its_own_demand_and_no_other(tmp_path: Path, demand: str, plant: Plant):
    snapshot = tmp_path / "snapshot.json"
    sound = planted(tmp_path / "skane", SOUND)
    if demand not in {"modules-are-complete", "can-be-taken"}:  # these change what the analysis gives, too
        snapshot.write_text(analysis_text(load_catalog(tmp_path / "skane")), encoding="utf-8")
    assert broken(sound.compared_with(snapshot)) == {}
    assert list(broken(planted(tmp_path / "skane", plant(SOUND), snapshot))) == [demand]


def test_every_demand_has_a_planted_defect():
    elsewhere = {"plugin-is-in-order", "questions-are-worded", "survives-writing", "analysis-is-known"}
    assert set(DEFECTS) | elsewhere == set(DEMANDS)


def test_a_catalog_that_writing_changes_breaks_its_own_demand(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    write = conformance.demands.catalog_text
    monkeypatch.setattr(conformance.demands, "catalog_text", lambda one: write(one).replace("Scania", "Skania"))
    assert list(broken(planted(tmp_path, SOUND))) == ["survives-writing"]
    monkeypatch.setattr(conformance.demands, "catalog_text", lambda one: write(one) + "[surplus]\n")
    assert list(broken(planted(tmp_path, SOUND))) == ["survives-writing"]


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        ('wording = { sv = "Jag hade nytta av det.", en = "It was of use to me." }', "", 17),
        (', en = "It was of use to me." }', " }", 20),
        ('sv = "Nytta", ', "", 15),
        ("high = 5", 'high = 2\nlabels = ["nej", { sv = "ja", en = "yes" }]', 12),
    ],
)
def test_a_question_without_words_breaks_its_own_demand(tmp_path: Path, old: str, new: str, line: int):
    file = tmp_path / "instrument.toml"
    file.write_text(INSTRUMENT, encoding="utf-8")
    assert broken(planted(tmp_path, SOUND)) == {}
    assert old in INSTRUMENT
    file.write_text(INSTRUMENT.replace(old, new), encoding="utf-8")
    found = broken(planted(tmp_path, SOUND))
    assert list(found) == ["questions-are-worded"]
    assert {(one.file, one.line) for one in found["questions-are-worded"].findings} == {(str(file), line)}
    file.write_text(INSTRUMENT.replace(old, new).replace("[[items]]", '[[items]]\nnote = "Not ours."'))
    assert bool(broken(planted(tmp_path, SOUND))) == ("wording" not in old and "of use" not in old)


def test_without_an_instrument_nothing_is_asked_about_questions(tmp_path: Path):
    assert not examine(planted(tmp_path, SOUND), "questions-are-worded").applicable


@pytest.mark.parametrize(
    ("name", "text"), [("rubric", RUBRIC), ("instrument", INSTRUMENT), ("calendar", CALENDAR)]
)
def test_a_faulty_file_beside_a_catalog_breaks_the_demand_to_be_in_order(tmp_path: Path, name: str, text: str):
    (tmp_path / f"{name}.toml").write_text(text, encoding="utf-8")
    assert broken(planted(tmp_path, SOUND)) == {}
    (tmp_path / f"{name}.toml").write_text(text.replace("schema = 1\n", ""), encoding="utf-8")
    assert list(broken(planted(tmp_path, SOUND))) == ["plugin-is-in-order"]


def test_a_changed_analysis_breaks_its_own_demand(tmp_path: Path):
    snapshot = tmp_path / "snapshot.json"
    snapshot.write_text(analysis_text(load_catalog(TEACHING)), encoding="utf-8")
    assert list(broken(planted(tmp_path, SOUND, snapshot))) == ["analysis-is-known"]
    without = planted(tmp_path, SOUND, tmp_path / "missing.json")
    assert not examine(without, "analysis-is-known").applicable


@pytest.mark.parametrize(
    "code",
    [
        "import no_such_module\n",
        "@hookimpl\ndef curriculum_catalogs(): 1 / 0\n",
        "@hookimpl\ndef curriculum_catalogs(): return []\n@hookimpl\ndef curriculum_calendars(): return 7\n",
        CALENDAR_MISSING,
        "@hookimpl\ndef curriculum_catalogs(): return [CatalogSource('scania', HERE / 'catalog.toml')]\n",
        "@hookimpl\ndef curriculum_catalogs(): return [CatalogSource('skane', HERE.parent / 'outside')]\n",
    ],
)
def test_a_faulty_plugin_breaks_its_own_demand(garden: Garden, code: str):
    outside = garden.folder / "outside"
    outside.mkdir()
    shutil.copy(TEACHING, outside)
    garden.plant("skane", code, toml=SOUND)
    (subject,) = subjects("skane", Plugins())
    assert list(broken(subject)) == ["plugin-is-in-order"]


def test_a_plugin_that_is_installed_here_is_not_seen_in_a_garden(
    tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
):
    installed = Garden(tmp_path_factory.mktemp("installed"))
    monkeypatch.syspath_prepend(str(installed.folder))
    installed.plant("skane", "raise SystemExit\n")
    with pytest.raises(SystemExit):
        importlib.import_module("curriculum_skane")
    monkeypatch.setitem(sys.modules, "curriculum_skane", sys)
    garden: Garden = request.getfixturevalue("garden")
    garden.plant("skane", toml=SOUND, distribution="another-skane")
    garden.plant("halland", toml=SOUND.replace('"skane"', '"halland"'))
    assert [plugin.name for plugin in Plugins().all] == ["halland", "skane"]
    assert [broken(subject) for subject in subjects("skane", Plugins())] == [{}]


def test_a_sound_plugin_breaks_no_demand(garden: Garden):
    garden.plant("skane", toml=SOUND)
    (subject,) = subjects("skane", Plugins())
    assert broken(subject) == {}


def test_a_plugin_without_a_catalog_is_asked_only_whether_it_is_in_order(garden: Garden):
    garden.plant("skane", "@hookimpl\ndef curriculum_checks(): return []\n")
    (subject,) = subjects("skane", Plugins())
    asked = [demand for demand in DEMANDS if examine(subject, demand).applicable]
    assert asked == ["plugin-is-in-order"]


def test_a_framework_without_modules_need_not_reach_its_own_competencies(tmp_path: Path):
    head, _, rest = SOUND.partition("[[modules]]")
    assert rest
    assert broken(planted(tmp_path / "skane", head)) == {}


def test_what_is_neither_a_plugin_nor_a_folder_is_refused(tmp_path: Path):
    with pytest.raises(InvalidInput, match="neither a plugin nor a folder"):
        subjects("no-such-thing", Plugins())
    (tmp_path / "pyproject.toml").write_text('[project]\nname = "x"\n', encoding="utf-8")
    with pytest.raises(InvalidInput, match="announces no plugin"):
        subjects(tmp_path, Plugins())


def test_the_command_tells_every_demand_and_what_breaks_it(command: Command, tmp_path: Path):
    planted(tmp_path / "skane", DEFECTS["has-licence"][0](SOUND))
    done = command("plugins", "check", tmp_path / "skane")
    assert done.code == 1
    assert "  the catalog has a licence: no\n" in done.out
    assert done.out.count(": yes\n") == len(DEMANDS) - 3, "neither instruments nor a snapshot"
    assert 'license = "CC-BY-4.0"' in done.out
    data = command("plugins", "check", tmp_path / "skane", "--json", "--lang", "da").document
    assert data["conforms"] is False
    assert [one["demand"] for one in data["demands"] if one["findings"]] == ["has-licence"]
    planted(tmp_path / "skane", SOUND)
    assert command("plugins", "check", tmp_path / "skane", "-q").code == 0
    assert command("plugins", "check", "nowhere", "--json").codes == ["no-such-plugin"]


def test_a_package_is_checked_where_it_lies(command: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(sys, "path", list(sys.path))
    assert command("plugins", "new", tmp_path / "blekinge", "-q").code == 0
    done = command("plugins", "check", tmp_path / "curriculum-blekinge")
    assert (done.code, done.out.count(": yes\n")) == (0, len(DEMANDS) - 2)
    sys.modules.pop("curriculum_blekinge", None)
