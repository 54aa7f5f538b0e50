"""Refuse a removal where the archive is incomplete or damaged, before anything is changed.

What follows damaged bytes can't be searched for the article, and would be lost where the segment is written anew. A
record that breaks off at the end of a file, as a kill leaves it, is no damage.
"""

from __future__ import annotations

import re
import zlib
from pathlib import Path

from corpus.crawl.captures import pages_by_segment
from corpus.errors import ArchiveError
from corpus.exits import Exit
from corpus.store import Corpus
from crawler.archive.members import Member
from crawler.archive.segment_files import is_own_segment
from crawler.archive.walking import begins_a_record

NOTHING_REMOVED = (
    "nothing was removed: put it back from a backup, and run the same command again "
    "(where no backup has it: docs/erasure-and-backup.md)"
)
SHOWN = 3
_BEGINNING = re.compile(rb"\x1f\x8b\x08")
_HEAD = 4096  # packed bytes that surely unpack to a record's first letters
_ZEROS = bytes(9)  # no record ends in as many: its last eight bytes are a checksum and a length


class ArchiveDamagedError(ArchiveError):
    """A segment that is missing, or in whose middle bytes can't be read."""

    exit_code = Exit.DAMAGED


def refuse_missing(corpus: Corpus) -> None:
    """Raise ArchiveDamagedError where a segment that the corpus points to is not in the archive's folder."""
    folder = corpus.archive_dir()
    missing = [(name, pages) for name, pages in pages_by_segment(corpus) if not is_own_segment(folder / name)]
    if missing:
        more = f" and {len(missing) - SHOWN:,} more" if len(missing) > SHOWN else ""
        named = ", ".join(f"{name} ({pages:,} pages)" for name, pages in missing[:SHOWN])
        raise ArchiveDamagedError(
            f"{folder}: not there, though the corpus has pages in it: {named}{more}; the article may stand in what is "
            f"missing, so {NOTHING_REMOVED}"
        )


def refuse_damage(segment: Path, broken: Member, pages: set[int]) -> None:
    """Raise ArchiveDamagedError unless this record that can't be read is the torn end that a kill leaves.

    `pages` are the offsets of the segment's captures: the corpus learns of a page when it is whole on the disk.
    """
    known = [offset for offset in pages if offset >= broken.offset]
    if known or not _is_torn_end(segment, broken.offset):
        behind = f", and {len(known):,} pages of the corpus stand there or behind it" if known else ""
        raise ArchiveDamagedError(f"{segment}: damaged at byte {broken.offset:,}{behind}; {NOTHING_REMOVED}")


def refuse_strange(segment: Path, begun: set[int], pages: set[int]) -> None:
    """Raise ArchiveDamagedError where a capture stands at an offset where no record begins: the file was changed."""
    if lost := pages - begun:
        raise ArchiveDamagedError(
            f"{segment}: is not as it was written; no record begins at byte {min(lost):,}, where the corpus has a page "
            f"({len(lost):,} such pages); {NOTHING_REMOVED}"
        )


def _is_torn_end(segment: Path, offset: int) -> bool:
    """True where the file ends within the record (zeros behind it are a power cut's) and no record begins behind it."""
    with segment.open("rb") as file:
        file.seek(offset)
        data = file.read()
    if any(begins_a_record(data[match.start() :][:_HEAD]) for match in _BEGINNING.finditer(data, 1)):
        return False
    if not data.strip(b"\0") or data.endswith(_ZEROS):
        return True
    try:
        zlib.decompressobj(31).decompress(data)
    except zlib.error:
        return False
    return True
