"""In a browser: a large report holds back what nobody looks at, and gives it to whoever comes near."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect
from report_cases import crowd

from curriculum import Cohort, Schedule
from curriculum.report import report_page
from curriculum.report.page import facts

Case = tuple[Cohort, Schedule]
PEOPLE = 1_300
"""More than are taken in at once, fewer than are printed at once."""


@pytest.fixture(scope="module")
def case() -> Case:
    return crowd(PEOPLE)


@pytest.fixture(scope="module")
def report(case: Case, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("large") / "report.html"
    path.write_bytes(report_page(*case))
    return path


@pytest.fixture
def shown(page: Page, report: Path) -> Page:
    page.goto(report.as_uri())
    return page


def sheets(page: Page) -> int:
    """Return how many sheets of paper a page fills."""
    return len(re.findall(rb"/MediaBox", page.pdf(format="A4", prefer_css_page_size=True)))


def test_only_what_is_near_is_part_of_the_page(shown: Page, case: Case):
    runs = len({place.run for place in case[1].places})
    assert shown.locator("article").count() < runs
    assert shown.locator("#everybody tbody tr").count() == 0


def test_a_link_leads_to_a_run_that_was_held_back(shown: Page, case: Case):
    run = case[1].runs_of(f"p{PEOPLE - 2:05d}")[-1]
    assert shown.get_by_role("article", name=run).count() == 0
    shown.get_by_label("Find a person").fill(f"p{PEOPLE - 2:05d}")
    shown.locator("#found a").click()
    shown.locator("#itinerary").get_by_role("link", name=run).click()
    article = shown.get_by_role("article", name=run)
    expect(article).to_be_focused()
    expect(article).to_be_in_viewport()


def test_all_runs_are_there_for_whoever_scrolls_to_the_end(shown: Page, case: Case):
    runs = len({place.run for place in case[1].places})
    for _ in range(400):
        if shown.locator("article").count() == runs:
            break
        shown.evaluate("document.querySelector('#runs [data-later]')?.scrollIntoView()")
        shown.wait_for_timeout(20)
    expect(shown.locator("article")).to_have_count(runs)


def test_whoever_comes_to_it_by_keyboard_stays_where_they_are(shown: Page):
    shown.get_by_role("button", name="Show the runs from").last.focus()
    expect(shown.locator("article:focus")).to_have_count(1)


def test_a_button_shows_what_is_held_back_to_whoever_cannot_look(shown: Page):
    buttons = shown.get_by_role("button", name="Show the runs from")
    articles, left = shown.locator("article").count(), buttons.count()
    shown.evaluate("[...document.querySelectorAll('#runs .show')].at(-1).click()")
    assert shown.locator("article").count() > articles
    assert buttons.count() == left - 1


def test_everybody_is_listed_once_the_list_is_unfolded(shown: Page):
    shown.get_by_text("Everybody, one line each").click()
    expect(shown.locator("#p0")).to_be_visible()
    assert shown.evaluate("document.documentElement.scrollWidth") <= 1280


def test_everything_is_printed_up_to_the_stated_bound(shown: Page, case: Case):
    runs = len({place.run for place in case[1].places})
    whole = sheets(shown)
    assert shown.locator("article").count() == runs
    assert whole > runs / 16  # at most so many runs fit on a sheet


def test_above_the_bound_paper_says_that_it_holds_a_part(
    page: Page, case: Case, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(facts, "MOST_PRINTED", PEOPLE - 1)
    path = tmp_path / "report.html"
    path.write_bytes(report_page(*case))
    page.goto(path.as_uri())
    assert page.get_by_role("button", name="Unfold everything").count() == 0
    page.emulate_media(media="print")
    expect(page.get_by_text("Only what was on the screen is printed")).to_be_visible()
    before = page.locator("article").count()
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert page.locator("article").count() == before


@pytest.mark.parametrize("what", ["person", "run"])
def test_one_person_or_run_can_be_printed_alone(shown: Page, what: str):
    shown.evaluate("window.print = () => { window.asked = true; }")
    shown.get_by_label("Find a person").fill("p00042")
    shown.locator("#found a").click()
    if what == "run":
        shown.locator("#itinerary a").first.click()
        shown.locator("article:focus").get_by_role("button", name="Print this alone").click()
    else:
        shown.locator("#itinerary").get_by_role("button", name="Print this alone").click()
    assert shown.evaluate("window.asked")
    shown.emulate_media(media="print")
    expect(shown.locator(".printed")).to_be_visible()
    expect(shown.locator("header")).to_be_hidden()
    expect(shown.locator("#overview")).to_be_hidden()
    shown.evaluate("dispatchEvent(new Event('afterprint'))")
    expect(shown.locator("header")).to_be_visible()


def test_a_large_page_can_be_read_without_scripts(browser: Browser, report: Path, case: Case):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{report.as_uri()}#r150")
    assert page.locator("article").count() == len({place.run for place in case[1].places})
    expect(page.locator("article:target")).to_be_in_viewport()
    page.get_by_text("Everybody, one line each").click()
    assert page.locator("#everybody tbody tr").count() == PEOPLE
    context.close()


def test_the_accessibility_checker_finds_nothing_in_what_is_held_back_and_shown(
    page: Page, seen: Any, barriers: Callable[[Page], list[str]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(facts, "MANY_RUNS", 0)
    path = tmp_path / "report.html"
    path.write_bytes(report_page(*crowd(60)))
    page.goto(path.as_uri())
    page.get_by_text("Everybody, one line each").click()
    expect(page.locator("#p0")).to_be_visible()
    assert barriers(page) == []
    assert seen.errors == []
