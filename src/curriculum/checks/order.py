"""SEQ: can every module of a programme be taken by somebody who takes nothing but this programme?

* **SEQ001** a module can never be taken inside the programme: it needs a module that the programme lacks.
* **SEQ002** a module can be taken only by somebody who takes more electives than may be chosen.

Modules of other catalogs count as takeable: their requirements are their own catalog's to check.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from curriculum.catalog import Catalog
from curriculum.errors import Finding
from curriculum.feasibility import out_of_reach
from curriculum.model import Module, Programme

_MOST_CHOICES = 5_000
"""So many sets of electives are looked at before a module gets the benefit of the doubt."""


def findings(catalog: Catalog) -> Iterator[Finding]:
    """Yield SEQ001 and SEQ002 for every module of every programme."""
    modules = {module.id: module for module in catalog.modules}
    for index, programme in enumerate(catalog.programmes):
        for where, module_id in _spots(programme):
            if module_id in modules:
                for finding in _module_findings(modules[module_id], programme, modules):
                    yield finding.inside(f"programmes[{index}].{where}")


def _spots(programme: Programme) -> Iterator[tuple[str, str]]:
    for index, module_id in enumerate(programme.basis):
        yield f"basis[{index}]", module_id
    for index, module_id in enumerate(programme.elective_ids):
        yield f"electives.from[{index}]", module_id


def _module_findings(module: Module, programme: Programme, modules: Mapping[str, Module]) -> Iterator[Finding]:
    values = {"module": module.id, "programme": programme.id, "requires": _needs(module)}
    offered = frozenset(programme.module_ids)
    if module.id in _never(offered, modules):
        outside = sorted(_behind(module, modules) - offered)
        yield Finding(code="SEQ001", values={**values, "outside": ", ".join(outside)}, severity="warning")
    elif not _within_choice(module, programme, modules):
        choose = programme.choose.maximum
        yield Finding(code="SEQ002", values={**values, "choose": str(choose)}, severity="warning")


def _needs(module: Module) -> str:
    parts = (module.requires, module.corequires, module.strict_corequires)
    return "; ".join(str(part) for part in parts if str(part))


def _never(taken: frozenset[str], modules: Mapping[str, Module]) -> set[str]:
    """Return those of the modules ``taken`` that cannot be taken with nothing but these."""
    own = [module for module_id, module in modules.items() if module_id in taken]
    return out_of_reach(own, taken - modules.keys())


def _mentioned(module: Module) -> set[str]:
    expressions = (module.requires, module.corequires, module.strict_corequires)
    return {name for expression in expressions for name in expression.modules()}


def _behind(module: Module, modules: Mapping[str, Module]) -> set[str]:
    """Return the ids of all modules that a module's requirements lead to, in any number of steps."""
    found: set[str] = set()
    waiting = [module]
    while waiting:
        new = _mentioned(waiting.pop()) - found
        found |= new
        waiting += [modules[name] for name in sorted(new) if name in modules]
    return found


def _within_choice(module: Module, programme: Programme, modules: Mapping[str, Module]) -> bool:
    """Tell whether the basis modules and the electives that one may choose are enough to take ``module``.

    Electives are added one at a time, and only those that something out of reach asks for.
    """
    electives = frozenset(programme.elective_ids)
    most = programme.choose.maximum
    waiting = [frozenset({module.id}) & electives]
    seen = set(waiting)
    while waiting:
        chosen = waiting.pop()
        stuck = _never(chosen.union(programme.basis), modules)
        if module.id not in stuck and len(chosen) <= most:
            return True
        if len(chosen) >= most:
            continue
        asked_for = {name for one in stuck for name in _mentioned(modules[one])}
        wider = {chosen | {name} for name in asked_for & electives - chosen} - seen
        seen |= wider
        waiting += sorted(wider, key=sorted, reverse=True)
        if len(seen) > _MOST_CHOICES:
            return True
    return False
