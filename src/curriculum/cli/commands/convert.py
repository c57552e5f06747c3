"""``curriculum convert``: between formats, with a report of what could not be carried."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from curriculum.cli import inputs
from curriculum.cli.exits import Exit
from curriculum.cli.outputs import write
from curriculum.cli.parser import Add
from curriculum.cli.screen import Screen

if TYPE_CHECKING:
    from curriculum.interop.converting import Converted

FORMATS = ("catalog", "curricular-analytics", "schedule", "places", "case", "learning-model")


def add(add_command: Add) -> None:
    """Say what the command takes."""
    parser = add_command("convert")
    parser.argument("infile", path=True)
    parser.argument("outfile", path=True)
    parser.option("--to", choices=FORMATS)
    parser.option("--dry-run", action="store_true")
    parser.set_defaults(run=run)


def run(arguments: Namespace, screen: Screen) -> Exit:
    """Convert, write the file, and print what could not be carried."""
    from attrs import asdict

    from curriculum.interop.wording import losses_text

    out = Path(arguments.outfile)
    converted = _converted(arguments, out)
    for finding in converted.findings:
        screen.note(finding)
    write({out: converted.data}, screen, dry=arguments.dry_run)
    if screen.as_json:
        screen.document(
            {
                "from": converted.source,
                "to": converted.target,
                "file": str(out),
                "written": not arguments.dry_run,
                "losses": [asdict(loss) for loss in converted.losses],
                "findings": [screen.as_data(finding) for finding in converted.findings],
            }
        )
    else:
        screen.show(losses_text(converted.losses, screen.language))
    return Exit.DONE


def _converted(arguments: Namespace, out: Path) -> Converted:
    """Convert a file; a catalog may also be a folder or an installed one."""
    from curriculum.interop.converting import convert, convert_content

    source = Path(arguments.infile)
    if source.is_file() and source.suffix.lower() != ".toml":
        return convert(source, out, to=arguments.to)
    return convert_content(inputs.catalog(arguments, arguments.infile), "catalog", out, to=arguments.to)
