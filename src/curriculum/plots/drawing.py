"""Drawing with matplotlib, to which this is the door: one look, and equal bytes for equal plots."""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from attrs import frozen

from curriculum.errors import MissingExtra

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

COLOURS = ("#2f6db5", "#e0a32e", "#3f9a6b", "#8a6fc9", "#c9615a", "#7a8794")
RANKS = ("#2b7a52", "#7dbd8f", "#e3c25b", "#e0914a", "#c9553f", "#7a8794")
"""Colours of groups, and of wishes from the first on; they come again where there are more."""
INK, RULE = "#1c2733", "#d5dbe2"
LONGEST = 44
"""Letters of a label before it is cut."""
_LOOK: Any = {
    "axes.axisbelow": True,
    "axes.edgecolor": RULE,
    "axes.grid": True,
    "axes.grid.axis": "x",
    "axes.labelcolor": INK,
    "axes.spines.left": False,
    "axes.spines.right": False,
    "axes.spines.top": False,
    "axes.titlelocation": "left",
    "axes.titleweight": "bold",
    "figure.dpi": 120,
    "font.family": "DejaVu Sans",
    "font.size": 9,
    "grid.color": RULE,
    "legend.frameon": False,
    "svg.fonttype": "path",
    "svg.hashsalt": "curriculum",
    "text.color": INK,
    "text.parse_math": False,
    "xtick.color": INK,
    "ytick.color": INK,
    "ytick.left": False,
}


@frozen(eq=False)
class Plot:
    """A plot, which shows itself in a notebook.

    Attributes:
        figure: matplotlib's figure, for those who want to change it.
    """

    figure: Figure

    def png(self) -> bytes:
        """Return the plot as a PNG; equal plots give equal bytes."""
        return self._written("png", {"Software": None})

    def svg(self) -> bytes:
        """Return the plot as an SVG; equal plots give equal bytes."""
        return self._written("svg", {"Date": None, "Creator": None})

    def _written(self, kind: str, metadata: dict[str, None]) -> bytes:
        made = io.BytesIO()
        with look(), warnings.catch_warnings():
            warnings.filterwarnings("ignore", message="Glyph .* missing from")  # such a letter becomes a box
            self.figure.savefig(made, format=kind, metadata=metadata)
        return made.getvalue()

    def _repr_png_(self) -> bytes:
        return self.png()


@contextmanager
def look() -> Iterator[None]:
    """Draw with the look of these plots, whatever the reader's settings are.

    Raises:
        MissingExtra: matplotlib is not installed (``pip install 'curriculum[plots]'``).
    """
    try:
        import matplotlib as mpl
    except ModuleNotFoundError as missing:
        raise MissingExtra("matplotlib", "plots") from missing
    with mpl.rc_context():
        mpl.rcdefaults()
        mpl.rcParams.update(_LOOK)
        yield


def axes_for(rows: int, title: str, entries: int = 0) -> Axes:
    """Return axes in a figure of their own, as tall as rows and entries of a legend need; within :func:`look`."""
    from matplotlib.figure import Figure

    figure = Figure(figsize=(9, 1.3 + max(0.3 * max(rows, 2), 0.2 * entries)), layout="constrained")
    axes = figure.add_subplot()
    axes.set_title(short(title, 2 * LONGEST))
    axes.invert_yaxis()
    return axes


def plot_of(axes: Axes) -> Plot:
    """Return the plot that axes are in."""
    from matplotlib.figure import Figure

    figure = axes.get_figure(root=True)
    if not isinstance(figure, Figure):
        raise TypeError("these axes are in no figure")
    return Plot(figure)


def stacked(axes: Axes, labels: list[str], parts: dict[str, list[int]], colours: tuple[str, ...]) -> None:
    """Draw a bar for each label, put together of parts, with a legend."""
    left = [0] * len(labels)
    for number, (name, counts) in enumerate(parts.items()):
        colour = colours[number % len(colours)]
        axes.barh(range(len(labels)), counts, left=left, label=short(name), color=colour, edgecolor="white")
        left = [before + count for before, count in zip(left, counts, strict=True)]
    axes.set_yticks(range(len(labels)), [short(label) for label in labels])
    if parts:
        axes.legend(loc="upper left", bbox_to_anchor=(1, 1))


def short(label: str, longest: int = LONGEST) -> str:
    r"""Return a label on one line, cut where it is too long.

    Example:
        >>> short("Data\nand digitalisation")
        'Data and digitalisation'
    """
    line = " ".join(label.split())
    return line if len(line) <= longest else f"{line[: longest - 1]}\N{HORIZONTAL ELLIPSIS}"
