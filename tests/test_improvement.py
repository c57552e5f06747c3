"""The improvement loop: what is predicted comes true when it is carried out, decisions stay, failures are told."""

from __future__ import annotations

import csv
import json
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from attrs import evolve
from evaluation_cases import PILOT
from folders import refused
from refusals import complaints
from rubric_cases import catalog, evaluated, module
from small_programmes import programme as small

from curriculum.catalog import Catalog
from curriculum.coverage import programme_coverage
from curriculum.evaluation.improvement import (
    Decision,
    ImprovementLog,
    Proposal,
    Signal,
    Signals,
    follow_up,
    follow_up_text,
    improved,
    proposals_text,
    propose,
)
from curriculum.files import dump_catalog
from curriculum.files.improvement_log import improvement_log_text, load_improvement_log
from curriculum.files.rubric import shipped_rubric
from curriculum.messages import LANGUAGES

if TYPE_CHECKING:
    from conftest import Command


def pilot_answers() -> list[dict[str, str]]:
    with (PILOT / "responses.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


TODAY = date(2026, 6, 1)
DESIGN = shipped_rubric("programme-design")


def weak() -> Catalog:
    """Return a design without an assessment, without practice in one step, with an outcome that nothing serves."""
    loose = module("b1", tested=False)
    half = module("b2", "b1", work=False)
    half = evolve(half, outcomes=[*half.outcomes, evolve(half.outcomes[0], id="p")])
    return catalog(loose, half, module("e1", "b2", trial=True), module("e2", "b2"))


def log_of(*proposals: Proposal, verdict: str = "accepted") -> ImprovementLog:
    log = ImprovementLog(programme="mine:p", rubric=DESIGN.id)
    for one in proposals:
        log = log.with_decision(
            Decision(proposal=one, verdict=verdict, role="steering group", day="2026-06-01", why="asked for")
        )
    return log


def test_every_prediction_comes_true_when_the_proposal_is_carried_out():
    before = weak()
    proposals = propose(before, "p", DESIGN, today=TODAY)
    assert {one.origin for one in proposals} == {"criterion", "check"}
    start = evaluated(DESIGN, catalog=before, programme="p").total
    for one in proposals:
        after = improved(before, "p", DESIGN, [one.id], today=TODAY)
        observed = evaluated(DESIGN, catalog=after, programme="p")
        assert float(observed.total.low - start.low) == pytest.approx(one.gain, abs=1e-6)
        (followed,) = follow_up(log_of(one), observed, after, "p", today=TODAY)
        assert followed.cured
        assert {outcome for _, _, outcome in followed.criteria} <= {"as-predicted"}
    assert [one.gain for one in proposals] == sorted((one.gain for one in proposals), reverse=True)
    assert max(one.gain for one in proposals) > 0


def test_gaps_are_closed_by_what_is_proposed_for_them():
    gappy = small("a 6h x1; b 6h", "x1", choose=1)
    found = [one for one in propose(gappy, "p", DESIGN, today=TODAY, checks=()) if one.origin == "gap"]
    assert found
    for one in found:
        after = improved(gappy, "p", DESIGN, [one.id], today=TODAY, checks=())
        assert programme_coverage(after, "p").guaranteed == 1
        assert "promises-kept" in [expected.criterion for expected in one.expected]


def test_what_was_not_carried_out_is_told_and_a_later_decision_takes_an_earlier_one_back():
    before = weak()
    first, second, *_ = propose(before, "p", DESIGN, today=TODAY)
    unchanged = evaluated(DESIGN, catalog=before, programme="p")
    (followed,) = follow_up(log_of(first), unchanged, before, "p", today=TODAY)
    assert not followed.cured
    assert [outcome for _, _, outcome in followed.criteria] == ["worse"]
    log = log_of(first, second)
    taken_back = log.with_decision(evolve(log.decisions[0], verdict="rejected"))
    assert len(taken_back.decisions) == 3  # nothing is overwritten
    left = follow_up(taken_back, unchanged, before, "p", today=TODAY)
    assert [one.proposal.id for one in left] == [second.id]
    assert follow_up(log_of(first, verdict="rejected"), unchanged, before, "p", today=TODAY) == ()


def said(module: str, value: float, width: float = 0.1) -> Signal:
    """Return what answers say of a module: a difference, and half the width of its interval."""
    ends = {"low": value - width, "high": value + width}
    return Signal(module=module, measurement="q:before-after", people=30, value=value, **ends)


def test_modules_that_the_answers_surely_speak_against_come_first_and_all_else_keeps_its_order():
    plain = propose(weak(), "p", DESIGN, today=TODAY)
    last = next(one for one in reversed(plain) if one.modules and one.modules != plain[0].modules)
    signal = said(last.modules[0], -0.5)
    signalled = propose(weak(), "p", DESIGN, today=TODAY, signals=[signal])
    assert signalled[0].modules == last.modules
    assert signalled[0].signals == (signal,)
    assert {one.id for one in plain} <= {one.id for one in signalled}
    unsure = propose(weak(), "p", DESIGN, today=TODAY, signals=[said(last.modules[0], -0.5, width=0.6)])
    assert [one.id for one in unsure if one.origin != "data"] == [one.id for one in plain]


def test_answers_against_a_module_propose_what_it_lacks_and_never_the_same_change_twice():
    for value, expected in ((-0.2, {"trial-action", "knowledge-sharing"}), (0.0, set()), (0.2, set())):
        found = propose(weak(), "p", DESIGN, today=TODAY, checks=(), signals=[said("e2", value)])
        added = {step.value for one in found if one.origin == "data" for step in one.steps}
        assert added == expected  # e2 has practice at work already
        assert len({(one.steps, one.origin) for one in found}) == len({one.steps for one in found})


def test_what_two_ways_of_computing_it_disagree_about_speaks_against_no_module():
    interval = {"value": -0.4, "low": -0.7, "high": -0.1}
    answer = {"by": "module", "module": "a", "measurement": "m", "people": 30, "estimate": interval}

    def said(strength: str) -> int:
        return len(Signals.read({"programme": "mine:p", "answers": [{**answer, "strength": strength}]}).said)

    assert (said("likely"), said("open"), said("undecidable")) == (1, 1, 0)


def test_a_module_outside_the_programme_is_left_alone_whatever_the_answers_say():
    designed = weak()
    outside = evolve(designed, modules=[*designed.modules, evolve(module("x"), activities=())])
    found = propose(outside, "p", DESIGN, today=TODAY, signals=[said("x", -1.0), said("nowhere", -1.0)])
    assert "data" not in {one.origin for one in found}


@pytest.mark.parametrize(
    ("now", "cured"),
    [
        ([], None),
        ([said("e2", 0.3)], True),
        ([said("e2", 0.3, width=0.5)], None),
        ([said("e2", -0.3, width=0.5)], None),
        ([said("e2", -0.3)], False),
    ],
)
def test_the_answers_of_the_next_run_tell_whether_it_helped(now: list[Signal], *, cured: bool | None):
    then = said("e2", -0.4)
    one = next(one for one in propose(weak(), "p", DESIGN, today=TODAY, signals=[then]) if one.origin == "data")
    after = improved(weak(), "p", DESIGN, [one.id], today=TODAY, signals=one.signals)
    observed = evaluated(DESIGN, catalog=after, programme="p")
    (followed,) = follow_up(log_of(one), observed, after, "p", today=TODAY, signals=now)
    assert followed.cured is cured
    assert followed.signals == ((then, now[0] if now else None),)


def test_another_order_gives_the_same_proposals():
    designed = weak()
    turned = evolve(designed, modules=designed.modules[::-1])
    assert {one.id: one.gain for one in propose(designed, "p", DESIGN, today=TODAY)} == {
        one.id: one.gain for one in propose(turned, "p", DESIGN, today=TODAY)
    }


def test_a_log_is_written_and_read_again_and_its_faults_are_told(tmp_path: Path):
    log = log_of(*propose(weak(), "p", DESIGN, today=TODAY)[:2])
    path = tmp_path / "log.json"
    path.write_text(improvement_log_text(log), encoding="utf-8")
    assert load_improvement_log(path) == log
    path.write_text(improvement_log_text(log).replace('"steering group"', '""').replace("2026-06-01", "soon"))
    assert [one.code for one in refused(load_improvement_log, path)] == [
        "decision-without-day",
        "decision-without",
    ] * 2
    wrong = {"verdict": "perhaps", "role": " ", "why": "", "day": "today"}
    assert complaints(evolve, log.decisions[0], **wrong) == [
        "bad-choice verdict",
        "decision-without role",
        "decision-without why",
        "decision-without-day day",
    ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_proposals_and_what_became_of_them_are_told(language: str):
    proposals = propose(
        weak(), "p", DESIGN, today=TODAY, signals=[said("b2", -0.5), said("e2", 0.5), said("e1", -0.1)]
    )
    text = proposals_text(proposals, DESIGN, language)
    assert all(one.id in text for one in proposals)
    observed = evaluated(DESIGN, catalog=weak(), programme="p")
    told = follow_up_text(follow_up(log_of(*proposals), observed, weak(), "p", today=TODAY), language)
    assert all(one.id in told for one in proposals)
    assert follow_up_text((), language) != proposals_text((), DESIGN, language)


def test_the_command_goes_round_the_loop(command: Command, tmp_path: Path):
    design, log = tmp_path / "catalog.toml", tmp_path / "log.json"
    dump_catalog(weak(), design)
    first, second, *_ = command("improve", design, "--json").document["proposals"]
    words = ("--role", "steering group", "--why", "asked for", "--log", log, "--json")
    assert command("improve", design, "--accept", first["id"], *words, "--dry-run").code == 0
    assert not log.exists()
    assert command("improve", design, "--accept", first["id"], "--reject", second["id"], *words).code == 0
    assert [one.verdict for one in load_improvement_log(log).decisions] == ["accepted", "rejected"]
    dump_catalog(improved(weak(), "p", DESIGN, [first["id"]], today=TODAY), design)
    (followed,) = command("improve", design, "--log", log, "--follow-up", "--json").document["followed"]
    assert (followed["cured"], {one["outcome"] for one in followed["criteria"]}) == (True, {"as-predicted"})


def test_decisions_that_are_not_complete_are_refused(command: Command, tmp_path: Path):
    design, log = tmp_path / "catalog.toml", tmp_path / "log.json"
    dump_catalog(weak(), design)
    whole = ("--role", "lead", "--why", "asked for", "--log", log, "--json")
    done = command("improve", design, "--accept", "c-000000", *whole)
    assert (done.code, done.codes) == (3, ["no-such-proposal"])
    done = command("improve", design, "--accept", "c-000000", "--json")
    assert (done.code, done.codes) == (2, ["decision-needs"])
    log.write_text(improvement_log_text(ImprovementLog(programme="other:p", rubric="r")), encoding="utf-8")
    done = command("improve", design, "--follow-up", "--log", log, "--json")
    assert (done.code, done.codes) == (3, ["decision-of-another"] * 2)


def test_evaluation_proposals_decision_and_next_run_are_one_loop_of_commands(command: Command, tmp_path: Path):
    """The pilot, first with answers by which those who took a module got nowhere, then with its own."""
    rows = pilot_answers()
    with (PILOT / "schedule.json").open(encoding="utf-8") as file:
        took = {one["participant"] for one in json.load(file)["places"] if one["module"] == "patients"}
    for row in rows:
        if row["participant"] in took and (row["instrument"], row["wave"]) == ("nomad", "after"):
            lower = row["value"] in {"2", "3", "4", "5"} and row["item"] in {"2", "4", "6", "8", "12"}
            row["value"] = str(int(row["value"]) - 1) if lower else row["value"]
    with (tmp_path / "first.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    for name, answers in (("first", tmp_path / "first.csv"), ("second", PILOT / "responses.csv")):
        words = ("evaluate", PILOT, "--responses", answers, "--out", tmp_path / name)
        assert command(*words).code == 0
    first, second = (tmp_path / name / "evaluation.json" for name in ("first", "second"))
    log, catalog = tmp_path / "log.json", tmp_path / "next.toml"
    proposals = command("improve", "midtjylland", "--evaluation", first, "--json").document["proposals"]
    assert [one["modules"] for one in proposals if one["signals"][0]["high"] < 0] == [["patients"]]
    assert proposals[0]["modules"] == ["patients"]
    decided = ("--role", "steering group", "--why", "asked for", "--log", log)
    assert (
        command("improve", "midtjylland", "--evaluation", first, "--accept", proposals[0]["id"], *decided).code
        == 0
    )
    written = command("improve", "midtjylland", "--log", log, "--carry-out", catalog, "--json")
    assert written.document["carried_out"] == [proposals[0]["id"]]
    again = command("improve", catalog, "--log", log, "--carry-out", tmp_path / "no.toml", "--dry-run", "--json")
    assert (again.document["carried_out"], (tmp_path / "no.toml").exists()) == ([], False)
    done = command("improve", catalog, "--log", log, "--follow-up", "--evaluation", second, "--json")
    (signal,) = done.document["followed"][0]["signals"]
    assert signal["before"]["value"] < signal["after"]["value"]


@pytest.mark.parametrize("text", ["[]", "{}", '{"programme": "a:b", "answers": [{"by": "module"}]}'])
def test_what_is_no_evaluation_is_refused(command: Command, tmp_path: Path, text: str):
    (tmp_path / "e.json").write_text(text, encoding="utf-8")
    done = command("improve", "midtjylland", "--evaluation", tmp_path / "e.json", "--json")
    assert (done.code, done.codes) == (3, ["no-evaluation"])


def test_an_evaluation_of_another_programme_is_refused_and_one_without_signals_is_told(
    command: Command, tmp_path: Path
):
    (tmp_path / "e.json").write_text('{"programme": "a:b", "answers": []}', encoding="utf-8")
    done = command("improve", "midtjylland", "--evaluation", tmp_path / "e.json", "--json")
    assert (done.code, done.codes) == (3, ["evaluation-of-another"])
    own = '{"programme": "midtjylland:ledelse-i-digitalisering", "answers": []}'
    (tmp_path / "e.json").write_text(own, encoding="utf-8")
    done = command("improve", "midtjylland", "--evaluation", tmp_path / "e.json")
    assert done.code == 0
    assert "no-signals" in done.err
