"""Everything that a command prints: data on standard output, talk on standard error. The only door to rich.

rich is imported when something is printed in colour, or when progress is shown on a terminal, and never before. No
text is ever read as rich's markup, and control characters in data (an id from somebody's file may hold any) are
made visible instead of being sent to the terminal.
"""

from __future__ import annotations

import json
import math
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, TextIO

from curriculum.messages import say

if TYPE_CHECKING:
    from rich.console import Console

    from curriculum.errors import Finding
    from curriculum.explaining import Inquiry
    from curriculum.scheduler import Progress

    Listener = Callable[[Progress | Inquiry], None]

_VISIBLE = {code: f"\\x{code:02x}" for code in (*range(0x20), *range(0x7F, 0xA0)) if chr(code) not in "\t\n"}
_STYLES = {"error": "bold red", "warning": "yellow", "note": "cyan"}
_PAUSE = 5.0
"""Seconds between two lines of progress where there is no terminal."""


def visible(text: str) -> str:
    r"""Return ``text`` with control characters written out, except line breaks and tabs.

    Example:
        >>> print(visible("a" + chr(27) + "[31m"))
        a\x1b[31m
    """
    return text.translate(_VISIBLE)


class Screen:
    """Where a command prints.

    Args:
        language: da, sv or en.
        as_json: standard output takes one JSON document and nothing else.
        quiet: no talk; complaints are still made.
        verbose: more talk.
        plain: no colours, even on a terminal.

    Attributes:
        language: as above.
        as_json: as above.
        quiet: as above.
        verbose: as above.
    """

    def __init__(
        self,
        language: str,
        *,
        as_json: bool = False,
        quiet: bool = False,
        verbose: bool = False,
        plain: bool = False,
    ) -> None:
        self.language = language
        self.as_json = as_json
        self.quiet = quiet
        self.verbose = verbose
        self._plain = plain or bool(os.environ.get("NO_COLOR")) or os.environ.get("TERM") == "dumb"
        for stream in (sys.stdout, sys.stderr):
            if hasattr(stream, "reconfigure"):  # a terminal that lacks a letter gets its number, not a crash
                stream.reconfigure(errors="backslashreplace")

    def say(self, key: str, **values: object) -> str:
        """Return a sentence in the reader's language."""
        return say(key, self.language, **values)

    def document(self, document: Mapping[str, Any]) -> None:
        """Print the one JSON document of the command."""
        self.text(json.dumps(document, ensure_ascii=False, indent=2, sort_keys=True))

    def text(self, text: str) -> None:
        """Print data on standard output, exactly as it is."""
        sys.stdout.write(text if text.endswith("\n") else text + "\n")

    def show(self, text: str) -> None:
        """Print data for people on standard output, control characters made visible."""
        self.text(visible(text))

    def talk(self, text: str) -> None:
        """Tell something beside the data, unless quiet."""
        if not self.quiet:
            self.complain(text)

    def complain(self, text: str) -> None:
        """Tell something that has to be known, quiet or not."""
        sys.stderr.write(f"{visible(text)}\n")

    def findings(self, findings: Iterable[Finding]) -> None:
        """Print findings as the data of a command."""
        if self.as_json:
            self.document({"findings": [self.as_data(finding) for finding in findings]})
        else:
            for finding in findings:
                self._print(finding, sys.stdout)

    def refuse(self, findings: Iterable[Finding]) -> None:
        """Print findings as the reason why a command did not do its work."""
        if self.as_json:
            self.findings(findings)
        else:
            for finding in findings:
                self._print(finding, sys.stderr)

    def note(self, finding: Finding) -> None:
        """Tell a finding that stops nothing, unless quiet."""
        if not self.quiet:
            self._print(finding, sys.stderr)

    @property
    def can_ask(self) -> bool:
        """Whether somebody sits there who can be asked: at a terminal, for reading and for writing."""
        return not self.quiet and not self.as_json and sys.stdin.isatty() and sys.stderr.isatty()

    def ask(self, question: str, default: str) -> str:
        """Ask somebody at the terminal; an empty answer is the default.

        Raises:
            KeyboardInterrupt: there is no answer: Ctrl-C, or the end of the input.
        """
        sys.stderr.write(f"{question} [{default}] ")
        sys.stderr.flush()
        answer = sys.stdin.readline()
        if not answer:
            raise KeyboardInterrupt
        return answer.strip() or default

    def confirm(self, question: str) -> bool:
        """Ask a question that is answered by yes or no; an empty answer is yes."""
        yes, no = (self.say(f"cli.ask.{word}").split("|") for word in ("yes", "no"))
        while (answer := self.ask(question, yes[0]).casefold()) not in {*yes, *no}:
            self.complain(self.say("cli.ask.yes-or-no", yes=yes[0], no=no[0]))
        return answer in yes

    @contextmanager
    def progress(self, seconds: float) -> Iterator[Listener | None]:
        """Show how a search of at most so many seconds gets on; yields what has to be told of it."""
        if self.quiet:
            yield None
        elif self._coloured(sys.stderr):
            with _live(self, seconds) as tell:
                yield tell
        else:
            yield _lines(self)

    def as_data(self, finding: Finding) -> dict[str, Any]:
        """Return a finding as it stands in a JSON document."""
        return {
            "code": finding.code,
            "severity": finding.severity,
            "message": finding.message(self.language),
            "cure": finding.cure(self.language),
            "file": finding.file,
            "line": finding.line,
            "where": finding.where,
        }

    def _print(self, finding: Finding, stream: TextIO) -> None:
        severity = self.say(f"cli.severity.{finding.severity}")
        text = f": {visible(finding.text(self.language))} [{finding.code}]"
        if self._coloured(stream):
            from rich.text import Text

            words = Text.assemble((severity, _STYLES[finding.severity]), text)
            self.console(stream).print(words, soft_wrap=True)
        else:
            stream.write(f"{severity}{text}\n")

    def _coloured(self, stream: TextIO) -> bool:
        return not self._plain and stream.isatty()

    def console(self, stream: TextIO) -> Console:
        """Return rich's console on a stream, with everything off that reads meaning into text."""
        from rich.console import Console

        return Console(file=stream, highlight=False, markup=False, emoji=False)

    def standing(self, progress: Progress | Inquiry) -> str:
        """Return in words where a search stands; short, for a line of a terminal.

        The bound is that of the points, for it is told only when the unfilled part is proven.
        """
        from curriculum.explaining import Inquiry
        from curriculum.plaintext import gap_text, score_text

        if isinstance(progress, Inquiry):
            return self.say("cli.progress.tried", tried=progress.tried, helpful=progress.helpful)
        if progress.score is None:
            return self.say("cli.progress.searching")
        values = {"score": score_text(progress.score, self.language)}
        if progress.bound is None:
            return self.say("cli.progress.best", **values)
        if progress.bound.unfilled < progress.score.unfilled:
            return self.say("cli.progress.score", **values)
        values["bound"] = str(progress.bound.points)
        values["percent"] = gap_text(progress.score, progress.bound, self.language)
        return self.say("cli.progress.gap", **values)


