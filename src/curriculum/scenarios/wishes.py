"""Plain preference data as a cohort: courses with seats, people with wishes, nothing else."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from curriculum.catalog import Catalog
from curriculum.cohort import Cohort
from curriculum.model import Electives, Module, Programme
from curriculum.roster import Participant
from curriculum.rules import Goals
from curriculum.runs import Run


def cohort_of_wishes(
    wishes: Mapping[str, Sequence[str]], seats: Mapping[str, int], choose: int, *, name: str = "wishes"
) -> Cohort:
    """Return the cohort in which everybody takes some of the courses, as high on the own list as possible.

    Every course has one run without a date. A place costs as many points as courses stand before it in the
    person's list, and a course that is not in the list as many as there are courses.

    Args:
        wishes: for every person the courses, best first.
        seats: for every course its seats, 1 or more.
        choose: how many courses everybody takes.
        name: id of the cohort.

    Example:
        >>> cohort = cohort_of_wishes({"p1": ["a", "b"], "p2": ["a", "c"]}, {"a": 1, "b": 1, "c": 1}, choose=1)
        >>> cohort.goals.preference, cohort.goals.unranked
        ((0, 1, 2), 3)
    """
    courses = tuple(seats)
    programme = Programme(id="courses", electives=Electives(modules=courses, choose=choose))
    catalog = Catalog(id="courses", modules=[Module(id=course) for course in courses], programmes=[programme])
    return Cohort(
        id=name,
        catalog=catalog,
        programme_id=programme.id,
        participants=[Participant(id=person, preferences=listed) for person, listed in wishes.items()],
        runs=[Run(id=course, module=course, capacity=seats[course]) for course in courses],
        goals=Goals(preference=range(len(courses)), unranked=len(courses)),
    )
