"""Statistics for programmes of a dozen to a few hundred people: pure functions on numbers.

=================================  =============================================================================
paired change                      :func:`paired_change`, :func:`bootstrap_check`, :func:`sign_flip_test`,
                                   :func:`signed_rank_test`, :func:`retrospective_change`
two groups                         :func:`compare_groups`
standardised effects               :func:`independent_effect`, :func:`paired_effect`, :func:`pre_post_effect`,
                                   :func:`pre_post_control_effect`, :func:`cliffs_delta`
few organisations                  :class:`LinearModel`, :func:`wild_cluster_test`
levels                             :func:`change_by_level`, :func:`effect_by_level`, :func:`shrunken_effects`,
                                   :func:`shrunken_means`, :func:`holm`
scales                             :func:`score`, :func:`reverse`, :func:`cronbach_alpha`, :func:`mcdonald_omega`
agreement of raters                :func:`kappa`, :func:`kappa_of_table`, :func:`fleiss_kappa`,
                                   :func:`krippendorff_alpha`, :func:`intraclass_correlations`
events                             :func:`control_chart`, :func:`run_chart`
who is missing                     :func:`attrition`, :func:`tipping_point`
before the programme               :func:`paired_contrast`, :func:`groups_contrast`, :func:`adjusted_contrast`,
                                   :func:`clusters_contrast`, :func:`needed_size`
=================================  =============================================================================

What cannot be computed is None with a ``reason``, never zero or NaN. The definitions with their sources are in
``docs/statistics.md``. This is the door to numpy and scipy (``pip install 'curriculum[evaluation]'``).
"""

import curriculum.evaluation.needed  # noqa: F401 - says which package is missing
from curriculum.evaluation.statistics.control_charts import ControlPhase, control_chart
from curriculum.evaluation.statistics.effect_sizes import (
    EffectSize,
    Sample,
    cliffs_delta,
    independent_effect,
    paired_effect,
    pre_post_control_effect,
    pre_post_effect,
)
from curriculum.evaluation.statistics.estimates import Estimate, Probability, Reason, why_not
from curriculum.evaluation.statistics.flows import Flow, attrition
from curriculum.evaluation.statistics.groups import GroupComparison, compare_groups
from curriculum.evaluation.statistics.intraclass import Intraclass, IntraclassForms, intraclass_correlations
from curriculum.evaluation.statistics.krippendorff import Alpha, krippendorff_alpha
from curriculum.evaluation.statistics.levels import LevelEffect, LevelEffects, change_by_level, effect_by_level
from curriculum.evaluation.statistics.many_raters import fleiss_kappa
from curriculum.evaluation.statistics.multiple_tests import holm
from curriculum.evaluation.statistics.noncentral import noncentrality_limits, small_sample_factor
from curriculum.evaluation.statistics.paired import PairedChange, bootstrap_check, paired_change
from curriculum.evaluation.statistics.permutation import sign_flip_test, signed_rank_test
from curriculum.evaluation.statistics.planning import (
    Contrast,
    adjusted_contrast,
    clusters_contrast,
    groups_contrast,
    needed_size,
    paired_contrast,
)
from curriculum.evaluation.statistics.regression import Coefficient, JointTest, LinearModel
from curriculum.evaluation.statistics.reliability import Reliability, cronbach_alpha, mcdonald_omega
from curriculum.evaluation.statistics.retrospective import RetrospectiveChange, retrospective_change
from curriculum.evaluation.statistics.run_charts import RunPhase, run_chart
from curriculum.evaluation.statistics.scores import Score, reverse, score
from curriculum.evaluation.statistics.shrinkage import (
    Shrinkage,
    ShrunkenLevel,
    shrunken_effects,
    shrunken_means,
)
from curriculum.evaluation.statistics.tipping import TippingPoint, tipping_point
from curriculum.evaluation.statistics.two_raters import Agreement, kappa, kappa_of_table
from curriculum.evaluation.statistics.wild_bootstrap import wild_cluster_test

__all__ = [
    "Agreement",
    "Alpha",
    "Coefficient",
    "Contrast",
    "ControlPhase",
    "EffectSize",
    "Estimate",
    "Flow",
    "GroupComparison",
    "Intraclass",
    "IntraclassForms",
    "JointTest",
    "LevelEffect",
    "LevelEffects",
    "LinearModel",
    "PairedChange",
    "Probability",
    "Reason",
    "Reliability",
    "RetrospectiveChange",
    "RunPhase",
    "Sample",
    "Score",
    "Shrinkage",
    "ShrunkenLevel",
    "TippingPoint",
    "adjusted_contrast",
    "attrition",
    "bootstrap_check",
    "change_by_level",
    "cliffs_delta",
    "clusters_contrast",
    "compare_groups",
    "control_chart",
    "cronbach_alpha",
    "effect_by_level",
    "fleiss_kappa",
    "groups_contrast",
    "holm",
    "independent_effect",
    "intraclass_correlations",
    "kappa",
    "kappa_of_table",
    "krippendorff_alpha",
    "mcdonald_omega",
    "needed_size",
    "noncentrality_limits",
    "paired_change",
    "paired_contrast",
    "paired_effect",
    "pre_post_control_effect",
    "pre_post_effect",
    "retrospective_change",
    "reverse",
    "run_chart",
    "score",
    "shrunken_effects",
    "shrunken_means",
    "sign_flip_test",
    "signed_rank_test",
    "small_sample_factor",
    "tipping_point",
    "why_not",
    "wild_cluster_test",
]
