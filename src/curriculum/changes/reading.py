"""Changes as they are written on the command line."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from fractions import Fraction
from functools import partial
from typing import Any, get_args

from attrs import fields

from curriculum.changes.change import CohortChange
from curriculum.changes.people import AddPerson, Away, Bar, DropPerson, Free, Pin, Unbar, Unpin
from curriculum.changes.rules import (
    Amount,
    ChooseElectives,
    GoalWeight,
    KeepApart,
    LimitAbsence,
    LimitGap,
    LimitRunsPerDay,
    MixBy,
    TreatPairs,
    WithoutRule,
)
from curriculum.changes.runs import AddRun, DropRun, Minimum, OtherRoom, OtherTeachers, RepeatRun, RunState, Seats
from curriculum.errors import Finding, InvalidInput, nearest, raise_if
from curriculum.files.cells import clean, items, span
from curriculum.files.plan import runs_of
from curriculum.files.roster import participants_of
from curriculum.files.rows import Row
from curriculum.files.tables import Table
from curriculum.rules import Goals, Pairs
from curriculum.runs import State

FORMS: Mapping[str, str] = {
    "seats": "seats:RUN=NUMBER",
    "minimum": "minimum:RUN=NUMBER",
    "run": "run:RUN=planned|confirmed|cancelled",
    "room": "room:RUN=ROOM, room:RUN=none",
    "teachers": "teachers:RUN=NAME|NAME, teachers:RUN=none",
    "add-run": "add-run:id=RUN;module=MODULE;sessions=2026-03-12T09:00/2026-03-12T16:00",
    "repeat": "repeat:RUN=NEW-RUN",
    "drop-run": "drop-run:RUN",
    "free": "free:PERSON=2026-03-12",
    "away": "away:PERSON=2026-03-12/2026-03-14",
    "pin": "pin:PERSON=RUN",
    "unpin": "unpin:PERSON=RUN",
    "bar": "bar:PERSON=RUN",
    "unbar": "unbar:PERSON=RUN",
    "add-person": "add-person:id=PERSON;level=LEVEL",
    "drop-person": "drop-person:PERSON",
    "rule": "rule:runs_per_day=2, rule:gap_days.minimum=5, rule:pairs=ignore, rule:apart=manager, "
    "rule:mixing.COLUMN.groups=2, rule:mixing.COLUMN.at_least.VALUE=1, rule:cover.COLUMN=3",
    "without": "without:RULE, without:mixing.COLUMN",
    "goal": "goal:run=5, goal:preference=0|1|4|9",
    "choose": "choose=3, choose=1..2",
}
"""How every kind of change is written, by its first word."""
_CHANGE = re.compile(r"(?P<word>[a-z-]+)(?::(?P<about>.*?))?(?:=(?P<value>.*))?", re.DOTALL)
_MIXING = re.compile(
    r"mixing\.(?P<attribute>.+)\.(?:(?P<amount>groups|per_group|max_share)|at_least\.(?P<value>.+))"
)
_WHOLE = re.compile(r"[0-9]{1,7}")
_SHARE = re.compile(r"[0-9]{1,7}(?:[.,][0-9]{1,9}|/[0-9]{1,7})?")


class _Malformed(Exception):
    """What stands there is not what the form asks for."""


def read_change(text: str) -> CohortChange:
    """Read a change as it is written on the command line.

    Args:
        text: such as ``seats:E2-03=25``; :data:`FORMS` has every form.

    Raises:
        InvalidInput: it is no change; the finding shows the right form.

    Example:
        >>> read_change("free:p017=2026-03-12").describe("en")
        'p017 can come on 2026-03-12'
    """
    text = clean(text)
    written = _CHANGE.fullmatch(text)
    word = written["word"] if written else ""
    if written is None or word not in FORMS:
        word = nearest(text.partition(":")[0].partition("=")[0], FORMS)
        values = {"text": text[:80], "known": ", ".join(FORMS), "suggestion": FORMS.get(word, "")}
        raise InvalidInput([Finding(code="unknown-change", values=values)])
    try:
        return _READERS[word](written["about"] or "", written["value"])
    except _Malformed:
        values = {"text": text[:80], "form": FORMS[word]}
        raise InvalidInput([Finding(code="bad-change", values=values)]) from None


def _whole(text: str | None) -> int:
    if text is None or not _WHOLE.fullmatch(text):
        raise _Malformed
    return int(text)


def _whole_or_none(text: str | None) -> int | None:
    return None if text == "none" else _whole(text)


def _one_of(kind: Any, text: str | None) -> Any:
    if text not in get_args(kind):
        raise _Malformed
    return text


def _filled(text: str | None) -> str:
    """Return a text that must not be empty."""
    if not text:
        raise _Malformed
    return text


def _number(kind: Callable[[str, int], CohortChange], about: str, value: str | None) -> CohortChange:
    return kind(_filled(about), _whole(value))


def _state(about: str, value: str | None) -> CohortChange:
    return RunState(_filled(about), _one_of(State, value))


def _room(about: str, value: str | None) -> CohortChange:
    room = _filled(value)
    return OtherRoom(_filled(about), None if room == "none" else room)


def _teachers(about: str, value: str | None) -> CohortChange:
    names = _filled(value)
    return OtherTeachers(_filled(about), () if names == "none" else items(names, str))


def _two(kind: Callable[[str, str], CohortChange], about: str, value: str | None) -> CohortChange:
    return kind(_filled(about), _filled(value))


def _one(kind: Callable[[str], CohortChange], about: str, value: str | None) -> CohortChange:
    if value is not None:
        raise _Malformed
    return kind(_filled(about))


def _days(kind: Callable[[str, Any], CohortChange], about: str, value: str | None) -> CohortChange:
    return kind(_filled(about), items(_filled(value), span))


def _added(kind: str, about: str, value: str | None) -> CohortChange:
    """Read columns and cells, ``id=E2-09;module=data``, as a table of one row."""
    pairs = [part.partition("=") for part in f"{about}={value or ''}".split(";") if part.strip()]
    if not all(heading.strip() and cell.strip() for heading, _, cell in pairs):
        raise _Malformed
    heading = Row(1, 1, tuple(clean(heading) for heading, _, _ in pairs))
    table = Table(kind, "", heading, [Row(2, 2, tuple(clean(cell) for _, _, cell in pairs))])
    table.check_headings()
    made = runs_of(table, "") if kind == "runs" else participants_of(table, "")
    raise_if(table.complaints.located())
    (added,) = made
    return AddPerson(added) if kind == "participants" else AddRun(added)  # type: ignore[arg-type]  # by its table


def _rule(about: str, value: str | None) -> CohortChange:
    given = _filled(value)
    if about == "runs_per_day":
        return LimitRunsPerDay(_whole_or_none(given))
    if about in {"gap_days.minimum", "gap_days.maximum"}:
        return LimitGap(about.partition(".")[2], _whole_or_none(given))  # type: ignore[arg-type]  # one of the two
    if about == "pairs":
        return TreatPairs(_one_of(Pairs, given))
    if about == "apart":
        return KeepApart(() if given == "none" else items(given, str))
    if about.startswith("cover."):
        return LimitAbsence(_filled(about.removeprefix("cover.")), _whole(given))
    return _mixing(about, given)


def _mixing(about: str, value: str) -> CohortChange:
    written = _MIXING.fullmatch(about)
    if written is None:
        raise _Malformed
    amount: Amount = _one_of(Amount, written["amount"] or "at_least")
    if amount != "max_share" or value == "none":
        return MixBy(written["attribute"], amount, _whole_or_none(value), written["value"])
    if not _SHARE.fullmatch(value) or value.endswith("/0"):
        raise _Malformed
    return MixBy(written["attribute"], amount, Fraction(value.replace(",", ".")))


def _goal(about: str, value: str | None) -> CohortChange:
    given = _filled(value)
    if about == "preference":
        return GoalWeight(about, () if given == "none" else items(given, _whole))
    if about not in {goal.name for goal in fields(Goals)}:
        raise _Malformed
    return GoalWeight(about, _whole(given))


def _choose(about: str, value: str | None) -> CohortChange:
    if about:
        raise _Malformed
    low, dots, high = (value or "").partition("..")
    return ChooseElectives(_whole(low), _whole(high if dots else low))


_READERS: Mapping[str, Callable[[str, str | None], CohortChange]] = {
    "seats": partial(_number, Seats),
    "minimum": partial(_number, Minimum),
    "run": _state,
    "room": _room,
    "teachers": _teachers,
    "add-run": partial(_added, "runs"),
    "repeat": partial(_two, RepeatRun),
    "drop-run": partial(_one, DropRun),
    "free": partial(_days, Free),
    "away": partial(_days, Away),
    "pin": partial(_two, Pin),
    "unpin": partial(_two, Unpin),
    "bar": partial(_two, Bar),
    "unbar": partial(_two, Unbar),
    "add-person": partial(_added, "participants"),
    "drop-person": partial(_one, DropPerson),
    "rule": _rule,
    "without": partial(_one, WithoutRule),
    "goal": _goal,
    "choose": _choose,
}
