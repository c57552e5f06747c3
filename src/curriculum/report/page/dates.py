"""Days and times as people write them, in the reader's language."""

from __future__ import annotations

from datetime import date

from curriculum.messages import say
from curriculum.runs import Run, Session


def day_text(day: date, language: str) -> str:
    """Return a day with its weekday.

    Example:
        >>> day_text(date(2019, 8, 20), "da")
        'tir. 20. august 2019'
    """
    return say(
        "report.date.day",
        language,
        weekday=weekday_text(day.isoweekday(), language),
        day=day.day,
        month=say(f"report.month.{day.month}", language),
        year=day.year,
    )


def month_text(day: date, language: str) -> str:
    """Return the month of a day, with its year.

    Example:
        >>> month_text(date(2019, 8, 20), "en")
        'August 2019'
    """
    return say("report.date.month", language, month=say(f"report.month.{day.month}", language), year=day.year)


def weekday_text(number: int, language: str) -> str:
    """Return the short name of a day of the week, 1 for Monday."""
    return say(f"report.weekday.{number}", language)


def hours_text(session: Session) -> str:
    """Return from when to when a session lasts."""
    return f"{session.start:%H:%M}\N{EN DASH}{session.end:%H:%M}"


def session_texts(run: Run, language: str) -> list[str]:
    """Return when a run has its sessions, one text each."""
    return [f"{day_text(one.date, language)}, {hours_text(one)}" for one in run.sessions]
