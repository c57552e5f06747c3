"""Estimates with their intervals, one under the other."""

from __future__ import annotations

from collections.abc import Mapping

from curriculum.evaluation.statistics.estimates import Estimate, why_not
from curriculum.messages import say
from curriculum.plots.drawing import COLOURS, INK, Plot, axes_for, look, plot_of, short


def effects_plot(estimates: Mapping[str, Estimate], language: str = "en", *, title: str = "") -> Plot:
    """Plot estimates with their intervals around a line at zero; what has no estimate says why.

    Args:
        estimates: by what each is called.
        language: da, sv or en.
        title: what stands above; nothing for the usual title.

    Raises:
        MissingExtra: matplotlib is not installed (``pip install 'curriculum[plots]'``).
    """
    with look():
        axes = axes_for(len(estimates), title or say("plots.effects", language))
        axes.axvline(0, color=INK, linewidth=1)
        for row, estimate in enumerate(estimates.values()):
            if estimate.value is None:
                reason = why_not(estimate.reason, language) if estimate.reason else ""
                axes.annotate(
                    reason, (0, row), xytext=(6, 0), textcoords="offset points", va="center", style="italic"
                )
                continue
            if estimate.low is not None and estimate.high is not None:
                axes.plot([estimate.low, estimate.high], [row, row], color=COLOURS[0], linewidth=1.6)
            axes.plot([estimate.value], [row], marker="o", color=COLOURS[0])
        axes.set_yticks(range(len(estimates)), [short(name) for name in estimates])
        axes.set_ylim(max(len(estimates), 1) - 0.5, -0.5)
        return plot_of(axes)
