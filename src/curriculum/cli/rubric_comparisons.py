"""``curriculum compare --rubric``: two results against each other; several ranked, and how robust that is."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from curriculum.cli import rubrics
from curriculum.cli.exits import Exit
from curriculum.cli.screen import Screen

if TYPE_CHECKING:
    from curriculum.evaluation.rubrics import Ranking, RubricResult

_TWO = 2


def is_saved(word: str) -> bool:
    """Tell whether a word is the path of a saved result, ``rubric.json``."""
    return word.lower().endswith(".json") and Path(word).is_file()


def run(words: Sequence[str], arguments: Namespace, screen: Screen) -> Exit:
    """Print what differs between two results and why; and how all rank, and how far that depends on weights.

    Args:
        words: saved results, or what is evaluated now: catalogs, ``CATALOG:PROGRAMME``, cohorts.
        arguments: the command line.
        screen: what to print on.
    """
    from curriculum.errors import Finding
    from curriculum.evaluation.rubrics import compare_results, comparison_text, ranking_text

    if arguments.rubric is None and not all(map(is_saved, words)):
        screen.refuse([Finding(code="which-rubric")])
        return Exit.USAGE
    results = _named({word: _result(word, arguments) for word in words}, words)
    ranking = _ranked(results, screen)
    compared = compare_results(*results.values()) if len(results) == _TWO else None
    if screen.as_json:
        screen.document(
            {"comparison": compared and compared.document(), "ranking": ranking and ranking.document()}
        )
        return Exit.DONE
    texts = [comparison_text(compared, screen.language)] if compared else []
    screen.show("\n".join([*texts, *([ranking_text(ranking, screen.language)] if ranking else [])]))
    return Exit.DONE


def _result(word: str, arguments: Namespace) -> RubricResult:
    """Return a result that was saved, or that of a design or a cohort with its schedule as it is now.

    Raises:
        InvalidInput: there is no such thing, or a file is invalid.
    """
    from curriculum.files.rubric_result import as_saved, load_rubric_result

    if is_saved(word):
        return load_rubric_result(word)
    nothing_else = dict.fromkeys(("ratings", "imported", "by-schedule", "encoding"))
    return as_saved(rubrics.of_design(Namespace(**{**vars(arguments), **nothing_else, "cohort": word})))


def _named(found: Mapping[str, RubricResult], words: Sequence[str]) -> dict[str, RubricResult]:
    """Return results by what they are of; where that does not tell them apart, by the words that they go by."""
    from attrs import evolve

    told_apart = len({result.subject for result in found.values()}) == len(words)
    named = {}
    for number, word in enumerate(words, 1):
        result = found[word]
        name = result.subject if told_apart else word if word not in words[: number - 1] else f"{word} ({number})"
        named[name] = evolve(result, subject=name)
    return named


def _ranked(results: Mapping[str, RubricResult], screen: Screen) -> Ranking | None:
    """Return the ranking; None, and a note, where it would rank what cannot be held against each other."""
    from curriculum.errors import Finding
    from curriculum.evaluation.rubrics import rank_results

    try:
        return rank_results(results)
    except ValueError:
        screen.note(Finding(code="not-ranked", severity="note"))
        return None
