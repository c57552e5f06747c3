"""What modules and levels are called, in the reader's language."""

from __future__ import annotations

from curriculum.cohort import Cohort
from curriculum.messages import say
from curriculum.schedule import Unfilled


def module_title(cohort: Cohort, module_id: str, language: str) -> str:
    """Return a module's title; its id where it has none, or is a module of former days."""
    module = cohort.modules.get(module_id)
    home = module_id.rpartition(":")[0]
    own = next((other.language for other in cohort.others if other.id == home), cohort.catalog.language)
    return module.title.said(language, own) if module and module.title else module_id


def missing_title(cohort: Cohort, unfilled: Unfilled, language: str) -> str:
    """Return which place is missing: a module's, or an elective's."""
    if unfilled.module is None:
        return say("report.an-elective", language)
    return module_title(cohort, unfilled.module, language)


def level_title(cohort: Cohort, level_id: str | None, language: str) -> str:
    """Return a level's title; its id where it has none, and a dash for people without a level."""
    level = next((level for level in cohort.catalog.levels if level.id == level_id), None)
    if level is None:
        return level_id or "-"
    return level.title.said(language, cohort.catalog.language) if level.title else level.id
