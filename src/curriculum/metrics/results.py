"""What the metrics say: per module, and of the curriculum as a whole."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from attrs import fields, frozen

from curriculum.graph import System
from curriculum.metrics.terms import PlanMetrics

if TYPE_CHECKING:
    import pandas as pd

BUSY_SIDE = 3
BUSY_BOTH = 5
"""A bottleneck has so many requisites on one side, or on both together."""


@frozen(kw_only=True)
class ModuleMetrics:
    """The structural metrics of one module.

    Attributes:
        id: the module's id, as written.
        blocking: ``b``, number of modules that cannot be taken before this one.
        delay: ``d``, number of modules on the longest path through this one, itself included.
        centrality: ``q``, total length in modules of all source-to-sink paths through this one; 0 at either end.
        complexity: ``h = b + d``; in a quarter system two thirds of that, rounded to one decimal.
        reachability: number of modules that come before this one, directly or not.
        needs: number of modules that this one requires directly.
        needed_by: number of modules that require this one directly.
        hard_blocking: number of modules that cannot do without this one, whichever alternatives are chosen.
        hard_delay: ``d`` when the alternatives are chosen that make it smallest.
        complexity_min: ``h`` of the two above. ``complexity`` itself counts every alternative and is the largest.
    """

    id: str
    blocking: int
    delay: int
    centrality: int
    complexity: float
    reachability: int
    needs: int
    needed_by: int
    hard_blocking: int
    hard_delay: int
    complexity_min: float

    @property
    def complexity_max(self) -> float:
        """The largest structural complexity that any choice of alternatives gives."""
        return self.complexity

    @property
    def is_bottleneck(self) -> bool:
        """Whether the module has 3 or more requisites on one side, or 5 or more in all."""
        return max(self.needs, self.needed_by) >= BUSY_SIDE or self.needs + self.needed_by >= BUSY_BOTH


@frozen(kw_only=True)
class CurriculumMetrics:
    """The structural metrics of a curriculum.

    Attributes:
        name: what the curriculum is called.
        system: semester or quarter.
        modules: the metrics of each module, in the order of the curriculum.
        requisites: number of edges ``|E|``, however many kinds of requisite join the same two modules.
        redundant: pairs ``(before, after)`` of requisites that another path says already.
        longest_path: ids of the modules on a longest path, first to last; ``delay`` of each is its length.
        longest_paths: how many longest paths there are.
        critical_path: ids of modules of which each needs a term of its own, first to last.
        plan: the degree plan's metrics, when the curriculum comes with terms.
    """

    name: str
    system: System
    modules: tuple[ModuleMetrics, ...]
    requisites: int
    redundant: tuple[tuple[str, str], ...]
    longest_path: tuple[str, ...]
    longest_paths: int
    critical_path: tuple[str, ...]
    plan: PlanMetrics | None = None

    @property
    def blocking(self) -> int:
        """Sum of the blocking factors."""
        return sum(module.blocking for module in self.modules)

    @property
    def delay(self) -> int:
        """Sum of the delay factors."""
        return sum(module.delay for module in self.modules)

    @property
    def centrality(self) -> int:
        """Sum of the centralities."""
        return sum(module.centrality for module in self.modules)

    @property
    def complexity(self) -> float:
        """Sum of the structural complexities, each of them adjusted in a quarter system."""
        return round(sum(module.complexity for module in self.modules), 1)

    @property
    def complexity_min(self) -> float:
        """Sum of the modules' smallest structural complexities."""
        return round(sum(module.complexity_min for module in self.modules), 1)

    @property
    def complexity_max(self) -> float:
        """Sum of the modules' largest structural complexities: the same as ``complexity``."""
        return self.complexity

    @property
    def rigidity(self) -> float:
        """Requisites per module, ``|E| / |V|``; 0 without modules."""
        return self.requisites / len(self.modules) if self.modules else 0.0

    @property
    def average_sequencing(self) -> float:
        """Mean delay factor of the modules; 0 without modules."""
        return self.delay / len(self.modules) if self.modules else 0.0

    @property
    def bottlenecks(self) -> tuple[str, ...]:
        """Ids of the modules with 3 or more requisites on one side, or 5 or more in all."""
        return tuple(module.id for module in self.modules if module.is_bottleneck)

    @property
    def critical_terms(self) -> int:
        """The fewest terms that the requisites allow."""
        return len(self.critical_path)

    def module(self, module_id: str) -> ModuleMetrics:
        """Return the metrics of one module.

        Raises:
            KeyError: there is no module with this id.
        """
        for module in self.modules:
            if module.id == module_id:
                return module
        raise KeyError(module_id)

    def to_frame(self) -> pd.DataFrame:
        """Return one row a module as a pandas data frame.

        Raises:
            MissingExtra: pandas is not installed.
        """
        from curriculum.frames import frame_of

        return frame_of(self.modules, [attribute.name for attribute in fields(ModuleMetrics)])

    def _repr_html_(self) -> str:
        from curriculum.metrics.pages import metrics_html

        return metrics_html(self)


def metrics_document(metrics: CurriculumMetrics) -> dict[str, Any]:
    """Return the JSON document of ``curriculum metrics --json``.

    ``modules`` and ``total`` are the contract; ``structure`` has everything else, and ``plan`` is there when the
    curriculum comes with terms.

    Args:
        metrics: the metrics of a curriculum.

    Returns:
        A document of plain dictionaries, lists, strings and numbers; integers can be of any size.
    """
    document: dict[str, Any] = {
        "modules": [
            {
                "id": module.id,
                "blocking": module.blocking,
                "delay": module.delay,
                "centrality": module.centrality,
                "complexity": module.complexity,
            }
            for module in metrics.modules
        ],
        "total": {
            "blocking": metrics.blocking,
            "delay": metrics.delay,
            "centrality": metrics.centrality,
            "complexity": metrics.complexity,
        },
        "structure": _structure(metrics),
    }
    if metrics.plan is not None:
        document["plan"] = _plan(metrics.plan)
    return document


def _structure(metrics: CurriculumMetrics) -> Mapping[str, Any]:
    return {
        "system": metrics.system,
        "requisites": metrics.requisites,
        "rigidity": metrics.rigidity,
        "average_sequencing": metrics.average_sequencing,
        "complexity_min": metrics.complexity_min,
        "complexity_max": metrics.complexity_max,
        "bottlenecks": list(metrics.bottlenecks),
        "redundant": [{"before": before, "after": after} for before, after in metrics.redundant],
        "longest_path": list(metrics.longest_path),
        "longest_paths": metrics.longest_paths,
        "critical_terms": metrics.critical_terms,
        "critical_path": list(metrics.critical_path),
        "modules": [
            {
                "id": module.id,
                "reachability": module.reachability,
                "needs": module.needs,
                "needed_by": module.needed_by,
                "hard_blocking": module.hard_blocking,
                "hard_delay": module.hard_delay,
                "complexity_min": module.complexity_min,
                "complexity_max": module.complexity_max,
            }
            for module in metrics.modules
        ],
    }


def _plan(plan: PlanMetrics) -> Mapping[str, Any]:
    return {
        "credits": list(plan.credits),
        "total": plan.total,
        "minimum": plan.minimum,
        "maximum": plan.maximum,
        "mean": plan.mean,
        "deviation": plan.deviation,
        "distance": plan.distance,
        "broken": [{"before": edge.before, "after": edge.after, "kind": edge.kind} for edge in plan.broken],
        "unplaced": list(plan.unplaced),
    }
