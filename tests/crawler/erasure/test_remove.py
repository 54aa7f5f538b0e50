"""After `kliping remove` nothing of the article is left: not in the file's bytes, not in the archive, not next time."""

import gzip
import json
import signal
import sqlite3
import zlib
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from corpus.crawl.tombstones import is_removed
from corpus.store import Corpus
from corpus.vocabulary import word_index as forms
from crawler.archive.reader import ArchiveReader
from crawler.archive.writer import ArchiveWriter
from tests import programs
from tests.conftest import TOPIC

# warcio leaves a temporary file to the garbage collector for each record it writes
pytestmark = pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")

Run = Callable[..., Any]
SITE = "https://warta-timur.example"
PATH = "/berita/pengaduan-magdalena-rohi"
TITLE = "Pengaduan Magdalena Rohi Diterima di Kupang"
RARE = "kelimutukoro"
SECRET = (
    f"Magdalena Rohi mengadukan perlakuan atasannya kepada petugas {RARE} pada Selasa sore di kantor itu.",
    "Ia menyebut “tekanan” yang dialaminya sejak bulan lalu, termasuk ancaman pemotongan honor dan pemindahan tugas.",
    "Petugas berjanji memeriksa laporan tersebut secara tertutup dan melindungi identitas pelapor dari siapa pun juga.",
)
OPEN = (
    "Kantor pelayanan membuka loket baru bagi warga yang hendak mengurus dokumen perjalanan pada hari kerja nomor {n}.",
    "Warga diminta membawa berkas asli serta salinannya agar pemeriksaan petugas di tempat dapat berjalan cepat {n}.",
    "Kepala kantor mengatakan antrean akan diatur dengan nomor urut yang dibagikan setiap pagi pukul delapan {n}.",
)
NOW = datetime(2024, 3, 8, tzinfo=UTC)


def _page(title: str, paragraphs: tuple[str, ...], n: int, sidebar: str = "") -> bytes:
    body = "".join(f"<p>{p.format(n=n)}</p>" for p in paragraphs)
    return (
        f"<html><head><title>{title}</title><meta property='og:title' content='{title}'></head><body><main><article>"
        f"<h1>{title}</h1>{body}</article></main><aside>{sidebar}</aside></body></html>"
    ).encode()


def _pages(number: int = 6) -> Iterator[tuple[str, str, bytes]]:
    """Address, content type and body of what a crawl of the site would archive."""
    mention = f'<a href="{PATH}" title="{TITLE}">Pengaduan <b>Magdalena</b> Rohi Diterima di Kupang</a>'
    for n in range(number):
        yield f"{SITE}/berita/loket-{n}", "text/html", _page(f"Loket Layanan Nomor {n}", OPEN, n, mention * (n == 2))
    yield f"{SITE}{PATH}", "text/html; charset=utf-8", _page(TITLE, SECRET, 0)


def _listings() -> Iterator[tuple[str, str, bytes]]:
    rest = [{"title": {"rendered": TITLE}, "link": f"{SITE}{PATH}"}]
    excerpt = {"excerpt": {"rendered": f"<p>Berkas. {SECRET[1]}</p>"}, "title": {"rendered": "Ringkasan"}}
    yield f"{SITE}/wp-json/wp/v2/posts?search=a", "application/json", json.dumps(rest).encode()
    yield f"{SITE}/wp-json/wp/v2/posts?search=b", "application/json", json.dumps([excerpt]).encode()
    sitemap = f"<urlset><url><loc>{SITE}{PATH}</loc></url><url><loc>{SITE}/berita/loket-1</loc></url></urlset>"
    yield f"{SITE}/sitemap.xml.gz", "application/x-gzip", gzip.compress(sitemap.encode())
    yield f"{SITE}/feed", "application/rss+xml", b"<rss><channel><title>Warta</title></channel></rss>"


def _write(folder: Path, run: int, pages: Iterator[tuple[str, str, bytes]]) -> None:
    writer = ArchiveWriter(folder, run, {})
    for number, (url, kind, body) in enumerate(pages):
        headers = [("Content-Type", kind)]
        if number % 2 == 0:
            headers, body = [*headers, ("Content-Encoding", "gzip")], gzip.compress(body)
        writer.write(url, 200, headers, body, NOW, [("Accept", "text/html")])
    writer.close()


