"""Theory or practice: what a module mostly is, told by its activities."""

from __future__ import annotations

from typing import Literal

from curriculum.amounts import exact
from curriculum.model import ActivityKind, Module

Nature = Literal["theory", "practice"]
NATURES: dict[ActivityKind, Nature] = {
    "lecture": "theory",
    "workshop": "theory",
    "case": "theory",
    "practice": "practice",
    "trial-action": "practice",
}
"""What each kind of activity counts as; reflection, network meetings and the sharing of knowledge go with both."""


def module_nature(module: Module) -> Nature | None:
    """Return whether a module is mostly theory or mostly practice; None when neither outweighs the other.

    The hours of its activities are weighed, or their number where one of them does not say its hours.

    Example:
        >>> from curriculum.model import Activity
        >>> case = Activity(id="a-stop", kind="case", hours=2)
        >>> trial = Activity(id="a-try", kind="trial-action", hours=3)
        >>> module_nature(Module(id="m", activities=[case, trial]))
        'practice'
    """
    telling = [activity for activity in module.activities if activity.kind in NATURES]
    timed = all(activity.hours is not None for activity in telling)
    balance = sum(
        (exact(activity.hours or 0) if timed else 1) * (1 if NATURES[activity.kind] == "practice" else -1)
        for activity in telling
    )
    return ("practice" if balance > 0 else "theory") if balance else None
