"""Coverage as plain data: the JSON document of ``curriculum coverage --json``."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

from attrs import asdict

from curriculum.coverage.mapping import CurriculumMap
from curriculum.coverage.overlap import Overlap, SinglePoint
from curriculum.coverage.results import Gap, LevelCoverage, ProgrammeCoverage, TargetCoverage


def coverage_document(
    mapped: CurriculumMap,
    covered: ProgrammeCoverage,
    singles: Sequence[SinglePoint],
    doubled: Sequence[Overlap],
) -> dict[str, Any]:
    """Return map, coverage, gaps with repairs, single points of failure and overlaps as one document.

    Shares are of the targets, from 0 to 1; ``target`` is a position in ``targets``, from 0.

    Args:
        mapped: the programme's map.
        covered: its coverage.
        singles: its single points of failure.
        doubled: its overlaps.
    """
    return {
        "programme": f"{covered.catalog}:{covered.programme}",
        "selections": covered.selections,
        "mean_hours": covered.mean_hours,
        "coverage": {"guaranteed": covered.guaranteed, "mean": covered.mean, "best": covered.best},
        "levels": [_level(level) for level in covered.levels],
        "targets": [_target(target) for target in covered.targets],
        "choices": [asdict(choice) for choice in covered.choices],
        "gaps": [_gap(gap) for gap in covered.gaps],
        "map": {
            "modules": mapped.modules,
            "rows": mapped.rows,
            "cells": [{**asdict(cell), "letters": cell.letters} for cell in mapped.cells],
        },
        "single_points": [asdict(point) for point in singles],
        "overlaps": [asdict(overlap) for overlap in doubled],
    }


def _level(level: LevelCoverage) -> Mapping[str, Any]:
    return {
        "level": level.level,
        "targets": level.targets,
        **{
            name: {"targets": _plain(met), "share": float(level.share(met))}
            for name, met in (("guaranteed", level.guaranteed), ("mean", level.mean), ("best", level.best))
        },
    }


def _target(target: TargetCoverage) -> Mapping[str, Any]:
    plain = {name: _plain(value) for name, value in asdict(target).items()}
    return {**plain, "guaranteed": target.guaranteed, "share": float(target.share)}


def _gap(gap: Gap) -> Mapping[str, Any]:
    return {
        "target": gap.target.index,
        "competency": gap.target.competency,
        "reaches": gap.target.reaches,
        "level": gap.target.level,
        "lacking": gap.lacking,
        "example": gap.example,
        "proven": gap.proven,
        "repairs": [
            {**asdict(repair), "edits": [_without_none(asdict(edit)) for edit in repair.edits]}
            for repair in gap.repairs
        ],
    }


def _plain(value: object) -> object:
    return float(value) if isinstance(value, Fraction) else value


def _without_none(table: Mapping[str, Any]) -> Mapping[str, Any]:
    return {key: value for key, value in table.items() if value is not None}
