"""What a schedule's score and bound mean, in sentences for those who answer for it."""

from __future__ import annotations

from collections.abc import Iterator

from curriculum.messages import say
from curriculum.plaintext import gap_text
from curriculum.schedule import Schedule


def meaning(schedule: Schedule, language: str) -> Iterator[str]:
    """Yield what is known about how good a schedule is, one sentence after the other.

    Args:
        schedule: any schedule.
        language: da, sv or en.
    """
    score, bound = schedule.score, schedule.bound
    if score is None:
        yield say(f"report.meaning.{schedule.status}", language)
        return
    yield say(
        "report.meaning.filled" if score.unfilled == 0 else "report.meaning.unfilled",
        language,
        count=score.unfilled,
    )
    if bound is None:
        yield say("report.meaning.no-bound", language)
    elif bound == score:
        yield say("report.meaning.best", language)
    elif bound.unfilled < score.unfilled:
        yield say("report.meaning.unfilled-open", language, least=bound.unfilled)
    else:
        percent = gap_text(score, bound, language)
        yield say("report.meaning.within", language, least=bound.points, percent=percent)
    yield say("report.meaning.points", language, points=score.points)
