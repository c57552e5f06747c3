"""``curriculum completion``: what a shell needs to complete the words of the command. The only door to shtab."""

from __future__ import annotations

from argparse import Namespace

from curriculum.cli.exits import Exit
from curriculum.cli.parser import Add
from curriculum.cli.screen import Screen


def add(add_command: Add) -> None:
    """Say what the command takes."""
    parser = add_command("completion")
    parser.argument("shell", choices=("bash", "zsh", "tcsh"))
    parser.set_defaults(run=run)


def run(arguments: Namespace, screen: Screen) -> Exit:
    """Print the script for one shell."""
    import shtab

    from curriculum.cli import whole_parser

    script = shtab.complete(whole_parser(screen.language), arguments.shell)
    if screen.as_json:
        screen.document({"shell": arguments.shell, "script": script})
    else:
        screen.text(script)
    return Exit.DONE
