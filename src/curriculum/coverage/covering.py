"""The cheapest choice of elements that meets every need: weighted covering, by branch and bound."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Mapping, Sequence
from typing import Generic, TypeVar

from attrs import define, frozen

Element = TypeVar("Element", bound=Hashable)
MOST_LOOKS = 20_000
"""So many looks at a need are taken; then the best choice so far has to do."""


@frozen
class Need(Generic[Element]):
    """Elements of which enough are needed.

    Attributes:
        weights: by element what it counts, 1 or more.
        quota: what those chosen have to count together.
    """

    weights: Mapping[Element, int]
    quota: int = 1

    @property
    def possible(self) -> bool:
        """Whether all elements together would do."""
        return sum(self.weights.values()) >= self.quota


@frozen
class Cover(Generic[Element]):
    """Elements that meet every need.

    Attributes:
        chosen: the elements.
        proven: whether no choice costs less.
        looks: how many looks at a need that took.
    """

    chosen: frozenset[Element]
    proven: bool
    looks: int = 0


def least_cover(needs: Collection[Need[Element]], costs: Mapping[Element, int]) -> Cover[Element]:
    """Return the elements of least total cost that meet every need.

    Args:
        needs: the needs, each of them possible.
        costs: what each element costs, 1 or more; of equal totals the one that is found first counts.

    Example:
        >>> found = least_cover([Need({"a": 1, "b": 1}), Need({"b": 1, "c": 1})], {"a": 1, "b": 3, "c": 1})
        >>> sorted(found.chosen), found.proven
        (['a', 'c'], True)
    """
    every = frozenset(name for need in needs for name in need.weights)
    search = _Search(needs, costs, every, sum(costs[name] for name in every) + 1)
    search.follow(frozenset(), frozenset(), 0)
    return Cover(search.best, search.looks < MOST_LOOKS, search.looks)


@define
class _Search(Generic[Element]):
    """Depth first: a need that is not met yet is served by each of its elements in turn, the best value first."""

    needs: Collection[Need[Element]]
    costs: Mapping[Element, int]
    best: frozenset[Element]
    least: int
    looks: int = 0

    def follow(self, chosen: frozenset[Element], barred: frozenset[Element], cost: int) -> None:
        """Look for something cheaper that has what is ``chosen`` and nothing that is ``barred``."""
        self.looks += len(self.needs)
        if self.looks >= MOST_LOOKS:
            return
        left = [rest for need in self.needs if (rest := _rest(need, chosen, barred)).quota > 0]
        if not left:
            self.best, self.least = chosen, cost
            return
        left.sort(key=lambda need: len(need.weights))
        if not all(need.possible for need in left) or cost + self._bound(left) >= self.least:
            return
        for element in self._by_value(left[0]):
            if cost + self.costs[element] < self.least:
                self.follow(chosen | {element}, barred, cost + self.costs[element])
            barred |= {element}

    def _by_value(self, need: Need[Element]) -> Sequence[Element]:
        return sorted(need.weights, key=lambda one: self.costs[one] / min(need.weights[one], need.quota))

    def _bound(self, left: Sequence[Need[Element]]) -> int:
        """Return what needs cost at least: those that share nothing are paid for one by one, even in fractions."""
        bound, used = 0, set[Element]()
        for need in left:
            if used.isdisjoint(need.weights):
                used.update(need.weights)
                open_quota = need.quota
                for element in self._by_value(need):
                    weight = min(need.weights[element], need.quota)
                    bound += self.costs[element] * min(weight, open_quota) // weight
                    open_quota -= weight
                    if open_quota <= 0:
                        break
        return bound


def _rest(need: Need[Element], chosen: frozenset[Element], barred: frozenset[Element]) -> Need[Element]:
    """Return what is left of a need, and the elements that are left for it."""
    quota = need.quota - sum(weight for name, weight in need.weights.items() if name in chosen)
    return Need({name: weight for name, weight in need.weights.items() if name not in chosen | barred}, quota)
