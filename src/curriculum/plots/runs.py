"""The runs of a schedule: when they are held, and who is mixed with whom."""

from __future__ import annotations

from datetime import date, timedelta

from curriculum.cohort import Cohort
from curriculum.messages import say
from curriculum.plots.drawing import COLOURS, Plot, axes_for, look, plot_of, short, stacked
from curriculum.schedule import Schedule
from curriculum.summary import HeldRun, summarise


def timeline_plot(cohort: Cohort, schedule: Schedule, language: str = "en") -> Plot:
    """Plot when the runs that are held have their sessions, with how many seats are taken.

    Args:
        cohort: the cohort.
        schedule: a schedule of that cohort.
        language: da, sv or en.

    Raises:
        InvalidInput: the schedule names people or runs that the cohort does not have.
        MissingExtra: matplotlib is not installed (``pip install 'curriculum[plots]'``).
    """
    held = sorted((one for one in summarise(cohort, schedule).held if one.run.sessions), key=_when)
    with look():
        axes = axes_for(len(held), say("plots.timeline", language, cohort=cohort.id))
        for row, one in enumerate(held):
            days = sorted(one.run.dates)
            colour = COLOURS[one.run.module not in cohort.programme.basis]
            axes.plot([_noon(days[0]), _noon(days[-1])], [row, row], color=colour, linewidth=1.2)
            axes.scatter([_noon(day) for day in days], [row] * len(days), color=colour, marker="s", s=34, zorder=3)
            axes.annotate(
                f"{len(one.people)}/{one.capacity}",
                (_noon(days[-1]), row),
                xytext=(9, 0),
                textcoords="offset points",
                va="center",
            )
        axes.set_yticks(range(len(held)), [short(one.run.id) for one in held])
        if held:
            axes.xaxis_date()
            axes.margins(x=0.08)
            axes.tick_params(axis="x", rotation=30)
        return plot_of(axes)


def mixing_plot(cohort: Cohort, schedule: Schedule, language: str = "en", *, attribute: str = "level") -> Plot:
    """Plot how many people of each group are in each run that is held.

    Args:
        cohort: the cohort.
        schedule: a schedule of that cohort.
        language: da, sv or en.
        attribute: a column of the roster with a single value: ``level``, ``organisation`` or any further one.

    Raises:
        InvalidInput: the schedule names people or runs that the cohort does not have.
        MissingExtra: matplotlib is not installed (``pip install 'curriculum[plots]'``).
    """
    held = summarise(cohort, schedule).held
    value = {person.id: person.value(attribute) for person in cohort.participants}
    levels = [level.id for level in cohort.catalog.levels] if attribute == "level" else []
    groups = sorted(set(value.values()), key=lambda one: (one is None, one not in levels, _place(one, levels)))
    parts = {
        group_title(cohort, attribute, group, language): [
            sum(value[person] == group for person in one.people) for one in held
        ]
        for group in groups
    }
    with look():
        axes = axes_for(len(held), say("plots.mixing", language, cohort=cohort.id), entries=len(parts))
        stacked(axes, [one.run.id for one in held], parts, COLOURS)
        axes.set_xlabel(say("plots.people", language))
        return plot_of(axes)


def group_title(cohort: Cohort, attribute: str, value: str | None, language: str) -> str:
    """Return what a group of people is called: a level by its title, those without a value as not stated."""
    if value is None:
        return say("summary.not-stated", language)
    titles = {level.id: level.title for level in cohort.catalog.levels} if attribute == "level" else {}
    title = titles.get(value)
    return title.said(language, cohort.catalog.language) if title else value


def _place(value: str | None, levels: list[str]) -> tuple[int, str]:
    return (levels.index(value) if value in levels else 0, value or "")


def _when(held: HeldRun) -> tuple[date, str]:
    return min(held.run.dates), held.run.id


def _noon(day: date) -> float:
    """Return where a day stands on an axis of dates."""
    return (day - date(1970, 1, 1)) / timedelta(days=1) + 0.5
