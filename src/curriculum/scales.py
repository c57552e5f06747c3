"""The standard scales that come with the library as data: SOLO, Bloom, EQF and Dreyfus."""

from __future__ import annotations

import tomllib
from importlib.resources import files

from curriculum.model import Scale, Step


def _standard_scales() -> tuple[Scale, ...]:
    source = files("curriculum").joinpath("data/scales.toml").read_text(encoding="utf-8")
    return tuple(
        Scale(
            id=raw["id"],
            title=raw["title"],
            note=raw["note"],
            demands=raw["demands"],
            steps=tuple(Step(id=step["id"], title=step["title"]) for step in raw["steps"]),
        )
        for raw in tomllib.loads(source)["scales"]
    )


STANDARD_SCALES = _standard_scales()
"""SOLO (Biggs and Collis 1982), Bloom (Anderson and Krathwohl 2001), EQF (2017/C 189/03), Dreyfus (1980).

Dreyfus is a model of stages and demands every step; in the others a step speaks for the lower ones.
A step is named by its id or by its position: ``solo:relational`` and ``solo:4`` are the same.
"""
