"""The SARIF log is as version 2.1.0 requires: every rule declared, every result pointing at its rule."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve

from curriculum.catalog import Catalog
from curriculum.checks import CHECKS, check, fingerprint, sift
from curriculum.checks.sarif import sarif, sarif_of_invalid
from curriculum.errors import Finding
from curriculum.messages import LANGUAGES
from curriculum.model import Module
from curriculum.suppressions import Suppression

TODAY = date(2026, 6, 1)
CATALOG = Catalog(
    id="mine",
    title="Mine",
    modules=[Module(id="a", title="A"), Module(id="b", title="B")],
    suppressions=[Suppression(code="DOC001", where="modules[b]", reason="Soon.", until=date(2026, 12, 31))],
)
LEVELS = {"none", "note", "warning", "error"}
URI = re.compile(r"[A-Za-z0-9._~/%:-]+")


def log(catalog: Catalog = CATALOG, file: str | None = "a folder/catalog.toml", language: str = "en") -> Any:
    found = [evolve(finding, file=file, line=3) for finding in check(catalog)]
    known = [fingerprint(catalog, one) for one in found if one.code == "DOC002"]
    sifted = sift(catalog, found, CHECKS, today=TODAY, known=known)
    return json.loads(json.dumps(sarif(catalog, sifted, CHECKS, language)))


def faults(document: Mapping[str, Any]) -> list[str]:
    """Return what the standard forbids, of what can go wrong in a log such as ours."""
    found = [key for key in ("version", "runs") if key not in document]
    if document.get("version") != "2.1.0" or not document.get("$schema", "").endswith("sarif-2.1.0.json"):
        found.append("version")
    for run in document["runs"]:
        driver = run["tool"]["driver"]
        rules = driver.get("rules", [])
        found += [] if driver.get("name") else ["driver.name"]
        found += [rule["id"] for rule in rules if [one["id"] for one in rules].count(rule["id"]) > 1]
        found += [rule["id"] for rule in rules if rule["defaultConfiguration"]["level"] not in LEVELS]
        for result in run["results"]:
            found += result_faults(result, rules)
    return found


def result_faults(result: Mapping[str, Any], rules: list[Mapping[str, Any]]) -> list[str]:
    found = [] if result["message"].get("text") else ["message.text"]
    found += [] if result["level"] in LEVELS else ["level"]
    index = result["ruleIndex"]
    found += [] if 0 <= index < len(rules) and rules[index]["id"] == result["ruleId"] else ["ruleIndex"]
    for suppression in result.get("suppressions", []):
        found += [] if suppression["kind"] in {"inSource", "external"} else ["suppression.kind"]
    for location in result["locations"]:
        physical = location.get("physicalLocation")
        if physical is not None:
            found += [] if URI.fullmatch(physical["artifactLocation"]["uri"]) else ["uri"]
            found += [] if physical.get("region", {"startLine": 1})["startLine"] >= 1 else ["startLine"]
    return found


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_log_is_in_order_and_declares_every_rule(language: str):
    document = log(language=language)
    assert faults(document) == []
    rules = document["runs"][0]["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == [one.code for one in CHECKS]
    assert all(rule["shortDescription"]["text"] and rule["help"]["text"] for rule in rules)


def test_a_log_that_is_not_in_order_is_noticed():
    document = log()
    document["runs"][0]["results"][0]["ruleIndex"] += 1
    document["runs"][0]["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] = "a b"
    assert faults(document) == ["ruleIndex", "uri"]


def test_suppressed_and_known_findings_are_in_the_log_and_marked():
    results = {
        (one["ruleId"], one["locations"][0]["logicalLocations"][0]["fullyQualifiedName"]): one.get("suppressions")
        for one in log()["runs"][0]["results"]
    }
    assert results == {
        ("DOC001", "modules[0].source"): None,
        ("DOC001", "modules[1].source"): [{"kind": "inSource", "justification": "Soon."}],
        ("DOC002", "catalog.license"): [{"kind": "external"}],
    }


@pytest.mark.parametrize(
    ("file", "uri"),
    [
        ("catalog.toml", "catalog.toml"),
        ("a folder/catalog.toml", "a%20folder/catalog.toml"),
        ("/tmp/æ.toml", "file:///tmp/%C3%A6.toml"),  # noqa: S108 - a name only
        (r"x\catalog.toml", "x/catalog.toml"),
    ],
)
def test_a_path_becomes_a_reference(file: str, uri: str):
    place = log(file=file)["runs"][0]["results"][0]["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"] == uri


def test_an_installed_catalog_has_no_file():
    location = log(file=None)["runs"][0]["results"][0]["locations"][0]
    assert "physicalLocation" not in location


def test_the_same_finding_keeps_its_fingerprint_when_entries_move():
    def marks(catalog: Catalog) -> set[str]:
        return {one["partialFingerprints"]["codeAndPlace/v1"] for one in log(catalog)["runs"][0]["results"]}

    moved = evolve(CATALOG, modules=CATALOG.modules[::-1])
    assert marks(moved) == marks(CATALOG)
    assert "DOC001 modules[a].source" in marks(CATALOG)


def test_a_catalog_that_cannot_be_loaded_has_a_log_too():
    findings = [
        Finding(code="bad-id", values={"id": "A"}, where="modules[0].id", file=str(Path("x.toml")), line=4)
    ]
    assert faults(sarif_of_invalid([*findings, *findings])) == []
