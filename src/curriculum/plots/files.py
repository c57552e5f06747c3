"""The plots of a schedule as files."""

from __future__ import annotations

from curriculum.cohort import Cohort
from curriculum.plots.runs import mixing_plot, timeline_plot
from curriculum.plots.wishes import wishes_plot
from curriculum.schedule import Schedule

_PLOTS = {"timeline": timeline_plot, "mixing": mixing_plot, "wishes": wishes_plot}


def plot_files(cohort: Cohort, schedule: Schedule, language: str = "en") -> dict[str, bytes]:
    """Return the plots of a schedule as PNG and SVG, by the names of their files.

    Args:
        cohort: the cohort.
        schedule: a schedule of that cohort.
        language: da, sv or en.

    Raises:
        InvalidInput: the schedule names people or runs that the cohort does not have.
        MissingExtra: matplotlib is not installed (``pip install 'curriculum[plots]'``).
    """
    files: dict[str, bytes] = {}
    for name, draw in _PLOTS.items():
        plot = draw(cohort, schedule, language)
        files |= {f"{name}.png": plot.png(), f"{name}.svg": plot.svg()}
    return files
