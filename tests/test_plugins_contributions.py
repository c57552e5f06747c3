"""What plugins bring besides catalogs is used where it belongs; what goes wrong in it is its plugin's fault."""

from __future__ import annotations

import pickle
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from gardens import CALENDAR, INSTRUMENT, RUBRIC, Garden

from curriculum import load_cohort
from curriculum.errors import InvalidInput
from curriculum.files import dump_cohort
from curriculum.plugins import (
    check_faults,
    find_calendar,
    find_exporter,
    find_instrument,
    find_roster_format,
    find_rubric,
    find_rule,
    installed_checks,
    installed_instruments,
    known_exporters,
    rubric_files,
)

if TYPE_CHECKING:
    from conftest import Command

CATALOG = """\
schema = 1

[catalog]
id = "mine"
language = "en"
license = "CC-BY-4.0"

[[levels]]
id = "top"

[[levels]]
id = "first-line"

[[modules]]
id = "a"

[[modules]]
id = "b"

[[programmes]]
id = "p"
basis = ["a", "b"]
"""
COHORT = """\
schema = 1

[cohort]
id = "c"
programme = "mine:p"
catalog = "catalog.toml"
"""
PEOPLE = "id,location\nanna,Lund\nbo,Ystad\n"
RUNS = """\
id,module,sessions,venue,capacity
a1,a,2026-03-02T09:00/2026-03-02T16:00,Lund,9
b1,b,2026-03-03T09:00/2026-03-03T16:00,Ystad,9
"""
AWAY = """
from attrs import frozen
from curriculum.plugins import Breach, FurtherRule

@frozen(kw_only=True)
class Away:
    most: int

def build(limits, options):
    home = {person.id: person.location for person in limits.cohort.participants}
    venue = {run.id: run.venue for run in limits.cohort.runs}
    for who in home:
        away = {p: 1 for p in limits.places if p.participant == who and venue[p.run] != home[who]}
        limits.at_most(away, options.most)

def check(attendance, options):
    for person in attendance.people:
        away = [run.id for run in attendance.runs_of(person.id) if run.venue != person.location]
        if len(away) > options.most:
            yield Breach(people=[person.id], runs=away, values={"most": options.most})

TEXTS = {"title": {"en": "not away"}, "violation": {"en": "{people} is away more than {most} times: {runs}."}}

@hookimpl
def curriculum_rules():
    yield FurtherRule(id="away", options=Away, build=build, check=check, texts=TEXTS)
"""
CHECK = """
from curriculum.checks import Check, Spot
from curriculum.plugins import CheckFamily

TEXTS = {{part: {{"en": f"{{part}} of {{{{what}}}}"}} for part in ("title", "message", "cure", "reason")}}

def find(catalog, *, most: float = 1):
    {body}

@hookimpl
def curriculum_checks():
    yield CheckFamily({family!r}, [Check(code={family!r} + "001", severity="note", find=find, texts=TEXTS)])
"""
FINDS = 'yield Spot("catalog", {"what": most})'


def cohort(folder: Path, toml: str = COHORT, people: str = PEOPLE) -> Path:
    folder.mkdir()
    files = {"catalog.toml": CATALOG, "cohort.toml": toml, "participants.csv": people, "runs.csv": RUNS}
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


# -------------------------------------------------------------------------------------------------------- checks


def test_checks_of_a_plugin_run_with_the_others(garden: Garden, command: Command):
    garden.plant("skane", CHECK.format(body=FINDS, family="TRV"))
    folder = cohort(garden.folder / "c")
    done = command("check", folder / "catalog.toml", "--json", "--option", "TRV001.most=7")
    assert "TRV001" in done.codes
    told = [one["message"] for one in done.document["findings"] if one["code"] == "TRV001"]
    assert told == ["message of 7.0"]
    only = command("check", folder / "catalog.toml", "--select", "TRV", "--json")
    assert only.codes == ["TRV001"]
    assert "TRV001" not in command("check", folder / "catalog.toml", "--json", "--no-plugins").codes


