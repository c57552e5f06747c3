"""Coded findings about a design that is valid and yet perhaps not good.

A check is a pure function from a catalog to places; a family of checks is a file. Each has a code, the family's
letters and a number that never changes its meaning; its sentences are in ``messages/checks.toml``, why it matters
in ``messages/reasons.toml``, a failing and a passing example in ``data/examples/``.

====  =====================================  ======================================
code  family                                 file
====  =====================================  ======================================
ALN   outcomes, activities, assessments      :mod:`~curriculum.checks.alignment`
COV   promises and what keeps them           :mod:`~curriculum.checks.targets`
SEQ   order of modules                       :mod:`~curriculum.checks.order`
LOD   hours and amount                       :mod:`~curriculum.checks.load`
LVL   steps and leadership levels            :mod:`~curriculum.checks.levels`
PAR   leader and key person together         :mod:`~curriculum.checks.pairing`
TRN   trial actions                          :mod:`~curriculum.checks.trials`
NET   learning from each other               :mod:`~curriculum.checks.networks`
EVA   can it be evaluated                    :mod:`~curriculum.checks.evaluability`
PRV   privacy                                :mod:`~curriculum.checks.privacy`
LANG  texts by language                      :mod:`~curriculum.checks.languages`
DOC   sources, licence and catalogs used      :mod:`~curriculum.checks.sources`
LO    wording of outcomes                    :mod:`~curriculum.checks.wording`
SUP   suppressions                           :mod:`~curriculum.checks.suppressing`
====  =====================================  ======================================
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from curriculum.catalog import Catalog
from curriculum.checks import (
    alignment,
    evaluability,
    languages,
    levels,
    load,
    networks,
    order,
    pairing,
    privacy,
    sources,
    suppressing,
    targets,
    trials,
    wording,
)
from curriculum.checks.effects import Effect, effect, run
from curriculum.checks.patches import Edit, Patch, patched
from curriculum.checks.registry import Check, Options, Spot, Weakness, chosen, joined, settings
from curriculum.checks.suppressing import Sifted, baseline_text, fingerprint, read_baseline, sift

CHECKS: tuple[Check, ...] = (
    *alignment.CHECKS,
    *targets.CHECKS,
    *order.CHECKS,
    *load.CHECKS,
    *levels.CHECKS,
    *pairing.CHECKS,
    *trials.CHECKS,
    *networks.CHECKS,
    *evaluability.CHECKS,
    *privacy.CHECKS,
    *languages.CHECKS,
    *sources.CHECKS,
    *wording.CHECKS,
    *suppressing.CHECKS,
)
"""Every check of the library, family by family."""

__all__ = [
    "CHECKS",
    "Check",
    "Edit",
    "Effect",
    "Options",
    "Patch",
    "Sifted",
    "Spot",
    "Weakness",
    "baseline_text",
    "check",
    "chosen",
    "effect",
    "fingerprint",
    "joined",
    "patched",
    "read_baseline",
    "settings",
    "sift",
]


def check(
    catalog: Catalog,
    *,
    checks: Sequence[Check] = CHECKS,
    options: Options | None = None,
    others: Mapping[str, Catalog] | None = None,
) -> tuple[Weakness, ...]:
    """Return what is weak about a catalog, family by family, each in the catalog's order.

    Args:
        catalog: a catalog; being one, it is consistent in itself.
        checks: the checks to run, for example those that :func:`chosen` returns.
        options: settings of the checks, by code and name.
        others: the catalogs at hand that it uses, by id; what is not at hand is not looked at.

    Returns:
        The findings, with places written as in the catalog file (``programmes[0].basis[1]``). Their severity is
        ``warning`` for a weakness that should be mended, ``note`` for what may well be meant so. What the
        catalog suppresses is among them; :func:`sift` takes it out.

    Example:
        >>> from curriculum.catalog import Catalog
        >>> [finding.code for finding in check(Catalog(id="mine", title="Mine"))]
        ['DOC002']
    """
    return run(catalog, checks, options, others)
