"""Courses as a catalog's modules, and a catalog's modules as courses, with what neither can carry."""

from __future__ import annotations

from collections.abc import Mapping

from attrs import asdict, evolve

from curriculum.catalog import Catalog
from curriculum.comparing.rows import Fields, Key
from curriculum.errors import raise_if
from curriculum.graph import all_needed, catalog_graph
from curriculum.interop.curricular_analytics.curriculum import Course, CsvCurriculum
from curriculum.interop.curricular_analytics.reading import read_curriculum
from curriculum.interop.curricular_analytics.writing import curriculum_csv, curriculum_of
from curriculum.interop.ids import as_id
from curriculum.interop.losses import Loss, losses, row_losses
from curriculum.metrics import circle_findings
from curriculum.model import Module

_NEEDS = ("prerequisites", "corequisites", "strict_corequisites")


def catalog_of(curriculum: CsvCurriculum) -> tuple[Catalog, tuple[Loss, ...]]:
    """Return courses as a catalog of modules, and what a catalog has no place for.

    Ids become catalog ids: ``MATH 2202`` is ``math-2202``.

    Raises:
        InvalidInput: requirements go in a circle, which no catalog may have.
    """
    raise_if(circle_findings(curriculum.graph()))
    ids = _ids(curriculum)
    catalog = _catalog(curriculum, ids)
    own = {new: old for old, new in ids.items()}
    back = _courses(catalog)
    kept = evolve(back, name=curriculum.name, courses=[_renamed(course, own) for course in back.courses])
    respelled = tuple(old for old, new in ids.items() if old != new)
    changed = (Loss(kind="changed", entry="module", field="id", ids=respelled),) if respelled else ()
    return catalog, (*changed, *row_losses(_rows(curriculum), _rows(kept)))


def courses_of(catalog: Catalog) -> tuple[CsvCurriculum, tuple[Loss, ...]]:
    """Return a catalog's modules as courses, titles in the catalog's language, and what courses do not have."""
    curriculum = _courses(catalog)
    back = evolve(_catalog(curriculum, _ids(curriculum)), language=catalog.language)
    return curriculum, losses(catalog, back)


def courses_text(curriculum: CsvCurriculum) -> tuple[str, tuple[Loss, ...]]:
    """Return the CSV of courses, and what of them is not in it."""
    text = curriculum_csv(curriculum)
    return text, row_losses(_rows(curriculum), _rows(read_curriculum(text).curriculum))


def _ids(curriculum: CsvCurriculum) -> dict[str, str]:
    """Return the catalog ids of courses, by their own."""
    ids: dict[str, str] = {}
    taken: set[str] = set()
    for course in curriculum.courses:
        ids[course.id] = as_id(course.id, taken, "course")
        taken.add(ids[course.id])
    return ids


def _catalog(curriculum: CsvCurriculum, ids: Mapping[str, str]) -> Catalog:
    return Catalog(
        id=as_id(curriculum.name, fallback="curriculum"),
        title=curriculum.name or None,
        modules=[_module(course, ids) for course in curriculum.courses],
    )


def _courses(catalog: Catalog) -> CsvCurriculum:
    return curriculum_of(catalog_graph(catalog, language=catalog.language))[0]


def _module(course: Course, ids: Mapping[str, str]) -> Module:
    needed = [all_needed(ids[one] for one in getattr(course, name)) for name in _NEEDS]
    return Module(
        id=ids[course.id],
        title=course.title or None,
        credits=course.credits or None,
        requires=needed[0],
        corequires=needed[1],
        strict_corequires=needed[2],
    )


def _renamed(course: Course, names: Mapping[str, str]) -> Course:
    return evolve(
        course,
        id=names[course.id],
        prerequisites=[names[one] for one in course.prerequisites],
        corequisites=[names[one] for one in course.corequisites],
        strict_corequisites=[names[one] for one in course.strict_corequisites],
    )


def _rows(curriculum: CsvCurriculum) -> dict[Key, Fields]:
    """Return a curriculum taken apart, as far as something stands there."""

    def filled(record: CsvCurriculum | Course) -> Fields:
        apart = {"id", "courses", *_NEEDS}
        return {
            name: value for name, value in asdict(record, recurse=False).items() if value and name not in apart
        }

    found: dict[Key, Fields] = {Key("catalog", ""): filled(curriculum)}
    for course in curriculum.courses:
        found[Key("module", course.id)] = filled(course)
        for name in _NEEDS:
            found |= {Key("requirement", course.id, name, one): {} for one in getattr(course, name)}
    return found
