"""A proposal: a patch of the catalog, what it is to cure, and what it is predicted to change."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from typing import Any, Literal

from attrs import asdict, field, frozen

from curriculum.evaluation.improvement.signals import Signal
from curriculum.sequences import as_tuple

Origin = Literal["criterion", "gap", "check", "data"]


@frozen(kw_only=True)
class Step:
    """One edit of a patch, with places by ids, so that it means the same after entries were moved.

    Attributes:
        operation: what is done: ``set``, ``add``, ``remove``, or the kind of a repair (``make-basis`` ...).
        where: the entry that it is done to.
        value: what is set or added; empty when nothing is.
    """

    operation: str
    where: str
    value: str = ""


@frozen(kw_only=True)
class Expected:
    """What one criterion is predicted to come to.

    Attributes:
        criterion: the criterion's id.
        before: the level certainly reached before; None when nothing is known.
        after: the level certainly reached afterwards.
        points: what that counts, from 0 to 1.
    """

    criterion: str
    before: str | None = None
    after: str | None = None
    points: float


@frozen(kw_only=True)
class Proposal:
    """A proposal.

    Attributes:
        id: made from what is proposed and why, so that the same proposal always has the same.
        origin: whether a criterion that looked in vain, a coverage gap, the finding of a check or people's answers
            gave rise to it.
        cause: what it cures: the criterion and the module, the target, the code and the place of the finding, or
            the module that the answers speak against.
        steps: the patch.
        modules: ids of the modules that it changes, sorted.
        signals: what the data say about these modules; none when they say nothing.
        expected: the criteria that are predicted to come out differently.
        total: the predicted total, from 0 to 1, as its two ends; empty when no criterion applies.
        gain: by how much the lower end of the total is predicted to rise; below 0 when it falls.
        findings_gone: findings of checks that would go, as code and place.
        findings_new: findings that would come.
    """

    id: str
    origin: Origin
    cause: str
    steps: tuple[Step, ...] = field(converter=as_tuple)
    modules: tuple[str, ...] = field(default=(), converter=as_tuple)
    signals: tuple[Signal, ...] = field(default=(), converter=as_tuple)
    expected: tuple[Expected, ...] = field(default=(), converter=as_tuple)
    total: tuple[float, ...] = field(default=(), converter=as_tuple)
    gain: float = 0.0
    findings_gone: tuple[str, ...] = field(default=(), converter=as_tuple)
    findings_new: tuple[str, ...] = field(default=(), converter=as_tuple)

    def document(self) -> dict[str, Any]:
        """Return it as plain data."""
        return asdict(self)


_LETTERS: dict[Origin, str] = {"criterion": "c", "gap": "g", "check": "f", "data": "d"}


def proposal_id(origin: Origin, cause: str, steps: Iterable[Step]) -> str:
    """Return the id of a proposal.

    Example:
        >>> proposal_id("check", "ALN001 modules.a", [Step(operation="add", where="x", value="y")])
        'f-827070'
    """
    text = "\n".join([origin, cause, *(f"{one.operation} {one.where} {one.value}" for one in steps)])
    return f"{_LETTERS[origin]}-{hashlib.sha256(text.encode()).hexdigest()[:6]}"
