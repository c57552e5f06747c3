"""Two evaluations with one rubric held against each other: what differs, by how much, and what caused it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Any, Literal

from attrs import field, frozen

from curriculum.evaluation.rubrics.bounds import Bounds
from curriculum.evaluation.rubrics.evidence import Evidence
from curriculum.evaluation.rubrics.results import CriterionResult, RubricResult, Verdict
from curriculum.sequences import as_tuple

Cause = Literal["rubric", "scope", "knowledge", "evidence", "value"]
"""Why a criterion came out differently.

``rubric``: the criterion itself was changed, added or left out; ``scope``: it applies to one of the two only;
``knowledge``: more or less is known; ``evidence``: something was found that was not there, or is missing that was;
``value``: the same evidence with another number behind it, or other ratings.
"""
_UNKNOWN = frozenset({"not-assessed", "missing-data", "error", "withheld"})


@frozen(kw_only=True)
class Difference:
    """What became of one criterion.

    Attributes:
        criterion: the criterion's id.
        cause: why it came out differently.
        before: its result before; None when the rubric did not have it.
        after: its result after; None when the rubric no longer has it.
        share: by how much it alone moves the total before gates, from -1 to 1; None when its weight in the total
            changes too, which no single number tells.
        gone: evidence that is no longer there.
        new: evidence that was not there.
    """

    criterion: str
    cause: Cause
    before: CriterionResult | None
    after: CriterionResult | None
    share: Bounds | None = None
    gone: tuple[Evidence, ...] = field(default=(), converter=as_tuple)
    new: tuple[Evidence, ...] = field(default=(), converter=as_tuple)

    def document(self) -> dict[str, Any]:
        """Return it as plain data."""
        return {
            "criterion": self.criterion,
            "cause": self.cause,
            "before": self.before and self.before.document(),
            "after": self.after and self.after.document(),
            "share": self.share and self.share.document(),
            "gone": [one.document() for one in self.gone],
            "new": [one.document() for one in self.new],
        }


@frozen(kw_only=True)
class ResultComparison:
    """Two results held against each other.

    Attributes:
        before: the one.
        after: the other.
        differences: the criteria that differ, the largest possible share first.
        gates: ids of the gates with another verdict, with both.
    """

    before: RubricResult
    after: RubricResult
    differences: tuple[Difference, ...] = field(converter=as_tuple)
    gates: tuple[tuple[str, Verdict | None, Verdict | None], ...] = field(default=(), converter=as_tuple)

    def document(self) -> dict[str, Any]:
        """Return it as plain data."""
        totals = [result.total and result.total.document() for result in (self.before, self.after)]
        return {
            "rubric": self.after.rubric.id,
            "subjects": [self.before.subject, self.after.subject],
            "totals": totals,
            "differences": [difference.document() for difference in self.differences],
            "gates": [{"gate": gate, "before": before, "after": after} for gate, before, after in self.gates],
        }


def compare_results(before: RubricResult, after: RubricResult) -> ResultComparison:
    """Return what differs between two evaluations, and what caused each difference.

    As long as no weight changes and the same criteria apply, the shares of the differences add up to the
    difference of the totals before gates.

    Args:
        before: an evaluation.
        after: another one, with the same rubric or another version of it.
    """
    verdicts = [{gate.gate: gate.verdict for gate in result.gates} for result in (before, after)]
    changed = [
        (gate, verdicts[0].get(gate), verdicts[1].get(gate))
        for gate in sorted(verdicts[0].keys() | verdicts[1].keys())
        if verdicts[0].get(gate) != verdicts[1].get(gate)
    ]
    found = sorted(_differences(before, after), key=lambda one: (-_size(one.share), one.criterion))
    return ResultComparison(before=before, after=after, differences=found, gates=changed)


def _differences(before: RubricResult, after: RubricResult) -> Iterator[Difference]:
    old = {one.criterion: one for one in before.criteria}
    new = {one.criterion: one for one in after.criteria}
    weights = [_weights(result) for result in (before, after)]
    for name in sorted(old.keys() | new.keys()):
        one, other = old.get(name), new.get(name)
        same_rubric = one and other and before.rubric.criterion(name) == after.rubric.criterion(name)
        if same_rubric and one == other:
            continue
        yield Difference(
            criterion=name,
            cause=_cause(one, other) if same_rubric and one and other else "rubric",
            before=one,
            after=other,
            share=_share(one, other, weights[0].get(name)) if weights[0] == weights[1] else None,
            gone=_missing(one, other),
            new=_missing(other, one),
        )


def _weights(result: RubricResult) -> Mapping[str, Fraction]:
    """Return the share that each criterion that applies has in the total."""
    applying = {
        one.criterion: result.rubric.criterion(one.criterion).weight for one in result.criteria if one.points
    }
    every = sum(applying.values(), Fraction(0))
    return {name: weight / every for name, weight in applying.items()} if every else {}


def _cause(before: CriterionResult, after: CriterionResult) -> Cause:
    if (before.points is None) != (after.points is None):
        return "scope"
    if before.state != after.state and _UNKNOWN & {before.state, after.state}:
        return "knowledge"
    return "evidence" if _found(before) != _found(after) else "value"


def _share(
    before: CriterionResult | None, after: CriterionResult | None, weight: Fraction | None
) -> Bounds | None:
    if before is None or after is None or before.points is None or after.points is None or weight is None:
        return None
    return Bounds(
        weight * (after.points.low - before.points.high), weight * (after.points.high - before.points.low)
    )


def _found(result: CriterionResult) -> set[tuple[str, str, str]]:
    return {(one.kind, one.about, item) for one in result.evidence for item in one.items or ("",)}


def _missing(here: CriterionResult | None, there: CriterionResult | None) -> tuple[Evidence, ...]:
    """Return the evidence of one result that the other does not have, item by item."""
    lost = (_found(here) if here else set()) - (_found(there) if there else set())
    heads = sorted({(kind, about) for kind, about, _ in lost})
    return tuple(
        Evidence(one.kind, one.about, [item for kind, about, item in lost if (kind, about) == head and item])
        for head in heads
        for one in (here.evidence if here else ())
        if (one.kind, one.about) == head
    )


def _size(share: Bounds | None) -> Fraction:
    return Fraction(2) if share is None else max(abs(share.low), abs(share.high))
