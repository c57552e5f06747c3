"""Notebooks show catalogs, cohorts and schedules; nothing in the data can act as HTML."""

from __future__ import annotations

from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from curriculum.catalog import Catalog
from curriculum.cohort import Cohort
from curriculum.graph import requisite_graph
from curriculum.messages import LANGUAGES
from curriculum.metrics import structural_metrics
from curriculum.model import Capacity, Electives, Level, Module, Programme
from curriculum.notebook import MOST_ROWS, catalog_html, cohort_html, schedule_html
from curriculum.roster import Participant
from curriculum.runs import Run
from curriculum.schedule import Place, Schedule, Score, Unfilled

HARMLESS = {"div", "h4", "small", "table", "thead", "tbody", "tr", "th", "td", "p", "pre"}


class Reader(HTMLParser):
    """Gathers the tags, attributes and texts of a page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.open: list[str] = []
        self.text = ""
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.open.append(tag)
        self.attributes += attrs

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data


def catalog(title: str = "Nordisk ledelse", capacity: int = 9) -> Catalog:
    return Catalog(
        id="cat",
        language="da",
        title=title,
        levels=[Level(id="top")],
        modules=[
            Module(id="a", kind="basis", title={"da": "Grund", "en": "Ground"}, hours=6.5),
            Module(id="b", title=title, requires="a", capacity=Capacity(minimum=2, maximum=capacity)),
        ],
        programmes=[Programme(id="p", basis=["a"], electives=Electives(modules=["b"], choose=1))],
    )


def schedule(participant: str = "p1", run: str = "B-1", why: str = "capacity") -> Schedule:
    return Schedule(
        cohort="c",
        programme="cat:p",
        status="feasible",
        score=Score(1, 7),
        places=[Place(participant, "b", run)],
        unfilled=[Unfilled(participant, "basis", "a", [why])],
    )


def test_a_catalog_shows_its_modules_and_programmes() -> None:
    page = Reader(catalog_html(catalog()))
    assert "Nordisk ledelse" in page.text
    assert "Ground" in page.text
    assert "6.5" in page.text
    assert {"table", "td"} <= set(page.tags)
    assert all("6,5" in Reader(catalog_html(catalog(), language)).text for language in ("da", "sv"))


def test_titles_and_headings_are_in_the_language_asked_for() -> None:
    assert "Grund" in Reader(catalog_html(catalog(), "da")).text
    assert "Valgmoduler" in Reader(catalog_html(catalog(), "da")).text
    assert "Valbara moduler" in Reader(catalog_html(catalog(), "sv")).text


def test_a_cohort_shows_numbers_and_runs_but_no_names() -> None:
    cohort = Cohort(
        id="c",
        catalog=catalog(),
        programme_id="p",
        participants=[Participant(id="p1", level="top", name="Nomen Nescio", email="n@example.org")],
        runs=[Run(id="B-1", module="b", venue="Skejby")],
    )
    assert cohort._repr_html_() == cohort_html(cohort)
    page = Reader(cohort_html(cohort)).text
    assert "Skejby" in page
    assert "2-9" in page
    assert "Nomen" not in page
    assert "example.org" not in page


def test_a_schedule_shows_status_score_runs_and_what_is_unfilled() -> None:
    page = Reader(schedule_html(schedule())).text
    assert "not proven optimal" in page
    assert "1 unfilled, 7 points" in page
    assert "B-1" in page
    assert "capacity" in page


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_heading_exists_in_every_language(language: str) -> None:
    assert Reader(schedule_html(schedule(), language)).open == []


def test_long_tables_are_cut_and_say_so() -> None:
    places = [Place("p1", "b", f"B-{number:03}") for number in range(MOST_ROWS + 3)]
    page = Reader(schedule_html(Schedule(cohort="c", programme="cat:p", status="unknown", places=places)))
    assert page.tags.count("tr") == MOST_ROWS + 1
    assert "... and 3 more" in page.text


def test_markup_in_data_is_shown_and_does_nothing() -> None:
    evil = "<script>alert('x')</script>&<b onclick=\"x\">"
    for page in (catalog_html(catalog(evil)), schedule_html(schedule(evil, evil, evil))):
        read = Reader(page)
        assert set(read.tags) <= HARMLESS
        assert read.attributes == []
        assert evil in read.text


@given(st.text(min_size=1).filter(lambda text: text == text.strip() and "|" not in text))
def test_no_text_can_become_a_tag(text: str) -> None:
    read = Reader(schedule_html(schedule(text, text, text)) + catalog_html(catalog(text)))
    assert set(read.tags) <= HARMLESS
    assert read.open == []
    assert read.attributes == []


def test_notebooks_find_the_pages_by_themselves() -> None:
    assert catalog()._repr_html_() == catalog_html(catalog())
    assert schedule()._repr_html_() == schedule_html(schedule())


def test_metrics_show_their_table_with_totals_and_nothing_acts_as_html():
    measured = structural_metrics(requisite_graph([("<b>a", "b"), ("b", "c")]))
    page = Reader(measured._repr_html_())
    assert set(page.tags) <= HARMLESS
    assert "<b>a" in page.text
    assert f"total{measured.blocking}{measured.delay}" in page.text


def test_a_long_table_of_metrics_is_cut_and_keeps_its_totals():
    many = requisite_graph([], modules=[f"m{number}" for number in range(150)])
    page = Reader(structural_metrics(many)._repr_html_())
    assert page.tags.count("tr") == 102
    assert "total0150" in page.text
