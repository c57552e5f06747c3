"""Rubrics: criteria with levels, evaluated against a design, its schedule, answers, ratings and scores.

=================================  =========================================================================
:class:`Rubric`                    criteria with levels and weights, and gates
:func:`evaluate_rubric`            a state and a level for each criterion, with evidence, and a total that may
                                   be an interval
:func:`rubric_text`                the result in words
:func:`compare_results`            two results, what differs and what caused it
:func:`rank_results`               several results ranked, and how robust the ranking is to the weights
:data:`INDICATORS`                 what can be computed from a design and a schedule
=================================  =========================================================================

The words of a rubric file and the definitions are in ``docs/rubrics.md``.
"""

from curriculum.evaluation.rubrics.bounds import Bounds
from curriculum.evaluation.rubrics.comparing import Difference, ResultComparison, compare_results
from curriculum.evaluation.rubrics.computed import Computing
from curriculum.evaluation.rubrics.evaluating import evaluate_rubric
from curriculum.evaluation.rubrics.evidence import Evidence
from curriculum.evaluation.rubrics.indicators import INDICATORS, Blank, Indicator, Measurement, Situation
from curriculum.evaluation.rubrics.measure import Measure
from curriculum.evaluation.rubrics.raters import Agreement, Panel, Rating
from curriculum.evaluation.rubrics.results import CriterionResult, GateResult, RubricResult
from curriculum.evaluation.rubrics.robustness import Limits, Ranking, rank_results
from curriculum.evaluation.rubrics.rubric import Criterion, Gate, Rubric, RubricLevel
from curriculum.evaluation.rubrics.scores import ImportedScore
from curriculum.evaluation.rubrics.wording import comparison_text, ranking_text, rubric_text

__all__ = [
    "INDICATORS",
    "Agreement",
    "Blank",
    "Bounds",
    "Computing",
    "Criterion",
    "CriterionResult",
    "Difference",
    "Evidence",
    "Gate",
    "GateResult",
    "ImportedScore",
    "Indicator",
    "Limits",
    "Measure",
    "Measurement",
    "Panel",
    "Ranking",
    "Rating",
    "ResultComparison",
    "Rubric",
    "RubricLevel",
    "RubricResult",
    "Situation",
    "compare_results",
    "comparison_text",
    "evaluate_rubric",
    "rank_results",
    "ranking_text",
    "rubric_text",
]
