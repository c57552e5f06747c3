"""Findings as SARIF 2.1.0, which editors and code hosts read."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from curriculum.catalog import Catalog
from curriculum.checks.registry import Check, Weakness
from curriculum.checks.suppressing import Sifted, fingerprint
from curriculum.errors import Finding

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
_PLAIN = frozenset(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~/")


def sarif(catalog: Catalog, sifted: Sifted, checks: Sequence[Check], language: str = "en") -> dict[str, Any]:
    """Return the log of one run of the checks.

    Args:
        catalog: the catalog that was checked.
        sifted: what was found; suppressed and known findings are in the log, marked as such.
        checks: every check that there is: all of them are declared as rules.
        language: language of the texts.
    """
    index = {check.code: number for number, check in enumerate(checks)}
    results = [
        _result(catalog, finding, index, language, suppressions)
        for finding, suppressions in (
            *((finding, []) for finding in sifted.told),
            *((one, [_suppression(why.reason.said(language))]) for one, why in sifted.suppressed),
            *((one, [{"kind": "external"}]) for one in sifted.known),
        )
    ]
    return _log([_rule(check, language) for check in checks], results, language)


def sarif_of_invalid(findings: Sequence[Finding], language: str = "en") -> dict[str, Any]:
    """Return the log about a catalog that could not be loaded; its complaints are the rules."""
    codes = list(dict.fromkeys(finding.code for finding in findings))
    rules = [{"id": code, "defaultConfiguration": {"level": "error"}} for code in codes]
    results = [
        {
            "ruleId": finding.code,
            "ruleIndex": codes.index(finding.code),
            "level": finding.severity,
            "message": {"text": f"{finding.message(language)} {finding.cure(language)}".strip()},
            "locations": _locations(finding),
        }
        for finding in findings
    ]
    return _log(rules, results, language)


def _log(rules: list[dict[str, Any]], results: list[dict[str, Any]], language: str) -> dict[str, Any]:
    from importlib.metadata import version

    driver = {"name": "curriculum", "semanticVersion": version("curriculum"), "language": language, "rules": rules}
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}
    return {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}


def _rule(check: Check, language: str) -> dict[str, Any]:
    reason = check.said("reason", language)
    return {
        "id": check.code,
        "shortDescription": {"text": check.said("title", language)},
        "fullDescription": {"text": reason},
        "help": {"text": reason},
        "defaultConfiguration": {"level": check.severity},
        "properties": {"tags": [check.family]},
    }


def _result(
    catalog: Catalog,
    finding: Weakness,
    index: dict[str, int],
    language: str,
    suppressions: list[dict[str, Any]],
) -> dict[str, Any]:
    code, where = fingerprint(catalog, finding)
    result: dict[str, Any] = {
        "ruleId": code,
        "ruleIndex": index[code],
        "level": finding.severity,
        "message": {"text": f"{finding.message(language)} {finding.cure(language)}"},
        "locations": _locations(finding),
        "partialFingerprints": {"codeAndPlace/v1": f"{code} {where}"},
    }
    return {**result, "suppressions": suppressions} if suppressions else result


def _suppression(reason: str) -> dict[str, Any]:
    return {"kind": "inSource", "justification": reason}


def _locations(finding: Finding) -> list[dict[str, Any]]:
    location: dict[str, Any] = {"logicalLocations": [{"fullyQualifiedName": finding.where or "catalog"}]}
    if finding.file is not None:
        location["physicalLocation"] = {"artifactLocation": {"uri": _reference(finding.file)}}
        if finding.line is not None:
            location["physicalLocation"]["region"] = {"startLine": finding.line}
    return [location]


def _reference(path: str) -> str:
    """Return a path as a relative or absolute URI reference."""
    written = path.replace("\\", "/").encode("utf-8", "surrogateescape")
    quoted = "".join(chr(byte) if byte in _PLAIN else f"%{byte:02X}" for byte in written)
    return f"file://{quoted}" if quoted.startswith("/") else quoted
