"""Tables for rubrics, from CSV or Excel: what raters judged, and scores from elsewhere."""

from __future__ import annotations

from fractions import Fraction

from curriculum.errors import Finding, InvalidInput, raise_if
from curriculum.evaluation.rubrics.judged import rating_findings
from curriculum.evaluation.rubrics.raters import Rating
from curriculum.evaluation.rubrics.rubric import Rubric
from curriculum.evaluation.rubrics.scores import ImportedScore, score_findings
from curriculum.files.cells import items
from curriculum.files.headings import meaning
from curriculum.files.reading import FilePath
from curriculum.files.tables import Table, read_table

RATINGS, SCORES = "ratings", "scores"
_LONGEST = 40


def load_ratings(path: FilePath, rubric: Rubric) -> tuple[Rating, ...]:
    """Read what raters judged.

    Columns: ``rater``, ``criterion``, ``level`` (empty: cannot tell; or ``not-applicable``), ``evidence``,
    ``comment`` (for the raters, never shown) and ``adjudicates`` (yes in a row that decides where they differ).

    Args:
        path: the table.
        rubric: the rubric that was judged with.

    Raises:
        InvalidInput: with every finding, each with row and column.
    """
    table = read_table(path, RATINGS)
    for column in ("rater", "criterion", "level"):
        table.require(column)
    ratings = tuple(_rating(table, index) for index in range(len(table.rows)))
    table.complaints.add(rating_findings(rubric, ratings))
    raise_if(table.complaints.located())
    return ratings


def _rating(table: Table, index: int) -> Rating:
    row = table.rows[index]
    return Rating(
        rater=table.filled(index, "rater"),
        criterion=table.filled(index, "criterion"),
        level=meaning("levels-of-rubrics", table.cell(row, "level")) or None,
        evidence=table.value(index, "evidence", lambda cell: items(cell, str)),
        comment=table.cell(row, "comment") or None,
        adjudicates=table.value(index, "adjudicates", _yes),
    )


def load_scores(path: FilePath, rubric: Rubric) -> tuple[ImportedScore, ...]:
    """Read scores from elsewhere.

    Columns: ``criterion``, ``value`` (empty: there should be one) and ``source``.

    Args:
        path: the table.
        rubric: the rubric that has criteria for them.

    Raises:
        InvalidInput: with every finding, each with row and column.
    """
    table = read_table(path, SCORES)
    for column in ("criterion", "value", "source"):
        table.require(column)
    scores = tuple(
        ImportedScore(
            criterion=table.filled(index, "criterion"),
            value=table.value(index, "value", _number),
            source=table.filled(index, "source"),
        )
        for index in range(len(table.rows))
    )
    table.complaints.add(score_findings(rubric, scores))
    raise_if(table.complaints.located())
    return scores


def _yes(cell: str) -> bool:
    word = meaning("answers", cell)
    if word not in {"", "yes", "no"}:
        raise InvalidInput([Finding(code="not-yes-or-no", values={"value": cell[:_LONGEST]})])
    return word == "yes"


def _number(cell: str) -> Fraction | None:
    if not cell:
        return None
    text = cell.replace(",", ".")
    if len(text) > _LONGEST or not text.removeprefix("-").replace(".", "", 1).isdecimal():
        raise InvalidInput([Finding(code="not-a-score", values={"value": cell[:_LONGEST]})])
    return Fraction(text)
