"""Findings of a check of the design that a catalog's authors have decided to live with, for a while."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from attrs import field, frozen

from curriculum.errors import Finding, raise_if
from curriculum.text import Text, as_text


@frozen(kw_only=True)
class Suppression:
    """A decision not to be told of a finding.

    Attributes:
        code: code of the check, ``LOD001``, or its family, ``LOD``.
        where: the place, with ids instead of numbers: ``modules[basis-1]`` covers everything in that module.
            Empty covers the whole catalog.
        reason: why the finding may stay.
        until: last day on which the decision holds; None means that nobody has set an end.

    Raises:
        InvalidInput: the reason is empty.
    """

    code: str
    where: str = ""
    reason: Text = field(converter=as_text)
    until: date | None = None

    def __attrs_post_init__(self) -> None:
        raise_if(self.findings())

    def findings(self) -> Iterator[Finding]:
        """Yield what is wrong with the suppression's own fields."""
        if not any(text.strip() for text in self.reason.by_language().values()):
            yield Finding(code="no-reason", values={"code": self.code}, where="reason")
