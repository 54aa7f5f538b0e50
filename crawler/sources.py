"""What can be imported: WARC files, folders of them, and WACZ files (a zip that holds WARCs)."""

from __future__ import annotations

import shutil
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from corpus.errors import ArchiveError
from crawler.archive import segments

WARCS = (".warc.gz", ".warc")


def sources(path: Path) -> list[Path]:
    """The files meant by a path: itself, or the WARC and WACZ files of a folder by name. Raises ArchiveError."""
    if path.is_dir():
        packed = sorted(p for p in path.iterdir() if p.name.endswith(".wacz"))
        return packed + (segments(path) if not packed or _has_segments(path) else [])
    return segments(path)


@contextmanager
def opened(path: Path) -> Iterator[Iterator[Path]]:
    """The WARC files of a source; those of a WACZ are unpacked to the disk, one at a time.

    Raises ArchiveError where it is no such file.
    """
    if not path.name.endswith(".wacz"):
        yield iter((path,))
        return
    try:
        with zipfile.ZipFile(path) as pack, tempfile.TemporaryDirectory(prefix="kliping-wacz-") as folder:
            yield _unpacked(path, pack, Path(folder))
    except (zipfile.BadZipFile, OSError) as error:
        raise ArchiveError(f"{path}: not a WACZ file, or it can't be unpacked ({error})") from error


def _unpacked(path: Path, pack: zipfile.ZipFile, folder: Path) -> Iterator[Path]:
    names = [name for name in pack.namelist() if name.endswith(WARCS)]
    if not names:
        raise ArchiveError(f"{path}: there is no WARC in this WACZ file")
    for number, name in enumerate(names):
        file = folder / f"{number}-{Path(name).name}"
        with pack.open(name) as packed, file.open("wb") as plain:
            shutil.copyfileobj(packed, plain)
        yield file
        file.unlink()


def _has_segments(folder: Path) -> bool:
    return any(p.name.endswith(WARCS) for p in folder.iterdir())
