"""What the page's script searches: everybody and every run that is held, as JSON in the page."""

from __future__ import annotations

import json
from typing import Any

from curriculum.report.page.facts import Facts

_SPELLED_OUT = {ord(letter): f"\\u{ord(letter):04x}" for letter in "<>&"}


def search_index(facts: Facts) -> dict[str, list[Any]]:
    """Return everybody with name, level and organisation, runs and missing places; and the runs, in words."""
    people = [
        [
            entry.participant,
            facts.name(entry.participant),
            [part for part in (facts.level_of(entry.participant), facts.organisation(entry.participant)) if part],
            [facts.run_number[place.run] for place in entry.places],
            [facts.missing(unfilled) for unfilled in entry.missing],
        ]
        for entry in facts.summary.people
    ]
    runs = [
        [held.run.id, facts.title(held.run.module), facts.sessions(held.run), facts.place(held.run)]
        for held in facts.summary.held
    ]
    return {"people": people, "runs": runs}


def script_json(value: object) -> str:
    r"""Return JSON that can stand in a script element: nothing in it ends the element, or is anything but ASCII.

    Example:
        >>> script_json(["</script>", "\u2028"])
        '["\\u003c/script\\u003e","\\u2028"]'
    """
    return json.dumps(value, ensure_ascii=True, separators=(",", ":"), allow_nan=False).translate(_SPELLED_OUT)
