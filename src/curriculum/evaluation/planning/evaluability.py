"""Evaluability: what in a schedule keeps questions from being answered, as coded findings with their cure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from curriculum.errors import Finding
from curriculum.evaluation.instruments import Instrument
from curriculum.evaluation.planning.contrasts import DOSE, LEVEL, PAIRING, Prospect
from curriculum.evaluation.planning.verdicts import Design, Question
from curriculum.evaluation.statistics import Reason
from curriculum.evaluation.statistics.regression import FEWEST_DEGREES, too_few

_CODES: Mapping[tuple[str, Reason | None], str] = {
    (PAIRING, "one-group"): "eva-pairing-constant",
    (PAIRING, "aliased"): "eva-pairing-aliased",
    ("module", "one-group"): "eva-module-constant",
    (DOSE, "no-variation"): "eva-dose-constant",
}
"""What to call it when a question cannot be estimated, by what is asked and the reason."""


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
    organisations = max((prospect.organisations for prospect in by_name.values()), default=0)
    lowest = min((prospect.attainable for prospect in by_name.values()), default=1.0)
    if organisations and lowest > LEVEL:
        yield _finding("eva-attainable-p", "", organisations=organisations, p=f"{lowest:.3g}", level=LEVEL)
    for name, prospect in by_name.items():
        yield from _obstacles(name, prospect)
    for question in questions:
        if question.verdict == "withheld":
            yield _finding("eva-withheld", question.prospect.question, question=question.prospect.question)


def _obstacles(name: str, prospect: Prospect) -> Iterator[Finding]:
    """Yield what keeps one question from being estimated."""
    kind, _, of = name.partition(":")
    if prospect.df is not None and too_few(prospect.df):
        values = {"question": name, "df": f"{prospect.df:.1f}", "fewest": f"{FEWEST_DEGREES:.0f}"}
        yield _finding("eva-few-degrees", name, **values)
    elif prospect.reason == "lone-cluster":
        yield _finding("eva-lone-organisation", name, question=name)
    elif code := _CODES.get((kind, prospect.reason)):
        yield _finding(code, name, **({"module": of} if of else {}))


def events_only(instruments: Sequence[Instrument]) -> Iterator[Finding]:
    """Yield that nothing about change can be answered where people are asked after events only."""
    yield _finding(
        "eva-events-only", "", instruments=", ".join(instrument.id for instrument in instruments) or "-"
    )


def _finding(code: str, where: str, **values: object) -> Finding:
    return Finding(code=code, values=values, where=where, severity="warning")
