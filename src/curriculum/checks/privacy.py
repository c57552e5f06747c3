"""PRV: does the catalog keep people out of it, and can results be shown without exposing anybody?"""

from __future__ import annotations

import re
from collections.abc import Iterator

from curriculum.catalog import Catalog
from curriculum.checks.languages import texts
from curriculum.checks.registry import Check, Spot
from curriculum.checks.walking import modules
from curriculum.files.national_ids import has_national_id

_ADDRESS = re.compile(r"[\w.+-]+@[\w-]+(\.[\w-]+)+")


def personal(catalog: Catalog) -> Iterator[Spot]:
    """Yield texts with an e-mail address or something shaped like a national identity number; neither is shown."""
    for where, text in texts(catalog):
        if any(_ADDRESS.search(said) or has_national_id(said) for said in text.by_language().values()):
            yield Spot(where)


def unshowable(catalog: Catalog, *, least: float = 5) -> Iterator[Spot]:
    """Yield assessed modules whose largest run has fewer people than results may be shown for."""
    for where, module in modules(catalog):
        most = module.capacity.maximum
        if module.assessments and most is not None and most < least:
            values = {"module": module.id, "most": most, "least": f"{least:g}"}
            yield Spot(f"{where}.capacity.maximum", values)


CHECKS = (
    Check(code="PRV001", severity="warning", find=personal),
    Check(code="PRV002", severity="note", find=unshowable),
)
