"""The demands, one function each; the list at the end is the whole kit. Each finding says what to do."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

from attrs import field, frozen

from curriculum.catalog import Catalog
from curriculum.conformance.snapshot import analysis_text
from curriculum.conformance.subject import Subject
from curriculum.coverage import programme_coverage
from curriculum.errors import Finding
from curriculum.files.catalog import FILE_NAME, catalog_text, draft_catalog
from curriculum.files.locating import located, located_in_toml
from curriculum.sequences import as_tuple
from curriculum.text import Text

_DOUBLE = ("duplicate-id",)
_ASTRAY = (
    "unknown-id",
    "unknown-foreign-id",
    "unknown-catalog",
    "unknown-step",
    "unused-catalog",
    "catalog-too-old",
    "no-scale",
    "own-prefix",
)
_CIRCULAR = ("circle", "broader-circle", "choose-too-many")
"""Codes of what the reader of catalogs finds, by the demand that they belong to; all others are the first's."""
ENGLISH = "en"


def is_in_order(subject: Subject) -> Iterator[Finding]:
    """The plugin loads, keeps to its hooks, and its catalog lies inside its package."""
    yield from subject.faults
    inside = None if subject.path is None or subject.package is None else subject.package.resolve()
    if subject.path is not None and inside and not subject.path.resolve().is_relative_to(inside):
        yield Finding(code="catalog-outside-package", values={"package": inside}, file=str(subject.path))


def loads(subject: Subject) -> Iterator[Finding]:
    """The file is read without a complaint."""
    apart = (*_DOUBLE, *_ASTRAY, *_CIRCULAR)
    return (finding for finding in _complaints(subject) if finding.code not in apart)


def ids_are_unique(subject: Subject) -> Iterator[Finding]:
    """No two entries share an id."""
    return (finding for finding in _complaints(subject) if finding.code in _DOUBLE)


def references_resolve(subject: Subject) -> Iterator[Finding]:
    """Every reference leads somewhere, into other catalogs too."""
    return (finding for finding in _complaints(subject) if finding.code in _ASTRAY)


def can_be_taken(subject: Subject) -> Iterator[Finding]:
    """No requirement goes round in a circle, and every programme can be finished."""
    yield from (finding for finding in _complaints(subject) if finding.code in _CIRCULAR)
    catalog = subject.catalog
    for index, programme in enumerate(catalog.programmes if catalog else ()):
        if catalog is not None and not programme_coverage(catalog, programme.id, others=subject.others).selections:
            yield Finding(code="never-finished", values={"id": programme.id}, where=f"programmes[{index}]")


def competencies_are_reached(catalog: Catalog) -> Iterator[Finding]:
    """Every competency is reached by a module; a catalog without modules is a framework that others reach."""
    reached = {outcome.competency for module in catalog.modules for outcome in module.outcomes}
    reached |= {competency.broader for competency in catalog.competencies}
    for index, competency in enumerate(catalog.competencies if catalog.modules else ()):
        if competency.id not in reached:
            yield Finding(code="never-reached", values={"id": competency.id}, where=f"competencies[{index}]")


def modules_are_complete(catalog: Catalog) -> Iterator[Finding]:
    """Every module has outcomes, hours and a kind."""
    for index, module in enumerate(catalog.modules):
        for key in ("outcomes", "hours", "kind"):
            if not getattr(module, key):
                values = {"id": module.id, "lacking": key}
                yield Finding(code="module-lacks", values=values, where=f"modules[{index}].{key}")


def sources_are_named(catalog: Catalog) -> Iterator[Finding]:
    """Every competency, module and programme names its source."""
    for table in ("competencies", "modules", "programmes"):
        for index, entry in enumerate(getattr(catalog, table)):
            if not entry.source:
                yield Finding(
                    code="entry-without-source", values={"id": entry.id}, where=f"{table}[{index}].source"
                )


def has_licence(catalog: Catalog) -> Iterator[Finding]:
    """The file says under which licence it may be used."""
    if not catalog.license:
        yield Finding(code="catalog-without-licence", where="catalog.license")


