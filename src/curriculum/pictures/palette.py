"""The colours of all pictures, light and dark. Nothing is told by colour alone."""

from __future__ import annotations

from collections.abc import Mapping

Look = Mapping[str, tuple[str, str]]

_LOOK: Mapping[str, tuple[str, str]] = {
    # part: how it looks on a light page, and what differs on a dark one
    "": ("color:#1c2733", "color:#e4e9f0"),
    "text": ("fill:currentColor;unicode-bidi:isolate", ""),
    ".paper": ("fill:#fff", "fill:#12171e"),
    ".head": ("font-size:17px;font-weight:600", ""),
    ".strong": ("font-weight:600", ""),
    ".quiet": ("fill:#5a6876;font-size:10.5px", "fill:#a3b0bf"),
    ".small": ("font-size:10.5px", ""),
    ".middle": ("text-anchor:middle", ""),
    ".end": ("text-anchor:end", ""),
    ".box": ("fill:#f3f5f8;stroke:#7b8794", "fill:#232b36;stroke:#8494a6"),
    ".basis": ("fill:#e1edfb;stroke:#2f6db5", "fill:#173454;stroke:#6fabea"),
    ".elective": ("fill:#fcf0d4;stroke:#a9730a", "fill:#46340f;stroke:#dba741"),
    ".theory": ("fill:#e6e3f7;stroke:#6355b8", "fill:#2c2751;stroke:#9d92e4"),
    ".practice": ("fill:#ddf1e3;stroke:#2f8050", "fill:#163a26;stroke:#67c08b"),
    ".edge": ("fill:none;stroke:#6b7885;stroke-width:1.3", "stroke:#93a1b0"),
    ".maybe": ("stroke-dasharray:5 4", ""),
    ".circle": ("stroke:#c0392b", "stroke:#ff8f80"),
    ".tip": ("fill:#6b7885;stroke:none", "fill:#93a1b0"),
    ".hollow": ("fill:#fff;stroke:#6b7885", "fill:#12171e;stroke:#93a1b0"),
    ".rule": ("stroke:#d5dbe2;stroke-width:1;fill:none", "stroke:#333e4b"),
    ".none": ("fill:#fafbfc;stroke:#e3e7ec", "fill:#171d25;stroke:#2a333f"),
    ".taught": ("fill:#eaedf1;stroke:#c9d0d8", "fill:#2a323d;stroke:#434e5c"),
    ".introduced": ("fill:#e0eefb;stroke:#b5d3ee", "fill:#16304a;stroke:#2b5378"),
    ".reinforced": ("fill:#aed2f2;stroke:#7fb3df", "fill:#1d4d78;stroke:#3878ab"),
    ".mastered": ("fill:#6fade2;stroke:#3f86c4", "fill:#2a75b8;stroke:#68aae0"),
    ".aimed": ("fill:none;stroke:#1c2733;stroke-width:2.2", "stroke:#e4e9f0"),
    ".load": ("fill:#8fb8dd", "fill:#3f78ac"),
    ".limit": ("stroke:#b4472e;stroke-width:1.5;stroke-dasharray:6 3;fill:none", "stroke:#ff9d85"),
}


def _rules(which: int) -> str:
    return "".join(
        f".curriculum-picture{' ' if part else ''}{part}{{{looks[which]}}}"
        for part, looks in _LOOK.items()
        if looks[which]
    )


STYLE = f"{_rules(0)}@media (prefers-color-scheme:dark){{{_rules(1)}}}@media print{{{_rules(0)}}}"
"""The style sheet of a picture."""
