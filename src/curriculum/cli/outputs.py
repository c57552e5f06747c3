"""What commands write: all files or none, and only what does not have to be asked about."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from curriculum.cli.screen import Screen


def write(files: Mapping[Path, str], screen: Screen, *, dry: bool) -> None:
    """Write text files and name them; with ``dry``, only say which would be written.

    Raises:
        InvalidInput: the file system refuses; then none of the files has changed.
    """
    from curriculum.files import write_files

    if not dry:
        write_files({path: text.encode() for path, text in files.items()})
    for path in files:
        screen.talk(screen.say("cli.file.would-write" if dry else "cli.file.written", path=path))
