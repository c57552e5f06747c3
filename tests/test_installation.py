"""What is installed is read from the metadata of the distributions, and what lacks comes with its cure."""

from __future__ import annotations

import os
import sys
from importlib.metadata import version
from pathlib import Path

import pytest

from curriculum.installation import installation, requirements

THERE = version("attrs")


def test_packages_needed_always_come_first_then_the_extras_by_name() -> None:
    lines = ["nowhere-z>=1; extra == 'zebra'", f"attrs>={THERE}", 'nowhere-a; extra == "apes"', "cattrs"]
    found = list(requirements(lines))
    assert [(one.extra, [package.name for package in one.packages]) for one in found] == [
        (None, ["attrs", "cattrs"]),
        ("apes", ["nowhere-a"]),
        ("zebra", ["nowhere-z"]),
    ]


@pytest.mark.parametrize(
    ("line", "condition"),
    [
        ("attrs", "ok"),
        ("attrs>=1.0", "ok"),
        (f"attrs>={THERE}", "ok"),
        (f"attrs>={THERE}.0.0", "ok"),
        (f"attrs>={THERE}.1", "old"),
        ("attrs>=9999", "old"),
        ("attrs<9999,>=1", "ok"),
        ("attrs[tests]>=9999", "old"),
        ("nowhere-to-be-found", "missing"),
    ],
)
def test_a_package_is_in_order_missing_or_too_old(line: str, condition: str) -> None:
    (needed,) = requirements([line])
    assert [package.condition for package in needed.packages] == [condition]
    assert needed.complete == (condition == "ok")


def test_versions_are_compared_as_numbers() -> None:
    major = int(THERE.split(".")[0])
    (needed,) = requirements([f"attrs>={major - 1}.999"])
    assert needed.complete


def test_what_another_operating_system_needs_is_left_out() -> None:
    lines = ['nowhere; sys_platform == "elsewhere"', f"attrs; sys_platform == '{sys.platform}'"]
    (needed,) = requirements(lines)
    assert [package.name for package in needed.packages] == ["attrs"]


def test_the_cure_is_a_command_that_can_be_copied() -> None:
    needed, extra = requirements(["nowhere", "nowhere; extra == 'frames'"])
    assert needed.cure == "pip install --upgrade curriculum"
    assert extra.cure == "pip install --upgrade 'curriculum[frames]'"
    assert next(requirements(["attrs"])).cure is None


def test_this_library_has_all_that_it_needs_here() -> None:
    found = installation(only=())
    assert found.needed.complete
    assert {"attrs", "ortools", "rich"} <= {package.name for package in found.needed.packages}
    assert "frames" in {extra.extra for extra in found.extras}
    assert found.version == version("curriculum")
    assert (found.folder / "installation.py").is_file()


def test_files_that_commands_would_read_are_found_here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert installation(only=()).files == ()
    for name in ("cohort.toml", "schedule.json", "letter.txt"):
        Path(name).touch()
    os.mkdir("catalog.toml")  # noqa: PTH102 - a folder of that name is not the file
    assert installation(only=()).files == (Path("cohort.toml"), Path("schedule.json"))
