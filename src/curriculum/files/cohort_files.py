"""A cohort's folder: the file ``cohort.toml`` and the files that it names."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from curriculum.errors import Finding, InvalidInput, raise_if
from curriculum.files.complaints import Complaints
from curriculum.files.drafts import stand_in
from curriculum.files.further import FindRule
from curriculum.files.reading import FilePath
from curriculum.files.settings import FILE_NAME, Settings, read_settings

T = TypeVar("T")


class CohortFiles:
    """The cohort file, and the files that it names.

    Attributes:
        settings: what the cohort file says, with stand-ins for what cannot be used.
        complaints: what is wrong with it.
        unread: what is wrong with files that could not be read at all.
    """

    def __init__(self, file: str, find_rule: FindRule | None) -> None:
        self.folder = os.path.dirname(file)  # noqa: PTH120 - findings show paths as the user wrote them
        self.unread: list[Finding] = []
        try:
            self.settings, self.complaints = read_settings(file, find_rule)
        except InvalidInput as invalid:
            self.unread += invalid.findings
            self.settings = stand_in(Settings)
            self.complaints = Complaints(file, refused={"cohort", "rules", "goals"})

    def part(self, key: str, read: Callable[[str], T]) -> T | None:
        """Read the file that a key of ``[cohort]`` names; None when there is none or it cannot be read."""
        name = getattr(self.settings.cohort, key)
        if name is None:
            return None
        file = joined(self.folder, name)
        if not Path(file).exists():
            self.complaints.refuse("missing-file", f"cohort.{key}", file=file)
            return None
        try:
            return read(file)
        except InvalidInput as invalid:
            self.unread += invalid.findings
            return None


def runs_file(folder: FilePath) -> str:
    """Return the path of a cohort's table of runs, which need not exist yet.

    Args:
        folder: the folder, or the path of its ``cohort.toml``.

    Raises:
        InvalidInput: ``cohort.toml`` is invalid.
    """
    file = cohort_file(folder)
    settings, complaints = read_settings(file)
    raise_if(finding for finding in complaints.located() if finding.code != "unknown-rule")  # not looked for here
    return joined(os.path.dirname(file), settings.cohort.runs)  # noqa: PTH120 - as the user wrote it


def cohort_file(folder: FilePath) -> str:
    """Return the path of ``cohort.toml``, for a folder or for the file itself."""
    path = os.fspath(folder)
    return joined(path, FILE_NAME) if Path(path).is_dir() else path


def joined(folder: str, name: str) -> str:
    """Return the path of a file in a folder."""
    return os.path.join(folder, name)  # noqa: PTH118 - findings show paths as the user wrote them
