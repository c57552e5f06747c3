"""What no groups can be better than, by counting. ``docs/groups.md`` derives each of these bounds."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import combinations
from math import comb

from curriculum.groups.network import Network
from curriculum.groups.result import GroupScore
from curriculum.groups.sizes import group_sizes


def lowest_score(network: Network, *, unbroken: bool) -> GroupScore:
    """Return a score that no groups are below.

    Args:
        network: what is asked for.
        unbroken: whether only groups count that keep people apart and together as asked; the bound may be higher
            then.
    """
    present = [network.present(meeting) for meeting in network.meetings]
    return GroupScore(
        repeats=max(_colleagues_bound(network, present, unbroken=unbroken), _splitting_bound(network, present)),
        unmixed=sum(_unmixed(people, network.values, network.size) for people in present),
    )


def lowest_broken(network: Network) -> int:
    """Return how many pairs of people, over all meetings, cannot be kept apart.

    Where more people of one value come than there are groups, some of them share one.
    """
    if network.together:
        return 0
    return max((_crowding(network, column) for column in network.apart), default=0)


def _crowding(network: Network, column: Mapping[str, str]) -> int:
    shared = 0
    for meeting in network.meetings:
        people = network.present(meeting)
        groups = len(group_sizes(len(people), network.size))
        shared += sum(_shared(n, groups) for n in Counter(column[p] for p in people if p in column).values())
    return shared


def _shared(people: int, groups: int) -> int:
    """Return the pairs that share a group when people are spread over groups as evenly as can be."""
    fewest, more = divmod(people, groups) if groups else (0, 0)
    return more * comb(fewest + 1, 2) + (groups - more) * comb(fewest, 2)


def _unmixed(people: Sequence[str], values: Mapping[str, str] | None, size: int) -> int:
    """Return the groups of one meeting that cannot be mixed.

    A mixed group takes two people of different values who take part in no other; there are at most as many such
    couples as half of those with a value, and as those outside the largest value.
    """
    if values is None:
        return 0
    sizes = group_sizes(len(people), size)
    counts = Counter(values[person] for person in people if person in values)
    couples = min(counts.total() // 2, counts.total() - max(counts.values(), default=0))
    return len(sizes) - min(couples, sum(1 for found in sizes if found > 1))


def _splitting_bound(network: Network, present: Sequence[Sequence[str]]) -> int:
    """Return the repeats that come of splitting the groups of one meeting over too few groups of a later one."""
    total = 0
    for later in range(1, len(present)):
        groups = len(group_sizes(len(present[later]), network.size))
        total += max(
            (_forced(present[before], present[later], network.size, groups) for before in range(later)), default=0
        )
    return total


def _forced(before: Sequence[str], later: Sequence[str], size: int, groups: int) -> int:
    """Return the pairs of an earlier meeting that meet again, wherever those who are missing had sat."""
    sizes = list(group_sizes(len(before), size))
    for _ in range(len(set(before) - set(later))):
        sizes[sizes.index(max(sizes))] -= 1
    return sum(_shared(people, groups) for people in sizes)


def _colleagues_bound(network: Network, present: Sequence[Sequence[str]], *, unbroken: bool) -> int:
    """Return half of the seats beside a colleague that cannot be a new one, over all people.

    Everybody sits beside a certain number of people, and there are only so many to be met.
    """
    fewest = dict.fromkeys(network.people, 0)
    most = dict.fromkeys(network.people, 0)
    seats = 0
    for people in present:
        sizes = group_sizes(len(people), network.size)
        seats += sum(size * (size - 1) for size in sizes)
        for person in people:
            fewest[person] += sizes[-1] - 1
            most[person] += sizes[0] - 1
    reach = _colleagues(network, present, unbroken=unbroken)
    again = _seats_beside_partners(network, present) if unbroken else dict.fromkeys(network.people, 0)
    surely = sum(max(0, fewest[p] - reach[p], again[p]) for p in network.people)
    by_seats = seats - sum(min(most[p] - again[p], reach[p]) for p in network.people)
    return max(0, -(-max(surely, by_seats) // 2))


def _colleagues(network: Network, present: Sequence[Sequence[str]], *, unbroken: bool) -> dict[str, int]:
    """Return how many people each person can meet at all."""
    patterns: dict[frozenset[int], list[str]] = {}
    attends: dict[str, set[int]] = {person: set() for person in network.people}
    for number, people in enumerate(present):
        for person in people:
            attends[person].add(number)
    for person, meetings in attends.items():
        patterns.setdefault(frozenset(meetings), []).append(person)
    sharing = {one: sum(len(patterns[other]) for other in patterns if one & other) for one in patterns}
    reach = {person: max(0, sharing[frozenset(attends[person])] - 1) for person in network.people}
    if unbroken:
        for one, other in _apart(network):
            if attends[one] & attends[other]:
                reach[one] -= 1
                reach[other] -= 1
    return reach


def _apart(network: Network) -> set[tuple[str, str]]:
    """Return every two people who are kept apart, in the order of their ids."""
    found = {tuple(sorted(pair)) for pair in network.apart_pairs}
    for column in network.apart:
        alike: dict[str, list[str]] = {}
        for person, value in column.items():
            alike.setdefault(value, []).append(person)
        for people in alike.values():
            found.update(tuple(sorted(pair)) for pair in combinations(people, 2))
    return {(one, other) for one, other in found if network.are_apart(one, other)}


def _seats_beside_partners(network: Network, present: Sequence[Sequence[str]]) -> dict[str, int]:
    """Return how often each person sits beside people they are together with, after the first time."""
    again = dict.fromkeys(network.people, 0)
    sets = [set(people) for people in present]
    for one, other in map(tuple, network.together_pairs):
        shared = sum(1 for people in sets if one in people and other in people)
        for person in (one, other):
            again[person] += max(0, shared - 1)
    return again
