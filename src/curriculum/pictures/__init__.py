"""Pictures of curricula as SVG, each a text that shows itself in a notebook.

================================  ===========================================================================
:func:`catalog_picture`           the modules of a catalog or programme in layers, with what they require
:func:`graph_picture`             the same of a requisite graph, for example of a Curricular Analytics CSV
:func:`coverage_picture`          what each module does for each competency, and what is promised
:func:`map_picture`               the same of a curriculum map by itself
:func:`plan_picture`              a plan by term, with the load of each term and its limits
:func:`timeline_picture`          the runs of a cohort along the calendar, and how full they are
================================  ===========================================================================
"""

from curriculum.pictures.coverage_map import coverage_picture, map_picture
from curriculum.pictures.curriculum_map import catalog_picture, graph_picture
from curriculum.pictures.plan_terms import plan_picture
from curriculum.pictures.svg import Picture
from curriculum.pictures.timeline import timeline_picture

__all__ = [
    "Picture",
    "catalog_picture",
    "coverage_picture",
    "graph_picture",
    "map_picture",
    "plan_picture",
    "timeline_picture",
]
