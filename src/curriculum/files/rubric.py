"""Rubric files: ``rubric.toml`` to :class:`~curriculum.evaluation.rubrics.Rubric`, and those that we bring."""

from __future__ import annotations

import os
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

from attrs import fields

from curriculum.errors import InvalidInput, raise_if
from curriculum.evaluation.rubrics.indicators import INDICATORS
from curriculum.evaluation.rubrics.rubric import Rubric
from curriculum.files.complaints import Complaints
from curriculum.files.drafts import STAND_IN_ID, unchecked
from curriculum.files.reading import FilePath
from curriculum.files.structure import Reader, check_schema
from curriculum.files.toml import read_toml

FILE_NAME = "rubric.toml"
_SHIPPED = Path(__file__).parents[1] / "data" / "rubrics"
_LISTS = ("sources", "criteria", "gates")
_HEAD = tuple(attribute.name for attribute in fields(Rubric) if attribute.name not in _LISTS)


def load_rubric(path: FilePath, indicators: Iterable[str] = INDICATORS) -> Rubric:
    """Read a rubric.

    Args:
        path: the file, or a folder with ``rubric.toml``.
        indicators: names of the indicators that computed criteria can ask for.

    Raises:
        InvalidInput: with every finding, each with file, line and place.
    """
    file = os.path.join(path, FILE_NAME) if Path(path).is_dir() else os.fspath(path)  # noqa: PTH118 - as written
    raw, complaints = read_toml(file)
    rubric = rubric_of(raw, complaints)
    complaints.add(rubric.unknown_indicators(indicators))
    raise_if(complaints.located())
    return rubric


def rubric_of(raw: dict[str, Any], complaints: Complaints) -> Rubric:
    """Return the rubric that plain data describes; what is wrong in it goes to the complaints.

    Args:
        raw: as a parser gives a rubric's file, or as :meth:`Rubric.document` returns it.
        complaints: takes what is wrong; while there is something, what is returned is a stand-in.
    """
    reader = Reader(complaints)
    raw = reader.known_keys(check_schema(raw, complaints), ("rubric", *_LISTS), "")
    values = {"id": STAND_IN_ID, **_head(raw, reader)}
    values |= reader.fields(Rubric, {key: raw[key] for key in _LISTS if key in raw}, "", only=_LISTS)
    try:
        return Rubric(**values)
    except InvalidInput as invalid:
        complaints.add(invalid.findings)
        draft: Rubric = unchecked(Rubric, values)
        return draft


def _head(raw: dict[str, Any], reader: Reader) -> dict[str, Any]:
    if isinstance(raw.get("rubric"), dict):
        return reader.fields(Rubric, raw["rubric"], "rubric", only=_HEAD)
    reader.complaints.refuse("missing-key", "rubric", name="[rubric]")
    return {"title": STAND_IN_ID}


@cache
def shipped_rubrics() -> tuple[Rubric, ...]:
    """Return the rubrics that come with the library, by id.

    Example:
        >>> [rubric.id for rubric in shipped_rubrics()]
        ['programme-design', 'training-evaluation']
    """
    return tuple(load_rubric(path) for path in sorted(_SHIPPED.glob("*.toml")))


def shipped_rubric(rubric_id: str) -> Rubric:
    """Return one of the rubrics that come with the library.

    Raises:
        KeyError: there is none of this id.
    """
    return {rubric.id: rubric for rubric in shipped_rubrics()}[rubric_id]
