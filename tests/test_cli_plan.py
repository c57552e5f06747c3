"""``curriculum plan``."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import Command
from public_data import public_data

CLASSIC = {8: 17, 10: 14, 12: 17}
"""Terms and optimal heaviest load of the balanced academic curriculum instances (CSPLib problem 030)."""
LEDELSE = "midtjylland:ledelse-i-digitalisering"
WEEKS = """
schema = 1
catalog = { id = "weeks", title = "Weeks" }
modules = [
  { id = "talk", activities = [{ id = "a", kind = "lecture", hours = 2.5 }] },
  { id = "case", activities = [{ id = "a", kind = "case" }] },
  { id = "ward", activities = [
    { id = "a", kind = "practice", hours = 9 }, { id = "b", kind = "case", hours = 1 },
  ] },
  { id = "trial", activities = [{ id = "a", kind = "trial-action" }, { id = "b", kind = "reflection" }] },
]
"""


def test_a_programme_is_put_into_the_fewest_terms(command: Command):
    done = command("plan", "midtjylland:ledelse-i-digitalisering", "--terms", "5", "--json")
    assert done.code == 0
    assert (done.document["status"], done.document["objective"], done.document["bound"]) == ("optimal", 3, 3)
    assert done.document["terms"][:2] == [["basis-1"], ["basis-2"]]


def test_the_terms_are_shown_with_what_is_proven(command: Command):
    done = command("plan", "midtjylland", "--terms", "3", "--lang", "sv")
    assert done.code == 0
    assert done.out.startswith(
        "Bevisat: ingen plan är bättre.\nAnvända terminer: 3 (gräns 3)\n  Termin 1, 0 poäng: basis-1"
    )


def test_too_few_terms_are_a_conflict_in_words(command: Command):
    done = command("plan", "midtjylland", "--terms", "2")
    assert done.code == 1
    assert "basis-2, basis-1" in done.out


def test_a_circle_in_a_table_is_told_with_its_line(command: Command, tmp_path: Path):
    ring = tmp_path / "ring.csv"
    ring.write_text(
        "Course ID,Course Name,Prerequisites,Credit Hours\n1,One,2,3\n2,Two,1,3\n3,Three,,3\n", "utf-8"
    )
    done = command("plan", str(ring), "--terms", "3")
    assert done.code == 1
    assert f"{ring}:2: 1: " in done.err
    assert "[requisite-circle]" in done.err
    assert "2, 1: the first comes after what it requires" in done.out
    crowded = command("plan", str(broken(ring)), "--terms", "1", "--max-modules", "2")
    assert (crowded.code, crowded.err) == (1, "")


def broken(ring: Path) -> Path:
    """Break the circle."""
    ring.write_text(ring.read_text("utf-8").replace("One,2", "One,"), "utf-8")
    return ring


def test_limits_that_contradict_each_other_are_refused(command: Command):
    done = command("plan", "midtjylland", "--terms", "2", "--min-modules", "3", "--max-modules", "2", "--json")
    assert (done.code, done.codes) == (3, ["minimum-above-maximum"])


def test_a_programme_that_does_not_exist_is_refused(command: Command):
    done = command("plan", "midtjylland:ledelse", "--terms", "3", "--json")
    assert (done.code, done.codes) == (3, ["no-such-programme"])


def test_terms_are_fixed_and_modules_follow_each_other(command: Command):
    words = ("--terms", "5", "--fix", "data=4", "--consecutive", "data,patients", "--objective", "load")
    terms = command("plan", LEDELSE, *words, "--json").document["terms"]
    assert "data" in terms[3]
    assert "patients" in terms[4]
    done = command("plan", LEDELSE, "--terms", "3", "--fix", "basis-1=2", "--fix", "data=3")
    assert done.code == 1
    assert "basis-1: the term is fixed" in done.out
    assert "basis-2, basis-1: the first comes after what it requires" in done.out


def test_theory_and_practice_take_turns(command: Command, tmp_path: Path):
    (tmp_path / "catalog.toml").write_text(WEEKS, encoding="utf-8")
    words = ("--terms", "4", "--max-modules", "1", "--objective", "load")
    natures = {"talk": "theory", "case": "theory", "ward": "practice", "trial": "practice"}
    terms = command("plan", tmp_path, *words, "--alternate", "--json").document["terms"]
    assert [natures[module] for (module,) in terms] in (["theory", "practice"] * 2, ["practice", "theory"] * 2)
    held = command("plan", tmp_path, *words, "--alternate", "--consecutive", "talk,case")
    assert held.code == 1
    assert "theory and practice take turns" in held.out
    assert command("plan", LEDELSE, "--terms", "4", "--alternate", "--json").codes == ["plan-nothing-alternates"]


def test_theory_and_practice_can_be_named(command: Command):
    words = ("plan", LEDELSE, "--terms", "5", "--alternate", "--practice")
    terms = command(*words, "basis-2,data", "--consecutive", "data,development", "--json").document["terms"]
    place = {module: number for number, term in enumerate(terms) for module in term}
    assert (place["basis-2"] - place["basis-1"]) % 2 == 1
    assert (place["basis-2"] - place["data"]) % 2 == 0
    both = command(*words, "basis-2", "--theory", "basis-2", "--json")
    assert (both.code, both.codes) == (3, ["plan-both-natures"])
    assert command(*words, "basis-3", "--json").codes == ["plan-unknown-module"]


def test_further_plans_are_told_when_asked_for(command: Command, tmp_path: Path):
    (tmp_path / "catalog.toml").write_text(WEEKS, encoding="utf-8")
    words = ("--terms", "2", "--max-modules", "2", "--objective", "load", "--optima", "9")
    document = command("plan", tmp_path, *words, "--json").document
    assert len(document["others"]) == 5
    shown = command("plan", tmp_path, *words).out
    assert shown.count("As good:") == 5


def test_the_modules_that_reach_the_targets_in_the_fewest_hours(command: Command):
    done = command("plan", LEDELSE, "--choose", "--optima", "9")
    assert done.code == 0
    assert done.out.startswith("All targets (hours): 18, proven to be the fewest.\n  basis-1, basis-2, ")
    assert done.out.count("  or basis-1") == 4 * 3
    document = command("plan", LEDELSE, "--choose", "--json").document
    assert [choice["level"] for choice in document["choices"]] == [None, "hospital", "department", "function"]
    assert {choice["objective"] for choice in document["choices"]} == {18}
    assert "terms" not in document


def test_what_is_chosen_can_be_planned_as_well(command: Command):
    words = ("--choose", "--keep", "data", "--terms", "3", "--lang", "da")
    done = command("plan", LEDELSE, *words)
    assert done.code == 0
    assert "Mål for function (timer): 18, bevist at være færrest.\n" in done.out
    assert done.out.endswith(
        "  Termin 1, 0 point: basis-1\n  Termin 2, 0 point: basis-2\n  Termin 3, 0 point: data\n"
    )
    document = command("plan", LEDELSE, *words, "--json").document
    assert document["terms"] == [["basis-1"], ["basis-2"], ["data"]]
    assert document["choices"][0]["modules"] == ["basis-1", "basis-2", "data"]


def test_targets_can_be_named(command: Command):
    words = ("--choose", "--fewest", "modules", "--json")
    done = command("plan", "midtjylland", *words, "--reach", "data-use=novice", "--reach", "surroundings")
    (choice,) = done.document["choices"]
    assert (choice["modules"], choice["objective"]) == (["basis-1", "basis-2", "data"], 3)
    wrong = command("plan", LEDELSE, *words, "--reach", "data-use=wizard", "--reach", "data-us")
    assert (wrong.code, wrong.codes) == (3, ["choice-step", "choice-competency"])


def test_what_cannot_be_reached_ends_with_1_and_says_why(command: Command):
    done = command("plan", LEDELSE, "--choose", "--without", "basis-2", "--reach", "data-use=novice")
    assert done.code == 1
    assert done.out.endswith(
        "  target: reach data-use (novice)\n    data requires basis-2; not to be had: basis-2\n"
    )


@pytest.mark.parametrize(
    ("words", "codes"),
    [
        ([], ["plan-terms-missing"]),
        (["--choose", "--out", "plan.svg"], ["plan-terms-missing"]),
        (["--terms", "3", "--reach", "x"], ["plan-choose-missing"]),
        (["--terms", "3", "--keep", "x"], ["plan-choose-missing"]),
        (["--terms", "3", "--theory", "x"], ["plan-alternate-missing"]),
    ],
)
def test_words_that_do_not_go_together_are_wrong_usage(command: Command, words: list[str], codes: list[str]):
    done = command("plan", LEDELSE, *words, "--json")
    assert (done.code, done.codes) == (2, codes)


@pytest.mark.parametrize("words", [("--fix", "a"), ("--fix", "a=b"), ("--fix", "=2"), ("--consecutive", "a")])
def test_modules_and_terms_that_cannot_be_read_are_wrong_usage(command: Command, words: tuple[str, str]):
    done = command("plan", LEDELSE, "--terms", "3", *words)
    assert done.code == 2
    assert f'"{words[1]}" is not' in done.err


def test_a_table_of_courses_has_nothing_to_choose_by(command: Command, tmp_path: Path):
    (tmp_path / "plan.csv").write_text("Course ID,Course Name\n1,A\n", encoding="utf-8")
    assert command("plan", tmp_path / "plan.csv", "--choose", "--json").codes == ["choice-no-outcomes"]


def test_a_plan_is_drawn_where_it_is_asked_for(command: Command, tmp_path: Path):
    out = tmp_path / "plan.svg"
    words = ("plan", LEDELSE, "--terms", "3", "--out", out)
    assert "Would write" in command(*words, "--dry-run").err
    assert not out.exists()
    assert command(*words).code == 0
    assert "Basismodul 1:" in out.read_text(encoding="utf-8") or "Basis module 1:" in out.read_text(
        encoding="utf-8"
    )
    assert command(*words[:-1], tmp_path / "plan.png", "--json").codes == ["not-a-picture"]
    assert not command("plan", LEDELSE, "--terms", "2", "--out", tmp_path / "none.svg").err
    assert not (tmp_path / "none.svg").exists()


@pytest.mark.parametrize("terms", CLASSIC)
def test_the_classic_instances_are_proven(command: Command, terms: int):
    path = public_data(f"curricula/bacp{terms}.csv")
    limits = ("--min-credits", "10", "--max-credits", "24", "--min-modules", "2", "--max-modules", "10")
    done = command("plan", str(path), "--terms", str(terms), "--objective", "load", *limits, "--json")
    assert (done.code, done.document["status"], done.document["objective"]) == (0, "optimal", CLASSIC[terms])
