"""What was measured, and the people that it was measured on: a score before and after for each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Literal

from attrs import frozen

from curriculum.evaluation.instruments import Instrument, Instruments
from curriculum.evaluation.responses import AFTER, BEFORE, FOLLOW_UP, THEN, Responses
from curriculum.evaluation.scoring import scores
from curriculum.evaluation.subjects import Subject

Answered = Literal["complete", "incomplete"]


@frozen(kw_only=True, slots=False)
class Measurement:
    """An instrument, or one of its constructs, at two times; or at one time only.

    Attributes:
        instrument: the instrument.
        construct: id of the construct; None for the score over all items.
        before: the earlier time; None when people were asked once only, after the programme.
        after: the later time.
    """

    instrument: Instrument
    construct: str | None = None
    before: str | None = BEFORE
    after: str = AFTER

    @property
    def id(self) -> str:
        """A name for it in documents, such as ``nomad/coherence:before-after``."""
        what = self.instrument.id if self.construct is None else f"{self.instrument.id}/{self.construct}"
        return f"{what}:{self.before}-{self.after}" if self.before else f"{what}:{self.after}"

    @property
    def population(self) -> str:
        """A name for the people that it is of: the parts of a score are computed of the same ones."""
        return f"{self.instrument.id}/*:{self.id.partition(':')[2]}" if self.part else self.id

    @property
    def part(self) -> bool:
        """Whether it is a part of a score that is told as a whole."""
        return self.construct is not None and self.instrument.scored == "whole"

    @property
    def primary(self) -> bool:
        """Whether its tests are among those that the evaluation was made for; parts and later times are not."""
        return not self.part and self.before is not None and self.after == AFTER

    def answered(self, row: Row) -> Answered:
        """Say whether a person has every score that it takes."""
        known = row.after is not None and (row.before is not None or self.before is None)
        return "complete" if known else "incomplete"

    def beside(self, other: Measurement) -> bool:
        """Say whether another one is of the same instrument at the same times."""
        return (self.instrument.id, self.before, self.after) == (other.instrument.id, other.before, other.after)

    def repeats(self, other: Measurement) -> bool:
        """Say whether another one has scores that this one is made from as well."""
        return self.instrument.id == other.instrument.id and (
            other.construct is None or self.construct == other.construct
        )


@frozen(kw_only=True)
class Row:
    """One person: what was measured, and who it is.

    Attributes:
        before: score at the earlier time; None when there is none.
        after: score at the later time; None when there is none.
        subject: who it is.
        then: score at the earlier time as it is remembered at the later one; None when there is none.
    """

    before: float | None
    after: float | None
    subject: Subject
    then: float | None = None


def measurements(responses: Responses, instruments: Instruments) -> Iterator[Measurement]:
    """Yield what the answers measure: changes where people were asked before, else the answers after."""
    for instrument in instruments.all:
        waves = responses.waves(instrument.id)
        if instrument.asked == "events" or not waves:
            continue
        parts = [construct.id for construct in instrument.constructs]
        several = [None, *parts] if len(parts) > 1 else [None]
        for construct in several if instrument.scored == "whole" else parts:
            known = {wave for wave in waves if _scored(responses, instrument, wave, construct)}
            later = [wave for wave in (AFTER, FOLLOW_UP) if wave in known]
            if BEFORE in known:
                for wave in later:
                    yield Measurement(instrument=instrument, construct=construct, after=wave)
            elif later:
                yield Measurement(instrument=instrument, construct=construct, before=None, after=later[0])


def _scored(responses: Responses, instrument: Instrument, wave: str, construct: str | None) -> bool:
    return any(score.value is not None for score in scores(responses, instrument, wave, construct).values())


def rows_of(measurement: Measurement, responses: Responses, people: Mapping[str, Subject]) -> dict[str, Row]:
    """Return everybody's scores, by id; also of those who did not answer.

    Args:
        measurement: what is measured.
        responses: the answers.
        people: who was asked, by id.
    """
    instrument, construct = measurement.instrument, measurement.construct
    early = scores(responses, instrument, measurement.before, construct) if measurement.before else {}
    late = scores(responses, instrument, measurement.after, construct)
    remembered = scores(responses, instrument, THEN, construct) if measurement.primary else {}
    return {
        participant: Row(
            before=early[participant].value if participant in early else None,
            after=late[participant].value if participant in late else None,
            subject=subject,
            then=remembered[participant].value if participant in remembered else None,
        )
        for participant, subject in people.items()
    }
