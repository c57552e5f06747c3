"""What published lists say about the verbs of learning outcomes; lists may disagree, so they are data."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files

from attrs import field, frozen

from curriculum.sequences import as_tuple

_LEAD_IN = re.compile(
    r"(?:(?:the|den|det)\s+)?(?:participants?|leaders?|students?|deltager(?:en|ne)?|deltagar(?:en|na)|"
    r"leder(?:en|ne)?|ledar(?:en|na)|chef(?:en|erna)|studerende|studenten)\s+"
    r"(?:can|will|skal|kan|ska)\s+(?:be able to\s+|kunne\s+|kunna\s+)?|"
    r"(?:can|to|at|att|kan|kunne|kunna)\s+",
    re.IGNORECASE,
)
"""What may stand before the verb: "the participant can", "deltageren kan", "att"."""


@frozen(kw_only=True)
class VerbList:
    """One published list.

    Attributes:
        id: how it is called in messages.
        language: the language of its verbs.
        source: where it is published.
        scale: the scale that its levels are steps of.
        levels: position on the scale by verb, infinitives in small letters.
        accepts: verbs that it recommends without a level.
        avoids: words that it advises against.
    """

    id: str
    language: str
    source: str
    scale: str | None = None
    levels: Mapping[str, int] = field(factory=dict)
    accepts: tuple[str, ...] = field(default=(), converter=as_tuple)
    avoids: tuple[str, ...] = field(default=(), converter=as_tuple)


@cache
def verb_lists() -> tuple[VerbList, ...]:
    """Return the lists that come with the library, in a fixed order."""
    source = files("curriculum").joinpath("data/verbs.toml").read_text(encoding="utf-8")
    return tuple(_made(raw) for raw in tomllib.loads(source)["lists"])


def _made(raw: dict[str, object]) -> VerbList:
    levels = raw.pop("levels", {})
    by_verb = {verb: int(rank) for rank, verbs in dict(levels).items() for verb in verbs}  # type: ignore[call-overload] # plain data
    return VerbList(**raw, levels=by_verb)  # type: ignore[arg-type] # as above


def opening(statement: str) -> str:
    """Return a statement from its first verb on, in small letters and with single spaces.

    Example:
        >>> opening("Deltageren kan analysere data.")
        'analysere data.'
    """
    text = " ".join(statement.casefold().split())
    return _LEAD_IN.sub("", text, count=1) if _LEAD_IN.match(text) else text


def begins(text: str, word: str) -> bool:
    """Tell whether a text begins with a word or a phrase, as a whole."""
    rest = text.removeprefix(word)
    return len(rest) < len(text) and not (rest[:1].isalnum() or rest.startswith("_"))


def rankings(statement: str, language: str, scale: str) -> Iterator[tuple[VerbList, str, int]]:
    """Yield what each list of a language and scale says of the statement's verb; the longest phrase counts."""
    text = opening(statement)
    for one in verb_lists():
        if (one.language, one.scale) == (language, scale):
            fitting = [verb for verb in one.levels if begins(text, verb)]
            if fitting:
                verb = max(fitting, key=len)
                yield one, verb, one.levels[verb]


def objections(statement: str, language: str) -> Iterator[tuple[VerbList, str]]:
    """Yield the lists that advise against how a statement begins, with the words they mean."""
    text = opening(statement)
    for one in verb_lists():
        if one.language == language:
            yield from ((one, word) for word in one.avoids if begins(text, word))


def recommended(language: str, scale: str | None = None, rank: int | None = None) -> tuple[str, ...]:
    """Return verbs that lists of a language recommend, for a position on a scale if any list has some for it.

    Example:
        >>> recommended("sv")[:3]
        ('beskriva', 'förklara', 'tillämpa')
    """
    lists = [one for one in verb_lists() if one.language == language]
    fitting = [verb for one in lists if one.scale == scale for verb, level in one.levels.items() if level == rank]
    known = [verb for one in lists for verb in (*one.accepts, *one.levels)]
    return tuple(dict.fromkeys(fitting or known))
