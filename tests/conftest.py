"""What test modules share: the command, here and in a process of its own; plugins; how many random cases."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import sysconfig
from collections.abc import Callable, Iterable, Iterator
from importlib import metadata
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from gardens import Garden
from hypothesis import HealthCheck, settings

from curriculum.cli import main
from curriculum.plugins import forget_plugins

settings.register_profile(
    "any-machine", deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True
)
settings.load_profile("any-machine")  # no test depends on how busy the machine is


class Done(NamedTuple):
    """How a command ended."""

    code: int
    out: str
    err: str

    @property
    def document(self) -> Any:
        """The one JSON document on standard output."""
        return json.loads(self.out)

    @property
    def codes(self) -> list[str]:
        """The codes of the findings in that document."""
        return [finding["code"] for finding in self.document["findings"]]


Command = Callable[..., Done]


def pytest_addoption(parser: pytest.Parser) -> None:
    text = "random cohorts to hold against brute force (default 120)"
    parser.addoption("--cases", type=int, default=120, metavar="N", help=text)


@pytest.fixture
def command(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Command:
    """Run the command in this process, in English."""
    monkeypatch.setenv("LC_ALL", "en_GB.UTF-8")

    def run(*words: object) -> Done:
        capsys.readouterr()
        code = main([str(word) for word in words])
        return Done(int(code), *capsys.readouterr())

    return run


@pytest.fixture
def shell() -> Command:
    """Run the installed command in a process of its own, in English, without a terminal."""
    program = Path(sysconfig.get_path("scripts"), "curriculum")
    environment = {**os.environ, "LC_ALL": "C.UTF-8", "PYTHONWARNINGS": "error"}

    def run(*words: object, **further: Any) -> Done:
        done = subprocess.run(
            [sys.executable, program, *map(str, words)],
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
            timeout=60,
            env={**environment, **further.pop("env", {})},
            **further,
        )
        return Done(done.returncode, done.stdout, done.stderr)

    return run


@pytest.fixture
def garden(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Garden]:
    """A garden to plant plugins in, on the path of this process; what is installed here is not seen in it."""
    for variable in ("CURRICULUM_PLUGINS", "CURRICULUM_CATALOGS"):
        monkeypatch.delenv(variable, raising=False)
    for variable in ("XDG_DATA_HOME", "APPDATA"):  # where this user keeps regions
        monkeypatch.setenv(variable, str(tmp_path / "home"))
    outside = set(sys.path)

    def planted() -> Iterable[metadata.Distribution]:
        return metadata.distributions(path=[folder for folder in sys.path if folder not in outside])

    monkeypatch.setattr("curriculum.plugins.discovery.distributions", planted)
    monkeypatch.syspath_prepend(str(tmp_path))
    imported = {name: module for name, module in sys.modules.items() if name.startswith("curriculum_")}
    for name in imported:
        del sys.modules[name]
    before = set(sys.modules)
    forget_plugins()
    yield Garden(tmp_path)
    forget_plugins()
    for name in set(sys.modules) - before:
        if (getattr(sys.modules[name], "__file__", None) or "").startswith(str(tmp_path)):
            del sys.modules[name]
    sys.modules.update(imported)
