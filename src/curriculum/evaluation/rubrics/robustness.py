"""How far a ranking depends on the weights: exact limits for each weight, and a share of all possible weights.

Several evaluations with one rubric are ranked by their totals. The criteria that do not apply to all of them are
left out, since otherwise the weights would not mean the same for each. What is unknown counts against whoever
leads: its lower end is held against the others' upper ends, so that what is said here stays true whatever comes to
light.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from itertools import pairwise
from typing import Any

from attrs import field, frozen

from curriculum.evaluation.rubrics.bounds import Bounds
from curriculum.evaluation.rubrics.results import RubricResult
from curriculum.evaluation.rubrics.rubric import Rubric
from curriculum.sequences import as_tuple

DRAWS = 9_999


@frozen
class Limits:
    """How far one criterion's share of all weights can move before the lead is lost.

    Attributes:
        criterion: the criterion's id.
        weight: its share now.
        low: the leader stays first down to this share, the others keeping their proportions.
        high: and up to this one.
    """

    criterion: str
    weight: Fraction
    low: Fraction
    high: Fraction


@frozen(kw_only=True)
class Ranking:
    """A ranking, and how robust it is.

    Attributes:
        rubric: the rubric.
        order: names and totals, the best first.
        certain: whether the first stays first whatever is still unknown.
        limits: for each criterion that counts; none when the lead is not certain.
        first: by name, the share of all possible weights under which it is certainly first; ties are nobody's.
        draws: how many weights were drawn, each equally likely (a flat Dirichlet distribution).
        seed: seed of the draws.
        left_out: criteria that do not apply to all.
    """

    rubric: Rubric
    order: tuple[tuple[str, Bounds], ...] = field(converter=as_tuple)
    certain: bool
    limits: tuple[Limits, ...] = field(converter=as_tuple)
    first: Mapping[str, float] = field(hash=False)
    draws: int
    seed: int
    left_out: tuple[str, ...] = field(default=(), converter=as_tuple)

    def document(self) -> dict[str, Any]:
        """Return it as plain data."""
        return {
            "rubric": self.rubric.id,
            "order": [{"name": name, "total": total.document()} for name, total in self.order],
            "certain": self.certain,
            "limits": [
                {
                    "criterion": one.criterion,
                    "weight": float(one.weight),
                    "low": float(one.low),
                    "high": float(one.high),
                }
                for one in self.limits
            ],
            "first": dict(self.first),
            "draws": self.draws,
            "seed": self.seed,
            "left_out": list(self.left_out),
        }


@frozen
class _Contender:
    """The points of one evaluation by criterion, worst and best, and the caps of its gates."""

    low: tuple[Fraction, ...]
    high: tuple[Fraction, ...]
    cap_low: Fraction
    cap_high: Fraction


def rank_results(results: Mapping[str, RubricResult], *, seed: int = 0, draws: int = DRAWS) -> Ranking:
    """Return a ranking of evaluations with one rubric, and how robust it is to the weights.

    Args:
        results: two evaluations or more, by name.
        seed: seed of the draws.
        draws: how many weights to draw, 1 or more.

    Raises:
        ValueError: there are fewer than two, the rubrics differ, no criterion with a weight applies to all, or
            nothing is drawn.
    """
    rubrics = {id(result.rubric): result.rubric for result in results.values()}
    if len(results) < 2 or draws < 1 or len({repr(rubric) for rubric in rubrics.values()}) > 1:  # noqa: PLR2004
        raise ValueError("a ranking needs two evaluations or more with the same rubric, and a draw")
    rubric = next(iter(rubrics.values()))
    applying = [one for one in rubric.criteria if all(found.of(one.id).points for found in results.values())]
    every = sum((one.weight for one in applying), Fraction(0))
    if not every:
        raise ValueError("no criterion with a weight applies to all evaluations")
    weights = [one.weight / every for one in applying]
    contenders = {name: _contender(found, [one.id for one in applying]) for name, found in results.items()}
    totals = {name: Bounds(_low(one, weights), _high(one, weights)) for name, one in contenders.items()}
    order = sorted(totals.items(), key=lambda item: (-item[1].low, -item[1].high, item[0]))
    leader, others = contenders[order[0][0]], [contenders[name] for name, _ in order[1:]]
    certain = all(_low(leader, weights) >= _high(other, weights) for other in others)
    limits = [
        Limits(one.id, weights[index], *_limits(index, weights, leader, others))
        for index, one in enumerate(applying)
        if certain and len(applying) > 1
    ]
    return Ranking(
        rubric=rubric,
        order=order,
        certain=certain,
        limits=limits,
        first=_shares(contenders, len(applying), seed, draws),
        draws=draws,
        seed=seed,
        left_out=[one.id for one in rubric.criteria if one not in applying],
    )


def _contender(result: RubricResult, criteria: list[str]) -> _Contender:
    points = [bounds for name in criteria if (bounds := result.of(name).points) is not None]
    failed = [gate.at_most for gate in result.gates if gate.verdict == "failed"]
    open_ = [gate.at_most for gate in result.gates if gate.verdict == "open"]
    return _Contender(
        low=tuple(bounds.low for bounds in points),
        high=tuple(bounds.high for bounds in points),
        cap_low=min([Fraction(1), *failed, *open_]),
        cap_high=min([Fraction(1), *failed]),
    )


def _low(contender: _Contender, weights: list[Fraction]) -> Fraction:
    return min(contender.cap_low, sum((w * p for w, p in zip(weights, contender.low, strict=True)), Fraction(0)))


def _high(contender: _Contender, weights: list[Fraction]) -> Fraction:
    return min(contender.cap_high, sum((w * p for w, p in zip(weights, contender.high, strict=True)), Fraction(0)))


def _limits(
    index: int, weights: list[Fraction], leader: _Contender, others: list[_Contender]
) -> tuple[Fraction, Fraction]:
    """Return how far one weight can move, the others keeping their proportions, before somebody overtakes.

    Along that line every total is a line under a cap. The lead can be lost only where two of these cross, so the
    crossings are looked at in order, away from where the weight is now.
    """

    def at(share: Fraction) -> list[Fraction]:
        rest = 1 - weights[index]
        spread = [weight / rest if rest else Fraction(1, len(weights) - 1) for weight in weights]
        return [share if place == index else (1 - share) * part for place, part in enumerate(spread)]

    def leads(share: Fraction) -> bool:
        return all(_low(leader, at(share)) >= _high(other, at(share)) for other in others)

    crossings = {Fraction(0), Fraction(1), weights[index]}
    for other in others:
        lines = [_line(leader.low, at), _line(other.high, at)]
        lines += [(leader.cap_low, Fraction(0)), (other.cap_high, Fraction(0))]
        for place, (start, slope) in enumerate(lines):
            for other_start, other_slope in lines[place + 1 :]:
                if slope != other_slope:
                    crossings.add((other_start - start) / (slope - other_slope))
    inside = sorted(share for share in crossings if 0 <= share <= 1)
    here = inside.index(weights[index])
    return _farthest(inside[here::-1], leads), _farthest(inside[here:], leads)


def _line(points: tuple[Fraction, ...], at: Callable[[Fraction], list[Fraction]]) -> tuple[Fraction, Fraction]:
    """Return a total without its cap as start and slope over the weight."""
    ends = [
        sum((w * p for w, p in zip(at(share), points, strict=True)), Fraction(0))
        for share in (Fraction(0), Fraction(1))
    ]
    return ends[0], ends[1] - ends[0]


def _farthest(way: list[Fraction], leads: Callable[[Fraction], bool]) -> Fraction:
    """Return how far along a way of crossings the lead holds without a break."""
    reached = way[0]
    for one, other in pairwise(way):
        if not leads((one + other) / 2) or not leads(other):
            break
        reached = other
    return reached


def _shares(contenders: Mapping[str, _Contender], count: int, seed: int, draws: int) -> dict[str, float]:
    """Return for each contender the share of drawn weights under which it is certainly first."""
    import numpy as np

    weights = np.random.default_rng(seed).dirichlet(np.ones(count), size=draws)
    names = sorted(contenders)

    def totals(points: tuple[Fraction, ...], cap: Fraction) -> np.ndarray:
        return np.asarray(np.minimum(float(cap), weights @ np.array([float(point) for point in points])))

    low = np.array([totals(contenders[name].low, contenders[name].cap_low) for name in names])
    high = np.array([totals(contenders[name].high, contenders[name].cap_high) for name in names])
    return {
        name: float((low[place] > np.delete(high, place, axis=0).max(axis=0)).mean())
        for place, name in enumerate(names)
    }
