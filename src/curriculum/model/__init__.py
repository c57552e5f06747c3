"""The entries of a curriculum: competencies, outcomes, modules, programmes.

Everything here is frozen and guards its own fields when it is made; the references between entries are guarded
by the :class:`~curriculum.catalog.Catalog` that gathers them. Data does not know which file it came from.

Every entry may carry ``evidence`` ("stated" in the named source, "inferred" from it, or "illustrative") and a
``note`` that says more.
"""

from curriculum.model.competency import Competency, Demand, Scale, Step
from curriculum.model.entry import Entry, Evidence, Level, Source, duplicate_findings
from curriculum.model.fields import (
    ID,
    MOST_PEOPLE,
    amount_findings,
    capacity_findings,
    choice_findings,
    id_findings,
    label_findings,
)
from curriculum.model.learning import Activity, ActivityKind, Assessment, Coverage, LearningOutcome
from curriculum.model.module import Capacity, Kind, Module, as_requirement
from curriculum.model.programme import Choose, Electives, Programme, Target, as_choose

__all__ = [
    "ID",
    "MOST_PEOPLE",
    "Activity",
    "ActivityKind",
    "Assessment",
    "Capacity",
    "Choose",
    "Competency",
    "Coverage",
    "Demand",
    "Electives",
    "Entry",
    "Evidence",
    "Kind",
    "LearningOutcome",
    "Level",
    "Module",
    "Programme",
    "Scale",
    "Source",
    "Step",
    "Target",
    "amount_findings",
    "as_choose",
    "as_requirement",
    "capacity_findings",
    "choice_findings",
    "duplicate_findings",
    "id_findings",
    "label_findings",
]
