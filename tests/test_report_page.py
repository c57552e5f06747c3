"""The page says what the schedule says, in three languages, and what comes from data does nothing in it."""

from __future__ import annotations

import json
import re
import sys
from base64 import b64encode
from collections import Counter
from fractions import Fraction
from hashlib import sha256
from html.parser import HTMLParser
from pathlib import Path

import pytest
from attrs import evolve
from hostile import hostile_texts
from report_cases import crowd, with_names, with_titles

from curriculum import (
    Cohort,
    InvalidInput,
    MissingExtra,
    Place,
    Schedule,
    Score,
    load_cohort,
    points,
    schedule_cohort,
    unfilled,
    violations,
)
from curriculum.judge import explained
from curriculum.messages import LANGUAGES, sentences
from curriculum.report import report_files, report_page
from curriculum.report.page import rendering
from curriculum.report.page.calendar import months, rooms, sittings
from curriculum.report.page.meaning import meaning
from curriculum.report.page.search_index import script_json
from curriculum.shares import share_of_all, shares
from curriculum.summary import summarise

TEMPLATES = Path(rendering.__file__).parent / "templates"
HOSTILE = hostile_texts(3_000)


class Reader(HTMLParser):
    """Reads a page back: texts of cells and headings, elements by name, attributes."""

    def __init__(self, page: bytes) -> None:
        super().__init__()
        self.elements: Counter[str] = Counter()
        self.attributes: list[tuple[str, str | None]] = []
        self.texts: dict[str, list[str]] = {}
        self.scripts: list[str] = []
        self._open: list[str] = []
        self.feed(page.decode())
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements[tag] += 1
        self.attributes += attrs
        if tag in {"th", "td", "h3", "script", "style", "title"}:
            self._open.append(tag)
            self.texts.setdefault(tag, []).append("")

    def handle_endtag(self, tag: str) -> None:
        if tag in {"table", "tr", "tbody", "thead"}:
            self._open = [name for name in self._open if name not in {"th", "td"}]
        elif tag in self._open:
            self._open.remove(tag)

    def handle_data(self, data: str) -> None:
        if self._open:
            self.texts[self._open[-1]][-1] += data


@pytest.fixture(scope="module")
def cohort() -> Cohort:
    return load_cohort("examples/first-cohort")


@pytest.fixture(scope="module")
def schedule(cohort: Cohort) -> Schedule:
    return schedule_cohort(cohort)


@pytest.fixture(scope="module")
def hostile() -> bytes:
    cohort, schedule = crowd(len(HOSTILE))
    return report_page(with_names(cohort, HOSTILE), schedule)


def index_of(page: bytes) -> dict[str, list[list[object]]]:
    """Return what the page's script reads."""
    (found,) = re.findall(r'<script type="application/json" id="index">(.*?)</script>', page.decode(), re.DOTALL)
    return json.loads(found)


def test_three_thousand_hostile_names_add_no_element_to_the_page(hostile: bytes):
    cohort, schedule = crowd(len(HOSTILE))
    harmless = Reader(report_page(cohort, schedule))
    found = Reader(hostile)
    assert found.elements == harmless.elements
    assert Counter(name for name, _ in found.attributes) == Counter(name for name, _ in harmless.attributes)


def test_three_thousand_hostile_names_read_back_equal_from_the_page(hostile: bytes):
    listed = Counter(text.removesuffix("\n") for text in Reader(hostile).texts["th"])
    lacking = [name for name in HOSTILE if listed[name] < 2]  # in the list of everybody, and in a run
    assert lacking == []
    assert [person[1] for person in index_of(hostile)["people"]] == HOSTILE


def test_three_thousand_hostile_titles_read_back_equal_from_the_page():
    cohort, schedule = with_titles(HOSTILE)
    page = report_page(cohort, schedule)
    found = Reader(page)
    assert set(HOSTILE) <= {text.strip() for text in found.texts["th"]}
    assert {run[1] for run in index_of(page)["runs"]} == set(HOSTILE)
    assert found.elements["script"] == 2
    assert found.elements["img"] == 0


def test_the_policy_admits_the_pages_own_scripts_and_styles_and_no_others(cohort: Cohort, schedule: Schedule):
    page = report_page(cohort, schedule)
    (policy,) = [
        value or "" for name, value in Reader(page).attributes if name == "content" and "default" in value
    ]
    rules = dict(rule.split(" ", 1) for rule in policy.split("; "))
    assert rules["default-src"] == "'none'"
    text = page.decode()
    for directive, pattern in (("script-src", r"<script>(.*?)</script>"), ("style-src", r"<style>(.*?)</style>")):
        found = set(re.findall(pattern, text, re.DOTALL))
        hashes = {f"'sha256-{b64encode(sha256(one.encode()).digest()).decode()}'" for one in found}
        assert set(rules[directive].split()) == hashes
    assert not [name for name, _ in Reader(page).attributes if name == "style" or name.startswith("on")]


