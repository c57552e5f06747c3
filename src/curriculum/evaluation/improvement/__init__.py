"""The improvement loop: proposals with a predicted effect, decided on record, held against the next run.

:func:`propose` finds changes of a catalog (what a criterion looked for in vain, gaps in coverage, suggestions of
checks, what people's answers speak against), makes each on a copy and evaluates that with the rubric: what comes
out is the prediction.
:class:`Decision` records who accepted or rejected a proposal and why; :func:`follow_up` holds what was predicted
against what came out.
"""

from curriculum.evaluation.improvement.deciding import Decision, ImprovementLog
from curriculum.evaluation.improvement.following_up import FollowUp, Outcome, follow_up
from curriculum.evaluation.improvement.proposal import Expected, Proposal
from curriculum.evaluation.improvement.proposing import improved, propose
from curriculum.evaluation.improvement.signals import Signal, Signals
from curriculum.evaluation.improvement.wording import follow_up_text, proposals_text

__all__ = [
    "Decision",
    "Expected",
    "FollowUp",
    "ImprovementLog",
    "Outcome",
    "Proposal",
    "Signal",
    "Signals",
    "follow_up",
    "follow_up_text",
    "improved",
    "proposals_text",
    "propose",
]
