"""What commands read: catalogs by path or id, cohorts, with the plugins that may be loaded."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Callable, Collection, Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from curriculum.catalog import Catalog
    from curriculum.cohort import Cohort
    from curriculum.errors import Finding

    Finder = Callable[[str], Catalog | None]


def allowed_plugins(arguments: Namespace) -> Collection[str] | None:
    """Return the names of the plugins that may be loaded; None leaves it to the environment."""
    return () if arguments.no_plugins else None


def finder(arguments: Namespace) -> Finder:
    """Return what finds installed catalogs by their id."""
    from curriculum.plugins import find_catalog

    return partial(find_catalog, only=allowed_plugins(arguments))


def catalog(arguments: Namespace) -> Catalog:
    """Return the catalog that is named on the command line; an existing path wins over an id.

    Raises:
        InvalidInput: there is no such catalog, or it is invalid.
    """
    from curriculum.errors import Finding, InvalidInput, nearest
    from curriculum.files import load_catalog
    from curriculum.plugins import installed_catalogs

    word, find = arguments.catalog, finder(arguments)
    if Path(word).exists():
        return load_catalog(word, find)
    if (found := find(word)) is not None:
        return found
    known = list(installed_catalogs(only=allowed_plugins(arguments)))
    values = {"word": word, "known": ", ".join(known) or "-", "suggestion": nearest(word, known)}
    raise InvalidInput([Finding(code="no-such-catalog", values=values)])


def cohort(arguments: Namespace) -> Cohort:
    """Return the cohort of the folder that is named on the command line.

    Raises:
        InvalidInput: there is no such folder, or something in it is invalid.
    """
    from curriculum.files import load_cohort

    return load_cohort(arguments.cohort, find=finder(arguments), encoding=arguments.encoding)


def notes(cohort: Cohort, arguments: Namespace) -> Iterator[Finding]:
    """Yield what is allowed in a cohort and yet perhaps not meant, with file and row."""
    from curriculum.files.locating import located_in_tables

    return located_in_tables(cohort.notes(), arguments.cohort, arguments.encoding)