def test_a_check_that_raises_stops_no_other_and_is_blamed(garden: Garden, command: Command):
    garden.plant("skane", CHECK.format(body="yield 1 / 0", family="TRV"), distribution="some-thing")
    garden.plant("halland", CHECK.format(body=FINDS, family="HAL"))
    folder = cohort(garden.folder / "c")
    done = command("check", folder / "catalog.toml", "--select", "TRV,HAL", "--json")
    assert (done.code, done.codes) == (0, ["HAL001"])
    assert 'The check TRV001 of the plugin "skane" of some-thing 1.0 fails' in done.err
    assert "ZeroDivisionError" in done.err
    assert command("check", folder / "catalog.toml", "--select", "TRV", "--strict").code == 5
    (fault,) = check_faults()
    assert fault.file.endswith("some_thing/__init__.py")


def test_a_check_that_yields_something_else_is_blamed(garden: Garden):
    garden.plant("skane", CHECK.format(body="return ['catalog']", family="TRV"))
    from curriculum import Catalog

    (check,) = [one for one in installed_checks() if one.code == "TRV001"]
    assert list(check.findings(Catalog(id="x"))) == []
    assert "yields a str; wanted are Spot records" in check_faults()[0].message()


def test_a_family_of_the_library_is_refused_to_plugins(garden: Garden):
    garden.plant("skane", CHECK.format(body=FINDS, family="ALN"))
    assert (garden.state().state, garden.state().reason.code) == ("conflict", "plugin-id-taken")
    assert len({check.code for check in installed_checks()}) == len(installed_checks())


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ('{family!r} + "001"', '"TRV1"', "cannot be the code of a check"),
        ('{family!r} + "001"', '"OTHER001"', "cannot be the code of a check"),
        ("texts=TEXTS", "texts=None", 'The sentence "title"'),
    ],
)
def test_a_family_guards_its_checks(garden: Garden, old: str, new: str, code: str):
    garden.plant("skane", CHECK.replace(old, new).format(body=FINDS, family="TRV"))
    assert garden.state().state == "broken"
    assert code in garden.state().reason.message()


# --------------------------------------------------------------------------------------------------------- rules


def test_a_rule_of_a_plugin_is_kept_judged_and_named(garden: Garden, command: Command):
    garden.plant("skane", AWAY)
    folder = cohort(garden.folder / "c", COHORT + "[rules.away]\nmost = 0\n")
    done = command("schedule", folder, "--json", "--out", garden.folder / "out", "-q")
    assert (done.code, done.document["score"]["unfilled"]) == (0, 2)
    assert {why for entry in done.document["unfilled"] for why in entry["why"]} == {"away"}
    stored = garden.folder / "out/schedule.json"
    assert command("verify", folder, stored).code == 0
    free = cohort(garden.folder / "free", COHORT)
    command("schedule", free, "--out", garden.folder / "out", "-q")
    judged = command("verify", folder, stored, "--json")
    assert judged.code == 1
    assert {"anna is away more than 0 times: b1."} <= {one["message"] for one in judged.document["violations"]}


def test_a_cohort_with_a_rule_of_a_plugin_is_written_and_read_again(garden: Garden):
    garden.plant("skane", AWAY)
    folder = cohort(garden.folder / "c", COHORT + "[rules.away]\nmost = 3\n")
    first = load_cohort(folder, find_rule=find_rule)
    dump_cohort(first, garden.folder / "again")
    assert "away = { most = 3 }" in (garden.folder / "again/cohort.toml").read_text(encoding="utf-8")
    (applied,) = load_cohort(garden.folder / "again", find_rule=find_rule).rules.further
    assert (applied.rule.id, applied.options.most) == ("away", 3)


def test_a_cohort_with_a_rule_of_a_plugin_can_be_sent_to_another_process(garden: Garden):
    garden.plant("skane", AWAY)
    folder = cohort(garden.folder / "c", COHORT + "[rules.away]\nmost = 3\n")
    sent = load_cohort(folder, find_rule=find_rule)
    assert pickle.loads(pickle.dumps(sent)) == sent  # noqa: S301 - our own
    assert load_cohort(folder, find_rule=find_rule) == sent


@pytest.mark.parametrize(
    ("table", "code", "line"),
    [
        ("[rules.away]\nmost = 0.5\n", "not-whole", 8),
        ("[rules.away]\n", "missing-key", 7),
        ("[rules.away]\nmost = 1\ncolour = 2\n", "unknown-key", 9),
        ("[rules]\naway = 3\n", "not-table", 8),
        ("[rules.nobody_has_it]\nmost = 1\n", "unknown-rule", 7),
        ("[rules.gap_dais]\nminimum = 1\n", "unknown-key", 7),
    ],
)
def test_what_is_wrong_with_a_rules_table_is_told_with_its_line(garden: Garden, table: str, code: str, line: int):
    garden.plant("skane", AWAY)
    folder = cohort(garden.folder / "c", COHORT + table)
    with pytest.raises(InvalidInput) as caught:
        load_cohort(folder, find_rule=find_rule)
    assert [(one.code, one.line) for one in caught.value.findings] == [(code, line)]


