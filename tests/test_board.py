"""The board: versions, edits, undoing, searching, saving."""

from __future__ import annotations

import json
import re
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import get_args

import pytest
from attrs import evolve

from curriculum import judge
from curriculum.board import editing, view
from curriculum.board.history import MOST_KEPT, History
from curriculum.board.keeping import board_changes, board_text, opened
from curriculum.board.question import Answer, Kind, Question, Standing, answered
from curriculum.board.session import Session
from curriculum.board.version import Step, Version, bindings, version
from curriculum.changes import Pin, read_change, with_changes
from curriculum.cohort import Cohort
from curriculum.errors import InvalidInput
from curriculum.files import load_cohort, load_schedule
from curriculum.messages import say
from curriculum.runs import State
from curriculum.schedule import Place, Schedule, Score
from curriculum.scheduler import schedule_cohort

FIRST = Path(__file__).parents[1] / "examples" / "first-cohort"
PATIENCE = 60
"""Seconds after which a search is taken for lost."""


@pytest.fixture(scope="module")
def cohort() -> Cohort:
    return load_cohort(FIRST)


@pytest.fixture(scope="module")
def best(cohort: Cohort) -> Schedule:
    return schedule_cohort(cohort)


@pytest.fixture
def board(cohort: Cohort, best: Schedule) -> Version:
    return version(Step("opened"), cohort, best.places, seed=best.seed, bound=best.bound)


@pytest.fixture
def session(cohort: Cohort, board: Version, tmp_path: Path) -> Iterator[Session]:
    made = Session(cohort, History((board,)), "en", tmp_path)
    yield made
    made.close()


def run_of(board: Version, person: str, module: str) -> str:
    (found,) = [place.run for place in board.places if (place.participant, place.module) == (person, module)]
    return found


def other_start(board: Version, person: str) -> tuple[str, str]:
    """Return the start run that a person is in, and the other one."""
    here = run_of(board, person, "start")
    return here, "S-2" if here == "S-1" else "S-1"


def ended(session: Session) -> None:
    """Wait for the search."""
    thread = session.search and session.search._thread
    if thread:
        thread.join(PATIENCE)
    assert session.search is None


# Versions


def test_a_version_is_what_the_judge_says(board: Version, best: Schedule):
    assert (board.score, board.points, board.violations) == (best.score, best.points, ())
    assert board.explained() == best


def test_a_bound_holds_while_everything_is_pinned_that_was_when_it_was_found(board: Version):
    here = run_of(board, "p5", "start")
    pinned = editing.bind(board, "pin", "p5", here)
    assert pinned.bound == board.bound
    found = editing.replaced(pinned, Step("best"), evolve(pinned.schedule(), bound=Score(0, 99)))
    assert found.bound == Score(0, 99)
    assert editing.bind(found, "bar", "p8", "S-1").bound == Score(0, 99)
    assert editing.bind(found, "unpin", "p5", here).bound is None


def test_a_version_that_breaks_a_rule_is_not_called_optimal(board: Version):
    here, there = other_start(board, "p5")
    moved = editing.move(board, "p5", here, there)
    broken = evolve(moved, bound=moved.score)
    assert broken.schedule().status == ("feasible" if broken.violations else "optimal")
    assert evolve(broken, violations=board.violations).schedule().status == "optimal"


# Edits


def test_pinning_moves_nobody_and_binds_the_scheduler(board: Version):
    _, there = other_start(board, "p7")
    pinned = editing.bind(board, "pin", "p7", there)
    assert pinned.places == board.places
    assert [one.rule for one in pinned.violations] == ["pinned"]
    found = schedule_cohort(pinned.cohort)
    assert Place("p7", "start", there) in found.places


def test_barring_lifts_a_pin(board: Version):
    pinned = editing.bind(board, "pin", "p7", "S-1")
    assert bindings(editing.bind(pinned, "bar", "p7", "S-1").cohort) == {("barred", "p7", "S-1")}


def test_a_pair_moves_together(board: Version):
    here, there = other_start(board, "p1")
    assert run_of(board, "p2", "start") == here
    moved = editing.move(board, "p1", here, there)
    assert (run_of(moved, "p1", "start"), run_of(moved, "p2", "start")) == (there, there)
    assert moved.step.describe("en") == f"p1, p2 moved from {here} to {there}"
    assert all(one.rule != "pairs" for one in moved.violations)


