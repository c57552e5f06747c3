"""Putting modules into terms, proven optimal: the door to OR-Tools for plans."""

from curriculum.planner.planning import plan_terms

__all__ = ["plan_terms"]
