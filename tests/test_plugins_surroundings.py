"""What everybody in a process shares is as it was after a plugin's code has run."""

from __future__ import annotations

import decimal
import json
import logging
import os
import sys
import warnings
from pathlib import Path
from threading import Barrier, Thread
from typing import TYPE_CHECKING

import pytest
from gardens import GOOD, Garden

from curriculum.plugins.surroundings import kept

if TYPE_CHECKING:
    from conftest import Command

PRINTS = """
import os, sys
print("soiled")
sys.stdout.write("soiled\\n")
sys.__stdout__.write("soiled\\n")
os.write(1, b"soiled\\n")
os.system("echo soiled")
"""
MEDDLES = """
import decimal, logging, os, sys, warnings
logging.basicConfig(level=logging.DEBUG, force=True)
logging.disable(logging.CRITICAL)
warnings.simplefilter("error")
decimal.getcontext().prec = 3
os.chdir("/")
os.environ["CURRICULUM_PLUGINS"] = "nothing"
os.environ["CURRICULUM_NEW"] = "new"
sys.stdout = None
"""
CLOSES = "import sys\nsys.stdout.close()\n"


@pytest.mark.parametrize("code", [PRINTS, CLOSES, MEDDLES], ids=["prints", "closes", "meddles"])
def test_standard_output_is_data_whatever_a_plugin_does(garden: Garden, shell: Command, code: str):
    garden.plant("skane", code + GOOD.format(id="skane"))
    environment = {"PYTHONPATH": str(garden.folder), "CURRICULUM_PLUGINS": "skane", "CURRICULUM_CATALOGS": ""}
    done = shell("check", "skane", "--json", env=environment)
    assert [finding["code"] for finding in json.loads(done.out)["findings"]] == ["DOC002"]
    assert done.err.count("soiled") == code.count("soiled")


def test_what_a_plugin_changes_for_everybody_is_put_back(
    garden: Garden, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
):
    monkeypatch.chdir(tmp_path)
    root = logging.getLogger()
    before = (Path.cwd(), list(warnings.filters), decimal.getcontext().prec, dict(os.environ), sys.stdout)
    logged = (root.level, root.handlers[:], root.manager.disable)
    garden.plant("skane", MEDDLES + GOOD.format(id="skane"))
    assert garden.state().state == "active"
    after = (Path.cwd(), list(warnings.filters), decimal.getcontext().prec, dict(os.environ), sys.stdout)
    assert after == before
    assert (root.level, root.handlers[:], root.manager.disable) == logged


def test_of_several_at_once_the_last_puts_everything_back():
    before, together = sys.stdout, Barrier(2)

    def run() -> None:
        with kept():
            together.wait()
        together.wait()

    other = Thread(target=run)
    other.start()
    with kept():
        together.wait()
    together.wait()
    other.join()
    assert sys.stdout is before


@pytest.mark.parametrize(
    "spot", ["Spot(7)", "Spot('catalog', 7)", "Spot('catalog', {}, 7)"], ids=["place", "values", "patch"]
)
def test_a_check_whose_spots_are_none_is_left_out_and_blamed(garden: Garden, command: Command, spot: str):
    code = f"""
from curriculum.checks import Check, Spot
from curriculum.plugins import CheckFamily
TEXTS = {{part: {{"en": part}} for part in ("title", "message", "cure", "reason")}}
@hookimpl
def curriculum_checks():
    yield CheckFamily("TRV", [Check(code="TRV001", severity="note", find=lambda _: [{spot}], texts=TEXTS)])
"""
    garden.plant("healthy")
    garden.plant("skane", code)
    done = command("check", "healthy", "--json")
    assert (done.code, done.codes) == (1, ["DOC002"])
    assert "The check TRV001 of the plugin" in done.err
    assert "TypeError" in done.err


@pytest.mark.parametrize(
    "code",
    [
        "class Odd(CatalogSource):\n    def __init__(self): pass\n    id = property(lambda self: 1 / 0)\n",
        "class Odd(CatalogSource):\n    def __init__(self): pass\n    id = ['skane']\n",
    ],
    ids=["raises", "is no text"],
)
def test_a_record_whose_id_is_none_is_its_plugins_fault(garden: Garden, code: str):
    garden.plant("skane", f"{code}@hookimpl\ndef curriculum_catalogs(): return [Odd()]\n")
    garden.plant("healthy")
    assert {name: state.state for name, state in garden.states().items()} == {
        "curriculum-skane": "broken",
        "curriculum-healthy": "active",
    }


def test_a_distribution_without_a_version_is_listed_without_one(garden: Garden):
    garden.plant("skane")
    (garden.folder / "curriculum_skane-1.0.dist-info/METADATA").write_text("Name: curriculum-skane\n")
    assert (garden.state().state, garden.state().version) == ("active", "?")


def test_a_catalog_in_another_encoding_is_its_plugins_fault_with_its_line(garden: Garden):
    package = garden.plant("skane")
    file = garden.folder / package / "catalog.toml"
    file.write_bytes('schema = 1\n[catalog]\nid = "skane"\ntitle = "Skåne"\n'.encode("latin-1"))
    assert [one.code for one in garden.state().findings] == ["plugin-bad-catalog", "not-utf8"]
    assert garden.state().findings[1].line == 4
