"""European Learning Model v3: learning outcomes as JSON-LD, written only.

Each outcome has its title in every language that it is written in, the competency that it builds as a related
skill, and the concept of ESCO that this competency is the same as.
"""

from __future__ import annotations

import json
from typing import Any

from attrs import evolve

from curriculum.catalog import Catalog
from curriculum.interop.losses import Loss, losses
from curriculum.model import Competency, LearningOutcome, Module
from curriculum.text import Text

_ESCO = "http://data.europa.eu/esco/skill/"
_ESCO_SCHEME = "http://data.europa.eu/esco/concept-scheme/skills"


def learning_model_text(catalog: Catalog) -> tuple[str, tuple[Loss, ...]]:
    """Return the learning outcomes of a catalog, and what of the catalog is not in them.

    Args:
        catalog: the catalog; texts without a language are in its own.
    """
    competencies = {one.id: one for one in catalog.competencies}
    outcomes = [
        _outcome(catalog, module, outcome, competencies)
        for module in catalog.modules
        for outcome in module.outcomes
    ]
    text = json.dumps(outcomes, ensure_ascii=False, indent=2) + "\n"
    return text, losses(catalog, _carried(catalog))


def _outcome(
    catalog: Catalog, module: Module, outcome: LearningOutcome, competencies: dict[str, Competency]
) -> dict[str, Any]:
    written: dict[str, Any] = {
        "id": f"urn:curriculum:{catalog.id}:outcome:{module.id}.{outcome.id}",
        "type": "LearningOutcome",
        "title": _languages(outcome.statement, catalog),
    }
    competency = competencies.get(outcome.competency or "")
    if outcome.competency:
        home, colon, local = outcome.competency.partition(":")
        name = f"{home}:competency:{local}" if colon else f"{catalog.id}:competency:{outcome.competency}"
        label = competency.title if competency else None
        written["relatedSkill"] = [_concept(f"urn:curriculum:{name}", label, outcome.competency, catalog)]
    esco = _esco(competency)
    if competency and esco:
        scheme = {"id": _ESCO_SCHEME, "type": "ConceptScheme"}
        concepts = [_concept(one, competency.title, competency.id, catalog) for one in esco]
        written["relatedESCOSkill"] = [{**concept, "inScheme": scheme} for concept in concepts]
    return written


def _concept(uri: str, label: Text | None, name: str, catalog: Catalog) -> dict[str, Any]:
    labels = _languages(label, catalog) if label else {catalog.language: name}
    return {"id": uri, "type": "Concept", "prefLabel": labels}


def _languages(text: Text, catalog: Catalog) -> dict[str, str]:
    return text.by_language(catalog.language)


def _esco(competency: Competency | None) -> tuple[str, ...]:
    return tuple(one for one in competency.same_as if one.startswith(_ESCO)) if competency else ()


def _carried(catalog: Catalog) -> Catalog:
    """Return what of a catalog the outcomes have: their words, and the competencies that they build."""
    built = {outcome.competency for module in catalog.modules for outcome in module.outcomes}
    return Catalog(
        id=catalog.id,
        language=catalog.language,
        uses=catalog.uses,
        competencies=[
            Competency(id=one.id, title=one.title, same_as=_esco(one))
            for one in catalog.competencies
            if one.id in built
        ],
        modules=[
            Module(id=module.id, outcomes=[_words(outcome) for outcome in module.outcomes])
            for module in catalog.modules
            if module.outcomes
        ],
    )


def _words(outcome: LearningOutcome) -> LearningOutcome:
    return evolve(outcome, reaches=None, level=None, coverage=None, evidence="stated", note=None)
