"""Writing files so that a reader sees the old ones or the new ones, whatever happens in between.

Everything is first written to temporary files beside the targets and forced to the disk; only then do they take
the targets' names. A writer that was killed leaves a temporary file; the next one sweeps it. A temporary file that
is being written is locked, which tells it from one that was left; on Windows an open file cannot be removed
anyway.
"""

from __future__ import annotations

import contextlib
import os
import secrets
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import BinaryIO

from curriculum.errors import Finding, InvalidInput
from curriculum.files.reading import FilePath

if sys.platform != "win32":
    import fcntl

_PREFIX, _SUFFIX = ".curriculum-", ".tmp"


def write_files(contents: Mapping[FilePath, bytes]) -> None:
    """Write files, each whole or not at all, and all of them or, as far as the system allows, none.

    Args:
        contents: the bytes by path; folders that are missing are made.

    Raises:
        InvalidInput: a file cannot be written. Nothing was, unless the system refused a name at the last moment.
    """
    targets = {os.fspath(path): Path(os.path.realpath(path)) for path in contents}
    with contextlib.ExitStack() as stack:
        ready: list[tuple[str, Path, Path]] = []
        for path, content in contents.items():
            shown = os.fspath(path)
            with _blaming(shown):
                _prepare(targets[shown])
                ready.append((shown, stack.enter_context(_temporary(targets[shown], content)), targets[shown]))
        for shown, temporary, target in ready:
            with _blaming(shown):
                temporary.replace(target)
    for folder in {target.parent for target in targets.values()}:
        _sync_folder(folder)


def sweep(folder: Path) -> None:
    """Remove temporary files that writers left in a folder when they were killed."""
    for left in folder.glob(f"{_PREFIX}*{_SUFFIX}"):
        with contextlib.suppress(OSError), left.open("rb") as file:  # an OSError: a writer is still at it
            if sys.platform != "win32":
                fcntl.flock(file.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
            left.unlink()


@contextlib.contextmanager
def _blaming(path: str) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        values = {"reason": error.strerror or type(error).__name__}
        raise InvalidInput([Finding(code="cannot-write", values=values, file=path)]) from error


def _prepare(target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    sweep(target.parent)
    if target.exists() and not target.is_file():
        raise IsADirectoryError(21, "not an ordinary file")


@contextlib.contextmanager
def _temporary(target: Path, content: bytes) -> Iterator[Path]:
    """Write a temporary file beside the target; it is gone afterwards, one way or the other."""
    path, file = _locked_file(target.parent)
    with file:
        try:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
            if target.exists():
                path.chmod(target.stat().st_mode & 0o777)
            if sys.platform == "win32":
                file.close()  # an open file cannot be renamed there
            yield path
        finally:
            path.unlink(missing_ok=True)


def _locked_file(folder: Path) -> tuple[Path, BinaryIO]:
    """Open a new file that no sweep removes while it is open."""
    while True:
        path = folder / f"{_PREFIX}{secrets.token_hex(8)}{_SUFFIX}"
        file = path.open("xb")
        if sys.platform != "win32":
            with contextlib.suppress(OSError):  # a file system without locks is never swept either
                fcntl.flock(file.fileno(), fcntl.LOCK_EX)
        if path.exists():  # else a sweep came in before the lock
            return path, file
        file.close()


def _sync_folder(folder: Path) -> None:
    """Force a folder's new entries to the disk, where the system can."""
    with contextlib.suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
