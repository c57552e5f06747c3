"""The evaluation plan: everything that is settled before the first answer, and its fingerprint."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from attrs import asdict, field, frozen

from curriculum.cohort import Cohort
from curriculum.errors import Finding, InvalidInput
from curriculum.evaluation.instruments import Instrument
from curriculum.evaluation.planning.asking import Invitation, invitations
from curriculum.evaluation.planning.contrasts import Assumptions
from curriculum.evaluation.planning.evaluability import evaluability_findings, events_only
from curriculum.evaluation.planning.lots import record_fits
from curriculum.evaluation.planning.people import leaders_of
from curriculum.evaluation.planning.verdicts import Design, Question, questions
from curriculum.evaluation.privacy import Key
from curriculum.evaluation.responses import BEFORE
from curriculum.schedule import Schedule
from curriculum.sequences import as_tuple

SCHEMA = 1
_DIGITS = 6


@frozen(kw_only=True)
class Asking:
    """One instrument at one time.

    Attributes:
        instrument: the instrument's id.
        wave: before, after, follow-up, or the id of a run.
        people: how many are asked.
        opens: the first day on which any of them can answer.
        closes: the last.
        minutes: of one person.
    """

    instrument: str
    wave: str
    people: int
    opens: date
    closes: date
    minutes: float


@frozen(kw_only=True)
class Burden:
    """Minutes that a person spends on answering, over the whole programme."""

    least: float
    median: float
    most: float


@frozen(kw_only=True)
class EvaluationPlan:
    """What is asked of whom and when, what can come of it, and what cannot.

    Attributes:
        cohort: the cohort's id.
        programme: the programme's id, ``catalog:programme``.
        earliest: the first day on which anybody can be asked; None for any day.
        assumptions: what is guessed.
        instruments: the instruments, by id, with the version of their wording.
        invitations: who answers what when.
        questions: every question with its verdict, and the cheapest change for those that cannot be answered.
        withheld: groups that will not be described, even if everybody answers.
        findings: what keeps questions from being answered.
        draw: seed and fingerprint of the draw that places were given by; None when none were.
    """

    cohort: str
    programme: str
    earliest: date | None
    assumptions: Assumptions
    instruments: Mapping[str, str]
    invitations: tuple[Invitation, ...] = field(converter=as_tuple)
    questions: tuple[Question, ...] = field(converter=as_tuple)
    withheld: tuple[Key, ...] = field(converter=as_tuple)
    findings: tuple[Finding, ...] = field(converter=as_tuple)
    draw: Mapping[str, Any] | None = None

    @property
    def askings(self) -> tuple[Asking, ...]:
        """What is asked when, of how many; sorted by the day on which it opens."""
        groups: dict[tuple[str, str], list[Invitation]] = {}
        for one in self.invitations:
            groups.setdefault((one.instrument, one.wave), []).append(one)
        found = [
            Asking(
                instrument=instrument,
                wave=wave,
                people=len(asked),
                opens=min(one.opens for one in asked),
                closes=max(one.closes for one in asked),
                minutes=asked[0].minutes,
            )
            for (instrument, wave), asked in groups.items()
        ]
        return tuple(sorted(found, key=lambda one: (one.opens, one.closes, one.instrument, one.wave)))

    @property
    def burden(self) -> Burden:
        """How long people spend on answering; zero when nobody is asked."""
        minutes: dict[str, float] = {}
        for one in self.invitations:
            minutes[one.participant] = minutes.get(one.participant, 0.0) + one.minutes
        ordered = sorted(minutes.values()) or [0.0]
        middle = (ordered[(len(ordered) - 1) // 2] + ordered[len(ordered) // 2]) / 2
        return Burden(least=ordered[0], median=middle, most=ordered[-1])

    def document(self) -> dict[str, Any]:
        """Return the plan as plain data, its fingerprint included. Nobody's id is in it."""
        plain = {
            "schema": SCHEMA,
            "cohort": self.cohort,
            "programme": self.programme,
            "earliest": self.earliest,
            "assumptions": asdict(self.assumptions),
            "instruments": [{"id": name, "version": version} for name, version in self.instruments.items()],
            "askings": [asdict(asking) for asking in self.askings],
            "burden": asdict(self.burden),
            "questions": [
                {**asdict(one.prospect), "verdict": one.verdict, "cure": one.cure and asdict(one.cure)}
                for one in self.questions
            ],
            "withheld": [[list(part) for part in key] for key in self.withheld],
            "findings": [
                {"code": one.code, "where": one.where, "values": dict(one.values)} for one in self.findings
            ],
            "draw": self.draw,
        }
        rounded = _rounded(plain)
        return {**rounded, "fingerprint": fingerprint(rounded)}


