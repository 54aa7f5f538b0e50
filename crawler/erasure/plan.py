"""Find the archive's records that hold an article, and decide for each: keep it, drop it, or blank words in it.

An article's own records go. A listing that holds its title or wording goes too. Where only its address stands in
a listing, or where another article's page names it (a sidebar), the words are blanked and the record stays.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from itertools import chain
from pathlib import Path
from typing import Literal

from corpus.erasure.marks import Marks, blanked, is_named, marks_in
from corpus.erasure.trace import RecordPosition
from corpus.errors import ArchiveError
from corpus.messages.removal_messages import FILE_NOT_CUT, FILE_NOT_SEARCHED, SEGMENT_NOT_SEARCHED
from crawler.archive.bodies import RecordBody, windows
from crawler.archive.members import Member, members
from crawler.archive.segment_files import own_segments, strange_segments
from crawler.archive.wholeness import refuse_damage, refuse_strange

Verdict = Literal["keep", "drop", "blank"]
_REWRITTEN = re.compile(r"(?:-r(\d+))?(\.warc(?:\.gz)?)$")


@dataclass(slots=True)
class Judge:
    """Decides for each archive record: keep, drop or blank it.

    `is_own` is True for the article's addresses, `is_shared` for wording that other articles have too.

    `rare` are the words that so far stood in no record that stays; `unread` counts payloads that can't be unpacked.
    """

    marks: Marks
    places: frozenset[RecordPosition]
    is_own: Callable[[str], bool]
    is_shared: Callable[[str], bool]
    rare: set[str] = field(default_factory=set)
    unread: int = 0
    _shared: dict[str, bool] = field(default_factory=dict)

    def judge(self, member: Member, segment: str, pages: set[int]) -> Iterator[tuple[Member, Verdict]]:
        """Yield each record of the member with its verdict; `pages` are the offsets of the segment's captures."""
        for record in member.records():
            yield record, self._judge_record(record, segment, pages)

    def _judge_record(self, record: Member, segment: str, pages: set[int]) -> Verdict:
        if not record.whole:
            return "drop" if self._holds(chain(record.pieces(), (b" ",), RecordBody(record))) else "keep"
        if record.kind == "warcinfo":
            return "keep"
        is_first = record.inner == 0  # a capture's offset is where its member begins
        if (is_first and (segment, record.offset) in self.places) or self.is_own(record.url):
            return "drop"
        if record.kind != "response":
            return "drop" if self._holds(record.pieces()) else "keep"
        page = _Page(record)
        return self._judge_page(page) if is_first and record.offset in pages else self._judge_listing(page)

    def wording(self, member: Member) -> list[str]:
        """Return the words to blank in a record that stays: title, addresses, and the article's own wording."""
        return self._wording(_Page(member))

    def _wording(self, page: _Page) -> list[str]:
        whole = [*self.marks.titles, *self.marks.addresses]
        worded = {window for data in page.windows() for window in marks_in(self.marks, data)[1]}
        return [*sorted(whole, key=len, reverse=True), *sorted(filter(self._is_own, worded))]

    def marks_with_rare(self) -> Marks:
        """The marks with those rare words only that stand in no record that stays."""
        return replace(self.marks, rare=tuple(sorted(self.rare)))

    def _judge_page(self, page: _Page) -> Verdict:
        if any(is_named(self.marks, data) for data in page.windows()):
            return self._blank(page)
        return self._keep(page)

    def _judge_listing(self, page: _Page) -> Verdict:
        named, worded = self._marks_in(page.windows())
        if "title" in named or any(map(self._is_own, worded)):
            return "drop"
        if "address" not in named:
            return self._keep(page)
        return "drop" if page.is_redirect else self._blank(page)

    def _blank(self, page: _Page) -> Verdict:
        """Return the verdict "blank", counted as `_keep` does for the blanked record."""
        wording = self._wording(page)
        self._count(page, lambda data: blanked(data, wording))
        return "blank"

    def _keep(self, page: _Page) -> Verdict:
        """Return the verdict "keep"; count an unreadable payload, and forget rare words that stand in the record."""
        self._count(page, lambda data: data)
        return "keep"

    def _count(self, page: _Page, changed: Callable[[bytes], bytes]) -> None:
        self.unread += page.body.fault is not None and page.member.payload_size > 0
        if self.rare:
            for data in page.windows():
                text = changed(data).decode("utf-8", "replace").casefold()
                self.rare -= {word for word in self.rare if word.casefold() in text}

    def _holds(self, pieces: Iterable[bytes]) -> bool:
        """True if the bytes contain the title, an address or wording of this article alone."""
        named, worded = self._marks_in(windows(pieces))
        return bool(named) or any(map(self._is_own, worded))

    def _marks_in(self, data: Iterable[bytes]) -> tuple[set[str], set[str]]:
        named: set[str] = set()
        worded: set[str] = set()
        for window in data:
            in_window = marks_in(self.marks, window)
            named |= in_window[0]
            worded |= in_window[1]
        return named, worded

    def _is_own(self, window: str) -> bool:
        if window not in self._shared:
            self._shared[window] = self.is_shared(window)
        return not self._shared[window]


