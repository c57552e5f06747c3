"""Finding proposals, and working out what each of them would change by making it on a copy."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import partial
from typing import Any

from attrs import evolve, frozen

from curriculum.catalog import Catalog
from curriculum.checks import CHECKS, Check, Patch, check, effect, fingerprint, patched, sift
from curriculum.checks.places import named
from curriculum.coverage import programme_coverage, repaired
from curriculum.coverage.results import Edit as RepairEdit
from curriculum.coverage.results import TargetCoverage
from curriculum.errors import InvalidInput
from curriculum.evaluation.improvement.proposal import Expected, Origin, Proposal, Step, proposal_id
from curriculum.evaluation.improvement.remedies import remedies
from curriculum.evaluation.rubrics.evaluating import evaluate_rubric
from curriculum.evaluation.rubrics.results import RubricResult
from curriculum.evaluation.rubrics.rubric import Rubric

_DIGITS = 6


@frozen(kw_only=True)
class _Idea:
    """A change that may help: where it comes from, what it is, and the catalog after it."""

    origin: Origin
    cause: str
    steps: tuple[Step, ...]
    modules: tuple[str, ...]
    after: Catalog
    patch: Patch | None = None


def propose(
    catalog: Catalog,
    programme: str,
    rubric: Rubric,
    *,
    today: date,
    others: Sequence[Catalog] = (),
    checks: Sequence[Check] = CHECKS,
    signals: Mapping[str, str] | None = None,
    **inputs: Any,
) -> tuple[Proposal, ...]:
    """Return what could be changed about a programme, each with what that is predicted to change.

    Proposals come from what criteria looked for in vain, from gaps in the coverage of targets, and from findings
    of checks that bring a suggestion. Each is made on a copy of the catalog, and the copy is evaluated with the
    rubric, everything else being equal.

    Args:
        catalog: the catalog.
        programme: the programme's id.
        rubric: what counts as better.
        today: suppressions of findings that ended before this day do not count.
        others: catalogs that it uses.
        checks: the checks to run.
        signals: by module, what the data say against it (an effect that is missing, an event that went badly);
            proposals for these modules come first.
        inputs: what else :func:`~curriculum.evaluation.rubrics.evaluate_rubric` takes: cohort, ratings ...

    Returns:
        The proposals: those for modules with a signal first, then by gain, the largest first.

    Raises:
        KeyError: there is no such programme.
    """
    measure = partial(evaluate_rubric, rubric, programme=programme, others=others, **inputs)
    before = measure(catalog=catalog)
    ideas: dict[str, _Idea] = {}
    for idea in _ideas(catalog, programme, before, others=others, checks=checks, today=today):
        ideas.setdefault(proposal_id(idea.origin, idea.cause, idea.steps), idea)
    found = []
    for name, idea in ideas.items():
        after = measure(catalog=idea.after)
        changes = None if idea.patch is None else effect(catalog, idea.patch, checks, today=today)
        found.append(
            Proposal(
                id=name,
                origin=idea.origin,
                cause=idea.cause,
                steps=idea.steps,
                modules=idea.modules,
                signal=next((said for one in idea.modules if (said := (signals or {}).get(one))), None),
                expected=list(_expected(before, after)),
                total=[] if after.total is None else [_rounded(after.total.low), _rounded(after.total.high)],
                gain=_gain(before, after),
                findings_gone=[] if changes is None else [" ".join(one) for one in changes.gone],
                findings_new=[] if changes is None else [" ".join(one) for one in changes.new],
            )
        )
    return tuple(sorted(found, key=lambda one: (one.signal is None, -one.gain, one.cause, one.id)))


def improved(
    catalog: Catalog,
    programme: str,
    rubric: Rubric,
    wanted: Iterable[str],
    *,
    today: date,
    others: Sequence[Catalog] = (),
    checks: Sequence[Check] = CHECKS,
    **inputs: Any,
) -> Catalog:
    """Return a catalog with one proposal after the other carried out.

    Args:
        catalog: the catalog.
        programme: the programme's id.
        rubric: the rubric that they were made with.
        wanted: ids of proposals. One that an earlier one has made needless is passed over.
        today: as in :func:`propose`.
        others: as in :func:`propose`.
        checks: as in :func:`propose`.
        inputs: as in :func:`propose`.
    """
    for name in wanted:
        result = evaluate_rubric(rubric, catalog=catalog, programme=programme, others=others, **inputs)
        for idea in _ideas(catalog, programme, result, others=others, checks=checks, today=today):
            if proposal_id(idea.origin, idea.cause, idea.steps) == name:
                catalog = idea.after
                break
    return catalog


def target_name(target: TargetCoverage) -> str:
    """Return a target in words that stay the same when others are added: competency, step, level."""
    return ".".join(part for part in (target.competency, target.reaches, target.level) if part)


def _ideas(
    catalog: Catalog,
    programme: str,
    result: RubricResult,
    *,
    others: Sequence[Catalog],
    checks: Sequence[Check],
    today: date,
) -> Iterator[_Idea]:
    for remedy in remedies(catalog, result):
        modules = [remedy.after if one.id == remedy.module else one for one in catalog.modules]
        yield _Idea(
            origin="criterion",
            cause=f"{remedy.criterion} {remedy.module}",
            steps=remedy.steps,
            modules=(remedy.module,),
            after=evolve(catalog, modules=modules),
        )
    yield from _gaps(catalog, programme, others)
    yield from _suggestions(catalog, programme, checks, today)


def _gaps(catalog: Catalog, programme: str, others: Sequence[Catalog]) -> Iterator[_Idea]:
    for gap in programme_coverage(catalog, programme, others=others).gaps:
        for repair in gap.repairs:
            yield _Idea(
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


def _suggestions(catalog: Catalog, programme: str, checks: Sequence[Check], today: date) -> Iterator[_Idea]:
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
        yield _Idea(
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


def _expected(before: RubricResult, after: RubricResult) -> Iterator[Expected]:
    for old, new in zip(before.criteria, after.criteria, strict=True):
        if (old.level, old.points) != (new.level, new.points) and new.points is not None:
            points = _rounded(new.points.low)
            yield Expected(criterion=new.criterion, before=old.level, after=new.level, points=points)


def _gain(before: RubricResult, after: RubricResult) -> float:
    if before.total is None or after.total is None:
        return 0.0
    return _rounded(after.total.low - before.total.low)


def _rounded(share: Any) -> float:
    return round(float(share), _DIGITS)
