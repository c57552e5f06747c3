"""Results as pandas DataFrames: the only door to pandas, which is optional."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from curriculum.errors import MissingExtra

if TYPE_CHECKING:
    import pandas as pd


def frame(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> pd.DataFrame:
    """Return ``rows`` as a DataFrame.

    Args:
        columns: names of the columns, which an empty frame has too.
        rows: each as long as ``columns``.

    Raises:
        MissingExtra: pandas is not installed (``pip install 'curriculum[frames]'``).
        ValueError: a row is longer or shorter than ``columns``.

    Example:
        >>> frame(("participant", "run"), [("p1", "B1-01")]).shape
        (1, 2)
    """
    try:
        import pandas as pd
    except ModuleNotFoundError as missing:
        raise MissingExtra("pandas", "frames") from missing
    records = [dict(zip(columns, row, strict=True)) for row in rows]
    return pd.DataFrame.from_records(records, columns=list(columns))