def test_options_that_their_own_class_refuses_are_told_with_their_line(garden: Garden):
    strict = AWAY.replace(
        "    most: int\n", "    most: int\n    def __attrs_post_init__(self):\n        raise ValueError('never')\n"
    )
    garden.plant("skane", strict)
    folder = cohort(garden.folder / "c", COHORT + "[rules.away]\nmost = 1\n")
    with pytest.raises(InvalidInput) as caught:
        load_cohort(folder, find_rule=find_rule)
    (finding,) = caught.value.findings
    assert (finding.code, finding.line, finding.values["error"]) == ("refused-options", 7, "never")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("def build(limits, options):\n", "def build(limits, options):\n    1 / 0\n"),
        ("limits.at_most(away, options.most)", "limits.at_most(away, -1)"),
        ("limits.at_most(away, options.most)", "limits.at_most({'no-run': 1}, 0)"),
        ("limits.at_most(away, options.most)", "limits.at_most({p: 0.5 for p in away}, 0)"),
        ("def check(attendance, options):\n", "def check(attendance, options):\n    1 / 0\n"),
        ("        if len(away) > options.most:\n", "        yield 'bad'\n        if len(away) > options.most:\n"),
    ],
)
def test_a_rule_that_raises_is_an_error_that_names_its_plugin(
    garden: Garden, command: Command, old: str, new: str
):
    assert old in AWAY
    garden.plant("skane", AWAY.replace(old, new), distribution="some-thing")
    folder = cohort(garden.folder / "c", COHORT + "[rules.away]\nmost = 0\n")
    done = command("schedule", folder, "--json")
    assert (done.code, done.codes) == (3, ["plugin-rule-raises"])
    (told,) = [one["message"] for one in done.document["findings"]]
    assert 'The rule "away" of the plugin "skane" of some-thing 1.0 fails' in told
    assert command("schedule", cohort(garden.folder / "free"), "-q").code == 0


def test_a_rule_whose_two_statements_disagree_is_its_plugins_fault(garden: Garden, command: Command):
    garden.plant("skane", AWAY.replace("limits.at_most(away, options.most)", "pass"))
    folder = cohort(garden.folder / "c", COHORT + "[rules.away]\nmost = 0\n")
    done = command("schedule", folder, "--json")
    assert (done.code, set(done.codes)) == (3, {"rule-states-disagree"})


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('id="away"', 'id="Away!"'),
        ("options=Away", "options=dict"),
        ("texts=TEXTS", "texts={}"),
    ],
)
def test_a_rule_guards_its_own_fields(garden: Garden, old: str, new: str):
    garden.plant("skane", AWAY.replace(old, new))
    assert (garden.state().state, garden.state().reason.code) == ("broken", "plugin-hook-raises")


def test_the_name_of_a_rule_of_the_library_is_refused_to_plugins(garden: Garden):
    garden.plant("skane", AWAY.replace('id="away"', 'id="capacity"'))
    assert (garden.state().state, garden.state().reason.code) == ("conflict", "plugin-id-taken")
    assert find_rule("capacity", only=()) is None


# ------------------------------------------------------------------------------------------------ roster formats

FORMAT = """
from curriculum.plugins import RosterFormat

@hookimpl
def curriculum_roster_formats():
    yield RosterFormat(
        id="skane",
        columns={"id": ["HSA-id"], "level": ["Befattning"], "location": "Tjänsteort"},
        levels={"top": ["Förvaltningschef"], "first-line": ["Enhetschef"]},
        roles={"key-person": ["Sakkunnig"]},
    )
"""
STAFF = "HSA-ID;Befattning;Tjänsteort;Roll;Kön\nanna;enhetschef;Lund;sakkunnig;k\nbo;first-line;Ystad;leder;m\n"


