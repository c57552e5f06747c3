"""A catalog and the catalogs that it uses, as one: modules, scales, and what each module teaches.

Everything has the id that the first catalog uses for it, so an entry of another catalog has its prefix.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction
from functools import cached_property

from attrs import evolve, field, frozen

from curriculum.catalog import Catalog
from curriculum.model import Module, Programme, Scale
from curriculum.scales import STANDARD_SCALES
from curriculum.sequences import as_tuple

NOT_AT_ALL = -1
"""Rank of a competency that nothing builds."""
NO_STEP = 0
"""Rank of a competency that is built without a step being reached."""


@frozen(order=True)
class Taught:
    """An outcome, as it bears on a competency.

    Attributes:
        competency: id of the competency.
        rank: position of the step that the outcome reaches, 1 for the lowest; 0 when it names none.
        module: id of the module.
        outcome: id of the outcome in that module.
    """

    competency: str
    rank: int
    module: str
    outcome: str


@frozen
class Scope:
    """A catalog with the catalogs that it uses.

    A step on a scale that is not at hand, because its catalog is not, counts as no step.

    Attributes:
        catalog: the catalog whose ids are used.
        others: further catalogs.
        added: what modules are imagined to teach beside their outcomes.
    """

    catalog: Catalog
    others: tuple[Catalog, ...] = field(default=(), converter=as_tuple)
    added: frozenset[Taught] = frozenset()

    @cached_property
    def modules(self) -> Mapping[str, Module]:
        """Every module at hand by id, in the catalogs' order, with all ids as the first catalog has them."""
        own = {module.id: module for module in self.catalog.modules}
        return own | {
            f"{other.id}:{module.id}": self._moved(other, module)
            for other in self.others
            for module in other.modules
        }

    @cached_property
    def scales(self) -> Mapping[str, Scale | None]:
        """The scale of every competency at hand, by the competency's id."""
        found = {}
        for home in (self.catalog, *self.others):
            known = {scale.id: scale for scale in (*STANDARD_SCALES, *home.scales)}
            for competency in home.competencies:
                scale = competency.scale
                # A scale may live in a catalog that the competency's own catalog uses.
                away = self._foreign_scale(scale) if scale and ":" in scale else None
                found[self._name(home, competency.id)] = away or known.get(scale or "")
        return found

    @cached_property
    def _others(self) -> Mapping[str, Catalog]:
        return {other.id: other for other in self.others}

    def behind(self, module_id: str) -> tuple[str, ...]:
        """Return the modules that a module's requirements lead to, the nearest first.

        Strict corequisites lead both ways, for they bind both modules to the same time.
        """
        if module_id not in self._behind:
            seen = {module_id: None}
            waiting = [module_id]
            for name in waiting:  # grows while it is walked
                further = [need for need in self._needs.get(name, ()) if need not in seen]
                seen.update(dict.fromkeys(further))
                waiting += dict.fromkeys(further)
            self._behind[module_id] = tuple(seen)[1:]
        return self._behind[module_id]

    @cached_property
    def _behind(self) -> dict[str, tuple[str, ...]]:
        return {}

    @cached_property
    def _needs(self) -> Mapping[str, list[str]]:
        """By module what it requires in any way, and what requires it at the same time."""
        found = {name: list(module.mentioned) for name, module in self.modules.items()}
        for name, module in self.modules.items():
            for need in module.strict_corequires.modules():
                found.setdefault(need, []).append(name)
        return found

    def imagining(self, added: frozenset[Taught]) -> Scope:
        """Return the same catalogs as if their modules taught more; what is known already is not found again."""
        imagined = evolve(self, added=added)
        for known in ("modules", "scales", "hours", "_needs", "_behind"):
            object.__setattr__(imagined, known, getattr(self, known))
        return imagined

    def taught(self, module_id: str) -> tuple[Taught, ...]:
        """Return what a module's outcomes bear on; nothing for a module that is not at hand."""
        return self._taught.get(module_id, ())

    @cached_property
    def _taught(self) -> Mapping[str, tuple[Taught, ...]]:
        found = {
            name: tuple(
                Taught(outcome.competency, self.rank(outcome.competency, outcome.reaches), name, outcome.id)
                for outcome in module.outcomes
                if outcome.competency is not None
            )
            for name, module in self.modules.items()
        }
        for taught in sorted(self.added):
            found[taught.module] = (*found[taught.module], taught)
        return found

    @cached_property
    def hours(self) -> Mapping[str, Fraction]:
        """The contact hours of every module at hand that says them."""
        return {
            name: Fraction(str(module.hours)) for name, module in self.modules.items() if module.hours is not None
        }

    def providers(self, competency: str, modules: Iterable[str]) -> Iterator[Taught]:
        """Yield what some modules teach of one competency, in the order of the modules."""
        for name in modules:
            yield from (taught for taught in self.taught(name) if taught.competency == competency)

    def rank(self, competency: str, step: str | None) -> int:
        """Return the 1-based position of a step on a competency's scale; 0 for no step."""
        scale = self.scales.get(competency)
        return (scale.rank(step) or NO_STEP) if scale and step is not None else NO_STEP

    def step(self, competency: str, rank: int) -> str | None:
        """Return the id of the step at a position; None where there is no step."""
        scale = self.scales.get(competency)
        return scale.steps[rank - 1].id if scale and rank >= 1 else None

    def stepwise(self, competency: str) -> bool:
        """Tell whether a step of the competency counts only on top of all lower ones."""
        scale = self.scales.get(competency)
        return scale is None or scale.demands == "every-step"

    def cognitive(self, level: str | None) -> tuple[str, int] | None:
        """Return scale and position of a cognitive level such as ``solo:4``; None when it is not known."""
        if level is None:
            return None
        name, _, step = level.rpartition(":")
        prefix, _, local = name.rpartition(":")
        home = self._others.get(prefix) if prefix else self.catalog
        if home is None:
            return None
        own = {scale.id: scale for scale in home.scales}
        standard = {scale.id: scale for scale in STANDARD_SCALES}
        scale = own.get(local) or standard.get(local)
        rank = scale.rank(step) if scale else None
        return None if rank is None else (name if local in own else local, rank)

    def programme_modules(self, programme: Programme | None) -> tuple[str, ...]:
        """Return the ids of a programme's modules, or of every module of the first catalog."""
        return programme.module_ids if programme else tuple(module.id for module in self.catalog.modules)

    def _foreign_scale(self, name: str) -> Scale | None:
        prefix, _, local = name.rpartition(":")
        home = self.catalog if prefix == self.catalog.id else self._others.get(prefix)
        scales = (*home.scales, *STANDARD_SCALES) if home else ()
        return next((scale for scale in scales if scale.id == local), None)

    def _name(self, home: Catalog, name: str) -> str:
        """Return how the first catalog names an entry that ``home`` names ``name``."""
        prefix, _, local = name.rpartition(":")
        where = prefix or home.id
        return local if where == self.catalog.id else f"{where}:{local}"

    def _moved(self, home: Catalog, module: Module) -> Module:
        """Return a module of another catalog with every id as the first catalog has it."""

        def name(local: str) -> str:
            return self._name(home, local)

        def level(written: str | None) -> str | None:
            scale, _, step = written.rpartition(":") if written else ("", "", "")
            own = any(one.id == scale for one in home.scales)
            return f"{name(scale)}:{step}" if own else written

        needs = ("requires", "corequires", "strict_corequires")
        outcomes = [
            evolve(one, competency=one.competency and name(one.competency), level=level(one.level))
            for one in module.outcomes
        ]
        return evolve(
            module,
            outcomes=outcomes,
            activities=[evolve(one, level=level(one.level)) for one in module.activities],
            assessments=[evolve(one, level=level(one.level)) for one in module.assessments],
            **{need: getattr(module, need).renamed(name) for need in needs},
        )
