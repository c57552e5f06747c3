"""A board on the disk: ``board.json`` beside ``schedule.json``.

The board's file keeps everything, also what breaks rules: who is where, and the pins and bars as changes to the
cohort, in the words that ``--with`` and ``--case`` understand. The roster is never written.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from attrs import asdict, evolve, field, frozen

from curriculum.board.history import History
from curriculum.board.version import Step, Version, binding_changes, version
from curriculum.changes import CohortChange, read_change, with_changes
from curriculum.cohort import Cohort
from curriculum.errors import Finding, InvalidInput, raise_if
from curriculum.files import load_schedule, schedule_text
from curriculum.files.json_file import read_json
from curriculum.files.reading import FilePath
from curriculum.files.structure import SCHEMA, Reader, check_schema
from curriculum.known import Known
from curriculum.schedule import Place
from curriculum.sequences import as_tuple

BOARD, SCHEDULE = "board.json", "schedule.json"


@frozen(kw_only=True)
class BoardFile:
    """What a board's file holds.

    Attributes:
        cohort: the cohort's id.
        changes: pins and bars that the cohort's files do not have, as they are written on the command line.
        places: who attends which run.
    """

    cohort: str
    changes: tuple[str, ...] = field(default=(), converter=as_tuple)
    places: tuple[Place, ...] = field(default=(), converter=as_tuple)


def load_board(path: FilePath) -> BoardFile:
    """Read a board's file.

    Raises:
        InvalidInput: with every finding: unknown and double keys, wrong types, each with line and place.
    """
    raw, complaints = read_json(path)
    if isinstance(raw, dict):
        raw = check_schema(raw, complaints)
    board: BoardFile = Reader(complaints).record(BoardFile, raw, "")
    raise_if(complaints.located())
    return board


def board_text(base: Cohort, shown: Version) -> str:
    """Return the text of a board's file: keys sorted, a change or a place a line, equal for equal boards.

    Args:
        base: the cohort as its files have it.
        shown: the version to keep.
    """
    changes = [str(change) for change in binding_changes(base, shown.cohort)]
    document = {
        "changes": _lines(changes),
        "cohort": _json(base.id),
        "places": _lines(asdict(place) for place in shown.places),
        "schema": str(SCHEMA),
    }
    return "{\n" + ",\n".join(f'"{key}": {text}' for key, text in document.items()) + "\n}\n"


def saved_files(base: Cohort, shown: Version) -> dict[str, str]:
    """Return the texts by file name; without a schedule when rules are broken."""
    files = {BOARD: board_text(base, shown)}
    return files if shown.violations else {SCHEDULE: schedule_text(shown.explained()), **files}


def opened(base: Cohort, folder: Path, schedule: FilePath | None = None) -> History:
    """Return what a board begins with.

    Args:
        base: the cohort as its files have it.
        folder: where the board was saved, if it was.
        schedule: a schedule to begin with instead.

    Returns:
        The board that was saved; else the schedule that lies there; else the cohort's previous one; else nobody is
        anywhere.

    Raises:
        InvalidInput: a file is invalid, or names people or runs that the cohort does not have.
    """
    if schedule is None and (folder / BOARD).is_file():
        path = folder / BOARD
        board = load_board(path)
        raise_if(_other_cohort(base, board, str(path)))
        raise_if(_strangers(base, board.places, str(path)))
        cohort = with_changes(base, _changes(board, str(path)))
        return History((version(Step("reopened"), cohort, board.places),))
    lying = folder / SCHEDULE if (folder / SCHEDULE).is_file() else None
    source = schedule or lying
    found = load_schedule(source) if source else base.previous
    if found is None:
        return History((version(Step("empty"), base, ()),))
    raise_if(_strangers(base, found.places, str(source) if source else None))
    return History((version(Step("opened"), base, found.places, seed=found.seed, bound=found.bound),))


def board_changes(path: FilePath) -> tuple[CohortChange, ...]:
    """Return the pins and bars of a board's file.

    Raises:
        InvalidInput: with every finding about the file.
    """
    return _changes(load_board(path), os.fspath(path))


def _changes(board: BoardFile, file: str) -> tuple[CohortChange, ...]:
    made: list[CohortChange] = []
    findings: list[Finding] = []
    for index, word in enumerate(board.changes):
        try:
            made.append(read_change(word))
        except InvalidInput as invalid:
            findings += (evolve(one, file=file, where=f"changes[{index}]") for one in invalid.findings)
    raise_if(findings)
    return tuple(made)


def _other_cohort(base: Cohort, board: BoardFile, file: str) -> Iterator[Finding]:
    if board.cohort != base.id:
        values = {"found": board.cohort, "cohort": base.id}
        yield Finding(code="board-other-cohort", values=values, file=file, where="cohort")


def _strangers(cohort: Cohort, places: Iterable[Place], file: str | None) -> Iterator[Finding]:
    """Yield a finding for every place of somebody, or in a run, that the cohort does not have."""
    people = Known("participants", (person.id for person in cohort.participants))
    runs = Known("runs", (run.id for run in cohort.runs))
    for index, place in enumerate(places):
        for known, wanted in ((people, place.participant), (runs, place.run)):
            if wanted not in known:
                yield evolve(known.unknown(wanted, f"places[{index}]"), file=file)


def _lines(items: Iterable[object]) -> str:
    lines = ",\n  ".join(map(_json, items))
    return f"[\n  {lines}\n]" if lines else "[]"


def _json(value: object) -> str:
    return json.dumps(value, sort_keys=True, ensure_ascii=False)
