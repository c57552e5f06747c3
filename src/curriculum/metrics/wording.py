"""Structural metrics in words: what ``curriculum metrics`` prints for people, in the reader's language."""

from __future__ import annotations

from collections.abc import Iterable

from curriculum.columns import columns
from curriculum.messages import decimal, say
from curriculum.metrics.results import CurriculumMetrics, ModuleMetrics

NOTHING = "-"
CELLS = ("blocking", "delay", "centrality", "complexity")
WIDEST = 30
"""Digits that a number is shown with at most; a larger one is shown by its size."""


def metrics_text(metrics: CurriculumMetrics, language: str = "en") -> str:
    """Return the table of modules with its totals, then what stands out in the structure.

    Args:
        metrics: the metrics of a curriculum.
        language: da, sv or en.
    """
    named = [f"{name}: {value}" for name, value in facts(metrics, language)]
    return "\n".join([*columns(table(metrics, language), numbers=True), "", *named]) + "\n"


def table(metrics: CurriculumMetrics, language: str) -> list[list[str]]:
    """Return headings, a row for each module, and the totals."""
    head = [say(f"metrics.column.{name}", language) for name in ("module", *CELLS)]
    rows = [[module.id, *_cells(module, language)] for module in metrics.modules]
    return [head, *rows, [say("metrics.total", language), *_cells(metrics, language)]]


def facts(metrics: CurriculumMetrics, language: str) -> list[tuple[str, str]]:
    """Return what stands out in the structure, each with its name."""
    found = {
        "requisites": str(metrics.requisites),
        "rigidity": decimal(f"{metrics.rigidity:.2f}", language),
        "sequencing": decimal(f"{metrics.average_sequencing:.2f}", language),
        "longest-path": _path(metrics.longest_path),
        "critical-path": f"{metrics.critical_terms}: {_path(metrics.critical_path)}",
        "bottlenecks": ", ".join(metrics.bottlenecks) or NOTHING,
        "redundant": _redundant(metrics.redundant),
    }
    return [(say(f"metrics.fact.{name}", language), value) for name, value in found.items()]


def _cells(of: ModuleMetrics | CurriculumMetrics, language: str) -> list[str]:
    return [_number(getattr(of, name), language) for name in CELLS]


def _number(value: float, language: str) -> str:
    if isinstance(value, int) and value.bit_length() > WIDEST * 4:
        return f"~2^{value.bit_length() - 1}"
    return decimal(f"{value:.1f}", language) if isinstance(value, float) else str(value)


def _path(modules: Iterable[str]) -> str:
    return " → ".join(modules) or NOTHING


def _redundant(pairs: Iterable[tuple[str, str]]) -> str:
    return ", ".join(f"{before} → {after}" for before, after in pairs) or NOTHING
