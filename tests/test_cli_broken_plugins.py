"""Nine broken distributions beside a healthy one: commands on healthy catalogs work, all faults are listed."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from gardens import CATALOG, Garden, brings

from curriculum.plugins import CURRICULUM_API

if TYPE_CHECKING:
    from conftest import Command, Done

ROOT = Path(__file__).parents[1]
BROKEN = {
    "import-error": ("import no_such_module_at_all\n", "broken", "no_such_module_at_all"),
    "system-exit": ("raise SystemExit(7)\n", "broken", "SystemExit"),
    "wrong-signature": ("@hookimpl\ndef curriculum_catalogs(region):\n    return []\n", "broken", "region"),
    "mistyped-hook": ("@hookimpl\ndef curriculum_catalog():\n    return []\n", "broken", "Did you mean"),
    "raising-hook": ("@hookimpl\ndef curriculum_catalogs():\n    1 / 0\n", "broken", "ZeroDivisionError"),
    "newer-api": (f"CURRICULUM_API = {CURRICULUM_API + 1}\n", "incompatible", "Update curriculum"),
    "duplicate-id": (brings("healthy"), "conflict", "catalog healthy"),
    "broken-toml": (None, "broken", "curriculum check"),
}
"""The code of each plugin, the state that it gets, and what the reason names."""


@pytest.fixture
def nine(garden: Garden) -> Garden:
    healthy = (ROOT / "examples/first-cohort/catalog.toml").read_text(encoding="utf-8")
    garden.plant("healthy", toml=healthy.replace('id = "tutorial"', 'id = "healthy"'))
    garden.plant("healthy", distribution="duplicate-name")
    for name, (code, _, _) in BROKEN.items():
        toml = "[catalog\n" if name == "broken-toml" else CATALOG.format(id="healthy")
        garden.plant(name, code, toml=toml)
    return garden


def run(shell: Command, garden: Garden, *words: object) -> Done:
    """Run the real command in a process of its own, which finds what is planted."""
    environment = {"PYTHONPATH": str(garden.folder), "CURRICULUM_CATALOGS": ""}
    return shell(*words, env=environment, cwd=garden.folder)


def test_each_fault_is_listed_with_its_distribution_and_cure(nine: Garden, shell: Command):
    done = run(shell, nine, "plugins", "list", "--json")
    listed = {one["distribution"]: one for one in done.document["plugins"]}
    assert done.code == 0
    assert listed["curriculum-healthy"]["state"] == "active"
    assert listed["curriculum-healthy"]["provides"] == ["catalog healthy"]
    assert listed["duplicate-name"]["state"] == "conflict"
    assert "pip uninstall duplicate-name" in listed["duplicate-name"]["reason"]
    for name, (_, state, named) in BROKEN.items():
        told = listed[f"curriculum-{name}"]
        assert (told["state"], told["provides"]) == (state, []), name
        assert f"curriculum-{name} 1.0" in told["reason"]
        assert named in told["reason"]
    faulty = [name for name, one in listed.items() if one["state"] not in {"active", "blocked"}]
    assert len(faulty) == len(BROKEN) + 1 == 9


def test_every_command_on_healthy_catalogs_works_beside_them(nine: Garden, command: Command):
    cohort = nine.folder / "cohort"
    shutil.copytree(ROOT / "examples/first-cohort", cohort)
    settings = (cohort / "cohort.toml").read_text(encoding="utf-8")
    settings = settings.replace('"tutorial:short"\ncatalog = "catalog.toml"', '"healthy:short"')
    (cohort / "cohort.toml").write_text(settings, encoding="utf-8")
    for words in (
        ("check", "healthy"),
        ("metrics", "healthy"),
        ("coverage", "healthy"),
        ("plugins", "check", ROOT / "catalogs/teaching"),
        ("schedule", cohort, "--out", nine.folder / "out"),
        ("verify", cohort, nine.folder / "out/schedule.json"),
        ("doctor",),
    ):
        done = command(*words)
        assert done.code == 0, (words, done)


def test_the_real_command_ends_with_5_when_it_is_to_be_strict(nine: Garden, shell: Command):
    assert run(shell, nine, "check", "healthy", "--strict").code == 5


@pytest.mark.parametrize("words", [("check", "healthy"), ("plugins", "list"), ("doctor",)])
@pytest.mark.usefixtures("nine")
def test_strict_makes_the_faults_an_error(command: Command, words: tuple[str, ...]):
    done = command(*words, "--strict")
    assert done.code == 5
    for name in BROKEN:
        assert f"curriculum-{name}" in done.out + done.err


def test_strict_is_content_with_what_may_be_loaded_and_is_healthy(
    nine: Garden, command: Command, monkeypatch: pytest.MonkeyPatch
):
    assert nine.states()
    assert command("check", ROOT / "catalogs/teaching", "--strict", "--no-plugins").code == 0
    monkeypatch.setenv("CURRICULUM_PLUGINS", "import-error-is-not-named")
    assert command("check", ROOT / "catalogs/teaching", "--strict").code == 0


def test_a_new_plugin_passes_its_own_tests_unedited_and_is_listed(garden: Garden, shell: Command):
    done = run(shell, garden, "plugins", "new", "skane")
    assert done.code == 0
    package = garden.folder / "curriculum-skane"
    shutil.copytree(package / "src/curriculum_skane", garden.folder / "curriculum_skane")
    garden.announce("curriculum-skane", "[curriculum]\nskane = curriculum_skane\n", "0.1.0")
    listed = {one["name"]: one for one in run(shell, garden, "plugins", "list", "--json").document["plugins"]}
    assert (listed["skane"]["state"], listed["skane"]["version"]) == ("active", "0.1.0")
    assert listed["skane"]["provides"] == ["catalog skane"]
    tested = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", package],
        env={**os.environ, "PYTHONPATH": str(garden.folder)},
        cwd=package,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert tested.returncode == 0, tested.stdout
    assert "11 passed in" in tested.stdout


def test_a_plugin_without_python_is_a_folder(command: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(tmp_path)
    assert command("plugins", "new", "skane", "--toml-only", "-q").code == 0
    assert [path.name for path in (tmp_path / "skane").iterdir()] == ["catalog.toml"]
    assert command("plugins", "check", "./skane", "-q").code == 0


def test_a_new_plugin_may_be_named_with_or_without_its_prefix(command: Command, tmp_path: Path):
    assert command("new", "plugin", tmp_path / "curriculum-nord-vest", "-q").code == 0
    assert (tmp_path / "curriculum-nord-vest/src/curriculum_nord_vest/catalog.toml").is_file()
    assert command("new", "plugin", tmp_path / "nord-vest", "--json").codes == ["already-there"] * 6
    assert command("plugins", "new", tmp_path / "Skåne", "--json").codes == ["bad-id"]
    assert command("plugins", "new", tmp_path / "sor", "--dry-run", "-q").code == 0
    assert not (tmp_path / "curriculum-sor").exists()
