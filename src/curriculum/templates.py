"""A working start: the files of a catalog or a cohort, with comments in the reader's language.

The files lie in ``data/template``; what stands there as ``$name`` is the catalog's id or language, or a comment
from ``messages/template.toml``.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from importlib.resources import files
from pathlib import Path
from string import Template

from curriculum.errors import Finding, raise_if
from curriculum.messages import LANGUAGES, say
from curriculum.model import id_findings

_CATALOG = ("catalog.toml",)
_COHORT = ("catalog.toml", "cohort.toml", "participants.csv", "runs.csv")


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
        folder: where they are to lie; its name becomes the id of the cohort and of its catalog.
        language: language of the comments, and the catalog's own: da, sv or en.

    Raises:
        InvalidInput: the folder's name is no id, or one of the files exists.
    """
    return _start(folder, _COHORT, language)


def _start(folder: Path, names: tuple[str, ...], language: str) -> Mapping[Path, str]:
    raise_if(_findings(folder, names))
    own = language if language in LANGUAGES else LANGUAGES[0]
    values = {"id": folder.absolute().name, "language": own}
    return {folder / name: _filled(name, own, values) for name in names}


def _findings(folder: Path, names: tuple[str, ...]) -> Iterator[Finding]:
    yield from id_findings(folder.absolute().name, "")
    for name in names:
        if os.path.lexists(folder / name):
            yield Finding(code="already-there", file=str(folder / name))


def _filled(name: str, language: str, values: Mapping[str, str]) -> str:
    template = Template(files(__package__).joinpath("data", "template", name).read_text(encoding="utf-8"))
    comments = {
        name: say(f"template.{name}", language) for name in template.get_identifiers() if name not in values
    }
    return template.substitute(comments, **values)
