"""Instruments: questionnaires as data, so that answers can be read, turned round where needed, and scored."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from typing import Literal

from attrs import field, frozen

from curriculum.errors import Finding, raise_if
from curriculum.known import Known
from curriculum.sequences import as_tuple
from curriculum.text import Text, as_optional_text, as_text

_JOINTS = re.compile(r"[\W_]+")


def _as_texts(labels: Iterable[str | Mapping[str, str] | Text]) -> tuple[Text, ...]:
    return tuple(as_text(label) for label in labels)


@frozen(kw_only=True)
class NotApplicable:
    """An answer that says: this cannot be answered by me, or not now. It is no silence and no point on the scale.

    Attributes:
        id: as answers are written in a table.
        title: as people read it.
    """

    id: str
    title: Text = field(converter=as_text)


@frozen(kw_only=True)
class AnswerScale:
    """What can be answered to the items of an instrument.

    Attributes:
        low: the lowest answer.
        high: the highest answer, over ``low``.
        labels: the answers in words, lowest first, one for each whole number; empty when any number in between
            is an answer.
        not_applicable: what can be answered besides.
    """

    low: float = field(converter=float)
    high: float = field(converter=float)
    labels: tuple[Text, ...] = field(default=(), converter=_as_texts)
    not_applicable: tuple[NotApplicable, ...] = field(default=(), converter=as_tuple)

    def __attrs_post_init__(self) -> None:
        raise_if(self._findings())

    def _findings(self) -> Iterator[Finding]:
        if not self.low < self.high:
            values = {"low": f"{self.low:g}", "high": f"{self.high:g}"}
            yield Finding(code="answers-upside-down", values=values, where="high")
        elif self.labels and len(self.labels) != self.high - self.low + 1:
            values = {"labels": f"{len(self.labels)}", "low": f"{self.low:g}", "high": f"{self.high:g}"}
            yield Finding(code="label-count", values=values, where="labels")
        yield from _double("not_applicable", [answer.id for answer in self.not_applicable])

    @property
    def width(self) -> float:
        """The highest answer minus the lowest: nobody can change by more."""
        return self.high - self.low

    def read(self, text: str) -> float | str | None:
        """Return what a cell answers: a number on the scale, the id of a "not applicable", None for nothing.

        Understood are numbers, the labels and titles in any language, ids, and LimeSurvey's codes: ``A1`` is the
        lowest answer, ``N1`` the first "not applicable", ``N/A`` a question that was never shown.

        Raises:
            ValueError: it is none of these, or off the scale.

        Example:
            >>> scale = AnswerScale(low=1, high=3, labels=["no", "partly", "yes"])
            >>> scale.read("2"), scale.read("Yes"), scale.read("A1"), scale.read("")
            (2.0, 3.0, 1.0, None)
        """
        form = _form(text)
        if not form or text.strip().casefold() == "n/a":
            return None
        if form in self._meanings:
            return self._meanings[form]
        value = float(text.strip().replace(",", "."))
        if not self.low <= value <= self.high or (self.labels and value != int(value)):
            raise ValueError("the answer is off the scale")
        return value

    @cached_property
    def _meanings(self) -> Mapping[str, float | str]:
        """What every word means that is understood."""
        found: dict[str, float | str] = {}
        for position, answer in enumerate(self.not_applicable):
            for said in (f"n{position + 1}", answer.id, *answer.title.by_language().values()):
                found[_form(said)] = answer.id
        for position, label in enumerate(self.labels):
            for said in (f"a{position + 1}", *label.by_language().values()):
                found[_form(said)] = self.low + position
        return found


@frozen(kw_only=True)
class Construct:
    """What some items of an instrument measure together.

    Attributes:
        id: its id in the instrument.
        title: as people read it.
    """

    id: str
    title: Text = field(converter=as_text)


@frozen(kw_only=True)
class Item:
    """A question or statement.

    Attributes:
        id: its id in the instrument.
        wording: as people read it; None where we may not or cannot say it for certain (``note`` tells why).
        construct: id of the construct that it belongs to; None for free text.
        about: what it is about, where items of several constructs are about the same thing.
        kind: ``scale``, or ``text`` for free text, which is never read, kept or shown.
        note: what has to be known about it.
    """

    id: str
    wording: Text | None = field(default=None, converter=as_optional_text)
    construct: str | None = None
    about: str | None = None
    kind: Literal["scale", "text"] = "scale"
    note: str | None = None


@frozen(kw_only=True)
class Instrument:
    """A questionnaire.

    Attributes:
        id: its id, as in the column ``instrument``.
        title: as people read it.
        version: of the wording.
        language: language of the texts that are not given by language.
        source: who made it, and where it is published.
        license: under which its wording is used.
        asked: ``waves`` (before, after, follow-up) or ``events`` (after a run or a meeting).
        scored: ``whole`` (one score over all items, and one for each construct) or ``constructs`` (a score over
            all items would mean nothing).
        answers: what can be answered.
        constructs: what the items measure.
        items: the questions, in order.
        reversed: ids of the items that are worded the other way round.
        note: what has to be known about it.

    Raises:
        InvalidInput: with every id that is double or leads nowhere.
    """

    id: str
    title: Text = field(converter=as_text)
    version: str
    source: str
    license: str
    answers: AnswerScale
    constructs: tuple[Construct, ...] = field(converter=as_tuple)
    items: tuple[Item, ...] = field(converter=as_tuple)
    language: str = "en"
    asked: Literal["waves", "events"] = "waves"
    scored: Literal["whole", "constructs"] = "whole"
    reversed: tuple[str, ...] = field(default=(), converter=as_tuple)
    note: str | None = None

    def __attrs_post_init__(self) -> None:
        raise_if(self._findings())

    def _findings(self) -> Iterator[Finding]:
        yield from _double("constructs", [construct.id for construct in self.constructs])
        yield from _double("items", [item.id for item in self.items])
        constructs = Known("constructs", (construct.id for construct in self.constructs))
        scaled = Known("items", (item.id for item in self.items if item.kind == "scale"))
        for index, item in enumerate(self.items):
            if item.kind == "scale" and (item.construct or "") not in constructs:
                yield constructs.unknown(item.construct or "", f"items[{index}].construct")
        for index, item_id in enumerate(self.reversed):
            if item_id not in scaled:
                yield scaled.unknown(item_id, f"reversed[{index}]")
        empty = [one.id for one in self.constructs if not self.items_of(one.id)]
        if empty or not self.constructs:
            yield Finding(
                code="construct-without-items", values={"id": ", ".join(empty) or "-"}, where="constructs"
            )

    def items_of(self, construct: str | None = None) -> tuple[Item, ...]:
        """Return the items that are answered on the scale: those of one construct, or all."""
        scaled = (item for item in self.items if item.kind == "scale")
        return tuple(item for item in scaled if construct is None or item.construct == construct)

    def item(self, name: str) -> Item | None:
        """Return the item that a table calls so: by its id, whatever its case and joints, or as ``SQ001``.

        Example:
            >>> item = Item(id="a-1", construct="a")
            >>> scale = AnswerScale(low=1, high=5)
            >>> found = Instrument(
            ...     id="x", title="X", version="1", source="us", license="CC0-1.0", answers=scale,
            ...     constructs=[Construct(id="a", title="A")], items=[item],
            ... )
            >>> found.item("A_1") is item, found.item("SQ001") is item, found.item("b") is None
            (True, True, True)
        """
        by_form = {_form(item.id): item for item in self.items}
        if (form := _form(name)) in by_form:
            return by_form[form]
        position = re.fullmatch(r"sq0*([1-9][0-9]{0,3})", form)
        if position is None or int(position[1]) > len(self.items):
            return None
        return self.items[int(position[1]) - 1]

    def title_of(self, construct: str | None, language: str) -> str:
        """Return the title of a construct, or of the whole instrument, in a language."""
        titles = {one.id: one.title for one in self.constructs}
        return (self.title if construct is None else titles[construct]).said(language, self.language)


class Instruments:
    """The instruments that answers may be to, by id.

    Args:
        instruments: all of them.

    Raises:
        InvalidInput: two have the same id.
    """

    def __init__(self, instruments: Iterable[Instrument]) -> None:
        self.all = tuple(instruments)
        raise_if(_double("instruments", [instrument.id for instrument in self.all]))
        self._by_name = {_form(instrument.id): instrument for instrument in reversed(self.all)}
        self._by_name |= {instrument.id: instrument for instrument in self.all}

    def find(self, name: str) -> Instrument | None:
        """Return the instrument that a table calls so: by its id, or whatever the case and the joints.

        Of several whose ids differ in nothing but case and joints, the first counts.
        """
        return self._by_name.get(name) or self._by_name.get(_form(name))

    def known(self) -> Known:
        """Return the ids that may be named."""
        return Known("instruments", (instrument.id for instrument in self.all))


def _form(name: str) -> str:
    return _JOINTS.sub("", name).casefold()


def _double(table: str, ids: Iterable[str]) -> Iterator[Finding]:
    """Yield the ids that are there for the second time."""
    seen: dict[str, int] = {}
    for index, label in enumerate(ids):
        if label in seen:
            values = {"id": label, "first": f"{table}[{seen[label]}]"}
            yield Finding(code="duplicate-id", values=values, where=f"{table}[{index}].id")
        seen.setdefault(label, index)
