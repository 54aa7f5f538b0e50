"""The archive's own promises: what is written can be read, a torn end costs only itself."""

from __future__ import annotations

import os
import resource
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from corpus.errors import ArchiveError
from crawler.archive.reader import ArchiveReader, responses, warcinfo_fields
from crawler.archive.segment_files import segments
from crawler.archive.writer import ArchiveWriter

NOW = datetime(2024, 3, 8, 1, 2, 3, tzinfo=UTC)
URL = "https://warta.example/berita/{}"


def write(writer: ArchiveWriter, n: int, body: bytes = b"isi") -> tuple[str, int]:
    place = writer.write(URL.format(n), 200, [("Content-Type", "text/html")], body, NOW)
    return place.archive, place.offset


@pytest.fixture
def writer(tmp_path: Path) -> Iterator[ArchiveWriter]:
    writer = ArchiveWriter(tmp_path / "arsip", 1, {"clock": NOW.isoformat(), "topic": "coba"})
    yield writer
    writer.close()


def test_a_record_is_on_the_disk_before_the_place_is_told(writer: ArchiveWriter) -> None:
    name, offset = write(writer, 1)
    with closing(ArchiveReader(writer.folder)) as reader:
        record = reader.read(name, offset)
    assert (record.url, record.body, record.fetched_at) == (URL.format(1), b"isi", NOW)


def test_nothing_is_written_before_the_first_record(writer: ArchiveWriter) -> None:
    assert not writer.folder.exists()


def test_a_torn_end_costs_only_the_torn_record(writer: ArchiveWriter) -> None:
    places = [write(writer, n, os.urandom(10_000)) for n in (1, 2, 3)]
    path = writer.folder / writer.name
    path.write_bytes(path.read_bytes()[: places[2][1] + 100])
    assert [record.url for _, _, record in responses(path)] == [URL.format(1), URL.format(2)]


def test_where_no_record_stands_it_says_so(writer: ArchiveWriter) -> None:
    name, offset = write(writer, 1)
    with closing(ArchiveReader(writer.folder)) as reader, pytest.raises(ArchiveError, match="the segment is damaged"):
        reader.read(name, offset + 3)


def test_a_segment_tells_what_its_run_was_asked(writer: ArchiveWriter) -> None:
    write(writer, 1)
    assert warcinfo_fields(writer.folder / writer.name)["topic"] == "coba"


# warcio leaves the payload's spool open when writing fails
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_after_a_full_disk_a_new_segment_is_begun(writer: ArchiveWriter) -> None:
    write(writer, 1)
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (3000, before[1]))
    try:
        with pytest.raises(ArchiveError, match="can't be written to"):
            write(writer, 2, os.urandom(10_000))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    write(writer, 3)
    urls = [record.url for path in segments(writer.folder) for _, _, record in responses(path)]
    assert sorted(urls) == [URL.format(1), URL.format(3)]
