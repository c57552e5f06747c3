"""What an evaluation answers: an effect in scale points with its interval, how sure it is, and what stays open."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from attrs import field, frozen

from curriculum.evaluation.measurement import Measurement
from curriculum.evaluation.statistics import Estimate, GroupComparison, PairedChange, Probability, TippingPoint
from curriculum.sequences import as_tuple

By = Literal["overall", "then", "level", "pairing", "module", "dose"]
"""What an effect is asked by; ``overall`` is the change of all, ``then`` how the beginning is remembered."""
BY: tuple[By, ...] = ("overall", "then", "level", "pairing", "module", "dose")
Strength = Literal["clear", "likely", "open", "undecidable", "withheld", "unanswerable"]
"""How sure an answer is.

- ``clear``: the interval excludes zero, and so does the test when all primary tests are counted together;
- ``likely``: the interval excludes zero, the test does not or cannot say so;
- ``open``: zero is inside the interval; of levels, the test for all of them stands in for the interval;
- ``undecidable``: two sound ways of computing it disagree;
- ``withheld``: there are too few people to say it without exposing somebody;
- ``unanswerable``: the data lack what it takes.
"""
SIGNIFICANT = 0.05


@frozen(kw_only=True)
class Caveat:
    """Something that cannot be concluded, or has to be known.

    Attributes:
        kind: its sentence is ``evaluation.caveat.KIND``.
        values: the values of the case.
    """

    kind: str
    values: Mapping[str, str] = field(factory=dict)


@frozen(kw_only=True)
class Group:
    """A group in a comparison.

    Attributes:
        name: its value; ``others`` for the groups that are withheld, taken together.
        people: number of people; None where it is withheld.
        change: mean change in scale points; None where it is withheld.
        shrunken: the change drawn towards that of all; None where there is none.
    """

    name: str
    people: int | None
    change: Estimate | None = None
    shrunken: Estimate | None = None


@frozen(kw_only=True)
class Effect:
    """The answer to one question about one measurement.

    Attributes:
        measurement: what was measured.
        by: what is asked.
        module: id of the module that is asked about.
        strength: how sure the answer is.
        people: number of people that it is computed from; None where it is withheld or nothing was computed.
        organisations: number of organisations that they come from; None where not known.
        estimate: the effect in scale points: the mean change, how much more one group changed, or the change for
            one more hour; of levels, the difference between the two largest; of ``then``, the beginning as it is
            remembered minus the beginning.
        standardised: the effect in standard deviations; None where it has no common form.
        p: p of the test; of levels, that they are all the same.
        adjusted: that p adjusted for all primary tests of the evaluation; None for what is not primary.
        df: degrees of freedom of the estimate; None without.
        detectable: smallest effect in scale points that would have been found four times of five.
        clustered: the change with organisations as clusters, beside the one of people; None with one organisation.
        wild: p of the wild cluster bootstrap as a check; None where it was not made.
        change: all about a change of all together; None otherwise.
        tipping: what those who did not answer would have to overturn it; None where their number is not told.
        comparison: all about two groups; None otherwise.
        groups: the groups that are compared; of ``then``, the three differences.
        caveats: what cannot be concluded.
    """

    measurement: Measurement
    by: By
    module: str | None = None
    strength: Strength
    people: int | None = None
    organisations: int | None = None
    estimate: Estimate | None = None
    standardised: Estimate | None = None
    p: Probability | None = None
    adjusted: float | None = None
    df: float | None = None
    detectable: float | None = None
    clustered: Estimate | None = None
    wild: Probability | None = None
    change: PairedChange | None = None
    tipping: TippingPoint | None = None
    comparison: GroupComparison | None = None
    groups: tuple[Group, ...] = field(default=(), converter=as_tuple)
    caveats: tuple[Caveat, ...] = field(default=(), converter=as_tuple)

    @property
    def primary(self) -> bool:
        """Whether its test is among those that the evaluation was made for."""
        return self.measurement.primary and self.by in {"overall", "level", "pairing"}


def excludes_zero(estimate: Estimate | None) -> bool:
    """Say whether an interval is there and zero is outside of it."""
    return bool(
        estimate
        and estimate.low is not None
        and estimate.high is not None
        and not estimate.low <= 0 <= estimate.high
    )
