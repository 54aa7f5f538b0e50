"""List the WARC files of a path, and open the segments of a corpus's own archive: ordinary files of plain names."""

from __future__ import annotations

import os
import stat
from pathlib import Path
from typing import BinaryIO

from corpus.errors import ArchiveError
from corpus.file.archive_place import is_plain_name
from corpus.messages.archive_messages import (
    NO_ARCHIVE,
    NO_WARC_IN_FOLDER,
    SEGMENT_MISSING,
    SEGMENT_NO_NAME,
    SEGMENT_STRANGE,
)
from corpus.messages.corpus_messages import A_LINK, NO_ORDINARY_FILE


def segments(path: Path) -> list[Path]:
    """The file itself, or the WARC files of a folder by name; pipes and devices among them are passed over.

    Raises ArchiveError where there is none.
    """
    if path.is_dir():
        files = sorted(p for p in path.iterdir() if p.name.endswith((".warc.gz", ".warc")) and p.is_file())
        if not files:
            raise ArchiveError(NO_WARC_IN_FOLDER(path=path))
        return files
    if not path.is_file():
        raise ArchiveError(NO_ARCHIVE(path=path))
    return [path]


def own_segments(folder: Path) -> list[Path]:
    """The segments of a corpus's archive by name: its ordinary files, and no link; none where there is no folder."""
    return [path for path in _named_as_segments(folder) if is_own_segment(path)]


def strange_segments(folder: Path) -> list[Path]:
    """What has a segment's name in a corpus's archive, and is a link, a pipe, a device or a folder."""
    return [path for path in _named_as_segments(folder) if not is_own_segment(path)]


def is_own_segment(path: Path) -> bool:
    """True for an ordinary file of a segment's name; a link is none, wherever it leads."""
    try:
        return is_plain_name(path.name) and stat.S_ISREG(path.lstat().st_mode)
    except (OSError, ValueError):
        return False


def segment_path(folder: Path, name: str) -> Path:
    """The path of a segment that a capture names. Raises ArchiveError where it isn't an ordinary file in the folder."""
    path = folder / name
    if not is_plain_name(name):
        raise ArchiveError(SEGMENT_NO_NAME(folder=folder, name=name[:200]))
    try:
        mode = path.lstat().st_mode
    except OSError as error:
        raise ArchiveError(SEGMENT_MISSING(path=path, reason=error.strerror)) from error
    if not stat.S_ISREG(mode):
        what = A_LINK() if stat.S_ISLNK(mode) else NO_ORDINARY_FILE()
        raise ArchiveError(SEGMENT_STRANGE(path=path, what=what))
    return path


def open_segment(folder: Path, name: str) -> BinaryIO:
    """The opened segment that a capture names. Raises ArchiveError as `segment_path` does, or if it can't be read."""
    path = segment_path(folder, name)
    try:
        return os.fdopen(os.open(path, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0)), "rb")
    except OSError as error:
        raise ArchiveError(SEGMENT_MISSING(path=path, reason=error.strerror)) from error


def _named_as_segments(folder: Path) -> list[Path]:
    return sorted(p for p in folder.iterdir() if p.name.endswith((".warc.gz", ".warc"))) if folder.is_dir() else []
