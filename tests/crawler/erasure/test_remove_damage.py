"""`kliping remove` on an archive with damage or a missing file: it refuses before anything is lost."""

import gzip
import hashlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from corpus.store import Corpus
from crawler.archive.members import Member, members
from crawler.archive.reader import ArchiveReader
from crawler.erasure import rewriting
from tests.crawler.erasure.test_remove import LEFT, PATH, SECRET, SITE, _holding, _write, build

# warcio leaves a temporary file to the garbage collector for each record it writes
pytestmark = pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")

Run = Callable[..., Any]


@pytest.fixture
def corpus(tmp_path: Path, kliping: Run) -> Path:
    return build(tmp_path, kliping)


def _remove(kliping: Run, corpus: Path) -> Any:
    return kliping("remove", f"{SITE}{PATH}", "--reason", "permintaan pelapor", "--yes", "--corpus", corpus)


def _segment(corpus: Path) -> Path:
    """The segment in which the article's page stands."""
    with Corpus(corpus) as opened:
        sql = "SELECT archive FROM captures WHERE url LIKE ?"
        return opened.archive_dir() / opened.conn.execute(sql, (f"%{PATH}",)).fetchone()[0]


def _flip(segment: Path, at: int) -> None:
    data = bytearray(segment.read_bytes())
    data[at] ^= 0xFF
    segment.write_bytes(data)


def _files(corpus: Path) -> dict[str, str]:
    """Name and fingerprint of each file of the archive, and the corpus's articles."""
    hashes = {p.name: hashlib.sha256(p.read_bytes()).hexdigest() for p in corpus.parent.glob("kliping-archive/*")}
    with Corpus(corpus) as opened:
        return hashes | {"articles": str(opened.conn.execute("SELECT id, key FROM articles ORDER BY id").fetchall())}


def _is_refused(ran: Any, corpus: Path, before: dict[str, str], *sentences: str) -> None:
    assert ran.code == 5, ran
    for words in (*sentences, "nothing was removed", "put it back from a backup"):
        assert words in ran.err
    assert _files(corpus) == before
    assert not list(corpus.parent.glob("*.removal"))


@pytest.mark.parametrize(("which", "inside"), [(0, 30), (1, 0), (2, 2), (3, -3), (-2, 40), (-2, -12), (-1, 0)])
def test_one_changed_byte_in_any_record_stops_it_before_anything_is_removed(
    kliping: Run, corpus: Path, which: int, inside: int
) -> None:
    segment = _segment(corpus)
    record = list(members(segment))[which]
    sound = segment.read_bytes()
    _flip(segment, record.offset + inside % record.length)
    before = _files(corpus)
    _is_refused(_remove(kliping, corpus), corpus, before, f"{segment}: damaged at byte {record.offset:,}")
    segment.write_bytes(sound)
    assert _remove(kliping, corpus).code == 0
    assert _holding(corpus.parent, *LEFT) == []


def test_bytes_that_are_no_record_between_two_stop_it(kliping: Run, corpus: Path) -> None:
    segment = _segment(corpus)
    at = list(members(segment))[3].offset
    data = segment.read_bytes()
    segment.write_bytes(data[:at] + b"lorem ipsum" + data[at:])
    _is_refused(_remove(kliping, corpus), corpus, _files(corpus), f"{segment}: damaged at byte {at:,}")


def test_a_page_of_the_corpus_that_is_cut_off_is_no_torn_end(kliping: Run, corpus: Path) -> None:
    segment = _segment(corpus)
    last = list(members(segment))[-2]  # the last response; its request stands behind it
    segment.write_bytes(segment.read_bytes()[: last.offset + 40])
    _is_refused(_remove(kliping, corpus), corpus, _files(corpus), "1 page of the corpus stands there or behind it")


def test_a_file_that_ends_before_its_last_pages_stops_it(kliping: Run, corpus: Path) -> None:
    segment = _segment(corpus)
    at = list(members(segment))[-2].offset
    segment.write_bytes(segment.read_bytes()[:at])
    _is_refused(_remove(kliping, corpus), corpus, _files(corpus), f"no record begins at byte {at:,}")


