"""``curriculum evaluate``: the pilot's known effects, three languages, complaints, what was published before."""

from __future__ import annotations

import csv
import json
import shutil
from pathlib import Path
from types import ModuleType

import pytest
from conftest import Command
from evaluation_cases import PILOT, script
from hypothesis import given
from hypothesis import strategies as st
from workbooks import book, content

from curriculum import find_catalog, load_cohort, load_instruments, load_responses, load_schedule, violations
from curriculum.errors import InvalidInput
from curriculum.evaluation.linking import link, linked_by_codes
from curriculum.evaluation.responses import WAVES
from curriculum.files.responses import Source

ANSWERS = PILOT / "responses.csv"
HEAD = "participant,instrument,item,wave,date,value\n"


@pytest.fixture(scope="module")
def compose() -> ModuleType:
    return script("compose_midtjylland_responses")


def test_composing_the_answers_gives_the_same_bytes(compose: ModuleType, tmp_path: Path):
    compose.compose(tmp_path)
    assert (tmp_path / "responses.csv").read_bytes() == ANSWERS.read_bytes()


def test_the_schedule_beside_the_pilot_keeps_every_rule():
    cohort = load_cohort(PILOT, find=find_catalog)
    assert violations(cohort, load_schedule(PILOT / "schedule.json")) == ()


def test_the_pilots_known_effects_lie_inside_their_intervals(command: Command, compose: ModuleType):
    done = command("evaluate", PILOT, "--responses", ANSWERS, "--json")
    assert done.code == 0
    answers = [one for one in done.document["answers"] if one["measurement"] == "nomad:before-after"]
    true = {"overall": compose.EFFECT_ALL, "pairing": compose.EFFECT_PAIRING, "module": 0.0, "level": 0.0}
    checked = [one for one in answers if one["estimate"] and one["by"] in true]
    assert {one["by"] for one in checked} == set(true)
    for one in checked:
        assert one["estimate"]["low"] <= true[one["by"]] <= one["estimate"]["high"]
    (pairing,) = [one for one in answers if one["by"] == "pairing"]
    assert pairing["people"] == sum(group["people"] for group in pairing["groups"]) == 31
    assert 0 < pairing["detectable"] < 1
    assert pairing["comparison"]["decidable"] is True


def test_the_pilots_directors_are_withheld_everywhere(command: Command):
    document = command("evaluate", PILOT, "--responses", ANSWERS, "--json").document
    directors = [cell for cell in document["cells"] if cell["group"].get("level") == "hospital"]
    assert directors
    assert all(cell == {"group": cell["group"], "withheld": True} for cell in directors)
    (level,) = [one for one in document["answers"] if one["by"] == "level"]
    (group,) = [one for one in level["groups"] if one["name"] == "hospital"]
    assert (group["withheld"], group["people"], group["change"]) == (True, None, None)
    assert "- hospital management: withheld\n" in command("evaluate", PILOT, "--responses", ANSWERS).out


def test_the_report_is_written_in_three_languages_with_a_record(command: Command, tmp_path: Path):
    done = command("evaluate", PILOT, "--responses", ANSWERS, "--out", tmp_path, "--lang", "da")
    assert "Har deltagerne flyttet sig?" in done.out
    assert "+0,59 point" in done.out
    names = {path.name for path in tmp_path.iterdir()}
    languages = {"evaluation.da.md", "evaluation.en.md", "evaluation.sv.md"}
    assert names == {*languages, "evaluation.json", "published.json"}
    assert "Har deltagarna förändrats?" in (tmp_path / "evaluation.sv.md").read_text(encoding="utf-8")
    record = (tmp_path / "published.json").read_text(encoding="utf-8")
    assert [report["report"] for report in json.loads(record)["reports"]] == ["midtjylland-pilot-1"]
    again = command(
        "evaluate", PILOT, "--responses", ANSWERS, "--published", tmp_path / "published.json", "--json"
    )
    assert again.document == command("evaluate", PILOT, "--responses", ANSWERS, "--json").document


def test_a_dry_run_writes_nothing(command: Command, tmp_path: Path):
    done = command("evaluate", PILOT, "--responses", ANSWERS, "--out", tmp_path / "new", "--dry-run")
    assert done.code == 0
    assert not (tmp_path / "new").exists()
    assert "evaluation.sv.md" in done.err


