"""What a check is, what it finds, and which checks there are.

A check is a pure function from a catalog to spots: places with the values of the case and, where there is one, a
patch that would mend it. The registry gives each check its code and its severity; the sentences are in
``messages/checks.toml`` and ``messages/reasons.toml``, or come with the check when it is a plugin's.
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from attrs import field, frozen
from attrs.validators import instance_of, optional

from curriculum.catalog import Catalog
from curriculum.checks.patches import Patch
from curriculum.errors import Finding, InvalidInput, Severity, nearest, raise_if
from curriculum.messages import LANGUAGES, filled, say

CODE = re.compile(r"(?P<family>[A-Z]{2,8})\d{3}")
"""The family's letters and a number that never changes its meaning."""
Options = Mapping[str, Mapping[str, float]]
"""Settings of checks: by code, then by the option's name."""
Texts = Mapping[str, Mapping[str, str]]
"""A plugin's sentences: ``title``, ``message``, ``cure`` and ``reason``, each by language."""


@frozen
class Spot:
    """One place that a check complains about.

    Attributes:
        where: the place as in the catalog file, ``modules[1].outcomes[0]``.
        values: the case's values, named as in the message's placeholders.
        patch: an edit that would mend it, when one can be named.

    Raises:
        TypeError: a field is something else.
    """

    where: str = field(validator=instance_of(str))
    values: Mapping[str, object] = field(
        factory=dict,
        validator=instance_of(Mapping),  # type: ignore[type-abstract]
    )
    patch: Patch | None = field(default=None, validator=optional(instance_of(Patch)))


@frozen(kw_only=True)
class Check:
    """One coded check of a design.

    Attributes:
        code: family and number, ``ALN001``.
        severity: ``warning`` for a weakness that should be mended, ``note`` for what may well be meant so.
        find: yields the spots of a catalog; its keyword-only arguments are the check's options.
        across: whether ``find`` takes a second argument: the catalogs at hand that the catalog uses, by id.
        texts: sentences of a check that is not the library's own.
    """

    code: str
    severity: Severity
    find: Callable[..., Iterable[Spot]]
    texts: Texts | None = field(default=None, hash=False)
    across: bool = False

    @property
    def family(self) -> str:
        """The letters of the code."""
        return self.code.rstrip("0123456789")

    @property
    def options(self) -> Mapping[str, float]:
        """The check's options with their defaults."""
        parameters = inspect.signature(self.find).parameters.values()
        return {one.name: one.default for one in parameters if one.kind is inspect.Parameter.KEYWORD_ONLY}

    def said(self, part: str, language: str, /, **values: object) -> str:
        """Return one of the check's sentences: ``title``, ``message``, ``cure`` or ``reason``."""
        if self.texts is not None:
            by_language = self.texts[part]
            return filled(by_language.get(language, by_language[LANGUAGES[0]]), values)
        keys = {"title": f"title.{self.code}", "reason": f"reason.{self.code}"}
        return say(keys.get(part, f"{self.code}.{part}"), language, **values)

    def findings(
        self,
        catalog: Catalog,
        options: Mapping[str, float] | None = None,
        others: Mapping[str, Catalog] | None = None,
    ) -> Iterator[Weakness]:
        """Yield what the check finds in a catalog, and in how it uses other catalogs, by id, that are at hand."""
        at_hand = (others or {},) if self.across else ()
        for spot in self.find(catalog, *at_hand, **(options or {})):
            yield self.weakness(spot)

    def weakness(self, spot: Spot) -> Weakness:
        """Return the finding about a spot."""
        return Weakness(
            code=self.code,
            severity=self.severity,
            values=spot.values,
            where=spot.where,
            patch=spot.patch,
            check=self,
        )


@frozen(kw_only=True)
class Weakness(Finding):
    """A finding of a check: as any finding, with the check's reason and perhaps a suggestion.

    Attributes:
        check: the check that found it.
        patch: an edit of the catalog that would mend it.
    """

    check: Check
    patch: Patch | None = None

    def message(self, language: str = "en") -> str:
        """Say what is weak, in ``language`` (da, sv or en)."""
        return self.check.said("message", language, **self.values)

    def cure(self, language: str = "en") -> str:
        """Say what to do."""
        return self.check.said("cure", language, **self.values)

    def reason(self, language: str = "en") -> str:
        """Say why it matters."""
        return self.check.said("reason", language)

    def __repr__(self) -> str:
        """Return code, severity, place and message, to be read where a list of findings is shown."""
        return f"<{self.code} {self.severity}: {self.text()}>"


def joined(own: Sequence[Check], others: Mapping[str, Sequence[Check]]) -> tuple[Check, ...]:
    """Return the library's checks and those of plugins.

    Args:
        own: the library's checks.
        others: further checks by who brings them. A family belongs to whoever comes first.

    Raises:
        InvalidInput: a code is malformed or used twice, or its family belongs to somebody else.
    """
    owner = {check.family: "curriculum" for check in own}
    found = {check.code: check for check in own}
    findings = []
    for name, checks in others.items():
        for check in checks:
            values = {"code": check.code, "owner": name, "other": owner.get(check.family, name)}
            if not CODE.fullmatch(check.code):
                findings.append(Finding(code="bad-check-code", values=values))
            elif owner.setdefault(check.family, name) != name or check.code in found:
                findings.append(Finding(code="check-code-taken", values=values))
            else:
                found[check.code] = check
    raise_if(findings)
    return tuple(found.values())


def chosen(checks: Sequence[Check], select: Iterable[str] = (), ignore: Iterable[str] = ()) -> tuple[Check, ...]:
    """Return the checks that are selected and not ignored.

    Args:
        checks: the checks there are.
        select: codes or families, in capitals or not; all when empty.
        ignore: codes or families to leave out.

    Raises:
        InvalidInput: a word is neither a code nor a family.
    """
    wanted, unwanted = ({word.upper() for word in words} for words in (select, ignore))
    known = list(dict.fromkeys([check.family for check in checks] + [check.code for check in checks]))
    raise_if(
        Finding(code="unknown-check", values={"word": word, "suggestion": nearest(word, known)})
        for word in sorted(wanted | unwanted)
        if word not in known
    )
    return tuple(
        check
        for check in checks
        if (not wanted or {check.code, check.family} & wanted) and not {check.code, check.family} & unwanted
    )


def settings(checks: Sequence[Check], words: Iterable[str]) -> Options:
    """Read options written as ``LOD003.most=10``.

    Raises:
        InvalidInput: a word is not of that form, or there is no such check, option or number.
    """
    by_code = {check.code: check for check in checks}
    found: dict[str, dict[str, float]] = {}
    for word in words:
        name, _, value = word.partition("=")
        code, _, option = name.partition(".")
        known = {f"{one.code}.{name}" for one in checks for name in one.options}
        try:
            number = float(value.replace(",", "."))
        except ValueError:
            number = float("nan")
        if code not in by_code or option not in by_code[code].options or not abs(number) < float("inf"):
            values = {"word": word, "known": ", ".join(sorted(known)), "suggestion": nearest(name, known)}
            raise InvalidInput([Finding(code="bad-check-option", values=values)])
        found.setdefault(code, {})[option] = number
    return found
