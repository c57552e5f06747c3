"""What is installed here: this library, what it needs, plugins, and files that commands would read."""

from __future__ import annotations

import platform
import re
import sys
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from importlib.metadata import PackageNotFoundError, requires, version
from pathlib import Path
from typing import Literal

from attrs import frozen

from curriculum.plugins import PluginState, plugin_states

_DISTRIBUTION = "curriculum"
_KNOWN_FILES = ("catalog.toml", "cohort.toml", "participants.csv", "runs.csv", "schedule.json")
_REQUIREMENT = re.compile(
    r"(?P<name>[A-Za-z0-9][\w.-]*)\s*(?:\[.*?\])?\s*(?P<wanted>[^;]*?)\s*(?:;(?P<marker>.*))?"
)
_EXTRA = re.compile(r"""extra\s*==\s*["']([^"']+)["']""")
_SYSTEM = re.compile(r"""sys_platform\s*==\s*["']([^"']+)["']""")
_LOWEST = re.compile(r">=\s*(\d+(?:\.\d+)*)")

Condition = Literal["ok", "missing", "old"]


@frozen(kw_only=True)
class Package:
    """A package that this library needs.

    Attributes:
        name: the distribution's name.
        wanted: which versions will do, for example ``>=24.2``.
        version: the version that is installed; None when it is missing.
        condition: ``ok``, ``missing`` or ``old``.
    """

    name: str
    wanted: str
    version: str | None
    condition: Condition


@frozen(kw_only=True)
class Requirements:
    """Packages that are needed together.

    Attributes:
        extra: name of the extra that they belong to; None for what is needed always.
        packages: the packages, by name.
    """

    extra: str | None
    packages: tuple[Package, ...]

    @property
    def complete(self) -> bool:
        """Whether everything is there."""
        return all(package.condition == "ok" for package in self.packages)

    @property
    def cure(self) -> str | None:
        """The command that installs what lacks; None when everything is there."""
        if self.complete:
            return None
        return (
            f"pip install --upgrade '{_DISTRIBUTION}[{self.extra}]'"
            if self.extra
            else f"pip install --upgrade {_DISTRIBUTION}"
        )


@frozen(kw_only=True)
class Installation:
    """What is installed here.

    Attributes:
        python: version of Python.
        system: the operating system and the processor.
        version: version of this library.
        folder: where this library lies.
        needed: what is needed always.
        extras: what is needed for each extra, by the extra's name.
        plugins: every plugin, with its state.
        files: files in the current folder that commands would read.
    """

    python: str
    system: str
    version: str
    folder: Path
    needed: Requirements
    extras: tuple[Requirements, ...]
    plugins: tuple[PluginState, ...]
    files: tuple[Path, ...]


def installation(*, only: Collection[str] | None = None) -> Installation:
    """Look at what is installed.

    Args:
        only: names of the plugins that may be loaded; see :func:`curriculum.plugins.find_catalog`.
    """
    needed, *extras = requirements(requires(_DISTRIBUTION) or ())
    return Installation(
        python=platform.python_version(),
        system=f"{platform.system()} {platform.machine()}",
        version=version(_DISTRIBUTION),
        folder=Path(__file__).parent,
        needed=needed,
        extras=tuple(extras),
        plugins=plugin_states(only=only),
        files=tuple(Path(name) for name in _KNOWN_FILES if Path(name).is_file()),
    )


def requirements(lines: Iterable[str]) -> Iterator[Requirements]:
    """Read requirements as a distribution's metadata spell them; those of other operating systems are left out.

    Args:
        lines: for example ``pandas>=2.2; extra == 'frames'``.

    Returns:
        What is needed always, then each extra by name.
    """
    packages: defaultdict[str, list[Package]] = defaultdict(list)
    for line in lines:
        match = _REQUIREMENT.fullmatch(line.strip())
        marker = (match and match["marker"]) or ""
        system = _SYSTEM.search(marker)
        if match and match["name"] != _DISTRIBUTION and (system is None or system[1] == sys.platform):
            extra = _EXTRA.search(marker)
            packages[extra[1] if extra else ""].append(_package(match["name"], match["wanted"]))
    yield Requirements(extra=None, packages=_by_name(packages.pop("", [])))
    for extra_name, members in sorted(packages.items()):
        yield Requirements(extra=extra_name, packages=_by_name(members))


def _by_name(packages: Iterable[Package]) -> tuple[Package, ...]:
    return tuple(sorted(packages, key=lambda package: package.name.lower()))


def _package(name: str, wanted: str) -> Package:
    try:
        found = version(name)
    except PackageNotFoundError:
        return Package(name=name, wanted=wanted, version=None, condition="missing")
    lowest = _LOWEST.search(wanted)
    old = lowest is not None and _numbers(found) < _numbers(lowest[1])
    return Package(name=name, wanted=wanted, version=found, condition="old" if old else "ok")


def _numbers(text: str) -> tuple[int, ...]:
    """Return the numbers that a version begins with; zeros at the end do not count."""
    match = re.match(r"\d+(?:\.\d+)*", text)
    return tuple(int(part) for part in re.sub(r"(\.0+)+$", "", match[0]).split(".")) if match else ()
