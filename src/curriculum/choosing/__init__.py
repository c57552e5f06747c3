"""Choosing modules: which of them reach given targets in the fewest hours?

======================================  ================================================================
:class:`ChoiceTask`                     what is asked: the targets, the modules at hand, what is to be little
:func:`programme_tasks`                 the questions of a programme: for everybody, and for each leadership level
:class:`ModuleChoice`                   what comes out, with its bound, further ones as good, or why there is none
:func:`choice_violations`               whether a choice is right, told by the code that measures coverage
======================================  ================================================================

The search is :func:`curriculum.planner.choose_modules`; nothing here needs a solver, and the judge shares no code
with it. The definitions are in ``docs/planning.md``.
"""

from curriculum.choosing.judge import choice_size, choice_violations
from curriculum.choosing.result import ChoiceRule, ModuleChoice, choice_document
from curriculum.choosing.task import ChoiceTask, choice_task, programme_tasks

__all__ = [
    "ChoiceRule",
    "ChoiceTask",
    "ModuleChoice",
    "choice_document",
    "choice_size",
    "choice_task",
    "choice_violations",
    "programme_tasks",
]
