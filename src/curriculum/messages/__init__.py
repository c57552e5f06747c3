"""Every sentence that the library says, as data: one TOML file an area, three languages side by side.

The code names a sentence by its key; nothing outside this folder spells out a sentence for users. A table is a
sentence when its keys are languages::

    [unknown-id.message]
    en = 'There is no "{id}".'
    da = 'Der findes ingen "{id}".'
    sv = 'Det finns ingen "{id}".'

gives the sentence ``unknown-id.message``. The tests hold the languages to the same keys and placeholders.

Some placeholders are filled as the reader's language has it: ``{people:person|people}`` is a number with the word
that goes with it, ``{p:decimal}`` a number with the language's decimal sign, and ``{table:word}`` what
``word.toml`` calls a name that the code uses, or the name itself.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from pathlib import Path
from string import Formatter

LANGUAGES = ("en", "da", "sv")
"""Languages that every sentence exists in; the first is the fallback."""
_FOLDER = Path(__file__).parent


@cache
def sentences() -> Mapping[str, Mapping[str, str]]:
    """Return every sentence by its dotted key, and in it the text by language."""
    found: dict[str, Mapping[str, str]] = {}
    for area in sorted(_FOLDER.glob("*.toml")):
        for key, sentence in _area(area.stem).items():
            if key in found:
                raise ValueError(f"the sentence {key} of {area.name} exists twice")
            found[key] = sentence
    return found


@cache
def _area(name: str) -> Mapping[str, Mapping[str, str]]:
    """Return the sentences of one file; none when there is no such file."""
    path = _FOLDER / f"{name}.toml"
    return dict(_sentences_in(tomllib.loads(path.read_text(encoding="utf-8")))) if path.is_file() else {}


def _sentence(key: str) -> Mapping[str, str]:
    """Return a sentence by language, from the file that its first word names if it is there.

    So ``--help``, all of whose sentences begin with ``cli``, reads one file instead of all.
    """
    return _area(key.partition(".")[0]).get(key) or sentences()[key]


def _sentences_in(table: Mapping[str, object], prefix: str = "") -> Iterator[tuple[str, Mapping[str, str]]]:
    for key, value in table.items():
        if not isinstance(value, Mapping):
            raise TypeError(f"{prefix}{key} is neither a sentence nor a table of sentences")
        if LANGUAGES[0] in value:
            yield f"{prefix}{key}", value
        else:
            yield from _sentences_in(value, f"{prefix}{key}.")


def say(key: str, language: str = "en", /, **values: object) -> str:
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
    spoken = language if language in LANGUAGES else LANGUAGES[0]
    sentence = _sentence(key)[spoken]
    return _Filling(spoken).vformat(sentence, (), values) if ":" in sentence else sentence.format(**values)


class _Filling(Formatter):
    """What fills the placeholders of a sentence in one language."""

    def __init__(self, language: str) -> None:
        self.language = language

    def format_field(self, value: object, format_spec: str) -> str:
        one, bar, many = format_spec.partition("|")
        if bar:
            return f"{decimal(str(value), self.language)} {one if str(value) == '1' else many}"
        if format_spec == "word":
            return _area("word").get(f"word.{value}", {}).get(self.language, str(value))
        if format_spec == "decimal":
            return decimal(str(value), self.language)
        return format(value, format_spec)


def filled(sentence: str, values: Mapping[str, object]) -> str:
    """Return a sentence that is not ours with its placeholders filled, or as it is when it asks for other values.

    Args:
        sentence: the sentence, for example a plugin's.
        values: what its placeholders stand for.

    Example:
        >>> filled("{module} is too long", {"module": "basis-1"}), filled("{modul} is too long", {})
        ('basis-1 is too long', '{modul} is too long')
    """
    try:
        return sentence.format_map(values)
    except (LookupError, ValueError, AttributeError):
        return sentence


def decimal(written: str, language: str = "en") -> str:
    """Return a number that is written with a decimal point as a language writes it.

    Example:
        >>> decimal("0.65", "da"), decimal("0.65")
        ('0,65', '0.65')
    """
    return written if language == "en" else written.replace(".", ",")


def in_language(language: str) -> Callable[..., str]:
    """Return what says sentences in one language.

    Example:
        >>> in_language("da")("did-you-mean", suggestion="basis-1")
        'Mente du "basis-1"?'
    """

    def in_words(key: str, /, **values: object) -> str:
        return say(key, language, **values)

    return in_words
