"""In a browser: finding somebody, following to the run, printing, the keyboard, light and dark, no mischief."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve
from hostile import hostile_texts
from playwright.sync_api import Browser, Page, expect
from report_cases import crowd, with_names, with_titles

from curriculum import Cohort, Schedule, violations
from curriculum.judge import explained
from curriculum.report import report_page

Barriers = Callable[[Page], list[str]]
HOSTILE = hostile_texts(3_000)
A4 = (595, 842)
"""Width and height of the paper, in points."""


@pytest.fixture(scope="module")
def case() -> tuple[Cohort, Schedule]:
    return crowd(300)


@pytest.fixture(scope="module")
def report(case: tuple[Cohort, Schedule], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page of 300 people, of whom one lacks a place."""
    return written(*case, tmp_path_factory.mktemp("report"))


def written(cohort: Cohort, schedule: Schedule, folder: Path) -> Path:
    """Write a page in which every section has something to tell."""
    schedule = evolve(schedule, unfilled=explained(cohort, schedule))
    path = folder / "report.html"
    before = evolve(schedule, places=schedule.places[3:])
    broken = violations(cohort, schedule)
    path.write_bytes(report_page(cohort, schedule, before=before, violations=broken))
    return path


@pytest.fixture
def shown(page: Page, report: Path) -> Page:
    """That page, open."""
    page.goto(report.as_uri())
    return page


def test_somebody_is_found_by_name_and_followed_to_the_run(shown: Page, case: tuple[Cohort, Schedule]):
    cohort, schedule = case
    person = cohort.participants[211]
    shown.get_by_label("Find a person").fill((person.name or "").upper())
    expect(shown.get_by_role("status")).to_have_text("Found: 1")
    shown.locator("#found").get_by_role("link", name=person.name or "").click()
    itinerary = shown.get_by_role("region", name=person.name or "", exact=True)
    expect(itinerary).to_be_focused()
    expect(itinerary.get_by_role("rowheader")).to_have_count(len(schedule.runs_of(person.id)))
    run = schedule.runs_of(person.id)[0]
    itinerary.get_by_role("link", name=run).click()
    article = shown.get_by_role("article", name=run)
    expect(article).to_be_focused()
    expect(article).to_be_in_viewport()
    listed = article.get_by_role("rowheader").all_text_contents()
    names = {one.id: one.name for one in cohort.participants}
    assert sorted(text.strip() for text in listed) == sorted(names[one] or "" for one in schedule.people_in(run))


def test_the_browsers_way_back_leads_from_the_run_to_the_person(shown: Page):
    shown.get_by_label("Find a person").fill("p00042")
    shown.locator("#found a").click()
    shown.locator("#itinerary a").first.click()
    assert re.search(r"#r\d+$", shown.url)
    shown.go_back()
    assert shown.url.endswith("#person-42")
    expect(shown.locator("#itinerary")).to_be_focused()


@pytest.mark.parametrize(
    ("asked", "found"),
    [("jorgen", 30), ("JØRGEN højg", 4), ("bäckstrom hospital", 43), ("basis-003", 25), ("nobody", 0), ("", 0)],
)
def test_a_search_minds_neither_capitals_nor_accents(shown: Page, asked: str, found: int):
    shown.get_by_label("Find a person").fill(asked)
    expect(shown.locator("#found li")).to_have_count(min(found, 12))
    told = shown.get_by_role("status").text_content() or ""
    assert (re.findall(r"\d+", told)[:1] or ["0"]) == [str(found)]


def test_everything_can_be_done_with_the_keyboard(shown: Page):
    shown.keyboard.press("Tab")
    expect(shown.get_by_role("link", name="Skip to the content")).to_be_focused()
    shown.keyboard.press("Enter")
    expect(shown.locator("main")).to_be_focused()
    field = shown.get_by_label("Find a person")
    for _ in range(400):
        shown.keyboard.press("Tab")
        if field.evaluate("field => field === document.activeElement"):
            break
    expect(field).to_be_focused()
    shown.keyboard.type("p00007")
    shown.keyboard.press("Tab")
    expect(shown.locator("#found a")).to_be_focused()
    shown.keyboard.press("Enter")
    expect(shown.locator("#itinerary")).to_be_focused()
    for _ in ("print this alone", "the table", "the first run"):
        shown.keyboard.press("Tab")
    shown.keyboard.press("Enter")
    run = shown.locator("article:focus")
    expect(run).to_have_count(1)
    expect(run.locator("details")).to_have_attribute("open", "")


def test_it_prints_on_a4_what_is_unfolded(shown: Page):
    paper: dict[str, Any] = {"format": "A4", "prefer_css_page_size": True}
    folded = shown.pdf(**paper)
    boxes = {tuple(map(round, map(float, box.split()))) for box in _boxes(folded)}
    assert boxes == {(0, 0, *A4)}
    shown.get_by_role("button", name="Unfold everything").click()
    unfolded = shown.pdf(**paper)
    assert 2 < len(_boxes(folded)) < len(_boxes(unfolded)) < 80


