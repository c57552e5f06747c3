"""The expression in ``requires``: which modules must come before, with alternatives.

Grammar, ``&`` binding tighter than ``|``::

    any   = all { "|" all }
    all   = one { "&" one }
    one   = module id | "(" any ")" | number "of" "(" any { "," any } ")"

Example:
    >>> needed = parse("a & (b | 2 of (c, d, e))")
    >>> needed.met({"a", "c", "e"}), needed.met({"a", "c"})
    (True, False)
    >>> str(needed)
    'a & (b | 2 of (c, d, e))'
"""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Iterator
from itertools import combinations, product
from typing import TypeGuard

from attrs import frozen

from curriculum.errors import Finding, InvalidInput

_TOKEN = re.compile(r"\s*(?:(?P<word>[a-z0-9][a-z0-9-]*(?::[a-z0-9][a-z0-9-]*)?)|(?P<sign>[&|(),]))")
_DEEPEST = 50
_LONGEST = 10_000
"""Characters without space, so that whatever was read can be read again as it is printed."""


@frozen
class One:
    """A single module that is required."""

    module: str

    def met(self, done: Container[str]) -> bool:
        """Tell whether the module is among those ``done``."""
        return self.module in done

    def modules(self) -> Iterator[str]:
        """Yield the module's id."""
        yield self.module

    def ways(self) -> Iterator[frozenset[str]]:
        """Yield the only set of modules that is asked for."""
        yield frozenset([self.module])

    def renamed(self, name: Callable[[str], str]) -> One:
        """Return the same requirement with other ids."""
        return One(name(self.module))

    def __str__(self) -> str:
        return self.module


@frozen
class AtLeast:
    """At least ``count`` of the ``parts`` are required: all of them is "and", one of them is "or".

    Attributes:
        count: 0 <= count <= len(parts).
        parts: the alternatives; none at all means that nothing is required.
    """

    count: int
    parts: tuple[Requirement, ...]

    def met(self, done: Container[str]) -> bool:
        """Tell whether enough parts are met by the modules ``done``."""
        return sum(part.met(done) for part in self.parts) >= self.count

    def modules(self) -> Iterator[str]:
        """Yield every module id that the expression mentions, in order, repeats included."""
        for part in self.parts:
            yield from part.modules()

    def ways(self) -> Iterator[frozenset[str]]:
        """Yield a set of modules for each choice that the requirement leaves, repeats included."""
        for parts in combinations(self.parts, self.count):
            for chosen in product(*(part.ways() for part in parts)):
                yield frozenset().union(*chosen)

    def renamed(self, name: Callable[[str], str]) -> AtLeast:
        """Return the same requirement with other ids."""
        return AtLeast(self.count, tuple(part.renamed(name) for part in self.parts))

    def __str__(self) -> str:
        if self.count == len(self.parts):
            return " & ".join(_bracketed(part) for part in self.parts)
        if self.count == 1:
            return " | ".join(str(part) for part in self.parts)
        return f"{self.count} of ({', '.join(str(part) for part in self.parts)})"


Requirement = One | AtLeast
NOTHING = AtLeast(0, ())
"""The empty requirement, always met."""


def all_of(*parts: Requirement) -> Requirement:
    """Require every part; nested "and" is flattened, so that equal requirements are equal objects."""
    flat = [inner for part in parts for inner in (part.parts if _is_all(part) else (part,))]
    return flat[0] if len(flat) == 1 else AtLeast(len(flat), tuple(flat))


def any_of(*parts: Requirement) -> Requirement:
    """Require one of the parts; nested "or" is flattened."""
    flat = [inner for part in parts for inner in (part.parts if _is_any(part) else (part,))]
    return flat[0] if len(flat) == 1 else AtLeast(1, tuple(flat))


def _is_all(part: Requirement) -> TypeGuard[AtLeast]:
    return isinstance(part, AtLeast) and part.count == len(part.parts) > 1


def _is_any(part: Requirement) -> TypeGuard[AtLeast]:
    return isinstance(part, AtLeast) and part.count == 1 < len(part.parts)


def _bracketed(part: Requirement) -> str:
    return f"({part})" if _is_any(part) else str(part)


def parse(text: str) -> Requirement:
    """Read an expression.

    Args:
        text: see the grammar above; an empty text means that nothing is required.

    Raises:
        InvalidInput: with one finding that shows the place of the fault.
    """
    if sum(map(len, text.split())) > _LONGEST:
        raise InvalidInput([Finding(code="requirement-too-long", values={"limit": _LONGEST})])
    return _Parser(text).whole()


class _Parser:
    """A recursive descent over the tokens of one expression."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.tokens: list[tuple[str, int]] = []
        self.next = 0
        self.depth = 0
        position = 0
        end = len(text.rstrip())
        while position < end:
            token = _TOKEN.match(text, position)
            if token is None:
                raise self.fault(position + len(text[position:]) - len(text[position:].lstrip()))
            self.tokens.append((token["word"] or token["sign"], token.end() - len(token["word"] or token["sign"])))
            position = token.end()

    def whole(self) -> Requirement:
        if not self.tokens:
            return NOTHING
        requirement = self.choice()
        if self.next < len(self.tokens):
            raise self.fault(self.tokens[self.next][1])
        return requirement

    def choice(self) -> Requirement:
        parts = self.listed("|", self.conjunction)
        return any_of(*parts)

    def conjunction(self) -> Requirement:
        parts = self.listed("&", self.one)
        return all_of(*parts)

    def listed(self, sign: str, part: Callable[[], Requirement]) -> tuple[Requirement, ...]:
        parts = [part()]
        while self.peek() == sign:
            self.take(sign)
            parts.append(part())
        return tuple(parts)

    def one(self) -> Requirement:
        word = self.peek()
        if word == "(":
            return self.inside()
        if word is None or word in "&|),":
            raise self.fault()
        self.next += 1
        if word.isdigit() and self.peek() == "of":
            return self.counted(int(word[:9]))
        return One(word)

    def inside(self) -> Requirement:
        self.take("(")
        self.deeper()
        requirement = self.choice()
        self.depth -= 1
        self.take(")")
        return requirement

    def counted(self, count: int) -> Requirement:
        position = self.tokens[self.next - 1][1]
        self.take("of")
        self.take("(")
        self.deeper()
        parts = self.listed(",", self.choice)
        self.depth -= 1
        self.take(")")
        if not 1 <= count <= len(parts):
            raise self.fault(position, code="requirement-count", count=count, size=len(parts))
        if count == len(parts):
            return all_of(*parts)
        return any_of(*parts) if count == 1 else AtLeast(count, parts)

    def deeper(self) -> None:
        self.depth += 1
        if self.depth > _DEEPEST:
            raise self.fault(code="requirement-too-deep", limit=_DEEPEST)

    def peek(self) -> str | None:
        return self.tokens[self.next][0] if self.next < len(self.tokens) else None

    def take(self, word: str) -> None:
        if self.peek() != word:
            raise self.fault(code="requirement-expected", expected=word)
        self.next += 1

    def fault(
        self, position: int | None = None, code: str = "requirement-syntax", **values: object
    ) -> InvalidInput:
        if position is None:
            position = self.tokens[self.next][1] if self.next < len(self.tokens) else len(self.text)
        shown = f"{self.text[:position]}»{self.text[position:]}"
        return InvalidInput([Finding(code=code, values={"text": shown, **values})])
