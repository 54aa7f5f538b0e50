"""Refuse a removal where the archive is incomplete or damaged, before anything is changed.

What follows damaged bytes can't be searched for the article, and would be lost where the segment is written anew. A
record that breaks off at the end of a file, as a kill leaves it, is no damage.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import BinaryIO

from corpus.crawl.captures import pages_by_segment
from corpus.errors import ArchiveError
from corpus.exits import Exit
from corpus.messages.removal_messages import (
    PAGES_BEHIND,
    SEGMENT_CHANGED,
    SEGMENT_DAMAGED,
    SEGMENT_PAGES,
    SEGMENTS_MISSING,
)
from corpus.sentences import first_names
from corpus.store import Corpus
from crawler.archive.byte_sources import next_record, open_regular_file
from crawler.archive.members import Member
from crawler.archive.segment_files import is_own_segment

SHOWN = 3
_CHUNK = 1 << 20
_ZEROS = bytes(9)  # no record ends in as many: its last eight bytes are a checksum and a length


class ArchiveDamagedError(ArchiveError):
    """A segment that is missing, or in whose middle bytes can't be read."""

    exit_code = Exit.DAMAGED


def refuse_missing(corpus: Corpus) -> None:
    """Raise ArchiveDamagedError where a segment that the corpus points to is not in the archive's folder."""
    folder = corpus.archive_dir()
    missing = [(name, pages) for name, pages in pages_by_segment(corpus) if not is_own_segment(folder / name)]
    if missing:
        named = first_names([SEGMENT_PAGES(segment=name, n=pages) for name, pages in missing], SHOWN)
        raise ArchiveDamagedError(SEGMENTS_MISSING(folder=folder, segments=named))


def refuse_damage(segment: Path, broken: Member, pages: set[int]) -> None:
    """Raise ArchiveDamagedError unless this record that can't be read is the torn end that a kill leaves.

    `pages` are the offsets of the segment's captures: the corpus learns of a page when it is whole on the disk.
    """
    known = [offset for offset in pages if offset >= broken.offset]
    if known or not is_torn_end(segment, broken):
        behind = PAGES_BEHIND(n=len(known)) if known else None
        raise ArchiveDamagedError(SEGMENT_DAMAGED(segment=segment, offset=broken.offset, behind=behind))


def refuse_strange(segment: Path, begun: set[int], pages: set[int]) -> None:
    """Raise ArchiveDamagedError where a capture stands at an offset where no record begins: the file was changed."""
    if lost := pages - begun:
        raise ArchiveDamagedError(SEGMENT_CHANGED(segment=segment, offset=min(lost), n=len(lost)))


def is_torn_end(segment: Path, broken: Member) -> bool:
    """True where the file ends within the record (zeros behind it are a power cut's) and no record begins behind it."""
    with open_regular_file(segment) as file:
        if next_record(file, broken.offset + 1) is not None:
            return False
        size = file.seek(0, os.SEEK_END)
        file.seek(max(broken.offset, size - len(_ZEROS)))
        return broken.damage == "cut" or file.read().endswith(_ZEROS) or _is_zeros(file, broken.offset)


def _is_zeros(file: BinaryIO, start: int) -> bool:
    file.seek(start)
    return not any(data.strip(b"\0") for data in iter(lambda: file.read(_CHUNK), b""))
