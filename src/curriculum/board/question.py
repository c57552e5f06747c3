"""What a board asks of the scheduler, and how it is answered; both travel between processes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

from attrs import frozen

from curriculum.cohort import Cohort
from curriculum.schedule import Schedule

Kind = Literal["best", "mend", "why"]


@frozen(kw_only=True)
class Question:
    """What is asked.

    Attributes:
        kind: ``best`` for the best schedule, ``mend`` for the one that moves the fewest people, ``why`` for what
            stands in the way of a person's place, and what would help.
        cohort: the cohort with everything that is pinned and barred.
        schedule: the board's schedule.
        seconds: wall-clock limit, above 0.
        seed: seed of the search.
        person: whose place, for ``why``.
        run: which run, for ``why``; any when None.
        language: language of the answer to ``why``.
    """

    kind: Kind
    cohort: Cohort
    schedule: Schedule
    seconds: float
    seed: int = 1
    person: str | None = None
    run: str | None = None
    language: str = "en"


@frozen(kw_only=True)
class Standing:
    """Where a search stands.

    Attributes:
        score: of the best schedule found, in words; empty when there is none yet.
        bound: the bound in words; empty when nothing is known yet.
        tried: for ``why`` how many changes have been computed.
        helpful: how many of these fill more places.
    """

    score: str = ""
    bound: str = ""
    tried: int = 0
    helpful: int = 0


@frozen(kw_only=True)
class Answer:
    """What came of a question.

    Attributes:
        schedule: what was found, for ``best`` and ``mend``; its status tells when there is none.
        text: what is said, for ``why``.
        failed: name of the error that ended the work; empty when there was none.
    """

    schedule: Schedule | None = None
    text: str = ""
    failed: str = ""


def answered(question: Question, tell: Callable[[Standing], None]) -> Answer:
    """Answer a question; Ctrl-C gives the best that was found until then.

    Args:
        question: what is asked.
        tell: is told where the search stands.
    """
    if question.kind == "why":
        return Answer(text=_why(question, tell))
    return Answer(schedule=_found(question, tell))


def _found(question: Question, tell: Callable[[Standing], None]) -> Schedule:
    from curriculum.plaintext import score_text
    from curriculum.scenarios import replan
    from curriculum.scheduler import Interrupted, Progress, schedule_cohort

    def listen(progress: Progress) -> None:
        texts = [score_text(one, question.language) if one else "" for one in (progress.score, progress.bound)]
        tell(Standing(score=texts[0], bound=texts[1]))

    cohort, seed, seconds = question.cohort, question.seed, question.seconds
    if question.kind == "mend":
        return replan(cohort, question.schedule, seed=seed, time_limit=seconds, progress=listen).schedule
    try:
        return schedule_cohort(cohort, seed=seed, time_limit=seconds, progress=listen)
    except Interrupted as stop:
        return stop.schedule


def _why(question: Question, tell: Callable[[Standing], None]) -> str:
    from curriculum.explaining import Inquiry, explain
    from curriculum.explaining.wording import explanations_text

    def listen(inquiry: Inquiry) -> None:
        tell(Standing(tried=inquiry.tried, helpful=inquiry.helpful))

    found = explain(
        question.cohort,
        question.schedule,
        participant=question.person,
        run=question.run,
        seed=question.seed,
        time_limit=question.seconds,
        progress=listen,
    )
    return explanations_text(found, question.cohort, question.language)
