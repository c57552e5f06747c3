"""Porter's index: how much of what is asked for is also what is tested, and the other way round.

Source: A. C. Porter, Measuring the content of instruction: uses in research and practice. Educational Researcher
31(7), 2002, pages 3-14. Both sides are laid out over the same cells, here competency by cognitive level, as shares
of their own total; the index is 1 minus half the sum of the absolute differences.
"""

from collections import Counter
from collections.abc import Iterable
from fractions import Fraction

from curriculum import Module

Cell = tuple[str, str]
"""A competency and a cognitive level."""


def porter_index(modules: Iterable[Module]) -> Fraction | None:
    """Return the index of the modules' outcomes against their assessments, from 0 to 1.

    An outcome counts once in the cell of its competency and level, an assessment once for each outcome that it
    tests, in the cell of the outcome's competency and its own level. Outcomes and assessments without a level, and
    outcomes without a competency, are left out.

    Returns:
        The index; None when there is nothing on one of the two sides.

    Example:
        >>> from curriculum import Assessment, LearningOutcome
        >>> outcome = LearningOutcome(id="o", statement="lead a trial", competency="c", level="solo:4")
        >>> tests = [Assessment(id=step, kind="case", outcomes=["o"], level=f"solo:{step}") for step in "24"]
        >>> porter_index([Module(id="m", outcomes=[outcome], assessments=tests)])
        Fraction(1, 2)
    """
    asked: Counter[Cell] = Counter()
    tested: Counter[Cell] = Counter()
    for module in modules:
        competency = {one.id: one.competency for one in module.outcomes if one.competency}
        asked.update((one.competency, one.level) for one in module.outcomes if one.competency and one.level)
        tested.update(
            (competency[outcome], one.level)
            for one in module.assessments
            for outcome in one.outcomes
            if one.level and outcome in competency
        )
    if not asked or not tested:
        return None
    apart = sum(
        abs(Fraction(asked[cell], asked.total()) - Fraction(tested[cell], tested.total()))
        for cell in {*asked, *tested}
    )
    return 1 - Fraction(apart) / 2
