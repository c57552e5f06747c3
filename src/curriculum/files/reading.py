"""Bytes from the disk and text from bytes: bounded in size, and strict or lenient about the encoding."""

from __future__ import annotations

import os
import stat
from pathlib import Path

from curriculum.errors import Finding, InvalidInput

FilePath = str | os.PathLike[str]
"""A path as the user gave it; findings show it as it is."""

_BOMS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))


def read_bytes(path: FilePath, limit: int) -> bytes:
    """Return what is in a file.

    Args:
        path: the file.
        limit: most bytes; a larger file is refused before it is read.

    Raises:
        InvalidInput: the file does not exist, is no ordinary file, cannot be read or is too large.
    """
    try:
        status = os.stat(path)  # noqa: PTH116 - the path stays as the user wrote it
        if not stat.S_ISREG(status.st_mode):
            raise _refused(path, "is-a-folder" if stat.S_ISDIR(status.st_mode) else "not-a-file")
        if status.st_size > limit:
            raise _refused(path, "file-too-large", size=f"{status.st_size:,}", limit=f"{limit:,}")
        with Path(path).open("rb") as file:
            return file.read(limit)
    except FileNotFoundError:
        raise _refused(path, "no-such-file") from None
    except (OSError, ValueError):  # ValueError: a NUL character in the path
        raise _refused(path, "file-unreadable") from None


def strict_text(data: bytes, path: FilePath) -> str:
    """Decode UTF-8, with or without a byte order mark.

    Raises:
        InvalidInput: the bytes are not UTF-8, or there is a NUL character among them.
    """
    return _decoded(data, "utf-8-sig", path)


def lenient_text(data: bytes, path: FilePath, encoding: str | None = None) -> str:
    """Decode what a spreadsheet program writes: by its byte order mark, else UTF-8, else Windows-1252.

    Args:
        data: the bytes.
        path: where they come from.
        encoding: the encoding when the user names it; it overrules everything else.

    Raises:
        InvalidInput: the bytes are in none of these encodings, there is a NUL character among them, or the
            encoding named is not known.
    """
    if encoding is not None:
        return _decoded(data, encoding, path)
    for mark, marked in _BOMS:
        if data.startswith(mark):
            return _decoded(data, marked, path)
    try:
        return _without_nul(data.decode("utf-8"), path)
    except UnicodeDecodeError:
        return _decoded(data, "cp1252", path)


def _decoded(data: bytes, encoding: str, path: FilePath) -> str:
    try:
        return _without_nul(data.decode(encoding), path)
    except LookupError:
        raise _refused(path, "unknown-encoding", encoding=encoding) from None
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        column = error.start - (data.rfind(b"\n", 0, error.start) + 1) + 1
        code = "not-utf8" if encoding == "utf-8-sig" else "not-decodable"
        byte = f"0x{data[error.start]:02X}" if error.start < len(data) else ""
        raise _refused(path, code, line, byte=byte, column=column, encoding=encoding) from None
    except UnicodeError:  # for example UTF-16 without a byte order mark where one must be
        raise _refused(path, "not-decodable", 1, byte="", column=1, encoding=encoding) from None


def _without_nul(text: str, path: FilePath) -> str:
    position = text.find("\0")
    if position >= 0:
        raise _refused(path, "nul-character", text.count("\n", 0, position) + 1)
    return text


def _refused(path: FilePath, code: str, line: int | None = None, **values: object) -> InvalidInput:
    return InvalidInput([Finding(code=code, values=values, file=os.fspath(path), line=line)])
