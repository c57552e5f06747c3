"""``curriculum check`` tells invalid catalogs from weak designs, with file, line, place and cure."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from curriculum.files import load_catalog

if TYPE_CHECKING:
    from conftest import Command

CLEAN = """\
schema = 1

[catalog]
id = "mine"
title = "Mine"
license = "CC-BY-4.0"

[[sources]]
id = "own"
title = "Own"

[[modules]]
id = "a"
title = "A"
source = "own"
"""


def catalog(folder: Path, text: str) -> Path:
    path = folder / "catalog.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_clean_catalog_ends_with_0_and_without_data(shell: Command, tmp_path: Path) -> None:
    catalog(tmp_path, CLEAN)
    assert shell("check", tmp_path) == (0, "", "mine: nothing to complain about.\n")
    assert shell("check", tmp_path, "-q") == (0, "", "")


def test_a_weak_design_ends_with_1_and_is_located(command: Command, tmp_path: Path) -> None:
    path = catalog(tmp_path, CLEAN.replace('source = "own"\n', "", 1))
    done = command("check", path, "--json")
    assert done.code == 1
    assert done.document == {
        "findings": [
            {
                "code": "DOC001",
                "severity": "warning",
                "message": '"a" names no source.',
                "cure": 'Name one in "source": the id of one of the catalog\'s "sources"; '
                "your own design can be one.",
                "file": str(path),
                "line": 12,
                "where": "modules[0].source",
                "entry": "modules[a].source",
                "reason": "Readers have to be able to tell what was decided by whom from what is somebody's idea.",
                "suggestion": {
                    "edits": [{"operation": "set", "where": "modules[0].source", "value": "own"}],
                    "effect": None,
                },
            }
        ],
        "suppressed": [],
        "known": [],
    }


def test_notes_alone_end_with_0(command: Command, tmp_path: Path) -> None:
    path = catalog(tmp_path, CLEAN.replace('title = "A"\n', ""))
    done = command("check", path, "--json")
    assert (done.code, done.codes) == (0, ["LANG001"])


def test_findings_come_in_the_order_of_the_file(command: Command, tmp_path: Path) -> None:
    text = CLEAN.replace('source = "own"\n', "", 1).replace('license = "CC-BY-4.0"\n', "")
    done = command("check", catalog(tmp_path, text), "--json")
    assert done.codes == ["DOC002", "DOC001"]


def test_an_invalid_catalog_ends_with_3_and_every_finding(command: Command, tmp_path: Path) -> None:
    more = """