def _boxes(pdf: bytes) -> list[str]:
    """Return the size of each sheet of paper."""
    return [found.decode() for found in re.findall(rb"/MediaBox \[([^\]]+)\]", pdf)]


@pytest.mark.parametrize("width", [390, 1280])
def test_nothing_is_wider_than_the_screen_or_the_paper(shown: Page, width: int):
    shown.set_viewport_size({"width": width, "height": 900})
    shown.get_by_role("button", name="Unfold everything").click()
    assert shown.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("language", ["da", "sv", "en"])
def test_all_sections_can_be_seen_in_the_navigation_which_covers_none_of_them(
    page: Page, tmp_path: Path, language: str
):
    path = tmp_path / "report.html"
    path.write_bytes(report_page(*crowd(40), language))
    page.set_viewport_size({"width": 1300, "height": 900})
    page.goto(path.as_uri())
    links = page.locator("nav a")
    assert page.locator("nav ul").evaluate("list => list.scrollWidth <= list.clientWidth")
    for link in links.all():
        expect(link).to_be_in_viewport(ratio=1)
    links.nth(2).click()
    bar, heading = (page.locator(one).bounding_box() or {} for one in ("nav", "#runs-heading"))
    assert bar["y"] + bar["height"] <= heading["y"] < 250


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_accessibility_checker_finds_nothing(page: Page, tmp_path: Path, barriers: Barriers, scheme: Any):
    page.emulate_media(color_scheme=scheme)
    page.goto(written(*crowd(40), tmp_path).as_uri())
    page.get_by_label("Find a person").fill("anne")
    page.locator("#found a").first.click()
    page.locator("#itinerary a").first.click()
    for summary in ("#calendar summary", "#wishes summary", "#unfilled summary"):
        page.locator(summary).first.click()
    ground = page.evaluate("getComputedStyle(document.querySelector('main > section')).backgroundColor")
    assert (ground == "rgb(255, 255, 255)") == (scheme == "light")
    assert barriers(page) == []


def test_it_asks_for_nothing_but_itself(shown: Page, seen: Any, report: Path):
    shown.get_by_label("Find a person").fill("anne")
    shown.locator("#found a").first.click()
    shown.get_by_role("button", name="Unfold everything").click()
    shown.wait_for_load_state("networkidle")
    assert [url for url in seen.requests if url != "data:,"] == [report.as_uri()]
    assert seen.errors == []


def test_it_can_be_read_without_scripts(browser: Browser, report: Path, case: tuple[Cohort, Schedule]):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(report.as_uri())
    page.get_by_text("Everybody, one line each").click()
    person = page.locator("#p17")
    expect(person.get_by_role("rowheader")).to_have_text(case[0].participants[17].name or "")
    person.get_by_role("link").first.click()
    expect(page.locator("article:target")).to_be_in_viewport()
    assert not page.get_by_label("Find a person").is_visible()
    context.close()


def test_three_thousand_hostile_names_do_nothing_and_stand_there_as_they_are(
    page: Page, seen: Any, tmp_path: Path
):
    cohort, schedule = crowd(len(HOSTILE))
    path = tmp_path / "hostile.html"
    path.write_bytes(report_page(with_names(cohort, HOSTILE), schedule))
    page.goto(path.as_uri())
    page.evaluate("document.querySelectorAll('#everybody .show').forEach(button => button.click())")
    cells = "[...document.querySelectorAll('#everybody tbody th')].map(cell => cell.textContent)"
    assert [text.removesuffix("\n") for text in page.evaluate(cells)] == HOSTILE
    for name in ("</script>", "<img", "onmouseover", "=cmd"):
        page.get_by_label("Find a person").fill(name)
        page.locator("#found a").first.hover()
        page.locator("#found a").first.click()
        heading = page.locator("#itinerary-heading").text_content()
        assert heading in HOSTILE
    _nothing_happened(page, seen)


def test_three_thousand_hostile_titles_do_nothing_and_stand_there_as_they_are(
    page: Page, seen: Any, tmp_path: Path
):
    path = tmp_path / "hostile.html"
    path.write_bytes(report_page(*with_titles(HOSTILE)))
    page.goto(path.as_uri())
    titles = "[...document.querySelectorAll('#overview a bdi')].map(title => title.textContent)"
    assert page.evaluate(titles) == HOSTILE
    page.goto(f"{path.as_uri()}#person-0")
    cells = "[...document.querySelectorAll('#itinerary-rows td:nth-child(2)')].map(cell => cell.textContent)"
    assert page.evaluate(cells) == HOSTILE
    _nothing_happened(page, seen)


def _nothing_happened(page: Page, seen: Any) -> None:
    assert page.evaluate("typeof hacked") == "undefined"
    assert seen.dialogs == []
    assert seen.errors == []
    assert {url for url in seen.requests if not url.startswith(("file:", "data:,"))} == set()
