"""Write the archive anew without an article's records; each new segment is checked before it takes its name."""

from __future__ import annotations

import stat
from pathlib import Path
from typing import BinaryIO

from corpus.erasure.deletion import Moved
from corpus.erasure.marks import blanked
from corpus.erasure.trace import RecordPosition
from corpus.errors import ArchiveError
from corpus.file.whole import clear_unfinished, whole_path
from corpus.messages.removal_messages import ARCHIVE_NOT_REWRITTEN, SEGMENT_REWRITTEN_SHORT
from crawler.archive.blanking import write_blanked
from crawler.archive.byte_sources import open_regular_file
from crawler.archive.members import Member, members
from crawler.archive.wholeness import ArchiveDamagedError
from crawler.erasure.plan import Cut, Judge, Verdict

CHUNK = 1 << 20  # bytes copied at a time


def rewrite(folder: Path, cut: Cut, judge: Judge) -> dict[RecordPosition, Moved]:
    """Write each segment of the cut anew under its new name; returns where its records stand now. Old ones stay.

    Raises ArchiveError where a new one can't be written, ArchiveDamagedError where a record that stays isn't in it.
    """
    moved: dict[RecordPosition, Moved] = {}
    for name, verdicts in cut.verdicts.items():
        target = folder / cut.names[name]
        clear_unfinished(target)  # of this removal, killed before
        try:
            rights = stat.S_IMODE((folder / name).lstat().st_mode)
            with whole_path(target, sync=True, rights=rights) as part:
                places = _copied(folder / name, part, target.name, verdicts, judge)
                _prove(part, folder / name, places, cut.staying[name])
            moved |= places
        except OSError as error:
            raise ArchiveError(ARCHIVE_NOT_REWRITTEN(target=target, reason=error.strerror)) from error
    return moved


def _prove(new: Path, old: Path, places: dict[RecordPosition, Moved], staying: frozenset[int]) -> None:
    """Raise ArchiveDamagedError unless every record that stays is whole in the new segment."""
    standing = {(member.offset, member.length) for member in members(new) if member.whole}
    recorded = {(moved.offset, moved.length) for moved in places.values()}
    if {offset for _, offset in places} != staying or standing != recorded:
        raise ArchiveDamagedError(SEGMENT_REWRITTEN_SHORT(segment=old, written=len(standing), expected=len(staying)))


def _write(verdict: Verdict, judge: Judge, member: Member, old: BinaryIO, new: BinaryIO) -> str | None:
    """Write the record that stays; return its payload's hash where it was changed."""
    if verdict == "blank":
        wording = judge.wording(member)
        return write_blanked(member, lambda data: blanked(data, wording), new)
    old.seek(member.offset)
    left = member.length
    while left and (piece := old.read(min(left, CHUNK))):
        new.write(piece)
        left -= len(piece)
    return None


def _outcome(verdicts: dict[int, Verdict], member: Member) -> Verdict:
    return verdicts.get(member.offset, "keep" if member.whole else "drop")


def _copied(
    source: Path, target: Path, name: str, verdicts: dict[int, Verdict], judge: Judge
) -> dict[RecordPosition, Moved]:
    moved: dict[RecordPosition, Moved] = {}
    with open_regular_file(source) as old, target.open("wb") as new:
        for member in members(source):
            verdict = _outcome(verdicts, member)
            if verdict == "drop":
                continue
            offset = new.tell()
            sha256 = _write(verdict, judge, member, old, new)
            moved[source.name, member.offset] = Moved(name, offset, new.tell() - offset, sha256)
    return moved
