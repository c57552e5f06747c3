"""Group files: what is written is read again, byte for byte, and what is wrong is refused with its place."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from curriculum.errors import InvalidInput
from curriculum.files import dump_groups, groups_text, load_groups
from curriculum.groups import GroupMeeting, Groups, GroupScore

CONTRACT = """{"schema": 1, "meetings": [{"id": "m1", "groups": [["p1", "p2", "p3", "p4"], ["p5", "p6"]]}],
 "score": {"repeats": 0, "unmixed": 0}, "bound": {"repeats": 0, "unmixed": 0}, "status": "optimal"}
"""

scores = st.builds(GroupScore, st.integers(0, 99), st.integers(0, 99))
meetings = st.builds(GroupMeeting, st.text(), st.lists(st.lists(st.text(), max_size=3), max_size=3))
answers = st.builds(
    Groups,
    meetings=st.lists(meetings, max_size=3),
    score=scores,
    bound=scores,
    status=st.sampled_from(["optimal", "feasible"]),
    broken=st.integers(0, 9),
    seed=st.integers(0, 2**31),
)


@settings(max_examples=50, deadline=None)
@given(answers)
def test_groups_are_read_as_they_were_written(tmp_path_factory: pytest.TempPathFactory, groups: Groups):
    path = tmp_path_factory.mktemp("groups") / "groups.json"
    dump_groups(groups, path)
    assert load_groups(path) == groups
    assert groups_text(load_groups(path)) == path.read_text(encoding="utf-8")


def test_a_file_has_sorted_keys_and_one_group_a_line():
    groups = Groups(meetings=[GroupMeeting("m1", [["p10", "p9"]])], score=GroupScore(1, 0), bound=GroupScore(0, 0))
    assert groups_text(groups) == (
        '{\n "bound": {"repeats": 0, "unmixed": 0},\n "meetings": [\n  {"groups": [\n    ["p9", "p10"]\n   ], '
        '"id": "m1"}\n ],\n "schema": 1,\n "score": {"repeats": 1, "unmixed": 0},\n "seed": 0,\n '
        '"status": "feasible"\n}\n'
    )


def test_a_file_with_only_the_keys_of_the_format_is_read(tmp_path: Path):
    path = tmp_path / "groups.json"
    path.write_text(CONTRACT, encoding="utf-8")
    groups = load_groups(path)
    assert groups.meetings == (GroupMeeting("m1", [["p1", "p2", "p3", "p4"], ["p5", "p6"]]),)
    assert set(json.loads(CONTRACT)) <= set(json.loads(groups_text(groups)))


@pytest.mark.parametrize(
    ("right", "wrong", "code", "where"),
    [
        ('"schema": 1', '"schema": 2', "unknown-schema", "schema"),
        ('"repeats": 0', '"repeats": 0.5', "not-whole", "score.repeats"),
        ('"p2"', "2", "not-text", "meetings[0].groups[0][1]"),
        ('["p5", "p6"]', '"p5"', "not-list", "meetings[0].groups[1]"),
        ('"optimal"', '"best"', "bad-choice", "status"),
        ('"id": "m1", ', "", "missing-key", "meetings[0].id"),
        ('"status"', '"state"', "unknown-key", "state"),
    ],
)
def test_what_is_wrong_with_a_file_is_told_with_its_place(
    right: str, wrong: str, code: str, where: str, tmp_path: Path
):
    path = tmp_path / "groups.json"
    path.write_text(CONTRACT.replace(right, wrong, 1), encoding="utf-8")
    with pytest.raises(InvalidInput) as refused:
        load_groups(path)
    assert [(finding.code, finding.where) for finding in refused.value.findings] == [(code, where)]
