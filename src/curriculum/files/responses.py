"""Tables of answers, long or as a survey program exports them: who answered what to which item, and when.

Free text is passed over: it is not read, not kept, and never shown, in complaints neither.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date
from functools import partial
from pathlib import PurePath

from attrs import Factory, define, frozen

from curriculum.errors import Finding, InvalidInput, raise_if
from curriculum.evaluation.instruments import Instrument, Instruments, Item
from curriculum.evaluation.responses import WAVES, Response, Responses
from curriculum.files.cells import day, says_day_first, written_day
from curriculum.files.headings import meaning
from curriculum.files.reading import FilePath
from curriculum.files.survey_export import Question, questions, unread
from curriculum.files.tables import Table, read_table
from curriculum.known import Known

KIND = "responses"
_LONG = ("participant", "instrument", "item", "wave", "value")
_MOST_NAMED = 12
_LONGEST_SHOWN = 40
_HARMLESS = re.compile(r"(?=[^@\s]*[0-9])[\w.-]{1,24}")
"""What may be shown of a cell that should hold an id: nobody's name and no address looks like that."""


@frozen
class Source:
    """A file of answers.

    Attributes:
        path: the file.
        wave: when its answers were given, for an export that does not say so itself.
    """

    path: FilePath
    wave: str | None = None


@define
class _Gathering:
    """What the answers of all files have to fit, and the answers.

    Attributes:
        instruments: what they may be to.
        people: who may have answered; None when people answered under codes of their own.
        events: ids of events.
        first: the file, table and row of each answer.
        answers: the answers.
    """

    instruments: Instruments
    people: Known | None
    events: Known
    first: dict[tuple[str, str, str, str], tuple[Table, int]] = Factory(dict)
    answers: list[Response] = Factory(list)


def load_responses(
    sources: Sequence[Source | FilePath],
    instruments: Instruments,
    *,
    participants: Collection[str] | None = None,
    events: Collection[str] = (),
    encoding: str | None = None,
) -> tuple[Responses, tuple[Finding, ...]]:
    """Read answers from CSV or Excel.

    Args:
        sources: the files, with their wave where they do not say it themselves.
        instruments: what answers may be to.
        participants: ids of the people who may have answered; None when people answered under codes that they
            made up, so that any text will do.
        events: ids of runs and meetings, any of which can be a wave.
        encoding: the files' encoding, when the user names it.

    Returns:
        The answers; and notes, such as which columns of an export hold which items.

    Raises:
        InvalidInput: with every finding of all files together, each with file, row and column.
        MissingExtra: it is an Excel workbook and openpyxl is not installed.
    """
    people = None if participants is None else Known("participants", participants)
    gathering = _Gathering(instruments, people, Known("events", events))
    findings: list[Finding] = []
    notes: list[Finding] = []
    for given in sources:
        source = given if isinstance(given, Source) else Source(given)
        try:
            table = read_table(source.path, KIND, encoding)
        except InvalidInput as invalid:
            findings += invalid.findings
            continue
        reading = _Reading(table, gathering)
        if {"item", "value"} & set(table.columns.known):
            reading.read_long()
        else:
            notes += reading.read_export(source.wave)
        findings += table.complaints.located()
    raise_if(findings)
    return Responses(gathering.answers), tuple(notes)


