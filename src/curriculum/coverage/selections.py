"""The admissible selections of a programme: every basis module, a legal number of electives, nothing out of reach.

Selections that reach the same are counted together. An elective that no module requires matters only by what it
teaches; such electives are added one after the other, and what is the same so far is merged. The others are tried
in every combination. Small programmes are so enumerated, and large ones counted exactly all the same.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from fractions import Fraction
from functools import cached_property
from itertools import combinations
from math import comb

from attrs import frozen

from curriculum.catalog import Catalog
from curriculum.coverage.orders import Modules
from curriculum.coverage.reaching import Reach
from curriculum.coverage.scope import Scope, Taught
from curriculum.errors import Finding, InvalidInput
from curriculum.model import Programme

MOST_CASES = 200_000
"""So many different cases are told apart before a programme is refused."""
_State = tuple[int, frozenset[tuple[str, int]]]
"""A number of electives, and the competencies and ranks that they teach."""


@frozen
class Way:
    """Selections that reach the same.

    Attributes:
        electives: the electives of one of them, in the programme's order.
        count: how many selections there are.
        hours: contact hours of all of them together; a module that does not say its hours counts 0.
    """

    electives: tuple[str, ...]
    count: int
    hours: Fraction

    def with_module(self, name: str, hours: Fraction) -> Way:
        """Return the same selections, each with a further elective."""
        return Way((*self.electives, name), self.count, self.hours + self.count * hours)

    def and_also(self, other: Way) -> Way:
        """Return these selections and others that reach the same."""
        return Way(self.electives, self.count + other.count, self.hours + other.hours)


def admissible_selections(
    catalog: Catalog, programme_id: str, *, others: Collection[Catalog] = ()
) -> Iterator[tuple[str, ...]]:
    """Yield every admissible selection, as the ids of its modules, basis first; fewest electives first.

    A selection is admissible when it holds all basis modules, ``choose.minimum`` to ``choose.maximum`` electives,
    and whatever its modules require. The number grows fast with the number of electives.

    Args:
        catalog: a catalog.
        programme_id: id of one of its programmes.
        others: catalogs that it uses, for their modules. A module that is not at hand can always be taken.

    Raises:
        KeyError: there is no such programme.
    """
    programme = catalog.programme(programme_id)
    reach = Reach(Scope(catalog, others), programme.module_ids)
    choose = programme.choose
    for count in range(choose.minimum, choose.maximum + 1):
        for electives in combinations(programme.elective_ids, count):
            selection = (*programme.basis, *electives)
            if reach.is_closed(frozenset(selection)):
                yield selection


@frozen
class Selections:
    """Counts the admissible selections of a programme.

    Attributes:
        reach: what selections reach.
        programme: the programme.
        wanted: ids of the competencies that matter.
        hours: contact hours of each module; one that is not among them counts 0.
    """

    reach: Reach
    programme: Programme
    wanted: Modules
    hours: Mapping[str, Fraction]

    def ways(self) -> tuple[Way, ...]:
        """Return the selections, those that reach the same together.

        Raises:
            InvalidInput: the electives require each other in so many ways that the cases are too many to count.
        """
        choose = self.programme.choose
        added: dict[tuple[str, ...], Mapping[_State, Way]] = {}
        found: list[Way] = []
        for fixed in self._fixed_choices():
            base = frozenset((*self.programme.basis, *fixed))
            if not self.reach.is_closed(base):
                continue
            free = tuple(name for name in self._free if self.reach.is_closed(base | {name}))
            if free not in added:
                added[free] = self._added(free)
            certain = sum((self.hours.get(name, Fraction(0)) for name in base), Fraction(0))
            for (size, _), way in added[free].items():
                if choose.minimum <= len(fixed) + size <= choose.maximum:
                    chosen = {*fixed, *way.electives}
                    electives = tuple(name for name in self.programme.elective_ids if name in chosen)
                    found.append(Way(electives, way.count, way.hours + way.count * certain))
            self._refuse_beyond_counting(len(found))
        return tuple(found)

    @cached_property
    def _fixed(self) -> tuple[str, ...]:
        """The electives that matter by who they are: some module requires them, or order depends on them."""
        modules = self.reach.scope.modules
        needed = {name for one in self.programme.module_ids if one in modules for name in modules[one].mentioned}
        return tuple(
            name
            for name in self.programme.elective_ids
            if name in needed
            or (name in modules and str(modules[name].strict_corequires))
            or any(taught.competency in self.reach.entangled for taught in self._matters(name))
        )

    @cached_property
    def _free(self) -> tuple[str, ...]:
        return tuple(name for name in self.programme.elective_ids if name not in self._fixed)

    @property
    def combinations(self) -> int:
        """How many combinations of electives have to be tried one by one."""
        return sum(comb(len(self._fixed), size) for size in self._fixed_sizes)

    @property
    def _fixed_sizes(self) -> range:
        most = min(self.programme.choose.maximum, len(self._fixed))
        return range(max(0, self.programme.choose.minimum - len(self._free)), most + 1)

    def _fixed_choices(self) -> Iterator[tuple[str, ...]]:
        self._refuse_beyond_counting(self.combinations)
        for size in self._fixed_sizes:
            yield from combinations(self._fixed, size)

    def _added(self, free: tuple[str, ...]) -> Mapping[_State, Way]:
        """Return what can be added of some electives that nothing requires."""
        states: dict[_State, Way] = {(0, frozenset()): Way((), 1, Fraction(0))}
        for name in free:
            teaches = frozenset((taught.competency, taught.rank) for taught in self._matters(name))
            for (size, taught), way in list(states.items()):
                if size < self.programme.choose.maximum:
                    state = size + 1, taught | teaches
                    more = way.with_module(name, self.hours.get(name, Fraction(0)))
                    states[state] = states[state].and_also(more) if state in states else more
            self._refuse_beyond_counting(len(states))
        return states

    def _matters(self, name: str) -> Iterator[Taught]:
        return (taught for taught in self.reach.scope.taught(name) if taught.competency in self.wanted)

    def _refuse_beyond_counting(self, cases: int) -> None:
        if cases > MOST_CASES:
            values = {"programme": self.programme.id, "cases": cases, "limit": MOST_CASES}
            raise InvalidInput([Finding(code="too-many-selections", values=values)])
