"""Text files as tables have them: packed or not, in any usual encoding, read in lines of bounded length."""

from __future__ import annotations

import codecs
import gzip
import hashlib
import sys
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from io import BufferedReader, TextIOWrapper
from pathlib import Path
from typing import IO, Any

from corpus.file.decoding import BYTES_OF_NO_TEXT, PROBED, text_encoding
from corpus.messages.import_messages import PAGE_NOT_READABLE, TABLE_BROKEN, TABLE_LINE_TOO_LONG, TABLE_NOT_TEXT
from crawler.archive.limits import STEP
from crawler.table_files.imported_table import LONGEST_CELL, NOT_DECODED, TableError

MARKS = (codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
GZIP, ZSTD = b"\x1f\x8b", b"\x28\xb5\x2f\xfd"


def file_sha256(path: Path) -> str:
    """The SHA-256 of a file's bytes, as 64 hexadecimal digits. Raises TableError where it can't be read."""
    digest = hashlib.sha256()
    try:
        with path.open("rb") as file:
            while data := file.read(STEP):
                digest.update(data)
    except OSError as error:
        raise TableError(PAGE_NOT_READABLE(path=path, reason=error.strerror)) from error
    return digest.hexdigest()


@contextmanager
def unpacked_file(path: Path) -> Iterator[IO[bytes]]:
    """Open a file for reading, with gzip or zstd undone. Raises TableError where it can't be read or unpacked."""
    try:
        with path.open("rb") as file:
            start = file.read(4)
            file.seek(0)
            yield _unpacking(file, start)
    except (EOFError, gzip.BadGzipFile, zlib.error) as error:
        raise TableError(TABLE_BROKEN(path=path, fault=error)) from error
    except OSError as error:
        raise TableError(PAGE_NOT_READABLE(path=path, reason=error.strerror or error)) from error
    except Exception as error:
        if type(error).__name__ != "ZstdError":
            raise
        raise TableError(TABLE_BROKEN(path=path, fault=error)) from error


def _unpacking(file: BufferedReader, start: bytes) -> Any:
    if start.startswith(GZIP):
        return gzip.GzipFile(fileobj=file)
    if start == ZSTD:
        if sys.version_info >= (3, 14):
            from compression import zstd
        else:
            from backports import zstd
        return zstd.ZstdFile(file)
    return file


def stream_encoding(path: Path) -> tuple[str, bool]:
    """The encoding of a text file, and whether it begins with a byte order mark; it is read through to its end.

    UTF-16 by its mark or zeros. Where some bytes are no UTF-8, the file is UTF-8 all the same if more letters beyond
    ASCII are that than not: then it is damaged; else it is Windows-1252. Raises TableError where it is no text.
    """
    decoder = codecs.getincrementaldecoder("utf-8")("surrogateescape")
    good, bad, is_text, begin = 0, 0, True, b""
    with unpacked_file(path) as file:
        while data := file.read(STEP):
            if not begin:
                begin = data
                early = text_encoding(begin[: PROBED if len(begin) >= PROBED else len(begin) & ~1])
                if early.startswith(("utf-16", "utf-32")):
                    return early, begin.startswith(MARKS)
            is_text = is_text and BYTES_OF_NO_TEXT.search(data.replace(b"\0", b"")) is None
            letters = decoder.decode(data)
            if not letters.isascii():
                escaped = len(NOT_DECODED.findall(letters))
                bad += escaped
                good += len(letters) - len(letters.encode("ascii", "ignore")) - escaped
            if bad and not is_text:
                raise TableError(TABLE_NOT_TEXT(path=path))
    return ("utf-8-sig" if good >= bad else "cp1252"), begin.startswith(MARKS)


def bounded_lines(path: Path, encoding: str) -> Iterator[str]:
    """Yield the lines of a text file with their ends, without NUL. Raises TableError for one that is too long.

    A byte that is no letter is `NOT_DECODED`; in UTF-16 it is U+FFFD.
    """
    errors = "replace" if encoding.startswith("utf-16") else "surrogateescape"
    with unpacked_file(path) as file, TextIOWrapper(file, encoding, errors=errors, newline="") as text:
        number = 0
        while line := text.readline(LONGEST_CELL):
            number += 1
            if len(line) >= LONGEST_CELL and not line.endswith("\n"):
                raise TableError(TABLE_LINE_TOO_LONG(path=path, line=number, most=LONGEST_CELL >> 20))
            if number == 1:
                line = line.removeprefix("\ufeff")
            yield line.replace("\0", "") if "\0" in line else line
