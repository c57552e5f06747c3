"""ALN: do outcomes, activities and assessments belong together?

Constructive alignment (Biggs and Tang): what people are to be able to do is what they practise and what they show.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal

from curriculum.catalog import Catalog
from curriculum.checks.patches import adding, setting
from curriculum.checks.registry import Check, Spot
from curriculum.checks.walking import cognitive_rank, modules, outcomes, serves
from curriculum.model import Activity, Assessment, LearningOutcome, Module

Table = Literal["activities", "assessments"]


def untrained(catalog: Catalog) -> Iterator[Spot]:
    """Yield outcomes that no activity of their module trains, where it has activities."""
    yield from _unserved(catalog, "activities")


def unassessed(catalog: Catalog) -> Iterator[Spot]:
    """Yield outcomes that no assessment of their module tests, where it has assessments."""
    yield from _unserved(catalog, "assessments")


def without_activities(catalog: Catalog) -> Iterator[Spot]:
    """Yield modules with outcomes and without activities, where other modules have some."""
    yield from _empty(catalog, "activities")


def without_assessments(catalog: Catalog) -> Iterator[Spot]:
    """Yield modules with outcomes and without assessments, where other modules have some."""
    yield from _empty(catalog, "assessments")


def purposeless(catalog: Catalog) -> Iterator[Spot]:
    """Yield activities and assessments that serve no outcome, in modules that have outcomes."""
    for where, module in modules(catalog):
        for table in ("activities", "assessments"):
            for index, part in enumerate(getattr(module, table)):
                if module.outcomes and not part.outcomes:
                    yield Spot(f"{where}.{table}[{index}]", {"part": part.id, "module": module.id})


def assessed_too_low(catalog: Catalog) -> Iterator[Spot]:
    """Yield outcomes whose assessments all stay below the outcome's cognitive level."""
    yield from _too_low(catalog, "assessments", steps=1)


def trained_too_low(catalog: Catalog) -> Iterator[Spot]:
    """Yield outcomes whose activities all stay two steps or more below the outcome's cognitive level."""
    yield from _too_low(catalog, "activities", steps=2)


def assessed_too_high(catalog: Catalog) -> Iterator[Spot]:
    """Yield assessments above the cognitive level of every outcome that they test."""
    for where, module in modules(catalog):
        for index, part in enumerate(module.assessments):
            asked = cognitive_rank(catalog, part.level)
            tested = [one for one in module.outcomes if serves(part, one)]
            ranks = [cognitive_rank(catalog, one.level) for one in tested]
            if asked and ranks and all(rank and rank[0] == asked[0] and rank[1] < asked[1] for rank in ranks):
                highest = max(tested, key=lambda one: cognitive_rank(catalog, one.level) or asked)
                values = {"part": part.id, "module": module.id, "level": part.level, "reached": highest.level}
                yield Spot(f"{where}.assessments[{index}].level", values)


def _parts(module: Module, table: Table) -> Sequence[Activity | Assessment]:
    return module.activities if table == "activities" else module.assessments


def _unserved(catalog: Catalog, table: Table) -> Iterator[Spot]:
    for where, module, outcome in outcomes(catalog):
        parts = _parts(module, table)
        if parts and not any(serves(part, outcome) for part in parts):
            likely = _likeliest(catalog, parts, outcome)
            target = f"{where.partition('.')[0]}.{table}[{likely}].outcomes"
            values = {"outcome": outcome.id, "module": module.id, "part": parts[likely].id}
            yield Spot(where, values, adding(target, outcome.id))


def _likeliest(catalog: Catalog, parts: Sequence[Activity | Assessment], outcome: LearningOutcome) -> int:
    """Return the first part at the outcome's cognitive level, else the first of all."""
    wanted = cognitive_rank(catalog, outcome.level)
    return next(
        (index for index, part in enumerate(parts) if wanted and cognitive_rank(catalog, part.level) == wanted), 0
    )


def _empty(catalog: Catalog, table: Table) -> Iterator[Spot]:
    if any(_parts(module, table) for module in catalog.modules):
        for where, module in modules(catalog):
            if module.outcomes and not _parts(module, table):
                yield Spot(where, {"module": module.id})


def _too_low(catalog: Catalog, table: Table, steps: int) -> Iterator[Spot]:
    """Yield outcomes that every part of a table stays so many steps or more below."""
    for where, module, outcome in outcomes(catalog):
        wanted = cognitive_rank(catalog, outcome.level)
        serving = [
            (rank[1], index)
            for index, part in enumerate(_parts(module, table))
            if wanted and serves(part, outcome) and (rank := cognitive_rank(catalog, part.level))
            if rank[0] == wanted[0]
        ]
        known = sum(serves(part, outcome) for part in _parts(module, table)) == len(serving)
        if wanted and serving and known and wanted[1] - max(serving)[0] >= steps:
            _, index = max(serving)
            part = _parts(module, table)[index]
            values = {"outcome": outcome.id, "module": module.id, "level": outcome.level}
            values |= {"part": part.id, "reached": part.level}
            patch = setting(f"{where.partition('.')[0]}.{table}[{index}].level", str(outcome.level))
            yield Spot(f"{where}.level", values, patch)


CHECKS = (
    Check(code="ALN001", severity="warning", find=untrained),
    Check(code="ALN002", severity="warning", find=unassessed),
    Check(code="ALN003", severity="note", find=without_activities),
    Check(code="ALN004", severity="note", find=without_assessments),
    Check(code="ALN005", severity="warning", find=purposeless),
    Check(code="ALN006", severity="warning", find=assessed_too_low),
    Check(code="ALN007", severity="warning", find=trained_too_low),
    Check(code="ALN008", severity="note", find=assessed_too_high),
)
