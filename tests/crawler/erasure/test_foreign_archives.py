"""`kliping remove` with an archive file of another program: each record of it is judged and searched by itself."""

import gzip
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from corpus.erasure.marks import Marks
from corpus.erasure.trace import RecordPosition
from corpus.store import Corpus
from crawler.archive.members import members
from crawler.archive.reader import responses
from crawler.erasure.leftovers import search_leftovers
from crawler.erasure.plan import Cut, Judge
from crawler.erasure.rewriting import rewrite
from tests.crawler.erasure.test_remove import (
    LEFT,
    NOW,
    OPEN,
    PATH,
    SECRET,
    SITE,
    TITLE,
    _holding,
    _page,
    build,
)
from tests.crawler.erasure.test_remove_damage import _files, _remove

# warcio leaves a temporary file to the garbage collector for each record it writes
pytestmark = pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")

Run = Callable[..., Any]
HTTP = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"
ZIPPED = HTTP + b"Content-Encoding: gzip\r\n"
OTHER = "/arsip/77"  # an address that does not name the article


def _record(kind: str, path: str, block: bytes, length: int | None = None) -> bytes:
    """A record as other programs write it; `length` where its Content-Length is another than the block's."""
    head = (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {SITE}{path}\r\nWARC-Date: 2024-03-05T00:00:00Z\r\n"
        f"Content-Length: {len(block) if length is None else length}\r\n\r\n"
    )
    return head.encode() + block + b"\r\n\r\n"


def _response(path: str, page: bytes, *, zipped: bool = False, length: int | None = None) -> bytes:
    head, body = (ZIPPED, gzip.compress(page, mtime=0)) if zipped else (HTTP, page)
    return _record("response", path, head + b"\r\n" + body, length)


INFO = _record("warcinfo", "", b"software: peramban 1.0\r\n")
OPEN_PAGE = _page("Loket Layanan Nomor 70", OPEN, 70)
SECRET_PAGE = _page(TITLE, SECRET, 0)
LOKET, LOKET_ZIPPED = _response("/berita/loket-70", OPEN_PAGE), _response("/berita/loket-70", OPEN_PAGE, zipped=True)
ZIPPED_ELSEWHERE = _response(OTHER, SECRET_PAGE, zipped=True)
PACKED = gzip.compress(SECRET_PAGE, mtime=0)
CHUNKS = b"40\r\n%b\r\n%x\r\n%b\r\n0\r\n\r\n" % (PACKED[:64], len(PACKED) - 64, PACKED[64:])
CHUNKED = ZIPPED + b"Transfer-Encoding: chunked\r\n\r\n"
HOLDING = {
    "behind a warcinfo": INFO + _response(PATH, SECRET_PAGE),
    "zipped, behind a warcinfo": INFO + ZIPPED_ELSEWHERE,
    "zipped, behind a zipped page": LOKET_ZIPPED + _response(PATH, SECRET_PAGE, zipped=True),
    "zipped, at another address": LOKET + ZIPPED_ELSEWHERE,
    "first": ZIPPED_ELSEWHERE + LOKET,
    "third": INFO + LOKET_ZIPPED + ZIPPED_ELSEWHERE + LOKET,
    "behind a length that is too short": _response("/x", OPEN_PAGE, length=90) + ZIPPED_ELSEWHERE,
    "behind a length that is too long": _response("/x", OPEN_PAGE, length=len(OPEN_PAGE) + 300) + ZIPPED_ELSEWHERE,
    "behind a length beyond the end": _response("/x", OPEN_PAGE, length=10**30) + ZIPPED_ELSEWHERE,
    "behind a warcinfo whose length lies": _record("warcinfo", "", b"software: x\r\n", 5) + ZIPPED_ELSEWHERE,
    "in a record whose length lies": LOKET + _response(OTHER, SECRET_PAGE, zipped=True, length=7),
    "zipped, in chunks": LOKET + _record("response", OTHER, CHUNKED + CHUNKS),
    "zipped, in chunks that break off": LOKET + _record("response", OTHER, CHUNKED + CHUNKS[:-7]),
    "zipped, named chunked but joined": LOKET + _record("response", OTHER, CHUNKED + PACKED),
    "zipped, behind line feeds alone": LOKET + _record("response", OTHER, ZIPPED.replace(b"\r", b"") + b"\n" + PACKED),
    "zipped, with line feeds in its WARC head": LOKET + ZIPPED_ELSEWHERE.replace(b"\r", b"", 6),
    "without line ends between the records": INFO.rstrip() + LOKET.rstrip() + ZIPPED_ELSEWHERE,
}
STANDING_BY = {
    "a length that lies": _response("/x", OPEN_PAGE, length=5) + LOKET,
    "nothing of the article": INFO + LOKET + LOKET_ZIPPED,
}