def test_what_came_late_is_held_against_the_last_report(command: Command, tmp_path: Path):
    lines = ANSWERS.read_text(encoding="utf-8").splitlines(keepends=True)
    first = tmp_path / "first.csv"
    late = {"p005", "p006"}
    first.write_text("".join(line for line in lines if line[:4] not in late), encoding="utf-8")
    command("evaluate", PILOT, "--responses", first, "--out", tmp_path / "first")
    held = command(
        "evaluate", PILOT, "--responses", ANSWERS, "--published", tmp_path / "first" / "published.json", "--json"
    ).document
    (overall,) = [
        one for one in held["answers"] if one["measurement"] == "nomad:before-after" and one["by"] == "overall"
    ]
    assert (overall["strength"], overall["people"], overall["estimate"]) == ("withheld", None, None)


def test_free_text_and_names_are_never_shown(command: Command, tmp_path: Path):
    folder = tmp_path / "pilot"
    shutil.copytree(PILOT, folder)
    roster = (folder / "participants.csv").read_text(encoding="utf-8").splitlines()
    named = [f"{line},{'name' if number == 0 else f'Xaver{number} Zwiebel'}" for number, line in enumerate(roster)]
    (folder / "participants.csv").write_text("\n".join(named) + "\n", encoding="utf-8")
    text = ANSWERS.read_text(encoding="utf-8") + "p001,training,best,after,,Zwiebel told me a secret\n"
    (folder / "responses.csv").write_text(text, encoding="utf-8")
    done = command("evaluate", folder, "--responses", folder / "responses.csv", "--out", tmp_path / "out", "-v")
    assert done.code == 0
    written = "".join(path.read_text(encoding="utf-8") for path in (tmp_path / "out").iterdir())
    for shown in (done.out, done.err, written):
        assert "Zwiebel" not in shown
        assert "secret" not in shown
        assert "p001" not in shown


BAD = HEAD + (
    "p999,nomad,1,before,,4\n"
    "Anna Zwiebel,nomad,1,before,,4\n"
    "p001,nomid,1,before,,4\n"
    "p001,nomad,99,before,,4\n"
    "p001,nomad,1,sometime,,4\n"
    "p001,nomad,1,before,,6\n"
    "p001,nomad,2,before,,Zwiebel was great\n"
    "p001,nomad,3,before,3/2/26,4\n"
    "p001,nomad,4,before,,4\n"
    "p001,nomad,4,before,,4\n"
)


def test_everything_wrong_with_answers_is_told_at_once(command: Command, tmp_path: Path):
    path = tmp_path / "bad.csv"
    path.write_text(BAD, encoding="utf-8")
    done = command("evaluate", PILOT, "--responses", path, "--json")
    assert done.code == 3
    assert [(finding["code"], finding["line"]) for finding in done.document["findings"]] == [
        ("unknown-respondent", 2),
        ("unknown-respondent", 3),
        ("unknown-instrument", 4),
        ("unknown-id", 5),
        ("unknown-wave", 6),
        ("bad-answer", 7),
        ("bad-answer", 8),
        ("ambiguous-date", 9),
        ("double-answer", 11),
    ]
    assert "Zwiebel" not in done.out + done.err
    assert "the first answer is in row 10" in done.document["findings"][-1]["message"]
    assert done.document["findings"][0]["where"] == "row 2, column participant"


@pytest.mark.parametrize("encoding", ["utf-8-sig", "cp1252"])
def test_a_table_as_danish_excel_writes_it_says_the_same(command: Command, tmp_path: Path, encoding: str):
    waves = {"before": "Før", "after": "Efter"}
    labels = ["Helt uenig", "Uenig", "Hverken enig eller uenig", "Enig", "Helt enig"]
    lines = ["Deltager;Skema;Spørgsmål;Tidspunkt;Dato;Svar"]
    for row in csv.DictReader(ANSWERS.read_text(encoding="utf-8").splitlines()):
        value, day = row["value"], "-".join(reversed(row["date"].split("-")))
        if value.isdigit():
            value = labels[int(value) - 1] if row["instrument"] == "nomad" else f"{value},0"
        words = row["participant"], row["instrument"].upper(), row["item"], waves[row["wave"]], day, value
        lines.append(";".join(words))
    (tmp_path / "danish.csv").write_bytes("\r\n".join(lines).encode(encoding))
    done = command("evaluate", PILOT, "--responses", tmp_path / "danish.csv", "--json")
    assert done.document == command("evaluate", PILOT, "--responses", ANSWERS, "--json").document


def test_an_instrument_with_a_slip_in_capitals_is_suggested(command: Command, tmp_path: Path):
    (tmp_path / "slip.csv").write_text(HEAD + "p001,NOMADD,1,before,,4\n", encoding="utf-8")
    (finding,) = command("evaluate", PILOT, "--responses", tmp_path / "slip.csv", "--json").document["findings"]
    assert 'Did you mean "nomad"?' in finding["cure"]


