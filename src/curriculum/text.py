"""Text in several languages, as catalogs write it."""

from __future__ import annotations

from collections.abc import Mapping

from attrs import field, frozen

OWN = ""
"""The language key of a text that is written as a plain string: the catalog's own language."""


def _entries(value: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    return tuple(value.items())


@frozen
class Text:
    """A text by language.

    Attributes:
        entries: pairs of language code and text, as written; the code :data:`OWN` stands for the language of
            the catalog that the text is in.

    Example:
        >>> Text({"da": "Dataetik", "en": "Data ethics"}).said("en")
        'Data ethics'
    """

    entries: tuple[tuple[str, str], ...] = field(converter=_entries)

    def said(self, language: str, own: str = OWN) -> str:
        """Return the text in ``language``, or the best substitute.

        Args:
            language: the language wanted.
            own: the language of the catalog that the text is in.

        Returns:
            The text in ``language``; else in the catalog's language, else in English, else the first there is.
        """
        by_language = self.by_language(own)
        for wanted in (language, own, "en"):
            if wanted in by_language:
                return by_language[wanted]
        return next(iter(by_language.values()), "")

    def by_language(self, own: str = OWN) -> dict[str, str]:
        """Return the texts by language, a plain string under the language ``own``."""
        return {language or own: text for language, text in self.entries}

    def __str__(self) -> str:
        return self.said("en")


def as_text(value: str | Mapping[str, str] | Text) -> Text:
    """Return ``value`` as :class:`Text`; a string is in the catalog's own language."""
    if isinstance(value, Text):
        return value
    return Text({OWN: value} if isinstance(value, str) else value)


def as_optional_text(value: str | Mapping[str, str] | Text | None) -> Text | None:
    """Return ``value`` as :class:`Text`, or None."""
    return None if value is None else as_text(value)
