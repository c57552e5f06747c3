"""Why not: what keeps a place unfilled, a run from being held, a wish from being met, any schedule from existing.

An answer is a minimal conflict (rules, people and runs that cannot all hold, though without any one of them
the others can, both confirmed by solving again) and the cheapest changes that would help, each with its effect.
:mod:`~curriculum.explaining.minimal` shrinks conflicts, :mod:`~curriculum.explaining.proposals` turns them into
changes, :mod:`~curriculum.explaining.effects` computes what these do, and one file each asks about places, runs
and wishes.
"""

from curriculum.explaining.explain import explain
from curriculum.explaining.progress import Inquiry
from curriculum.explaining.results import Effect, Explanation, RunObstacles

__all__ = ["Effect", "Explanation", "Inquiry", "RunObstacles", "explain"]
