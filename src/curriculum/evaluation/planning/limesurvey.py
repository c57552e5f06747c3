"""Questionnaires as LimeSurvey imports them: tab-separated text, a question group for each instrument.

LimeSurvey's manual, "Tab separated value survey structure": rows of the classes S (settings), SL (settings by
language), G (group), Q (question), SQ (subquestion) and A (answer), all of one language before all of the next, in
the same order. Groups, and questions together with subquestions, are numbered from 1, in every language alike; an
answer has its question's number. Codes of answers have at most 5 characters, those of questions at most 20,
letters and digits only. The codes A1, N1 and SQ001 are those that instruments read back.
"""

from __future__ import annotations

import csv
import io
import itertools
import re
from collections.abc import Iterable, Iterator, Sequence

from curriculum.evaluation.instruments import Instrument, Item
from curriculum.messages import LANGUAGES, say

COLUMNS = (
    "id", "related_id", "class", "type/scale", "name", "relevance", "text", "help", "language",
    "validation", "mandatory", "other", "default", "same_default",
)  # fmt: skip
_ARRAY, _NUMBERS, _FREE_TEXT = "F", "K", "T"
"""LimeSurvey's question types: the same answers for several items, a number for each, a text of any length."""
_LONGEST_CODE = 20
Row = dict[str, str]


def limesurvey_text(title: str, instruments: Sequence[Instrument], *, language: str = "en") -> str:
    """Return a questionnaire as LimeSurvey imports it, in Danish, Swedish and English.

    Args:
        title: what the questionnaire is called.
        instruments: what is asked, in order.
        language: the first language: da, sv or en. Where an instrument lacks a language, its own stands in.
    """
    languages = [language, *(other for other in LANGUAGES if other != language)]
    target = io.StringIO()
    writer = csv.DictWriter(target, COLUMNS, restval="", delimiter="\t", lineterminator="\n")
    writer.writeheader()
    writer.writerows(_settings(title, languages))
    for spoken in languages:
        groups = (_group(instrument, number, spoken) for number, instrument in enumerate(instruments, 1))
        rows = _numbered(itertools.chain.from_iterable(groups))
        writer.writerows({**row, "language": spoken} for row in rows)
    return target.getvalue()


def _numbered(rows: Iterable[Row]) -> Iterator[Row]:
    groups, questions = itertools.count(1), itertools.count(1)
    question = 0
    for row in rows:
        if row["class"] == "G":
            number = next(groups)
        elif row["class"] == "A":
            number = question
        else:
            number = next(questions)
        if row["class"] == "Q":
            question = number
        yield {**row, "id": str(number)}


def _settings(title: str, languages: Sequence[str]) -> Iterator[Row]:
    settings = {
        "language": languages[0],
        "additional_languages": " ".join(languages[1:]),
        "format": "G",  # a page for each group
        "anonymized": "N",  # before and after have to be linked
    }
    for name, value in settings.items():
        yield {"class": "S", "name": name, "text": value}
    for spoken in languages:
        yield {"class": "SL", "name": "surveyls_title", "text": title, "language": spoken}


def _group(instrument: Instrument, number: int, language: str) -> Iterator[Row]:
    yield {
        "class": "G",
        "type/scale": f"G{number}",
        "name": instrument.title_of(None, language),
        "relevance": "1",
    }
    asked = [(place, item) for place, item in enumerate(instrument.items, 1) if item.kind == "scale"]
    if asked:
        kind = _ARRAY if instrument.answers.labels else _NUMBERS
        yield _question(kind, code(instrument.id), say("limesurvey.agree", language))
        for place, item in asked:
            words = _wording(instrument, item, language)
            yield {"class": "SQ", "type/scale": "0", "name": f"SQ{place:03}", "relevance": "1", "text": words}
        yield from _answers(instrument, language)
    for item in instrument.items:
        if item.kind == "text":
            words = _wording(instrument, item, language)
            yield _question(_FREE_TEXT, code(f"{instrument.id}{item.id}"), words)


def _question(kind: str, name: str, words: str) -> Row:
    row = {"class": "Q", "type/scale": kind, "name": name, "relevance": "1", "text": words}
    return {**row, "mandatory": "N", "other": "N"}


def _answers(instrument: Instrument, language: str) -> Iterator[Row]:
    if not instrument.answers.labels:
        return
    labels = [(f"A{place}", label) for place, label in enumerate(instrument.answers.labels, 1)]
    labels += [(f"N{place}", one.title) for place, one in enumerate(instrument.answers.not_applicable, 1)]
    for place, (name, label) in enumerate(labels):
        words = label.said(language, instrument.language)
        yield {"class": "A", "type/scale": "0", "name": name, "relevance": str(place), "text": words}


def _wording(instrument: Instrument, item: Item, language: str) -> str:
    """Return an item's words; where we have none, its id in brackets, for somebody to replace."""
    return item.wording.said(language, instrument.language) if item.wording else f"[{item.id}]"


def code(name: str) -> str:
    """Return a name as LimeSurvey takes it for a question: letters and digits, a letter first, 20 at most.

    Example:
        >>> code("my-scale"), code("4-levels")
        ('myscale', 'q4levels')
    """
    kept = re.sub(r"[^A-Za-z0-9]", "", name)
    return (kept if kept[:1].isalpha() else f"q{kept}")[:_LONGEST_CODE]


def questionnaires(
    plan_waves: Iterable[tuple[str, Instrument]], events: frozenset[str]
) -> dict[str, list[Instrument]]:
    """Return which instruments stand in which questionnaire: one for each wave, and one for all events.

    Args:
        plan_waves: instruments with the waves in which they are asked.
        events: waves that are events.
    """
    found: dict[str, list[Instrument]] = {}
    for wave, instrument in plan_waves:
        together = found.setdefault("event" if wave in events else wave, [])
        if instrument not in together:
            together.append(instrument)
    return found