@pytest.fixture
def corpus(tmp_path: Path, kliping: Run) -> Path:
    return build(tmp_path, kliping)


def _foreign(corpus: Path, records: bytes, suffix: str) -> Path:
    """Put the records into the archive's folder, as one gzip member or as they are."""
    path = corpus.parent / "kliping-archive" / f"lain{suffix}"
    path.write_bytes(gzip.compress(records, mtime=0) if suffix == ".warc.gz" else records)
    return path


@pytest.mark.parametrize("suffix", [".warc.gz", ".warc"])
def test_a_foreign_file_that_holds_the_article_is_named_and_nothing_is_removed(
    kliping: Run, corpus: Path, suffix: str
) -> None:
    for case, records in HOLDING.items():
        foreign = _foreign(corpus, records, suffix)
        before = _files(corpus)
        ran = _remove(kliping, corpus)
        sentence = f"{foreign}: holds the article, but wasn't written by kliping, so it can't be cut; move it elsewhere"
        assert (ran.code, sentence in ran.err) == (2, True), (case, ran)
        assert _files(corpus) == before, case


@pytest.mark.parametrize("suffix", [".warc.gz", ".warc"])
@pytest.mark.parametrize("records", STANDING_BY.values(), ids=STANDING_BY)
def test_a_foreign_file_without_the_article_stays_and_hinders_nothing(
    kliping: Run, corpus: Path, suffix: str, records: bytes
) -> None:
    foreign = _foreign(corpus, records, suffix)
    bytes_before = foreign.read_bytes()
    ran = _remove(kliping, corpus)
    assert (ran.code, "none found" in ran.out) == (0, True), ran
    assert foreign.read_bytes() == bytes_before
    assert _holding(corpus.parent, *LEFT) == []


def test_the_last_search_unpacks_every_record(corpus: Path) -> None:
    marks = Marks((), (), frozenset(), pieces=(SECRET[1],))
    for suffix in (".warc.gz", ".warc"):
        _foreign(corpus, INFO + LOKET_ZIPPED + ZIPPED_ELSEWHERE, suffix)
    with Corpus(corpus) as opened:
        judge = Judge(marks, frozenset(), lambda _url: False, lambda _words: True)
        result = search_leftovers(opened, marks, judge)
    named = [leftover for leftover in result.leftovers if "lain.warc" in leftover]
    assert [f"holds {SECRET[1]!r}" in leftover for leftover in named] == [True, True], result.leftovers


def test_a_capture_in_a_member_of_several_records_is_the_first_of_them(corpus: Path) -> None:
    """A page may share wording with the article, a listing may not."""
    segment = _foreign(corpus, _response("/a", SECRET_PAGE) + _response("/b", SECRET_PAGE), ".warc.gz")
    (member,) = members(segment)
    window = "ancaman pemotongan honor dan pemindahan tugas"

    def verdicts(window: str, places: set[RecordPosition], pages: set[int]) -> list[str]:
        marks = Marks((), (), frozenset({window}))
        judge = Judge(marks, frozenset(places), lambda _url: False, lambda _words: False)
        return [verdict for _, verdict in judge.judge(member, segment.name, pages)]

    assert verdicts(window, set(), {0}) == ["keep", "drop"]
    assert verdicts("kata lain yang tak ada itu", {(segment.name, 0)}, set()) == ["drop", "keep"]