def build(folder: Path, kliping: Run) -> Path:
    """A corpus made by `kliping import`, with listings in its archive as a crawl leaves them."""
    _write(folder / "in", 0, _pages())
    path = folder / "kliping.db"
    assert kliping("import", folder / "in", "--corpus", path).code == 0
    _write(folder / "kliping-archive", 9, _listings())
    for file in (folder / "in").iterdir():
        file.unlink()
    with Corpus(path) as opened:
        forms.refresh(opened)
        opened.conn.execute("PRAGMA secure_delete = OFF")  # some systems' SQLite has it on
        opened.conn.execute("CREATE TABLE earlier (text TEXT)")  # an earlier version's text stands in free pages
        opened.conn.execute("INSERT INTO earlier VALUES (?)", (SECRET[0] * 5000,))
        opened.conn.execute("DROP TABLE earlier")
        opened.conn.execute("UPDATE articles SET reprint_of_title = ? WHERE title LIKE '%Nomor 3'", (TITLE,))
    return path


@pytest.fixture
def corpus(tmp_path: Path, kliping: Run) -> Path:
    return build(tmp_path, kliping)


def _unpacked(data: bytes) -> Iterator[bytes]:
    """The bytes, and whatever gzip streams stand in them, unpacked, and in these again."""
    yield data
    at = data.find(b"\x1f\x8b\x08")
    while at >= 0:
        inflate = zlib.decompressobj(31)
        try:
            yield from _unpacked(inflate.decompress(data[at:]))
            at = len(data) - len(inflate.unused_data) if inflate.eof else at + 1
        except zlib.error:
            at += 1
        at = data.find(b"\x1f\x8b\x08", at)


def _holding(folder: Path, *words: str) -> list[str]:
    """The files below the folder in which one of the words stands, packed or not, in any case."""
    needles = [word.lower().encode() for word in words]
    return [
        path.name
        for path in sorted(folder.rglob("*"))
        if path.is_file() and any(n in layer.lower() for layer in _unpacked(path.read_bytes()) for n in needles)
    ]


LEFT = (RARE, "magdalena", "rohi", "ancaman pemotongan honor", PATH, TITLE)


def _remove(kliping: Run, corpus: Path, target: object = f"{SITE}{PATH}") -> Any:
    return kliping("remove", target, "--reason", "permintaan pelapor", "--yes", "--corpus", corpus)


def test_nothing_is_left_in_any_file(kliping: Run, corpus: Path, tmp_path: Path) -> None:
    assert _holding(tmp_path, RARE)
    ran = _remove(kliping, corpus)
    assert (ran.code, "none found" in ran.out) == (0, True), ran
    assert _holding(tmp_path, *LEFT) == []


def test_it_says_what_it_did(kliping: Run, corpus: Path) -> None:
    ran = _remove(kliping, corpus)
    assert "4 records of the archive dropped, 2 blanked in part" in ran.out  # page and request, two listings
    assert f"to be removed for good: {TITLE}" in ran.err
    assert "exports, other backups" in ran.err


def test_the_others_stay_as_they_were(kliping: Run, corpus: Path) -> None:
    with Corpus(corpus) as opened:
        before = opened.conn.execute(
            "SELECT id, title, text FROM articles WHERE title <> ? ORDER BY id", (TITLE,)
        ).fetchall()
    _remove(kliping, corpus)
    with Corpus(corpus) as opened:
        assert opened.conn.execute("SELECT id, title, text FROM articles ORDER BY id").fetchall() == before
        reader = ArchiveReader(opened.archive_dir())
        for url, archive, offset in opened.conn.execute('SELECT url, archive, "offset" FROM captures').fetchall():
            assert reader.read(archive, offset).url == url
    assert kliping("refine", "--corpus", corpus).out.startswith("refined 6 pages: 6 same")


def _outcomes(corpus: Corpus) -> Counter[tuple[str, str | None]]:
    """How many article addresses of the corpus have each (state, reason)."""
    rows = corpus.conn.execute("SELECT state, reason, count(*) FROM frontier WHERE kind = 'article' GROUP BY 1, 2")
    return Counter({(state, reason): number for state, reason, number in rows})


def test_the_sum_balances_and_the_id_is_never_given_again(kliping: Run, corpus: Path) -> None:
    with Corpus(corpus) as opened:
        before = _outcomes(opened)
        (removed,) = opened.conn.execute("SELECT id FROM articles WHERE title = ?", (TITLE,)).fetchone()
    _remove(kliping, corpus)
    with Corpus(corpus) as opened:
        after = _outcomes(opened)
        assert after.total() == before.total()
        assert after["stored", None] == before["stored", None] - 1
        assert {outcome: number for outcome, number in after.items() if outcome[1] == "removed"} == {
            ("rejected", "removed"): 1
        }
        key = opened.conn.execute("SELECT key FROM article_ids WHERE id = ?", (removed,)).fetchone()[0]
        assert key.startswith("removed:")


def test_every_invariant_holds(kliping: Run, corpus: Path) -> None:
    from corpus.crawl.ledger import invariants

    _remove(kliping, corpus)
    with Corpus(corpus) as opened:
        assert invariants(opened) == []


