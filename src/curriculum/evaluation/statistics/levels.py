"""Does the effect differ between levels? One test for all levels together, and level effects that borrow strength.

A test a level would find differences that are not there, and miss those that are: each has a fraction of the
people.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence

import numpy as np
from attrs import frozen

from curriculum.evaluation.statistics.estimates import Estimate, Probability, Reason
from curriculum.evaluation.statistics.observations import Numbers, Vector, as_codes, complete_rows, in_bounds
from curriculum.evaluation.statistics.regression import Coefficient, JointTest, Kind, LinearModel
from curriculum.evaluation.statistics.shrinkage import Shrinkage, shrunken_effects


@frozen(kw_only=True)
class LevelEffect:
    """The effect at one level, from the people of that level.

    Attributes:
        level: the level.
        n: number of people of that level with all values.
        effect: the effect in scale points.
    """

    level: Hashable
    n: int
    effect: Coefficient


@frozen(kw_only=True)
class LevelEffects:
    """An effect by level.

    Attributes:
        levels: the levels in the order of their first appearance.
        interaction: the one test whether the effect is the same at all levels.
        shrunken: the effects drawn towards their mean; only levels whose effect has a standard error take part.
        missing: number of people left out because a value is missing.
    """

    levels: tuple[LevelEffect, ...]
    interaction: JointTest
    shrunken: Shrinkage
    missing: int


def change_by_level(
    before: Numbers,
    after: Numbers,
    levels: Sequence[Hashable],
    clusters: Sequence[Hashable] | None = None,
    *,
    confidence: float = 0.95,
) -> LevelEffects:
    """Return the mean change at each level, and whether it differs: the interaction of time and level.

    The changes are regressed on the levels, with one variance for all or, when clusters are given, with CR2.

    Args:
        before: values before, one a person; None or NaN where missing.
        after: values after, of the same people in the same order.
        levels: the level of each person.
        clusters: the organisation of each person, when several come from one.
        confidence: confidence of every interval, over 0 and under 1.

    Raises:
        ValueError: the lengths differ, a value is infinite, or ``confidence`` is out of bounds.

    Example:
        >>> found = change_by_level([1, 2, 3, 1, 2, 3], [2, 3, 5, 3, 5, 6], ["top"] * 3 + ["ward"] * 3)
        >>> [round(one.effect.estimate.value, 2) for one in found.levels], round(found.interaction.f, 1)
        ([1.33, 2.67], 8.0)
    """
    (first, last), kept = complete_rows(before, after)
    data = _Answers(last - first, [], np.ones_like(first), kept.tolist())
    return _by_level(data, levels, clusters, confidence)


def effect_by_level(
    before: Numbers,
    after: Numbers,
    treated: Sequence[bool],
    levels: Sequence[Hashable],
    clusters: Sequence[Hashable] | None = None,
    *,
    confidence: float = 0.95,
) -> LevelEffects:
    """Return the effect of a treatment at each level, and whether it differs: the interaction of the two.

    The values after are regressed on those before, the levels, and the treatment at each level (ANCOVA), with one
    variance for all or, when clusters are given, with CR2.

    Args:
        before: values before, one a person; None or NaN where missing.
        after: values after, of the same people in the same order.
        treated: whether the person is treated.
        levels: the level of each person.
        clusters: the organisation of each person, when several come from one.
        confidence: confidence of every interval, over 0 and under 1.

    Raises:
        ValueError: the lengths differ, a value is infinite, or ``confidence`` is out of bounds.

    Example:
        >>> found = effect_by_level(
        ...     [1, 2, 1, 2, 1, 2, 1, 2], [3, 4, 2, 2, 4, 5, 1, 2], [True, True, False, False] * 2, "aaaabbbb"
        ... )
        >>> [round(one.effect.estimate.value, 2) for one in found.levels]
        [1.5, 3.0]
    """
    (first, last, flag), kept = complete_rows(before, after, [float(one) for one in treated])
    data = _Answers(last, [first], flag, kept.tolist())
    return _by_level(data, levels, clusters, confidence)


@frozen
class _Answers:
    """An outcome, what it is regressed on, and which of all people are in it."""

    outcome: Vector
    covariates: list[Vector]
    effect: Vector
    kept: list[bool]


def _by_level(
    data: _Answers, levels: Sequence[Hashable], clusters: Sequence[Hashable] | None, confidence: float
) -> LevelEffects:
    in_bounds(confidence)
    if any(len(labels) != len(data.kept) for labels in (levels, *([] if clusters is None else [clusters]))):
        raise ValueError("the columns have different lengths")
    codes, names = as_codes([level for level, seen in zip(levels, data.kept, strict=True) if seen])
    places = None if clusters is None else [place for place, seen in zip(clusters, data.kept, strict=True) if seen]
    missing = len(data.kept) - sum(data.kept)
    if not names:
        return _nothing("no-data", missing, confidence)
    kind: Kind = "equal" if places is None else "CR2"
    here = [(codes == code).astype(np.float64) for code in range(len(names))]
    # Where everybody has the effect, the levels themselves are the effects and need no columns of their own.
    own = [] if bool((data.effect == 1).all()) else here
    model = LinearModel(data.outcome, [*(data.effect * one for one in here), *own, *data.covariates], places)
    width = len(names) + len(own) + len(data.covariates)
    effects = tuple(
        LevelEffect(level=name, n=int(here[code].sum()), effect=model.coefficient(code, kind, confidence))
        for code, name in enumerate(names)
    )
    if len(names) == 1:
        interaction = JointTest(df1=0, p=Probability(reason="one-level"))
    else:
        differences = np.eye(width)[1 : len(names)] - np.eye(width)[0]
        interaction = model.joint(differences.tolist(), kind)
    return LevelEffects(
        levels=effects, interaction=interaction, shrunken=_shrunken(effects, confidence), missing=missing
    )


def _shrunken(effects: Sequence[LevelEffect], confidence: float) -> Shrinkage:
    known = [
        (one.effect.estimate.value, one.effect.estimate.standard_error, one.level)
        for one in effects
        if one.effect.estimate.value is not None and one.effect.estimate.standard_error
    ]
    values, errors, names = zip(*known, strict=True) if known else ((), (), ())
    return shrunken_effects(values, errors, names, confidence=confidence)


def _nothing(reason: Reason, missing: int, confidence: float) -> LevelEffects:
    nothing = Estimate(confidence=confidence, reason=reason)
    return LevelEffects(
        levels=(),
        interaction=JointTest(df1=0, p=Probability(reason=reason)),
        shrunken=Shrinkage(mean=nothing, reason=reason),
        missing=missing,
    )
