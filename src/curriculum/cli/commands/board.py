"""``curriculum board``: a local page to pin, bar and move people on."""

from __future__ import annotations

import sys
import webbrowser
from argparse import Namespace
from pathlib import Path

from curriculum.cli import searching
from curriculum.cli.exits import Exit
from curriculum.cli.numbers import whole
from curriculum.cli.outputs import foresee
from curriculum.cli.parser import Add
from curriculum.cli.screen import Screen


def add(add_command: Add) -> None:
    """Say what the command takes."""
    parser = add_command("board")
    parser.argument("cohort", path=True)
    parser.argument("schedule", path=True, nargs="?")
    parser.option("--out", path=True, metavar="DIR")
    parser.option("--seed", type=whole(0, 2**31 - 1, parser.language), default=1, metavar="N")
    parser.option("--encoding", metavar="NAME")
    parser.option("--port", type=whole(0, 65535, parser.language), default=0, metavar="N")
    parser.option("--no-browser", action="store_true")
    parser.option("--dry-run", action="store_true")
    parser.set_defaults(run=run)


def run(arguments: Namespace, screen: Screen) -> Exit:
    """Open the board, say where it is, and answer its page until Ctrl-C."""
    from curriculum.board.keeping import opened
    from curriculum.board.serving import serve
    from curriculum.board.session import Session

    cohort = searching.noted_cohort(arguments, screen)
    folder = Path(arguments.out or arguments.cohort)
    foresee(folder)
    history = opened(cohort, folder, arguments.schedule)
    session = Session(
        cohort, history, screen.language, folder.resolve(), seed=arguments.seed, dry=arguments.dry_run
    )

    def ready(address: str) -> None:
        if screen.as_json:
            screen.document({"url": address})
            sys.stdout.flush()
        screen.talk(screen.say("board.open", address=address))
        screen.talk(screen.say("board.how-to-close"))
        if not arguments.no_browser:
            webbrowser.open(address)

    def renewed(address: str) -> None:
        screen.talk(screen.say("board.open-again", address=address))

    serve(session, arguments.port, ready, renewed)
    if session.unsaved:
        screen.complain(screen.say("board.unsaved"))
    return Exit.DONE
