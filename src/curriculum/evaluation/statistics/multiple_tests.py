"""Several tests at once: the chance of even one false alarm is held."""

from __future__ import annotations

from collections.abc import Sequence


def holm(p_values: Sequence[float | None]) -> tuple[float | None, ...]:
    """Return p values adjusted so that the chance of any false alarm among them is held (Holm 1979).

    The i-th smallest of m is multiplied by m - i + 1, is at least as large as the one before, and at most 1
    (*Scandinavian Journal of Statistics* 6:65-70).

    Args:
        p_values: from 0 to 1; None where a test could not be computed: it stays None and is not counted.

    Raises:
        ValueError: a p is not from 0 to 1.

    Example:
        >>> holm([0.01, 0.04, None, 0.03, 0.005])
        (0.03, 0.06, None, 0.06, 0.02)
    """
    known = [(p, position) for position, p in enumerate(p_values) if p is not None]
    if not all(0 <= p <= 1 for p, _ in known):
        raise ValueError("a p is from 0 to 1")
    adjusted: list[float | None] = [None] * len(p_values)
    largest = 0.0
    for done, (p, position) in enumerate(sorted(known)):
        largest = max(largest, min(1.0, p * (len(known) - done)))
        adjusted[position] = largest
    return tuple(adjusted)
