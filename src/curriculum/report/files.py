"""All files of a report, by their path in its folder."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from attrs import evolve

from curriculum.cohort import Cohort
from curriculum.judge import Violation
from curriculum.report.calendars import calendars, changed_runs
from curriculum.report.mail_merge import mail_merge
from curriculum.report.page import report_page
from curriculum.report.sheets import sheets
from curriculum.report.workbook import workbook
from curriculum.schedule import Schedule

if TYPE_CHECKING:
    from curriculum.explaining.told import Told

PAGE, WORKBOOK, MAIL_MERGE, CALENDARS = "report.html", "schedule.xlsx", "people.csv", "calendars"
_PEOPLE = 1
"""The sheet of people among the workbook's."""


def report_files(
    cohort: Cohort,
    schedule: Schedule,
    language: str = "en",
    *,
    before: Schedule | None = None,
    calendars_before: Mapping[str, bytes] | None = None,
    violations: Iterable[Violation] = (),
    advice: Iterable[Told] = (),
    names: bool = True,
) -> dict[str, bytes]:
    """Return the files of a report: the page, the workbook, the table for mail merge, the calendars.

    Args:
        cohort: the cohort.
        schedule: a schedule of that cohort.
        language: da, sv or en.
        before: the last version of the schedule, for what has changed.
        calendars_before: the calendars of the last report, by their path below ``calendars/``.
        violations: what the judge found wrong with the schedule.
        advice: why places are unfilled and what would help, in words, for the page.
        names: whether participants are named; otherwise they appear by their ids alone, without addresses.

    Raises:
        InvalidInput: the schedule names people or runs that the cohort does not have, or an old calendar cannot
            be read.
        MissingExtra: a package is missing (``pip install 'curriculum[office]'``).
    """
    violations = tuple(violations)
    if not names:
        cohort = without_names(cohort)
    pages = sheets(cohort, schedule, language, before=before, violations=violations)
    books = calendars(cohort, schedule, language, calendars_before)
    changed = changed_runs(cohort, books, calendars_before or {})
    page = report_page(
        cohort, schedule, language, before=before, changed_runs=changed, violations=violations, advice=advice
    )
    return {
        PAGE: page,
        WORKBOOK: workbook(pages),
        MAIL_MERGE: mail_merge(pages[_PEOPLE]),
        **{f"{CALENDARS}/{path}": book for path, book in books.items()},
    }


def without_names(cohort: Cohort) -> Cohort:
    """Return a cohort whose participants have neither names nor addresses."""
    return evolve(cohort, participants=[evolve(person, name=None, email=None) for person in cohort.participants])
