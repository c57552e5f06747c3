"""Groups as plain text, in the reader's language. Ids stand for people."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from attrs import asdict

from curriculum.groups.result import Groups, by_number
from curriculum.messages import in_language


def describe_groups(
    groups: Groups, language: str = "en", *, absent: Mapping[str, Collection[str]] | None = None
) -> str:
    """Return status, score and bound, and then one line a group, meeting by meeting, and who is absent.

    Args:
        groups: any groups.
        language: da, sv or en.
        absent: who does not come, by meeting, as in :class:`~curriculum.groups.network.Network`.
    """
    in_words = in_language(language)
    rows = {
        in_words("groups.label.status"): in_words(f"groups.status.{groups.status}"),
        in_words("groups.label.score"): in_words("groups.score", **asdict(groups.score)),
        in_words("groups.label.bound"): in_words("groups.score", **asdict(groups.bound)),
    }
    if groups.broken:
        rows[in_words("groups.label.broken")] = in_words("groups.broken", count=groups.broken)
    width = max(map(len, rows))
    lines = [f"{label:{width}}  {text}" for label, text in rows.items()]
    for meeting in groups.meetings:
        lines += ["", in_words("groups.meeting", meeting=meeting.id)]
        lines += [f"  {number:2}  {', '.join(group)}" for number, group in enumerate(meeting.groups, 1)]
        if away := sorted((absent or {}).get(meeting.id, ()), key=by_number):
            lines.append(in_words("groups.absent", people=", ".join(away)))
    return "\n".join(lines) + "\n"
