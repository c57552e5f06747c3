"""The tables ``[rules.NAME]`` of further rules in a cohort file, read as the rules' own classes say."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from curriculum.errors import nearest
from curriculum.files.lines import join
from curriculum.files.plain import plain
from curriculum.files.structure import Reader, written
from curriculum.further_rules import AppliedRule, FurtherRule
from curriculum.rules import Rules

FindRule = Callable[[str], FurtherRule | None]
"""Gives a further rule by its name, for example a plugin's; None when there is none."""
_OWN = [attribute.name for attribute in written(Rules)]


def further_rules(
    tables: Mapping[str, Any], find: FindRule | None, reader: Reader
) -> tuple[dict[str, Any], tuple[AppliedRule, ...]]:
    """Take the further rules out of ``[rules]``.

    Args:
        tables: what ``[rules]`` holds.
        find: gives the rules; None when there are none.
        reader: reads their options, and gathers what is wrong with them.

    Returns:
        The library's own keys, misspelt ones among them, and the further rules.

    Raises:
        InvalidInput: a rule is there and cannot be used.
    """
    own: dict[str, Any] = {}
    applied = []
    for key, raw in tables.items():
        rule = find(key) if find is not None and key not in _OWN else None
        if rule is not None:
            applied += _applied(rule, raw, reader)
        elif key in _OWN or not isinstance(raw, dict) or nearest(key, _OWN):
            own[key] = raw
        else:
            reader.complaints.refuse("unknown-rule", join("rules", key), rule=key)
    return own, tuple(applied)


def further_tables(applied: tuple[AppliedRule, ...]) -> dict[str, Any]:
    """Return the tables of further rules by name, as a file has them."""
    return {one.rule.id: plain(one.options) for one in applied}


def _applied(rule: FurtherRule, raw: Any, reader: Reader) -> list[AppliedRule]:
    where = join("rules", rule.id)
    if not isinstance(raw, dict):
        reader.record(rule.options, raw, where)
        return []
    try:
        return [AppliedRule(rule, reader.record(rule.options, raw, where))]
    except (TypeError, ValueError) as error:  # what the plugin's class says when it refuses its options
        reader.complaints.refuse("refused-options", where, rule=rule.id, error=str(error))
        return []
