"""``curriculum diff``: what changed from one schedule to another."""

from __future__ import annotations

from argparse import Namespace

from curriculum.cli.exits import Exit
from curriculum.cli.parser import Add
from curriculum.cli.screen import Screen


def add(add_command: Add) -> None:
    """Say what the command takes."""
    parser = add_command("diff")
    parser.argument("before", path=True)
    parser.argument("after", path=True)
    parser.set_defaults(run=run)


def run(arguments: Namespace, screen: Screen) -> Exit:
    """Print every change, and both scores."""
    from attrs import asdict

    from curriculum.files import load_schedule
    from curriculum.plaintext import changes_text
    from curriculum.schedule import difference

    before, after = load_schedule(arguments.before), load_schedule(arguments.after)
    changes = difference(before, after)
    if screen.as_json:
        scores = {"before": before.score, "after": after.score}
        screen.document(
            {
                "changes": [asdict(change) for change in changes],
                "score": {when: asdict(score) if score else None for when, score in scores.items()},
            }
        )
    else:
        screen.show(changes_text(changes, before, after, screen.language))
    return Exit.DONE
