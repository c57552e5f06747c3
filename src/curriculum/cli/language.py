"""Which language the command speaks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise

from curriculum.messages import LANGUAGES


def spoken(argv: Sequence[str], environ: Mapping[str, str]) -> str:
    """Return the language asked for: by ``--lang``, else by the environment, else English.

    The language is needed before the command line is read, because the help texts and complaints about the
    command line are in it, too.

    Example:
        >>> spoken(["verify", "--lang=da"], {}), spoken([], {"LANG": "sv_SE.UTF-8"}), spoken([], {"LANG": "C"})
        ('da', 'sv', 'en')
    """
    return _asked_for(argv) or _of_environment(environ)


def _asked_for(argv: Sequence[str]) -> str | None:
    asked = None
    for word, following in pairwise([*argv, ""]):
        if word == "--":
            break
        if word == "--lang":
            asked = following
        elif word.startswith("--lang="):
            asked = word.removeprefix("--lang=")
    return asked if asked in LANGUAGES else None


def _of_environment(environ: Mapping[str, str]) -> str:
    """Return the language of the first locale variable that is set, as POSIX has it."""
    locale = next((environ[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if environ.get(name)), "")
    language = locale.partition(".")[0].partition("_")[0].lower()
    return language if language in LANGUAGES else LANGUAGES[0]
