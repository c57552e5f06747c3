"""The standard scales."""

from __future__ import annotations

import pytest

from curriculum.catalog import Catalog
from curriculum.messages import LANGUAGES
from curriculum.model import Scale
from curriculum.scales import STANDARD_SCALES

NAMES = {
    "solo": "prestructural unistructural multistructural relational extended-abstract",
    "bloom": "remember understand apply analyse evaluate create",
    "eqf": "1 2 3 4 5 6 7 8",
    "dreyfus": "novice advanced-beginner competent proficient expert",
}


def test_the_standard_scales_have_their_published_steps_lowest_first():
    assert {scale.id: " ".join(step.id for step in scale.steps) for scale in STANDARD_SCALES} == NAMES


def test_only_a_model_of_stages_demands_every_step():
    assert [scale.id for scale in STANDARD_SCALES if scale.demands == "every-step"] == ["dreyfus"]


@pytest.mark.parametrize("scale", STANDARD_SCALES, ids=lambda scale: scale.id)
def test_a_standard_scale_names_its_source_and_speaks_every_language(scale: Scale):
    assert any(character.isdigit() for character in str(scale.note))
    for entry in (scale, *scale.steps):
        assert set(entry.title.by_language()) == set(LANGUAGES)
        assert all(text.strip() for text in entry.title.by_language().values())


@pytest.mark.parametrize("scale", STANDARD_SCALES, ids=lambda scale: scale.id)
def test_a_step_has_the_same_rank_by_id_and_by_position(scale: Scale):
    for position, step in enumerate(scale.steps, 1):
        assert scale.rank(step.id) == scale.rank(str(position)) == position


def test_every_catalog_has_the_standard_scales():
    assert [Catalog(id="c").scale(name).id for name in NAMES] == list(NAMES)
