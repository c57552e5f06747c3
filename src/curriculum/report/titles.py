"""What modules and levels are called, in the reader's language."""

from __future__ import annotations

from curriculum.cohort import Cohort


def module_title(cohort: Cohort, module_id: str, language: str) -> str:
    """Return a module's title; its id where it has none."""
    module = cohort.modules[module_id]
    home = module_id.rpartition(":")[0]
    own = next((other.language for other in cohort.others if other.id == home), cohort.catalog.language)
    return module.title.said(language, own) if module.title else module_id


def level_title(cohort: Cohort, level_id: str | None, language: str) -> str:
    """Return a level's title; its id where it has none, and a dash for people without a level."""
    level = next((level for level in cohort.catalog.levels if level.id == level_id), None)
    if level is None:
        return level_id or "-"
    return level.title.said(language, cohort.catalog.language) if level.title else level.id
