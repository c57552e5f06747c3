"""The beginning as people remember it, beside the beginning as they saw it then."""

from __future__ import annotations

from collections.abc import Iterator

from curriculum.evaluation.effects import Caveat, Effect, Group, excludes_zero
from curriculum.evaluation.judging import judged, organisations, shortcomings, unanswered
from curriculum.evaluation.publication import COMPLETE, REMEMBERED, Publication
from curriculum.evaluation.statistics import retrospective_change


def remembered(publication: Publication) -> Iterator[Effect]:
    """Yield how the beginning is remembered, with the three differences, if anybody was asked."""
    if REMEMBERED in publication.left_out:
        yield unanswered(publication, "then")
        return
    counts = publication.groups(REMEMBERED)
    if COMPLETE not in counts:
        return
    if counts[COMPLETE] is None:
        yield unanswered(publication, "then", groups=[Group(name="then-before", people=None)])
        return
    rows = [row for row in publication.rows if row.then is not None]
    found = retrospective_change(
        [row.before for row in rows], [row.then for row in rows], [row.after for row in rows]
    )
    differences = {
        "after-before": found.after_before,
        "after-then": found.after_then,
        "then-before": found.then_before,
    }
    effect = Effect(
        measurement=publication.measurement,
        by="then",
        strength="open",
        people=found.n,
        organisations=organisations(rows),
        estimate=found.then_before.mean,
        df=float(found.n - 1),
        groups=[Group(name=name, people=found.n, change=change.mean) for name, change in differences.items()],
    )
    caveats = [Caveat(kind="memory"), *shortcomings(publication, rows)]
    yield judged(effect, caveats, sure=excludes_zero(effect.estimate))
