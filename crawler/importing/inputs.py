"""Open what can be imported: WARC files, folders of them, and WACZ files (a zip that holds WARCs)."""

from __future__ import annotations

import shutil
import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from corpus.errors import ArchiveError
from crawler.archive.segment_files import segments

WARCS = (".warc.gz", ".warc")
BROKEN = (zipfile.BadZipFile, EOFError, OSError, RuntimeError, zlib.error)  # RuntimeError: it wants a password


class PackError(ArchiveError):
    """A WACZ file that can't be unpacked, or not to its end."""


def sources(path: Path) -> list[Path]:
    """The files of a path: itself, or the WARC and WACZ files of a folder by name. Raises ArchiveError."""
    if path.is_dir():
        packed = sorted(p for p in path.iterdir() if p.name.endswith(".wacz"))
        return packed + (segments(path) if not packed or _has_segments(path) else [])
    return segments(path)


@contextmanager
def opened(path: Path) -> Iterator[Iterator[tuple[Path, str]]]:
    """Yield the WARC files of a source, each with its name for messages; those of a WACZ are unpacked one at a time.

    Raises PackError where it is no such file, or one in it can't be unpacked.
    """
    if not path.name.endswith(".wacz"):
        yield iter(((path, str(path)),))
        return
    with ExitStack() as stack:
        try:
            pack = stack.enter_context(zipfile.ZipFile(path))
        except BROKEN as error:
            raise PackError(f"{path}: not a WACZ file, or it can't be unpacked ({error})") from error
        yield _unpacked(path, pack, Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="kliping-wacz-"))))


def _unpacked(path: Path, pack: zipfile.ZipFile, folder: Path) -> Iterator[tuple[Path, str]]:
    names = [name for name in pack.namelist() if name.endswith(WARCS)]
    if not names:
        raise PackError(f"{path}: there is no WARC in this WACZ file")
    for number, name in enumerate(names):
        file = folder / f"{number}-{Path(name).name}"
        try:
            with pack.open(name) as packed, file.open("wb") as plain:
                shutil.copyfileobj(packed, plain)
        except BROKEN as error:
            raise PackError(f"{path}: {name} in it can't be unpacked ({error})") from error
        yield file, f"{path}: {name}"
        file.unlink()


def _has_segments(folder: Path) -> bool:
    return any(p.name.endswith(WARCS) for p in folder.iterdir())
