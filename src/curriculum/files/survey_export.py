"""Exports of survey programs, one row a person: which column holds the answers to which item.

Headings are those of LimeSurvey: ``NOMAD[SQ001]``, with or without the question's text behind it, or as statistics
programs get them, ``NOMAD_SQ001``. What stands before is the instrument, what stands inside is the item: its id,
or its position as a subquestion's code.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

from curriculum.evaluation.instruments import Instrument, Instruments, Item

_QUESTION = re.compile(r"(?P<group>[^\[\]]+?)\s*\[(?P<item>[^\[\]]+)\].*", re.DOTALL)
_JOINED = re.compile(r"(?P<group>.+)[_.](?P<item>[A-Za-z0-9-]+)")
_OWN = re.compile(
    r"(response )?id|submitdate|lastpage|startlanguage|seed|startdate|datestamp|ipaddr|refurl|token|"
    r"firstname|lastname|email|attribute_\d+|(group|interview)time.*",
    re.IGNORECASE,
)
"""Columns that the survey program adds."""


class Question(NamedTuple):
    """The item that a column holds the answers to."""

    instrument: Instrument
    item: Item


def questions(headings: Mapping[str, int], instruments: Instruments) -> dict[int, Question]:
    """Return the items by the position of their column.

    Args:
        headings: position by heading.
        instruments: what the answers may be to.
    """
    found = {}
    for heading, position in headings.items():
        for form in (_QUESTION, _JOINED):
            match = form.fullmatch(heading)
            instrument = instruments.find(match["group"]) if match else None
            item = instrument.item(match["item"]) if match and instrument else None
            if instrument and item:
                found[position] = Question(instrument, item)
                break
    return found


def unread(headings: Mapping[str, int], read: Mapping[int, Question]) -> list[str]:
    """Return the headings of columns that hold no known item and are none of the survey program's own."""
    return [
        heading for heading, position in headings.items() if position not in read and not _OWN.fullmatch(heading)
    ]