def test_one_of_a_pair_moves_alone_where_pairs_are_ignored(cohort: Cohort, best: Schedule):
    loose = evolve(cohort, rules=evolve(cohort.rules, pairs="ignore"))
    board = version(Step("opened"), loose, best.places)
    here, there = other_start(board, "p1")
    assert run_of(editing.move(board, "p1", here, there), "p2", "start") == here


def test_a_pair_that_lacks_a_place_joins_together_and_leaves_together(board: Version):
    here, _ = other_start(board, "p1")
    out = editing.move(board, "p1", here, None)
    assert {entry.participant for entry in out.unfilled} >= {"p1", "p2"}
    back = editing.move(out, "p2", None, here)
    assert set(back.places) == set(board.places)


def test_what_breaks_is_what_the_judge_finds(board: Version):
    here, there = other_start(board, "p6")
    moved = editing.move(board, "p6", here, there)
    found = judge.violations(moved.cohort, moved.schedule())
    assert {one.rule for one in moved.violations} == {one.rule for one in found} - set(judge.STORED_CHECKS)
    assert "unavailable" in {one.rule for one in editing.move(board, *_to_day_off(board)).violations}


def _to_day_off(board: Version) -> tuple[str, str, str]:
    """Return a move of somebody onto a day off: p4 is away when S-1 is held."""
    return "p4", run_of(board, "p4", "start"), "S-1"


def test_moving_can_pin(board: Version):
    here, there = other_start(board, "p7")
    once = editing.move(board, "p7", here, there, pin=True)
    assert bindings(once.cohort) == {("pinned", "p7", there)}
    assert bindings(editing.move(once, "p7", there, here, pin=True).cohort) == {("pinned", "p7", here)}


@pytest.mark.parametrize(
    ("person", "before", "after", "code"),
    [
        ("nobody", None, "S-1", "unknown-id"),
        ("p7", None, "S-9", "unknown-id"),
        ("p7", "P-1x", None, "unknown-id"),
        ("p4", "S-1", "S-2", "board-not-there"),
        ("p7", None, None, "board-request"),
        ("p7", "S-1", "S-1", "board-request"),
    ],
)
def test_what_cannot_be_done_is_refused(
    board: Version, person: str, before: str | None, after: str | None, code: str
):
    with pytest.raises(InvalidInput) as refused:
        editing.move(board, person, before, after)
    assert [finding.code for finding in refused.value.findings] == [code]


# Undoing


def test_undo_and_redo_go_back_and_forth(session: Session, board: Version):
    here, there = other_start(board, "p7")
    session.edit(lambda shown: editing.move(shown, "p7", here, there))
    moved = session.history.current
    session.go(-1)
    assert session.history.current is board
    session.go(-5)
    assert session.history.current is board
    session.go(1)
    assert session.history.current is moved
    assert session.unsaved


def test_an_edit_after_undoing_drops_what_was_undone(session: Session):
    for run in ("S-1", "D-1"):
        session.edit(lambda shown, run=run: editing.bind(shown, "pin", "p7", run))
    session.go(-2)
    session.edit(lambda shown: editing.bind(shown, "bar", "p8", "P-1"))
    assert (len(session.history.versions), session.history.position) == (2, 1)


def test_old_versions_are_forgotten_at_last(board: Version):
    history = History((board,))
    for _ in range(MOST_KEPT + 3):
        history = history.then(board)
    assert (len(history.versions), history.forgotten, history.position) == (MOST_KEPT, 4, MOST_KEPT - 1)


# Searching


def test_the_best_schedule_around_what_is_pinned(session: Session, board: Version):
    _, there = other_start(board, "p7")
    session.edit(lambda shown: editing.bind(shown, "pin", "p7", there))
    session.ask("best", 20)
    with pytest.raises(InvalidInput, match="under way"):
        session.edit(lambda shown: editing.bind(shown, "pin", "p8", "S-1"))
    ended(session)
    found = session.history.current
    assert run_of(found, "p7", "start") == there
    assert found.score == schedule_cohort(found.cohort).score == found.bound
    assert found.step.kind == "best"
    changes = view.compared(session, 1, 2)["changes"]
    assert any("p7" in change for change in changes)
    session.go(-2)
    assert session.history.current is board


