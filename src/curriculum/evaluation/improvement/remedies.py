"""What was looked for and not found, turned into what could be added: stand-ins that a designer words."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import TypeVar

from attrs import evolve, frozen

from curriculum.catalog import Catalog
from curriculum.coverage import Alignment, alignments
from curriculum.evaluation.improvement.proposal import Step
from curriculum.evaluation.rubrics.results import RubricResult
from curriculum.model import Activity, ActivityKind, Assessment, Module

_INTO_WORK: tuple[ActivityKind, ...] = ("practice", "trial-action", "knowledge-sharing")
Made = TypeVar("Made", Activity, Assessment)
Maker = Callable[[Module, set[str]], tuple[Module, tuple[Step, ...]]]
"""Adds something to a module for some of its outcomes, and says in steps what."""


@frozen
class Remedy:
    """Something that could be added to a module.

    Attributes:
        criterion: the criterion that looked for it.
        module: id of the module.
        steps: what is added.
        after: the module with it.
    """

    criterion: str
    module: str
    steps: tuple[Step, ...]
    after: Module


def remedies(catalog: Catalog, result: RubricResult) -> Iterator[Remedy]:
    """Yield for each criterion and module what would put there what was not found.

    Args:
        catalog: the catalog; only its own modules are added to.
        result: what it comes to; the absences among the evidence say what was looked for.
    """
    own = {module.id: module for module in catalog.modules}
    fits = {(fit.module, fit.outcome): fit for fit in alignments(catalog)}
    makers: dict[str, Maker] = {**_REMEDIES, "no-aligned": partial(_with_both, fits)}
    for found in result.criteria:
        for evidence in found.evidence:
            if evidence.kind != "absence" or evidence.about not in makers:
                continue
            wanting: dict[str, set[str]] = {}
            for item in evidence.items:
                name, _, rest = item.partition(" > ")[0].partition(".")
                wanting.setdefault(name, set()).add(rest)
            for name, outcomes in sorted(wanting.items()):
                if name in own:
                    after, steps = makers[evidence.about](own[name], outcomes)
                    yield Remedy(found.criterion, name, steps, after)


def strengthened(module: Module) -> Iterator[tuple[Module, tuple[Step, ...]]]:
    """Yield a module with each activity that it lacks of those which carry learning into work."""
    present = {activity.kind for activity in module.activities}
    for kind in _INTO_WORK:
        if kind not in present:
            yield _with_activity(kind)(module, set())


def _with_activity(kind: ActivityKind) -> Maker:
    """Return what adds one activity of a kind for all outcomes of a module."""

    def added(module: Module, _: set[str]) -> tuple[Module, tuple[Step, ...]]:
        taken = {activity.id for activity in module.activities}
        outcomes = [outcome.id for outcome in module.outcomes]
        levels = [outcome.level for outcome in module.outcomes if outcome.level]
        made = Activity(
            id=_free(kind, taken),
            kind=kind,
            outcomes=outcomes,
            level=max(levels, default=None),
            evidence="illustrative",
        )
        step = Step(operation="add-activity", where=f"modules.{module.id}", value=kind)
        return evolve(module, activities=(*module.activities, made)), (step,)

    return added


def _with_assessments(module: Module, wanted: set[str]) -> tuple[Module, tuple[Step, ...]]:
    """Add an assessment at its level for each of some outcomes."""
    taken = {one.id for one in module.assessments}
    made = _one_each(partial(Assessment, kind="case"), "show", module, wanted, taken)
    return evolve(module, assessments=(*module.assessments, *made)), _steps("add-assessment", module, wanted)


def _with_exercises(module: Module, wanted: set[str]) -> tuple[Module, tuple[Step, ...]]:
    """Add a workshop at its level for each of some outcomes."""
    taken = {one.id for one in module.activities}
    made = _one_each(partial(Activity, kind="workshop"), "practise", module, wanted, taken)
    return evolve(module, activities=(*module.activities, *made)), _steps("add-exercise", module, wanted)


def _one_each(
    make: Callable[..., Made], verb: str, module: Module, wanted: set[str], taken: set[str]
) -> Iterator[Made]:
    """Yield something made for each of some outcomes of a module, under a name that nothing else has."""
    for outcome in module.outcomes:
        if outcome.id in wanted:
            name = _free(f"{verb}-{outcome.id}", taken)
            taken.add(name)
            yield make(id=name, outcomes=[outcome.id], level=outcome.level, evidence="illustrative")


def _steps(operation: str, module: Module, outcomes: set[str]) -> tuple[Step, ...]:
    where = f"modules.{module.id}"
    return tuple(Step(operation=operation, where=where, value=name) for name in sorted(outcomes))


def _with_both(
    fits: Mapping[tuple[str, str], Alignment], module: Module, wanted: set[str]
) -> tuple[Module, tuple[Step, ...]]:
    """Add for each of some outcomes what it lacks: an assessment, a workshop, or both."""
    untested = {name for name in wanted if fits[module.id, name].tested != "met"}
    untrained = {name for name in wanted if fits[module.id, name].trained != "met"}
    tested, assessments = _with_assessments(module, untested)
    trained, exercises = _with_exercises(tested, untrained)
    return trained, (*assessments, *exercises)


def _free(name: str, taken: set[str]) -> str:
    number = 2
    wanted = name
    while wanted in taken:
        wanted = f"{name}-{number}"
        number += 1
    return wanted


_REMEDIES: Mapping[str, Maker] = {
    "no-practice": _with_activity("practice"),
    "no-practice-between": _with_activity("practice"),
    "no-exchange": _with_activity("knowledge-sharing"),
    "no-trial": _with_activity("trial-action"),
    "no-assessed": _with_assessments,
    "no-practised": _with_exercises,
}
"""What adds what was looked for, by the name of the absence."""
