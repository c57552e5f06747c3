"""Can every module be taken? Requirements that go round in a circle make it impossible.

Modules that must be taken at the same time (strict corequisites) are one block. A block can be taken when the
``requires`` of its members are met by blocks taken before, and their ``corequires`` by blocks taken before or at
the same time. Whatever cannot be reached in this way, from nothing and in any number of steps, is in a circle or
behind one. Without alternatives this is the classic criterion: a prerequisite inside a strongly connected
component of the graph of prerequisites, corequisites, strict corequisites and reversed strict corequisites.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Collection, Iterator, Mapping, Sequence

from curriculum.errors import Finding
from curriculum.model import Module

Circle = tuple[str, ...]
"""Module ids, each of which needs the next, the last of which needs the first."""


def circle_findings(modules: Sequence[Module]) -> Iterator[Finding]:
    """Complain about a shortest circle for every group of modules that can never be taken."""
    position = {module.id: index for index, module in enumerate(modules)}
    for circle in circles(modules):
        values = {"circle": " → ".join((*circle, circle[0])), "module": circle[0], "count": len(circle)}
        yield Finding(code="circle", values=values, where=f"modules[{position[circle[0]]}].requires")


def circles(modules: Sequence[Module]) -> list[Circle]:
    """Return a shortest witness for each circle of requirements; none when every module can be taken.

    References to modules that are not among ``modules`` count as met: they are somebody else's to check.

    Example:
        >>> circles([Module(id="a", requires="b"), Module(id="b", requires="a")])
        [('a', 'b')]
    """
    known = {module.id for module in modules}
    stuck = out_of_reach(modules, {need for module in modules for need in _mentioned(module)} - known)
    block = _blocks(modules)
    needs = {
        module.id: [need for need in (*_mentioned(module), *sorted(block[module.id])) if need in stuck]
        for module in modules
        if module.id in stuck
    }
    witnesses: list[Circle] = []
    for module in modules:
        if module.id not in stuck or any(module.id in witness for witness in witnesses):
            continue
        found: list[Circle] = [
            (module.id, *path)
            for need in module.requires.modules()
            if need in stuck and (path := _shortest_path(need, module.id, needs)) is not None
        ]
        shortest = min(found, key=len, default=())
        if shortest and not any(set(witness) & set(shortest) for witness in witnesses):
            witnesses.append(shortest)
    return witnesses


def _mentioned(module: Module) -> list[str]:
    expressions = (module.requires, module.corequires, module.strict_corequires)
    return list(dict.fromkeys(name for expression in expressions for name in expression.modules()))


def out_of_reach(modules: Sequence[Module], elsewhere: Collection[str] = ()) -> set[str]:
    """Return the ids of the modules that can never be taken, if there is nothing else than these.

    Args:
        modules: the modules at hand.
        elsewhere: ids of modules that count as taken already.

    Example:
        >>> sorted(out_of_reach([Module(id="a"), Module(id="b", requires="a & c"), Module(id="d", requires="b")]))
        ['b', 'd']
    """
    block = _blocks(modules)
    done: set[str] = set(elsewhere)
    waiting = {module.id: module for module in modules}
    while True:
        ready = {name for name, module in waiting.items() if module.requires.met(done)}
        ready = _closed(ready, waiting, done, block)
        if not ready:
            return set(waiting)
        done |= ready
        for name in ready:
            del waiting[name]


def _closed(
    ready: set[str], waiting: Mapping[str, Module], done: set[str], block: Mapping[str, frozenset[str]]
) -> set[str]:
    """Drop from ``ready`` whatever lacks a corequisite, or a member of its block, until nothing more drops."""
    while True:
        together = done | ready
        kept = {
            name
            for name in ready
            if waiting[name].corequires.met(together)
            and waiting[name].strict_corequires.met(together)
            and block[name] <= ready
        }
        if kept == ready:
            return ready
        ready = kept


def _blocks(modules: Sequence[Module]) -> dict[str, frozenset[str]]:
    """Return for each module those that must be taken at the same time as it, itself included."""
    block = {module.id: {module.id} for module in modules}
    for module in modules:
        strict = module.strict_corequires
        for other in strict.modules():
            certain = not strict.met({name for name in strict.modules() if name != other})
            if certain and other in block and block[other] is not block[module.id]:
                merged = block[other] | block[module.id]
                for name in merged:
                    block[name] = merged
    return {name: frozenset(members) for name, members in block.items()}


def _shortest_path(start: str, goal: str, needs: Mapping[str, Sequence[str]]) -> Circle | None:
    """Return a shortest chain of needs from ``start`` up to the module before ``goal``, found breadth first."""
    if start == goal:
        return ()
    came_from: dict[str, str | None] = {start: None}
    queue = deque([start])
    while queue:
        name = queue.popleft()
        for need in needs[name]:
            if need == goal:
                return _path_to(name, came_from)
            if need not in came_from:
                came_from[need] = name
                queue.append(need)
    return None


def _path_to(name: str, came_from: Mapping[str, str | None]) -> Circle:
    path = [name]
    while (before := came_from[path[-1]]) is not None:
        path.append(before)
    return tuple(reversed(path))
