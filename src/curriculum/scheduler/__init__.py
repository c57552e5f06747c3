"""From a cohort to a schedule with a proven bound: the door to OR-Tools.

:mod:`~curriculum.scheduler.problem` numbers a cohort, :mod:`~curriculum.scheduler.program` holds the solver's
variables, :mod:`~curriculum.scheduler.rules` states every hard rule and :mod:`~curriculum.scheduler.goals` the
score, :mod:`~curriculum.scheduler.search` looks for the best schedule, :mod:`~curriculum.scheduler.conflict` says
why there is none. Whatever comes out has passed the judge.
"""

from curriculum.scheduler.best import Progress
from curriculum.scheduler.scheduling import IllegalSchedule, Interrupted, schedule_cohort

__all__ = ["IllegalSchedule", "Interrupted", "Progress", "schedule_cohort"]
