"""The command ``curriculum``: words in, exit code out. There is no logic of the trade in this package.

A command is a file in :mod:`curriculum.cli.commands` with the function ``add``, which says what the command takes,
and the function ``run``, which imports what it needs: ``curriculum --help`` loads neither solver nor tables.
"""

from __future__ import annotations

import os
import sys
from argparse import Namespace
from collections.abc import Sequence
from typing import TYPE_CHECKING

from curriculum.cli.exits import Exit
from curriculum.cli.language import spoken
from curriculum.cli.parser import GLOBAL, Parser
from curriculum.cli.screen import Screen
from curriculum.cli.usage import WrongUsage, in_words, probably_meant

if TYPE_CHECKING:
    from curriculum.errors import Finding


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command.

    Args:
        argv: the words after ``curriculum``; those of the process when None.

    Returns:
        The exit code, see :class:`curriculum.cli.exits.Exit`. Nothing is raised, whatever happens; a fault of
        this program shows its traceback with ``-v``.
    """
    words = sys.argv[1:] if argv is None else list(argv)
    language = spoken(words, os.environ)
    try:
        code = _read_and_run(words, language)
        sys.stdout.flush()
    except BrokenPipeError:
        _let_go_of_output()
        return Exit.READER_GONE
    except KeyboardInterrupt:  # before the command had begun
        return Exit.INTERRUPTED
    return code


def whole_parser(language: str) -> Parser:
    """Return the parser of the whole command line, its help texts in ``language``."""
    from curriculum.cli.commands import COMMANDS

    parser = Parser(language=language)
    parser.option("--version", action="store_true")
    add = parser.commands()
    for command in COMMANDS:
        command.add(add)
    return parser


def _read_and_run(words: Sequence[str], language: str) -> Exit:
    parser = whole_parser(language)
    try:
        arguments = parser.parse_args(words, Namespace(run=None, shows_plugins=False, version=False, **GLOBAL))
    except WrongUsage as wrong:
        return _refuse_usage(wrong, Screen(language, as_json="--json" in words))
    except SystemExit:  # --help has been printed
        return Exit.DONE
    screen = Screen(
        language,
        as_json=arguments.json,
        quiet=arguments.quiet,
        verbose=arguments.verbose,
        plain=arguments.no_color,
    )
    if arguments.version:
        return _show_version(screen)
    if arguments.run is None:
        return _refuse_silence(parser, screen)
    return _run(arguments, screen)


def _run(arguments: Namespace, screen: Screen) -> Exit:
    """Run the command that was read, and make an exit code of whatever happens."""
    try:
        if arguments.strict and not arguments.shows_plugins and (faults := _plugin_faults(arguments)):
            screen.refuse(faults)
            return Exit.PLUGIN
        code: Exit = arguments.run(arguments, screen)
    except KeyboardInterrupt:
        return _stop(screen)
    except BrokenPipeError:
        raise
    except Exception as error:  # noqa: BLE001 - the last place where a fault of ours can be told plainly
        return _refuse(error, screen)
    return code


def _refuse(error: Exception, screen: Screen) -> Exit:
    """Tell why a command could not do its work."""
    from curriculum.errors import InvalidInput, MissingExtra

    if isinstance(error, InvalidInput):
        screen.refuse(error.findings)
        return Exit.INVALID
    if isinstance(error, MissingExtra):
        screen.refuse([_finding("extra-needed", package=error.package, extra=error.extra)])
        return Exit.INVALID
    if isinstance(error, OSError):
        screen.refuse(
            [_finding("file-trouble", file=error.filename, reason=error.strerror or type(error).__name__)]
        )
        return Exit.INVALID
    if screen.verbose:
        from traceback import print_exception

        print_exception(error)
    screen.refuse([_finding("program-fault", kind=type(error).__name__)])
    return Exit.FAULT


def _plugin_faults(arguments: Namespace) -> list[Finding]:
    """Return what is wrong with plugins that are at fault; commands that show the plugins show it themselves."""
    from curriculum.cli.inputs import allowed_plugins
    from curriculum.plugins import plugin_states

    states = plugin_states(only=allowed_plugins(arguments))
    return [finding for state in states if state.faulty for finding in state.findings]


def _finding(code: str, *, file: object = None, **values: object) -> Finding:
    from curriculum.errors import Finding

    return Finding(code=code, file=None if file is None else str(file), values=values)


def _refuse_usage(wrong: WrongUsage, screen: Screen) -> Exit:
    if not screen.as_json:
        screen.complain(wrong.usage.rstrip())
    values = {
        "complaint": in_words(wrong.complaint, screen.language),
        "command": wrong.command,
        "suggestion": probably_meant(wrong.complaint),
    }
    screen.refuse([_finding("wrong-usage", **values)])
    return Exit.USAGE


def _refuse_silence(parser: Parser, screen: Screen) -> Exit:
    """Show what there is to somebody who has named no command."""
    if screen.as_json:
        complaint = screen.say("cli.wrong.missing", names="COMMAND")
        screen.refuse([_finding("wrong-usage", complaint=complaint, command=parser.prog)])
    else:
        screen.complain(parser.format_help())
    return Exit.USAGE


def _stop(screen: Screen) -> Exit:
    """Tell that the command was interrupted before it had anything to show."""
    if screen.as_json:
        screen.refuse([_finding("interrupted")])
    else:
        screen.complain(screen.say("cli.interrupted"))
    return Exit.INTERRUPTED


def _show_version(screen: Screen) -> Exit:
    from importlib.metadata import version

    if screen.as_json:
        screen.document({"name": "curriculum", "version": version("curriculum")})
    else:
        screen.show(f"curriculum {version('curriculum')}")
    return Exit.DONE


def _let_go_of_output() -> None:
    """Point standard output at nothing, so that Python does not complain about the closed pipe when it ends."""
    nothing = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nothing, sys.stdout.fileno())
