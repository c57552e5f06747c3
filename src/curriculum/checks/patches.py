"""Suggestions as structured edits of a catalog, and what they would change."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Literal

from attrs import evolve, field, frozen

from curriculum.catalog import Catalog
from curriculum.checks.places import Step, steps
from curriculum.model import LearningOutcome
from curriculum.sequences import as_tuple


@frozen
class Edit:
    """One edit.

    Attributes:
        operation: ``set`` puts the value at the place, ``add`` puts it at the end of the list there, ``remove``
            takes away the item at the place.
        where: a place as in the catalog file.
        value: text, number or a new outcome; None with ``remove``.
    """

    operation: Literal["set", "add", "remove"]
    where: str
    value: str | float | LearningOutcome | None = None


@frozen
class Patch:
    """Edits that belong together, done one after the other.

    Attributes:
        edits: at least one.
    """

    edits: tuple[Edit, ...] = field(converter=as_tuple)


def setting(where: str, value: str | float) -> Patch:
    """Return the patch that puts one value at one place."""
    return Patch([Edit("set", where, value)])


def adding(where: str, value: str) -> Patch:
    """Return the patch that puts one more value into a list."""
    return Patch([Edit("add", where, value)])


def removing(where: str) -> Patch:
    """Return the patch that takes one item away."""
    return Patch([Edit("remove", where)])


def patched(catalog: Catalog, patch: Patch) -> Catalog:
    """Return the catalog with the edits made; the one given stays as it is.

    Raises:
        InvalidInput: the result would be no consistent catalog.

    Example:
        >>> from curriculum.model import Module
        >>> catalog = Catalog(id="mine", modules=[Module(id="a")])
        >>> patched(catalog, setting("modules[0].hours", 6.0)).module("a").hours
        6.0
    """
    for edit in patch.edits:
        catalog = _edited(catalog, steps(edit.where), edit)
    return catalog


def _edited(here: Any, way: Sequence[Step], edit: Edit) -> Any:
    """Return ``here`` with the edit made at the end of the way that leads on from it."""
    if not way:
        return (*here, edit.value) if edit.operation == "add" else edit.value
    step, *rest = way
    if isinstance(step, str):
        return evolve(here, **{step: _edited(getattr(here, step), rest, edit)})
    if edit.operation == "remove" and not rest:
        return (*here[:step], *here[step + 1 :])
    return (*here[:step], _edited(here[step], rest, edit), *here[step + 1 :])
