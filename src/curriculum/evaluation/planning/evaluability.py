"""Evaluability: what in a schedule keeps questions from being answered, as coded findings with their cure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from curriculum.errors import Finding
from curriculum.evaluation.instruments import Instrument
from curriculum.evaluation.planning.contrasts import LEVEL, PAIRING
from curriculum.evaluation.planning.verdicts import Design, Question
from curriculum.evaluation.statistics.regression import FEWEST_DEGREES, too_few


def evaluability_findings(
    design: Design, questions: tuple[Question, ...], *, unasked: int = 0
) -> Iterator[Finding]:
    """Yield what keeps questions from being answered.

    Args:
        design: who is asked.
        questions: the questions with their verdicts.
        unasked: number of leaders who cannot be asked before their first session.
    """
    by_name = {question.prospect.question: question.prospect for question in questions}
    if unasked:
        yield _finding("eva-no-baseline", "change", people=unasked, leaders=len(design.leaders))
    yield from _pairing_findings(design, by_name[PAIRING].reason)
    organisations = max((prospect.organisations for prospect in by_name.values()), default=0)
    lowest = min((prospect.attainable for prospect in by_name.values()), default=1.0)
    if organisations and lowest > LEVEL:
        yield _finding("eva-attainable-p", "", organisations=organisations, p=f"{lowest:.3g}", level=LEVEL)
    for name, prospect in by_name.items():
        if prospect.df is not None and too_few(prospect.df):
            values = {"question": name, "df": f"{prospect.df:.1f}", "fewest": f"{FEWEST_DEGREES:.0f}"}
            yield _finding("eva-few-degrees", name, **values)
        elif name.startswith("module:") and prospect.reason == "one-group":
            yield _finding("eva-module-constant", name, module=name.partition(":")[2])
        elif name == "dose" and prospect.reason == "no-variation":
            yield _finding("eva-dose-constant", name)
    for question in questions:
        if question.verdict == "withheld":
            yield _finding("eva-withheld", question.prospect.question, question=question.prospect.question)


def events_only(instruments: Sequence[Instrument]) -> Iterator[Finding]:
    """Yield that nothing about change can be answered where people are asked after events only."""
    yield _finding(
        "eva-events-only", "", instruments=", ".join(instrument.id for instrument in instruments) or "-"
    )


def _pairing_findings(design: Design, reason: str | None) -> Iterator[Finding]:
    paired = {leader.organisation for leader in design.leaders if leader.paired}
    if reason == "one-group":
        yield _finding("eva-pairing-constant", PAIRING)
    elif reason == "aliased":
        yield _finding("eva-pairing-aliased", PAIRING)
    if len(paired) == 1 and len({leader.organisation for leader in design.leaders}) > 1:
        yield _finding("eva-pairs-one-organisation", PAIRING)


def _finding(code: str, where: str, **values: object) -> Finding:
    return Finding(code=code, values=values, where=where, severity="warning")
