"""What commands write: all files or none, and only what does not have to be asked about."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from curriculum.cli.screen import Screen


def foresee(folder: Path) -> None:
    """See, before anything is searched for, whether a folder can take files; it may still have to be made.

    Raises:
        InvalidInput: something that is no folder is in the way.
    """
    from curriculum.errors import Finding, InvalidInput

    there = next((path for path in (folder, *folder.parents) if path.exists()), folder)
    if there.exists() and not there.is_dir():
        raise InvalidInput([Finding(code="not-a-folder", file=str(there))])


def foresee_picture(path: str) -> None:
    """See, before anything is searched for, whether a path can take a picture.

    Raises:
        InvalidInput: its name does not end with ``.svg``, or something is in the way.
    """
    from curriculum.errors import Finding, InvalidInput

    if not path.lower().endswith(".svg"):
        raise InvalidInput([Finding(code="not-a-picture", file=path)])
    foresee(Path(path).parent)


def write(files: Mapping[Path, str | bytes], screen: Screen, *, dry: bool) -> None:
    """Write files and name them; with ``dry``, only say which would be written.

    Raises:
        InvalidInput: the file system refuses; then none of the files has changed.
    """
    from curriculum.files import write_files

    if not dry:
        write_files({path: made.encode() if isinstance(made, str) else made for path, made in files.items()})
    for path in files:
        screen.talk(screen.say("cli.file.would-write" if dry else "cli.file.written", path=path))


def give_picture(picture: str, document: Mapping[str, Any], arguments: Namespace, screen: Screen) -> None:
    """Write a picture where ``--out`` says, or print it; with ``--json``, print the document and not the picture.

    Raises:
        InvalidInput: the file system refuses.
    """
    if arguments.out:
        write({Path(arguments.out): picture}, screen, dry=arguments.dry_run)
    if screen.as_json:
        screen.document(document)
    elif not arguments.out:
        screen.text(picture)


def write_start(files: Mapping[Path, str | bytes], following: str, screen: Screen, *, dry: bool) -> None:
    """Write the files that something begins with, and say which command comes next.

    Args:
        files: the files by their path.
        following: the command that comes next.
        screen: where it is said.
        dry: whether nothing is written.
    """
    write(files, screen, dry=dry)
    if screen.as_json:
        screen.document({"files": [str(path) for path in files], "written": not dry})
    screen.talk(screen.say("cli.new.next", command=following))
