"""Who is asked what, and when: the invitations that follow from a schedule."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta

from attrs import frozen

from curriculum.cohort import Cohort
from curriculum.evaluation.instruments import Instrument
from curriculum.evaluation.responses import AFTER, BEFORE, FOLLOW_UP
from curriculum.runs import Run
from curriculum.schedule import Schedule

OPEN_DAYS, EVENT_DAYS, FOLLOW_UP_DAYS = 14, 7, 90
"""Days that a questionnaire is open, that one after an event is, and from the last session to the follow-up."""
_ITEM_SECONDS, _TEXT_SECONDS = 15, 60
"""Time for an item to be answered on a scale, and for one in one's own words: a rule of thumb."""


@frozen(order=True)
class Invitation:
    """One person asked to answer one instrument at one time.

    Attributes:
        instrument: the instrument's id.
        wave: before, after, follow-up, or the id of a run.
        participant: the person's id.
        opens: first day on which it can be answered.
        closes: last day.
        minutes: how long it takes, about.
    """

    instrument: str
    wave: str
    participant: str
    opens: date
    closes: date
    minutes: float


def minutes_of(instrument: Instrument) -> float:
    """Return how long an instrument takes: 15 seconds an item, a minute for an answer in own words."""
    seconds = sum(_TEXT_SECONDS if item.kind == "text" else _ITEM_SECONDS for item in instrument.items)
    return seconds / 60


def invitations(
    cohort: Cohort, schedule: Schedule, instruments: Sequence[Instrument], *, earliest: date | None = None
) -> tuple[Invitation, ...]:
    """Return all invitations, sorted by instrument, wave and participant.

    An instrument for events is answered by everybody in a run, from its last day on, for 7 days. Any other is
    answered in the 14 days before one's first session, in the 14 days from one's last session on, and 90 days
    after it. Who has no dated session is not asked.

    Args:
        cohort: the cohort.
        schedule: who attends which run.
        instruments: what is asked.
        earliest: the first day on which anybody can be asked. Whose first session is on that day or before it is
            not asked before.
    """
    runs = {run.id: run for run in cohort.runs if run.sessions}
    found = []
    for person in cohort.participants:
        attended = [runs[run] for run in schedule.runs_of(person.id) if run in runs]
        if not attended:
            continue
        for instrument in instruments:
            windows = _after_events(attended) if instrument.asked == "events" else _waves(attended, earliest)
            found += [
                Invitation(
                    instrument.id, wave, person.id, max(opens, earliest or opens), closes, minutes_of(instrument)
                )
                for wave, opens, closes in windows
                if earliest is None or closes >= earliest
            ]
    return tuple(sorted(found))


def _after_events(runs: Iterable[Run]) -> Iterator[tuple[str, date, date]]:
    for run in runs:
        yield run.id, run.end.date(), run.end.date() + timedelta(EVENT_DAYS)


def _waves(runs: Sequence[Run], earliest: date | None) -> Iterator[tuple[str, date, date]]:
    first, last = min(run.start for run in runs).date(), max(run.end for run in runs).date()
    opens, closes = first - timedelta(OPEN_DAYS), first - timedelta(1)
    if earliest is None or earliest <= closes:
        yield BEFORE, opens, closes
    yield AFTER, last, last + timedelta(OPEN_DAYS)
    yield FOLLOW_UP, last + timedelta(FOLLOW_UP_DAYS), last + timedelta(FOLLOW_UP_DAYS + OPEN_DAYS)
