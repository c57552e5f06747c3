"""Trial actions in words, and as data."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from attrs import asdict

from curriculum.evaluation.actions.trial import Group, Profile, TrialActions
from curriculum.evaluation.statistics import Estimate
from curriculum.evaluation.statistics.survival import Waiting
from curriculum.messages import decimal, say


def actions_text(found: TrialActions, language: str = "en") -> str:
    """Return what came of the trial actions.

    Args:
        found: what :func:`~curriculum.evaluation.actions.trial.trial_actions` returned.
        language: da, sv or en.
    """
    lines = [say("actions.title", language, until=found.until), ""]
    for group in found.groups:
        lines += _group(group, language)
    if found.done_difference is not None:
        values = _percent(found.done_difference)
        lines.append(say("actions.difference", language, **values))
    if found.profile:
        lines += ["", say("actions.profile", language)]
        lines += [f"  {line}" for one in found.profile for line in _profile(one, language)]
    lines += ["", say("actions.limits", language)]
    return "\n".join(lines) + "\n"


def actions_document(found: TrialActions) -> dict[str, Any]:
    """Return what came of the trial actions as plain data."""
    return {
        "until": found.until.isoformat(),
        "groups": [
            {
                "name": group.name,
                "people": group.people,
                "done": None if group.done is None else asdict(group.done),
                "start": None if group.start is None else _waiting(group.start),
            }
            for group in found.groups
        ],
        "done_difference": None if found.done_difference is None else asdict(found.done_difference),
        "profile": [asdict(one) for one in found.profile],
    }


def _waiting(start: Waiting) -> dict[str, Any]:
    """Return days as plain data; how many have begun is not told, since those who have not may be few."""
    names = ("median", "low", "high", "confidence")
    return {name: getattr(start, name) for name in names}


def _group(group: Group, language: str) -> Iterator[str]:
    name = say(f"actions.group.{group.name}", language)
    if not group.people:
        yield f"{name}: {say('actions.nobody' if group.people == 0 else 'actions.withheld', language)}"
        return
    yield f"{name}: n={group.people}"
    if group.done is None:
        yield f"  {say('actions.done-withheld', language)}"
    else:
        yield f"  {say('actions.done', language, **_percent(group.done))}"
    start = group.start
    if start is None:
        yield f"  {say('actions.start-withheld', language)}"
    elif start.median is None:
        yield f"  {say('actions.not-half', language)}"
    else:
        days = {"median": start.median, "low": start.low, "high": start.high}
        shown = {
            name: "-" if number is None else decimal(f"{number:g}", language) for name, number in days.items()
        }
        yield f"  {say('actions.start', language, **shown)}"


def _profile(one: Profile, language: str) -> Iterator[str]:
    if one.mean is None or one.mean.value is None:
        yield f"{one.construct}: {say('actions.withheld', language)}"
        return
    yield f"{one.construct}: {_interval(one.mean, language)}"
    if one.difference is not None and one.difference.estimate.complete:
        yield f"  {say('actions.apart', language, interval=_interval(one.difference.estimate, language))}"


def _interval(estimate: Estimate, language: str) -> str:
    numbers = (estimate.value, estimate.low, estimate.high)
    value, low, high = ("-" if number is None else f"{number:.2f}" for number in numbers)
    return decimal(f"{value} [{low}; {high}]", language)


def _percent(estimate: Estimate) -> dict[str, str]:
    numbers = {"value": estimate.value, "low": estimate.low, "high": estimate.high}
    return {name: "-" if number is None else f"{100 * number:.0f}" for name, number in numbers.items()}
