"""The improvement loop: what is predicted comes true when it is carried out, decisions stay, failures are told."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from attrs import evolve
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


def test_modules_that_the_data_speak_against_come_first():
    plain = propose(weak(), "p", DESIGN, today=TODAY)
    last = next(one for one in reversed(plain) if one.modules and one.modules != plain[0].modules)
    signalled = propose(weak(), "p", DESIGN, today=TODAY, signals={last.modules[0]: "mean 2.1 of 5"})
    assert signalled[0].modules == last.modules
    assert signalled[0].signal == "mean 2.1 of 5"
    assert {one.id for one in signalled} == {one.id for one in plain}


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
    proposals = propose(weak(), "p", DESIGN, today=TODAY, signals={"b2": "mean 2.1"})
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
