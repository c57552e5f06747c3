"""Who sits with whom at network meetings, so that everybody meets as many others as possible.

A :class:`~curriculum.groups.network.Network` is what is asked for, :class:`~curriculum.groups.result.Groups` is
the answer with its score and its bound. The method is described in ``docs/groups.md``.
"""

from curriculum.groups.arranging import GroupsInterrupted, IllegalGroups, arrange_groups
from curriculum.groups.judge import GroupViolation, group_score, group_violations
from curriculum.groups.network import Network, cohort_network, numbered_network
from curriculum.groups.result import GroupMeeting, Groups, GroupScore
from curriculum.groups.sizes import group_sizes

__all__ = [
    "GroupMeeting",
    "GroupScore",
    "GroupViolation",
    "Groups",
    "GroupsInterrupted",
    "IllegalGroups",
    "Network",
    "arrange_groups",
    "cohort_network",
    "group_score",
    "group_sizes",
    "group_violations",
    "numbered_network",
]