def test_a_roster_in_the_words_of_a_staff_system_is_read(garden: Garden):
    garden.plant("skane", FORMAT)
    folder = cohort(garden.folder / "c", COHORT + 'roster_format = "skane"\n', STAFF)
    anna, bo = load_cohort(folder, find_roster_format=find_roster_format).participants
    assert (anna.id, anna.level, anna.location, anna.role) == ("anna", "first-line", "Lund", "key-person")
    assert (bo.id, bo.level, bo.role, bo.further) == ("bo", "first-line", "leader", {"Kön": "m"})


def test_without_the_format_the_same_roster_is_not_understood(garden: Garden):
    garden.plant("skane", FORMAT)
    folder = cohort(garden.folder / "c", COHORT, STAFF)
    with pytest.raises(InvalidInput) as caught:
        load_cohort(folder, find_roster_format=find_roster_format)
    assert "missing-column" in {one.code for one in caught.value.findings}


def test_the_format_of_an_installed_catalogs_own_id_needs_no_asking(garden: Garden):
    code = (
        FORMAT + "@hookimpl\ndef curriculum_catalogs():\n    yield CatalogSource('skane', HERE / 'catalog.toml')\n"
    )
    garden.plant("skane", code, toml=CATALOG.replace('"mine"', '"skane"'))
    toml = COHORT.replace("mine:p", "skane:p").replace('catalog = "catalog.toml"\n', "")
    folder = cohort(garden.folder / "c", toml, STAFF)
    from curriculum import find_catalog

    found = load_cohort(folder, find_catalog, find_roster_format=find_roster_format)
    assert [person.level for person in found.participants] == ["first-line", "first-line"]


def test_a_format_that_nobody_brings_is_an_error_with_its_line(garden: Garden):
    folder = cohort(garden.folder / "c", COHORT + 'roster_format = "skane"\n')
    with pytest.raises(InvalidInput) as caught:
        load_cohort(folder, find_roster_format=find_roster_format)
    assert [(one.code, one.line) for one in caught.value.findings] == [("unknown-roster-format", 7)]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('"location":', '"lokation":', 'Did you mean "location"?'),
        ('"level": ["Befattning"]', '"level": ["HSA-id"]', 'The word "HSA-id" stands for both "id" and "level".'),
        ('id="skane"', 'id="Skåne"', "not an id"),
    ],
)
def test_a_format_guards_its_own_fields(garden: Garden, old: str, new: str, said: str):
    garden.plant("skane", FORMAT.replace(old, new))
    assert garden.state().state == "broken"
    assert said in garden.state().reason.values["error"]


# ---------------------------------------------------------------------------------------- files: calendar, rubric


FILES = """
from curriculum.plugins import CalendarFile, InstrumentFile, RubricFile

@hookimpl
def curriculum_calendars():
    yield CalendarFile("skane", HERE / "calendar.toml")

@hookimpl
def curriculum_rubrics():
    yield RubricFile("skane", HERE / "rubric.toml")

@hookimpl
def curriculum_instruments():
    yield InstrumentFile("skane", HERE / "instrument.toml")
"""


def planted_files(
    garden: Garden, calendar: str = CALENDAR, rubric: str = RUBRIC, instrument: str = INSTRUMENT
) -> Path:
    package = garden.folder / garden.plant("skane", FILES)
    (package / "calendar.toml").write_text(calendar, encoding="utf-8")
    (package / "rubric.toml").write_text(rubric, encoding="utf-8")
    (package / "instrument.toml").write_text(instrument, encoding="utf-8")
    return package


def test_a_calendar_says_what_a_day_is(garden: Garden):
    planted_files(garden)
    calendar = find_calendar("skane")
    assert calendar.country == "SE"
    assert [(str(one.name), one.kind) for one in calendar.on(date(2026, 2, 20))] == [
        ("Winter break", "school-holiday")
    ]
    assert calendar.on(date(2026, 2, 21)) == ()
    assert find_calendar("blekinge") is None


def test_rubrics_are_found_by_their_id(garden: Garden):
    planted_files(garden)
    assert find_rubric("skane").id == "skane"
    assert rubric_files()["skane"].path.name == "rubric.toml"
    assert find_rubric("blekinge") is None


