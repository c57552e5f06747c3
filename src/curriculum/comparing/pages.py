"""A comparison as HTML for notebooks. Everything that comes from data is escaped."""

from __future__ import annotations

from html import escape

from curriculum.comparing.results import Comparison
from curriculum.comparing.wording import comparison_text


def comparison_html(found: Comparison, language: str = "en") -> str:
    """Return a comparison as HTML.

    Args:
        found: the comparison.
        language: language of the headings: da, sv or en.
    """
    return f"<pre>{escape(comparison_text(found, language))}</pre>"
