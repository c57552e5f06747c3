"""A working start: the files of a catalog, a cohort or a plugin, with comments in the reader's language.

The files lie in ``data/template``; what stands there as ``$name`` is the catalog's id or language, or a comment
from ``messages/template.toml``.
"""

from __future__ import annotations

import json
import os
import re
import unicodedata
from collections.abc import Iterator, Mapping
from importlib.resources import files
from pathlib import Path
from string import Template

from curriculum.errors import Finding, raise_if
from curriculum.messages import LANGUAGES, say
from curriculum.model import id_findings

_CATALOG = ("catalog.toml",)
_COHORT = ("catalog.toml", "cohort.toml", "participants.csv", "runs.csv")
_PLUGIN = {
    "pyproject.toml": "plugin/pyproject.toml.txt",
    "README.md": "plugin/README.md",
    "LICENSE": "plugin/LICENSE",
    "src/{package}/__init__.py": "plugin/init.py.txt",
    "src/{package}/catalog.toml": "catalog.toml",
    "tests/test_{name}.py": "plugin/test.py.txt",
}
"""The files of a plugin's package, and the template of each."""
PREFIX = "curriculum-"
"""How the packages of plugins are called."""
_LETTERS = str.maketrans({"æ": "ae", "ø": "o"})
"""Letters that do not come apart into a plain one and its mark."""
_NO_ID = re.compile(r"[^a-z0-9]+")


def catalog_start(folder: Path, language: str = "en") -> Mapping[Path, str]:
    """Return the files of a new catalog, by their path; nothing is written.

    Args:
        folder: where they are to lie; its name becomes the catalog's id.
        language: language of the comments, and the catalog's own: da, sv or en.

    Raises:
        InvalidInput: the folder's name is no id, or one of the files exists.
    """
    return _start(folder, _CATALOG, language)


def cohort_start(folder: Path, language: str = "en") -> Mapping[Path, str]:
    """Return the files of a new cohort, its own catalog included, by their path; nothing is written.

    Args:
        folder: where they are to lie; its name becomes the id of the cohort, and what can be an id of it that of
            its catalog.
        language: language of the comments, and the catalog's own: da, sv or en.

    Raises:
        InvalidInput: one of the files exists.
    """
    return _start(folder, _COHORT, language)


def plugin_folder(path: Path) -> Path:
    """Return the folder of a plugin's package; ``skane`` and ``curriculum-skane`` both mean the latter."""
    return path.parent / f"{PREFIX}{path.absolute().name.removeprefix(PREFIX)}"


def plugin_start(path: Path, language: str = "en") -> Mapping[Path, str]:
    """Return the files of a new plugin's package, by their path; nothing is written.

    Args:
        path: where it is to lie; its name, with or without ``curriculum-``, becomes that of the plugin and of its
            catalog.
        language: language of the comments, and the catalog's own: da, sv or en.

    Raises:
        InvalidInput: the name is no id, or one of the files exists.
    """
    own = language if language in LANGUAGES else LANGUAGES[0]
    folder = plugin_folder(path)
    plugin_id = folder.name.removeprefix(PREFIX)
    name = plugin_id.replace("-", "_")
    package = f"{PREFIX.replace('-', '_')}{name}"
    made = {file.format(package=package, name=name): template for file, template in _PLUGIN.items()}
    raise_if(_findings(folder, tuple(made), plugin_id))
    values = {"id": plugin_id, "package": package, "language": own}
    return {folder / file: _filled(template, own, values) for file, template in made.items()}


def _start(folder: Path, names: tuple[str, ...], language: str) -> Mapping[Path, str]:
    own = language if language in LANGUAGES else LANGUAGES[0]
    called = folder.absolute().name
    catalog_id = called if names == _CATALOG else _as_id(called)
    raise_if(_findings(folder, names, catalog_id))
    values = {"id": catalog_id, "cohort": json.dumps(called, ensure_ascii=False), "language": own}
    return {folder / name: _filled(name, own, values) for name in names}


def _as_id(name: str) -> str:
    """Return what can be a catalog's id of any name: ``Århus 1`` gives ``arhus-1``."""
    letters = unicodedata.normalize("NFKD", name.casefold().translate(_LETTERS))
    plain = "".join(letter for letter in letters if not unicodedata.combining(letter))
    return _NO_ID.sub("-", plain).strip("-") or "catalog"


def _findings(folder: Path, names: tuple[str, ...], catalog_id: str) -> Iterator[Finding]:
    yield from id_findings(catalog_id, "")
    for name in names:
        if os.path.lexists(folder / name):
            yield Finding(code="already-there", file=str(folder / name))


def _filled(name: str, language: str, values: Mapping[str, str]) -> str:
    template = Template(files(__package__).joinpath("data", "template", name).read_text(encoding="utf-8"))
    comments = {
        name: say(f"template.{name}", language) for name in template.get_identifiers() if name not in values
    }
    return template.substitute(comments, **values)
