"""Unpack the WARC files of a WACZ (a zip) one at a time, with bounded memory and bounded space on the disk."""

from __future__ import annotations

import io
import os
import shutil
import struct
import tempfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from corpus.errors import ArchiveError
from corpus.messages.import_messages import NOT_A_PACK, PACK_OTHER_KINDS, PACK_WITHOUT_WARC
from crawler.archive.limits import in_mib

WARC_NAMES = (".warc.gz", ".warc")
NOT_READ = (".wacz", ".zip", ".arc", ".arc.gz", ".warc.bz2", ".warc.xz", ".warc.zst")
BROKEN = (
    zipfile.BadZipFile,
    EOFError,
    OSError,
    OverflowError,
    RuntimeError,  # it is packed in a way that isn't known
    ValueError,
    struct.error,
    zlib.error,
)
LONGEST_LISTING = 4 << 20  # bytes of a zip's list of files: some 40,000 names
MOST_TIMES = 20  # times its packed size that a file may have unpacked; a WARC that isn't packed has some 5 to 10
ALWAYS = 64 << 20  # bytes that may be unpacked whatever the packed size
ENCRYPTED = 1  # the bit of a zip's flags that says so (APPNOTE.TXT, 4.4.4)
COPIED = 1 << 20  # bytes at a time


class PackError(ArchiveError):
    """A WACZ file that can't be unpacked."""


@contextmanager
def opened(path: Path, refuse: Callable[[str], None]) -> Iterator[Iterator[tuple[Path, str]]]:
    """Yield the WARC files of a WACZ, each with its name for messages, unpacked one at a time into a temporary folder.

    `refuse` gets a sentence on each that can't be unpacked; the others come all the same. A file's name is only shown,
    and never a path that is written to. Raises PackError where the file is no WACZ, or none in it can be tried.
    """
    with ExitStack() as stack:
        try:
            pack = stack.enter_context(zipfile.ZipFile(stack.enter_context(_ShortReads(path))))
        except BROKEN as error:
            raise PackError(NOT_A_PACK(path=path, reason=error)) from error
        entries = [entry for entry in pack.infolist() if entry.filename.lower().endswith(WARC_NAMES)]
        others = [entry.filename for entry in pack.infolist() if entry.filename.lower().endswith(NOT_READ)]
        if not entries:
            more = PACK_OTHER_KINDS(n=len(others), first=others[0]) if others else None
            raise PackError(PACK_WITHOUT_WARC(path=path, more=more))
        if others:
            refuse(
                f"{path}: {len(others):,} packed files in it are of kinds that aren't read, the first is {others[0]}"
            )
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="kliping-wacz-")))
        yield _unpacked(path, pack, entries, folder, refuse)


def _unpacked(
    path: Path, pack: zipfile.ZipFile, entries: list[zipfile.ZipInfo], folder: Path, refuse: Callable[[str], None]
) -> Iterator[tuple[Path, str]]:
    left = _most(path.stat().st_size)
    for entry in entries:
        name = f"{path}: {entry.filename}"
        if fault := _fault(entry, left):
            refuse(f"{name} in it was not unpacked: {fault}")
            continue
        left -= entry.file_size
        file = folder / ("1.warc.gz" if entry.filename.lower().endswith(".gz") else "1.warc")
        try:
            with pack.open(entry) as packed, file.open("wb") as plain:
                shutil.copyfileobj(packed, plain, COPIED)
        except BROKEN as error:
            refuse(f"{name} in it can't be unpacked ({error})")
        else:
            yield file, name
        file.unlink(missing_ok=True)


def _fault(entry: zipfile.ZipInfo, left: int) -> str | None:
    """Why an entry isn't unpacked; None where it is. No more than `file_size` bytes of it are ever unpacked."""
    if entry.flag_bits & ENCRYPTED:
        return "it is locked by a password"
    if entry.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}:
        return f"it is packed by a method ({entry.compress_type}) that isn't read"
    if entry.file_size > _most(entry.compress_size):
        return f"it would have {in_mib(entry.file_size)}, from {in_mib(entry.compress_size)}, which no WARC has"
    if entry.file_size > left:
        return f"with the others it would have more than {MOST_TIMES} times the size of the WACZ"
    return None


def _most(packed: int) -> int:
    """How many bytes may be unpacked from so many."""
    return max(ALWAYS, MOST_TIMES * packed)


class _ShortReads(io.FileIO):
    """A file that refuses to give more at a time than a zip's longest list of files."""

    def read(self, size: int | None = -1, /) -> bytes:
        """Read so many bytes, at most `LONGEST_LISTING`. Raises OSError for more."""
        if size is None or size < 0:
            size = os.fstat(self.fileno()).st_size - self.tell()
        if size > LONGEST_LISTING:
            raise OSError(f"its list of files is longer than {in_mib(LONGEST_LISTING)}")
        return super().read(size) or b""
