"""Findings that need not be told: suppressed in the catalog with a reason, or known from a baseline."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from attrs import frozen

from curriculum.catalog import Catalog
from curriculum.checks.patches import removing
from curriculum.checks.places import named
from curriculum.checks.registry import Check, Spot, Weakness
from curriculum.errors import Finding, InvalidInput, nearest
from curriculum.suppressions import Suppression

Fingerprint = tuple[str, str]
"""A finding's code and its place by ids: the same after entries were moved and lines added."""


@frozen(kw_only=True)
class Sifted:
    """The findings about one catalog, by what is to happen with them.

    Attributes:
        told: what is to be told, complaints about suppressions included.
        suppressed: what the catalog suppresses, each with the suppression.
        known: what the baseline has.
    """

    told: tuple[Weakness, ...]
    suppressed: tuple[tuple[Weakness, Suppression], ...] = ()
    known: tuple[Weakness, ...] = ()


def fingerprint(catalog: Catalog, finding: Finding) -> Fingerprint:
    """Return what identifies a finding about a catalog across versions of it."""
    return finding.code, named(catalog, finding.where)


def sift(
    catalog: Catalog,
    findings: Iterable[Weakness],
    checks: Sequence[Check],
    *,
    today: date,
    known: Iterable[Fingerprint] = (),
    ran: Sequence[Check] | None = None,
) -> Sifted:
    """Tell apart what is to be told, what the catalog suppresses, and what a baseline has.

    Args:
        catalog: the catalog that the findings are about.
        findings: what the checks found.
        checks: every check that there is; a suppression that names none of them is complained about.
        today: suppressions that ended before this day do not count.
        known: fingerprints of a baseline; each covers one finding.
        ran: the checks that were run, when not all were: only their suppressions can be seen to be unused.
    """
    told: list[Weakness] = []
    suppressed: list[tuple[Weakness, Suppression]] = []
    found = list(findings)
    for finding in found:
        reasons = [one for one in catalog.suppressions if _holds(one, today) and _covers(one, catalog, finding)]
        if reasons:
            suppressed.append((finding, reasons[0]))
        else:
            told.append(finding)
    told += _about(catalog, found, checks, today, checks if ran is None else ran)
    left = Counter(known)
    new: list[Weakness] = []
    old: list[Weakness] = []
    for finding in told:
        mark = fingerprint(catalog, finding)
        (old if left[mark] > 0 else new).append(finding)
        left[mark] -= 1
    return Sifted(told=tuple(new), suppressed=tuple(suppressed), known=tuple(old))


def baseline_text(catalog: Catalog, findings: Iterable[Finding]) -> str:
    """Return the text of a baseline file: the findings that need not be told again."""
    marks = sorted(fingerprint(catalog, finding) for finding in findings)
    listed = [{"code": code, "where": where} for code, where in marks]
    document = {"schema": 1, "catalog": catalog.id, "findings": listed}
    return json.dumps(document, ensure_ascii=False, indent=2, sort_keys=True) + "\n"


def read_baseline(text: str, file: str) -> tuple[Fingerprint, ...]:
    """Return the fingerprints of a baseline file.

    Args:
        text: what is in it.
        file: its path, for the complaint.

    Raises:
        InvalidInput: it is no baseline file.
    """
    try:
        document = json.loads(text)
        return tuple((str(one["code"]), str(one["where"])) for one in document["findings"])
    except (ValueError, KeyError, TypeError, RecursionError):
        raise InvalidInput([Finding(code="bad-baseline", file=file)]) from None


def _holds(suppression: Suppression, today: date) -> bool:
    return suppression.until is None or today <= suppression.until


def _covers(suppression: Suppression, catalog: Catalog, finding: Finding) -> bool:
    """Tell whether a suppression is about a finding: its code or family, and a place that holds the finding's."""
    if suppression.code not in {finding.code, finding.code.rstrip("0123456789")}:
        return False
    outer = suppression.where
    return not outer or any(
        place == outer or place.startswith((f"{outer}.", f"{outer}["))
        for place in (named(catalog, finding.where), finding.where)
    )


def _about(
    catalog: Catalog, findings: Sequence[Weakness], checks: Sequence[Check], today: date, ran: Sequence[Check]
) -> Iterator[Weakness]:
    """Yield what is wrong with the catalog's suppressions, from the checks among those that were run."""
    spots = {
        "SUP001": _unknown(catalog, checks),
        "SUP002": _expired(catalog, today),
        "SUP003": _idle(catalog, findings, today, ran),
        "SUP004": _endless(catalog),
    }
    for check in ran:
        for spot in spots.get(check.code, ()):
            yield check.weakness(spot)


def _unknown(catalog: Catalog, checks: Sequence[Check]) -> Iterator[Spot]:
    known = {name for check in checks for name in (check.code, check.family)}
    for index, one in enumerate(catalog.suppressions):
        if one.code not in known:
            values = {"code": one.code, "nearest": nearest(one.code, sorted(known)) or "-"}
            yield Spot(f"suppressions[{index}].code", values)


def _expired(catalog: Catalog, today: date) -> Iterator[Spot]:
    for index, one in enumerate(catalog.suppressions):
        if not _holds(one, today):
            values = {"code": one.code, "until": one.until}
            yield Spot(f"suppressions[{index}].until", values, removing(f"suppressions[{index}]"))


def _idle(catalog: Catalog, findings: Sequence[Weakness], today: date, ran: Sequence[Check]) -> Iterator[Spot]:
    complete = {name for check in ran for name in (check.code, check.family)}
    for index, one in enumerate(catalog.suppressions):
        looked_for = one.code in complete and _holds(one, today)
        if looked_for and not any(_covers(one, catalog, finding) for finding in findings):
            values = {"code": one.code, "where": one.where or "-"}
            yield Spot(f"suppressions[{index}]", values, removing(f"suppressions[{index}]"))


def _endless(catalog: Catalog) -> Iterator[Spot]:
    for index, one in enumerate(catalog.suppressions):
        if one.until is None:
            yield Spot(f"suppressions[{index}]", {"code": one.code})


def _nothing(_: Catalog) -> Iterator[Spot]:
    """Find nothing: complaints about suppressions need the other findings, and are made while sifting."""
    return iter(())


CHECKS = (
    Check(code="SUP001", severity="warning", find=_nothing),
    Check(code="SUP002", severity="warning", find=_nothing),
    Check(code="SUP003", severity="note", find=_nothing),
    Check(code="SUP004", severity="note", find=_nothing),
)