def evaluation_plan(
    cohort: Cohort,
    schedule: Schedule,
    instruments: Sequence[Instrument],
    *,
    assumptions: Assumptions | None = None,
    earliest: date | None = None,
    draw: Mapping[str, Any] | None = None,
) -> EvaluationPlan:
    """Return the evaluation plan of a schedule.

    Questions are about leaders: everybody but key persons. All of them count as asked before when at least half of
    them can be. They are all about change, so there is none where only instruments for events are asked.

    Args:
        cohort: the cohort.
        schedule: its schedule.
        instruments: what is asked.
        assumptions: what is guessed; the defaults when None.
        earliest: the first day on which anybody can be asked.
        draw: record of the draw that places were given by, as :meth:`Draw.document` returns it.

    Raises:
        InvalidInput: the record is not of this schedule.
    """
    if draw is not None and not record_fits(draw, schedule):
        raise InvalidInput([Finding(code="draw-of-another")])
    assumptions = assumptions or Assumptions()
    asked = invitations(cohort, schedule, instruments, earliest=earliest)
    before = {one.participant for one in asked if one.wave == BEFORE}
    unasked = sum(person.id not in before for person in cohort.participants if person.role != "key-person")
    leaders = leaders_of(cohort, schedule)
    present = {leader.level for leader in leaders}
    design = Design(
        leaders=leaders,
        levels=tuple(level.id for level in cohort.catalog.levels if level.id in present),
        modules=tuple(sorted({module for leader in leaders for module in leader.modules})),
        assumptions=assumptions,
        baseline=unasked * 2 <= len(leaders),
    )
    asks_twice = any(instrument.asked == "waves" for instrument in instruments)
    found = questions(design) if asks_twice else ()
    return EvaluationPlan(
        cohort=cohort.id,
        programme=cohort.programme_name,
        earliest=earliest,
        assumptions=assumptions,
        instruments={instrument.id: instrument.version for instrument in instruments},
        invitations=asked,
        questions=found,
        withheld=design.release().withheld,
        findings=evaluability_findings(design, found, unasked=unasked) if asks_twice else events_only(instruments),
        draw=None if draw is None else {"seed": draw["seed"], "fingerprint": fingerprint(draw)},
    )


def fingerprint(document: Mapping[str, Any]) -> str:
    """Return the SHA-256 of a document's canonical bytes: sorted keys, no white space, UTF-8.

    Example:
        >>> fingerprint({"b": 1, "a": 2}) == fingerprint({"a": 2, "b": 1})
        True
    """
    written = json.dumps(document, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(written.encode()).hexdigest()


def _rounded(value: Any) -> Any:
    """Return plain data with days as text and numbers to six digits: the last digits differ between machines."""
    if isinstance(value, Mapping):
        return {key: _rounded(inner) for key, inner in value.items()}
    if isinstance(value, Iterable) and not isinstance(value, str):
        return [_rounded(inner) for inner in value]
    if isinstance(value, float):
        return round(value, _DIGITS)
    return value.isoformat() if isinstance(value, date) else value
