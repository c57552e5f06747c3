"""What an object that must not exist complains about, as ``code place``, so that the eye can check it."""

from __future__ import annotations

from collections.abc import Callable

from curriculum.errors import Finding, InvalidInput


def refused(make: Callable[..., object], *values: object, **fields: object) -> list[Finding]:
    """Return the findings that stop ``make`` from making something; none when it makes it."""
    try:
        make(*values, **fields)
    except InvalidInput as invalid:
        return list(invalid.findings)
    return []


def complaints(make: Callable[..., object], *values: object, **fields: object) -> list[str]:
    """Return code and place of each finding."""
    return [f"{finding.code} {finding.where}".rstrip() for finding in refused(make, *values, **fields)]
