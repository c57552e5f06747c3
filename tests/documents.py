"""Run what a Markdown document shows, as its reader would.

A block of code with a title is a file that the reader writes::

    ```toml title="cohort.toml"

A ``console`` block is commands and what they print: a line that begins with ``$`` is run, the lines under it must
be what comes out on standard output (``...`` stands for any lines; nothing there, anything goes). A ``python``
block without a title is run by itself, a ``toml`` or ``json`` block without one must be readable. All of a
document is run in one folder. Other blocks are left alone; ``sh`` is for what only a fresh clone can show, and
``.ci/run`` does that.

By itself: ``python tests/documents.py README.md docs/tutorial.md``, in a folder that has ``examples``.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

_BLOCK = re.compile(
    r'^```(?P<language>\w+)(?: title="(?P<title>[^"]+)")?\n(?P<text>.*?)^```$', re.MULTILINE | re.DOTALL
)
_SECONDS = 120


class Wrong(Exception):
    """What a document says is not so."""


@dataclass(frozen=True)
class Block:
    """A block of code in a document.

    Attributes:
        document: the document's path.
        line: 1-based line of its first line of code.
        language: the word after the back-ticks.
        title: name of the file that the reader writes, or None.
        text: the code.
    """

    document: Path
    line: int
    language: str
    title: str | None
    text: str

    def wrong(self, message: str) -> Wrong:
        return Wrong(f"{self.document}:{self.line}: {message}")


def blocks(document: Path) -> Iterator[Block]:
    """Yield the blocks of code in a document."""
    source = document.read_text(encoding="utf-8")
    for found in _BLOCK.finditer(source):
        line = source.count("\n", 0, found.start("text")) + 1
        yield Block(document, line, found["language"], found["title"], found["text"])


def commands(text: str) -> Iterator[tuple[str, str]]:
    """Yield each command of a console block, and what it is said to print."""
    for part in re.split(r"^\$ ", text, flags=re.MULTILINE)[1:]:
        command, _, output = part.partition("\n")
        while command.endswith("\\"):
            more, _, output = output.partition("\n")
            command += f"\n{more}"
        yield command, output


def matches(said: str, printed: str) -> bool:
    """Tell whether the output shown in a document is what was printed."""
    if not said.strip():
        return True
    pieces = (re.escape(piece) for piece in re.split(r"^\.\.\.\n", said, flags=re.MULTILINE))
    return re.fullmatch(r"(?:.*\n)*".join(pieces), printed) is not None


def run(document: Path, folder: Path) -> None:
    """Do in ``folder`` what the document shows.

    Raises:
        Wrong: a command fails or prints something else, or a file cannot be read.
    """
    for block in blocks(document):
        if block.title:
            target = folder / block.title
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(block.text, encoding="utf-8")
        elif block.language == "console":
            for command, said in commands(block.text):
                printed = _output(["bash", "-c", f"set -euo pipefail; {command}"], folder, block)
                if not matches(said, printed):
                    raise block.wrong(f"{command}\nis said to print\n{said}\nand prints\n{printed}")
        elif block.language == "python":
            _output([sys.executable, "-c", block.text], folder, block)
        else:
            _read(block)


def _output(command: list[str], folder: Path, block: Block) -> str:
    scripts = str(Path(sys.executable).parent)
    environment = os.environ | {
        "PATH": scripts + os.pathsep + os.environ["PATH"],
        "COLUMNS": "100",
        "LC_ALL": "C.UTF-8",
    }
    done = subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, text=True, timeout=_SECONDS, check=False
    )
    if done.returncode:
        raise block.wrong(f"{command[-1]}\nends with {done.returncode}:\n{done.stdout}{done.stderr}")
    return done.stdout


def _read(block: Block) -> None:
    readers = {"toml": tomllib.loads, "json": json.loads}
    try:
        readers.get(block.language, str)(block.text)
    except ValueError as fault:
        raise block.wrong(f"this {block.language} cannot be read: {fault}") from fault


def main(documents: list[str]) -> None:
    """Run each document in a folder of its own, beside a copy of the examples."""
    for document in map(Path, documents):
        with tempfile.TemporaryDirectory() as folder:
            shutil.copytree("examples", Path(folder, "examples"))
            run(document, Path(folder))
        print(f"{document}: as it says")  # noqa: T201 - this is a script


if __name__ == "__main__":
    main(sys.argv[1:])
