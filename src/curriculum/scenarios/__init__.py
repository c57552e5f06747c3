"""What else could be: schedules mended, compared, shared out otherwise, tried against illness."""

from curriculum.scenarios.replanning import Replan, replan

__all__ = ["Replan", "replan"]