def test_a_column_that_is_missing_is_told(command: Command, tmp_path: Path):
    path = tmp_path / "short.csv"
    path.write_text("participant,instrument,item,value\np001,nomad,1,4\n", encoding="utf-8")
    assert "missing-column" in command("evaluate", PILOT, "--responses", path, "--json").codes
    path.write_text("participant,colour\np001,blue\n", encoding="utf-8")
    assert command("evaluate", PILOT, "--responses", path, "--json").codes == ["no-items-found"]


def test_a_schedule_of_another_cohort_and_a_false_record_are_refused(command: Command, tmp_path: Path):
    other = tmp_path / "other.json"
    text = (PILOT / "schedule.json").read_text(encoding="utf-8")
    other.write_text(text.replace('"cohort": "midtjylland-pilot"', '"cohort": "else"'), encoding="utf-8")
    done = command("evaluate", PILOT, "--responses", ANSWERS, "--schedule", other, "--json")
    assert (done.code, done.codes) == (3, ["schedule-of-another"])
    done = command("evaluate", PILOT, "--responses", ANSWERS, "--published", other, "--json")
    assert (done.code, done.codes) == (3, ["bad-ledger"])


def test_without_a_schedule_modules_are_left_out_and_that_is_said(command: Command, tmp_path: Path):
    folder = tmp_path / "pilot"
    shutil.copytree(PILOT, folder)
    (folder / "schedule.json").unlink()
    done = command("evaluate", folder, "--responses", ANSWERS)
    assert "There is no schedule" in done.out
    assert "What does the module" not in done.out
    named = command("evaluate", folder, "--responses", ANSWERS, "--schedule", PILOT / "schedule.json")
    assert "What does the module" in named.out


def test_answers_may_be_danish_in_windows_letters_and_in_excel(tmp_path: Path):
    rows = [
        ["Deltager", "Spørgeskema", "Spørgsmål", "Måling", "Dato", "Svar"],
        ["p1", "NoMAD", "1", "før", "2026-03-02", "Helt enig"],
        ["p1", "nomad", "10", "efter", "", "2"],
        ["p1", "nomad", "2", "before", "", "not-my-role"],
        ["p1", "nomad", "3", "before", "", ""],
    ]
    path = tmp_path / "answers.csv"
    path.write_bytes("\n".join(";".join(row) for row in rows).encode("cp1252"))
    (tmp_path / "answers.xlsx").write_bytes(content(book(answers=[list(row) for row in rows])))
    read = [
        load_responses([file], load_instruments(), participants=["p1"])[0]
        for file in (path, tmp_path / "answers.xlsx")
    ]
    assert read[0] == read[1]
    assert [(one.item, one.wave, one.value) for one in read[0].answers] == [
        ("10", "after", 2.0),
        ("1", "before", 5.0),
        ("2", "before", "not-my-role"),
    ]


EXPORT = (
    '"id","submitdate","lastpage","token","NOMAD[SQ001]. I can see","NOMAD[10]","NOMAD_SQ002","Comment"\n'
    '"1","2026-01-05 10:11:12","3","p1","A4","N1","Agree","Zwiebel"\n'
    '"2","","3","p2","","5","N/A",""\n'
)


def test_an_export_of_limesurvey_is_read_and_what_was_taken_for_what_is_told(tmp_path: Path):
    path = tmp_path / "export.csv"
    path.write_text(EXPORT, encoding="utf-8")
    read, notes = load_responses([Source(path, "before")], load_instruments(), participants=["p1", "p2"])
    assert [(one.participant, one.item, one.value) for one in read.answers] == [
        ("p1", "1", 4.0),
        ("p1", "10", "not-my-role"),
        ("p1", "2", 4.0),
        ("p2", "10", 5.0),
    ]
    assert [note.code for note in notes] == ["columns-mapped", "columns-unread"]
    assert "NOMAD[SQ001] = 1, NOMAD[10] = 10, NOMAD_SQ002 = 2" in notes[0].message()
    assert "Comment" in notes[1].message()
    with pytest.raises(InvalidInput) as refused:
        load_responses([Source(path)], load_instruments(), participants=["p1", "p2"])
    assert [finding.code for finding in refused.value.findings] == ["no-wave"]


def test_an_export_says_its_wave_on_the_command_line(command: Command, tmp_path: Path):
    path = tmp_path / "export.csv"
    path.write_text(EXPORT.replace('"p1"', '"p001"').replace('"p2"', '"p002"'), encoding="utf-8")
    assert command("evaluate", PILOT, "--responses", f"after={path}").code == 0
    assert command("evaluate", PILOT, "--responses", path, "--json").codes == ["no-wave"]