[[modules]]
id = "b"
requires = "c & nowhere"
[[modules]]
id = "c"
requires = "b"
colour = "red"
"""
    path = catalog(tmp_path, CLEAN + more)
    done = command("check", path, "--json")
    assert done.code == 3
    assert sorted(done.codes) == ["circle", "unknown-id", "unknown-key"]
    circle = next(finding for finding in done.document["findings"] if finding["code"] == "circle")
    assert "b → c → b" in circle["message"]
    assert (circle["file"], circle["line"]) == (str(path), 19)


def test_findings_for_people_are_data_on_standard_output(command: Command, tmp_path: Path) -> None:
    path = catalog(tmp_path, CLEAN + "[[modules]]\nid = 'A'\n")
    done = command("check", path)
    assert (done.code, done.err) == (3, "")
    assert done.out.startswith(f'error: {path}:17: modules[1].id: "A" is not an id.')


def test_a_folder_stands_for_its_catalog(command: Command, tmp_path: Path) -> None:
    catalog(tmp_path, CLEAN.replace('title = "A"\n', ""))
    done = command("check", tmp_path, "--json")
    assert done.document["findings"][0]["file"] == str(tmp_path / "catalog.toml")


def test_a_path_wins_over_the_id_of_an_installed_catalog(
    command: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    installed = load_catalog(catalog(tmp_path, CLEAN))
    monkeypatch.setattr("curriculum.plugins.find_catalog", lambda word, **_: {"mine": installed}.get(word))
    monkeypatch.chdir(tmp_path)
    assert command("check", "mine").err == "mine: nothing to complain about.\n"
    (tmp_path / "mine").mkdir()
    catalog(tmp_path / "mine", CLEAN.replace('title = "A"\n', ""))
    assert command("check", "mine", "--json").codes == ["LANG001"]


def test_what_is_neither_a_path_nor_installed_is_named_with_what_is(
    command: Command, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    found = {"mine": load_catalog(catalog(tmp_path, CLEAN))}
    monkeypatch.setattr("curriculum.plugins.find_catalog", lambda word, **_: found.get(word))
    monkeypatch.setattr("curriculum.plugins.installed_catalogs", lambda **_: found)
    done = command("check", "minne", "--json")
    assert (done.code, done.codes) == (3, ["no-such-catalog"])
    cure = done.document["findings"][0]["cure"]
    assert cure.startswith('Did you mean "mine"? Installed are: mine. ')
    for way in ("pip install curriculum-REGION", "CURRICULUM_CATALOGS", "curriculum plugins list"):
        assert way in cure


def test_without_plugins_none_is_loaded(command: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[object] = []
    monkeypatch.setattr("curriculum.plugins.find_catalog", lambda _, only: asked.append(only))
    monkeypatch.setattr("curriculum.plugins.installed_catalogs", lambda only: asked.append(only) or {})
    assert command("check", "nowhere", "--no-plugins").code == 3
    assert asked == [(), ()]


@pytest.mark.parametrize("name", ["no/such/path", "nowhere.toml", "", "\0"])
def test_a_path_that_does_not_exist_is_reported(command: Command, name: str) -> None:
    assert command("check", name).code == 3


SUPPRESSED = """
[[suppressions]]
code = "DOC001"
where = "modules[a]"
reason = "The report is not public yet."
until = {until}
"""
WEAK = CLEAN.replace('source = "own"\n', "", 1)


def test_a_suppressed_finding_is_not_told_and_not_forgotten(command: Command, tmp_path: Path) -> None:
    path = catalog(tmp_path, WEAK + SUPPRESSED.format(until="2999-12-31"))
    done = command("check", path, "--json")
    assert (done.code, done.codes) == (0, [])
    (suppressed,) = done.document["suppressed"]
    assert (suppressed["code"], suppressed["line"]) == ("DOC001", 12)
    assert suppressed["suppression"] == {"reason": "The report is not public yet.", "until": "2999-12-31"}
    assert "1 suppressed in the catalog." in done.err


def test_a_suppression_that_has_run_out_suppresses_nothing_and_is_reported(
    command: Command, tmp_path: Path
) -> None:
    path = catalog(tmp_path, WEAK + SUPPRESSED.format(until="2020-12-31"))
    done = command("check", path, "--json")
    assert (done.code, done.codes) == (1, ["DOC001", "SUP002"])
    assert done.document["findings"][1]["line"] == 20


def test_select_and_ignore_take_codes_and_families(command: Command, tmp_path: Path) -> None:
    path = catalog(tmp_path, WEAK.replace('license = "CC-BY-4.0"\n', "").replace('title = "A"\n', ""))
    assert command("check", path, "--json").codes == ["DOC002", "LANG001", "DOC001"]
    assert command("check", path, "--json", "--select", "DOC").codes == ["DOC002", "DOC001"]
    assert command("check", path, "--json", "--select", "doc002, LANG").codes == ["DOC002", "LANG001"]
    assert command("check", path, "--json", "--ignore", "DOC001,LANG").codes == ["DOC002"]
    assert command("check", path, "--json", "--select", "DOC", "--ignore", "DOC002").codes == ["DOC001"]


def test_a_word_that_is_no_check_is_refused_with_what_was_probably_meant(command: Command, tmp_path: Path) -> None:
    done = command("check", catalog(tmp_path, CLEAN), "--json", "--select", "DOC01")
    assert (done.code, done.codes) == (2, ["unknown-check"])
    assert done.document["findings"][0]["cure"].startswith('Did you mean "DOC001"?')


def test_a_check_can_be_set(command: Command, tmp_path: Path) -> None:
    path = catalog(tmp_path, CLEAN + 'outcomes = [{ id = "b", statement = "plan a change" }]\n')
    assert command("check", path, "--json").codes == []
    assert command("check", path, "--json", "--option", "LOD003.most=0").codes == ["LOD003"]
    for wrong in ("LOD003.least=0", "LOD003.most=few", "LOD003.most", "NO.most=1", "LOD003.most=nan"):
        done = command("check", path, "--json", "--option", wrong)
        assert (done.code, done.codes) == (2, ["bad-check-option"])


def test_what_if_shows_what_a_suggestion_would_change(command: Command, tmp_path: Path) -> None:
    path = catalog(tmp_path, WEAK)
    lines = command("check", path, "--what-if").out.splitlines()
    assert lines[1:] == ["    suggestion: modules[0].source = own", "    would go: DOC001 modules[a].source"]
    effect = command("check", path, "--what-if", "--json").document["findings"][0]["suggestion"]["effect"]
    assert effect == {"gone": [{"code": "DOC001", "entry": "modules[a].source"}], "new": [], "possible": True}


def test_a_baseline_hides_what_is_known_and_shows_what_is_new(command: Command, tmp_path: Path) -> None:
    path, known = catalog(tmp_path, WEAK), tmp_path / "known.json"
    assert command("check", path, "--write-baseline", known, "--dry-run").code == 0
    assert not known.exists()
    written = command("check", path, "--write-baseline", known, "--json")
    assert (written.code, written.document) == (0, {"baseline": str(known), "findings": 1})
    assert command("check", path, "--baseline", known, "--json").codes == []
    catalog(tmp_path, "\n\n" + WEAK.replace('license = "CC-BY-4.0"\n', ""))
    assert command("check", path, "--baseline", known, "--json").codes == ["DOC002"]


@pytest.mark.parametrize("text", ["", "[]", '{"findings": [1]}', '{"findings": 3}', "[" * 100_000])
def test_a_baseline_that_is_none_is_refused(command: Command, tmp_path: Path, text: str) -> None:
    known = tmp_path / "known.json"
    known.write_text(text, encoding="utf-8")
    done = command("check", catalog(tmp_path, CLEAN), "--baseline", known, "--json")
    assert (done.code, done.codes) == (3, ["bad-baseline"])
    assert command("check", tmp_path, "--baseline", tmp_path / "none", "--json").codes == ["no-such-file"]


def test_json_can_be_asked_for_as_a_format(command: Command, tmp_path: Path) -> None:
    assert command("check", catalog(tmp_path, WEAK), "--format", "json").codes == ["DOC001"]


def test_sarif_has_the_findings_of_a_weak_and_of_an_invalid_catalog(command: Command, tmp_path: Path) -> None:
    path = catalog(tmp_path, WEAK)
    done = command("check", path, "--format", "sarif")
    (run,) = done.document["runs"]
    assert (done.code, [result["ruleId"] for result in run["results"]]) == (1, ["DOC001"])
    place = run["results"][0]["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"].endswith("/catalog.toml")
    assert place["region"] == {"startLine": 12}
    catalog(tmp_path, WEAK.replace('id = "a"', 'id = "A"'))
    done = command("check", path, "--format", "sarif")
    assert (done.code, done.document["runs"][0]["results"][0]["ruleId"]) == (3, "bad-id")


def test_checks_are_explained_without_a_catalog(command: Command) -> None:
    whole = command("check", "--explain")
    assert (whole.code, whole.err) == (0, "")
    assert whole.out.startswith("# Checks of a design")
    one = command("check", "--explain", "ALN001", "--lang", "sv")
    assert one.out.startswith("### ALN001: Lärandemål utan aktivitet")
    assert "ALN002" not in one.out
    assert command("check", "--explain", "ALM").code == 2


def test_a_catalog_is_needed_for_everything_else(command: Command) -> None:
    assert command("check", "--what-if").code == 2


def test_findings_in_an_installed_catalog_have_file_and_line(command: Command) -> None:
    done = command("check", "midtjylland", "--json", "--option", "LOD003.most=3")
    found = done.document["findings"][0]
    assert found["code"] == "LOD003"
    lines = Path(found["file"]).read_text(encoding="utf-8").splitlines()
    assert lines[found["line"] - 1] == "[[modules]]"


def test_a_new_outcome_is_suggested_as_a_table_in_json_and_by_its_id_in_text(
    command: Command, tmp_path: Path
) -> None:
    promise = """
