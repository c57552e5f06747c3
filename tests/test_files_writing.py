"""Files are written whole or not at all, whenever the writer is killed."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from folders import refused

from curriculum.files.writing import sweep, write_files

posix = pytest.mark.skipif(sys.platform == "win32", reason="signals and locks are those of POSIX")


def left(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_files_are_written_and_folders_made(tmp_path: Path):
    write_files({tmp_path / "a" / "b.txt": b"b", str(tmp_path / "c.txt"): b"\xc3\xa6"})
    assert (tmp_path / "a" / "b.txt").read_bytes() == b"b"
    assert (tmp_path / "c.txt").read_bytes() == b"\xc3\xa6"
    assert left(tmp_path) == ["a", "c.txt"]


def test_a_file_is_replaced_and_keeps_its_access_rights(tmp_path: Path):
    path = tmp_path / "a.txt"
    path.write_bytes(b"old")
    path.chmod(0o640)
    write_files({path: b"new"})
    assert (path.read_bytes(), path.stat().st_mode & 0o777) == (b"new", 0o640)


@posix
def test_a_new_file_has_the_usual_access_rights(tmp_path: Path):
    (tmp_path / "usual").write_bytes(b"")
    write_files({tmp_path / "a.txt": b""})
    assert (tmp_path / "a.txt").stat().st_mode == (tmp_path / "usual").stat().st_mode


@posix
def test_a_link_stays_one(tmp_path: Path):
    (tmp_path / "file").write_bytes(b"old")
    (tmp_path / "link").symlink_to("file")
    write_files({tmp_path / "link": b"new"})
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "file").read_bytes() == b"new"


def test_nothing_is_written_when_one_file_cannot_be(tmp_path: Path):
    (tmp_path / "a.txt").write_bytes(b"old")
    (tmp_path / "folder").mkdir()
    (finding,) = refused(write_files, {tmp_path / "a.txt": b"new", tmp_path / "folder": b"new"})
    assert (finding.code, finding.file) == ("cannot-write", str(tmp_path / "folder"))
    assert (tmp_path / "a.txt").read_bytes() == b"old"
    assert left(tmp_path) == ["a.txt", "folder"]


def test_nothing_is_left_when_the_disk_is_full(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    (tmp_path / "a.txt").write_bytes(b"old")

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    (finding,) = refused(write_files, {tmp_path / "a.txt": b"new"})
    assert finding.values["reason"] == "No space left on device"
    assert (tmp_path / "a.txt").read_bytes() == b"old"
    assert left(tmp_path) == ["a.txt"]


def test_an_interruption_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    def interrupt(_: int) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", interrupt)
    with pytest.raises(KeyboardInterrupt):
        write_files({tmp_path / "a.txt": b"new"})
    assert left(tmp_path) == []


def test_what_a_killed_writer_left_is_swept_and_nothing_else(tmp_path: Path):
    for name in (".curriculum-0123.tmp", "curriculum-0123.tmp", ".other.tmp"):
        (tmp_path / name).write_bytes(b"x")
    write_files({tmp_path / "a.txt": b""})
    assert left(tmp_path) == [".other.tmp", "a.txt", "curriculum-0123.tmp"]


@posix
def test_what_a_living_writer_is_writing_is_not_swept(tmp_path: Path):
    import fcntl

    path = tmp_path / ".curriculum-0123.tmp"
    with path.open("xb") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        sweep(tmp_path)
        assert path.exists()
    sweep(tmp_path)
    assert not path.exists()


KILLED_WRITERS = """
import itertools, json, os, signal, sys, time
from pathlib import Path
from curriculum.files.writing import write_files

paths = [Path(name) for name in sys.argv[1:]]
contents = [letter * 3_000_000 for letter in (b"a", b"b")]
write_files(dict.fromkeys(paths, contents[0]))
torn = abandoned = unswept = 0
for kill in range(40):
    writer = os.fork()
    if writer == 0:
        for content in itertools.cycle(reversed(contents)):
            write_files(dict.fromkeys(paths, content))
    time.sleep(0.002 + 0.001 * (kill * 7 % 40))
    os.kill(writer, signal.SIGKILL)
    os.waitpid(writer, 0)
    torn += any(path.read_bytes() not in contents for path in paths)
    abandoned += len(os.listdir(paths[0].parent)) - len(paths)
    write_files({paths[0]: contents[0]})
    unswept += len(os.listdir(paths[0].parent)) - len(paths)
print(json.dumps([torn, unswept, abandoned]))
"""


@posix
def test_a_writer_that_is_killed_leaves_the_old_file_or_the_new_one(tmp_path: Path):
    """Kill forty writers in the middle; a file written in place would be torn most of the time."""
    command = [sys.executable, "-c", KILLED_WRITERS, tmp_path / "first", tmp_path / "second"]
    done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=120)
    torn, unswept, abandoned = json.loads(done.stdout)
    assert (torn, unswept) == (0, 0)
    assert abandoned > 0
