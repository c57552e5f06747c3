"""Plots for those who would rather look: PNG and SVG, the same bytes every time.

=============================  =======================================================
:func:`timeline_plot`          when the runs of a schedule are held, and how full they are
:func:`mixing_plot`            how levels, or other groups, are mixed in each run
:func:`wishes_plot`            which wishes each level has got
:func:`effects_plot`           estimates with their intervals
:func:`plot_files`             the first three as files
=============================  =======================================================

Each returns a :class:`Plot`, which shows itself in a notebook. The map of a curriculum is in
:mod:`curriculum.pictures`, which needs nothing but Python.
"""

from curriculum.plots.drawing import Plot
from curriculum.plots.effects import effects_plot
from curriculum.plots.files import plot_files
from curriculum.plots.runs import mixing_plot, timeline_plot
from curriculum.plots.wishes import wishes_plot

__all__ = ["Plot", "effects_plot", "mixing_plot", "plot_files", "timeline_plot", "wishes_plot"]
