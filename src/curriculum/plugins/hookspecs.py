"""The hooks: what a plugin can contribute, and the records that it hands over.

A hook is a function without arguments, named by a plural noun; it yields records of one type. What is written
here is the versioned interface to code outside this repository (:data:`CURRICULUM_API`): hooks, fields of records
and arguments may be added, never renamed, removed or put in another order.

To add a hook: its record, its specification with a complete example, and its line in :data:`HOOKS`. Discovery,
isolation, blame and states work for it as for the others; if its records point at files that have to be read,
:mod:`curriculum.plugins.states` is told how to read them.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path
from typing import Generic, Protocol, TypeVar

import pluggy
from attrs import field, frozen

from curriculum.errors import Finding, raise_if
from curriculum.model import id_findings
from curriculum.plugins.shipped import SHIPPED

GROUP = "curriculum"
"""The group of entry points in which plugins announce themselves."""

CURRICULUM_API = 1
"""Version of the interface to plugins. A plugin module says in the same words which one it was written for;
a newer one is refused, an older one is loaded with a warning."""

FIRST_API = 1
"""The version that a plugin counts as written for when it does not say."""

hookspec = pluggy.HookspecMarker(GROUP)
hookimpl = pluggy.HookimplMarker(GROUP)
"""Marks a function of a plugin as its implementation of the hook of the same name."""


class Record(Protocol):
    """What every record has: an id, unique among the records of its hook over all plugins."""

    @property
    def id(self) -> str:
        """The id that users ask for."""


R_co = TypeVar("R_co", bound=Record, covariant=True)


def _as_path(path: str | os.PathLike[str]) -> Path:
    return Path(path)


@frozen
class CatalogSource:
    """Where a catalog lies; the library reads and checks it when somebody asks for it.

    Attributes:
        id: the catalog's id, the same as in the file: ``[a-z0-9][a-z0-9-]*``.
        path: absolute path of the catalog's TOML file, or of a folder with a ``catalog.toml``. It belongs inside
            the plugin's package: files from outside are missing in some kinds of installation.

    Raises:
        InvalidInput: the id is no id, or the path is relative and so would depend on where a user stands.
    """

    id: str
    path: Path = field(converter=_as_path)

    def __attrs_post_init__(self) -> None:
        raise_if(id_findings(self.id))
        if not self.path.is_absolute():
            raise_if([Finding(code="plugin-relative-path", values={"path": self.path}, where="path")])


@hookspec
def curriculum_catalogs() -> Iterable[CatalogSource]:
    """Tell where the plugin's catalogs lie.

    Returns:
        One record for each catalog. A generator is welcome.

    Example:
        A whole plugin, ``src/curriculum_skane/__init__.py``, with its ``catalog.toml`` beside it::

            from collections.abc import Iterator
            from pathlib import Path

            from curriculum.plugins import CatalogSource, hookimpl

            CURRICULUM_API = 1


            @hookimpl
            def curriculum_catalogs() -> Iterator[CatalogSource]:
                yield CatalogSource("skane", Path(__file__).with_name("catalog.toml"))

        It is announced in ``pyproject.toml``::

            [project.entry-points.curriculum]
            skane = "curriculum_skane"
    """
    return ()


@frozen
class Hook(Generic[R_co]):
    """A hook as the library sees it.

    Attributes:
        name: name of the function that a plugin writes.
        record: type of the records that it yields.
        noun: what one record contributes, for lists: "catalog" gives "catalog skane".
        taken: ids that no plugin can have because the library itself has them.
    """

    name: str
    record: type[R_co]
    noun: str
    taken: frozenset[str] = frozenset()

    def label(self, record_id: str) -> str:
        """Return what a record is called in lists, the same in every language."""
        return f"{self.noun} {record_id}"


CATALOGS = Hook("curriculum_catalogs", CatalogSource, "catalog", taken=SHIPPED)
HOOKS: tuple[Hook[Record], ...] = (CATALOGS,)
"""Every hook there is, in the order in which a plugin's contributions are listed."""
