"""``curriculum compare``: what differs between two catalogs and what follows; or between results of a rubric."""

from __future__ import annotations

from argparse import Namespace
from itertools import chain
from typing import TYPE_CHECKING

from curriculum.cli import inputs, rubric_comparisons
from curriculum.cli.exits import Exit
from curriculum.cli.parser import Add
from curriculum.cli.screen import Screen

if TYPE_CHECKING:
    from curriculum.comparing import Comparison


def add(add_command: Add) -> None:
    """Say what the command takes."""
    parser = add_command("compare")
    parser.argument("a", path=True)
    parser.argument("b", path=True)
    parser.argument("more", path=True, nargs="*")
    parser.option("--rubric", path=True, metavar="ID")
    parser.set_defaults(run=run)


def run(arguments: Namespace, screen: Screen) -> Exit:
    """Print every difference, the metrics with their reasons, coverage and findings won and lost."""
    words = (arguments.a, arguments.b, *arguments.more)
    if arguments.rubric or any(map(rubric_comparisons.is_saved, words)):
        return rubric_comparisons.run(words, arguments, screen)
    from curriculum.comparing.documents import comparison_document
    from curriculum.comparing.wording import comparison_text
    from curriculum.errors import Finding

    if arguments.more:
        screen.refuse([Finding(code="two-at-a-time")])
        return Exit.USAGE
    found = _compared(arguments, screen)
    circles = map(inputs.blamed, found.circles, (arguments.a, arguments.b))
    for doubt in (*chain.from_iterable(circles), *found.uncounted):
        screen.note(doubt)
    if screen.as_json:
        screen.document(comparison_document(found, screen.language))
    else:
        screen.show(comparison_text(found, screen.language))
    return Exit.DONE


def _compared(arguments: Namespace, screen: Screen) -> Comparison:
    """Read both, as programmes when one of them is named as such, and compare them."""
    from curriculum.comparing import compare

    words = arguments.a, arguments.b
    if any(inputs.is_csv(word) for word in words):
        graphs = []
        for word in words:
            graph, doubts = inputs.graph(word, arguments, programmes=True)
            graphs.append(graph)
            for doubt in doubts:
                screen.note(doubt)
        return compare(*graphs)
    programmes = None
    if any(inputs.names_programme(word) for word in words):
        (before, first), (after, second) = (inputs.programme(arguments, word) for word in words)
        programmes = first, second
    else:
        before, after = (inputs.catalog(arguments, word) for word in words)
    others = (*inputs.used_by(before, arguments, arguments.a), *inputs.used_by(after, arguments, arguments.b))
    return compare(before, after, programmes=programmes, others=others)