@define
class _Reading:
    """One table on its way to answers."""

    table: Table
    gathering: _Gathering

    def read_long(self) -> None:
        """Read a table with one answer a row."""
        table = self.table
        for column in _LONG:
            table.require(column)
        day_first = says_day_first(table.cell(row, "date") for row in table.rows)
        for index, row in enumerate(table.rows):
            participant = self._participant(index)
            instrument = self._instrument(index)
            item = self._item(index, instrument)
            wave = self._wave(index, table.filled(index, "wave"), instrument)
            when = table.value(index, "date", partial(_day_or_nothing, day_first=day_first))
            if participant and instrument and item and wave:
                question = Question(instrument, item)
                self._take((index, "value"), table.cell(row, "value"), question, (participant, wave, when))

    def read_export(self, wave: str | None) -> Iterator[Finding]:
        """Read a table with one person a row; yield which columns were taken for which items.

        Args:
            wave: when the answers were given, if the file does not say so.
        """
        table = self.table
        table.require("participant")
        headings = {position: heading for heading, position in table.columns.further.items()}
        mapped = questions(table.columns.further, self.gathering.instruments)
        if not mapped:
            known = ", ".join(self.gathering.instruments.known().ids)
            table.complaints.refuse("no-items-found", "heading", known=known)
            return
        yield from _mapping_notes(table, mapped)
        if wave is None and "wave" not in table.columns.known:
            table.complaints.refuse("no-wave", "heading")
            return
        asked = {question.instrument.id: question.instrument for question in mapped.values()}
        for index, row in enumerate(table.rows):
            participant = self._participant(index)
            said = table.cell(row, "wave") or wave or ""
            waves = {name: self._wave(index, said, instrument) for name, instrument in asked.items()}
            when = _submitted(table.cell(row, "date"))
            for position, question in mapped.items():
                when_asked = waves[question.instrument.id]
                if participant and when_asked:
                    asking = participant, when_asked, when
                    self._take((index, headings[position]), row.cell(position), question, asking)

    def _take(
        self, cell: tuple[int, str], text: str, question: Question, asking: tuple[str, str, date | None]
    ) -> None:
        """Take a cell's text as an answer, unless it is free text or empty."""
        instrument, item = question
        if item.kind == "text":
            return
        place, complaints = self.table.place(*cell), self.table.complaints
        scale = instrument.answers
        try:
            value = scale.read(text)
        except ValueError:
            codes = ", ".join(answer.id for answer in scale.not_applicable) or "-"
            values = {"item": item.id, "low": f"{scale.low:g}", "high": f"{scale.high:g}", "codes": codes}
            complaints.refuse("bad-answer", place, **values)
            return
        participant, wave, when = asking
        key = (participant, instrument.id, wave, item.id)
        if key in self.gathering.first:
            first = self._spot(*self.gathering.first[key])
            complaints.refuse("double-answer", place, item=item.id, wave=wave, first=first)
            return
        self.gathering.first[key] = self.table, cell[0]
        if value is not None:
            self.gathering.answers.append(
                Response(
                    participant=participant,
                    instrument=instrument.id,
                    item=item.id,
                    wave=wave,
                    value=value,
                    day=when,
                )
            )

    def _spot(self, table: Table, index: int) -> str:
        """Return where an answer was found first: a place in this table, or a row of another file."""
        if table is self.table:
            return table.place(index)
        return f"{PurePath(table.complaints.file).name}:{table.rows[index].number}"

    def _participant(self, index: int) -> str | None:
        """Return whose answers a row holds, or complain; a text that may be somebody's name is not repeated."""
        said, place = self.table.filled(index, "participant"), self.table.place(index, "participant")
        people = self.gathering.people
        if people is None or said in people or self.table.complaints.covers(place):
            return said
        values = {"id": said if _HARMLESS.fullmatch(said) else "…", "suggestion": people.meant(said)}
        self.table.complaints.refuse("unknown-respondent", place, **values)
        return None

    def _instrument(self, index: int) -> Instrument | None:
        said, place = self.table.filled(index, "instrument"), self.table.place(index, "instrument")
        found = self.gathering.instruments.find(said)
        if found is None and not self.table.complaints.covers(place):
            known, shown = self.gathering.instruments.known(), said[:_LONGEST_SHOWN]
            values = {"id": shown, "known": ", ".join(known.ids), "suggestion": known.meant(shown.casefold())}
            self.table.complaints.refuse("unknown-instrument", place, **values)
        return found

    def _item(self, index: int, instrument: Instrument | None) -> Item | None:
        said, place = self.table.filled(index, "item"), self.table.place(index, "item")
        found = instrument.item(said) if instrument else None
        if instrument and found is None and not self.table.complaints.covers(place):
            known = Known("items", (item.id for item in instrument.items))
            self.table.complaints.add([known.unknown(said[:_LONGEST_SHOWN], "")], place)
        return found

    def _wave(self, index: int, said: str, instrument: Instrument | None) -> str | None:
        """Return when answers were given: a wave, or the id of an event."""
        wave, place, events = meaning("waves", said), self.table.place(index, "wave"), self.gathering.events
        if wave in WAVES or said in events:
            return said if said in events else wave
        if not said or self.table.complaints.covers(place):
            return None
        if instrument is None or instrument.asked == "events":
            return said
        shown = said[:_LONGEST_SHOWN]
        suggestion = Known("waves", (*WAVES, *events.ids)).meant(shown)
        self.table.complaints.refuse("unknown-wave", place, wave=shown, suggestion=suggestion)
        return None


def _day_or_nothing(text: str, *, day_first: bool) -> date | None:
    return written_day(text, day_first=day_first) if text else None


def _submitted(text: str) -> date | None:
    """Return the day of a moment as survey programs write it, None when it is written in another way."""
    try:
        return day(text[:10])
    except InvalidInput:
        return None


def _mapping_notes(table: Table, mapped: Mapping[int, Question]) -> Iterator[Finding]:
    """Say which instruments an export holds, and which of its columns are not read."""
    file = table.complaints.file
    pairs: dict[str, list[str]] = {}
    for heading, position in table.columns.further.items():
        if position in mapped:
            instrument, item = mapped[position]
            name = heading.partition("]")[0] + "]" if "]" in heading else heading
            pairs.setdefault(instrument.id, []).append(f"{name[:_LONGEST_SHOWN]} = {item.id}")
    for instrument_id, columns in pairs.items():
        values = {"instrument": instrument_id, "count": len(columns), "pairs": _some(columns)}
        yield Finding(code="columns-mapped", values=values, file=file, severity="note")
    if left := [heading[:_LONGEST_SHOWN] for heading in unread(table.columns.further, mapped)]:
        values = {"count": len(left), "columns": _some(left)}
        yield Finding(code="columns-unread", values=values, file=file, severity="note")


def _some(names: Sequence[str]) -> str:
    return ", ".join(names[:_MOST_NAMED]) + (", …" if len(names) > _MOST_NAMED else "")