class _Page:
    """A response's HTTP head and body, in windows of bounded size."""

    def __init__(self, member: Member) -> None:
        self.member = member
        self.body = RecordBody(member)

    def windows(self) -> Iterator[bytes]:
        """Yield head and body; each time from the start."""
        return windows(chain((self.member.http_head, b"\n"), self.body))

    @property
    def is_redirect(self) -> bool:
        """True for an answer that sends to another address."""
        return re.match(rb"HTTP/\S+ 3", self.member.http_head) is not None


@dataclass(frozen=True, slots=True)
class Cut:
    """What becomes of the archive: segment -> the verdicts that are not `keep`, by offset; and the new names.

    `staying` are the offsets of the records that must stand in the segment's new file.
    """

    verdicts: dict[str, dict[int, Verdict]]
    names: dict[str, str]
    staying: dict[str, frozenset[int]] = field(default_factory=dict)

    def count(self, verdict: Verdict) -> int:
        """How many records have this verdict."""
        return sum(v == verdict for by_offset in self.verdicts.values() for v in by_offset.values())


def plan(folder: Path, judge: Judge, pages_of: Callable[[str], set[int]]) -> Cut:
    """Judge every record of the archive; `pages_of` gives the offsets of a segment's captures.

    Raises ArchiveDamagedError where a segment isn't whole from start to end, ArchiveError where it can't be read.
    """
    if strange := strange_segments(folder):
        raise ArchiveError(SEGMENT_NOT_SEARCHED(path=strange[0]))
    verdicts: dict[str, dict[int, Verdict]] = {}
    staying: dict[str, frozenset[int]] = {}
    for path in files(folder):
        try:
            judged, stay = _judged(path, judge, pages_of(path.name))
        except OSError as error:
            raise ArchiveError(FILE_NOT_SEARCHED(path=path, reason=error.strerror)) from error
        if judged:
            verdicts[path.name], staying[path.name] = judged, frozenset(stay)
    return Cut(verdicts, {name: _next_name(folder, name) for name in verdicts}, staying)


def files(folder: Path) -> list[Path]:
    """The archive's segments by name; none where there is no archive yet. Links and pipes are none of them."""
    return own_segments(folder)


def _judged(path: Path, judge: Judge, pages: set[int]) -> tuple[dict[int, Verdict], set[int]]:
    """The verdicts that are not `keep`, and the offsets of the whole records that stay."""
    verdicts: dict[int, Verdict] = {}
    begun: set[int] = set()
    several = path.suffix != ".gz"
    for member in members(path):
        if not member.whole and path.suffix == ".gz":
            refuse_damage(path, member, pages)
        if member.whole:
            begun.add(member.offset)
        several = several or member.holds_several
        for _, verdict in judge.judge(member, path.name, pages):
            if verdict == "keep":
                continue
            if member.holds_several or path.suffix != ".gz":
                raise ArchiveError(FILE_NOT_CUT(path=path))
            verdicts[member.offset] = verdict
    if not several:
        refuse_strange(path, begun, pages)
    return verdicts, {offset for offset in begun if verdicts.get(offset) != "drop"}


def _next_name(folder: Path, name: str) -> str:
    """The name of a segment written anew: a.warc.gz -> a-r1.warc.gz -> a-r2.warc.gz, the first that is free."""
    match = _REWRITTEN.search(name)
    assert match is not None
    number = int(match[1] or 0) + 1
    while (folder / (free := f"{name[: match.start()]}-r{number}{match[2]}")).exists():
        number += 1
    return free
