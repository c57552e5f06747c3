"""What ``curriculum plan`` reads of modules and targets: ``a,b``, ``a=2``, ``competency=step``."""

from __future__ import annotations

import argparse
from collections.abc import Callable

from curriculum.messages import say


def ids(word: str) -> list[str]:
    """Return ids with commas between them."""
    return [name.strip() for name in word.split(",") if name.strip()]


def chain(language: str) -> Callable[[str], list[str]]:
    """Return what reads two or more modules, each of which comes right after the one before."""

    def read(word: str) -> list[str]:
        if len(found := ids(word)) < 2:  # noqa: PLR2004 - one module follows nothing
            raise argparse.ArgumentTypeError(say("cli.wrong.chain", language, word=word))
        return found

    return read


def fixed_term(language: str) -> Callable[[str], tuple[str, int]]:
    """Return what reads a module and its term: ``MODULE=TERM``."""

    def read(word: str) -> tuple[str, int]:
        module, _, term = (part.strip() for part in word.rpartition("="))
        if not module or not (term.isascii() and term.isdecimal()):
            raise argparse.ArgumentTypeError(say("cli.wrong.fixed", language, word=word))
        return module, int(term[:9])

    return read


def target(word: str) -> tuple[str, str | None]:
    """Return a competency and its step, or the competency alone: ``COMPETENCY=STEP``."""
    competency, _, step = (part.strip() for part in word.partition("="))
    return competency, step or None
