"""Findings of the checks won and lost."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date

from curriculum.checks import CHECKS, check, fingerprint, sift
from curriculum.comparing.sides import Side

Mark = tuple[str, str]
"""Code of a finding, and its place by ids."""
_ENTRY = re.compile(r"(?P<table>modules|competencies|programmes)\[(?P<id>[^\]]+)\]")


def told(side: Side, today: date) -> Counter[Mark]:
    """Return what the checks find on one side and the catalog does not suppress.

    When one programme is compared, these are the findings about it, its modules and its competencies; its own
    place is then called ``programme``.

    Args:
        side: the side; a plain graph has no findings.
        today: suppressions that ended before this day do not count.
    """
    if side.catalog is None:
        return Counter()
    found = sift(side.catalog, check(side.catalog), CHECKS, today=today).told
    marks = (fingerprint(side.catalog, finding) for finding in found)
    if side.programme is None:
        return Counter(marks)
    own = f"programmes[{side.programme}]"
    inside = {own, *(f"modules[{one.id}]" for one in side.modules)}
    inside |= {f"competencies[{one.id}]" for one in side.competencies}
    return Counter(
        (code, where.replace(own, "programme"))
        for code, where in marks
        if (place := _ENTRY.match(where)) and place[0] in inside
    )