def test_instruments_are_found_by_their_id(garden: Garden):
    planted_files(garden)
    assert find_instrument("skane").id == "skane"
    assert installed_instruments() == (find_instrument("skane"),)
    assert find_instrument("blekinge") is None


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("schema = 1", "", "missing-schema"),
        ('kind = "school-holiday"', 'kind = "party"', "bad-choice"),
        ("2026-02-20", "2026-02-10", "span-reversed"),
        ('"SE"', '"Sweden"', "bad-country"),
        ("[calendar]", "[kalender]", None),
        ("[calendar]", "[calendar", "toml-syntax"),
    ],
)
def test_a_calendar_that_cannot_be_used_is_its_plugins_fault(garden: Garden, old: str, new: str, code: str | None):
    planted_files(garden, CALENDAR.replace(old, new))
    codes = [finding.code for finding in garden.state().findings]
    assert (garden.state().state, codes[0]) == ("broken", "plugin-bad-file")
    assert code is None or code in codes
    assert garden.state().provides == ("rubric skane", "instrument skane")
    with pytest.raises(InvalidInput):
        find_calendar("skane")


@pytest.mark.parametrize(
    ("old", "new", "codes", "line"),
    [
        ('id = "skane"', 'id = "other"', ["plugin-file-id"], None),
        ("[rubric]", "[rubric", ["plugin-bad-file", "toml-syntax"], 3),
        ('kind = "judged"', 'kind = "judged"\ncolour = 1', ["plugin-bad-file", "unknown-key"], 14),
        ('source = "own"', 'source = "nobody"', ["plugin-bad-file", "unknown-id"], 16),
        ("schema = 1", "", ["plugin-bad-file", "missing-schema"], None),
    ],
)
def test_a_rubric_that_cannot_be_used_is_its_plugins_fault(
    garden: Garden, old: str, new: str, codes: list[str], line: int | None
):
    package = planted_files(garden, rubric=RUBRIC.replace(old, new))
    state = garden.state()
    assert (state.state, [finding.code for finding in state.findings]) == ("broken", codes)
    assert "curriculum-skane 1.0" in state.reason.message()
    assert line is None or (state.findings[1].file, state.findings[1].line) == (str(package / "rubric.toml"), line)
    assert state.findings[-1].cure()
    assert state.provides == ("instrument skane", "calendar skane"), "what it brings besides can be used"
    with pytest.raises(InvalidInput) as caught:
        find_rubric("skane")
    assert [finding.code for finding in caught.value.findings] == codes


@pytest.mark.parametrize(
    ("old", "new", "codes", "line"),
    [
        ('id = "skane"', 'id = "other"', ["plugin-file-id"], None),
        ("[answers]", "[answers", ["plugin-bad-file", "toml-syntax"], 9),
        ('construct = "use"', 'construct = "use"\ncolour = 1', ["plugin-bad-file", "unknown-key"], 20),
        ("high = 5", "high = 0", ["plugin-bad-file", "answers-upside-down"], 11),
        ('license = "CC0-1.0"', "", ["plugin-bad-file", "missing-key"], None),
    ],
)
def test_an_instrument_that_cannot_be_used_is_its_plugins_fault(
    garden: Garden, old: str, new: str, codes: list[str], line: int | None
):
    package = planted_files(garden, instrument=INSTRUMENT.replace(old, new))
    state = garden.state()
    assert (state.state, [finding.code for finding in state.findings]) == ("broken", codes)
    assert line is None or (state.findings[1].file, state.findings[1].line) == (
        str(package / "instrument.toml"),
        line,
    )
    assert state.provides == ("rubric skane", "calendar skane")
    assert installed_instruments() == ()
    with pytest.raises(InvalidInput) as caught:
        find_instrument("skane")
    assert [finding.code for finding in caught.value.findings] == codes


@pytest.mark.parametrize("noun", ["Rubric", "Instrument"])
@pytest.mark.parametrize("same", ["training-evaluation", "event", "shared"])
def test_an_id_that_is_the_librarys_or_claimed_twice_is_nobodys(garden: Garden, noun: str, same: str):
    hook = noun.lower()
    code = (
        f"from curriculum.plugins import {noun}File\n@hookimpl\ndef curriculum_{hook}s():\n"
        f"    yield {noun}File({same!r}, HERE / '{hook}.toml')\n"
    )
    for name in ("east", "west"):
        package = garden.plant(name, code)
        text = {"Rubric": RUBRIC, "Instrument": INSTRUMENT}[noun].replace('"skane"', f'"{same}"')
        (garden.folder / package / f"{hook}.toml").write_text(text, encoding="utf-8")
    for state in garden.states().values():
        assert (state.state, state.provides, state.reason.code) == ("conflict", (), "plugin-id-taken")
    assert (rubric_files(), installed_instruments()) == ({}, ())


