"""Converting a file from one format to another, with what could not be carried."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from attrs import evolve, field, frozen

from curriculum.errors import Finding, InvalidInput
from curriculum.files.reading import FilePath
from curriculum.interop.formats import BRIDGES, FORMATS, Format, Holds, named, of_input, of_output
from curriculum.interop.losses import Loss
from curriculum.sequences import as_tuple


@frozen(kw_only=True)
class Converted:
    """A file in its new format, not written yet.

    Attributes:
        source: id of the format that was read, or what it held when it was read already.
        target: id of the format it is in now.
        data: the file.
        losses: what could not be carried, in the order of the kinds of entry.
        findings: doubts about what was read.
    """

    source: str
    target: str
    data: bytes
    losses: tuple[Loss, ...] = field(default=(), converter=as_tuple)
    findings: tuple[Finding, ...] = field(default=(), converter=as_tuple)


def convert(source: FilePath, target: FilePath, *, to: str | None = None) -> Converted:
    """Convert a file; nothing is written.

    Args:
        source: the file; its format is told by its ending and by what stands in it.
        target: the file that it is to become; its ending tells the format.
        to: id of the target's format, where the ending leaves a choice or says nothing.

    Raises:
        InvalidInput: the source cannot be read or is not valid; its format or that of the target is not known; or
            there is no way from one to the other.
    """
    known = of_input(Path(source)) if Path(source).exists() else None
    if known is None or known.read is None:
        values = {"known": ", ".join(sorted({end for one in FORMATS if one.read for end in one.suffixes}))}
        raise InvalidInput([Finding(code="unknown-input-format", values=values, file=os.fspath(source))])
    read = known.read(source)
    try:
        converted = convert_content(read.content, known.holds, target, to=to)
    except InvalidInput as invalid:
        raise InvalidInput(read.located(invalid.findings)) from None
    return evolve(converted, source=known.id, losses=(*read.losses, *converted.losses), findings=read.findings)


def convert_content(content: Any, holds: Holds, target: FilePath, *, to: str | None = None) -> Converted:
    """Convert what was read already, for example an installed catalog.

    Args:
        content: a catalog, a Curricular Analytics curriculum or a schedule.
        holds: which of them.
        target: as for :func:`convert`.
        to: as for :func:`convert`.

    Raises:
        InvalidInput: as for :func:`convert`.
    """
    chosen = _target(holds, target, to)
    lost: tuple[Loss, ...] = ()
    if chosen.holds != holds:
        content, lost = BRIDGES[holds, chosen.holds](content)
    assert chosen.write is not None  # noqa: S101 - _target returns nothing else
    written = chosen.write(content)
    return Converted(source=holds, target=chosen.id, data=written.data, losses=(*lost, *written.losses))


def _target(holds: Holds, path: FilePath, to: str | None) -> Format:
    chosen = named(to) if to else of_output(Path(path), holds)
    if chosen is not None and chosen.write and (chosen.holds == holds or (holds, chosen.holds) in BRIDGES):
        return chosen
    possible = [one.id for one in FORMATS if one.write and (one.holds == holds or (holds, one.holds) in BRIDGES)]
    raise InvalidInput(
        [Finding(code="no-way-to-format", values={"known": ", ".join(possible)}, file=os.fspath(path))]
    )
