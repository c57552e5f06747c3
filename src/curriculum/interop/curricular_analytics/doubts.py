"""Gathering what is doubtful about a file while it is read."""

from __future__ import annotations

from curriculum.errors import Finding, Severity


class Doubts:
    """The findings about one file.

    Attributes:
        file: path as the user gave it, when there is one.
        found: what was found so far.
    """

    def __init__(self, file: str | None) -> None:
        self.file = file
        self.found: list[Finding] = []

    def add(
        self, code: str, line: int | None, column: str = "", *, severity: Severity = "warning", **values: object
    ) -> None:
        """Add a finding about a line, or about the whole file when that is None."""
        finding = Finding(code=code, values=values, file=self.file, line=line, where=column, severity=severity)
        self.found.append(finding)

    def in_order(self) -> tuple[Finding, ...]:
        """Return the findings in the order of the file."""
        return tuple(sorted(self.found, key=lambda finding: finding.line or 0))
