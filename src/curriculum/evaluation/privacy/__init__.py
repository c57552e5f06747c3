"""The privacy gate: which cells of published tables are withheld, so that none can be worked out.

Every output of an evaluation passes :func:`pass_gate`. Cells of fewer than five people are withheld, and as many
further cells as it takes that no withheld one can be narrowed by adding and subtracting, also over reports.
"""

import curriculum.evaluation.needed  # noqa: F401 - says which package is missing
from curriculum.evaluation.privacy.cells import Cell, Key, Part, cross_table
from curriculum.evaluation.privacy.gate import THRESHOLD, pass_gate
from curriculum.evaluation.privacy.release import Beside, Published, Release
from curriculum.evaluation.privacy.widths import narrow_cells

__all__ = [
    "THRESHOLD",
    "Beside",
    "Cell",
    "Key",
    "Part",
    "Published",
    "Release",
    "cross_table",
    "narrow_cells",
    "pass_gate",
]
