"""How wishes and their points are shared out among levels and organisations."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from fractions import Fraction

from attrs import frozen

from curriculum.cohort import Cohort
from curriculum.roster import Participant
from curriculum.schedule import Schedule


@frozen(kw_only=True)
class Share:
    """What some people have of their wishes.

    Attributes:
        value: the level or organisation that they have in common; None for people without one.
        people: how many of them have an elective place.
        by_rank: how many of their elective places were somebody's first, second ... wish.
        unlisted: how many of their elective places are not on the list of the person who has them.
        mean: preference points that each of those people carries on average.
        most: preference points of the one who carries the most.
    """

    value: str | None
    people: int
    by_rank: tuple[int, ...]
    unlisted: int
    mean: Fraction
    most: int

    @property
    def places(self) -> int:
        """How many elective places they have."""
        return sum(self.by_rank) + self.unlisted


def shares(cohort: Cohort, schedule: Schedule, attribute: str) -> tuple[Share, ...]:
    """Return the shares of everybody with an elective place, by the values of a column of the roster.

    Args:
        cohort: the cohort.
        schedule: a schedule of that cohort.
        attribute: a column with a single value, for example ``level``.

    Returns:
        Levels in the catalog's order, other values sorted, people without a value last.
    """
    electives = _electives(cohort, schedule)
    groups: defaultdict[str | None, list[Participant]] = defaultdict(list)
    for person in cohort.participants:
        if person.id in electives:
            groups[person.value(attribute)].append(person)
    levels = [level.id for level in cohort.catalog.levels] if attribute == "level" else []
    place = {value: number for number, value in enumerate(levels)}
    ordered = sorted(groups, key=lambda value: (value is None, place.get(value or "", len(place)), value or ""))
    return tuple(share(cohort, electives, groups[value], value) for value in ordered)


def share_of_all(cohort: Cohort, schedule: Schedule) -> Share:
    """Return the share of everybody."""
    electives = _electives(cohort, schedule)
    return share(cohort, electives, [one for one in cohort.participants if one.id in electives])


def share(
    cohort: Cohort,
    electives: Mapping[str, Iterable[str]],
    people: Iterable[Participant],
    value: str | None = None,
) -> Share:
    """Return the share of some people, given the electives that each has a place in."""
    ranks: Counter[int | None] = Counter()
    carried = []
    for person in people:
        mine = [_rank(person, module) for module in electives[person.id]]
        ranks.update(mine)
        carried.append(sum(_points(cohort, rank) for rank in mine))
    lowest = max((rank for rank in ranks if rank is not None), default=0)
    return Share(
        value=value,
        people=len(carried),
        by_rank=tuple(ranks[rank] for rank in range(1, lowest + 1)),
        unlisted=ranks[None],
        mean=Fraction(sum(carried), len(carried) or 1),
        most=max(carried, default=0),
    )


def _electives(cohort: Cohort, schedule: Schedule) -> dict[str, list[str]]:
    """Return the electives that each person has a place in, for those who have one."""
    chosen = set(cohort.programme.elective_ids)
    found: defaultdict[str, list[str]] = defaultdict(list)
    for place in schedule.places:
        if place.module in chosen:
            found[place.participant].append(place.module)
    return found


def _rank(person: Participant, module: str) -> int | None:
    return person.preferences.index(module) + 1 if module in person.preferences else None


def _points(cohort: Cohort, rank: int | None) -> int:
    goals = cohort.goals
    return goals.unranked if rank is None or rank > len(goals.preference) else goals.preference[rank - 1]
