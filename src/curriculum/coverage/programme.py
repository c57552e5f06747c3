"""Guaranteed, mean and best coverage of a programme's targets, with gaps and repairs."""

from __future__ import annotations

from collections.abc import Collection

from attrs import evolve

from curriculum.catalog import Catalog
from curriculum.coverage.measuring import measure
from curriculum.coverage.repairs import Repairs
from curriculum.coverage.results import Gap, ProgrammeCoverage
from curriculum.coverage.scope import Scope


def programme_coverage(
    catalog: Catalog, programme_id: str, *, others: Collection[Catalog] = (), repairs: bool = True
) -> ProgrammeCoverage:
    """Return how far a programme's targets are reached by all its admissible selections.

    A selection is all basis modules and a legal number of electives, closed under requirements. It meets a target
    when it reaches the promised step. A target with a leadership level counts for that level only.

    Args:
        catalog: a catalog.
        programme_id: id of one of its programmes.
        others: catalogs that it uses, for their modules and scales.
        repairs: whether to look for what would close the gaps, which takes most of the time.

    Raises:
        KeyError: there is no such programme.
        InvalidInput: its electives require each other in so many ways that the selections cannot be counted.

    Example:
        >>> from curriculum import Competency, Electives, LearningOutcome, Module, Programme, Target
        >>> lead = LearningOutcome(id="lead", statement="Lead.", competency="change", reaches="novice")
        >>> mine = Catalog(
        ...     id="mine",
        ...     competencies=[Competency(id="change", scale="dreyfus")],
        ...     modules=[Module(id="a", hours=6, outcomes=[lead]), Module(id="b", hours=6)],
        ...     programmes=[Programme(
        ...         id="p",
        ...         electives=Electives(modules=["a", "b"], choose=1),
        ...         targets=[Target(competency="change", reaches="novice")],
        ...     )],
        ... )
        >>> covered = programme_coverage(mine, "p")
        >>> covered.selections, covered.guaranteed, covered.mean, covered.best
        (2, 0.0, 0.5, 1.0)
    """
    scope = Scope(catalog, tuple(others))
    measured = measure(scope, catalog.programme(programme_id))
    if not repairs:
        return measured
    found: dict[tuple[str, str | None], Gap] = {}
    search = Repairs(scope, measured)
    for gap in measured.gaps:
        promise = gap.target.competency, gap.target.reaches
        if promise not in found:  # the same promise to another level has the same repairs
            told, proven = search.of(gap)
            found[promise] = evolve(gap, repairs=told, proven=proven)
    gaps = [
        evolve(found[gap.target.competency, gap.target.reaches], target=gap.target, example=gap.example)
        for gap in measured.gaps
    ]
    return evolve(measured, gaps=tuple(gaps))