def test_a_search_that_finds_nothing_better_leaves_the_board_as_it_is(
    session: Session, cohort: Cohort, best: Schedule
):
    session.history = History((version(Step("opened"), cohort, best.places),))
    assert session.history.current.bound is None
    session.ask("best", 20)
    ended(session)
    assert len(session.history.versions) == 1
    assert session.history.current.places == best.places
    assert session.history.current.bound == best.bound
    assert "proven" in session.said


def test_mending_moves_as_few_as_possible(session: Session, board: Version):
    here, _ = other_start(board, "p7")
    session.edit(lambda shown: editing.bind(shown, "bar", "p7", here))
    session.ask("mend", 20)
    ended(session)
    mended = session.history.current
    assert mended.violations == ()
    assert (mended.step.kind, here) == ("mend", other_start(board, "p7")[0])
    assert Place("p7", "start", here) not in mended.places


def test_a_search_that_is_stopped_ends_soon_with_what_it_has(session: Session, cohort: Cohort):
    session.history = History((version(Step("empty"), cohort, ()),))
    session.ask("best", 3000)
    session.cancel()
    ended(session)
    assert session.said
    assert all(not one.violations for one in session.history.versions)


def test_when_everything_cannot_hold_it_is_said_why(session: Session, cohort: Cohort):
    both = with_changes(cohort, [Pin("p5", "S-1"), Pin("p5", "S-2")])
    session.history = History((version(Step("empty"), both, ()),))
    session.ask("best", 20)
    ended(session)
    assert "No schedule exists" in session.said
    assert "p5" in session.answer
    assert len(session.history.versions) == 1


def test_why_is_answered_in_words(session: Session, board: Version):
    here, _ = other_start(board, "p7")
    session.ask("why", 10, "p7", here)
    ended(session)
    assert "p7" in session.answer


def test_mending_and_why_tell_where_they_stand(cohort: Cohort, best: Schedule):
    lacking = evolve(best, places=best.places[1:])
    told: list[Standing] = []
    answered(Question(kind="mend", cohort=cohort, schedule=lacking, seconds=PATIENCE), told.append)
    assert [bool(one.score) for one in told] == [False, *[True] * (len(told) - 1)]
    assert told[-1].score.startswith("0 unfilled")
    told.clear()
    crowded = with_changes(cohort, [read_change("rule:mixing.level.at_least.department=2")])
    short = schedule_cohort(crowded)
    answer = answered(Question(kind="why", cohort=crowded, schedule=short, seconds=PATIENCE), told.append)
    assert answer.text
    assert [one.tried for one in told] == sorted(one.tried for one in told)
    assert 0 < told[-1].helpful <= told[-1].tried


def test_a_question_why_that_is_stopped_says_so(session: Session):
    session.ask("why", PATIENCE, "p1")
    session.cancel()
    ended(session)
    assert (session.said, session.answer) == (say("board.said.stopped", "en"), "")


def test_why_is_refused_while_rules_are_broken(session: Session, board: Version):
    session.edit(lambda shown: editing.move(shown, *_to_day_off(board)))
    with pytest.raises(InvalidInput) as refused:
        session.ask("why", 10, "p4")
    assert [finding.code for finding in refused.value.findings] == ["board-why-illegal"]


def test_a_process_that_dies_is_told_and_changes_nothing(session: Session):
    session.ask("best", 3000)
    assert session.search is not None
    session.search._process.kill()
    ended(session)
    assert "was ended" in session.said
    assert len(session.history.versions) == 1


def test_a_board_that_is_closed_leaves_no_process(session: Session):
    session.ask("best", 3000)
    search = session.search
    assert search is not None
    session.close()
    assert search._process.returncode is not None
    assert not any(thread.name == "board-search" for thread in threading.enumerate())


def test_an_answer_that_comes_too_late_is_dropped(session: Session, best: Schedule):
    session._take(Answer(schedule=best))
    assert len(session.history.versions) == 1


# Saving


