"""Gaps between strategy and practice in words, and as data."""

from __future__ import annotations

from typing import Any

from attrs import asdict

from curriculum.columns import columns
from curriculum.evaluation.gap.index import Gaps
from curriculum.evaluation.statistics import Estimate
from curriculum.messages import decimal, say


def gaps_text(found: Gaps, language: str = "en") -> str:
    """Return a table of gaps, or that nobody has answered.

    Args:
        found: what :func:`~curriculum.evaluation.gap.index.gaps` returned.
        language: da, sv or en.
    """
    if found.all[0].people == 0:
        return say("gap.no-answers", language) + "\n"
    withheld = say("gap.withheld", language)
    rows = [tuple(say(f"gap.{name}", language) for name in ("organisation", "people", "size", "between"))]
    rows += [
        (
            one.organisation or say("gap.all", language),
            withheld if one.people is None else str(one.people),
            _interval(one.gap, language),
            _interval(one.between_levels, language),
        )
        for one in found.all
    ]
    return "\n".join([say("gap.title", language), "", *columns(rows), "", say("gap.limits", language)]) + "\n"


def gaps_document(found: Gaps) -> dict[str, Any]:
    """Return gaps as plain data; what is withheld is null."""
    return {"gaps": [asdict(one) for one in found.all]}


def _interval(estimate: Estimate | None, language: str) -> str:
    if estimate is None or estimate.value is None:
        return "-"
    if estimate.low is None or estimate.high is None:
        return decimal(f"{estimate.value:+.2f}", language)
    return decimal(f"{estimate.value:+.2f} [{estimate.low:+.2f}; {estimate.high:+.2f}]", language)
