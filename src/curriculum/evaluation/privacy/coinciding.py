"""By how few people groups of one division of people differ from groups of another."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Sequence

import numpy as np
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components, maximum_flow


def fewest_apart(one: Sequence[Hashable], other: Sequence[Hashable]) -> int | None:
    """Return the fewest people, over none, by whom some groups of one division differ from some of another.

    Whoever knows the sums of all groups knows the sum of these people's answers, signs apart. Groups are the nodes
    of a graph and people its edges, each between the two groups that they are in: choosing groups of both
    divisions cuts it, and those by whom the two choices differ are the edges that are cut. So the answer is the
    smallest cut of any connected part.

    Args:
        one: the group of each person in one division.
        other: the group of each person in the other.

    Returns:
        The number of people; None where there are no two different choices.

    Example:
        >>> levels = ["top"] * 6 + ["middle"] * 6 + ["ward"] * 9
        >>> fewest_apart(levels, ["took"] * 10 + ["did not"] * 11)
        2
        >>> fewest_apart(levels, ["took"] * 12 + ["did not"] * 9)
        6
    """
    counted = Counter(zip((("one", group) for group in one), (("other", group) for group in other), strict=True))
    place = {group: number for number, group in enumerate(dict.fromkeys(end for pair in counted for end in pair))}
    people = np.zeros((len(place), len(place)), dtype=np.int32)
    for (left, right), count in counted.items():
        people[place[left], place[right]] = people[place[right], place[left]] = count
    graph = csr_array(people)
    parts = connected_components(graph, directed=False)[1] if place else np.array([])
    cuts = [
        int(maximum_flow(graph, int(first), int(node)).flow_value)
        for first, *rest in (np.flatnonzero(parts == part) for part in np.unique(parts))
        for node in rest
    ]
    return min(cuts, default=None)