def titles_are_told(catalog: Catalog) -> Iterator[Finding]:
    """Every title is in the catalog's language and in English."""
    titles = [("catalog", catalog.id, catalog.title)]
    for table in ("levels", "competencies", "modules", "programmes"):
        entries = enumerate(getattr(catalog, table))
        titles += [(f"{table}[{index}]", entry.id, entry.title) for index, entry in entries]
    for where, entry_id, title in titles:
        for language in dict.fromkeys((catalog.language, ENGLISH)):
            if not (title or Text({})).by_language(catalog.language).get(language):
                values = {"id": entry_id, "spoken": language}
                yield Finding(code="title-missing", values=values, where=f"{where}.title")


def questions_are_worded(subject: Subject) -> Iterator[Finding]:
    """Every question, answer and heading of an instrument is in its own language and in English."""
    if not subject.instruments:
        raise Inapplicable
    for path, instrument in subject.instruments:
        texts = {
            "title": instrument.title,
            **{f"answers.labels[{at}]": label for at, label in enumerate(instrument.answers.labels)},
            **{f"constructs[{at}].title": one.title for at, one in enumerate(instrument.constructs)},
            **{f"items[{at}].wording": one.wording for at, one in enumerate(instrument.items) if not one.note},
        }
        found = [
            Finding(code="wording-missing", values={"id": instrument.id, "spoken": language}, where=where)
            for where, text in texts.items()
            for language in dict.fromkeys((instrument.language, ENGLISH))
            if not (text or Text({})).by_language(instrument.language).get(language)
        ]
        yield from located_in_toml(found, path)


def survives_writing(catalog: Catalog) -> Iterator[Finding]:
    """Written and read again it is the same."""
    with TemporaryDirectory() as folder:
        path = Path(folder, FILE_NAME)
        path.write_text(catalog_text(catalog), encoding="utf-8")
        again = draft_catalog(path)
    if again.complaints.findings or again.catalog != catalog:
        yield Finding(code="changed-by-writing", values={"id": catalog.id})


def analysis_is_known(subject: Subject) -> Iterator[Finding]:
    """The analysis gives what it gave when the snapshot was taken."""
    if subject.snapshot is None or subject.catalog is None:
        raise Inapplicable
    try:
        stored = subject.snapshot.read_text(encoding="utf-8")
    except OSError:
        raise Inapplicable from None
    if stored != analysis_text(subject.catalog, subject.others):
        yield Finding(code="analysis-changed", file=os.fspath(subject.snapshot))


class Inapplicable(Exception):
    """The demand cannot be put to this subject."""


def _complaints(subject: Subject) -> tuple[Finding, ...]:
    if subject.path is None:
        raise Inapplicable
    return subject.findings


def _of_catalog(demand: Callable[[Catalog], Iterator[Finding]]) -> Callable[[Subject], Iterator[Finding]]:
    """Return a demand on a catalog as one on a subject: findings get file and line, an invalid catalog is left."""

    def of_subject(subject: Subject) -> Iterator[Finding]:
        if subject.catalog is None or subject.path is None:
            raise Inapplicable
        found = tuple(demand(subject.catalog))
        return iter(located(found, subject.path) if found else ())

    return of_subject


DEMANDS: Mapping[str, Callable[[Subject], Iterable[Finding]]] = {
    "plugin-is-in-order": is_in_order,
    "loads": loads,
    "ids-are-unique": ids_are_unique,
    "references-resolve": references_resolve,
    "can-be-taken": can_be_taken,
    "competencies-are-reached": _of_catalog(competencies_are_reached),
    "modules-are-complete": _of_catalog(modules_are_complete),
    "sources-are-named": _of_catalog(sources_are_named),
    "has-licence": _of_catalog(has_licence),
    "titles-are-told": _of_catalog(titles_are_told),
    "questions-are-worded": questions_are_worded,
    "survives-writing": _of_catalog(survives_writing),
    "analysis-is-known": analysis_is_known,
}
"""Every demand by name, in the order in which they are told."""


@frozen(kw_only=True)
class Examined:
    """What came of one demand.

    Attributes:
        demand: its name.
        findings: what is wrong, each with what to do.
        applicable: whether it could be put: an invalid catalog is asked nothing about its contents.
    """

    demand: str
    findings: tuple[Finding, ...] = field(default=(), converter=as_tuple)
    applicable: bool = True


def examine(subject: Subject, demand: str) -> Examined:
    """Put one demand to a subject.

    Args:
        subject: the catalog.
        demand: a name of :data:`DEMANDS`.
    """
    try:
        return Examined(demand=demand, findings=DEMANDS[demand](subject))
    except Inapplicable:
        return Examined(demand=demand, applicable=False)
