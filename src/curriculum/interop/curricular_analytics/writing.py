"""Writing Curricular Analytics CSV, with metrics when they are at hand."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator

from curriculum.errors import Finding
from curriculum.files.cells import guarded
from curriculum.graph import Node, RequisiteGraph
from curriculum.interop.curricular_analytics.curriculum import METRICS, Course, CsvCurriculum
from curriculum.interop.curricular_analytics.sheet import TITLES
from curriculum.metrics import CurriculumMetrics, ModuleMetrics


def curriculum_csv(curriculum: CsvCurriculum, metrics: CurriculumMetrics | None = None) -> str:
    """Return a curriculum as Curricular Analytics CSV.

    Args:
        curriculum: what to write. Ids that contain ``;`` cannot be told apart in a list of requisites.
        metrics: the metrics of its graph, to be written beside each course; complexity and delay get one decimal,
            as the format has them.

    Returns:
        The text of the file: commas, one line feed a row, cells guarded against being taken for formulas. A degree
        plan when the curriculum has one or a course has a term.

    Raises:
        KeyError: a course is not in the metrics.

    Example:
        >>> curriculum = CsvCurriculum(name="Tiny", courses=[Course(id="1", name="Only", credits=5)])
        >>> print(curriculum_csv(curriculum).splitlines()[-1])
        1,Only,,,,,,5,,
    """
    has_plan = bool(curriculum.plan) or any(course.term is not None for course in curriculum.courses)
    measured = None if metrics is None else {module.id: module for module in metrics.modules}
    titles = [title for name, title in TITLES.items() if has_plan or name != "term"]
    if measured is not None:
        titles += METRICS
    text = io.StringIO()
    rows = csv.writer(text, lineterminator="\n")
    rows.writerow(["Curriculum", guarded(curriculum.name)])
    if has_plan:
        rows.writerow(["Degree Plan", guarded(curriculum.plan)])
    rows.writerow(["Institution", guarded(curriculum.institution)])
    rows.writerow(["Degree Type", guarded(curriculum.degree_type)])
    rows.writerow(["System Type", curriculum.system])
    rows.writerow(["CIP", guarded(curriculum.cip)])
    for section, is_additional in (("Courses", False), ("Additional Courses", True)):
        courses = [course for course in curriculum.courses if course.additional == is_additional]
        if courses or not is_additional:
            rows.writerow([section])
            rows.writerow(titles)
            rows.writerows(_rows(courses, measured, has_plan=has_plan))
    return text.getvalue()


def _rows(
    courses: Iterable[Course], measured: dict[str, ModuleMetrics] | None, *, has_plan: bool
) -> Iterator[list[str]]:
    for course in courses:
        row = [
            guarded(course.id),
            guarded(course.name),
            guarded(course.prefix),
            guarded(course.number),
            guarded(";".join(course.prerequisites)),
            guarded(";".join(course.corequisites)),
            guarded(";".join(course.strict_corequisites)),
            _amount(course.credits),
            guarded(course.institution),
            guarded(course.canonical_name),
        ]
        if has_plan:
            row.append("" if course.term is None else str(course.term))
        if measured is not None:
            row += _metrics(measured[course.id])
        yield row


def _amount(value: float) -> str:
    return str(int(value)) if value == int(value) else str(value)


def _metrics(module: ModuleMetrics) -> list[str]:
    return [f"{module.complexity:.1f}", str(module.blocking), f"{module.delay:.1f}", str(module.centrality)]


def curriculum_of(graph: RequisiteGraph) -> tuple[CsvCurriculum, tuple[Finding, ...]]:
    """Return a graph as a Curricular Analytics curriculum, and what the format cannot carry.

    Args:
        graph: the graph of a catalog, for example.

    Returns:
        The curriculum, in which every alternative is required, and a finding for each alternative and each module
        elsewhere that a module requires.
    """
    known = {node.id for node in graph.nodes}
    losses: list[Finding] = []
    courses = [_course(node, known, losses) for node in graph.nodes]
    return CsvCurriculum(name=graph.name, system=graph.system, courses=courses), tuple(losses)


def _course(node: Node, known: set[str], losses: list[Finding]) -> Course:
    needed: dict[str, dict[str, None]] = {"pre": {}, "co": {}, "strict": {}}
    for name, kind, certain in node.needs():
        if name in known:
            needed[kind][name] = None
        else:
            losses.append(
                Finding(code="csv-loses-elsewhere", values={"id": name}, where=node.id, severity="warning")
            )
        if not certain:
            losses.append(Finding(code="csv-loses-choice", values={"id": name}, where=node.id, severity="warning"))
    return Course(
        id=node.id,
        name=node.title,
        prerequisites=needed["pre"],
        corequisites=needed["co"],
        strict_corequisites=needed["strict"],
        credits=node.credits,
        term=node.term,
    )
