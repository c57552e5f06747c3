"""Titles and names as an attacker, or a careless export, would write them: seeded, all different."""

from __future__ import annotations

import random

PIECES = (
    *(
        "=cmd|' /C calc'!A0",
        "=1+1",
        "+1",
        "-1",
        "@SUM(A1)",
        "{=1+1}",
        "'",
        '"',
        "''",
        '""',
        "`",
        ";",
        ",",
        "|",
        "\\",
    ),
    *("<script>hacked = 1</script>", "</script>", "<!--", "-->", "<![CDATA[", "]]>", "</title>", "</style>"),
    *('"><img src=x onerror=hacked=1>', "' onmouseover='hacked=1", "javascript:hacked=1", "<svg onload=hacked=1>"),
    *("&lt;", "&amp;", "&#0;", "&", "<", ">", "{{ 7*7 }}", "{% raw %}", "{0}", "{name}", "%s", "${x}", "$(id)"),
    *(
        "\n",
        "\t",
        "\n\n",
        "\u2028",
        "\u2029",
        "\u00a0",
        "\u200b",
        "\u200d",
        "\ufeff",
        "\u202e",
        "\u202d",
        "\u2066",
    ),
    *(
        "\u200f",
        "BEGIN:VEVENT",
        "END:VCALENDAR",
        "\nATTENDEE:x",
        "\\n",
        "\\,",
        "DTSTART",
        "://",
        "#REF!",
        "=HYPERLINK",
    ),
    *(
        "\U0001f469\U0001f3fd\u200d\U0001f4bb",
        "\U0001f1e9\U0001f1f0",
        "æøå",
        "ÅÄÖ",
        "a\u030a",
        "שלום",
        "مرحبا",
        "漢字",
    ),
    *(
        "https://example.org",
        "mailto:x@example.org",
        "[link=x]",
        "[bold]",
        "x" * 80,
        "Anne",
        "Bo",
        " Data ",
        "_x0041_",
    ),
)


def hostile_texts(count: int, seed: int = 1) -> list[str]:
    """Return as many different texts, each of one to four pieces; none has blanks at its ends."""
    draw = random.Random(seed)  # noqa: S311 - no secret
    found: dict[str, None] = dict.fromkeys(piece.strip() for piece in PIECES if piece.strip())
    while len(found) < count:
        text = "".join(draw.choices(PIECES, k=draw.randint(2, 4))).strip()
        if text:
            found[text] = None
    return list(found)[:count]
