"""How far an effect can be relied on: its strength, what cannot be concluded, and what it takes to say so."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from attrs import evolve

from curriculum.evaluation.aliasing import aliased
from curriculum.evaluation.effects import By, Caveat, Effect, Group, Strength
from curriculum.evaluation.measurement import Row
from curriculum.evaluation.publication import Publication
from curriculum.evaluation.statistics import Contrast, Estimate


def unanswered(
    publication: Publication, by: By, reason: str | None = None, groups: Sequence[Group] = ()
) -> Effect:
    """Return an answer that there is none: withheld, unless another reason is given."""
    strength: Strength = "withheld" if reason in {None, "levels-withheld"} else "unanswerable"
    caveat = Caveat(kind="few-people" if strength == "withheld" else reason or "")
    return Effect(measurement=publication.measurement, by=by, strength=strength, groups=groups, caveats=[caveat])


def judged(effect: Effect, caveats: Sequence[Caveat], *, sure: bool) -> Effect:
    """Return an effect with its strength as far as it alone can tell; the other tests may weaken it."""
    if effect.estimate is None or not effect.estimate.complete:
        reason = effect.estimate.reason if effect.estimate else None
        told = [Caveat(kind="not-computable", values={"reason": reason or "no-data"}), *caveats]
        return evolve(effect, strength="unanswerable", caveats=told)
    return evolve(effect, strength="likely" if sure else "open", caveats=caveats)


def change_of(row: Row) -> float:
    """Return by how much a person with both scores has changed."""
    return (row.after or 0.0) - (row.before or 0.0)


def detectable(estimate: Estimate, df: float | None) -> float | None:
    """Return the smallest effect, in scale points, that is found four times of five with such an error."""
    if not estimate.standard_error or df is None:
        return None
    return Contrast(standard_error=estimate.standard_error, df=df).detectable()


def organisations(rows: Sequence[Row]) -> int | None:
    """Return from how many organisations people come; None where somebody's is not known."""
    known = {row.subject.organisation for row in rows}
    return len(known) if known and None not in known else None


def places_of(rows: Sequence[Row]) -> list[str] | None:
    """Return the clusters: each person's organisation; None where all come from one, or it is not known."""
    if (organisations(rows) or 0) < 2:  # noqa: PLR2004 - one cluster shows no variation between clusters
        return None
    return [row.subject.organisation or "" for row in rows]


def shortcomings(publication: Publication, rows: Sequence[Row]) -> Iterator[Caveat]:
    """Yield what the number of organisations and of those who did not answer mean for a conclusion."""
    count = organisations(rows)
    if count is None:
        yield Caveat(kind="organisations-unknown")
    elif count == 1:
        yield Caveat(kind="one-organisation")
    if len(publication.rows) < len(publication.invited):
        yield Caveat(kind="some-missing")


def aliases(publication: Publication, rows: Sequence[Row], what: Sequence[object], name: str) -> Iterator[Caveat]:
    """Yield what an effect cannot be told apart from; groups that are withheld count as one here too."""
    facts: dict[str, Callable[[Row], str | None]] = {
        "level": lambda row: row.subject.level,
        "pairing": lambda row: row.subject.pairing,
    }
    others: dict[str, Sequence[str | None]] = {"organisation": [row.subject.organisation for row in rows]}
    for fact, read in facts.items():
        if fact not in {name, *publication.left_out}:
            others[fact] = [publication.label(fact, read(row)) for row in rows]
    for other in aliased([str(one) for one in what], others):
        yield Caveat(kind=f"goes-with-{other}")
