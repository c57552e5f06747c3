"""What a suggestion would change: the patch is made, the checks are run again, the findings are compared."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from attrs import frozen

from curriculum.catalog import Catalog
from curriculum.checks.patches import Patch, patched
from curriculum.checks.registry import Check, Options, Weakness
from curriculum.checks.suppressing import Fingerprint, fingerprint, sift
from curriculum.errors import Finding, InvalidInput


@frozen(kw_only=True)
class Effect:
    """What a patch would change, as findings by their code and their place by ids.

    Attributes:
        gone: findings that would go.
        new: findings that would come.
        refused: why the patch cannot be made: the catalog would not be consistent any more.
    """

    gone: tuple[Fingerprint, ...] = ()
    new: tuple[Fingerprint, ...] = ()
    refused: tuple[Finding, ...] = ()


def run(
    catalog: Catalog,
    checks: Iterable[Check],
    options: Options | None = None,
    others: Mapping[str, Catalog] | None = None,
) -> tuple[Weakness, ...]:
    """Return what the checks find in a catalog, check by check."""
    settings = options or {}
    return tuple(
        finding for check in checks for finding in check.findings(catalog, settings.get(check.code), others)
    )


def effect(
    catalog: Catalog,
    patch: Patch,
    checks: Sequence[Check],
    options: Options | None = None,
    *,
    today: date,
    others: Mapping[str, Catalog] | None = None,
) -> Effect:
    """Return what a patch would change among the findings that are told; the catalog itself stays as it is.

    Args:
        catalog: the catalog.
        patch: a suggestion for it.
        checks: the checks to run before and after.
        options: their settings.
        today: suppressions that ended before this day do not count.
        others: the catalogs at hand that it uses, by id.
    """

    def told(version: Catalog) -> Counter[Fingerprint]:
        sifted = sift(version, run(version, checks, options, others), checks, today=today)
        return Counter(fingerprint(version, finding) for finding in sifted.told)

    try:
        after = patched(catalog, patch)
    except InvalidInput as invalid:
        return Effect(refused=invalid.findings)
    before, now = told(catalog), told(after)
    gone, new = before - now, now - before
    return Effect(gone=tuple(sorted(gone.elements())), new=tuple(sorted(new.elements())))