def test_neither_import_nor_refine_brings_it_back(kliping: Run, corpus: Path, tmp_path: Path) -> None:
    _remove(kliping, corpus)
    _write(tmp_path / "again", 0, _pages())
    ran = kliping("import", tmp_path / "again", "--corpus", corpus)
    assert ran.code == 0, ran
    kliping("refine", "--corpus", corpus)
    for path in (tmp_path / "again").iterdir():
        path.unlink()
    assert _holding(tmp_path, *LEFT[:4]) == []
    with Corpus(corpus) as opened:
        assert is_removed(opened.conn, "warta-timur.example/berita/pengaduan-magdalena-rohi")


def test_the_same_article_by_another_address_is_set_aside(corpus: Path, kliping: Run, tmp_path: Path) -> None:
    _remove(kliping, corpus)
    page = _page(TITLE, SECRET, 0).replace(b"<head>", f"<head><link rel='canonical' href='{SITE}{PATH}'>".encode())
    _write(tmp_path / "again", 0, iter([(f"{SITE}/cetak/4711", "text/html", page)]))
    assert kliping("import", tmp_path / "again", "--corpus", corpus).code == 0
    with Corpus(corpus) as opened:
        assert opened.conn.execute("SELECT count(*) FROM articles WHERE title = ?", (TITLE,)).fetchone() == (0,)
        assert _outcomes(opened)["rejected", "removed"] == 2


def test_removing_it_twice_says_so(kliping: Run, corpus: Path) -> None:
    with Corpus(corpus) as opened:
        (removed,) = opened.conn.execute("SELECT id FROM articles WHERE title = ?", (TITLE,)).fetchone()
    _remove(kliping, corpus, removed)
    for target in (removed, f"{SITE}{PATH}", f"https://www.warta-timur.example{PATH}/amp"):
        ran = _remove(kliping, corpus, target)
        assert (ran.code, "was removed from this corpus" in ran.err) == (0, True), ran


def test_what_another_program_keeps_of_it_in_the_file_is_named(kliping: Run, corpus: Path) -> None:
    with Corpus(corpus) as opened:
        opened.conn.execute("CREATE TABLE catatan (isi TEXT)")
        opened.conn.execute("INSERT INTO catatan VALUES (?)", (f"lihat: {TITLE}",))
    ran = _remove(kliping, corpus)
    assert (ran.code, f"kliping.db holds '{TITLE}'" in ran.err) == (1, True), ran
    with Corpus(corpus) as opened:
        opened.conn.execute("DROP TABLE catatan")
    assert _remove(kliping, corpus).code == 0


def test_bytes_of_sqlites_own_that_look_like_its_title_do_not_stop_it(kliping: Run, tmp_path: Path) -> None:
    """Beside "Angkatan 59" in a page of the file the next row's length, 57, reads as "9": the title of another one."""
    title = "SQLite format 3"  # how the file itself begins
    _write(tmp_path / "in", 0, iter([(f"{SITE}/berita/format", "text/html", _page(title, SECRET, 0))]))
    path = tmp_path / "kliping.db"
    assert kliping("import", tmp_path / "in", "--corpus", path).code == 0
    ran = _remove(kliping, path, f"{SITE}/berita/format")
    assert (ran.code, "none found" in ran.out) == (0, True), ran
    assert kliping("doctor", "--corpus", path).code == 0


def test_a_note_does_not_bring_back_what_was_removed(kliping: Run, corpus: Path, tmp_path: Path) -> None:
    with Corpus(corpus) as opened:
        (removed,) = opened.conn.execute("SELECT id FROM articles WHERE title = ?", (TITLE,)).fetchone()
    _remove(kliping, corpus, removed)
    (tmp_path / "topik.toml").write_text(TOPIC, encoding="utf-8")  # a label is for a topic; the import had none
    assert kliping("topic", "use", tmp_path / "topik.toml", "--corpus", corpus).code == 0
    ran = kliping("label", removed, "yes", "--coder", "ana", "--note", f"tentang {RARE}", "--corpus", corpus)
    assert ran.code == 0, ran
    with Corpus(corpus) as opened:
        assert opened.conn.execute("SELECT label, note FROM labels").fetchall() == [("yes", None)]
    assert _holding(tmp_path, *LEFT) == []


def test_what_is_not_there_is_said(kliping: Run, corpus: Path) -> None:
    ran = _remove(kliping, corpus, "https://lain.example/berita/tidak-ada")
    assert (ran.code, "no article with the address" in ran.err) == (2, True)
    assert _remove(kliping, corpus, 123).code == 2


