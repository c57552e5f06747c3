"""Strongly connected components, by Tarjan's algorithm without recursion."""

from __future__ import annotations

from collections.abc import Sequence


def components(children: Sequence[Sequence[int]]) -> list[list[int]]:
    """Return the strongly connected components of a graph, in topological order.

    Formula: vertices ``u`` and ``v`` are in one component when each can be reached from the other.

    Args:
        children: for each vertex ``0 ... n-1`` the vertices that its edges lead to.

    Returns:
        The components; no edge leads from one to an earlier one. Members are in ascending order. Takes time
        proportional to the number of vertices and edges.

    Example:
        >>> components([[1], [2], [1], [0]])
        [[3], [0], [1, 2]]

    Reference: R. E. Tarjan, "Depth-first search and linear graph algorithms", SIAM J. Comput. 1 (1972).
    """
    unseen, done = 0, len(children) + 1
    number = [unseen] * len(children)  # order of discovery from 1; `done` once the component is complete
    lowest = [unseen] * len(children)
    waiting: list[int] = []
    found: list[list[int]] = []
    clock = 0
    for root in range(len(children)):
        if number[root] != unseen:
            continue
        clock += 1
        number[root] = lowest[root] = clock
        waiting.append(root)
        path = [(root, iter(children[root]))]
        while path:
            vertex, rest = path[-1]
            for child in rest:
                if number[child] == unseen:
                    clock += 1
                    number[child] = lowest[child] = clock
                    waiting.append(child)
                    path.append((child, iter(children[child])))
                    break
                lowest[vertex] = min(lowest[vertex], number[child])  # a completed vertex is never lower
            else:
                path.pop()
                if path and lowest[vertex] < lowest[path[-1][0]]:
                    lowest[path[-1][0]] = lowest[vertex]
                if lowest[vertex] == number[vertex]:
                    component = []
                    while number[vertex] != done:
                        component.append(waiting.pop())
                        number[component[-1]] = done
                    found.append(sorted(component))
    found.reverse()
    return found
