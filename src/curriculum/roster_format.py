"""How a region's staff system names the columns and the levels of a roster."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from attrs import field, frozen

from curriculum.errors import Finding, nearest, raise_if
from curriculum.model import id_findings
from curriculum.roster import LIST_COLUMNS, SINGLE_COLUMNS

Words = Mapping[str, tuple[str, ...]]
"""By the library's own name, the words that mean it."""
_COLUMNS = (*SINGLE_COLUMNS, *LIST_COLUMNS)


def _as_words(words: Mapping[str, Sequence[str]]) -> Words:
    return {name: (known,) if isinstance(known, str) else tuple(known) for name, known in words.items()}


@frozen(kw_only=True)
class RosterFormat:
    """Words of a staff system, understood beside the usual ones and before them.

    Attributes:
        id: the format's id, ``[a-z0-9][a-z0-9-]*``. One with the id of a region's installed catalog is used for
            that region's cohorts; any other is named in ``cohort.toml`` as ``roster_format``.
        columns: headings by column: ``{"organisation": ["Afd.navn"]}``.
        levels: values of the column ``level`` by the catalog's level id: ``{"hospital": ["Hospitalsledelse"]}``.
        roles: values of the column ``role``, by ``leader`` or ``key-person``.

    Raises:
        InvalidInput: the id is none, a column is not one of a roster, or a word stands for two things.
    """

    id: str
    columns: Words = field(factory=dict, converter=_as_words)
    levels: Words = field(factory=dict, converter=_as_words)
    roles: Words = field(factory=dict, converter=_as_words)

    def __attrs_post_init__(self) -> None:
        raise_if(self.findings())

    def findings(self) -> Iterator[Finding]:
        """Yield what is wrong with the format's own fields."""
        yield from id_findings(self.id)
        for column in self.columns:
            if column not in _COLUMNS:
                values = {"name": column, "known": ", ".join(_COLUMNS), "suggestion": nearest(column, _COLUMNS)}
                yield Finding(code="no-such-column", values=values, where=f"columns.{column}")
        for table in ("columns", "levels", "roles"):
            meant: dict[str, str] = {}
            for name, words in getattr(self, table).items():
                for word in words:
                    if meant.setdefault(word.casefold(), name) != name:
                        values = {"word": word, "first": meant[word.casefold()], "second": name}
                        yield Finding(code="ambiguous-word", values=values, where=f"{table}.{name}")


USUAL = RosterFormat(id="usual")
"""No words beside the usual ones."""
