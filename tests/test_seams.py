"""What holds the house together: who may import whom, and that every rule has all it needs."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

import curriculum
from curriculum.judge import CHECKS
from curriculum.messages import sentences
from curriculum.rules import RULES
from curriculum.scheduler import rules as builders

ROOT = Path(__file__).parents[1]
HEAVY = {"ortools", "pandas", "numpy", "scipy", "networkx", "matplotlib"}

DOORS = {
    "cattrs": ("curriculum.files",),
    "holidays": ("curriculum.offering",),
    "icalendar": ("curriculum.report",),
    "jinja2": ("curriculum.report",),
    "matplotlib": ("curriculum.plots",),
    "networkx": ("curriculum.graph",),
    "numpy": ("curriculum.evaluation", "curriculum.scheduler"),
    "openpyxl": ("curriculum.files",),
    "ortools": ("curriculum.scheduler", "curriculum.planner"),
    "pandas": ("curriculum.frames",),
    "pluggy": ("curriculum.plugins",),
    "pytest": ("curriculum.testing",),
    "rich": ("curriculum.cli.screen",),
    "scipy": ("curriculum.evaluation",),
    "shtab": ("curriculum.cli",),
    "starlette": ("curriculum.board",),
    "tomli_w": ("curriculum.files",),
    "uvicorn": ("curriculum.board",),
    "xlsxwriter": ("curriculum.report",),
    # Data of the library itself is read without the care that foreign files need.
    "tomllib": ("curriculum.files", "curriculum.messages", "curriculum.scales", "curriculum.checks"),
}
"""The place for each third-party package, and for the reader of TOML. attrs is welcome everywhere.

