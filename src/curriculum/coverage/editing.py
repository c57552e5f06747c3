"""Making the edits of a repair: a catalog goes in, a changed catalog comes out."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from attrs import evolve

from curriculum.catalog import Catalog
from curriculum.coverage.results import Edit
from curriculum.messages import LANGUAGES, say
from curriculum.model import Choose, Electives, LearningOutcome, Module, Programme
from curriculum.text import Text


def repaired(catalog: Catalog, programme_id: str, edits: Iterable[Edit]) -> Catalog:
    """Return a catalog with the edits of a repair made.

    A new outcome is a stand-in, marked as illustrative: its words, its activity and its assessment are the
    designer's to write.

    Args:
        catalog: a catalog.
        programme_id: id of the programme that has the gap.
        edits: the edits of a :class:`~curriculum.coverage.results.Repair`.

    Raises:
        KeyError: there is no such programme, or an edit names a module that the catalog does not have.
    """
    for edit in edits:
        if edit.kind == "add-outcome":
            catalog = _with_outcome(catalog, edit)
        else:
            catalog = _with_programme(catalog, programme_id, edit)
    return catalog


def _with_programme(catalog: Catalog, programme_id: str, edit: Edit) -> Catalog:
    def change(programme: Programme) -> Programme:
        if edit.kind == "choose":
            return with_choice(programme, edit.count or 0)
        return with_basis(programme, edit.module or "")

    catalog.programme(programme_id)
    programmes = [change(one) if one.id == programme_id else one for one in catalog.programmes]
    changed = evolve(catalog, programmes=programmes)
    offered = {name for programme in programmes for name in programme.elective_ids}
    if edit.kind == "make-basis" and edit.module not in offered:
        return _with_module(changed, edit.module, lambda module: evolve(module, kind="basis"), missing_ok=True)
    return changed


def with_choice(programme: Programme, count: int) -> Programme:
    """Have everybody choose so many electives at least."""
    choose = Choose(minimum=count, maximum=max(count, programme.choose.maximum))
    return evolve(programme, electives=Electives(modules=programme.elective_ids, choose=choose))


def with_basis(programme: Programme, module: str) -> Programme:
    """Move an elective to the basis modules; as many electives as before are chosen from what is left."""
    left = [name for name in programme.elective_ids if name != module]
    choose = Choose(
        minimum=min(programme.choose.minimum, len(left)), maximum=min(programme.choose.maximum, len(left))
    )
    electives = Electives(modules=left, choose=choose) if left else None
    return evolve(programme, basis=(*programme.basis, module), electives=electives)


def _with_outcome(catalog: Catalog, edit: Edit) -> Catalog:
    names = {"competency": edit.competency, "step": edit.reaches}
    form = "step" if edit.reaches else "any"
    statement = Text({language: say(f"coverage.stand-in.{form}", language, **names) for language in LANGUAGES})

    def change(module: Module) -> Module:
        outcome = LearningOutcome(
            id=_free_id(module, edit),
            statement=statement,
            competency=edit.competency,
            reaches=edit.reaches,
            evidence="illustrative",
        )
        hours = module.hours if module.hours is None else module.hours + (edit.hours or 0.0)
        return evolve(module, outcomes=(*module.outcomes, outcome), hours=hours)

    return _with_module(catalog, edit.module, change)


def _free_id(module: Module, edit: Edit) -> str:
    name = "-".join(part for part in (edit.competency, edit.reaches) if part).replace(":", "-")
    taken = {outcome.id for outcome in module.outcomes}
    number = 2
    wanted = name
    while wanted in taken:
        wanted = f"{name}-{number}"
        number += 1
    return wanted


def _with_module(
    catalog: Catalog, name: str | None, change: Callable[[Module], Module], *, missing_ok: bool = False
) -> Catalog:
    if not missing_ok:
        catalog.module(name or "")
    return evolve(catalog, modules=[change(one) if one.id == name else one for one in catalog.modules])