def test_a_record_that_cannot_be_unpacked_is_counted(kliping: Run, corpus: Path) -> None:
    strange = _record("response", OTHER, HTTP + b"Content-Encoding: rot13\r\n\r\nYbxrg")
    for suffix in (".warc.gz", ".warc"):
        _foreign(corpus, INFO + LOKET + strange, suffix)
    assert "2 records were not searched: the encoding can't be unpacked" in _remove(kliping, corpus).out


@pytest.mark.parametrize("ends", [b"\r\n", b"\n"])
def test_a_chunked_page_that_names_it_is_blanked_and_can_be_read(kliping: Run, corpus: Path, ends: bytes) -> None:
    """Some programs keep a page's chunks and its head's bare line feeds; one record a member can be cut."""
    page = _page("Loket Layanan Nomor 71", OPEN, 71, f'<a href="{PATH}">{TITLE}</a>')
    packed = gzip.compress(page, mtime=0)
    head = (ZIPPED + b"Transfer-Encoding: chunked\r\n\r\n").replace(b"\r\n", ends)
    segment = corpus.parent / "kliping-archive" / "lain.warc.gz"
    chunked = _record("response", OTHER, head + b"%x\r\n%b\r\n0\r\n\r\n" % (len(packed), packed))
    segment.write_bytes(gzip.compress(INFO) + gzip.compress(chunked))
    with Corpus(corpus) as opened:
        marks = Marks((" ".join(TITLE.lower().split()),), (), frozenset())
        judge = Judge(marks, frozenset(), lambda _url: False, lambda _words: True)
        verdicts = [v for m in members(segment) for _, v in judge.judge(m, segment.name, {m.offset})]
        assert verdicts == ["keep", "blank"]
        cut = Cut({segment.name: {list(members(segment))[1].offset: "blank"}}, {segment.name: "lain-r1.warc.gz"})
        offsets = frozenset(member.offset for member in members(segment))
        rewrite(opened.archive_dir(), replace(cut, staying={segment.name: offsets}), judge)
        record = next(read for _, _, read in responses(opened.archive_dir() / "lain-r1.warc.gz"))
    assert record.body == page.replace(TITLE.encode(), b"xxxxxxxxx xxxxxxxxx xxxx xxxxxxxx xx xxxxxx")
    assert [name for name, _ in record.headers] == ["Content-Type", "Content-Length"]


def test_our_own_segment_is_cut_though_its_text_looks_like_records(kliping: Run, corpus: Path) -> None:
    from crawler.archive.writer import ArchiveWriter

    second = "x\r\n\r\nWARC/1.0\r\nWARC-Type: response\r\n\r\n"
    archive = corpus.parent / "kliping-archive"
    writer = ArchiveWriter(archive, 12, {"phrases": second})
    page = b"<html><title>Cara membaca WARC</title><pre>" + second.encode() + b"</pre></html>"
    writer.write(f"{SITE}/cara", 200, [("Content-Type", "text/html")], page, NOW)
    writer.write(f"{SITE}{PATH}", 200, [("Content-Type", "text/html")], SECRET_PAGE + second.encode(), NOW)
    writer.close()
    assert [list(member.records()) == [member] for member in members(archive / writer.name)] == [True] * 5
    ran = _remove(kliping, corpus)
    assert (ran.code, "none found" in ran.out) == (0, True), ran
    kinds = [member.kind for member in members(next(archive.glob("*-00012-*-r1.warc.gz")))]
    assert kinds == ["warcinfo", "response", "request"]
    assert _holding(corpus.parent, *LEFT) == []