def _lines(screen: Screen) -> Listener:
    """Tell a search's standing in plain lines, one in a while."""
    told = 0.0

    def tell(progress: Progress | Inquiry) -> None:
        nonlocal told
        if progress.seconds - told >= _PAUSE:
            told = progress.seconds
            left = math.ceil(progress.seconds_left)
            screen.talk(f"{screen.standing(progress)} {screen.say('cli.progress.left', seconds=left)}")

    return tell


@contextmanager
def _live(screen: Screen, seconds: float) -> Iterator[Listener]:
    """Show a search's standing in one line of a terminal, where time ticks down."""
    from rich.progress import Progress as Display
    from rich.progress import ProgressColumn, SpinnerColumn, Task, TextColumn
    from rich.table import Column
    from rich.text import Text

    class TimeLeft(ProgressColumn):
        def render(self, task: Task) -> Text:
            left = math.ceil(max(0.0, seconds - (task.elapsed or 0.0)))
            return Text(screen.say("cli.progress.left", seconds=left), style="dim")

    unbroken = Column(no_wrap=True)
    columns = (SpinnerColumn(), TextColumn("{task.description}", markup=False), TimeLeft(table_column=unbroken))
    with Display(*columns, console=screen.console(sys.stderr), transient=True) as display:
        task = display.add_task(screen.say("cli.progress.searching"), total=None)
        yield lambda progress: display.update(task, description=screen.standing(progress))
