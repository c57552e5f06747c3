"""Before the programme runs: what this schedule can show, frozen before anybody answers.

===========================  ==================================================================================
:func:`evaluation_plan`      who answers what when, detectable effects, groups that will be withheld, and for each
                             question that cannot be answered the cheapest change that would make it so
:func:`plan_files`           the plan as JSON and text, invitations, calendar, LimeSurvey questionnaires
:func:`check_plan`           whether a frozen plan still holds for a schedule as it is now
:func:`draw_lots`            who gets which of several runs that suit them equally, by a seeded draw
===========================  ==================================================================================
"""

from curriculum.evaluation.planning.checking import FrozenPlan, check_plan
from curriculum.evaluation.planning.contrasts import Assumptions
from curriculum.evaluation.planning.exports import plan_files
from curriculum.evaluation.planning.lots import Draw, Lot, draw_lots
from curriculum.evaluation.planning.plan import EvaluationPlan, evaluation_plan
from curriculum.evaluation.planning.wording import draw_text, plan_text

__all__ = [
    "Assumptions",
    "Draw",
    "EvaluationPlan",
    "FrozenPlan",
    "Lot",
    "check_plan",
    "draw_lots",
    "draw_text",
    "evaluation_plan",
    "plan_files",
    "plan_text",
]
