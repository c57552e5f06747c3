"""What the page shows, as plain data. Texts are data too: the page puts them in as text, never as markup."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from curriculum import judge
from curriculum.board.editing import move
from curriculum.board.session import Session
from curriculum.board.version import Version, bindings
from curriculum.changes.change import the_person
from curriculum.cohort import Cohort
from curriculum.messages import say, sentences
from curriculum.plaintext import change_text, score_text
from curriculum.roster import Participant
from curriculum.runs import Run
from curriculum.schedule import Unfilled, difference

PREFIX = "board.page."
"""How the names of the page's own sentences begin."""


def words(language: str) -> dict[str, str]:
    """Return the page's own sentences by name, placeholders and all."""
    texts = (key.removeprefix(PREFIX) for key in sentences() if key.startswith(PREFIX))
    return {name: sentences()[f"board.page.{name}"][language] for name in texts}


def facts(session: Session) -> dict[str, Any]:
    """Return what stays as it is while the board is open."""
    cohort, language = session.base, session.language
    levels = {
        level.id: level.title.said(language, cohort.catalog.language) if level.title else level.id
        for level in cohort.catalog.levels
    }
    return {
        "language": language,
        "words": words(language),
        "cohort": cohort.id,
        "programme": cohort.programme_name,
        "folder": str(session.folder),
        "levels": levels,
        "modules": list(_modules(cohort, language)),
        "runs": [_run(cohort, run) for run in cohort.runs],
        "people": [_person(person) for person in cohort.participants],
    }


def _modules(cohort: Cohort, language: str) -> Iterator[dict[str, Any]]:
    """Yield the programme's modules, then others that runs are of."""
    programme = cohort.programme
    others = dict.fromkeys(run.module for run in cohort.runs if run.module not in programme.module_ids)
    for name in (*programme.module_ids, *others):
        module = cohort.modules.get(name)
        kind = "basis" if name in programme.basis else "elective" if name in programme.elective_ids else "other"
        title = module.title.said(language, cohort.catalog.language) if module and module.title else ""
        yield {"id": name, "title": title, "kind": kind}


def _run(cohort: Cohort, run: Run) -> dict[str, Any]:
    return {
        "id": run.id,
        "module": run.module,
        "sessions": [str(session).split("/") for session in run.sessions],
        "venue": run.venue or "",
        "room": run.room or "",
        "teachers": list(run.teachers),
        "capacity": cohort.capacity(run) or 0,
        "minimum": cohort.minimum(run),
        "state": run.state,
    }


def _person(person: Participant) -> dict[str, Any]:
    return {
        "id": person.id,
        "name": person.name or "",
        "role": person.role or "",
        "level": person.level or "",
        "organisation": person.organisation or "",
        "pair": person.pair or "",
        "location": person.location or "",
        "preferences": list(person.preferences),
        "unavailable": [str(span) for span in person.unavailable],
    }


def standing(session: Session) -> dict[str, Any]:
    """Return what changes: the version shown, what the judge says of it, the search."""
    with session.lock:
        history, language = session.history, session.language
        shown = history.current
        return {
            "places": [[place.participant, place.run] for place in shown.places],
            "bindings": sorted(bindings(shown.cohort)),
            "violations": [
                {
                    "rule": one.rule,
                    "message": one.message(language),
                    "people": list(one.people),
                    "runs": list(one.runs),
                }
                for one in shown.violations
            ],
            "unfilled": [[entry.participant, entry.module] for entry in shown.unfilled],
            "score": score_text(shown.score, language),
            "quality": _quality(shown, language),
            "versions": [
                {
                    "number": history.forgotten + index,
                    "step": one.step.describe(language),
                    "score": score_text(one.score, language),
                    "broken": len(one.violations),
                }
                for index, one in enumerate(history.versions)
            ],
            "position": history.forgotten + history.position,
            "proven": not shown.violations and shown.score == shown.bound,
            "unsaved": session.unsaved,
            "said": session.said,
            "answer": session.answer,
            "search": _search(session),
        }


def searching(session: Session) -> dict[str, Any] | None:
    """Return where the search stands; None when there is none."""
    with session.lock:
        return _search(session)


def _search(session: Session) -> dict[str, Any] | None:
    search = session.search
    if search is None:
        return None
    return {
        "kind": search.question.kind,
        "seconds": search.seconds,
        "limit": search.question.seconds,
        "score": search.standing.score,
        "bound": search.standing.bound,
        "tried": search.standing.tried,
        "helpful": search.standing.helpful,
        "stopping": search.stopping,
    }


def _quality(shown: Version, language: str) -> str:
    """Say how far the schedule can be from the best one."""
    if shown.violations:
        return say("board.quality.broken", language, count=len(shown.violations))
    if shown.bound is None:
        return say("board.quality.unknown", language)
    if shown.score == shown.bound:
        return say("board.quality.optimal", language)
    return say("board.quality.bound", language, bound=score_text(shown.bound, language))


def compared(session: Session, before: int, after: int) -> dict[str, Any]:
    """Return what changed from one version to another, in words.

    Args:
        session: the board.
        before: number of one version, as :func:`standing` has it.
        after: number of the other one.
    """
    with session.lock:
        history, language = session.history, session.language
        last = len(history.versions) - 1
        old, new = (history.versions[min(max(n - history.forgotten, 0), last)] for n in (before, after))
    changes = [change_text(change, language) for change in difference(old.schedule(), new.schedule())]
    had, has = bindings(old.cohort), bindings(new.cohort)
    for kind, person, run in sorted(had ^ has):
        word = {"pinned": ("unpin", "pin"), "barred": ("unbar", "bar")}[kind][(kind, person, run) in has]
        changes.append(say(f"board.step.{word}", language, person=person, run=run))
    return {
        "changes": changes,
        "before": score_text(old.score, language),
        "after": score_text(new.score, language),
    }


def choices(session: Session, person: str, before: str | None, module: str | None) -> list[dict[str, Any]]:
    """Return every run that somebody could move to, with what would stand in the way of it.

    Args:
        session: the board.
        person: the participant's id.
        before: the run that would be left; None for a place that is not filled.
        module: the basis module that is lacking; None for an elective. Follows from ``before`` where it is given.

    Raises:
        InvalidInput: there is no such person, or the person is not in the run to leave.
    """
    with session.lock:
        shown, language = session.history.current, session.language
    cohort = shown.cohort
    the_person(cohort, person)
    if before is not None:
        shown = move(shown, person, before, None)
        left = next(run.module for run in cohort.runs if run.id == before)
        module = left if left in cohort.programme.basis else None
    entry = Unfilled(person, "elective" if module is None else "basis", module)
    found = judge.obstacles_by_run(cohort, shown.schedule(), entry)
    return [
        {"run": run, "reasons": [_reason(rule, language) for rule in rules]}
        for run, rules in found
        if run != before
    ]


def _reason(rule: str, language: str) -> str:
    """Return what a rule demands; a rule without a sentence of ours stands for itself."""
    return say(f"rule.{rule}", language) if f"rule.{rule}" in sentences() else rule
