"""Structural metrics of a curriculum: exact, and in time that grows nearly as the graph does.

    >>> from curriculum.graph import requisite_graph
    >>> measured = structural_metrics(requisite_graph([("a", "c"), ("b", "c"), ("c", "d")]))
    >>> measured.module("c").complexity, measured.complexity
    (4, 17)

The formulas are in ``docs/metrics.md``, each with an example.
"""

from curriculum.metrics.feasibility import circle_findings
from curriculum.metrics.measure import longest_paths, structural_metrics
from curriculum.metrics.results import CurriculumMetrics, ModuleMetrics, metrics_document
from curriculum.metrics.terms import PlanMetrics, plan_metrics

__all__ = [
    "CurriculumMetrics",
    "ModuleMetrics",
    "PlanMetrics",
    "circle_findings",
    "longest_paths",
    "metrics_document",
    "plan_metrics",
    "structural_metrics",
]
