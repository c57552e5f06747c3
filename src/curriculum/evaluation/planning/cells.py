"""Which groups of a report will be withheld, whatever they answer: the privacy gate, asked beforehand."""

from __future__ import annotations

from collections.abc import Sequence

from curriculum.evaluation.planning.contrasts import CHANGE, DOSE, PAIRING
from curriculum.evaluation.planning.people import DID_NOT, TOOK, Leader
from curriculum.evaluation.privacy import Key, Release, cross_table, pass_gate
from curriculum.evaluation.subjects import ALONE, PAIR

ORGANISATION = "organisation"


def planned_release(leaders: Sequence[Leader], modules: Sequence[str]) -> Release:
    """Return which groups of leaders may be described if everybody answers.

    The tables are level by pairing, organisations, and for each module those who took it and those who did not. If
    fewer answer, more is withheld.

    Args:
        leaders: the leaders.
        modules: ids of the modules that are asked about.

    Example:
        >>> leaders = [Leader(level="top")] * 3 + [Leader(level="middle")] * 9
        >>> planned_release(leaders, []).shows((("level", "top"),))
        False
    """
    tables = [["level", PAIRING], [ORGANISATION], *([f"module:{module}"] for module in modules)]
    return pass_gate(cross_table((leader.values(modules) for leader in leaders), tables))


def groups_of(question: str) -> tuple[Key, ...]:
    """Return the groups that have to be described to answer a question.

    Example:
        >>> groups_of("level:hospital")
        ((('level', 'hospital'),),)
    """
    kind, _, name = question.partition(":")
    if kind == "level":
        return ((("level", name),),)
    if kind == PAIRING:
        return (((PAIRING, PAIR),), ((PAIRING, ALONE),))
    if kind == "module":
        return (((question, TOOK),), ((question, DID_NOT),))
    if kind in {CHANGE, DOSE}:
        return ((),)
    raise ValueError(f"no such question: {question}")
