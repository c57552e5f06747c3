"""An evaluation as plain data: the JSON document of ``curriculum evaluate --json``.

Only what is named here gets out. Numbers have four digits that count, which is more than the data can bear.
"""

from __future__ import annotations

from typing import Any

from curriculum.evaluation.answering import Flow
from curriculum.evaluation.effects import Effect, Group
from curriculum.evaluation.evaluation import Evaluation
from curriculum.evaluation.privacy import THRESHOLD
from curriculum.evaluation.statistics import Estimate, GroupComparison, PairedChange, Probability, TippingPoint
from curriculum.evaluation.wording import Words


def evaluation_document(evaluation: Evaluation, language: str = "en") -> dict[str, Any]:
    """Return answers, flow of answers and cells as one document; what is withheld is null or named as withheld.

    Args:
        evaluation: the evaluation.
        language: da, sv or en, of the sentences.
    """
    words = Words(evaluation, language)
    return {
        "cohort": evaluation.cohort.id,
        "programme": evaluation.cohort.programme_name,
        "threshold": THRESHOLD,
        "links": [None if one is None else {"linked": one[0], "of": one[1]} for one in evaluation.links],
        "answers": [_effect(effect, words) for effect in evaluation.effects],
        "flow": [_flow(flow) for flow in evaluation.flows],
        "cells": [cell for publication in evaluation.publications for cell in publication.cells()],
    }


def _effect(effect: Effect, words: Words) -> dict[str, Any]:
    return {
        "measurement": effect.measurement.id,
        "instrument": effect.measurement.instrument.id,
        "construct": effect.measurement.construct,
        "by": effect.by,
        "module": effect.module,
        "primary": effect.primary,
        "strength": effect.strength,
        "answer": words.answer(effect),
        "measured": words.measured(effect),
        "not_concluded": list(words.caveats(effect)),
        "people": effect.people,
        "organisations": effect.organisations,
        "estimate": _estimate(effect.estimate),
        "standardised": _estimate(effect.standardised),
        "p": _probability(effect.p),
        "adjusted_p": _number(effect.adjusted),
        "df": _number(effect.df),
        "detectable": _number(effect.detectable),
        "clustered": _estimate(effect.clustered),
        "wild_bootstrap": _probability(effect.wild),
        "change": None if effect.change is None else _change(effect.change),
        "tipping": None if effect.tipping is None else _tipping(effect.tipping),
        "comparison": None if effect.comparison is None else _comparison(effect.comparison),
        "groups": [_group(group) for group in effect.groups],
        "caveats": [{"kind": caveat.kind, **caveat.values} for caveat in effect.caveats],
    }


def _estimate(estimate: Estimate | None) -> dict[str, Any] | None:
    if estimate is None:
        return None
    return {
        "value": _number(estimate.value),
        "low": _number(estimate.low),
        "high": _number(estimate.high),
        "confidence": estimate.confidence,
        "reason": estimate.reason,
    }


def _probability(p: Probability | None) -> dict[str, Any] | None:
    if p is None:
        return None
    return {
        "value": _number(p.value),
        "method": p.method,
        "attainable": _number(p.attainable),
        "seed": p.seed,
        "reason": p.reason,
    }


def _change(change: PairedChange) -> dict[str, Any]:
    names = ("before_mean", "after_mean", "before_sd", "after_sd", "correlation")
    return {name: _number(getattr(change, name)) for name in names}


def _tipping(tipping: TippingPoint) -> dict[str, Any]:
    return {
        "missing": tipping.missing,
        "no_change": _number(tipping.no_change),
        "no_evidence": _number(tipping.no_evidence),
        "possible": tipping.possible,
    }


def _comparison(found: GroupComparison) -> dict[str, Any]:
    return {
        "ancova": _estimate(found.ancova.estimate),
        "ancova_g": _number(found.ancova_g),
        "d_ppc2": _estimate(found.d_ppc2),
        "baseline": _number(found.baseline),
        "apart": _number(found.apart),
        "decidable": found.decidable,
    }


def _group(group: Group) -> dict[str, Any]:
    return {
        "name": group.name,
        "people": group.people,
        "withheld": group.people is None,
        "change": _estimate(group.change),
        "shrunken": _estimate(group.shrunken),
    }


def _flow(flow: Flow) -> dict[str, Any]:
    names = ("by", "group", "invited", "complete", "incomplete")
    return {"measurement": flow.measurement.id, **{name: getattr(flow, name) for name in names}}


def _number(value: float | None) -> float | None:
    return None if value is None else float(f"{value:.4g}")
