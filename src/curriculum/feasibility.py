"""Can every module be taken? Requirements that go round in a circle make it impossible.

Modules that must be taken at the same time (strict corequisites) are one block. A block can be taken when the
``requires`` of its members are met by blocks taken before, and their ``corequires`` by blocks taken before or at
the same time. Whatever cannot be reached in this way, from nothing and in any number of steps, is in a circle or
behind one. Without alternatives this is the classic criterion: a prerequisite inside a strongly connected
component of the graph of prerequisites, corequisites, strict corequisites and reversed strict corequisites.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Collection, Container, Iterator, Mapping, Sequence

from attrs import frozen

from curriculum.errors import Finding
from curriculum.model import Module
from curriculum.requisites import Requirement


@frozen
class _Seen:
    """A module under the names that another catalog has for it and for what it needs."""

    id: str
    requires: Requirement
    corequires: Requirement
    strict_corequires: Requirement


Requiring = Module | _Seen
Circle = tuple[str, ...]
"""Module ids, each of which needs the next, the last of which needs the first."""


def circle_findings(modules: Sequence[Module]) -> Iterator[Finding]:
    """Complain about a shortest circle for every group of modules that can never be taken.

    Of modules with the same id the first one counts; the others are a complaint of their own.
    """
    position: dict[str, int] = {}
    for index, module in enumerate(modules):
        position.setdefault(module.id, index)
    for circle in circles([modules[index] for index in position.values()]):
        values = {"circle": " → ".join((*circle, circle[0])), "module": circle[0], "count": len(circle)}
        yield Finding(code="circle", values=values, where=f"modules[{position[circle[0]]}].requires")


def circle_findings_across(
    own: Sequence[Module], catalog: str, others: Mapping[str, Sequence[Module]]
) -> Iterator[Finding]:
    """Complain about circles that lead through modules of other catalogs.

    Args:
        own: the modules of a catalog; circles among these alone are a complaint of their own.
        catalog: its id.
        others: the modules of the other catalogs at hand, by the catalogs' ids.
    """
    position = {module.id: index for index, module in enumerate(own)}
    everything = [_seen_from(catalog, catalog, module) for module in own]
    everything += [_seen_from(catalog, home, module) for home, modules in others.items() for module in modules]
    for circle in circles(everything):
        first = next((index for index, name in enumerate(circle) if name in position), None)
        if first is not None and any(":" in name for name in circle):
            turned = (*circle[first:], *circle[:first])
            values = {"circle": " → ".join((*turned, turned[0])), "module": turned[0], "count": len(turned)}
            yield Finding(code="circle", values=values, where=f"modules[{position[turned[0]]}].requires")


def _seen_from(catalog: str, home: str, module: Module) -> _Seen:
    def name(written: str) -> str:
        whole = written if ":" in written else f"{home}:{written}"
        return whole.removeprefix(f"{catalog}:")

    needs = (module.requires, module.corequires, module.strict_corequires)
    return _Seen(name(module.id), *(need.renamed(name) for need in needs))


def circles(modules: Sequence[Requiring]) -> list[Circle]:
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
        module.id: [need for need in _mentioned(module) if need in stuck]
        for module in modules
        if module.id in stuck
    }
    witnesses: list[Circle] = []
    witnessed: set[str] = set()
    for module in modules:
        if module.id not in stuck or module.id in witnessed:
            continue
        found: list[Circle] = [
            (module.id, *path)
            for need in module.requires.modules()
            if need in stuck and (path := _shortest_path(need, module.id, needs, block)) is not None
        ]
        shortest = min(found, key=len, default=())
        if witnessed.isdisjoint(shortest):
            witnesses.extend([shortest] if shortest else [])
            witnessed.update(shortest)
    return witnesses


def _mentioned(module: Requiring) -> list[str]:
    expressions = (module.requires, module.corequires, module.strict_corequires)
    return list(dict.fromkeys(name for expression in expressions for name in expression.modules()))


def out_of_reach(modules: Sequence[Requiring], elsewhere: Collection[str] = ()) -> set[str]:
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
    dependents: dict[str, list[str]] = {}
    for module in modules:
        for need in module.requires.modules():
            dependents.setdefault(need, []).append(module.id)
    allowed = {name for name, module in waiting.items() if module.requires.met(done)}
    while ready := _closed(allowed, waiting, done, block):
        done |= ready
        for name in ready:
            del waiting[name]
        freed = {dependent for name in ready for dependent in dependents.get(name, ())}
        allowed = (allowed - ready) | {
            name for name in freed if name in waiting and waiting[name].requires.met(done)
        }
    return set(waiting)


def _closed(
    ready: set[str], waiting: Mapping[str, Requiring], done: set[str], block: Mapping[str, frozenset[str]]
) -> set[str]:
    """Drop from ``ready`` whatever lacks a corequisite, or a member of its block, until nothing more drops."""
    while True:
        together = _Either(done, ready)
        whole = {members for members in {block[name] for name in ready} if members <= ready}
        kept = {
            name
            for name in ready
            if waiting[name].corequires.met(together)
            and waiting[name].strict_corequires.met(together)
            and block[name] in whole
        }
        if kept == ready:
            return ready
        ready = kept


@frozen
class _Either:
    """The union of two sets, without making it."""

    first: Container[str]
    second: Container[str]

    def __contains__(self, name: object) -> bool:
        return name in self.first or name in self.second


def _blocks(modules: Sequence[Requiring]) -> dict[str, frozenset[str]]:
    """Return for each module those that must be taken at the same time as it, itself included."""
    block = {module.id: {module.id} for module in modules}
    for module in modules:
        strict = module.strict_corequires
        for other in strict.modules():
            certain = not strict.met({name for name in strict.modules() if name != other})
            if certain and other in block and block[other] is not block[module.id]:
                smaller, larger = sorted((block[other], block[module.id]), key=len)
                larger |= smaller
                block.update(dict.fromkeys(smaller, larger))
    distinct = {id(members): members for members in block.values()}
    finished = {key: frozenset(members) for key, members in distinct.items()}
    return {name: finished[id(members)] for name, members in block.items()}


def _shortest_path(
    start: str, goal: str, needs: Mapping[str, Sequence[str]], block: Mapping[str, frozenset[str]]
) -> Circle | None:
    """Return a shortest chain of needs from ``start`` up to the module before ``goal``, found breadth first.

    A module also needs every other one of its block.
    """
    if start == goal:
        return ()
    came_from: dict[str, str | None] = {start: None}
    queue = deque([start])
    entered: set[frozenset[str]] = set()
    while queue:
        name = queue.popleft()
        together = () if block[name] in entered else sorted(block[name] & needs.keys())
        entered.add(block[name])
        for need in (*needs[name], *together):
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
