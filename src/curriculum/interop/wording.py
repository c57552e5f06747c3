"""A loss report in words."""

from __future__ import annotations

from collections.abc import Iterable

from curriculum.interop.losses import Loss
from curriculum.messages import say

MOST_SHOWN = 8
"""So many entries of one loss are named."""


def losses_text(found: Iterable[Loss], language: str = "en") -> str:
    """Return what could not be carried, a line for each field or kind of entry.

    Args:
        found: the losses.
        language: da, sv or en.

    Example:
        >>> print(losses_text([Loss(kind="lost", entry="module", field="hours", ids=("basis-1", "basis-2"))]))
        Could not be carried:
          lost: hours of module (2): basis-1, basis-2
        <BLANKLINE>
    """
    lines = [_line(loss, language) for loss in found]
    if not lines:
        return say("convert.lossless", language) + "\n"
    return "\n".join([say("convert.losses", language), *(f"  {line}" for line in lines)]) + "\n"


def _line(loss: Loss, language: str) -> str:
    shown = [name for name in loss.ids[:MOST_SHOWN] if name]
    values = {
        "entry": say(f"compare.entry.{loss.entry}", language),
        "field": loss.field,
        "count": len(loss.ids),
        "ids": ": " + ", ".join(shown) + (" …" if len(loss.ids) > MOST_SHOWN else "") if shown else "",
    }
    return say(f"convert.{loss.kind}.{'field' if loss.field else 'entry'}", language, **values)
