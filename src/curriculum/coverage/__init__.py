"""Coverage: what a curriculum teaches, for certain and at best, against what it promises.

====================================  =====================================================================
:func:`curriculum_map`                competency or outcome by module: introduced, reinforced, mastered, assessed
:func:`programme_coverage`            guaranteed, mean and best coverage over all admissible selections, with gaps
:func:`repaired`                      the catalog after a repair of a gap
:func:`alignments`                    is each outcome trained by an activity and tested by an assessment?
:func:`progressions`                  does the cognitive level rise along the requirements?
:func:`overlaps`                      the same step of a competency in several modules
:func:`single_points`                 a step that a target needs, in one module only
:func:`admissible_selections`         every selection one may take, one by one
====================================  =====================================================================

The definitions are in ``docs/coverage.md``.
"""

from curriculum.coverage.alignment import Alignment, Fit, alignments
from curriculum.coverage.editing import repaired
from curriculum.coverage.mapping import CurriculumMap, MapCell, curriculum_map
from curriculum.coverage.overlap import Overlap, SinglePoint, overlaps, single_points
from curriculum.coverage.programme import programme_coverage
from curriculum.coverage.progression import Progression, progressions
from curriculum.coverage.results import (
    Choice,
    Edit,
    Gap,
    LevelCoverage,
    ProgrammeCoverage,
    Repair,
    TargetCoverage,
)
from curriculum.coverage.selections import admissible_selections

__all__ = [
    "Alignment",
    "Choice",
    "CurriculumMap",
    "Edit",
    "Fit",
    "Gap",
    "LevelCoverage",
    "MapCell",
    "Overlap",
    "ProgrammeCoverage",
    "Progression",
    "Repair",
    "SinglePoint",
    "TargetCoverage",
    "admissible_selections",
    "alignments",
    "curriculum_map",
    "overlaps",
    "programme_coverage",
    "progressions",
    "repaired",
    "single_points",
]
