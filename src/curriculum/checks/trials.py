"""TRN: does everybody try something out at home, and is it followed up?"""

from __future__ import annotations

from collections.abc import Iterator

from curriculum.catalog import Catalog
from curriculum.checks.patches import Patch, adding
from curriculum.checks.registry import Check, Spot
from curriculum.checks.walking import all_known, avoidable, modules, own_modules, programmes
from curriculum.model import Activity, Module

_FOLLOW_UP = frozenset({"knowledge-sharing", "reflection", "network"})


def escaped(catalog: Catalog) -> Iterator[Spot]:
    """Yield programmes with trial actions in which some choice of electives has none."""
    for where, programme in programmes(catalog):
        own = own_modules(catalog, programme.module_ids)
        trying = frozenset(module.id for module in own if any(map(_is_trial, module.activities)))
        if trying and all_known(catalog, programme):
            missing = avoidable(catalog, programme, trying)
            if missing is not None:
                yield Spot(where, {"programme": programme.id, "choice": ", ".join(missing) or "-"})


def left_alone(catalog: Catalog) -> Iterator[Spot]:
    """Yield trial actions of whose outcomes none is assessed, shared or reflected on in the module."""
    for where, module in modules(catalog):
        for index, trial in enumerate(module.activities):
            if _is_trial(trial) and trial.outcomes and not _followed_up(trial, module):
                values = {"trial": trial.id, "module": module.id}
                yield Spot(f"{where}.activities[{index}]", values, _shared(where, module, trial))


def _shared(where: str, module: Module, trial: Activity) -> Patch | None:
    """Return the patch that lets a reflection or a sharing in the module take up the trial."""
    for index, activity in enumerate(module.activities):
        if activity.kind in _FOLLOW_UP:
            return adding(f"{where}.activities[{index}].outcomes", trial.outcomes[0])
    return None


def _is_trial(activity: Activity) -> bool:
    return activity.kind == "trial-action"


def _followed_up(trial: Activity, module: Module) -> bool:
    taking_up = [one.outcomes for one in module.assessments]
    taking_up += [one.outcomes for one in module.activities if one.kind in _FOLLOW_UP]
    return any(set(served) & set(trial.outcomes) for served in taking_up)


CHECKS = (
    Check(code="TRN001", severity="warning", find=escaped),
    Check(code="TRN002", severity="warning", find=left_alone),
)