def test_damage_in_a_segment_of_listings_alone_stops_it_too(kliping: Run, corpus: Path) -> None:
    segment = next((corpus.parent / "kliping-archive").glob("*-00009-*"))
    record = list(members(segment))[1]
    _flip(segment, record.offset + record.length // 2)
    _is_refused(_remove(kliping, corpus), corpus, _files(corpus), f"{segment}: damaged at byte {record.offset:,}")


def test_zeros_behind_a_torn_end_are_a_power_cuts(kliping: Run, corpus: Path) -> None:
    archive = corpus.parent / "kliping-archive"
    _write(archive, 11, iter([(f"{SITE}/", "text/html", "".join(SECRET).encode() + bytes(range(256)))]))
    segment = next(archive.glob("*-00011-*"))
    response = list(members(segment))[1]
    segment.write_bytes(segment.read_bytes()[: response.offset + response.length - 60] + bytes(500))
    assert _remove(kliping, corpus).code == 0
    assert not segment.exists()  # written anew without the half record, of which what unpacks names the article
    assert _holding(corpus.parent, *LEFT) == []


def test_a_file_that_cannot_be_read_is_named(kliping: Run, corpus: Path) -> None:
    odd = corpus.parent / "kliping-archive" / "zz.warc.gz"
    odd.mkdir()
    ran = _remove(kliping, corpus)
    assert (ran.code, f"{odd}: can't be read" in ran.err, "Traceback" in ran.err) == (2, True, False), ran
    odd.rmdir()
    assert _remove(kliping, corpus).code == 0


def test_a_missing_segment_is_named_first_and_the_removal_done_when_it_is_back(kliping: Run, corpus: Path) -> None:
    segment = _segment(corpus)
    away = corpus.parent / "away"
    segment.rename(away)
    _is_refused(_remove(kliping, corpus), corpus, _files(corpus), f"{segment.name} (7 pages)")
    away.rename(segment)
    assert _remove(kliping, corpus).code == 0
    assert _holding(corpus.parent, *LEFT) == []


def test_what_came_back_is_not_looked_for_in_half_an_archive(kliping: Run, corpus: Path) -> None:
    assert _remove(kliping, corpus).code == 0
    with Corpus(corpus) as opened:
        name = opened.conn.execute("SELECT archive FROM captures").fetchone()[0]
    segment = corpus.parent / "kliping-archive" / name
    segment.unlink()
    ran = kliping("remove", "--returned", "--yes", "--corpus", corpus)
    assert (ran.code, segment.name in ran.err) == (5, True), ran


def test_a_record_that_is_lost_in_the_writing_stops_it(
    kliping: Run, corpus: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = rewriting._outcome

    def forgetting(verdicts: Any, member: Member) -> Any:
        return "drop" if member.url.endswith("loket-4") else real(verdicts, member)

    before = _files(corpus)
    monkeypatch.setattr(rewriting, "_outcome", forgetting)
    ran = _remove(kliping, corpus)
    assert (ran.code, "of the 13 records that stay" in ran.err) == (5, True), ran
    assert _files(corpus) == before


def test_every_sound_record_and_page_stands_in_the_new_file(kliping: Run, corpus: Path) -> None:
    old = [(m.kind, m.url) for m in members(_segment(corpus)) if PATH not in m.url]
    assert _remove(kliping, corpus).code == 0
    new = next((corpus.parent / "kliping-archive").glob("*-00001-*-r1.warc.gz"))
    assert [(m.kind, m.url) for m in members(new)] == old
    with Corpus(corpus) as opened:
        reader = ArchiveReader(opened.archive_dir())
        for url, archive, offset in opened.conn.execute('SELECT url, archive, "offset" FROM captures').fetchall():
            assert reader.read(archive, offset).url == url
        reader.close()


def test_an_archive_of_another_program_that_packs_records_together_is_not_cut(kliping: Run, corpus: Path) -> None:
    segment = _segment(corpus)
    foreign = segment.with_name("lain.warc.gz")
    records = [member for member in members(segment) if member.kind != "warcinfo"]
    records.sort(key=lambda member: not member.url.endswith(PATH))  # the article's own first, the others behind
    foreign.write_bytes(gzip.compress(b"".join(member.plain for member in records), mtime=0))
    before = _files(corpus)
    ran = _remove(kliping, corpus)
    assert (ran.code, f"{foreign}: holds the article, but wasn't written by kliping" in ran.err) == (2, True), ran
    assert _files(corpus) == before
