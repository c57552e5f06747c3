"""The board in a browser: pinning, searching, comparing, undoing, dragging, the keyboard, other sites kept out."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import sysconfig
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, Route, expect

from curriculum import load_cohort, schedule_cohort
from curriculum.files import dump_schedule

expect.set_options(timeout=15_000)
Barriers = Callable[[Page], list[str]]
FIRST = Path(__file__).parents[2] / "examples" / "first-cohort"
UNDO_ALL = """() => fetch("/api/go", {
    method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify({ steps: -999 })
})"""
STANDING = "async () => (await fetch('/api/standing')).text()"
HOSTILE = "</script><img src=x onerror=alert(1)>"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The first cohort with names, one of them hostile, and its best schedule."""
    made = tmp_path_factory.mktemp("board") / "cohort"
    shutil.copytree(FIRST, made)
    roster = made / "participants.csv"
    heading, *rows = roster.read_text(encoding="utf-8").splitlines()
    names = {"p1": "Åse Ørsted", "p8": HOSTILE}
    lines = [f"{heading},name", *(f"{row},{names.get(row.partition(',')[0], '')}" for row in rows)]
    roster.write_text("\n".join(lines) + "\n", encoding="utf-8")
    dump_schedule(schedule_cohort(load_cohort(made)), made / "schedule.json")
    return made


