"""The command speaks the language asked for, else that of the environment, else English."""

from __future__ import annotations

import pytest

from curriculum.cli.language import spoken


@pytest.mark.parametrize(
    ("words", "language"),
    [
        (["--lang", "da", "verify"], "da"),
        (["verify", "--lang", "sv"], "sv"),
        (["verify", "--lang=da"], "da"),
        (["--lang", "da", "verify", "--lang", "sv"], "sv"),
        (["--lang", "fi"], "en"),
        (["--lang"], "en"),
        (["--", "--lang", "da"], "en"),
    ],
)
def test_the_language_asked_for_is_spoken(words: list[str], language: str) -> None:
    assert spoken(words, {}) == language


@pytest.mark.parametrize(
    ("environ", "language"),
    [
        ({"LANG": "da_DK.UTF-8"}, "da"),
        ({"LANG": "sv"}, "sv"),
        ({"LANG": "DA_DK"}, "da"),
        ({"LANG": "da_DK.UTF-8", "LC_MESSAGES": "sv_SE"}, "sv"),
        ({"LANG": "da_DK.UTF-8", "LC_ALL": "C"}, "en"),
        ({"LANG": "da_DK.UTF-8", "LC_ALL": ""}, "da"),
        ({"LANG": "de_DE"}, "en"),
        ({"LANG": "dansk"}, "en"),
        ({}, "en"),
    ],
)
def test_otherwise_the_first_locale_variable_that_is_set_decides(environ: dict[str, str], language: str) -> None:
    assert spoken([], environ) == language


def test_what_is_asked_for_wins_over_the_environment() -> None:
    assert spoken(["--lang", "en"], {"LC_ALL": "da_DK"}) == "en"