One package has one place; OR-Tools has one for each kind of problem.
"""

DATA = (
    "curriculum.errors",
    "curriculum.text",
    "curriculum.sequences",
    "curriculum.requisites",
    "curriculum.model",
    "curriculum.scales",
    "curriculum.known",
    "curriculum.references",
    "curriculum.feasibility",
    "curriculum.suppressions",
    "curriculum.catalog",
    "curriculum.roster",
    "curriculum.runs",
    "curriculum.further_rules",
    "curriculum.rules",
    "curriculum.roster_format",
    "curriculum.calendars",
    "curriculum.schedule",
    "curriculum.cohort",
)
"""The model: data that does not know which file it came from, nor what is done with it."""

NEVER = {
    **dict.fromkeys(DATA, ("files", "judge", "scheduler", "plugins", "cli", "testing")),
    "curriculum.files": ("judge", "scheduler", "plugins", "cli", "testing"),
    "curriculum.changes": ("judge", "scheduler", "plugins", "cli", "testing"),
    "curriculum.comparing": ("scheduler", "plugins", "cli", "testing"),
    "curriculum.interop": ("judge", "scheduler", "plugins", "cli", "testing"),
    "curriculum.judge": ("files", "scheduler", "plugins", "cli", "testing"),
    "curriculum.scheduler": ("files", "plugins", "report", "cli", "testing"),
    "curriculum.offering": ("files", "judge", "scheduler", "plugins", "cli", "testing"),
    "curriculum.explaining": ("files", "plugins", "cli", "testing"),
    "curriculum.scenarios": ("files", "plugins", "report", "cli", "testing"),
    "curriculum.plugins": ("judge", "scheduler", "cli", "testing"),
    "curriculum.conformance": ("judge", "scheduler", "cli", "testing"),
    "curriculum.choosing": ("files", "scheduler", "planner", "plugins", "cli", "testing"),
    "curriculum.pictures": ("files", "scheduler", "planner", "plugins", "cli", "testing"),
    "curriculum.plots": ("files", "scheduler", "plugins", "report", "cli", "testing"),
    "curriculum.report": ("scheduler", "plugins", "cli", "testing"),
    "curriculum.board": ("plugins", "report", "cli", "testing"),
    "curriculum.cli": ("testing",),
    "curriculum.evaluation": ("scheduler", "plugins", "cli", "testing"),
    "curriculum.evaluation.planning": ("files", "scheduler", "plugins", "cli", "testing"),
    "curriculum.evaluation.events": ("files", "judge", "scheduler", "plugins", "cli", "testing"),
    "curriculum.evaluation.actions": ("files", "judge", "scheduler", "plugins", "cli", "testing"),
    "curriculum.evaluation.gap": ("files", "judge", "scheduler", "plugins", "cli", "testing"),
    "curriculum.evaluation.statistics": (
        *("catalog", "cohort", "model", "roster", "runs", "schedule"),
        *("files", "judge", "scheduler", "plugins", "cli", "testing"),
    ),
}
"""Which rooms a room never imports; what holds for a package holds for everything inside it."""

NETWORK = {
    "asyncio",
    "ftplib",
    "http",
    "imaplib",
    "poplib",
    "smtplib",
    "socket",
    "socketserver",
    "ssl",
    "urllib",
    "xmlrpc",
}
"""What could open a connection. Nothing here does: a cohort is personal data."""

NAMELESS = {"utils", "helpers", "core", "base", "common", "misc"}


def sources() -> dict[str, str]:
    """Return the source of every module of the library and of the plugins, by its dotted name."""
    found = {}
    for top in (ROOT / "src", *sorted(ROOT.glob("plugins/*/src"))):
        for path in sorted(top.rglob("*.py")):
            parts = path.relative_to(top).with_suffix("").parts
            found[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = path.read_text(encoding="utf-8")
    return found


def imports(source: str) -> Iterator[tuple[str, bool]]:
    """Yield every name that a module imports, and whether only a type checker sees it."""
    tree = ast.parse(source)
    for_types = {
        id(inner)
        for node in ast.walk(tree)
        if isinstance(node, ast.If) and isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING"
        for statement in node.body
        for inner in ast.walk(statement)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield alias.name, id(node) in for_types
        elif isinstance(node, ast.ImportFrom):
            for alias in node.names:
                yield f"{'.' * node.level}{node.module or ''}.{alias.name}", id(node) in for_types


def inside(name: str, room: str) -> bool:
    return name == room or name.startswith(f"{room}.")


def complaints(modules: Mapping[str, str]) -> list[str]:
    """Return every import that the house forbids."""
    return [
        f"{name} imports {imported}: {reason}"
        for name, source in modules.items()
        for imported, only_types in imports(source)
        for reason in (
            *reasons_of_ours(name, imported),
            *([] if only_types else reasons_of_others(name, imported)),
        )
    ]


def reasons_of_ours(name: str, imported: str) -> Iterator[str]:
    """Say why a module must not import this from the library or from a plugin."""
    home, top = (dotted.partition(".")[0] for dotted in (name, imported))
    if imported.startswith("."):
        yield "write the whole name"
    if top.startswith("curriculum_") and top != home:
        yield "nothing imports a plugin"
    if top == "curriculum" != home and any(part.startswith("_") for part in imported.split(".")):
        yield "a plugin uses public names only"
    for room, strangers in NEVER.items():
        if inside(name, room) and any(inside(imported, f"curriculum.{other}") for other in strangers):
            yield f"not from {room}"


def reasons_of_others(name: str, imported: str) -> Iterator[str]:
    """Say why a module must not import this from the standard library or a third party."""
    top = imported.partition(".")[0]
    if top in NETWORK:
        yield "no connection is opened"
    elif top in DOORS:
        if not any(inside(name, door) for door in DOORS[top]):
            yield f"its door is {' or '.join(DOORS[top])}"
    elif top not in sys.stdlib_module_names and not top.startswith(("attr", "curriculum")) and top:
        yield "it has no door: say in DOORS where it may be imported"


def test_no_module_imports_what_the_house_forbids():
    assert complaints(sources()) == []


@pytest.mark.parametrize(
    ("name", "source"),
    [
        ("curriculum.model", "from curriculum.files import load_catalog"),
        ("curriculum.judge.order", "def f():\n    import curriculum.scheduler"),
        ("curriculum.scheduler", "from curriculum import plugins"),
        ("curriculum.scheduler.search", "import curriculum.report.html"),
        ("curriculum.cli", "import ortools.sat.python"),
        ("curriculum.judge", "import networkx as nx"),
        ("curriculum.rules", "import requests"),
        ("curriculum.files.reading", "from urllib.request import urlopen"),
        ("curriculum_midtjylland", "import socket"),
        ("curriculum.plugins", "import curriculum_midtjylland"),
        ("curriculum.checks.order", "from . import sources"),
        ("curriculum.cli.check", "from curriculum import testing"),
        ("curriculum_midtjylland", "from curriculum_syddanmark import catalog"),
        ("curriculum_midtjylland", "from curriculum.model import _hidden"),
    ],
)
def test_a_forbidden_import_is_noticed(name: str, source: str):
    assert len(complaints({name: source})) == 1


@pytest.mark.parametrize(
    ("name", "source"),
    [
        ("curriculum.scheduler.search", "from ortools.sat.python import cp_model"),
        ("curriculum.schedule", "if TYPE_CHECKING:\n    import pandas as pd"),
        ("curriculum.judge", "import re\nfrom curriculum.cohort import Cohort"),
        ("curriculum_midtjylland", "from curriculum.plugins import hookimpl"),
    ],
)
def test_an_allowed_import_is_left_alone(name: str, source: str):
    assert complaints({name: source}) == []


def test_the_library_imports_itself_without_circles():
    modules = sources()
    needs = {name: _loads(name, modules) for name in modules}
    done: set[str] = set()
    while ready := {name for name in needs if name not in done and needs[name] <= done}:
        done |= ready
    assert sorted(set(needs) - done) == []


def _loads(name: str, modules: Mapping[str, str]) -> set[str]:
    """Return the modules of ours that are loaded when ``name`` is: its own imports at the top."""
    loaded = set()
    for node in ast.parse(modules[name]).body:
        if isinstance(node, ast.ImportFrom | ast.Import):
            for imported, _ in imports(ast.unparse(node)):
                longest = imported
                while longest and longest not in modules:
                    longest = longest.rpartition(".")[0]
                loaded.add(longest)
    # A package that gathers names from its own modules is loaded while they are: that is not a circle.
    return {other for other in loaded if other and not inside(name, other)}


def test_every_room_is_in_the_architecture():
    described = (ROOT / "docs/architecture.md").read_text(encoding="utf-8")
    rooms = {path.name for path in (ROOT / "src/curriculum").glob("*.py")}
    rooms |= {f"{path.parent.name}/" for path in (ROOT / "src/curriculum").glob("*/__init__.py")}
    assert sorted(room for room in rooms if f"`{room}`" not in described) == []


def test_no_module_has_a_name_that_says_nothing():
    assert [name for name in sources() if NAMELESS & set(name.split("."))] == []


@pytest.mark.parametrize("command", ["import curriculum", "from curriculum.cli import main; main(['--help'])"])
def test_nothing_heavy_is_loaded_before_it_is_needed(command: str):
    done = subprocess.run(
        [sys.executable, "-X", "importtime", "-c", command], capture_output=True, text=True, check=True
    )
    loaded = {
        line.rpartition("|")[2].strip() for line in done.stderr.splitlines() if line.startswith("import time:")
    }
    assert "curriculum" in loaded
    assert {name for name in loaded if name.partition(".")[0] in HEAVY} == set()


def test_every_public_name_is_there_and_known_to_type_checkers():
    shown = {imported.rpartition(".")[2] for imported, types in imports(sources()["curriculum"]) if types}
    assert shown == set(curriculum.__all__)
    assert all(getattr(curriculum, name) is not None for name in curriculum.__all__)


def test_a_name_that_is_not_public_is_refused():
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        curriculum.nothing  # noqa: B018 - asking is the test


def test_judge_and_solver_know_the_same_rules():
    assert tuple(CHECKS) == RULES
    assert tuple(builders.BUILDERS) == RULES


@pytest.mark.parametrize("rule", RULES)
def test_every_rule_is_documented_with_an_equation(rule: str):
    document = (ROOT / "docs/rules.md").read_text(encoding="utf-8")
    sections = re.split(r"^#+ ", document, flags=re.MULTILINE)
    (section,) = [section for section in sections if section.partition("\n")[0].strip("` ") == rule]
    assert "$" in section or "```" in section


@pytest.mark.parametrize("rule", RULES)
def test_every_rule_has_a_name_in_words_and_a_sentence_when_broken(rule: str):
    assert f"rule.{rule}" in sentences()
    assert any(inside(key, f"violation.{rule}") for key in sentences())


def test_the_changelog_has_the_current_version():
    version = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
    assert f"## {version}" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
