"""Proposals and what became of them, in words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from curriculum.evaluation.improvement.following_up import FollowUp
from curriculum.evaluation.improvement.proposal import Proposal
from curriculum.evaluation.improvement.signals import Signal
from curriculum.evaluation.rubrics.rubric import Rubric
from curriculum.messages import decimal, say


def proposals_text(proposals: Sequence[Proposal], rubric: Rubric, language: str = "en") -> str:
    """Return proposals as plain text, in ``language`` (da, sv or en)."""
    if not proposals:
        return say("improvement.none", language) + "\n"
    return "\n".join(line for one in proposals for line in _proposal(one, rubric, language)) + "\n"


def _proposal(one: Proposal, rubric: Rubric, language: str) -> Iterator[str]:
    yield say(f"improvement.{one.origin}", language, id=one.id, cause=one.cause)
    for signal in one.signals:
        yield "    " + signal_text(signal, language)
    for step in one.steps:
        yield "    " + say(f"improvement.step.{step.operation}", language, where=step.where, value=step.value)
    for expected in one.expected:
        criterion = rubric.criterion(expected.criterion)
        titles = {level.id: level.title.said(language, rubric.language) for level in criterion.levels}
        levels = {"before": titles.get(expected.before or "", "-"), "after": titles.get(expected.after or "", "-")}
        title = criterion.title.said(language, rubric.language)
        yield "    " + say("improvement.expected", language, title=title, **levels)
    for sign, findings in (("gone", one.findings_gone), ("new", one.findings_new)):
        if findings:
            yield "    " + say(f"improvement.findings.{sign}", language, findings=", ".join(findings))
    yield "    " + say("improvement.gain", language, gain=_number(100 * one.gain, language, digits=1))
    yield ""


def signal_text(signal: Signal, language: str = "en") -> str:
    """Return what the answers say about a module, with the interval, and whether that is beyond chance.

    Example:
        >>> signal = Signal(module="a", measurement="q:before-after", people=30, value=-0.4, low=-0.9, high=0.1)
        >>> signal_text(signal).partition(": ")[2]
        'beside the others, those who took a changed by -0.40 points (-0.90 to +0.10); chance may explain it.'
    """
    numbers = {name: _number(getattr(signal, name), language) for name in ("value", "low", "high")}
    sure = "less" if signal.sure else "more" if signal.low > 0 else "open"
    values = {"module": signal.module, "measurement": signal.measurement, "people": signal.people}
    return say(f"improvement.signal.{sure}", language, **values, **numbers)


def _number(value: float, language: str, *, digits: int = 2) -> str:
    return decimal(f"{value:+.{digits}f}", language)


def follow_up_text(followed: Sequence[FollowUp], language: str = "en") -> str:
    """Return what became of accepted proposals as plain text."""
    if not followed:
        return say("improvement.nothing-accepted", language) + "\n"
    lines = []
    for one in followed:
        lines.append(
            say(f"improvement.{one.proposal.origin}", language, id=one.proposal.id, cause=one.proposal.cause)
        )
        known = {True: "cured", False: "not-cured", None: "unclear"}[one.cured]
        lines.append("    " + say(f"improvement.after.{known}", language))
        for expected, observed, outcome in one.criteria:
            values = {"criterion": expected.criterion, "after": expected.after or "-", "observed": observed or "-"}
            lines.append("    " + say(f"improvement.outcome.{outcome}", language, **values))
        for before, after in one.signals:
            now = signal_text(after, language) if after else say("improvement.signal.none", language)
            lines.append("    " + say("improvement.signal.then", language, said=signal_text(before, language)))
            lines.append("    " + say("improvement.signal.now", language, said=now))
        lines.append("")
    return "\n".join(lines) + "\n"
