"""A choice of modules in words: what ``curriculum plan --choose`` prints for people, in the reader's language."""

from __future__ import annotations

from collections.abc import Iterable

from curriculum.amounts import number_text
from curriculum.choosing.result import ModuleChoice
from curriculum.messages import decimal, say


def choices_text(choices: Iterable[ModuleChoice], language: str = "en") -> str:
    """Return each choice with what is proven, further ones as good, or why there is none.

    Args:
        choices: the choices, for everybody and by leadership level.
        language: da, sv or en.
    """
    return "".join(f"{line}\n" for choice in choices for line in _lines(choice, language))


def _lines(choice: ModuleChoice, language: str) -> list[str]:
    whom = (
        say("choice.for.everybody", language)
        if choice.level is None
        else say("choice.for.level", language, level=choice.level)
    )
    size, bound = (
        "-" if value is None else decimal(number_text(value), language) for value in (choice.size, choice.bound)
    )
    amount = say(f"choice.amount.{choice.fewest}", language)
    lines = [say(f"choice.status.{choice.status}", language, whom=whom, amount=amount, size=size, bound=bound)]
    if choice.size is not None:
        lines.append(f"  {', '.join(choice.modules) or '-'}")
    lines += [f"  {say('choice.or', language, modules=', '.join(other))}" for other in choice.others]
    for conflict in choice.conflicts:
        targets_first = sorted(conflict, key=lambda rule: rule.rule != "target")
        lines += [
            f"{'    ' if place else '  '}{rule.message(language)}" for place, rule in enumerate(targets_first)
        ]
    return lines
