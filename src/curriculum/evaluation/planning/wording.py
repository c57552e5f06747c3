"""The evaluation plan, as plain text in the reader's language."""

from __future__ import annotations

import math
from collections.abc import Iterator

from curriculum.columns import columns
from curriculum.evaluation.planning.lots import Draw
from curriculum.evaluation.planning.plan import EvaluationPlan
from curriculum.evaluation.planning.verdicts import MOST_PEOPLE, Change, Question
from curriculum.evaluation.privacy import Key
from curriculum.evaluation.responses import WAVES
from curriculum.evaluation.statistics import why_not
from curriculum.messages import decimal, say
from curriculum.plaintext import score_text


def plan_text(plan: EvaluationPlan, language: str = "en") -> str:
    """Return the plan: what can be answered, who is asked what and when, what is withheld, what is in the way.

    Args:
        plan: the plan.
        language: da, sv or en.
    """
    lines = [say("evaluation-plan.title", language, cohort=plan.cohort, programme=plan.programme)]
    lines += ["", say("evaluation-plan.heading.questions", language)]
    asked = [line for question in plan.questions for line in _question(question, plan, language)]
    lines += asked or [say("evaluation-plan.nothing", language)]
    lines += ["", say("evaluation-plan.heading.askings", language), *_askings(plan, language)]
    lines += ["", say("evaluation-plan.heading.withheld", language)]
    lines += [f"  {_group(key)}" for key in plan.withheld] or [say("evaluation-plan.nothing", language)]
    lines += ["", say("evaluation-plan.heading.findings", language)]
    found = [f"  {one.message(language)} {one.cure(language)} [{one.code}]" for one in plan.findings]
    lines += found or [say("evaluation-plan.nothing", language)]
    lines += ["", *_foot(plan, language)]
    return "\n".join(lines) + "\n"


def question_text(question: str, language: str = "en") -> str:
    """Return a question in words.

    Example:
        >>> question_text("module:data")
        'Does the module data make a difference?'
    """
    kind, _, name = question.partition(":")
    return say(f"evaluation-plan.question.{kind}", language, name=name)


def wave_text(wave: str, language: str = "en") -> str:
    """Return a time of asking in words; that of an event is its id."""
    return say(f"evaluation-plan.wave.{wave}", language) if wave in WAVES else wave


def draw_text(draw: Draw, language: str = "en") -> str:
    """Return who drew lots, and for which runs.

    Args:
        draw: what :func:`~curriculum.evaluation.planning.lots.draw_lots` returned.
        language: da, sv or en.
    """
    lines = []
    if draw.lots and draw.schedule.score is not None:
        values = {
            "units": len({unit for lot in draw.lots for unit in lot.units}),
            "seed": draw.seed,
            "score": score_text(draw.schedule.score, language),
        }
        lines.append(say("lots.drawn", language, **values))
    else:
        lines.append(say("lots.none", language))
    if draw.refused:
        lines.append(say("lots.refused", language, refused=draw.refused))
    for lot in draw.lots:
        places = ", ".join(f"{'+'.join(unit)} {run}" for unit, run in zip(lot.units, lot.runs, strict=True))
        lines.append(f"  {say('lots.module', language)} {lot.module}: {places}")
    return "\n".join(lines) + "\n"


def _question(question: Question, plan: EvaluationPlan, language: str) -> Iterator[str]:
    found = question.prospect
    yield f"  {question_text(found.question, language)}"
    verdict = say(
        f"evaluation-plan.verdict.{question.verdict}",
        language,
        effect="-"
        if found.detectable is None
        else decimal(f"{math.ceil(100 * found.detectable) / 100:.2f}", language),
        power=f"{100 * plan.assumptions.power:.0f}",
        reason="" if found.reason is None else why_not(found.reason, language),
    )
    yield f"      {verdict}"
    if question.verdict != "answerable":
        yield f"      {_cure(question.cure, language)}"


def _cure(cure: Change | None, language: str) -> str:
    if cure is None:
        return say("evaluation-plan.cure.none", language, most=MOST_PEOPLE)
    level = say("evaluation-plan.cure.level", language, name=cure.level) if cure.level else ""
    return say(f"evaluation-plan.cure.{cure.kind}", language, count=cure.count, people=cure.people, level=level)


def _askings(plan: EvaluationPlan, language: str) -> list[str]:
    people, minutes = (say(f"evaluation-plan.{word}", language) for word in ("people", "minutes"))
    rows = [
        (
            f"{one.opens} - {one.closes}",
            one.instrument,
            wave_text(one.wave, language),
            f"{one.people} {people}",
            f"{decimal(f'{one.minutes:g}', language)} {minutes}",
        )
        for one in plan.askings
    ]
    return columns(rows) if rows else [say("evaluation-plan.nothing", language)]


def _group(key: Key) -> str:
    return ", ".join(f"{name} {value}" for name, value in key) or "-"


def _foot(plan: EvaluationPlan, language: str) -> Iterator[str]:
    burden, guessed = plan.burden, plan.assumptions
    values = {"least": f"{burden.least:.0f}", "median": f"{burden.median:.0f}", "most": f"{burden.most:.0f}"}
    yield say("evaluation-plan.burden", language, **values)
    yield say(
        "evaluation-plan.assumed",
        language,
        correlation=decimal(f"{guessed.correlation:g}", language),
        intraclass=decimal(f"{guessed.intraclass:g}", language),
        response=f"{100 * guessed.response:.0f}",
        effect=decimal(f"{guessed.effect:g}", language),
    )
    if plan.draw is not None:
        yield say("evaluation-plan.draw", language, seed=plan.draw["seed"])
    yield say("evaluation-plan.fingerprint", language, fingerprint=plan.document()["fingerprint"])
