"""Results as pandas DataFrames: the only door to pandas, which is optional."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction
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


def frame_of(records: Iterable[object], columns: Sequence[str]) -> pd.DataFrame:
    """Return one row a record as a DataFrame.

    Args:
        records: objects that have what the columns are called as attributes; fractions become decimal numbers.
        columns: names of the attributes.

    Raises:
        MissingExtra: pandas is not installed (``pip install 'curriculum[frames]'``).
    """
    return frame(columns, ([_plain(getattr(record, name)) for name in columns] for record in records))


def _plain(value: object) -> object:
    return float(value) if isinstance(value, Fraction) else value
