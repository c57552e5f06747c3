"""What happens at one board, from its opening until it is closed: edits, searches, saving.

Requests come from several threads, and a search ends in its own: whatever changes the session holds its lock.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path

from attrs import define, field

from curriculum.board.editing import bounded, replaced
from curriculum.board.history import History
from curriculum.board.keeping import saved_files
from curriculum.board.question import Answer, Kind, Question
from curriculum.board.search import GONE, Search
from curriculum.board.version import Step, Version
from curriculum.changes.change import the_person, the_run
from curriculum.cohort import Cohort
from curriculum.errors import Finding, InvalidInput
from curriculum.files import write_files
from curriculum.messages import say


@define(eq=False)
class Session:
    """One board.

    Attributes:
        base: the cohort as its files have it.
        history: all versions.
        language: of everything that is said: da, sv or en.
        folder: where is saved.
        seed: seed of the searches.
        dry: whether saving only says what it would do.
        search: the search under way; None when there is none.
        said: what is to be told about the last thing that happened.
        answer: the last answer to a question why.
        saved: the version that was saved last, or that the board was opened with.
    """

    base: Cohort
    history: History
    language: str
    folder: Path
    seed: int = 1
    dry: bool = False
    search: Search | None = None
    said: str = ""
    answer: str = ""
    saved: Version = field(init=False)
    lock: threading.RLock = field(factory=threading.RLock, init=False)

    def __attrs_post_init__(self) -> None:
        self.saved = self.history.current

    @property
    def unsaved(self) -> bool:
        """Whether there is something that is not saved."""
        shown = self.history.current
        return (shown.places, shown.cohort) != (self.saved.places, self.saved.cohort)

    def edit(self, change: Callable[[Version], Version]) -> None:
        """Make a new version of the one shown.

        Raises:
            InvalidInput: the change cannot be made, or a search is under way.
        """
        with self.lock:
            self._refuse_while_searching()
            made = change(self.history.current)
            self.history = self.history.then(made)
            self.said = made.step.describe(self.language)

    def go(self, steps: int) -> None:
        """Undo (below 0) or redo so many steps.

        Raises:
            InvalidInput: a search is under way.
        """
        with self.lock:
            self._refuse_while_searching()
            self.history = self.history.moved(steps)
            step = self.history.current.step.describe(self.language)
            self.said = say("board.said.went", self.language, step=step)

    def ask(self, kind: Kind, seconds: float, person: str | None = None, run: str | None = None) -> None:
        """Begin a search from the version shown.

        Raises:
            InvalidInput: a search is under way; or why is asked of a board that breaks rules.
        """
        with self.lock:
            self._refuse_while_searching()
            shown = self.history.current
            if person is not None:
                the_person(shown.cohort, person)
            if run is not None:
                the_run(shown.cohort, run)
            if kind == "why" and shown.violations:
                raise InvalidInput([Finding(code="board-why-illegal")])
            self.said, self.answer = "", ""
            question = Question(
                kind=kind,
                cohort=shown.cohort,
                schedule=shown.schedule(),
                seconds=seconds,
                seed=self.seed,
                person=person,
                run=run,
                language=self.language,
            )
            self.search = Search(question, self._take)

    def cancel(self) -> None:
        """Ask the search for the best that it has found."""
        with self.lock:
            if self.search is not None:
                self.search.stop()

    def close(self) -> None:
        """End the search, whatever it has found."""
        search = self.search
        if search is not None:
            search.abandon()

    def save(self) -> None:
        """Write the board, and its schedule when no rule is broken.

        Raises:
            InvalidInput: a file cannot be written; or a search is under way.
        """
        with self.lock:
            self._refuse_while_searching()
            shown = self.history.current
            files = saved_files(self.base, shown)
            if not self.dry:
                write_files({self.folder / name: text.encode() for name, text in files.items()})
                self.saved = shown
            key = "dry" if self.dry else "illegal" if shown.violations else "saved"
            names = ", ".join(str(self.folder / name) for name in files)
            self.said = say(f"board.save.{key}", self.language, files=names, count=len(shown.violations))

    def _refuse_while_searching(self) -> None:
        if self.search is not None:
            raise InvalidInput([Finding(code="board-searching")])

    def _take(self, answer: Answer) -> None:
        """Make a version of what a search has found, if that is worth it."""
        with self.lock:
            question = self.search.question if self.search else None
            self.search = None
            if question is None:
                return
            if answer.failed == GONE:
                self.said = say("board.said.gone", self.language)
            elif answer.failed:
                self.said = say("board.said.failed", self.language, error=answer.failed)
            elif question.kind == "why":
                self.answer = answer.text
                self.said = say("board.said.explained" if answer.text else "board.said.stopped", self.language)
            else:
                self.said = say(f"board.said.{self._found(question, answer)}", self.language)

    def _found(self, question: Question, answer: Answer) -> str:
        """Take over a schedule; return the name of the sentence that says what became of it."""
        found, shown = answer.schedule, self.history.current
        if found is None or found.status == "unknown":
            return "nothing"
        if found.score is None:
            self.answer = _conflict_text(answer, self.language)
            return "impossible"
        if not shown.violations and found.score >= shown.score:
            self.history = self.history.amended(bounded(shown, found))
            return "no-better-proven" if self.history.current.score == self.history.current.bound else "no-better"
        made = replaced(shown, Step(question.kind), found)
        self.history = self.history.then(made)
        if made.score == made.bound:
            return "proven"
        return "mended" if question.kind == "mend" else "better"


def _conflict_text(answer: Answer, language: str) -> str:
    from curriculum.plaintext import outcome_text

    return outcome_text(answer.schedule, language) if answer.schedule else ""
