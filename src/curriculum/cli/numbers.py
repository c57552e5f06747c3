"""Numbers on the command line, with their bounds."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from datetime import date

from curriculum.messages import say


def whole(lowest: int, highest: int, language: str) -> Callable[[str], int]:
    """Return what reads a whole number from ``lowest`` to ``highest``."""

    def read(word: str) -> int:
        if not (word.isascii() and word.isdecimal()) or not lowest <= int(word[:20]) <= highest:
            raise argparse.ArgumentTypeError(
                say("cli.wrong.whole", language, word=word, lowest=lowest, highest=highest)
            )
        return int(word)

    return read


def amount(language: str) -> Callable[[str], float]:
    """Return what reads a number above 0, such as seconds; a decimal comma is understood."""

    def read(word: str) -> float:
        try:
            number = float(word.replace(",", "."))
        except ValueError:
            number = 0.0
        if not 0 < number < float("inf"):
            raise argparse.ArgumentTypeError(say("cli.wrong.amount", language, word=word))
        return number

    return read


def share(language: str) -> Callable[[str], float]:
    """Return what reads a number from 0 to 1; a decimal comma is understood."""

    def read(word: str) -> float:
        try:
            number = float(word.replace(",", "."))
        except ValueError:
            number = -1.0
        if not 0 <= number <= 1:
            raise argparse.ArgumentTypeError(say("cli.wrong.share", language, word=word))
        return number

    return read


def within(lowest: float, highest: float, language: str) -> Callable[[str], float]:
    """Return what reads a number from ``lowest`` to ``highest``; a decimal comma is understood."""

    def read(word: str) -> float:
        try:
            number = float(word.replace(",", "."))
        except ValueError:
            number = float("nan")
        if not lowest <= number <= highest:
            bounds = {"lowest": f"{lowest:g}", "highest": f"{highest:g}"}
            raise argparse.ArgumentTypeError(say("cli.wrong.within", language, word=word, **bounds))
        return number

    return read


def day(language: str) -> Callable[[str], date]:
    """Return what reads a day, such as 2026-03-02."""

    def read(word: str) -> date:
        try:
            return date.fromisoformat(word)
        except ValueError:
            raise argparse.ArgumentTypeError(say("cli.wrong.day", language, word=word)) from None

    return read
