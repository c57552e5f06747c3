"""The gap between strategy and practice, by organisation and by level."""

from curriculum.evaluation.gap.index import Gap, gaps
from curriculum.evaluation.gap.wording import gaps_document, gaps_text

__all__ = ["Gap", "gaps", "gaps_document", "gaps_text"]
