"""Proposals: what each idea would change, worked out by making it on a copy."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from functools import partial
from typing import Any

from curriculum.catalog import Catalog
from curriculum.checks import CHECKS, Check, effect
from curriculum.evaluation.improvement.ideas import Idea, ideas
from curriculum.evaluation.improvement.proposal import Expected, Proposal, proposal_id
from curriculum.evaluation.improvement.signals import Signal
from curriculum.evaluation.rubrics.evaluating import evaluate_rubric
from curriculum.evaluation.rubrics.results import RubricResult
from curriculum.evaluation.rubrics.rubric import Rubric

_DIGITS = 6


def propose(
    catalog: Catalog,
    programme: str,
    rubric: Rubric,
    *,
    today: date,
    others: Sequence[Catalog] = (),
    checks: Sequence[Check] = CHECKS,
    signals: Sequence[Signal] = (),
    **inputs: Any,
) -> tuple[Proposal, ...]:
    """Return what could be changed about a programme, each with what that is predicted to change.

    Proposals come from what criteria looked for in vain, from gaps in the coverage of targets, from findings of
    checks that bring a suggestion, and from answers that speak against a module. Each is made on a copy of the
    catalog, and the copy is evaluated with the rubric, everything else being equal.

    Args:
        catalog: the catalog.
        programme: the programme's id.
        rubric: what counts as better.
        today: suppressions of findings that ended before this day do not count.
        others: catalogs that it uses.
        checks: the checks to run.
        signals: what people's answers say about modules.
        inputs: what else :func:`~curriculum.evaluation.rubrics.evaluate_rubric` takes: cohort, ratings ...

    Returns:
        The proposals: first those for modules that a signal surely speaks against, then by gain, the largest
        first.

    Raises:
        KeyError: there is no such programme.
    """
    measure = partial(evaluate_rubric, rubric, programme=programme, others=others, **inputs)
    before = measure(catalog=catalog)
    named: dict[str, Idea] = {}
    for idea in ideas(catalog, programme, before, signals, others=others, checks=checks, today=today):
        named.setdefault(proposal_id(idea.origin, idea.cause, idea.steps), idea)
    found = []
    for name, idea in named.items():
        after = measure(catalog=idea.after)
        changes = None if idea.patch is None else effect(catalog, idea.patch, checks, today=today)
        found.append(
            Proposal(
                id=name,
                origin=idea.origin,
                cause=idea.cause,
                steps=idea.steps,
                modules=idea.modules,
                signals=[one for one in signals if one.module in idea.modules],
                expected=list(_expected(before, after)),
                total=[] if after.total is None else [_rounded(after.total.low), _rounded(after.total.high)],
                gain=_gain(before, after),
                findings_gone=[] if changes is None else [" ".join(one) for one in changes.gone],
                findings_new=[] if changes is None else [" ".join(one) for one in changes.new],
            )
        )
    return tuple(sorted(found, key=_rank))


def _rank(proposal: Proposal) -> tuple[bool, float, str, str]:
    sure = any(signal.sure for signal in proposal.signals)
    return not sure, -proposal.gain, proposal.cause, proposal.id


def improved(
    catalog: Catalog,
    programme: str,
    rubric: Rubric,
    wanted: Iterable[str],
    *,
    today: date,
    others: Sequence[Catalog] = (),
    checks: Sequence[Check] = CHECKS,
    signals: Sequence[Signal] = (),
    **inputs: Any,
) -> Catalog:
    """Return a catalog with one proposal after the other carried out.

    Args:
        catalog: the catalog.
        programme: the programme's id.
        rubric: the rubric that they were made with.
        wanted: ids of proposals. One that an earlier one has made needless is passed over.
        today: as in :func:`propose`.
        others: as in :func:`propose`.
        checks: as in :func:`propose`.
        signals: as in :func:`propose`.
        inputs: as in :func:`propose`.
    """
    for name in wanted:
        result = evaluate_rubric(rubric, catalog=catalog, programme=programme, others=others, **inputs)
        for idea in ideas(catalog, programme, result, signals, others=others, checks=checks, today=today):
            if proposal_id(idea.origin, idea.cause, idea.steps) == name:
                catalog = idea.after
                break
    return catalog


def _expected(before: RubricResult, after: RubricResult) -> Iterator[Expected]:
    for old, new in zip(before.criteria, after.criteria, strict=True):
        if (old.level, old.points) != (new.level, new.points) and new.points is not None:
            points = _rounded(new.points.low)
            yield Expected(criterion=new.criterion, before=old.level, after=new.level, points=points)


def _gain(before: RubricResult, after: RubricResult) -> float:
    if before.total is None or after.total is None:
        return 0.0
    return _rounded(after.total.low - before.total.low)


def _rounded(share: Any) -> float:
    return round(float(share), _DIGITS)