def test_saving_writes_board_and_schedule_and_never_the_roster(
    session: Session, cohort: Cohort, board: Version, tmp_path: Path
):
    here, _ = other_start(board, "p7")
    session.edit(lambda shown: editing.bind(shown, "pin", "p7", here))
    session.save()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["board.json", "schedule.json"]
    assert load_schedule(tmp_path / "schedule.json") == session.history.current.explained()
    assert not session.unsaved
    assert json.loads((tmp_path / "board.json").read_text())["changes"] == [f"pin:p7={here}"]
    again = opened(cohort, tmp_path).current
    assert (again.places, again.cohort) == (session.history.current.places, session.history.current.cohort)
    assert with_changes(cohort, board_changes(tmp_path / "board.json")) == again.cohort


def test_no_schedule_is_written_while_rules_are_broken(session: Session, board: Version, tmp_path: Path):
    session.edit(lambda shown: editing.move(shown, *_to_day_off(board)))
    session.save()
    assert [path.name for path in tmp_path.iterdir()] == ["board.json"]
    assert "rules are broken" in session.said


def test_a_dry_board_writes_nothing(session: Session, tmp_path: Path):
    session.dry = True
    session.edit(lambda shown: editing.bind(shown, "pin", "p7", "S-1"))
    session.save()
    assert list(tmp_path.iterdir()) == []
    assert session.unsaved


def test_a_pin_of_the_roster_can_be_lifted_and_stays_lifted(cohort: Cohort, best: Schedule, tmp_path: Path):
    pinned = with_changes(cohort, [Pin("p7", "S-1")])
    lifted = editing.bind(version(Step("opened"), pinned, best.places), "unpin", "p7", "S-1")
    (tmp_path / "board.json").write_text(board_text(pinned, lifted))
    assert bindings(opened(pinned, tmp_path).current.cohort) == frozenset()


def test_a_board_begins_with_what_there_is(cohort: Cohort, best: Schedule, tmp_path: Path, session: Session):
    assert opened(cohort, tmp_path).current.step.kind == "empty"
    assert opened(evolve(cohort, previous=best), tmp_path).current.places == best.places
    session.save()
    assert opened(cohort, tmp_path).current.step.kind == "reopened"
    (tmp_path / "board.json").unlink()
    assert opened(cohort, tmp_path).current.explained() == best


@pytest.mark.parametrize(
    ("old", "new", "codes"),
    [
        ('"first"', '"second"', ["board-other-cohort"]),
        ('"run": "P-1"', '"run": "P-7"', ["unknown-id"] * 4),
        (
            '"changes": []',
            '"changes": ["pin p7", "bar:p7=S-1", "seats:S-1=many"]',
            ["unknown-change", "bad-change"],
        ),
        ('"changes": []', '"changes": ["pin:p99=S-1"]', ["unknown-id"]),
        ('"schema": 1', '"schema": 2', ["unknown-schema"]),
    ],
)
def test_a_wrong_board_file_is_refused(session: Session, tmp_path: Path, old: str, new: str, codes: list[str]):
    text = board_text(session.base, session.saved)
    assert old in text
    (tmp_path / "board.json").write_text(text.replace(old, new))
    with pytest.raises(InvalidInput) as refused:
        opened(session.base, tmp_path)
    assert [finding.code for finding in refused.value.findings] == codes


# What the page shows


def test_choices_say_what_would_stand_in_the_way(session: Session):
    (choice,) = view.choices(session, "p4", "S-2", None)
    assert choice["run"] == "S-1"
    assert say("rule.unavailable") in choice["reasons"]


def test_choices_for_an_elective_span_the_electives(session: Session, board: Version):
    elective = next(place for place in board.places if place.participant == "p8" and place.run in {"D-1", "P-1"})
    found = {choice["run"] for choice in view.choices(session, "p8", elective.run, None)}
    assert found == {"D-1", "P-1"} - {elective.run}


def test_the_page_uses_every_sentence_it_is_given_and_is_given_every_sentence_it_uses():
    page = Path(view.__file__).parent / "page"
    source = "\n".join(path.read_text(encoding="utf-8") for path in sorted(page.iterdir()))
    given = set(view.words("en"))
    asked = set(re.findall(r'(?:data-word=|word\()"([a-z-]+)"', source))
    assert asked
    assert asked - given == set()
    made = {f"searching-{kind}" for kind in get_args(Kind)} | set(get_args(State))
    assert {name for name in given - asked - made if f'"{name}"' not in source} == set()
