"""Writing SVG: elements, text that is escaped, and the frame that every picture has."""

from __future__ import annotations

import re
from html import escape
from typing import Final

from curriculum.pictures.palette import STYLE

NOT_IN_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that no XML document may hold, however they are written."""
FONT: Final = "system-ui, 'Segoe UI', 'Helvetica Neue', Arial, 'DejaVu Sans', sans-serif"


class Picture(str):
    """A picture as the text of an SVG document, which shows itself in a notebook."""

    __slots__ = ()

    def _repr_svg_(self) -> str:
        return str(self)


def text(words: str) -> str:
    r"""Return text as it stands in an element or an attribute, so that a reader gets it back unchanged.

    What XML cannot hold, such as most control characters, becomes the replacement character.

    Example:
        >>> text('a < "b"\r')
        'a &lt; &quot;b&quot;&#13;'
    """
    return escape(NOT_IN_XML.sub("\ufffd", words)).replace("\r", "&#13;")


def element(name: str, *content: str, **attributes: str | float | None) -> str:
    """Return an element.

    Args:
        name: of the element.
        content: elements, or text that :func:`text` has made safe.
        attributes: numbers are written with one decimal at most, None is left out; ``class_`` stands for ``class``
            and ``stroke_width`` for ``stroke-width``.

    Example:
        >>> element("text", "a", x=2.0, class_="quiet")
        '<text x="2" class="quiet">a</text>'
    """
    given = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{_written(value)}"'
        for key, value in attributes.items()
        if value is not None
    )
    return f"<{name}{given}>{''.join(content)}</{name}>" if content else f"<{name}{given}/>"


def _written(value: str | float) -> str:
    """Return the value of an attribute; white space is spelled out, because readers make plain spaces of it."""
    if isinstance(value, str):
        return text(value).replace("\n", "&#10;").replace("\t", "&#9;")
    return number(value)


def number(value: float) -> str:
    """Return a coordinate with one decimal at most.

    Example:
        >>> number(12.04), number(-0.01), number(3.25)
        ('12', '0', '3.2')
    """
    return f"{round(value, 1) + 0.0:g}" if abs(value) < 10**5 else f"{value:.0f}"


def group(*content: str, title: str = "", **attributes: str | float | None) -> str:
    """Return elements as one, with what a reader is told who points at it."""
    told = [element("title", text(title))] if title else []
    return element("g", *told, *content, **attributes)


def line_of_text(words: str, x: float, y: float, style: str = "", **attributes: str | float | None) -> str:
    """Return one line of text; its writing direction does not reach what stands beside it."""
    return element("text", text(words), x=x, y=y, class_=style or None, **attributes)


def picture(title: str, description: str, width: float, height: float, *content: str) -> Picture:
    """Return a whole picture, light or dark as its reader has it, with words for those who listen.

    Nothing in it has an id, and its style speaks of nothing but itself: several pictures can stand in one page.
    """
    return Picture(
        element(
            "svg",
            element("title", text(title)),
            element("desc", text(description)),
            element("style", STYLE),
            element("rect", width=width, height=height, class_="paper"),
            *content,
            xmlns="http://www.w3.org/2000/svg",
            width=width,
            height=height,
            viewBox=f"0 0 {number(width)} {number(height)}",
            class_="curriculum-picture",
            role="img",
            aria_label=title,
            font_family=FONT,
            font_size=12,
        )
        + "\n"
    )
