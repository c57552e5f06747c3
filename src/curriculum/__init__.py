"""Design and evaluate curricula: a graph that can be checked, schedules with proof, effects measured.

Every public name is here, and each is loaded when it is first used, so that ``import curriculum`` is quick:

    >>> import curriculum
    >>> curriculum.Score(unfilled=0, points=47) < curriculum.Score(unfilled=1, points=0)
    True
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from curriculum.catalog import Catalog as Catalog
    from curriculum.changes import CohortChange as CohortChange
    from curriculum.changes import read_change as read_change
    from curriculum.changes import with_changes as with_changes
    from curriculum.checks import Weakness as Weakness
    from curriculum.checks import check as check
    from curriculum.choosing import choice_task as choice_task
    from curriculum.cohort import Cohort as Cohort
    from curriculum.comparing import Comparison as Comparison
    from curriculum.comparing import compare as compare
    from curriculum.coverage import Alignment as Alignment
    from curriculum.coverage import CurriculumMap as CurriculumMap
    from curriculum.coverage import Gap as Gap
    from curriculum.coverage import Overlap as Overlap
    from curriculum.coverage import ProgrammeCoverage as ProgrammeCoverage
    from curriculum.coverage import Progression as Progression
    from curriculum.coverage import Repair as Repair
    from curriculum.coverage import SinglePoint as SinglePoint
    from curriculum.coverage import admissible_selections as admissible_selections
    from curriculum.coverage import alignments as alignments
    from curriculum.coverage import curriculum_map as curriculum_map
    from curriculum.coverage import overlaps as overlaps
    from curriculum.coverage import programme_coverage as programme_coverage
    from curriculum.coverage import progressions as progressions
    from curriculum.coverage import repaired as repaired
    from curriculum.coverage import single_points as single_points
    from curriculum.coverage.wording import coverage_text as coverage_text
    from curriculum.design import Plan as Plan
    from curriculum.design import PlanTask as PlanTask
    from curriculum.errors import CurriculumError as CurriculumError
    from curriculum.errors import Finding as Finding
    from curriculum.errors import InvalidInput as InvalidInput
    from curriculum.errors import MissingExtra as MissingExtra
    from curriculum.evaluation.evaluation import Evaluation as Evaluation
    from curriculum.evaluation.rubrics import evaluate_rubric as evaluate_rubric
    from curriculum.explaining import Effect as Effect
    from curriculum.explaining import Explanation as Explanation
    from curriculum.explaining import RunObstacles as RunObstacles
    from curriculum.explaining.explain import explain as explain
    from curriculum.files import catalog_text as catalog_text
    from curriculum.files import dump_catalog as dump_catalog
    from curriculum.files import dump_cohort as dump_cohort
    from curriculum.files import dump_groups as dump_groups
    from curriculum.files import dump_schedule as dump_schedule
    from curriculum.files import groups_text as groups_text
    from curriculum.files import load_catalog as load_catalog
    from curriculum.files import load_cohort as load_cohort
    from curriculum.files import load_groups as load_groups
    from curriculum.files import load_schedule as load_schedule
    from curriculum.files import schedule_text as schedule_text
    from curriculum.files.instruments import load_instruments as load_instruments
    from curriculum.files.responses import load_responses as load_responses
    from curriculum.files.rubric import load_rubric as load_rubric
    from curriculum.files.rubric import shipped_rubric as shipped_rubric
    from curriculum.graph import RequisiteGraph as RequisiteGraph
    from curriculum.graph import catalog_graph as catalog_graph
    from curriculum.graph import catalog_network as catalog_network
    from curriculum.graph import module_network as module_network
    from curriculum.graph import requisite_graph as requisite_graph
    from curriculum.groups import GroupMeeting as GroupMeeting
    from curriculum.groups import Groups as Groups
    from curriculum.groups import GroupScore as GroupScore
    from curriculum.groups import GroupsInterrupted as GroupsInterrupted
    from curriculum.groups import GroupViolation as GroupViolation
    from curriculum.groups import Network as Network
    from curriculum.groups import arrange_groups as arrange_groups
    from curriculum.groups import cohort_network as cohort_network
    from curriculum.groups import group_score as group_score
    from curriculum.groups import group_violations as group_violations
    from curriculum.groups import numbered_network as numbered_network
    from curriculum.judge import Violation as Violation
    from curriculum.judge import points as points
    from curriculum.judge import score as score
    from curriculum.judge import unfilled as unfilled
    from curriculum.judge import violations as violations
    from curriculum.metrics import CurriculumMetrics as CurriculumMetrics
    from curriculum.metrics import structural_metrics as structural_metrics
    from curriculum.metrics.wording import metrics_text as metrics_text
    from curriculum.model import Activity as Activity
    from curriculum.model import Assessment as Assessment
    from curriculum.model import Capacity as Capacity
    from curriculum.model import Choose as Choose
    from curriculum.model import Competency as Competency
    from curriculum.model import Electives as Electives
    from curriculum.model import LearningOutcome as LearningOutcome
    from curriculum.model import Level as Level
    from curriculum.model import Module as Module
    from curriculum.model import Programme as Programme
    from curriculum.model import Scale as Scale
    from curriculum.model import Source as Source
    from curriculum.model import Step as Step
    from curriculum.model import Target as Target
    from curriculum.offering import Offer as Offer
    from curriculum.offering import propose_runs as propose_runs
    from curriculum.planner import choose_modules as choose_modules
    from curriculum.planner import plan_terms as plan_terms
    from curriculum.plugins import PluginState as PluginState
    from curriculum.plugins import find_catalog as find_catalog
    from curriculum.plugins import installed_catalogs as installed_catalogs
    from curriculum.plugins import plugin_states as plugin_states
    from curriculum.roster import Participant as Participant
    from curriculum.roster import Span as Span
    from curriculum.rules import RULES as RULES
    from curriculum.rules import Cover as Cover
    from curriculum.rules import GapDays as GapDays
    from curriculum.rules import Goals as Goals
    from curriculum.rules import Mixing as Mixing
    from curriculum.rules import Rules as Rules
    from curriculum.runs import Run as Run
    from curriculum.runs import Session as Session
    from curriculum.scales import STANDARD_SCALES as STANDARD_SCALES
    from curriculum.scenarios import Advance as Advance
    from curriculum.scenarios import Advances as Advances
    from curriculum.scenarios import Alternatives as Alternatives
    from curriculum.scenarios import Fairness as Fairness
    from curriculum.scenarios import Frontier as Frontier
    from curriculum.scenarios import Replan as Replan
    from curriculum.scenarios import Robustness as Robustness
    from curriculum.scenarios import Scenario as Scenario
    from curriculum.scenarios import cohort_of_wishes as cohort_of_wishes
    from curriculum.scenarios import compare_scenarios as compare_scenarios
    from curriculum.scenarios import fair_schedule as fair_schedule
    from curriculum.scenarios import replan as replan
    from curriculum.scenarios import rule_cases as rule_cases
    from curriculum.scenarios import satisfactions as satisfactions
    from curriculum.scenarios import waiting_list as waiting_list
    from curriculum.scenarios.alternatives import alternatives as alternatives
    from curriculum.scenarios.frontier import frontier as frontier
    from curriculum.scenarios.robustness import robustness as robustness
    from curriculum.schedule import Change as Change
    from curriculum.schedule import Conflict as Conflict
    from curriculum.schedule import Place as Place
    from curriculum.schedule import Points as Points
    from curriculum.schedule import Schedule as Schedule
    from curriculum.schedule import Score as Score
    from curriculum.schedule import Unfilled as Unfilled
    from curriculum.schedule import difference as difference
    from curriculum.scheduler import Interrupted as Interrupted
    from curriculum.scheduler import Progress as Progress
    from curriculum.scheduler import schedule_cohort as schedule_cohort
    from curriculum.text import Text as Text

_HOMES = {
    "catalog": ("Catalog",),
    "changes": ("CohortChange", "read_change", "with_changes"),
    "checks": ("Weakness", "check"),
    "choosing": ("choice_task",),
    "cohort": ("Cohort",),
    "comparing": ("Comparison", "compare"),
    "coverage": (
        "Alignment",
        "CurriculumMap",
        "Gap",
        "Overlap",
        "ProgrammeCoverage",
        "Progression",
        "Repair",
        "SinglePoint",
        "admissible_selections",
        "alignments",
        "curriculum_map",
        "overlaps",
        "programme_coverage",
        "progressions",
        "repaired",
        "single_points",
    ),
    "coverage.wording": ("coverage_text",),
    "design": ("Plan", "PlanTask"),
    "errors": ("CurriculumError", "Finding", "InvalidInput", "MissingExtra"),
    "evaluation.evaluation": ("Evaluation",),
    "evaluation.rubrics": ("evaluate_rubric",),
    "explaining": ("Effect", "Explanation", "RunObstacles", "explain"),
    "files": (
        "catalog_text",
        "dump_catalog",
        "dump_cohort",
        "dump_groups",
        "dump_schedule",
        "groups_text",
        "load_catalog",
        "load_cohort",
        "load_groups",
        "load_schedule",
        "schedule_text",
    ),
    "files.instruments": ("load_instruments",),
    "files.responses": ("load_responses",),
    "files.rubric": ("load_rubric", "shipped_rubric"),
    "graph": ("RequisiteGraph", "catalog_graph", "catalog_network", "module_network", "requisite_graph"),
    "groups": (
        "GroupMeeting",
        "GroupScore",
        "GroupViolation",
        "Groups",
        "GroupsInterrupted",
        "Network",
        "arrange_groups",
        "cohort_network",
        "group_score",
        "group_violations",
        "numbered_network",
    ),
    "judge": ("Violation", "points", "score", "unfilled", "violations"),
    "metrics": ("CurriculumMetrics", "structural_metrics"),
    "metrics.wording": ("metrics_text",),
    "model": (
        "Activity",
        "Assessment",
        "Capacity",
        "Choose",
        "Competency",
        "Electives",
        "LearningOutcome",
        "Level",
        "Module",
        "Programme",
        "Scale",
        "Source",
        "Step",
        "Target",
    ),
    "offering": ("Offer", "propose_runs"),
    "planner": ("choose_modules", "plan_terms"),
    "plugins": ("PluginState", "find_catalog", "installed_catalogs", "plugin_states"),
    "roster": ("Participant", "Span"),
    "rules": ("RULES", "Cover", "GapDays", "Goals", "Mixing", "Rules"),
    "runs": ("Run", "Session"),
    "scales": ("STANDARD_SCALES",),
    "scenarios": (
        "Advance",
        "Advances",
        "Alternatives",
        "Fairness",
        "Frontier",
        "Replan",
        "Robustness",
        "Scenario",
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
    ),
    "schedule": ("Change", "Conflict", "Place", "Points", "Schedule", "Score", "Unfilled", "difference"),
    "scheduler": ("Interrupted", "Progress", "schedule_cohort"),
    "text": ("Text",),
}
_HOME = {name: home for home, names in _HOMES.items() for name in names}
__all__ = sorted(_HOME)  # noqa: PLE0605 - one list of names is enough; a test holds the imports above to it

if not TYPE_CHECKING:  # a type checker reads the imports above, and so notices a name that does not exist

    def __getattr__(name: str) -> object:
        """Load the module that a public name lives in, and keep the name for the next time."""
        if name not in _HOME:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        value = getattr(import_module(f"{__name__}.{_HOME[name]}"), name)
        globals()[name] = value
        return value


def __dir__() -> list[str]:
    return __all__
