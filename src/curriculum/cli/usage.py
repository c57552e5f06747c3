"""Complaints about the command line, in the reader's language.

argparse complains in English. The complaints that can come up here are recognised by their form and said in the
reader's language; one that is not recognised (a later Python may word it differently) is passed on as it is.
"""

from __future__ import annotations

import re

from curriculum.messages import say

_FORMS = (
    (re.compile(r"the following arguments are required: (?P<names>.+)"), "missing"),
    (re.compile(r"unrecognized arguments: (?P<words>.+)"), "unknown"),
    (re.compile(r"argument (?P<name>[^:]+): expected one argument"), "no-value"),
    (re.compile(r"argument (?P<name>[^:]+): ignored explicit argument '(?P<word>.*)'"), "no-value-taken"),
    (
        re.compile(r"argument (?P<name>[^:]+): invalid choice: '(?P<word>.*)' \(choose from (?P<choices>.*)\)"),
        "choice",
    ),
    (re.compile(r"argument (?P<name>[^:]+): (?P<complaint>.+)"), "value"),
)


class WrongUsage(Exception):
    """The command line is wrong.

    Attributes:
        command: the words of the command, for example ``curriculum new``.
        usage: the line that shows how it is to be used.
        complaint: what is wrong.
    """

    def __init__(self, command: str, usage: str, complaint: str) -> None:
        self.command = command
        self.usage = usage
        self.complaint = complaint
        super().__init__(complaint)


def in_words(complaint: str, language: str) -> str:
    """Return argparse's complaint in ``language``.

    Example:
        >>> in_words("unrecognized arguments: --fast", "da")
        'Ukendt: --fast.'
    """
    for form, kind in _FORMS:
        if match := form.fullmatch(complaint):
            values = {name: value.replace("'", "") for name, value in match.groupdict().items()}
            return say(f"cli.wrong.{kind}", language, **values)
    return complaint


def probably_meant(complaint: str) -> str:
    """Return the choice that was probably meant, or an empty string.

    Example:
        >>> probably_meant("argument COMMAND: invalid choice: 'verfy' (choose from 'schedule', 'verify')")
        'verify'
    """
    from curriculum.errors import nearest

    match = next(
        (match for form, kind in _FORMS if kind == "choice" and (match := form.fullmatch(complaint))), None
    )
    return nearest(match["word"], match["choices"].replace("'", "").split(", ")) if match else ""
