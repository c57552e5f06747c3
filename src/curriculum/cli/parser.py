"""The words of the command line: every command, its arguments and options, in the reader's language.

The help texts follow from the names: the command ``new cohort`` has the sentences ``cli.new-cohort.help`` and
``cli.new-cohort.examples`` in ``messages/cli.toml``, the option ``--time-limit`` has ``cli.option.time-limit``.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import Any, NoReturn

from curriculum.cli.usage import WrongUsage
from curriculum.messages import LANGUAGES, say

PATH = {"bash": "_shtab_compgen_files", "zsh": "_files", "tcsh": "f"}
"""How each shell completes the name of a file or folder, as shtab reads it from an action."""
GLOBAL: dict[str, Any] = {
    "json": False,
    "lang": None,
    "quiet": False,
    "verbose": False,
    "no_plugins": False,
    "strict": False,
    "no_color": False,
}
"""Options of every command, with their defaults."""


class _Formatter(argparse.RawDescriptionHelpFormatter):
    """Shows usage in the reader's language, and without the options that every command has."""

    def __init__(self, prog: str, *, language: str, **further: Any) -> None:
        super().__init__(prog, **further)
        self.language = language

    def add_usage(
        self,
        usage: str | None,
        actions: Iterable[argparse.Action],
        groups: Iterable[Any],
        prefix: str | None = None,
    ) -> None:
        own = [action for action in actions if action.dest not in (*GLOBAL, "help")]
        super().add_usage(usage, own, groups, say("cli.usage", self.language) + " " if prefix is None else prefix)


class Parser(argparse.ArgumentParser):
    """A parser that knows its language, and raises what it has to complain about.

    Args:
        words: the words of the command, ``("new", "cohort")``; none for the whole program.
        language: language of the help texts.
        prog: what argparse calls the program when it makes the parser of a command.
        _: what later Pythons hand on from the whole program's parser to that of a command, such as colours.
    """

    def __init__(
        self, words: Sequence[str] = (), *, language: str = LANGUAGES[0], prog: str = "curriculum", **_: Any
    ) -> None:
        self.words = tuple(words)
        self._list: Callable[[str], str] | None = None
        self.language = language
        command = "-".join(words) or "curriculum"
        super().__init__(
            prog=prog,
            description=say(f"cli.{command}.help", language),
            epilog=say(f"cli.{command}.examples", language),
            formatter_class=partial(_Formatter, language=language),
            add_help=False,
            allow_abbrev=False,
        )
        self.color = False  # Python 3.14 would colour help texts, whatever --no-color says
        self.positionals = self.add_argument_group(say("cli.arguments", language))
        self.choices = self.add_argument_group(say("cli.options", language))
        everywhere = self.add_argument_group(say("cli.everywhere", language))
        for flags, dest, further in (
            (("-h", "--help"), "help", {"action": "help"}),
            (("--json",), "json", {"action": "store_true"}),
            (("--lang",), "lang", {"choices": sorted(LANGUAGES)}),
            (("-q", "--quiet"), "quiet", {"action": "store_true"}),
            (("-v", "--verbose"), "verbose", {"action": "store_true"}),
            (("--no-plugins",), "no_plugins", {"action": "store_true"}),
            (("--strict",), "strict", {"action": "store_true"}),
            (("--no-color",), "no_color", {"action": "store_true"}),
        ):
            # Suppressed defaults let an option stand before the command as well as after it.
            text = self.text(dest)
            everywhere.add_argument(*flags, dest=dest, default=argparse.SUPPRESS, help=text, **further)

    def text(self, dest: str) -> str:
        """Return the help text of an argument or option."""
        return say(f"cli.option.{dest.replace('_', '-')}", self.language)

    def argument(self, name: str, *, path: bool = False, **further: Any) -> None:
        """Add an argument that has to be given; ``path`` tells shells to complete names of files."""
        action = self.positionals.add_argument(name, metavar=name.upper(), help=self.text(name), **further)
        if path:
            action.complete = PATH  # type: ignore[attr-defined] # shtab's way of telling what to complete

    def option(self, flag: str, *, path: bool = False, **further: Any) -> None:
        """Add an option of this command; ``path`` tells shells to complete names of files."""
        text = self.text(further.get("dest", flag.removeprefix("--")))
        action = self.choices.add_argument(flag, help=text, **further)
        if path:
            action.complete = PATH  # type: ignore[attr-defined] # as above

    def list_before_examples(self, listed: Callable[[str], str]) -> None:
        """Let the help text have a list before its examples, made in a language when somebody asks for help."""
        self._list = listed

    def format_help(self) -> str:
        """Return the help text, with the list that stands before its examples."""
        text, examples = super().format_help(), self.epilog or ""
        if self._list is None:
            return text
        return text.replace(examples.strip(), f"{self._list(self.language)}\n\n{examples.strip()}")

    def commands(self, *, required: bool = False) -> Add:
        """Prepare for commands under this one; return what adds one by its word."""
        dest = "_".join((*self.words, "command"))
        title = say("cli.commands", self.language)
        family = self.add_subparsers(title=title, metavar="COMMAND", dest=dest, required=required)

        def add(word: str) -> Parser:
            words = (*self.words, word)
            text = say(f"cli.{'-'.join(words)}.help", self.language)
            return family.add_parser(word, help=text, words=words, language=self.language)

        return add

    def error(self, message: str) -> NoReturn:
        """Raise the complaint instead of printing it."""
        raise WrongUsage(self.prog, self.format_usage(), message)


Add = Callable[[str], Parser]
"""Adds a command by its word, and returns the parser of what it takes."""
