"""Which wishes people have got."""

from __future__ import annotations

from curriculum.cohort import Cohort
from curriculum.messages import say
from curriculum.plots.drawing import RANKS, Plot, axes_for, look, plot_of, stacked
from curriculum.plots.runs import group_title
from curriculum.schedule import Schedule
from curriculum.shares import shares


def wishes_plot(cohort: Cohort, schedule: Schedule, language: str = "en", *, attribute: str = "level") -> Plot:
    """Plot how many elective places are a first, second ... wish in each group of people.

    Args:
        cohort: the cohort.
        schedule: a schedule of that cohort.
        language: da, sv or en.
        attribute: a column of the roster with a single value: ``level``, ``organisation`` or any further one.

    Raises:
        MissingExtra: matplotlib is not installed (``pip install 'curriculum[plots]'``).
    """
    found = shares(cohort, schedule, attribute)
    ranks = max((len(share.by_rank) for share in found), default=0)
    parts = {
        say("plots.wish", language, rank=rank + 1): [
            share.by_rank[rank] if rank < len(share.by_rank) else 0 for share in found
        ]
        for rank in range(ranks)
    }
    parts[say("plots.unlisted", language)] = [share.unlisted for share in found]
    with look():
        axes = axes_for(len(found), say("plots.wishes", language, cohort=cohort.id), entries=len(parts))
        stacked(axes, [group_title(cohort, attribute, share.value, language) for share in found], parts, RANKS)
        axes.set_xlabel(say("plots.places", language))
        return plot_of(axes)
