"""Evaluating a programme, and what was made of it, with a rubric."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import TYPE_CHECKING

from attrs import evolve

from curriculum.catalog import Catalog
from curriculum.cohort import Cohort
from curriculum.errors import raise_if
from curriculum.evaluation.instruments import Instruments
from curriculum.evaluation.responses import Responses
from curriculum.evaluation.rubrics.computed import Computing, computed_result
from curriculum.evaluation.rubrics.indicators import Situation
from curriculum.evaluation.rubrics.judged import judged_result, rating_findings
from curriculum.evaluation.rubrics.measured import Measuring
from curriculum.evaluation.rubrics.raters import Rating, agreement_of
from curriculum.evaluation.rubrics.results import CriterionResult, RubricResult
from curriculum.evaluation.rubrics.rubric import Criterion, Rubric
from curriculum.evaluation.rubrics.scores import ImportedScore, imported_result
from curriculum.evaluation.rubrics.totals import totalled
from curriculum.schedule import Schedule

if TYPE_CHECKING:
    from curriculum.evaluation.privacy import Beside, Published

_USUAL = Computing()


def evaluate_rubric(
    rubric: Rubric,
    *,
    catalog: Catalog | None = None,
    programme: str | None = None,
    others: Iterable[Catalog] = (),
    cohort: Cohort | None = None,
    schedule: Schedule | None = None,
    responses: Responses | None = None,
    instruments: Instruments | None = None,
    ratings: Collection[Rating] | None = None,
    imported: Collection[ImportedScore] | None = None,
    earlier: Sequence[Published] = (),
    beside: Beside | None = None,
    computing: Computing = _USUAL,
    seed: int = 0,
) -> RubricResult:
    """Return what a programme comes to by a rubric.

    Whatever is left out makes the criteria that need it unknown, and the total an interval.

    Args:
        rubric: the rubric.
        catalog: the catalog that the programme is in; the cohort's when left out.
        programme: the programme's id; the cohort's when left out.
        others: catalogs that it uses; the cohort's when left out.
        cohort: the people, for what is computed from the schedule and for groups of answers.
        schedule: the cohort's schedule.
        responses: what people answered.
        instruments: what they were asked; needed with responses.
        ratings: what raters judged.
        imported: scores from elsewhere.
        earlier: which groups earlier reports have shown, for the privacy gate.
        beside: what is given out together with this result, for the privacy gate; None when nothing is.
        computing: what computed criteria can ask for.
        seed: seed of the bootstrap of the raters' agreement.

    Raises:
        InvalidInput: a rating is of a criterion or a level that does not exist, or given twice.
        KeyError: the catalog has no such programme.
        ValueError: neither a programme nor a cohort is given, or responses without instruments.

    Example:
        >>> from curriculum import Catalog, Module, Programme
        >>> from curriculum.files.rubric import shipped_rubric
        >>> catalog = Catalog(id="mine", modules=[Module(id="a")], programmes=[Programme(id="p", basis=["a"])])
        >>> result = evaluate_rubric(shipped_rubric("programme-design"), catalog=catalog, programme="p")
        >>> result.of("trial-actions").state, result.of("top-level-present").state
        ('not-met', 'missing-data')
    """
    if responses is not None and instruments is None:
        raise ValueError("responses are answers to instruments: say which")
    situation = _situation(catalog, programme, tuple(others), cohort, schedule)
    listed = list(ratings or ())
    raise_if(rating_findings(rubric, listed))
    measuring = Measuring(
        rubric, responses, instruments or Instruments(()), cohort, earlier=earlier, beside=beside
    )

    def result(criterion: Criterion) -> CriterionResult:
        if not _applies(criterion, situation):
            return CriterionResult(
                criterion=criterion.id, state="not-applicable", points=None, reason="other-programme"
            )
        if criterion.kind == "computed":
            return computed_result(criterion, situation, computing)
        if criterion.kind == "judged":
            return judged_result(criterion, listed)
        if criterion.kind == "measured":
            return measuring.result(criterion)
        return imported_result(criterion, imported)

    found = totalled(rubric, _subject(situation), map(result, rubric.criteria))
    return evolve(
        found,
        agreement=agreement_of(rubric, listed, seed),
        release=measuring.release if responses is not None and measuring.measures else None,
    )


def _situation(
    catalog: Catalog | None,
    programme: str | None,
    others: tuple[Catalog, ...],
    cohort: Cohort | None,
    schedule: Schedule | None,
) -> Situation:
    if cohort is not None:
        catalog, programme = catalog or cohort.catalog, programme or cohort.programme_id
        others = others or cohort.others
    if catalog is None or programme is None:
        raise ValueError("name a catalog and its programme, or a cohort")
    return Situation(
        catalog=catalog,
        programme=catalog.programme(programme),
        others=others,
        cohort=cohort,
        schedule=schedule,
    )


def _subject(situation: Situation) -> str:
    name = f"{situation.catalog.id}:{situation.programme.id}"
    return name if situation.cohort is None else f"{name}/{situation.cohort.id}"


def _applies(criterion: Criterion, situation: Situation) -> bool:
    names = {situation.catalog.id, f"{situation.catalog.id}:{situation.programme.id}"}
    return not criterion.applies_to or bool(names & set(criterion.applies_to))
