"""Ideas: what could be changed about a programme, and why, each with the catalog after it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from attrs import evolve, frozen

from curriculum.catalog import Catalog
from curriculum.checks import Check, Patch, check, fingerprint, patched, sift
from curriculum.checks.places import named
from curriculum.coverage import programme_coverage, repaired
from curriculum.coverage.results import Edit as RepairEdit
from curriculum.coverage.results import TargetCoverage
from curriculum.errors import InvalidInput
from curriculum.evaluation.improvement.proposal import Origin, Step
from curriculum.evaluation.improvement.remedies import remedies, strengthened
from curriculum.evaluation.improvement.signals import Signal
from curriculum.evaluation.rubrics.results import RubricResult
from curriculum.model import Module


@frozen(kw_only=True)
class Idea:
    """A change that may help.

    Attributes:
        origin: where it comes from.
        cause: what it is to cure.
        steps: what is done.
        modules: ids of the modules that it changes, sorted.
        after: the catalog after it.
        patch: the suggestion of a check, where it comes from one.
    """

    origin: Origin
    cause: str
    steps: tuple[Step, ...]
    modules: tuple[str, ...]
    after: Catalog
    patch: Patch | None = None


def ideas(
    catalog: Catalog,
    programme: str,
    result: RubricResult,
    signals: Sequence[Signal],
    *,
    others: Sequence[Catalog],
    checks: Sequence[Check],
    today: date,
) -> Iterator[Idea]:
    """Yield what may help: with what was looked for in vain, with gaps, findings and answers against a module.

    Args:
        catalog: the catalog.
        programme: the programme's id.
        result: what it comes to now.
        signals: what people's answers say about modules.
        others: catalogs that it uses.
        checks: the checks to run.
        today: suppressions of findings that ended before this day do not count.
    """
    steps = set()
    for remedy in remedies(catalog, result):
        steps.add(remedy.steps)
        yield Idea(
            origin="criterion",
            cause=f"{remedy.criterion} {remedy.module}",
            steps=remedy.steps,
            modules=(remedy.module,),
            after=_with(catalog, remedy.after),
        )
    yield from _gaps(catalog, programme, others)
    yield from _suggestions(catalog, programme, checks, today)
    yield from (idea for idea in _strengthened(catalog, programme, signals) if idea.steps not in steps)


def _with(catalog: Catalog, module: Module) -> Catalog:
    return evolve(catalog, modules=[module if one.id == module.id else one for one in catalog.modules])


def _strengthened(catalog: Catalog, programme: str, signals: Sequence[Signal]) -> Iterator[Idea]:
    """Yield what could be added to modules of the catalog that the answers speak against."""
    doubted = {signal.module for signal in signals if signal.against} & set(
        catalog.programme(programme).module_ids
    )
    for module in catalog.modules:
        if module.id in doubted:
            for after, steps in strengthened(module):
                yield Idea(
                    origin="data",
                    cause=module.id,
                    steps=steps,
                    modules=(module.id,),
                    after=_with(catalog, after),
                )


def _gaps(catalog: Catalog, programme: str, others: Sequence[Catalog]) -> Iterator[Idea]:
    for gap in programme_coverage(catalog, programme, others=others).gaps:
        for repair in gap.repairs:
            yield Idea(
                origin="gap",
                cause=target_name(gap.target),
                steps=tuple(_repair_step(programme, edit) for edit in repair.edits),
                modules=tuple(sorted({edit.module for edit in repair.edits if edit.module})),
                after=repaired(catalog, programme, repair.edits),
            )


def _repair_step(programme: str, edit: RepairEdit) -> Step:
    if edit.kind == "choose":
        return Step(operation=edit.kind, where=f"programmes.{programme}", value=str(edit.count))
    value = ".".join(part for part in (edit.competency, edit.reaches) if part)
    return Step(operation=edit.kind, where=f"modules.{edit.module}", value=value)


def _suggestions(catalog: Catalog, programme: str, checks: Sequence[Check], today: date) -> Iterator[Idea]:
    inside = set(catalog.programme(programme).module_ids)
    for finding in sift(catalog, check(catalog, checks=checks), checks, today=today).told:
        if finding.patch is None:
            continue
        touched = {one for edit in finding.patch.edits if (one := _module_at(catalog, edit.where))}
        if touched and not touched & inside:
            continue
        try:
            after = patched(catalog, finding.patch)
        except InvalidInput:  # the suggestion does not fit this catalog
            continue
        steps = [
            Step(operation=edit.operation, where=named(catalog, edit.where), value=_shown(edit.value))
            for edit in finding.patch.edits
        ]
        yield Idea(
            origin="check",
            cause=" ".join(fingerprint(catalog, finding)),
            steps=tuple(steps),
            modules=tuple(sorted(touched)),
            after=after,
            patch=finding.patch,
        )


def _module_at(catalog: Catalog, where: str) -> str | None:
    head, _, rest = where.partition("[")
    return catalog.modules[int(rest.partition("]")[0])].id if head == "modules" and rest else None


def _shown(value: object) -> str:
    return "" if value is None else str(getattr(value, "id", value))


def target_name(target: TargetCoverage) -> str:
    """Return a target in words that stay the same when others are added: competency, step, level."""
    return ".".join(part for part in (target.competency, target.reaches, target.level) if part)
