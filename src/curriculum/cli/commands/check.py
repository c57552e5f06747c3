"""``curriculum check``: what is wrong with a catalog, and what is weak in its design."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Sequence
from pathlib import Path

from curriculum.cli import inputs
from curriculum.cli.exits import Exit
from curriculum.cli.parser import Add
from curriculum.cli.screen import Screen


def add(add_command: Add) -> None:
    """Say what the command takes."""
    parser = add_command("check")
    parser.argument("catalog", path=True)
    parser.set_defaults(run=run)


def run(arguments: Namespace, screen: Screen) -> Exit:
    """Print the findings; loading the catalog raises what makes it invalid."""
    from curriculum.checks import check
    from curriculum.errors import Finding, InvalidInput
    from curriculum.files.locating import located

    try:
        catalog = inputs.catalog(arguments)
    except InvalidInput as invalid:
        screen.findings(invalid.findings)
        return Exit.INVALID
    found: Sequence[Finding] = check(catalog)
    if found and Path(arguments.catalog).exists():
        found = located(found, arguments.catalog)
    screen.findings(found)
    if not found:
        screen.talk(screen.say("cli.check.clean", catalog=catalog.id))
    return Exit.FINDINGS if any(finding.severity != "note" for finding in found) else Exit.DONE
