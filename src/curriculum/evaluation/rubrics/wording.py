"""The result of a rubric in words: one line a criterion, then what it rests on, the gates, the total."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from curriculum.evaluation.rubrics.bounds import Bounds
from curriculum.evaluation.rubrics.comparing import Difference, ResultComparison
from curriculum.evaluation.rubrics.results import CriterionResult, RubricResult
from curriculum.evaluation.rubrics.robustness import Ranking
from curriculum.evaluation.rubrics.rubric import Criterion, Rubric
from curriculum.messages import decimal, say


def rubric_text(result: RubricResult, language: str = "en") -> str:
    """Return a result as plain text, in ``language`` (da, sv or en)."""
    return "\n".join(_lines(result, language)) + "\n"


def _lines(result: RubricResult, language: str) -> Iterator[str]:
    own = result.rubric.language
    yield say("rubrics.title", language, title=result.rubric.title.said(language, own), subject=result.subject)
    yield ""
    for one in result.criteria:
        yield from _criterion(one, result, language)
    for gate in result.gates:
        title = _gate_title(result.rubric, gate.gate, language)
        failing = (result.rubric.criterion(name).title.said(language, own) for name in gate.failing)
        criteria = ", ".join(f'"{criterion}"' for criterion in failing)
        yield say(f"rubrics.gate.{gate.verdict}", language, title=title, criteria=criteria)
    if result.gates:
        yield ""
    yield total_text(result.total, language)
    if result.agreement:
        agreed = result.agreement
        counted = {"raters": agreed.raters, "criteria": agreed.criteria, "alike": agreed.alike}
        yield say("rubrics.agreement", language, **counted)
        for known in agreed.coefficients:
            if known.value is None:
                yield "  " + say(f"rubrics.coefficient.{known.name}.none", language)
            else:
                ends = "" if known.low is None or known.high is None else f" [{known.low:.2f}; {known.high:.2f}]"
                shown = f"{known.value:.2f}{ends}"
                yield "  " + say(
                    f"rubrics.coefficient.{known.name}.some", language, value=decimal(shown, language)
                )


def _criterion(one: CriterionResult, result: RubricResult, language: str) -> Iterator[str]:
    criterion, own = result.rubric.criterion(one.criterion), result.rubric.language
    title = criterion.title.said(language, own)
    yield say("rubrics.criterion", language, title=title, state=state_text(one, criterion, language, own))
    if one.reason:
        yield "    " + say(f"rubrics.reason.{one.reason}", language, **one.details)
    for found in one.evidence:
        yield "    " + found.text(language)
    if one.panel:
        counts = [
            f"{_level(criterion, name, language, own)}: {count}" for name, count in one.panel.counts if count
        ]
        yield "    " + say("rubrics.panel", language, counts=", ".join(counts) or "-", size=one.panel.size)
        if one.panel.adjudicated:
            yield "    " + say("rubrics.adjudicated", language)
    source = next(known for known in result.rubric.sources if known.id == criterion.source)
    yield "    " + say("rubrics.source", language, source=source.title.said(language, own))
    yield ""


def state_text(one: CriterionResult, criterion: Criterion, language: str, own: str) -> str:
    """Return what a criterion came to, in words."""
    state = say(f"rubrics.state.{one.state}", language)
    if one.level is None or one.highest is None:
        return state
    lowest, highest = (_level(criterion, name, language, own) for name in (one.level, one.highest))
    levels = lowest if lowest == highest else say("rubrics.from-to", language, low=lowest, high=highest)
    value = "" if one.value is None else f" ({_bounds(one.value, language)})"
    return say("rubrics.state.at-level", language, state=state, level=levels + value)


def total_text(total: Bounds | None, language: str = "en") -> str:
    """Return a total in words: a percentage, or between which two it lies, or that nothing applies.

    Example:
        >>> total_text(Bounds(Fraction(1, 4), Fraction(1, 2)))
        'Total: between 25 % and 50 %, until what is missing is known.'
    """
    if total is None:
        return say("rubrics.total.none", language)
    low, high = (percent(end) for end in (total.low, total.high))
    if total.known:
        return say("rubrics.total.known", language, total=low)
    return say("rubrics.total.between", language, low=low, high=high)


def percent(share: Fraction) -> str:
    """Return a share as a whole percentage; what is not quite nothing or all is never called so.

    Example:
        >>> percent(Fraction(2, 3)), percent(Fraction(999, 1000)), percent(Fraction(1))
        ('67 %', '99 %', '100 %')
    """
    number = round(share * 100)
    if 0 < share < 1:
        number = min(max(number, 1), 99)
    return f"{number} %"


def comparison_text(compared: ResultComparison, language: str = "en") -> str:
    """Return in words what differs between two results, and why."""
    lines = [say("rubrics.compare.title", language, before=compared.before.subject, after=compared.after.subject)]
    lines += [total_text(result.total, language) for result in (compared.before, compared.after)]
    for one in compared.differences:
        lines += ["", *_difference(one, compared, language)]
    for gate, before, after in compared.gates:
        verdicts = [say(f"rubrics.verdict.{verdict or 'none'}", language) for verdict in (before, after)]
        holder = compared.before if after is None else compared.after
        title = _gate_title(holder.rubric, gate, language)
        lines.append(say("rubrics.compare.gate", language, gate=title, before=verdicts[0], after=verdicts[1]))
    if not compared.differences:
        lines.append(say("rubrics.compare.same", language))
    return "\n".join(lines) + "\n"


def _gate_title(rubric: Rubric, name: str, language: str) -> str:
    return next(gate.title for gate in rubric.gates if gate.id == name).said(language, rubric.language)


def _difference(one: Difference, compared: ResultComparison, language: str) -> Iterator[str]:
    sides = []
    for result, side in ((compared.before, one.before), (compared.after, one.after)):
        if side is None:
            sides.append(say("rubrics.verdict.none", language))
        else:
            rubric = result.rubric
            sides.append(state_text(side, rubric.criterion(one.criterion), language, rubric.language))
    holder = compared.after if one.after else compared.before
    title = holder.rubric.criterion(one.criterion).title.said(language, holder.rubric.language)
    yield say("rubrics.compare.criterion", language, title=title, before=sides[0], after=sides[1])
    if one.share:
        low, high = (decimal(f"{float(100 * end):+.1f}", language) for end in (one.share.low, one.share.high))
        moved = low if one.share.known else say("rubrics.from-to", language, low=low, high=high)
        yield "    " + say("rubrics.compare.share", language, points=moved)
    yield "    " + say(f"rubrics.cause.{one.cause}", language)
    for sign, found in (("-", one.gone), ("+", one.new)):
        yield from (f"    {sign} {piece.text(language)}" for piece in found)


def ranking_text(ranking: Ranking, language: str = "en") -> str:
    """Return a ranking in words, with how robust it is."""

    def title(criterion: str) -> str:
        return ranking.rubric.criterion(criterion).title.said(language, ranking.rubric.language)

    lines = [_place(place, name, total, language) for place, (name, total) in enumerate(ranking.order, 1)]
    sure = "certain" if ranking.certain else "open"
    lines += ["", say(f"rubrics.ranking.{sure}", language, name=ranking.order[0][0])]
    for one in ranking.limits:
        shares = {"weight": percent(one.weight), "low": percent(one.low), "high": percent(one.high)}
        lines.append("  " + say("rubrics.ranking.limits", language, criterion=title(one.criterion), **shares))
    for name, share in ranking.first.items():
        shown = percent(Fraction(share).limit_denominator(ranking.draws))
        lines.append("  " + say("rubrics.ranking.first", language, name=name, share=shown))
    if ranking.left_out:
        criteria = ", ".join(map(title, ranking.left_out))
        lines.append("  " + say("rubrics.ranking.left-out", language, criteria=criteria))
    return "\n".join(lines) + "\n"


def _place(place: int, name: str, total: Bounds, language: str) -> str:
    if total.known:
        shown = percent(total.low)
    else:
        shown = say("rubrics.from-to", language, low=percent(total.low), high=percent(total.high))
    return f"{place}. {name}: {shown}"


def _level(criterion: Criterion, name: str, language: str, own: str) -> str:
    for level in criterion.levels:
        if level.id == name:
            return level.title.said(language, own)
    return say("rubrics.state.not-applicable", language)


def _bounds(value: Bounds, language: str) -> str:
    ends = [f"{float(end):.2f}".rstrip("0").rstrip(".") for end in (value.low, value.high)]
    shown = ends[0] if value.known else f"{ends[0]}-{ends[1]}"
    return decimal(shown, language)
