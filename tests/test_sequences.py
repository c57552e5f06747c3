"""Sequences that data classes hold."""

from __future__ import annotations

import pytest

from curriculum.sequences import as_tuple


def test_values_become_a_tuple_in_their_order():
    assert as_tuple([3, 1, 2]) == (3, 1, 2)
    assert as_tuple(letter for letter in "ba") == ("b", "a")
    assert as_tuple({}) == ()


def test_a_tuple_is_not_copied():
    values = (1, 2)
    assert as_tuple(values) is values


@pytest.mark.parametrize("text", ["abc", ""])
def test_a_text_is_refused_since_nobody_means_its_letters(text: str):
    with pytest.raises(TypeError, match=repr(text)):
        as_tuple(text)


def test_a_single_value_is_refused():
    with pytest.raises(TypeError):
        as_tuple(3)
