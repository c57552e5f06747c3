"""What plugins hand over: one kind of record for each hook, each guarding its own fields.

Fields may be added, never renamed, removed or put in another order: plugins outside this repository make these.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Protocol

from attrs import field, frozen

from curriculum.checks import Check
from curriculum.checks.registry import CODE
from curriculum.cohort import Cohort
from curriculum.errors import Finding, Severity, raise_if
from curriculum.messages import LANGUAGES
from curriculum.model import choice_findings, id_findings
from curriculum.schedule import Schedule
from curriculum.sequences import as_tuple

_PARTS = ("title", "message", "cure", "reason")
"""The sentences that every check has."""


class Record(Protocol):
    """What every record has: an id, unique among the records of its hook over all plugins."""

    @property
    def id(self) -> str:
        """The id that users ask for."""


def _as_path(path: str | os.PathLike[str]) -> Path:
    return Path(path)


@frozen
class _FileRecord:
    """Where a file of a plugin lies; the library reads and checks it when somebody asks for it.

    Raises:
        InvalidInput: the id is no id, or the path is relative and so would depend on where a user stands.
    """

    id: str
    path: Path = field(converter=_as_path)

    def __attrs_post_init__(self) -> None:
        raise_if(id_findings(self.id))
        if not self.path.is_absolute():
            raise_if([Finding(code="plugin-relative-path", values={"path": self.path}, where="path")])


@frozen
class CatalogSource(_FileRecord):
    """Where a catalog lies; the library reads and checks it when somebody asks for it.

    Attributes:
        id: the catalog's id, the same as in the file: ``[a-z0-9][a-z0-9-]*``.
        path: absolute path of the catalog's TOML file, or of a folder with a ``catalog.toml``. It belongs inside
            the plugin's package: files from outside are missing in some kinds of installation.
    """


@frozen
class RubricFile(_FileRecord):
    """Where an evaluation rubric lies.

    Attributes:
        id: the rubric's id, the same as in the file: ``[a-z0-9][a-z0-9-]*``.
        path: absolute path of the rubric's TOML file, inside the plugin's package.
    """


@frozen
class InstrumentFile(_FileRecord):
    """Where an instrument lies: a questionnaire that evaluations read answers to.

    Attributes:
        id: the instrument's id, the same as in the file and in the column ``instrument`` of answers.
        path: absolute path of the instrument's TOML file, inside the plugin's package.
    """


@frozen
class CalendarFile(_FileRecord):
    """Where a calendar of special days lies.

    Attributes:
        id: the calendar's id, the same as in the file; a region's calendar is called after its catalog.
        path: absolute path of the calendar's TOML file, inside the plugin's package.
    """


@frozen
class CheckFamily:
    """Coded checks of a design under a prefix of the plugin's own.

    Attributes:
        id: the prefix, two to eight capital letters: no family of the library's, and of no other plugin's.
        checks: the checks; each has a code of the prefix and three digits, and sentences of its own.

    Raises:
        InvalidInput: a code is none or of another family, is used twice, or a check has no sentences or severity.
    """

    id: str
    checks: tuple[Check, ...] = field(converter=as_tuple)

    def __attrs_post_init__(self) -> None:
        raise_if(self.findings())

    def findings(self) -> Iterator[Finding]:
        """Yield what is wrong with the family's own fields."""
        codes = [check.code for check in self.checks]
        for index, check in enumerate(self.checks):
            where = f"checks[{index}]"
            if not CODE.fullmatch(check.code) or check.family != self.id or check.code in codes[:index]:
                yield Finding(
                    code="code-of-no-family", values={"code": check.code, "family": self.id}, where=where
                )
            yield from choice_findings(check.severity, Severity, f"{where}.severity")
            for part in _PARTS:
                if LANGUAGES[0] not in (check.texts or {}).get(part, {}):
                    values = {"id": check.code, "part": part, "spoken": LANGUAGES[0]}
                    yield Finding(code="text-missing", values=values, where=f"{where}.texts.{part}")


@frozen(kw_only=True)
class Exporter:
    """A further form in which ``curriculum schedule --export ID`` writes a schedule.

    Attributes:
        id: the word after ``--export``: ``[a-z0-9][a-z0-9-]*``.
        export: makes the files of a cohort's schedule and returns their contents by name, as text or bytes. A name
            may have folders in it, ``travel/2026.csv``. The library writes them to where the user wants them, all
            or none; the function itself writes nothing.

    Raises:
        InvalidInput: the id is none.
    """

    id: str
    export: Callable[[Cohort, Schedule], Mapping[str, str | bytes]]

    def __attrs_post_init__(self) -> None:
        raise_if(id_findings(self.id))
