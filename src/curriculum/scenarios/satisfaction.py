"""How satisfied somebody is with the electives of a schedule, measured against what would suit that person best.

The points of the goal ``preference`` say what a place costs; satisfaction turns them round. With ``dearest`` the
most points that any elective place costs anybody in the cohort, a place that costs ``c`` points is *worth*
``1 + dearest - c``: 1 at least, while a place that is missing is worth nothing. Somebody's *own best* is the worth
of as many electives as the person is owed, the best of those with a run that neither a day off nor a bar nor a
cancellation keeps the person (or a partner who must come along) from. Satisfaction is the worth of the electives
in a schedule divided by the own best: a share from 0 to 1.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction

from attrs import frozen

from curriculum.cohort import Cohort
from curriculum.schedule import Schedule
from curriculum.scheduler.problem import Problem


@frozen
class Worths:
    """What electives are worth to the people of a cohort.

    Attributes:
        worth: by participant and elective; only electives that the person could attend.
        owed: by participant, how many electives the person is owed.
        own_best: by participant, the most that so many electives could be worth.
    """

    worth: Mapping[str, Mapping[str, int]]
    owed: Mapping[str, int]
    own_best: Mapping[str, int]

    def of(self, participant: str, modules: Iterable[str]) -> Fraction:
        """Return somebody's satisfaction with some modules; 1 for those who can have none."""
        best = self.own_best[participant]
        if not best:
            return Fraction(1)
        return Fraction(sum(self.worth[participant].get(module, 0) for module in modules), best)


def worths(cohort: Cohort) -> Worths:
    """Return what electives are worth to everybody."""
    problem = Problem(cohort, 0)
    cost = {
        (number, option.party.module): problem.preference_cost(number, option.party.module)
        for option in problem.options
        for number in option.party.members
        if option.party.module in cohort.programme.elective_ids
    }
    dearest = max(cost.values(), default=0)
    worth: dict[str, dict[str, int]] = {person.id: {} for person in cohort.participants}
    for (number, module), points in cost.items():
        worth[problem.people[number].id][module] = 1 + dearest - points
    owed = {person.id: problem.electives_owed[number] for number, person in enumerate(problem.people)}
    best = {who: sum(sorted(theirs.values(), reverse=True)[: owed[who]]) for who, theirs in worth.items()}
    return Worths(worth, owed, best)


def satisfactions(cohort: Cohort, schedule: Schedule) -> dict[str, Fraction]:
    """Return everybody's satisfaction with a schedule, by participant, sorted.

    Args:
        cohort: the cohort.
        schedule: a legal schedule of it.
    """
    known = worths(cohort)
    modules: dict[str, list[str]] = {person.id: [] for person in cohort.participants}
    for place in schedule.places:
        modules[place.participant].append(place.module)
    return {who: known.of(who, theirs) for who, theirs in sorted(modules.items())}