[[competencies]]
id = "change"
title = "Change"
scale = "dreyfus"
source = "own"

[[programmes]]
id = "p"
title = "P"
basis = ["a"]
source = "own"
targets = [{ competency = "change", reaches = "novice" }]
"""
    path = catalog(tmp_path, CLEAN + promise)
    found = {one["code"]: one for one in command("check", path, "--json").document["findings"]}
    value = found["COV001"]["suggestion"]["edits"][0]["value"]
    assert (value["id"], value["reaches"], value["evidence"]) == ("change-novice", "novice", "illustrative")
    assert "suggestion: add change-novice to modules[0].outcomes" in command("check", path, "--what-if").out


TABLE = "Curriculum,Tiny\nCourses\nCourse ID,Course Name,Prerequisites,Credit Hours\n"


def test_a_table_is_checked_for_what_it_can_say(command: Command, tmp_path: Path) -> None:
    table = tmp_path / "courses.csv"
    table.write_text(f"{TABLE}A 1,First,,5\nA 2,Second,A 1,5\nA 3,Third,A 1;A 2;A 9,5\n")
    done = command("check", table, "--json")
    (finding,) = done.document["findings"]
    assert (done.code, finding["code"], finding["entry"]) == (0, "SEQ003", "modules[a-3].requires")
    assert (finding["file"], finding["line"]) == (str(table), 6)
    assert "courses.csv:6: Prerequisites: No course has the id" in done.err
    table.write_text(f"{TABLE}1,First,,5\n2,Second,1,5\n")
    assert command("check", table).code == 0


def test_a_table_whose_requisites_go_in_a_circle_is_invalid(command: Command, tmp_path: Path) -> None:
    table = tmp_path / "courses.csv"
    table.write_text(f"{TABLE}A 1,First,A 2,5\nA 2,Second,A 1,5\n")
    done = command("check", table, "--json")
    assert (done.code, done.codes) == (3, ["requisite-circle"])
    assert "A 1" in done.document["findings"][0]["message"]


def test_a_table_promises_nothing_that_could_be_covered(command: Command, tmp_path: Path) -> None:
    table = tmp_path / "courses.csv"
    table.write_text(f"{TABLE}1,First,,5\n")
    for word in (table, f"{table}:p"):
        done = command("coverage", word)
        assert (done.code, "curriculum convert" in done.err) == (3, True)
