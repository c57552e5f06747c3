"""Plots show what is in the schedule, the same bytes every time, and survive whatever things are called."""

from __future__ import annotations

import sys
from xml.etree import ElementTree as ET

import pytest
from attrs import evolve
from hostile import hostile_texts
from report_cases import crowd

from curriculum import Cohort, MissingExtra, Schedule
from curriculum.evaluation.statistics.estimates import Estimate
from curriculum.plots import Plot, effects_plot, mixing_plot, plot_files, timeline_plot, wishes_plot
from curriculum.plots.drawing import COLOURS
from curriculum.shares import shares
from curriculum.summary import summarise

PNG = b"\x89PNG\r\n\x1a\n"


@pytest.fixture(scope="module")
def case() -> tuple[Cohort, Schedule]:
    return crowd(60)


def bars(plot: Plot) -> list[list[float]]:
    """Return the widths of a plot's bars, one list for each group."""
    (axes,) = plot.figure.axes
    return [[bar.get_width() for bar in group] for group in axes.containers]


def labels(plot: Plot) -> list[str]:
    (axes,) = plot.figure.axes
    return [label.get_text() for label in axes.get_yticklabels()]


def test_the_mixing_plot_has_a_bar_for_each_run_as_long_as_the_run_has_people(case: tuple[Cohort, Schedule]):
    plot = mixing_plot(*case)
    held = summarise(*case).held
    assert labels(plot) == [one.run.id for one in held]
    assert [sum(parts) for parts in zip(*bars(plot), strict=True)] == [len(one.people) for one in held]
    assert bars(plot)[0] == [dict(one.levels).get("hospital", 0) for one in held]


def test_the_wishes_plot_counts_what_the_shares_count(case: tuple[Cohort, Schedule]):
    expected = shares(*case, "level")
    ranks = bars(wishes_plot(*case))
    assert ranks[0] == [share.by_rank[0] for share in expected]
    assert ranks[-1] == [share.unlisted for share in expected]
    assert sum(map(sum, ranks)) == sum(share.places for share in expected)


def test_the_timeline_has_a_mark_for_each_day_in_the_order_of_time(case: tuple[Cohort, Schedule]):
    (axes,) = timeline_plot(*case).figure.axes
    held = summarise(*case).held
    marks = [tuple(point) for group in axes.collections for point in group.get_offsets()]
    assert len(marks) == sum(len(one.run.dates) for one in held)
    assert [day for day, _ in sorted(marks, key=lambda mark: mark[1])] == sorted(day for day, _ in marks)


def test_an_effect_is_drawn_with_its_interval_and_says_why_it_is_missing():
    found = {"trust": Estimate(value=0.4, low=0.1, high=0.7), "skills": Estimate(reason="no-data")}
    (axes,) = effects_plot(found, "da").figure.axes
    lines = [list(line.get_xdata()) for line in axes.lines]
    assert [0.1, 0.7] in lines
    assert [0.4] in lines
    assert len(axes.texts) == 1
    assert axes.texts[0].get_text()


def test_equal_schedules_give_equal_plots_whatever_the_readers_settings(case: tuple[Cohort, Schedule]):
    import matplotlib as mpl

    once = plot_files(*case)
    with mpl.rc_context({"font.size": 30, "svg.hashsalt": None}):
        assert plot_files(*case) == once
    assert len(once) == 6
    for name, data in once.items():
        if name.endswith(".png"):
            assert data.startswith(PNG)
        else:
            assert ET.fromstring(data).tag.endswith("svg")  # noqa: S314 - we made it
            assert b"dc:date" not in data


@pytest.mark.filterwarnings("error")
def test_hostile_titles_are_drawn_and_do_nothing(case: tuple[Cohort, Schedule]):
    cohort, schedule = case
    people = [
        evolve(person, organisation=text)
        for person, text in zip(cohort.participants, [*hostile_texts(58), "$x_{$", "$$"], strict=True)
    ]
    for draw in (mixing_plot, wishes_plot):
        plot = draw(evolve(cohort, participants=people), schedule, attribute="organisation")
        assert plot.png().startswith(PNG)
        assert b"<script" not in plot.svg()


def test_a_plot_shows_itself_in_a_notebook(case: tuple[Cohort, Schedule]):
    assert wishes_plot(*case)._repr_png_().startswith(PNG)


def test_a_schedule_without_places_gives_empty_plots(case: tuple[Cohort, Schedule]):
    cohort, schedule = case
    assert len(plot_files(cohort, evolve(schedule, places=()))) == 6


def test_basis_modules_and_electives_have_colours_of_their_own(case: tuple[Cohort, Schedule]):
    (axes,) = timeline_plot(*case).figure.axes
    assert {line.get_color() for line in axes.lines} == set(COLOURS[:2])


def test_missing_matplotlib_is_named(case: tuple[Cohort, Schedule], monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    with pytest.raises(MissingExtra) as missing:
        wishes_plot(*case)
    assert (missing.value.package, missing.value.extra) == ("matplotlib", "plots")
