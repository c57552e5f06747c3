"""Instrument files: TOML to :class:`~curriculum.evaluation.instruments.Instrument`, and those that we bring."""

from __future__ import annotations

import os
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from curriculum.errors import Finding, InvalidInput, raise_if
from curriculum.evaluation.instruments import Instrument, Instruments
from curriculum.files.reading import FilePath
from curriculum.files.structure import Reader, check_schema
from curriculum.files.toml import read_toml

_SHIPPED = Path(__file__).parents[1] / "data" / "instruments"


def load_instrument(file: FilePath) -> Instrument:
    """Read an instrument.

    Args:
        file: the path of a TOML file; its keys are the attributes of
            :class:`~curriculum.evaluation.instruments.Instrument`.

    Raises:
        InvalidInput: with every finding, each with file, line and place.

    Example:
        >>> from curriculum.files.instruments import shipped_instruments
        >>> [instrument.id for instrument in shipped_instruments()]
        ['event', 'gap', 'nomad', 'training']
    """
    raw, complaints = read_toml(file)
    instrument: Instrument = Reader(complaints).record(Instrument, check_schema(raw, complaints), "")
    raise_if(complaints.located())
    return instrument


@cache
def shipped_instruments() -> tuple[Instrument, ...]:
    """Return the instruments that come with the library."""
    return tuple(load_instrument(path) for path in sorted(_SHIPPED.glob("*.toml")))


def load_instruments(files: Iterable[FilePath] = (), installed: Iterable[Instrument] = ()) -> Instruments:
    """Return the instruments that answers may be to: those that come with the library, and further ones.

    Args:
        files: paths of further instruments; one with the id of another that is at hand takes its place.
        installed: instruments of plugins, :func:`curriculum.plugins.installed_instruments`.

    Raises:
        InvalidInput: with the findings of all files together, or two of them have the same id.
    """
    found: dict[str, Instrument] = {}
    homes: dict[str, str] = {}
    findings: list[Finding] = []
    for file in files:
        try:
            instrument = load_instrument(file)
        except InvalidInput as invalid:
            findings += invalid.findings
            continue
        if instrument.id in found:
            values = {"id": instrument.id, "first": homes[instrument.id]}
            findings.append(Finding(code="duplicate-id", values=values, file=os.fspath(file), where="id"))
        found[instrument.id], homes[instrument.id] = instrument, os.fspath(file)
    raise_if(findings)
    at_hand = {one.id: one for one in (*shipped_instruments(), *installed)}
    return Instruments((at_hand | found).values())
