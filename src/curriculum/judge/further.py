"""Rules that a plugin adds: its own check is asked, and what that finds becomes violations."""

from __future__ import annotations

from collections.abc import Iterator

from curriculum.further_rules import AppliedRule
from curriculum.judge.case import Case
from curriculum.judge.violation import Violation


def check(applied: AppliedRule, case: Case) -> Iterator[Violation]:
    """Yield what the check of a further rule finds among what the case asks about."""
    rule = applied.rule
    for breach in rule.check(case, applied.options):
        yield Violation(rule.id, breach.people, breach.runs, breach.values, told_by=rule)
