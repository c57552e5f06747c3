"""The gap between strategy and practice, by organisation and by level."""

from curriculum.evaluation.gap.index import Gap, Gaps, gaps
from curriculum.evaluation.gap.wording import gaps_document, gaps_text

__all__ = ["Gap", "Gaps", "gaps", "gaps_document", "gaps_text"]
