"""What can go wrong, as data: findings and the exceptions that carry them.

A :class:`Finding` is one complaint about one place. It holds a code and the values of the case; its text is
made on demand in the reader's language (see :mod:`curriculum.messages`). Loaders collect every finding of a
file before they raise, so that a user mends everything in one go.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Mapping
from typing import Literal

from attrs import evolve, field, frozen

from curriculum.messages import say

Severity = Literal["error", "warning", "note"]


def _as_text(values: Mapping[str, object]) -> dict[str, str]:
    return {key: str(value) for key, value in values.items()}


_CELL = re.compile(r"(?P<sheet>.+, )??(?:row (?P<row>\d+)|(?P<at>.+![A-Z]+\d+))(?:, column (?P<column>.+))?")
"""A place in a table: a row, or the cell of a workbook, and the heading of its column."""


def _place(where: str, language: str) -> str:
    """Return a place with its row and column in ``language``; other places as they are."""
    cell = _CELL.fullmatch(where)
    if cell is None:
        return where
    row = say("place.row", language, row=cell["row"]) if cell["row"] else ""
    column = say("place.column", language, column=cell["column"]) if cell["column"] else ""
    return (cell["sheet"] or "") + ", ".join(part for part in (cell["at"], row, column) if part)


@frozen(kw_only=True)
class Finding:
    """One complaint about one place, with what to do about it.

    Attributes:
        code: kebab-case name of the kind of complaint; its texts are in ``messages/*.toml``.
        values: the case's values, named as in the text's placeholders. Never a person's name or e-mail.
        file: path of the file as the user gave it, when there is one.
        line: 1-based line in that file, when it is known.
        where: place inside the file: ``modules[1].requires`` or ``row 12, column pair``.
        severity: an ``error`` stops the work, a ``warning`` is a weakness, a ``note`` is for information.
    """

    code: str
    values: Mapping[str, str] = field(factory=dict, converter=_as_text)
    file: str | None = None
    line: int | None = None
    where: str = ""
    severity: Severity = "error"

    def message(self, language: str = "en") -> str:
        """Say what is wrong, in ``language`` (da, sv or en), and in how many rows if it is told once for them."""
        message = say(f"{self.code}.message", language, **self._shown(language))
        if rows := self.values.get("in_rows"):
            return message + " " + say("in-rows", language, rows=rows)
        return message

    def cure(self, language: str = "en") -> str:
        """Say what to do, led by "did you mean" when something similar exists."""
        cure = say(f"{self.code}.cure", language, **self._shown(language))
        if suggestion := self.values.get("suggestion"):
            return say("did-you-mean", language, suggestion=suggestion) + " " + cure
        return cure

    def place(self, language: str = "en") -> str:
        """Return ``file:line: where``, as far as it is known; rows and columns in ``language``."""
        spot = self.file or ""
        if self.file and self.line is not None:
            spot += f":{self.line}"
        where = _place(self.where, language)
        return ": ".join(part for part in (spot, where) if part)

    def _shown(self, language: str) -> dict[str, str]:
        """Return the values, another row that is named among them in ``language``."""
        return {key: _place(value, language) if key == "first" else value for key, value in self.values.items()}

    def text(self, language: str = "en") -> str:
        """Return place, message and cure in one line."""
        said = f"{self.message(language)} {self.cure(language)}".strip()
        place = self.place(language)
        return f"{place}: {said}" if place else said

    def inside(self, prefix: str) -> Finding:
        """Return the same finding with its place put inside ``prefix``."""
        joint = "" if not self.where or self.where.startswith("[") else "."
        return evolve(self, where=f"{prefix}{joint}{self.where}")

    def __str__(self) -> str:
        return self.text()


class CurriculumError(Exception):
    """Root of everything that this library raises on purpose."""


class InvalidInput(CurriculumError):
    """Input that cannot be used; carries every finding, not only the first.

    Attributes:
        findings: all complaints, in the order of the input.
    """

    def __init__(self, findings: Iterable[Finding]) -> None:
        self.findings = tuple(findings)
        super().__init__(self.findings)

    def __str__(self) -> str:
        return "\n".join(finding.text() for finding in self.findings)


class MissingExtra(CurriculumError):
    """An optional dependency is not installed.

    Attributes:
        package: the distribution that is missing.
        extra: the extra of ``curriculum`` that installs it.
    """

    def __init__(self, package: str, extra: str) -> None:
        self.package = package
        self.extra = extra
        super().__init__(package, extra)

    def __str__(self) -> str:
        return say("missing-extra", "en", package=self.package, extra=self.extra)


def raise_if(findings: Iterable[Finding]) -> None:
    """Raise :class:`InvalidInput` when there is an error among ``findings``."""
    found = tuple(findings)
    if any(finding.severity == "error" for finding in found):
        raise InvalidInput(found)


def nearest(word: str, known: Iterable[str]) -> str:
    """Return the known word that ``word`` was probably meant to be, or an empty string."""
    close = difflib.get_close_matches(word, list(known), n=1, cutoff=0.6)
    return close[0] if close else ""
