"""``curriculum map``: the modules of a curriculum in layers, with what they require, as a picture."""

from __future__ import annotations

from argparse import Namespace
from typing import TYPE_CHECKING

from curriculum.cli import inputs
from curriculum.cli.exits import Exit
from curriculum.cli.outputs import foresee_picture, give_picture
from curriculum.cli.parser import Add
from curriculum.cli.screen import Screen

if TYPE_CHECKING:
    from curriculum.graph import RequisiteGraph
    from curriculum.pictures import Picture


def add(add_command: Add) -> None:
    """Say what the command takes."""
    parser = add_command("map")
    parser.argument("curriculum", path=True)
    parser.option("--out", path=True, metavar="FILE.svg")
    parser.option("--outcomes", action="store_true")
    parser.option("--dry-run", action="store_true")
    parser.set_defaults(run=run)


def run(arguments: Namespace, screen: Screen) -> Exit:
    """Draw the map; write it, or print it where no file is named. The document has the layers."""
    from curriculum.pictures.layers import layers_document

    if arguments.out:
        foresee_picture(arguments.out)
    graph, picture = _drawn(arguments, screen)
    give_picture(picture, layers_document(graph), arguments, screen)
    return Exit.DONE


def _drawn(arguments: Namespace, screen: Screen) -> tuple[RequisiteGraph, Picture]:
    from curriculum.graph import catalog_graph
    from curriculum.pictures import catalog_picture, graph_picture

    word = arguments.curriculum
    if inputs.is_csv(word):
        graph, doubts = inputs.graph(word, arguments)
        for doubt in doubts:
            screen.note(doubt)
        return graph, graph_picture(graph, language=screen.language)
    catalog, programme = inputs.catalog_or_programme(arguments, word)
    picture = catalog_picture(
        catalog,
        programme,
        outcomes=arguments.outcomes,
        others=inputs.used_by(catalog, arguments, word),
        language=screen.language,
    )
    return catalog_graph(catalog, programme=programme), picture