def test_the_page_names_no_address_outside_itself(cohort: Cohort, schedule: Schedule):
    page = report_page(cohort, schedule).decode()
    assert set(re.findall(r"\w+://[^\s\"'<]*", page)) <= {"http://www.w3.org/2000/svg"}
    links = re.findall(r'(?:href|src)="?([^" >]*)', page)
    assert links
    assert [link for link in links if not link.startswith(("#", "data:,"))] == []


def test_equal_schedules_give_equal_pages(cohort: Cohort, schedule: Schedule):
    assert report_page(cohort, schedule, "sv") == report_page(cohort, schedule, "sv")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_a_page_of_its_own(language: str, cohort: Cohort, schedule: Schedule):
    page = report_page(cohort, schedule, language).decode()
    assert f'<html lang="{language}">' in page
    assert f'<h2 id="overview-heading">{sentences()["report.page.overview"][language]}</h2>' in page
    for sentence in meaning(schedule, language):
        assert sentence in page


def test_every_sentence_of_the_page_is_said_in_a_template_or_by_its_facts():
    source = "".join(path.read_text(encoding="utf-8") for path in sorted(TEMPLATES.parent.rglob("*.*ml")))
    source += (TEMPLATES.parent / "facts.py").read_text(encoding="utf-8")
    names = {key.removeprefix("report.page.") for key in sentences() if key.startswith("report.page.")}
    said = set(re.findall(r'word\("([\w-]+)"', source)) | set(rendering.SECTIONS)
    begun = tuple(re.findall(r'word\("([\w-]+-)" ~', source))
    told = {"basis", "elective", "level", "organisation"}
    assert {name for name in names - said - told if not name.startswith(begun)} == set()
    assert {name for name in said - names if not name.endswith("-")} == set()


def test_every_persons_runs_are_in_the_index_in_the_order_of_time(cohort: Cohort, schedule: Schedule):
    index = index_of(report_page(cohort, schedule))
    starts = {run.id: run.start for run in cohort.runs}
    for person in index["people"]:
        attended = [index["runs"][number][0] for number in person[3]]
        assert sorted(attended) == sorted(schedule.runs_of(person[0]))
        assert attended == sorted(attended, key=lambda run: starts[run])


def test_without_names_no_file_of_the_report_has_one(cohort: Cohort, schedule: Schedule):
    named = with_names(cohort, ["Zoë Secret"])
    with_them = report_files(named, schedule)
    without = report_files(named, schedule, names=False)
    assert "Zoë Secret" in with_them["report.html"].decode()
    assert without == report_files(cohort, schedule)
    assert not any("Zoë".encode() in data or b"p1@example.org" in data for data in without.values())


def test_what_is_unfilled_stands_there_with_the_rules_in_the_way_and_run_by_run(
    cohort: Cohort, schedule: Schedule
):
    kept = [place for place in schedule.places if place.participant != "p7"]
    poor = evolve(schedule, places=kept)
    poor = evolve(poor, unfilled=explained(cohort, poor), score=Score(len(unfilled(cohort, poor)), 0))
    page = report_page(cohort, poor).decode()
    section = page.partition('<section id="unfilled"')[2].partition('<section id="wishes"')[0]
    missing = [one for one in poor.unfilled if one.participant == "p7"]
    assert section.count("<details>") == len(poor.unfilled)
    for one in missing:
        for rule in one.why:
            assert sentences()[f"rule.{rule}"]["en"] in section.replace("&#x27;", "'")
    assert "Every place is filled." in report_page(cohort, schedule).decode()


def test_what_has_changed_is_listed_for_each_person(cohort: Cohort, schedule: Schedule):
    place = schedule.places[0]
    before = evolve(schedule, places=[*schedule.places[1:], Place("gone", place.module, place.run)])
    page = report_page(cohort, schedule, before=before).decode()
    section = page.partition('<section id="changes"')[2]
    assert section.count("<tr>") == 3
    assert "gone" in section
    assert "Nobody has another place" in report_page(cohort, schedule, before=schedule).decode()


