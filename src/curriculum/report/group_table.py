"""The groups of network meetings as a table: one line for each person at each meeting."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import zip_longest

from curriculum.cohort import Cohort
from curriculum.groups.result import Groups
from curriculum.messages import say
from curriculum.report.sheets import Cell, Sheet
from curriculum.report.titles import level_title

_ALWAYS = ("meeting", "group", "id")
_COLUMNS = ("meeting", "date", "group", "id", "name", "level", "organisation")


def group_table(
    groups: Groups, cohort: Cohort | None = None, language: str = "en", *, dates: Sequence[date] = ()
) -> Sheet:
    """Return who sits in which group, by meeting and by the number that the group is shown with.

    Args:
        groups: the groups.
        cohort: whose participants they are; None when nothing is known of the people but their ids.
        language: da, sv or en.
        dates: the days of the meetings, in their order; none when they are not known.

    Returns:
        A sheet with the columns meeting, date, group, id, name, level and organisation. Those of date, name, level
        and organisation are left out where all their cells are empty.
    """
    rows = list(_rows(groups, cohort, language, dates))
    kept = [n for n, name in enumerate(_COLUMNS) if name in _ALWAYS or any(row[n] for row in rows)]
    return Sheet(
        title=say("report.book.group", language),
        columns=[say(f"report.book.{_COLUMNS[n]}", language) for n in kept],
        rows=[[row[n] for n in kept] for row in rows],
    )


def _rows(
    groups: Groups, cohort: Cohort | None, language: str, dates: Sequence[date]
) -> Iterator[tuple[Cell, ...]]:
    about = _about(cohort, language) if cohort else {}
    for meeting, day in zip_longest(groups.meetings, dates[: len(groups.meetings)]):
        for number, group in enumerate(meeting.groups, 1):
            for person in group:
                known = about.get(person, ("", "", ""))
                yield (meeting.id, str(day) if day else "", number, person, *known)


def _about(cohort: Cohort, language: str) -> dict[str, tuple[str, str, str]]:
    return {
        person.id: (
            person.name or "",
            level_title(cohort, person.level, language) if person.level else "",
            person.organisation or "",
        )
        for person in cohort.participants
    }
