"""Comparing two catalogs, two versions of one, or the programmes of two regions.

    >>> from curriculum.graph import requisite_graph
    >>> found = compare(requisite_graph([("a", "b")]), requisite_graph([("a", "b"), ("b", "c")]))
    >>> [(edit.kind, edit.entry, edit.id) for edit in found.edits]
    [('added', 'module', 'c'), ('added', 'requirement', 'c')]
    >>> found.metric("delay").before, found.metric("delay").after
    (Fraction(4, 1), Fraction(9, 1))

How changes are divided among the edits is described in ``docs/comparing.md``.
"""

from curriculum.comparing.compared import compare
from curriculum.comparing.edits import Edit
from curriculum.comparing.matching import Concept, Match
from curriculum.comparing.results import Comparison, MetricChange, Part, ProgrammeChange, TargetChange

__all__ = [
    "Comparison",
    "Concept",
    "Edit",
    "Match",
    "MetricChange",
    "Part",
    "ProgrammeChange",
    "TargetChange",
    "compare",
]
