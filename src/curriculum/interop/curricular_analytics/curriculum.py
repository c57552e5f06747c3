"""What a Curricular Analytics file says."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from attrs import field, frozen

from curriculum.graph import Node, RequisiteGraph, System, all_needed
from curriculum.sequences import as_tuple

METRICS = ("Complexity", "Blocking", "Delay", "Centrality")
"""The columns that a file with metrics has at the end."""


@frozen(kw_only=True)
class Course:
    """One row: a course.

    Attributes:
        id: the course's id, as written.
        name: what it is called.
        prefix: the letters of its number, for example ``MATH``.
        number: the rest of its number, for example ``2202``.
        prerequisites: ids of the courses that must come before.
        corequisites: ids of those that must come before or at the same time.
        strict_corequisites: ids of those that must come at the same time.
        credits: credit hours, 0 or more.
        institution: who teaches it.
        canonical_name: what it is called across institutions.
        term: the term that the degree plan puts it in, 1 or more; None when there is no plan.
        additional: whether it is in the degree plan without being in the curriculum.
        stated: metrics that the file states, by the names of their columns.
    """

    id: str
    name: str = ""
    prefix: str = ""
    number: str = ""
    prerequisites: tuple[str, ...] = field(default=(), converter=as_tuple)
    corequisites: tuple[str, ...] = field(default=(), converter=as_tuple)
    strict_corequisites: tuple[str, ...] = field(default=(), converter=as_tuple)
    credits: float = 0.0
    institution: str = ""
    canonical_name: str = ""
    term: int | None = None
    additional: bool = False
    stated: Mapping[str, Decimal] = field(factory=dict)

    @property
    def title(self) -> str:
        """The name, or prefix and number where there is none."""
        return self.name or f"{self.prefix} {self.number}".strip()


@frozen(kw_only=True)
class CsvCurriculum:
    """A curriculum, or a degree plan of one.

    Attributes:
        name: what the curriculum is called.
        plan: what the degree plan is called; empty when there is none.
        institution: whose curriculum it is.
        degree_type: for example ``BS``.
        system: semester or quarter.
        cip: code of the field of study in the Classification of Instructional Programs.
        courses: the courses, in the order of the file, additional ones last.
    """

    name: str = ""
    plan: str = ""
    institution: str = ""
    degree_type: str = ""
    system: System = "semester"
    cip: str = ""
    courses: tuple[Course, ...] = field(default=(), converter=as_tuple)

    def graph(self) -> RequisiteGraph:
        """Return the requisite graph, with the ids as written; additional courses belong to it.

        Raises:
            InvalidInput: an id is empty or double, which a file that was read never gives.
        """
        nodes = [
            Node(
                id=course.id,
                title=course.title,
                credits=course.credits,
                term=course.term,
                requires=all_needed(course.prerequisites),
                corequires=all_needed(course.corequisites),
                strict_corequires=all_needed(course.strict_corequisites),
            )
            for course in self.courses
        ]
        return RequisiteGraph(name=self.name, nodes=nodes, system=self.system)