@pytest.fixture(scope="module")
def saved(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the board saves."""
    return tmp_path_factory.mktemp("saved")


@pytest.fixture(scope="module")
def addresses(folder: Path, saved: Path) -> Iterator[Iterator[str]]:
    """Where a board is open, for all tests: an address for each browser, as the board tells them."""
    program = Path(sysconfig.get_path("scripts"), "curriculum")
    words = ["board", folder, folder / "schedule.json", "--out", saved, "--no-browser"]
    board = subprocess.Popen(
        [sys.executable, program, *map(str, words)],
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "LC_ALL": "C.UTF-8"},
    )
    assert board.stderr is not None
    yield (found[0] for line in board.stderr if (found := re.findall(r"http://\S+", line)))
    board.send_signal(signal.SIGINT)
    board.communicate(timeout=30)


@pytest.fixture
def board(page: Page, addresses: Iterator[str]) -> Page:
    """The board's page, everything undone that was done in another test."""
    before = page.context.new_page()
    before.goto(next(addresses))
    home = before.url
    before.evaluate(UNDO_ALL)
    before.close()
    page.goto(home)
    expect(page.locator("body")).not_to_have_attribute("aria-busy", "true")
    return page


def card(board: Page, run: str) -> Any:
    return board.get_by_role("article", name=run, exact=True)


def chip(board: Page, person: str, run: str) -> Any:
    return board.locator(f'[data-key="chip:{person}:{run}"]')


def start_of(board: Page, person: str) -> tuple[str, str]:
    """Return the start run that a person is in, and the other one."""
    return ("S-1", "S-2") if chip(board, person, "S-1").count() else ("S-2", "S-1")


def test_pin_somebody_search_see_the_difference_and_undo(board: Page, seen: Any):
    assert "ticket" not in board.url
    here, there = start_of(board, "p7")
    expect(board.locator("#quality")).to_have_text("Every rule is kept, and nothing is better: proven")
    board.get_by_label("Pin whom I move").check()
    chip(board, "p7", here).click()
    board.get_by_role("region", name="Person").get_by_role("button", name="Move to …").first.click()
    board.get_by_role("button", name=f"Here: {there}").click()
    expect(chip(board, "p7", there)).to_contain_text("◆ p7")
    expect(board.locator("#violations li").first).to_be_visible()
    board.get_by_role("button", name="Best schedule").click()
    expect(board.locator("#difference")).to_contain_text("From version 2 to 3", timeout=60_000)
    expect(board.locator("#violations")).to_have_text("Every rule is kept.")
    expect(chip(board, "p7", there)).to_be_visible()
    assert board.locator("#difference li").count() > 0
    board.get_by_role("button", name="Undo").click()
    board.get_by_role("button", name="Undo").click()
    expect(chip(board, "p7", here)).to_be_visible()
    expect(board.get_by_role("button", name="Undo")).to_be_disabled()
    board.get_by_role("button", name="Redo").click()
    expect(chip(board, "p7", there)).to_be_visible()
    assert seen.errors == []
    assert {
        address.partition("/api")[0].partition("/page")[0].partition("/?")[0] for address in seen.requests
    } <= {
        board.url.rstrip("/"),
        board.url,
        "data:,",
    }


def test_drag_somebody_and_see_what_breaks(board: Page):
    here, there = start_of(board, "p6")
    before = card(board, there).locator(".seats").inner_text()
    chip(board, "p6", here).drag_to(card(board, there))
    expect(chip(board, "p6", there)).to_be_visible()
    assert card(board, there).locator(".seats").inner_text() != before
    expect(board.get_by_role("status")).to_have_text(f"p6 moved from {here} to {there}")
    expect(board.locator("#quality")).to_contain_text("Rules broken")
    expect(card(board, there)).to_have_class(re.compile("broken"))
    board.keyboard.press("Control+z")
    expect(chip(board, "p6", here)).to_be_visible()
    expect(board.locator("#violations")).to_have_text("Every rule is kept.")


def test_nobody_can_be_dropped_where_they_cannot_go(board: Page):
    here, _ = start_of(board, "p6")
    chip(board, "p6", here).drag_to(card(board, "D-1"))
    expect(board.get_by_role("button", name="Undo")).to_be_disabled()


def test_everything_by_keyboard(board: Page):
    here, there = start_of(board, "p4")
    chip(board, "p4", here).focus()
    board.keyboard.press("m")
    expect(board.get_by_role("dialog")).to_contain_text(f"p4: from {here} to which run?")
    here_button = board.get_by_role("button", name=f"Here: {there}")
    for _ in range(3):
        if not here_button.evaluate("button => button === document.activeElement"):
            board.keyboard.press("Tab")
    expect(here_button).to_be_focused()
    board.keyboard.press("Enter")
    expect(chip(board, "p4", there)).to_be_visible()
    expect(board.get_by_role("dialog")).to_be_hidden()
    board.get_by_role("button", name="Take out").first.focus()
    board.keyboard.press("Enter")
    expect(board.locator("#people-list li").first).to_contain_text("lacks")
    board.keyboard.press("Control+z")
    board.keyboard.press("Control+z")
    expect(chip(board, "p4", here)).to_be_visible()
    board.keyboard.press("Control+Shift+Z")
    expect(chip(board, "p4", there)).to_be_visible()


def test_somebody_is_found_by_name_and_names_are_only_text(board: Page, seen: Any):
    board.get_by_label("Find a person").fill("ørsted")
    expect(board.locator("#people-list li")).to_have_count(1)
    board.get_by_role("button", name="Åse Ørsted").first.click()
    expect(board.locator("#details")).to_contain_text("Åse Ørsted (p1)")
    board.get_by_label("Find a person").fill("onerror")
    board.locator("#people-list button").click()
    expect(board.locator("#details h3")).to_have_text(f"{HOSTILE} (p8)")
    assert board.locator("img").count() == 0
    assert (seen.dialogs, seen.errors) == ([], [])


def test_saving_writes_pins_and_schedule(board: Page, saved: Path):
    here, _ = start_of(board, "p7")
    chip(board, "p7", here).click()
    board.locator(f'[data-key="pin:p7:{here}"]').click()
    expect(board.locator(f'[data-key="unpin:p7:{here}"]')).to_be_visible()
    board.get_by_role("button", name="Save changes").click()
    expect(board.get_by_role("status")).to_contain_text("Saved")
    assert json.loads((saved / "board.json").read_text(encoding="utf-8"))["changes"] == [f"pin:p7={here}"]
    assert (saved / "schedule.json").exists()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_barriers_for_anybody(board: Page, barriers: Barriers, scheme: Any):
    board.emulate_media(color_scheme=scheme)
    here, there = start_of(board, "p6")
    chip(board, "p6", here).drag_to(card(board, there))
    expect(board.locator("#violations li").first).to_be_visible()
    board.locator("#version-list button").first.click()
    expect(board.locator("#difference h3")).to_be_visible()
    assert barriers(board) == []
    chip(board, "p6", there).click()
    board.get_by_role("button", name="Move to …").first.click()
    expect(board.get_by_role("dialog")).to_be_visible()
    assert barriers(board) == []


def test_the_board_fits_a_narrow_window(board: Page):
    board.set_viewport_size({"width": 390, "height": 800})
    assert board.evaluate("document.documentElement.scrollWidth") <= 390


def test_another_site_in_the_same_browser_gets_nothing_and_changes_nothing(board: Page):
    home = board.url.rstrip("/")
    standing = board.evaluate(STANDING)

    def answer(route: Route) -> None:
        route.fulfill(body="<p>another site", content_type="text/html")

    stranger = board.context.new_page()
    stranger.route("http://other.example/**", answer)
    stranger.goto("http://other.example/")
    answers: list[int] = []
    stranger.on("response", lambda response: answers.append(response.status))
    script = """async ([home, mode]) => {
        const body = JSON.stringify({ person: "p7", before: null, after: "S-1" });
        const send = { method: "POST", body, mode, credentials: "include" };
        try { return await (await fetch(`${home}/api/move`, send)).text(); } catch { return "refused"; }
    }"""
    assert stranger.evaluate(script, [home, "cors"]) == "refused"
    assert stranger.evaluate(script, [home, "no-cors"]) in {"", "refused"}
    stranger.evaluate(
        "home => { const f = document.createElement('iframe'); f.src = home; document.body.append(f); }", home
    )
    stranger.wait_for_timeout(300)
    assert set(answers) <= {403}
    assert board.evaluate(STANDING) == standing
