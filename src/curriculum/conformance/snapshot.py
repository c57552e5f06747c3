"""What the analysis of a catalog gives, as a file: a change of the catalog that changes it is seen in the diff."""

from __future__ import annotations

import json
from collections.abc import Collection
from typing import Any

from curriculum.catalog import Catalog
from curriculum.coverage import programme_coverage
from curriculum.graph import catalog_graph
from curriculum.metrics import metrics_document, structural_metrics


def analysis(catalog: Catalog, others: Collection[Catalog] = ()) -> dict[str, Any]:
    """Return what the structure of a catalog is, and what its programmes guarantee, as plain data.

    Args:
        catalog: a catalog.
        others: the catalogs that it uses.
    """
    return {
        "catalog": catalog.id,
        "metrics": metrics_document(structural_metrics(catalog_graph(catalog))),
        "programmes": [_programme(catalog, programme.id, others) for programme in catalog.programmes],
    }


def analysis_text(catalog: Catalog, others: Collection[Catalog] = ()) -> str:
    """Return the analysis as the text of a file, the same for the same catalog."""
    found = analysis(catalog, others)
    return json.dumps(found, ensure_ascii=False, indent=2, sort_keys=True) + "\n"


def _programme(catalog: Catalog, programme_id: str, others: Collection[Catalog]) -> dict[str, Any]:
    covered = programme_coverage(catalog, programme_id, others=others)
    return {
        "id": programme_id,
        "selections": covered.selections,
        "coverage": {"guaranteed": covered.guaranteed, "mean": covered.mean, "best": covered.best},
        "gaps": [f"{gap.target.competency} {gap.target.reaches or ''}".strip() for gap in covered.gaps],
    }
