"""What commands on people's answers share: which files of answers they read, and what was published before."""

from __future__ import annotations

import json
from argparse import Namespace
from collections.abc import Collection, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from curriculum.cli.outputs import foresee, write
from curriculum.cli.parser import Parser
from curriculum.cli.screen import Screen

if TYPE_CHECKING:
    from curriculum.evaluation.instruments import Instruments
    from curriculum.evaluation.privacy import Published, Release
    from curriculum.evaluation.responses import Responses
    from curriculum.files.responses import Source

LEDGER = "published.json"
"""The record of what was published, beside the report."""


def take_options(parser: Parser, *, required: bool = False) -> None:
    """Let a command read files of answers, and write a report that is held against earlier ones."""
    parser.option(
        "--responses",
        path=True,
        metavar="[WAVE=]FILE",
        action="append",
        default=None if required else [],
        required=required,
        dest="answer-files",
    )
    parser.option("--published", path=True, metavar="FILE")
    parser.option("--out", path=True, metavar="DIR")
    parser.option("--encoding", metavar="NAME")
    parser.option("--dry-run", action="store_true")


def given(arguments: Namespace) -> list[Source]:
    """Return the files of answers that are named."""
    return [_source(word) for word in getattr(arguments, "answer-files")]


def load(
    arguments: Namespace,
    screen: Screen,
    instruments: Instruments,
    *,
    participants: Collection[str] | None,
    events: Collection[str],
) -> Responses:
    """Read the answers of all files that are named, and note what was doubtful.

    Raises:
        InvalidInput: with every finding of all files together.
    """
    from curriculum.files.responses import load_responses

    responses, notes = load_responses(
        given(arguments), instruments, participants=participants, events=events, encoding=arguments.encoding
    )
    for note in notes:
        screen.note(note)
    return responses


def _source(word: str) -> Source:
    """Return the file that ``[WAVE=]FILE`` names; an existing path is a file, whatever its name."""
    from curriculum.files.responses import Source

    wave, sign, path = word.partition("=")
    return Source(path, wave) if sign and path and not Path(word).exists() else Source(word)


def earlier(arguments: Namespace) -> tuple[Published, ...]:
    """Return which reports were given out before; see as well whether a new one can be written.

    Raises:
        InvalidInput: the record cannot be read, or something is in the way of the report.
    """
    from curriculum.files.published import load_published

    if arguments.out:
        foresee(Path(arguments.out))
    return load_published(arguments.published) if arguments.published else ()


def write_report(
    files: Mapping[str, str],
    release: Release,
    cohort: str,
    arguments: Namespace,
    screen: Screen,
    *,
    before: Sequence[Published],
) -> None:
    """Write a report with the record of all that was published with it, if it is asked for.

    Args:
        files: the report's files by name.
        release: what it shows and what it withholds.
        cohort: id of the cohort.
        arguments: the command line.
        screen: where it is said.
        before: what was given out before, as :func:`earlier` returned it.

    Raises:
        InvalidInput: the file system refuses.
    """
    from curriculum.files.published import published_text

    if not arguments.out:
        return
    record = published_text([*before, release.published(f"{cohort}-{len(before) + 1}")])
    written = {**files, LEDGER: record}
    write({Path(arguments.out, name): made for name, made in written.items()}, screen, dry=arguments.dry_run)


def json_text(document: Mapping[str, Any]) -> str:
    """Return a document as the text of a file: equal documents give equal bytes."""
    return json.dumps(document, ensure_ascii=False, indent=2, sort_keys=True) + "\n"
