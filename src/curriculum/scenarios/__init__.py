"""What else could be: schedules mended, compared, shared out otherwise, tried against illness.

Each question has its file: :mod:`~curriculum.scenarios.replanning` changes as little as possible,
:mod:`~curriculum.scenarios.comparing` works out cases side by side, :mod:`~curriculum.scenarios.alternatives`,
:mod:`~curriculum.scenarios.frontier` and :mod:`~curriculum.scenarios.fairness` find other schedules to choose
among, :mod:`~curriculum.scenarios.waiting` and :mod:`~curriculum.scenarios.advancing` are the waiting list, and
:mod:`~curriculum.scenarios.robustness` draws who falls ill. What is independent takes any executor.
"""

from curriculum.scenarios.advancing import Advance, Advances, waiting_list
from curriculum.scenarios.alternatives import Alternatives, alternatives
from curriculum.scenarios.comparing import Scenario, compare_scenarios, rule_cases
from curriculum.scenarios.fairness import Fairness, fair_schedule
from curriculum.scenarios.frontier import Frontier, Tradeoff, frontier
from curriculum.scenarios.replanning import Replan, replan
from curriculum.scenarios.robustness import Estimate, Robustness, RunRisk, robustness
from curriculum.scenarios.satisfaction import satisfactions
from curriculum.scenarios.waiting import Waiting, waiting_order
from curriculum.scenarios.wishes import cohort_of_wishes

__all__ = [
    "Advance",
    "Advances",
    "Alternatives",
    "Estimate",
    "Fairness",
    "Frontier",
    "Replan",
    "Robustness",
    "RunRisk",
    "Scenario",
    "Tradeoff",
    "Waiting",
    "alternatives",
    "cohort_of_wishes",
    "compare_scenarios",
    "fair_schedule",
    "frontier",
    "replan",
    "robustness",
    "rule_cases",
    "satisfactions",
    "waiting_list",
    "waiting_order",
]