def test_answers_to_an_instrument_of_a_plugin_are_read(garden: Garden, command: Command):
    planted_files(garden)
    folder = cohort(garden.folder / "c")
    answers = garden.folder / "answers.csv"
    answers.write_text("participant,instrument,item,wave,value\nanna,skane,use-1,before,2\n", encoding="utf-8")
    assert command("evaluate", folder, "--responses", answers).code == 0
    without = command("evaluate", folder, "--responses", answers, "--no-plugins", "--json")
    assert (without.code, without.codes) == (3, ["unknown-instrument"])
    assert (
        command(
            "evaluate",
            folder,
            "--responses",
            answers,
            "--no-plugins",
            "--instrument",
            garden.folder / "curriculum_skane/instrument.toml",
        ).code
        == 0
    )


def test_a_questionnaire_is_made_of_an_instrument_of_a_plugin(garden: Garden, command: Command):
    package = planted_files(garden)
    folder, out = cohort(garden.folder / "c"), garden.folder / "out"
    command("schedule", folder, "--out", out, "-q")
    words = ("evaluation-plan", folder, out / "schedule.json", "--ask", "skane")
    assert command(*words, "--out", out, "--lang", "sv").code == 0
    assert "Jag hade nytta av det." in "".join(file.read_text() for file in (out / "limesurvey").iterdir())
    assert command(*words[:-1], "skone", "--json").codes == ["unknown-id"]
    (package / "instrument.toml").write_text("[", encoding="utf-8")
    assert command(*words, "--json").codes == ["plugin-bad-file", "toml-syntax"]


# ----------------------------------------------------------------------------------------------------- exporters

EXPORT = """
from curriculum.plugins import Exporter

def export(cohort, schedule):
    {body}

@hookimpl
def curriculum_exporters():
    yield Exporter(id={id!r}, export=export)
"""
COUNTS = "return {'counts/all.txt': str(len(schedule.places)), 'raw.bin': b'\\x00'}"


def test_an_exporter_writes_its_files_beside_the_schedule(garden: Garden, command: Command):
    garden.plant("skane", EXPORT.format(body=COUNTS, id="counts"))
    folder, out = cohort(garden.folder / "c"), garden.folder / "out"
    done = command("schedule", folder, "--out", out, "--export", "counts", "--dry-run")
    assert f"Would write: {out / 'counts/all.txt'}" in done.err
    assert not out.exists()
    assert command("schedule", folder, "--out", out, "--export", "counts").code == 0
    assert (out / "counts/all.txt").read_text(encoding="utf-8") == "4"
    assert (out / "raw.bin").read_bytes() == b"\x00"
    assert "counts" in known_exporters()


@pytest.mark.parametrize(
    "body",
    ["1 / 0", "return 7", "return {'a': 7}", "return {'../a': ''}", "return {'/a': ''}", "raise SystemExit(3)"],
)
def test_an_exporter_that_fails_is_blamed_and_takes_nothing_else_down(garden: Garden, command: Command, body: str):
    garden.plant("skane", EXPORT.format(body=body, id="bad"), distribution="some-thing")
    garden.plant("halland", EXPORT.format(body=COUNTS, id="good"))
    folder, out = cohort(garden.folder / "c"), garden.folder / "out"
    words = ("schedule", folder, "--out", out, "--export", "bad", "--export", "good", "--json")
    done = command(*words)
    assert (done.code, done.document["status"]) == (3, "optimal")
    assert 'The exporter "bad" of the plugin "skane" of some-thing 1.0 fails' in done.err
    assert sorted(path.name for path in out.iterdir()) == ["counts", "raw.bin", "schedule.json", "summary.txt"]
    assert command(*words, "--strict").code == 5


def test_an_exporter_that_nobody_brings_is_an_error_before_the_search(garden: Garden, command: Command):
    garden.plant("skane", EXPORT.format(body=COUNTS, id="counts"))
    folder = cohort(garden.folder / "c")
    done = command("schedule", folder, "--out", garden.folder / "out", "--export", "count", "--json")
    assert (done.code, done.codes) == (3, ["no-such-exporter"])
    assert 'Did you mean "counts"?' in done.document["findings"][0]["cure"]
    assert command("schedule", folder, "--export", "counts", "--json").codes == ["export-without-folder"]
    assert find_exporter("count") is None
