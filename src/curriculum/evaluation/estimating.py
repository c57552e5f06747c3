"""The effects of one measurement, on all together and by group."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from attrs import evolve

from curriculum.evaluation.effects import Caveat, Effect, excludes_zero
from curriculum.evaluation.group_effects import by_dose, by_level, by_module, by_pairing
from curriculum.evaluation.judging import (
    change_of,
    detectable,
    judged,
    organisations,
    places_of,
    shortcomings,
    unanswered,
)
from curriculum.evaluation.privacy.cells import INCOMPLETE
from curriculum.evaluation.publication import Publication
from curriculum.evaluation.remembering import remembered
from curriculum.evaluation.statistics import LinearModel, PairedChange, TippingPoint, paired_change, tipping_point
from curriculum.evaluation.statistics.means import mean_of


def effects_of(publication: Publication, modules: Sequence[str]) -> Iterator[Effect]:
    """Yield the effects of a measurement: overall, by memory, level, pairing, module and dose.

    Args:
        publication: the people, and what may be shown of them.
        modules: ids of the modules to ask about.
    """
    yield _rating(publication) if publication.measurement.before is None else _overall(publication)
    if publication.measurement.before is None:
        return
    yield from remembered(publication)
    yield by_level(publication)
    yield by_pairing(publication)
    for module in modules:
        yield by_module(publication, module)
    yield by_dose(publication)


def overall_of(publication: Publication) -> Effect:
    """Return the effect on all together alone."""
    return _rating(publication) if publication.measurement.before is None else _overall(publication)


def _overall(publication: Publication) -> Effect:
    """Compare before with after in all people."""
    if publication.people is None:
        return unanswered(publication, "overall")
    rows = publication.rows
    change = paired_change([row.before for row in rows], [row.after for row in rows])
    places = places_of(rows)
    clustered = None
    if places is not None:
        changes = [change_of(row) for row in rows]
        clustered = LinearModel(changes, [[1.0] * len(rows)], places).coefficient(0, "CR2")
    effect = Effect(
        measurement=publication.measurement,
        by="overall",
        strength="open",
        people=publication.people,
        organisations=organisations(rows),
        estimate=change.mean,
        standardised=change.g_av,
        p=change.exact,
        df=float(change.n - 1),
        detectable=detectable(change.mean, float(change.n - 1)),
        clustered=clustered.estimate if clustered else None,
        change=change,
        tipping=_tipping(publication, change),
    )
    sure = excludes_zero(effect.estimate) and (clustered is None or excludes_zero(clustered.estimate))
    return judged(effect, [Caveat(kind="no-comparison"), *shortcomings(publication, rows)], sure=sure)


def _tipping(publication: Publication, change: PairedChange) -> TippingPoint | None:
    """Return what those who did not answer would have to overturn a change, where their number may be told."""
    silent = publication.count({"answered": INCOMPLETE})
    if not silent:
        return None
    return tipping_point(evolve(change, missing=silent), width=publication.measurement.instrument.answers.width)


def _rating(publication: Publication) -> Effect:
    """Describe what people answered who were asked once only."""
    if publication.people is None:
        return unanswered(publication, "overall")
    rows = publication.rows
    mean = mean_of([row.after for row in rows])
    return Effect(
        measurement=publication.measurement,
        by="overall",
        strength="open" if mean.complete else "unanswerable",
        people=publication.people,
        organisations=organisations(rows),
        estimate=mean,
        df=float(len(rows) - 1),
        caveats=[Caveat(kind="asked-once")],
    )
