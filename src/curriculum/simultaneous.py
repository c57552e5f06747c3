"""Can strict corequisites that leave a choice be met, and with them every module be taken?

``strict_corequires = "a | b"`` asks for a module at the same time, so that it matters which one: whoever settles
on ``a`` is bound to the time of ``a``. Once every such choice is settled, :mod:`curriculum.feasibility` has the
answer; while some are open it has an upper bound, as if both could be had. Choices are settled one after another,
and given up as soon as the bound says no: exact, as long as that takes no more than a fixed amount of work.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from attrs import define, evolve

from curriculum.errors import Finding
from curriculum.feasibility import out_of_reach
from curriculum.model import Module
from curriculum.requisites import NOTHING, One, Requirement, all_of

MOST_WORK = 300_000
"""So many modules are looked at; what is not decided by then gets the benefit of the doubt."""


def simultaneity_findings(modules: Sequence[Module]) -> Iterator[Finding]:
    """Complain about modules that no order has, for want of one to be taken at the same time.

    Args:
        modules: modules of different ids, among which there is no circle.
    """
    for name in never_together(modules):
        index = next(index for index, module in enumerate(modules) if module.id == name)
        values = {"module": name, "needed": str(modules[index].strict_corequires)}
        yield Finding(code="never-together", values=values, where=f"modules[{index}].strict_corequires")


def never_together(modules: Sequence[Module]) -> list[str]:
    """Return the ids of the modules with a choice of strict corequisites that nobody can ever take.

    References to modules that are not among ``modules`` count as met.

    Example:
        >>> either = Module(id="c", requires="a & b", strict_corequires="a | b")
        >>> never_together([Module(id="a"), Module(id="b"), either])
        ['c']
    """
    choices = [module.id for module in modules if _leaves_a_choice(module.strict_corequires)]
    if not choices:
        return []
    known = {module.id: module for module in reversed(modules)}
    search = _Search(frozenset(need for module in modules for need in module.mentioned) - known.keys(), MOST_WORK)
    try:
        if search.settles(known, choices, frozenset(known), skip=False):
            return []
        return [name for name in choices if not search.takes(name, known)]
    except _TooMuchWork:
        return []


class _TooMuchWork(Exception):
    """The question stays open."""


@define
class _Search:
    """A search with a limit.

    Attributes:
        elsewhere: ids of modules that count as taken.
        left: how many modules may still be looked at.
    """

    elsewhere: frozenset[str]
    left: int

    def takes(self, name: str, modules: Mapping[str, Module]) -> bool:
        """Tell whether one module can be taken, with or without any of those that it leads to."""
        behind = _behind(name, modules)
        choices = [other for other in behind if str(behind[other].strict_corequires)]
        return self.settles(behind, choices, frozenset([name]), skip=True)

    def settles(
        self, modules: Mapping[str, Module], choices: Sequence[str], wanted: frozenset[str], *, skip: bool
    ) -> bool:
        """Tell whether choices can be settled so that all modules wanted can be taken.

        Args:
            modules: the modules that are taken, if they can be.
            choices: ids of those whose strict corequisites are to be settled.
            wanted: ids of modules that have to be taken.
            skip: whether the others can be left out.
        """
        waiting = [iter([modules])]  # one settled choice more for each
        while waiting:
            settled = next(waiting[-1], None)
            if settled is None:
                waiting.pop()
                continue
            further = choices[len(waiting) - 1 :]
            self.left -= len(settled) + 1
            if self.left < 0:
                raise _TooMuchWork
            # What can be left out binds nothing to its time before it is settled.
            known = [_unbound(one) if skip and one.id in further else one for one in settled.values()]
            if wanted.isdisjoint(out_of_reach(known, self.elsewhere)):
                if not further:
                    return True
                waiting.append(_settled(settled, further[0], skip=skip and further[0] not in wanted))
        return False


def _settled(modules: Mapping[str, Module], name: str, *, skip: bool) -> Iterator[Mapping[str, Module]]:
    """Yield the modules for each way of meeting the strict corequisites of one; last without it, if allowed."""
    for way in modules[name].strict_corequires.ways():
        yield {**modules, name: evolve(modules[name], strict_corequires=all_of(*map(One, sorted(way))))}
    if skip:
        yield {other: module for other, module in modules.items() if other != name}


def _unbound(module: Module) -> Module:
    return evolve(module, strict_corequires=NOTHING)


def _leaves_a_choice(need: Requirement) -> bool:
    names = set(need.modules())
    return any(need.met(names - {name}) for name in names)


def _behind(name: str, modules: Mapping[str, Module]) -> dict[str, Module]:
    """Return a module and all that its requirements lead to, in any number of steps."""
    found = {name: modules[name]}
    waiting = [name]
    for one in waiting:  # grows while it is walked
        further = [need for need in modules[one].mentioned if need in modules and need not in found]
        found |= {need: modules[need] for need in further}
        waiting += further
    return found
