"""What commands read: catalogs by path or id, cohorts, with the plugins that may be loaded."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from curriculum.catalog import Catalog
    from curriculum.cohort import Cohort
    from curriculum.errors import Finding
    from curriculum.evaluation.instruments import Instrument, Instruments
    from curriculum.graph import RequisiteGraph
    from curriculum.roster_format import RosterFormat

    Finder = Callable[[str], Catalog | None]


def allowed_plugins(arguments: Namespace) -> Collection[str] | None:
    """Return the names of the plugins that may be loaded; None leaves it to the environment."""
    return () if arguments.no_plugins else None


def finder(arguments: Namespace) -> Finder:
    """Return what finds installed catalogs by their id."""
    from curriculum.plugins import find_catalog

    return partial(find_catalog, only=allowed_plugins(arguments))


def catalog(arguments: Namespace, word: str | None = None) -> Catalog:
    """Return the catalog that is named on the command line; an existing path wins over an id.

    Args:
        arguments: the command line.
        word: path or id of the catalog; the argument ``catalog`` when None.

    Raises:
        InvalidInput: there is no such catalog, or it is invalid.
    """
    from curriculum.errors import Finding, InvalidInput, nearest
    from curriculum.files import load_catalog
    from curriculum.plugins import installed_catalogs
    from curriculum.plugins.shipped import SHIPPED

    word, find = arguments.catalog if word is None else word, finder(arguments)
    if is_csv(word):
        return table(word)[0]
    if Path(word).exists():
        return load_catalog(word, find)
    if (found := find(word)) is not None:
        return found
    known = list(installed_catalogs(only=allowed_plugins(arguments)))
    values = {"word": word, "known": ", ".join(known) or "-", "suggestion": nearest(word, [*known, *SHIPPED])}
    raise InvalidInput([Finding(code="no-such-catalog", values=values)])


def table(word: str) -> tuple[Catalog, tuple[Finding, ...]]:
    """Return a Curricular Analytics CSV as a catalog of modules, and what was doubtful in reading it.

    Raises:
        InvalidInput: it cannot be read, or its requisites go in a circle.
    """
    from curriculum.interop.curricular_analytics import load_curriculum
    from curriculum.interop.curricular_analytics.catalogs import catalog_of

    reading = load_curriculum(word)
    with blaming(word):
        return catalog_of(reading.curriculum)[0], reading.findings


def programme(arguments: Namespace, word: str | None = None) -> tuple[Catalog, str]:
    """Return the catalog and the programme's id that ``CATALOG:PROGRAMME`` names.

    Without ``:PROGRAMME`` it is the catalog's only programme. An existing path is a catalog, colons and all.

    Raises:
        InvalidInput: there is no such catalog or programme, or it is not said which.
    """
    from curriculum.errors import Finding, InvalidInput, nearest

    word = arguments.programme if word is None else word
    named, wanted = _split(word)
    found = catalog(arguments, named)
    ids = [one.id for one in found.programmes]
    if wanted is None and len(ids) == 1:
        return found, ids[0]
    if wanted in ids:
        return found, wanted
    values = {"catalog": found.id, "known": ", ".join(ids) or "-", "suggestion": nearest(wanted or "", ids)}
    code = "no-programmes" if not ids else "which-programme" if wanted is None else "no-such-programme"
    raise InvalidInput([Finding(code=code, values={**values, "id": wanted or ""})])


def _split(word: str) -> tuple[str, str | None]:
    """Return the catalog and the programme that ``CATALOG[:PROGRAMME]`` names; an existing path is a catalog."""
    if Path(word).exists() or ":" not in word:
        return word, None
    named, _, wanted = word.rpartition(":")
    return named or word, wanted


def catalog_or_programme(arguments: Namespace, word: str) -> tuple[Catalog, str | None]:
    """Return the catalog and the programme's id that ``CATALOG[:PROGRAMME]`` names, None where it names none.

    Raises:
        InvalidInput: there is no such catalog or programme.
    """
    return programme(arguments, word) if names_programme(word) else (catalog(arguments, word), None)


def names_programme(word: str) -> bool:
    """Tell whether a word is ``CATALOG:PROGRAMME``."""
    return _split(word)[1] is not None


def is_csv(word: str) -> bool:
    """Tell whether a word is the path of a table, which is read as a Curricular Analytics CSV."""
    return word.lower().endswith(".csv") and Path(word).is_file()


def graph(
    word: str, arguments: Namespace, *, programmes: bool = False, language: str = "en"
) -> tuple[RequisiteGraph, tuple[Finding, ...]]:
    """Return the graph of a curriculum, and what was doubtful in reading it.

    Args:
        word: a Curricular Analytics CSV, or a catalog by path or id.
        arguments: the command line.
        programmes: whether ``:PROGRAMME`` may follow, to take only the modules of that programme.
        language: language of the titles.

    Raises:
        InvalidInput: there is no such curriculum, or it is invalid.
    """
    from curriculum.graph import catalog_graph
    from curriculum.interop.curricular_analytics import load_curriculum

    if is_csv(word):
        reading = load_curriculum(word)
        return reading.curriculum.graph(), reading.findings
    if not programmes or _split(word)[1] is None:
        return catalog_graph(catalog(arguments, word), language=language), ()
    found, wanted = programme(arguments, word)
    return catalog_graph(found, programme=wanted, language=language), tuple(_modules_elsewhere(found, wanted))


def _modules_elsewhere(catalog: Catalog, programme: str) -> Iterator[Finding]:
    """Note that a programme's modules of other catalogs are not in its graph."""
    from curriculum.errors import Finding

    own = {module.id for module in catalog.modules}
    elsewhere = [module for module in catalog.programme(programme).module_ids if module not in own]
    if elsewhere:
        values = {"programme": programme, "modules": ", ".join(elsewhere)}
        yield Finding(code="modules-elsewhere", values=values, severity="note")


