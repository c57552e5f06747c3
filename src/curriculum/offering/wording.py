"""A proposal of runs as plain text, in the reader's language."""

from __future__ import annotations

from itertools import groupby

from curriculum.columns import columns
from curriculum.messages import in_language, say
from curriculum.offering.proposal import Proposal
from curriculum.roster import Span


def proposal_text(proposal: Proposal, language: str = "en") -> str:
    """Return how many runs of each module are proposed, which fall short, and which days are closed and why.

    Args:
        proposal: any proposal.
        language: da, sv or en.
    """
    in_words = in_language(language)
    heads = ("module", "places", "needed", "proposed", "first", "last")
    rows = [[in_words(f"offering.head.{head}") for head in heads]]
    rows += [
        [
            module.module,
            str(module.places),
            str(module.needed),
            str(module.proposed),
            str(module.first or "-"),
            str(module.last or "-"),
        ]
        for module in proposal.modules
    ]
    lines = [in_words("offering.heading", count=len(proposal.runs)), *columns(rows, numbers=True)]
    lines += [
        in_words("offering.short", module=module.module, proposed=module.proposed, needed=module.needed)
        for module in proposal.short
    ]
    if proposal.closed:
        lines += ["", in_words("offering.closed"), *_closed(proposal, language)]
    return "\n".join(lines) + "\n"


def _closed(proposal: Proposal, language: str) -> list[str]:
    """Return the closed days, those that follow each other for the same reason on one line."""
    unnamed = say("offering.unnamed", language)
    rows = []
    for reason, group in groupby(sorted(proposal.closed), key=lambda day: proposal.closed[day].said(language)):
        days = list(group)
        rows.append((str(Span(days[0], days[-1])), reason or unnamed))
    return columns(rows)
