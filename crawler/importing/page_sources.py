"""Where an import's pages come from: the records of a WARC file, or files that a browser saved.

A source gives its pages in one pass, and any of them again by its place: an article's further pages come last.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Protocol

from corpus.errors import ArchiveError
from corpus.messages.import_messages import CHANGED_WHILE_IMPORTED
from crawler.archive.limits import MAX_PAGE
from crawler.archive.reader import ArchiveReader, OtherRecord, Record, every_record
from crawler.importing.inputs import Input
from crawler.importing.large_pages import LargePages
from crawler.importing.record_counts import ImportCounts
from crawler.importing.saved_page import SavedPage, SavedPageError, file_time, read_saved

_Place = tuple[int, int]
RECORD_BEFORE = "that of the record before them in the file"


class PageSource(Protocol):
    """Gives records: pages to take, and others to count."""

    def entries(
        self, wants: Callable[[str], bool], counts: ImportCounts
    ) -> Iterator[tuple[_Place, Record | OtherRecord]]:
        """Yield place and content of each record; count those that can't be read in `counts`, with sentences."""
        ...

    def read(self, place: _Place) -> Record:
        """The page at a place. Raises ArchiveError where it can't be read any more."""
        ...

    def close(self) -> None:
        """Close what is open."""
        ...


class WarcFile:
    """The records of a WARC file; `name` is what messages call it."""

    def __init__(self, file: Path, name: str | None = None) -> None:
        self.file = file
        self.name = name or str(file)
        self._reader = ArchiveReader(file.parent)
        self._last: datetime | None = None  # the time of the last record that has one

    def entries(
        self, wants: Callable[[str], bool], counts: ImportCounts
    ) -> Iterator[tuple[_Place, Record | OtherRecord]]:
        """Yield the records in the file's order. Raises NoArchiveError where the file is no WARC."""

        def say(sentence: str) -> None:
            counts.damaged.append(sentence.replace(str(self.file), self.name, 1))

        large = LargePages(self.name)
        for place, _, record in every_record(self.file, wants, say, counts.add_broken, largest=MAX_PAGE):
            self._last = record.fetched_at or self._last
            if isinstance(record, OtherRecord):
                yield place, record
                continue
            large.note(place, record)
            yield place, self._dated(record)
        if large.count:
            counts.damaged.append(large.sentence())

    def read(self, place: _Place) -> Record:
        """The page at this place in the file."""
        return self._dated(self._reader.read(self.file.name, *place))

    def close(self) -> None:
        """Close the file."""
        self._reader.close()

    def _dated(self, record: Record) -> Record:
        """The record with a time: where it has none, that of the record before it, else the file's."""
        if record.fetched_at is not None:
            return record
        time, source = (self._last, RECORD_BEFORE) if self._last else file_time(self.file)
        return replace(record, fetched_at=time, clock=source)


class SavedFiles:
    """Files that a browser saved, each one page. `url` is the address of the only one, where the user gave it.

    `strict` raises where a file can't be taken; else that is counted, and the others are taken.
    """

    def __init__(self, files: Sequence[Input], url: str | None = None, *, strict: bool = False) -> None:
        self.files = files
        self.url = url
        self.strict = strict

    def entries(
        self, wants: Callable[[str], bool], counts: ImportCounts
    ) -> Iterator[tuple[_Place, Record | OtherRecord]]:
        """Yield the pages in the order of the files. Raises SavedPageError if `strict`."""
        for number, file in enumerate(self.files):
            try:
                page = read_saved(file.path, file.form, self.url)
            except SavedPageError as error:
                if self.strict:
                    raise
                counts.add_broken(1)
                counts.damaged.append(str(error))
                continue
            if not wants(page.url):
                yield (number, 0), OtherRecord("another host", page.saved_at)
                continue
            counts.addresses[page.url_from] += 1
            yield (number, 0), _record(page)

    def read(self, place: _Place) -> Record:
        """The page of the file with this number."""
        file = self.files[place[0]]
        try:
            return _record(read_saved(file.path, file.form, self.url))
        except SavedPageError as error:
            raise ArchiveError(CHANGED_WHILE_IMPORTED(path=file.path)) from error

    def close(self) -> None:
        """Do nothing: files are open only while they are read."""


def _record(page: SavedPage) -> Record:
    return Record(
        url=page.url,
        status=200,
        headers=(("Content-Type", page.content_type),) if page.content_type else (),
        payload=page.body,
        fetched_at=page.saved_at,
        made_from=page.form,
        clock=page.time_from,
    )