def test_a_questionnaire_of_ones_own_is_brought_along(command: Command, tmp_path: Path):
    (tmp_path / "own.toml").write_text(
        'schema = 1\nid = "own"\ntitle = "Own"\nversion = "1"\nsource = "us"\nlicense = "CC0-1.0"\n'
        'answers = { low = 0, high = 100 }\nconstructs = [{ id = "c", title = "C" }]\n'
        'items = [{ id = "i", construct = "c" }]\n',
        encoding="utf-8",
    )
    rows = [
        f"p{number:03},own,i,{wave},,{value}"
        for number in range(1, 9)
        for wave, value in (("before", 20 + number), ("after", 60.5))
    ]
    (tmp_path / "answers.csv").write_text(HEAD + "\n".join(rows) + "\n", encoding="utf-8")
    words = (
        "evaluate",
        PILOT,
        "--responses",
        tmp_path / "answers.csv",
        "--instrument",
        tmp_path / "own.toml",
        "--json",
    )
    overall = command(*words).document["answers"][0]
    assert (overall["instrument"], overall["people"], overall["estimate"]["value"]) == ("own", 8, 36.0)
    bad = (tmp_path / "own.toml").read_text(encoding="utf-8").replace('construct = "c"', 'construct = "d"')
    (tmp_path / "own.toml").write_text(bad, encoding="utf-8")
    assert sorted(command(*words).codes) == ["construct-without-items", "unknown-id"]


def test_codes_of_peoples_own_link_before_and_after(command: Command, tmp_path: Path):
    codes = [
        f"{a}{b}{a}{b}{number:02}" for number, (a, b) in enumerate(zip("ABCDEFGHIJ", "KLMNOPQRST", strict=True))
    ]
    before = [f"{code},nomad,{item},before,,2" for code in codes for item in range(1, 21)]
    slip = {codes[0]: codes[0][1] + codes[0][0] + codes[0][2:]}
    after = [
        f"{slip.get(code, code.lower())},nomad,{item},after,,{3 + item % 2}"
        for code in codes
        for item in range(1, 21)
    ]
    path = tmp_path / "codes.csv"
    path.write_text(HEAD + "\n".join([*before, *after]) + "\n", encoding="utf-8")
    done = command("evaluate", PILOT, "--responses", path, "--codes", "--json")
    assert done.document["links"] == [{"linked": 10, "of": 10}]
    assert done.document["answers"][0]["people"] == 10
    assert [one["strength"] for one in done.document["answers"] if one["by"] == "pairing"] == ["unanswerable"]
    assert "10 of 10 codes" in command("evaluate", PILOT, "--responses", path, "--codes").out


def test_a_code_that_could_be_two_peoples_is_linked_to_none():
    found = link(["KARL11", "KARL12", "MARIE5"], ["KARL13", "marie 5"])
    assert found.pairs == (("MARIE5", "marie 5"),)
    assert found.ambiguous == ("KARL11", "KARL12", "KARL13")
    assert link(["ab1", "AB1"], ["ab1"]).pairs == ()
    assert link(["abc"], ["abd"]).pairs == ()
    assert found.rate == pytest.approx(1 / 3)


def test_a_code_that_was_not_linked_is_nobody_elses(tmp_path: Path):
    rows = ["KARL11,nomad,1,before,,2", "karl11,nomad,1,before,,3", "KARL11,nomad,1,after,,4"]
    path = tmp_path / "codes.csv"
    path.write_text(HEAD + "\n".join(rows) + "\n", encoding="utf-8")
    read, _ = load_responses([path], load_instruments())
    linked, (linking,) = linked_by_codes(read, WAVES)
    assert linking.pairs == ()
    assert set(linked.given("nomad", "before")).isdisjoint(linked.given("nomad", "after"))


codes = st.lists(st.text("abcd12", min_size=4, max_size=6), max_size=8)


@given(codes, codes)
def test_linking_gives_everybody_at_most_one_partner_and_the_same_from_both_sides(
    first: list[str], second: list[str]
):
    found, back = link(first, second), link(second, first)
    for side in (0, 1):
        assert len({pair[side] for pair in found.pairs}) == len(found.pairs)
    assert sorted((b, a) for a, b in back.pairs) == sorted(found.pairs)
    everybody = {*found.ambiguous, *(code for pair in found.pairs for code in pair)}
    assert everybody | {*found.first_only, *found.second_only} == {*first, *second}