def test_what_the_judge_finds_is_shown_first(cohort: Cohort, schedule: Schedule):
    crowded = evolve(
        schedule, places=[*schedule.places, *(evolve(one, participant="p1") for one in schedule.places)]
    )
    broken = violations(cohort, crowded)
    page = report_page(cohort, crowded, violations=broken).decode()
    overview = page.partition('<section id="overview"')[2].partition('<section id="calendar"')[0]
    assert overview.count("<li>") == len(broken) > 0
    assert "has checked every rule" not in overview


def test_a_schedule_that_does_not_say_how_good_it_is_is_judged():
    cohort, schedule = crowd(60)
    page = report_page(cohort, schedule).decode()
    assert "Places that people are owed and do not have: 1." in page
    assert "How good it could be at best is not known." in page


@pytest.mark.parametrize(
    ("status", "score", "bound", "said"),
    [
        ("optimal", Score(0, 40), Score(0, 40), "no schedule that keeps the rules is better"),
        ("feasible", Score(0, 40), Score(0, 30), "at most 25.0 %"),
        ("feasible", Score(3, 40), Score(1, 0), "at least 1 stay unfilled"),
        ("infeasible", None, None, "No schedule exists"),
        ("unknown", None, None, "whether one exists is not known"),
    ],
)
def test_the_meaning_of_a_score_is_what_is_proven(status: str, score: Score, bound: Score, said: str):
    told = " ".join(meaning(Schedule(cohort="c", programme="p", status=status, score=score, bound=bound), "en"))
    assert said in told
    assert ("proven that no schedule" in told) == (status == "optimal")


@pytest.mark.parametrize("attribute", ["level", "organisation"])
def test_shares_add_up_to_the_points_that_the_judge_counts(attribute: str):
    cohort, schedule = crowd(200)
    cohort = evolve(cohort, goals=evolve(cohort.goals, preference=[0, 1], unranked=7, worst=1))
    found, judged = shares(cohort, schedule, attribute), points(cohort, schedule)
    assert sum(share.mean * share.people for share in found) == judged.preference
    assert max(share.most for share in found) == share_of_all(cohort, schedule).most == judged.worst
    assert sum(share.people for share in found) == 200
    assert sum(share.places for share in found) == share_of_all(cohort, schedule).places == 399


def test_shares_count_each_wish_by_hand():
    cohort, schedule = crowd(2)
    cohort = evolve(cohort, goals=evolve(cohort.goals, preference=[0, 2, 5]))
    # Both attend development and data; p00000 wishes for these first and second, p00001 (data, patients,
    # development) lacks the last of its places, which is data.
    (hospital, department) = shares(cohort, schedule, "level")
    assert (hospital.value, hospital.by_rank, hospital.mean) == ("hospital", (1, 1), Fraction(2))
    assert (department.value, department.by_rank, department.mean) == ("department", (0, 0, 1), Fraction(5))


def test_the_calendar_holds_every_session_once(cohort: Cohort, schedule: Schedule):
    held = summarise(cohort, schedule).held
    expected = Counter((one.run.id, session) for one in held for session in one.run.sessions)
    by_day = [
        (day.date, week.number, month.first, sitting)
        for month in months(held)
        for week in month.weeks
        for day in week.days
        for sitting in day.sittings
    ]
    assert Counter((sitting.held.run.id, sitting.session) for *_, sitting in by_day) == expected
    for day, week, first, sitting in by_day:
        assert sitting.session.date == day
        assert (day.isocalendar().week, day.replace(day=1)) == (week, first)
    assert [sitting for *_, sitting in by_day] == sittings(held)
    in_rooms = [sitting for room in rooms(held) for sitting in room.sittings]
    assert len(in_rooms) == sum(len(one.run.sessions) for one in held if one.run.venue or one.run.room)


def test_a_schedule_of_strangers_is_refused(cohort: Cohort, schedule: Schedule):
    strange = evolve(schedule, places=[Place("nobody", "basis-1", "nowhere")])
    with pytest.raises(InvalidInput):
        report_page(cohort, strange)


def test_json_in_the_page_can_end_nothing():
    value = ["</script>", "<!--", "&", "\u2028", "\ud800", 'quote"']
    written = script_json(value)
    assert not set(written) & set("<>&\u2028")
    assert written.isascii()
    assert json.loads(written) == value


def test_a_page_without_jinja_says_what_to_install(
    cohort: Cohort, schedule: Schedule, monkeypatch: pytest.MonkeyPatch
):
    rendering._environment.cache_clear()
    monkeypatch.setitem(sys.modules, "jinja2", None)
    with pytest.raises(MissingExtra) as missing:
        report_page(cohort, schedule)
    assert (missing.value.package, missing.value.extra) == ("jinja2", "office")
