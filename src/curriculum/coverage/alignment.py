"""Constructive alignment: is every outcome trained by an activity and tested by an assessment at its level?

An outcome is *trained* when some activity for it is at most one step below its cognitive level, and *tested* when
some assessment of it is at its level or above. Levels on different scales cannot be compared, nor can a level that
is not given: then the answer is ``unknown`` rather than no.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Literal

from attrs import frozen

from curriculum.catalog import Catalog
from curriculum.coverage.scope import Scope
from curriculum.model import Activity, Assessment

Fit = Literal["met", "too-low", "none", "unknown"]
"""``none``: nothing is there; ``too-low``: what is there is below; ``unknown``: it has no level to compare."""
HELP = 1
"""So many steps below its outcome an activity may be: one learns by stretching."""


@frozen(kw_only=True)
class Alignment:
    """How one outcome of one module is trained and tested.

    Attributes:
        module: id of the module.
        outcome: id of the outcome in that module.
        level: the outcome's cognitive level as written.
        activities: ids of the activities that train it.
        assessments: ids of the assessments that test it.
        trained: whether an activity is at most one step below the outcome's level.
        tested: whether an assessment is at the outcome's level or above.
        module_index: position of the module in the catalog, from 0.
        outcome_index: position of the outcome in the module, from 0.
    """

    module: str
    outcome: str
    level: str | None
    activities: tuple[str, ...]
    assessments: tuple[str, ...]
    trained: Fit
    tested: Fit
    module_index: int
    outcome_index: int

    @property
    def aligned(self) -> bool:
        """Whether the outcome is both trained and tested."""
        return self.trained == self.tested == "met"


def alignments(catalog: Catalog, *, others: Iterable[Catalog] = ()) -> tuple[Alignment, ...]:
    """Return how each outcome of each module is trained and tested, in the catalog's order.

    Args:
        catalog: a catalog.
        others: catalogs that it uses, for their scales.

    Example:
        >>> from curriculum import Activity, Assessment, LearningOutcome, Module
        >>> trial = Activity(id="trial", kind="trial-action", outcomes=["lead"], level="solo:3")
        >>> note = Assessment(id="note", kind="note", outcomes=["lead"], level="solo:3")
        >>> lead = LearningOutcome(id="lead", statement="Lead a trial.", level="solo:4")
        >>> module = Module(id="m", outcomes=[lead], activities=[trial], assessments=[note])
        >>> (found,) = alignments(Catalog(id="mine", modules=[module]))
        >>> found.trained, found.tested
        ('met', 'too-low')
    """
    scope = Scope(catalog, others)
    found = []
    for module_index, module in enumerate(catalog.modules):
        for outcome_index, outcome in enumerate(module.outcomes):
            activities = [one for one in module.activities if outcome.id in one.outcomes]
            assessments = [one for one in module.assessments if outcome.id in one.outcomes]
            found.append(
                Alignment(
                    module=module.id,
                    outcome=outcome.id,
                    level=outcome.level,
                    activities=tuple(one.id for one in activities),
                    assessments=tuple(one.id for one in assessments),
                    trained=_fit(scope, outcome.level, activities, HELP),
                    tested=_fit(scope, outcome.level, assessments, 0),
                    module_index=module_index,
                    outcome_index=outcome_index,
                )
            )
    return tuple(found)


def _fit(scope: Scope, level: str | None, entries: Sequence[Activity | Assessment], below: int) -> Fit:
    """Compare the best of some activities or assessments with an outcome's level."""
    if not entries:
        return "none"
    wanted = scope.cognitive(level)
    if wanted is None:  # an outcome without a level asks for no level
        return "met" if level is None else "unknown"
    levels = [scope.cognitive(entry.level) for entry in entries]
    comparable = [found[1] for found in levels if found and found[0] == wanted[0]]
    if any(rank >= wanted[1] - below for rank in comparable):
        return "met"
    return "too-low" if len(comparable) == len(entries) else "unknown"
