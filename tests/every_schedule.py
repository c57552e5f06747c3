"""Every legal schedule of a tiny cohort, so that any claim about all of them can be held against all of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import product
from math import prod

import brute_force
import contract

from curriculum.cohort import Cohort
from curriculum.runs import Run

MOST = 5_000
"""More combinations than this are not gone through."""
Attended = Mapping[str, Sequence[Run]]


def is_small(cohort: Cohort) -> bool:
    """Tell whether all combinations of a cohort can be gone through."""
    return prod(map(len, brute_force._Walk(cohort, frozenset()).bonds)) <= MOST


def legal_schedules(cohort: Cohort) -> Iterator[Attended]:
    """Yield for every legal schedule the runs of each person."""
    for chosen in product(*brute_force._Walk(cohort, frozenset()).bonds):
        attended = {who: runs for choice in chosen for who, runs in choice.attended.items()}
        if not any(contract.complaints(cohort, attended)):
            yield attended


def places(attended: Attended) -> frozenset[tuple[str, str]]:
    """Return the places as participant and run."""
    return frozenset((who, run.id) for who, runs in attended.items() for run in runs)
