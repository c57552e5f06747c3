"""SEQ: can every module of a programme be taken by somebody who takes nothing but this programme?

Modules of other catalogs count as takeable: their requirements are their own catalog's to check.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from curriculum.catalog import Catalog
from curriculum.checks.patches import Patch, setting
from curriculum.checks.registry import Check, Spot
from curriculum.checks.walking import (
    all_known,
    avoidable,
    before,
    by_competency,
    conjunction,
    modules,
    outcomes,
    programmes,
)
from curriculum.feasibility import out_of_reach
from curriculum.model import LearningOutcome, Module, Programme

_MOST_CHOICES = 5_000
"""So many sets of electives are looked at before a module gets the benefit of the doubt."""


def outside(catalog: Catalog) -> Iterator[Spot]:
    """Yield modules that can never be taken inside a programme: they need a module that the programme lacks."""
    for where, module, offer in _module_spots(catalog):
        if module.id in offer.never(offer.offered):
            names = sorted(_behind(module, offer.known) - offer.offered)
            yield Spot(where, {**_values(module, offer.programme), "outside": ", ".join(names)})


def beyond_choice(catalog: Catalog) -> Iterator[Spot]:
    """Yield modules that can be taken only by somebody who takes more electives than may be chosen."""
    for where, module, offer in _module_spots(catalog):
        possible = module.id not in offer.never(offer.offered)
        if possible and not _within_choice(module, offer):
            values = _values(module, offer.programme)
            yield Spot(where, {**values, "choose": offer.programme.choose.maximum})


def redundant(catalog: Catalog) -> Iterator[Spot]:
    """Yield requirements that follow from the others of the same module."""
    earlier = before(catalog)
    for where, module in modules(catalog):
        needed = conjunction(module.requires)
        for name in needed:
            through = next((other for other in needed if name in earlier.get(other, ())), None)
            if through:
                kept = " & ".join(one for one in needed if one != name)
                values = {"module": module.id, "needed": name, "through": through}
                yield Spot(f"{where}.requires", values, setting(f"{where}.requires", kept))


def behind_electives(catalog: Catalog) -> Iterator[Spot]:
    """Yield basis modules that somebody with another choice of electives could not take."""
    for where, module, offer in _module_spots(catalog):
        programme = offer.programme
        if module.id not in programme.basis or not programme.electives or not all_known(catalog, programme):
            continue
        electives = _behind(module, offer.known).intersection(programme.elective_ids)
        if not _within_choice(module, offer):
            continue
        for elective in sorted(electives):
            others = avoidable(catalog, programme, frozenset({elective}))
            if module.id in offer.never(offer.offered - {elective}) and others is not None:
                yield Spot(where, {**_values(module, programme), "elective": elective})
                break


def unprepared(catalog: Catalog) -> Iterator[Spot]:
    """Yield outcomes that reinforce or master a competency that nothing before has begun with."""
    building = by_competency(catalog)
    earlier = before(catalog)
    for where, module, outcome in outcomes(catalog):
        if outcome.competency is None or outcome.coverage in {None, "introduced"}:
            continue
        beginning = [home for home, other in building[outcome.competency] if _begins(other, outcome)]
        if not any(home.id == module.id or home.id in earlier[module.id] for home in beginning):
            values = {"outcome": outcome.id, "module": module.id, "competency": outcome.competency}
            possible = [home for home in beginning if module.id not in earlier[home.id]]
            patch = _required(where.partition(".")[0], module, possible[0]) if possible else None
            yield Spot(f"{where}.coverage", {**values, "coverage": outcome.coverage}, patch)


_STAGES = ("introduced", "reinforced", "mastered")


def _begins(earlier: LearningOutcome, later: LearningOutcome) -> bool:
    """Tell whether an outcome treats the same competency at an earlier stage."""
    if earlier.competency != later.competency or earlier.coverage is None or later.coverage is None:
        return False
    return _STAGES.index(earlier.coverage) < _STAGES.index(later.coverage)


def _required(where: str, module: Module, other: Module) -> Patch:
    """Return the patch that requires one module more."""
    now = str(module.requires)
    joint = f"({now}) & {other.id}" if "|" in now else f"{now} & {other.id}"
    return setting(f"{where}.requires", joint if now else other.id)


class _Offer:
    """A programme with its catalog's modules.

    What cannot be taken with a set of modules is found once for each set.

    Attributes:
        programme: the programme.
        known: the catalog's modules by id.
        offered: ids of all modules of the programme.
    """

    def __init__(self, programme: Programme, known: Mapping[str, Module]) -> None:
        self.programme = programme
        self.known = known
        self.offered = frozenset(programme.module_ids)
        self._never: dict[frozenset[str], set[str]] = {}

    def never(self, taken: frozenset[str]) -> set[str]:
        """Return those of the modules ``taken`` that cannot be taken with nothing but these."""
        if taken not in self._never:
            self._never[taken] = _never(taken, self.known)
        return self._never[taken]


def _module_spots(catalog: Catalog) -> Iterator[tuple[str, Module, _Offer]]:
    """Yield every own module of every programme, at the place where the programme names it."""
    known = {module.id: module for module in catalog.modules}
    for where, programme in programmes(catalog):
        offer = _Offer(programme, known)
        for spot, module_id in _spots(programme):
            if module_id in known:
                yield f"{where}.{spot}", known[module_id], offer


def _spots(programme: Programme) -> Iterator[tuple[str, str]]:
    for index, module_id in enumerate(programme.basis):
        yield f"basis[{index}]", module_id
    for index, module_id in enumerate(programme.elective_ids):
        yield f"electives.from[{index}]", module_id


def _values(module: Module, programme: Programme) -> dict[str, object]:
    return {"module": module.id, "programme": programme.id, "requires": _needs(module)}


def _needs(module: Module) -> str:
    parts = (module.requires, module.corequires, module.strict_corequires)
    return "; ".join(str(part) for part in parts if str(part))


def _never(taken: frozenset[str], modules: Mapping[str, Module]) -> set[str]:
    """Return those of the modules ``taken`` that cannot be taken with nothing but these."""
    own = [module for module_id, module in modules.items() if module_id in taken]
    return out_of_reach(own, taken - modules.keys())


def _behind(module: Module, modules: Mapping[str, Module]) -> set[str]:
    """Return the ids of all modules that a module's requirements lead to, in any number of steps."""
    found: set[str] = set()
    waiting = [module]
    while waiting:
        new = set(waiting.pop().mentioned) - found
        found |= new
        waiting += [modules[name] for name in sorted(new) if name in modules]
    return found


def _within_choice(module: Module, offer: _Offer) -> bool:
    """Tell whether the basis modules and the electives that one may choose are enough to take ``module``.

    Electives are added one at a time, and only those that something out of reach asks for.
    """
    electives = frozenset(offer.programme.elective_ids)
    most = offer.programme.choose.maximum
    waiting = [frozenset({module.id}) & electives]
    seen = set(waiting)
    while waiting:
        chosen = waiting.pop()
        stuck = offer.never(chosen.union(offer.programme.basis))
        if module.id not in stuck and len(chosen) <= most:
            return True
        if len(chosen) >= most:
            continue
        asked_for = {name for one in stuck for name in offer.known[one].mentioned}
        wider = {chosen | {name} for name in asked_for & electives - chosen} - seen
        seen |= wider
        waiting += sorted(wider, key=sorted, reverse=True)
        if len(seen) > _MOST_CHOICES:
            return True
    return False


CHECKS = (
    Check(code="SEQ001", severity="warning", find=outside),
    Check(code="SEQ002", severity="warning", find=beyond_choice),
    Check(code="SEQ003", severity="note", find=redundant),
    Check(code="SEQ004", severity="warning", find=behind_electives),
    Check(code="SEQ005", severity="warning", find=unprepared),
)
