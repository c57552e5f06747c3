"""Texts in several languages."""

from __future__ import annotations

import pytest

from curriculum.text import OWN, Text, as_optional_text, as_text

WRITTEN = {"plain": "Etik", "table": {"da": "Etik", "en": "Ethics"}, "swedish": {"sv": "Etik (sv)", "nb": "Etikk"}}


@pytest.mark.parametrize(
    ("written", "language", "own", "said"),
    [
        ("table", "da", "sv", "Etik"),  # the language wanted
        ("table", "sv", "da", "Etik"),  # else the catalog's
        ("table", "sv", "sv", "Ethics"),  # else English
        ("swedish", "da", "fi", "Etik (sv)"),  # else the first there is
        ("plain", "en", "da", "Etik"),  # a plain string is in the catalog's language
        ("plain", "en", OWN, "Etik"),
        ("table", "fi", OWN, "Ethics"),
    ],
)
def test_the_best_text_there_is_is_said(written: str, language: str, own: str, said: str):
    assert as_text(WRITTEN[written]).said(language, own) == said


def test_no_text_at_all_is_empty():
    assert Text({}).said("en") == ""


def test_a_plain_string_stands_under_the_catalogs_language():
    assert as_text("Etik").by_language("da") == {"da": "Etik"}
    assert as_text("Etik").by_language() == {OWN: "Etik"}
    assert as_text(WRITTEN["table"]).by_language("sv") == {"da": "Etik", "en": "Ethics"}


def test_a_text_is_printed_in_english_if_it_can_be():
    assert str(as_text(WRITTEN["table"])) == "Ethics"
    assert str(as_text("Etik")) == "Etik"


def test_a_text_is_kept_in_the_order_it_is_written():
    assert as_text(WRITTEN["swedish"]).entries == (("sv", "Etik (sv)"), ("nb", "Etikk"))


def test_a_text_is_made_once_and_none_stays_none():
    text = as_text("Etik")
    assert as_text(text) is text
    assert as_optional_text(text) is text
    assert as_optional_text("Etik") == text
    assert as_optional_text(None) is None
    assert as_optional_text("") == Text({OWN: ""})


def test_equal_texts_are_equal_objects():
    assert len({as_text("a"), as_text("a"), as_text({OWN: "a"}), as_text({"en": "a"})}) == 2