def test_a_crawl_at_work_holds_it_up(kliping: Run, corpus: Path) -> None:
    from filelock import FileLock

    with FileLock(f"{corpus}.lock"):
        ran = _remove(kliping, corpus)
    assert (ran.code, "is at work on this corpus" in ran.err) == (2, True)


def test_a_reader_that_holds_the_old_state_is_told_and_the_same_command_ends_it(
    kliping: Run, corpus: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KLIPING_BUSY", "1")
    with closing(sqlite3.connect(corpus, isolation_level=None)) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM articles").fetchone()
        ran = _remove(kliping, corpus)
        assert (ran.code, "close that program and run the same command again" in ran.err) == (2, True), ran
    ran = _remove(kliping, corpus)
    assert (ran.code, "finishing the removal" in ran.err) == (0, True)
    assert _holding(tmp_path, *LEFT) == []


def test_backups_that_still_hold_it_are_named(kliping: Run, corpus: Path, tmp_path: Path) -> None:
    kliping("backup", tmp_path / "copy.db", "--corpus", corpus)
    assert f"a backup still holds it: {tmp_path / 'copy.db'}" in _remove(kliping, corpus).err


def test_a_torn_end_of_a_segment_is_searched_too(kliping: Run, corpus: Path, tmp_path: Path) -> None:
    archive = tmp_path / "kliping-archive"
    _write(archive, 11, iter([(f"{SITE}/", "text/html", b"<html>Beranda</html>")]))
    torn = gzip.compress(f"WARC/1.0\r\nWARC-Type: response\r\n\r\n{SECRET[0]} {SECRET[1]}".encode() + bytes(range(256)))
    segment = next(archive.glob("*-00011-*"))
    segment.write_bytes(segment.read_bytes() + torn[:-40])
    assert _remove(kliping, corpus).code == 0
    assert _holding(tmp_path, *LEFT) == []


STEPS = (
    "crawler.erasure.plan.members", "crawler.erasure.notice.write_notice", "crawler.erasure.removal.rewrite",
    "pathlib.Path.replace", "os.fsync",
    "crawler.erasure.removal.erase", "corpus.erasure.deletion.end_run", "pathlib.Path.unlink",
    "crawler.erasure.removal.scrub",
    "corpus.erasure.deletion.Corpus.transaction", "crawler.erasure.removal.search_leftovers",
    "crawler.erasure.notice.drop_notice",
)  # fmt: skip
KILLED = """
import importlib, os, signal, sys
from crawler.cli import main
import crawler.erasure.removal
name, after = sys.argv[1], sys.argv[2] == "after"
place, attribute = name.rsplit(".", 1)
try:
    owner = importlib.import_module(place)
except ModuleNotFoundError:
    module, cls = place.rsplit(".", 1)
    owner = getattr(importlib.import_module(module), cls)
real = getattr(owner, attribute)
def dying(*args, **kwargs):
    if after:
        real(*args, **kwargs)
    os.kill(os.getpid(), signal.SIGKILL)
setattr(owner, attribute, dying)
main(sys.argv[3:])
"""


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("when", ["before", "after"])
def test_a_kill_at_any_step_leaves_what_the_same_command_finishes(
    kliping: Run, corpus: Path, tmp_path: Path, step: str, when: str
) -> None:
    command = ["remove", f"{SITE}{PATH}", "--reason", "x", "--yes", "--corpus", str(corpus)]
    died = programs.run("-c", KILLED, step, when, *command)
    assert died.returncode == -signal.SIGKILL, died.stderr
    with Corpus(corpus) as opened:  # every page that the corpus knows can be read
        reader = ArchiveReader(opened.archive_dir())
        for archive, offset in opened.conn.execute('SELECT archive, "offset" FROM captures').fetchall():
            reader.read(archive, offset)
    assert "to take them in" not in kliping("doctor", "--corpus", corpus).out
    assert _remove(kliping, corpus).code == 0
    assert _holding(tmp_path, *LEFT) == []
    assert not list(tmp_path.rglob("*.part")) + list(tmp_path.rglob("*.removal"))
    assert kliping("refine", "--corpus", corpus).out.startswith("refined 6 pages: 6 same")


def test_a_hit_of_the_last_search_is_removed_and_named(kliping: Run, corpus: Path) -> None:
    hits = kliping("search", "--format", "jsonl", "--corpus", corpus).rows
    ran = _remove(kliping, corpus, "2")
    assert ran.code == 0, ran.err
    assert "Hit 2 of the search for every article of " in ran.err
    assert f"(id {hits[1]['id']})" in ran.err
    left = [hit["id"] for hit in kliping("search", "--format", "jsonl", "--corpus", corpus).rows]
    assert left == [hit["id"] for hit in hits if hit["id"] != hits[1]["id"]]
