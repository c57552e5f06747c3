"""Plans proven optimal, modules into terms and modules for targets: the door to OR-Tools for plans."""

from curriculum.planner.choosing import choose_modules
from curriculum.planner.planning import plan_terms

__all__ = ["choose_modules", "plan_terms"]
