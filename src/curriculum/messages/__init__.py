"""Every sentence that the library says, as data: one TOML file an area, three languages side by side.

The code names a sentence by its key; nothing outside this folder spells out a sentence for users. A table is a
sentence when its keys are languages::

    [unknown-id.message]
    en = 'There is no "{id}".'
    da = 'Der findes ingen "{id}".'
    sv = 'Det finns ingen "{id}".'

gives the sentence ``unknown-id.message``. The tests hold the languages to the same keys and placeholders.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files

LANGUAGES = ("en", "da", "sv")
"""Languages that every sentence exists in; the first is the fallback."""


@cache
def sentences() -> Mapping[str, Mapping[str, str]]:
    """Return every sentence by its dotted key, and in it the text by language."""
    areas = sorted(area.name for area in files(__package__).iterdir() if area.name.endswith(".toml"))
    found: dict[str, Mapping[str, str]] = {}
    for area in areas:
        table = tomllib.loads(files(__package__).joinpath(area).read_text(encoding="utf-8"))
        for key, sentence in _sentences_in(table):
            if key in found:
                raise ValueError(f"the sentence {key} of {area} exists twice")
            found[key] = sentence
    return found


def _sentences_in(table: Mapping[str, object], prefix: str = "") -> Iterator[tuple[str, Mapping[str, str]]]:
    for key, value in table.items():
        if not isinstance(value, Mapping):
            raise TypeError(f"{prefix}{key} is neither a sentence nor a table of sentences")
        if LANGUAGES[0] in value:
            yield f"{prefix}{key}", value
        else:
            yield from _sentences_in(value, f"{prefix}{key}.")


def say(key: str, language: str = "en", **values: object) -> str:
    """Return the sentence ``key`` in ``language``, its placeholders filled with ``values``.

    Args:
        key: the sentence's dotted key.
        language: one of :data:`LANGUAGES`; anything else gives English.
        values: what the placeholders stand for.

    Raises:
        KeyError: there is no such sentence: a fault of ours.

    Example:
        >>> say("did-you-mean", "da", suggestion="basis-1")
        'Mente du "basis-1"?'
    """
    by_language = sentences()[key]
    return by_language.get(language, by_language[LANGUAGES[0]]).format(**values)