@contextmanager
def blaming(word: str) -> Iterator[None]:
    """Say which file, and which line of a table, findings are about that do not say so themselves.

    Args:
        word: path or id of a curriculum; an id names no file.
    """
    from curriculum.errors import InvalidInput

    try:
        yield
    except InvalidInput as invalid:
        raise InvalidInput(blamed(invalid.findings, word)) from None


def blamed(findings: Iterable[Finding], word: str) -> Iterator[Finding]:
    """Yield findings with the file that they are about, and of a table with its line; see :func:`blaming`."""
    from attrs import evolve

    from curriculum.interop.curricular_analytics import load_curriculum

    if is_csv(word):
        return load_curriculum(word).located(findings)
    file = word if Path(word).is_file() else None
    return (evolve(finding, file=finding.file or file) for finding in findings)


def used_by(catalog: Catalog, arguments: Namespace, word: str) -> tuple[Catalog, ...]:
    """Return the catalogs that a catalog uses: those beside its file, and installed ones.

    Args:
        catalog: the catalog.
        arguments: the command line.
        word: what the catalog was named by, ``CATALOG[:PROGRAMME]``.
    """
    from curriculum.files.catalog import draft_catalog, used_catalogs

    find, named = finder(arguments), _split(word)[0]
    if Path(named).exists() and not is_csv(named):
        return tuple(used_catalogs(draft_catalog(named), find)[0].values())
    return tuple(other for other in map(find, catalog.uses) if other is not None)


def roster_format_finder(arguments: Namespace) -> Callable[[str], RosterFormat | None]:
    """Return what finds the words of staff systems by their id."""
    from curriculum.plugins import find_roster_format

    return partial(find_roster_format, only=allowed_plugins(arguments))


def cohort(arguments: Namespace, *, planned: bool = True) -> Cohort:
    """Return the cohort of the folder that is named on the command line.

    Args:
        arguments: the command line.
        planned: whether there are runs yet.

    Raises:
        InvalidInput: there is no such folder, or something in it is invalid.
    """
    from curriculum.files import load_cohort
    from curriculum.plugins import find_rule

    only = allowed_plugins(arguments)
    return load_cohort(
        arguments.cohort,
        find=finder(arguments),
        encoding=arguments.encoding,
        planned=planned,
        find_rule=partial(find_rule, only=only),
        find_roster_format=roster_format_finder(arguments),
    )


def known_instruments(arguments: Namespace, files: Sequence[str]) -> Instruments:
    """Return the instruments of the library, of plugins and of files.

    Raises:
        InvalidInput: a file is not valid; what is wrong with a plugin's, ``curriculum plugins list`` tells.
    """
    from curriculum.files.instruments import load_instruments
    from curriculum.plugins import installed_instruments

    return load_instruments(files, installed_instruments(only=allowed_plugins(arguments)))


def instruments(words: Sequence[str], arguments: Namespace) -> tuple[Instruments, tuple[Instrument, ...]]:
    """Return the instruments that there are, and those that are named by id or file, sorted by id.

    Without words, all that come with the library are named.

    Raises:
        InvalidInput: one is not known, its file is not valid, or its plugin is at fault.
    """
    from curriculum.errors import raise_if
    from curriculum.files.instruments import load_instrument, shipped_instruments
    from curriculum.plugins import find_instrument

    files = [word for word in words if Path(word).is_file()]
    registry = known_instruments(arguments, files)
    if not words:
        return registry, shipped_instruments()
    ids = [load_instrument(word).id if word in files else word for word in words]
    for name in ids:
        if registry.find(name) is None:
            find_instrument(name, only=allowed_plugins(arguments))  # complains when its plugin is at fault
    known = registry.known()
    raise_if(known.unknown(name, "") for name in ids if registry.find(name) is None)
    found = {one.id: one for one in map(registry.find, ids) if one is not None}
    return registry, tuple(found[name] for name in sorted(found))


def notes(cohort: Cohort, arguments: Namespace) -> Iterator[Finding]:
    """Yield what is allowed in a cohort and yet perhaps not meant, with file and row."""
    from curriculum.files.locating import located_in_tables

    return located_in_tables(cohort.notes(), arguments.cohort, arguments.encoding)
