"""Independent work on any executor: threads, processes, a Dask cluster; or none, one piece after the other."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from concurrent.futures import Executor
from typing import TypeVar

Piece = TypeVar("Piece")
Result = TypeVar("Result")


def spread(executor: Executor | None, work: Callable[[Piece], Result], pieces: Iterable[Piece]) -> list[Result]:
    """Return what the work makes of each piece, in the order of the pieces, wherever it was done.

    Args:
        executor: any :class:`concurrent.futures.Executor`, for instance a Dask client's ``get_executor()``; None
            does the work here.
        work: a function of a module, so that other processes can be told of it.
        pieces: what is to be worked on.

    Example:
        >>> spread(None, abs, [-1, 2])
        [1, 2]
    """
    if executor is None:
        return [work(piece) for piece in pieces]
    futures = [executor.submit(work, piece) for piece in pieces]
    try:
        return [future.result() for future in futures]
    finally:
        for future in futures:  # after an error or Ctrl-C; those that are done do not mind
            future.cancel()
