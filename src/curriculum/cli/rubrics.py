"""What commands that evaluate with rubrics share: their options, finding a rubric, and evaluating with it."""

from __future__ import annotations

from argparse import Namespace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from curriculum.cli import inputs
from curriculum.cli.parser import Parser
from curriculum.cli.schedules import usual_schedule

if TYPE_CHECKING:
    from curriculum.evaluation.evaluation import Evaluation
    from curriculum.evaluation.rubrics import Rubric, RubricResult


def take_options(parser: Parser) -> None:
    """Let a command take a rubric, what raters judged, and scores from elsewhere."""
    parser.option("--rubric", metavar="ID", path=True)
    parser.option("--ratings", metavar="FILE", path=True)
    parser.option("--imported", metavar="FILE", path=True)


def find(word: str, arguments: Namespace) -> Rubric:
    """Return the rubric that is named; an existing path wins over an id.

    Raises:
        InvalidInput: there is no such rubric, or it is invalid.
    """
    from curriculum.errors import Finding, InvalidInput, nearest
    from curriculum.files.rubric import load_rubric, shipped_rubrics
    from curriculum.plugins import find_rubric, rubric_files

    if Path(word).exists():
        return load_rubric(word)
    shipped = {rubric.id: rubric for rubric in shipped_rubrics()}
    if word in shipped:
        return shipped[word]
    only = inputs.allowed_plugins(arguments)
    if (found := find_rubric(word, only=only)) is not None:
        return found
    known = sorted([*shipped, *rubric_files(only=only)])
    values = {"word": word, "known": ", ".join(known), "suggestion": nearest(word, known)}
    raise InvalidInput([Finding(code="no-such-rubric", values=values)])


def tables(rubric: Rubric, arguments: Namespace) -> dict[str, Any]:
    """Return what the command line names for a rubric, as arguments of ``evaluate_rubric``.

    Raises:
        InvalidInput: one of the tables is invalid.
    """
    from curriculum.evaluation.rubrics import Computing
    from curriculum.files.ratings import load_ratings, load_scores
    from curriculum.plugins import check_faults, installed_checks

    only = inputs.allowed_plugins(arguments)
    return {
        "ratings": load_ratings(arguments.ratings, rubric) if arguments.ratings else None,
        "imported": load_scores(arguments.imported, rubric) if arguments.imported else None,
        "computing": Computing(checks=installed_checks(only=only), faults=partial(check_faults, only=only)),
    }


def of_design(arguments: Namespace) -> RubricResult:
    """Return what a design comes to, or a cohort with its schedule, without any answers.

    Args:
        arguments: the command line; its first argument names a cohort's folder, or ``CATALOG[:PROGRAMME]``.

    Raises:
        InvalidInput: there is no such rubric, cohort or programme, or a file is invalid.
    """
    from curriculum.evaluation.rubrics import evaluate_rubric
    from curriculum.files.settings import FILE_NAME

    rubric = find(arguments.rubric, arguments)
    given = tables(rubric, arguments)
    folder = Path(arguments.cohort)
    if folder.name == FILE_NAME or (folder / FILE_NAME).is_file():
        cohort = inputs.cohort(arguments)
        return evaluate_rubric(rubric, cohort=cohort, schedule=usual_schedule(arguments, cohort), **given)
    catalog, programme = inputs.programme(arguments, arguments.cohort)
    others = inputs.used_by(catalog, arguments, arguments.cohort)
    return evaluate_rubric(rubric, catalog=catalog, programme=programme, others=others, **given)


def of_evaluation(evaluation: Evaluation, arguments: Namespace) -> RubricResult:
    """Return what a programme comes to, with the answers and behind the gate of an evaluation.

    Raises:
        InvalidInput: there is no such rubric, or a file is invalid.
    """
    from curriculum.evaluation.rubrics import evaluate_rubric

    rubric = find(arguments.rubric, arguments)
    return evaluate_rubric(
        rubric,
        cohort=evaluation.cohort,
        schedule=evaluation.schedule,
        responses=evaluation.responses,
        instruments=evaluation.instruments,
        earlier=evaluation.earlier,
        beside=evaluation.beside,
        **tables(rubric, arguments),
    )
