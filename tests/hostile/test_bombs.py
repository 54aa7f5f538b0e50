"""Files that unpack to far more than they are: each command stays under 400 MB, says what it refused, loses nothing."""

from __future__ import annotations

import gzip
import zlib
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import bombs
import pytest
from harness import Desk, Ran

from corpus.store import Corpus
from crawler.archive.writer import ArchiveWriter, Place

pytestmark = pytest.mark.hostile

MOST_MB = 400
OLD_MIB = 48  # that a page unpacks to which an older version imported; tried with 480, too
LISTING_MIB = 8
TITLE = "Berita laporan hari ini"


@dataclass(frozen=True)
class Imported:
    """An import of every bomb in one command."""

    desk: Desk
    ran: Ran
    articles: frozenset[str]


@pytest.fixture(scope="module")
def imported(tmp_path_factory: pytest.TempPathFactory) -> Imported:
    folder = tmp_path_factory.mktemp("bombs")
    bombs.write_bombs(folder / "warc")
    bombs.write_packs(folder / "wacz")
    desk = Desk(folder)
    ran = desk.run("import", str(folder / "warc"), str(folder / "wacz"), timeout=400)
    urls = [url for (url,) in desk.ask("SELECT url FROM articles")]
    return Imported(desk, ran, frozenset(url.removeprefix(f"{bombs.SITE}/") for url in urls))


def sentences(ran: Ran, name: str) -> list[str]:
    return [line for line in ran.err.splitlines() if f"/{name}.wa" in line]


def test_an_import_of_every_bomb_stays_small_and_ends_with_3(imported: Imported) -> None:
    assert (imported.ran.code, imported.ran.peak_mb < MOST_MB) == (3, True), imported.ran
    assert "Traceback" not in imported.ran.err
    assert "≠" not in imported.ran.err


@pytest.mark.parametrize("name", [*bombs.BOMBS, *(name for name in bombs.PACKS if name != "daftar")])
def test_the_honest_pages_around_a_bomb_are_taken_and_it_is_not(imported: Imported, name: str) -> None:
    assert {f"{name}sebelum", f"{name}sesudah"} <= imported.articles
    assert f"{name}bom" not in imported.articles


@pytest.mark.parametrize("name", sorted(bombs.REFUSED))
def test_a_large_page_is_refused_with_its_place(imported: Imported, name: str) -> None:
    [sentence] = sentences(imported.ran, name)
    assert (
        f"refused as larger than a crawl takes a page (5 MiB, unpacked): 1; {bombs.SITE}/{name}bom at byte" in sentence
    )


@pytest.mark.parametrize("name", sorted(set(bombs.BOMBS) - bombs.REFUSED - bombs.UNDAMAGED))
def test_a_record_that_is_not_formed_as_it_says_is_named(imported: Imported, name: str) -> None:
    [sentence] = sentences(imported.ran, name)
    assert "record 2, at byte" in sentence
    assert "the 2 whole records around were read" in sentence


@pytest.mark.parametrize("name", sorted(bombs.UNDAMAGED))
def test_an_odd_body_is_counted_and_needs_no_sentence(imported: Imported, name: str) -> None:
    assert sentences(imported.ran, name) == []
    assert f"/{name}bom" not in imported.ran.err


def test_what_is_odd_in_a_wacz_is_said(imported: Imported) -> None:
    err = imported.ran.err
    for words in (
        "bomzip.wacz: archive/bom.warc in it was not unpacked: it would have 2,999.1 MiB, from 8.9 MiB",
        "dalam.wacz: 1 packed files in it are of kinds that aren't read, the first is archive/dalam.wacz",
        "bohong.wacz: archive/bom.warc in it can't be unpacked",
        "sandi.wacz: archive/sandi.warc.gz in it was not unpacked: it is locked by a password",
        "keluar.wacz: archive/tautan.warc: not a WARC file",
        "ribuan.wacz: 4,990 more of its files could not be read",
        "daftar.wacz: not a WACZ file, or it can't be unpacked (its list of files is longer than 4 MiB)",
    ):
        assert words in err, words
    outside = [path for path in imported.desk.folder.rglob("*") if "keluar" in path.name]
    assert [path.name for path in outside] == ["keluar.wacz"]


@pytest.mark.parametrize("command", [("doctor",), ("doctor", "--deep"), ("refine",)])
def test_the_corpus_is_well_and_small_to_check(imported: Imported, command: tuple[str, ...]) -> None:
    ran = imported.desk.run(*command, timeout=300)
    assert (ran.code, ran.peak_mb < MOST_MB, "Traceback" in ran.err) == (0, True, False), ran


@pytest.fixture(scope="module")
def old(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """A corpus whose archive holds a page and a listing as an older version kept them; both hold an article's words."""
    desk = Desk(tmp_path_factory.mktemp("old"))
    file = desk.folder / "tiga.warc.gz"
    file.write_bytes(b"".join(map(bombs.honest, ("laporan", "lama", "lain"))))
    assert desk.run("import", str(file)).code == 0
    secret = bombs.page("laporan")
    with Corpus(desk.corpus) as corpus:
        writer = ArchiveWriter(corpus.archive_dir(), 99, {"clock": "2024-03-05T00:00:00Z"})
        page = _write(writer, "lama", OLD_MIB, TITLE.encode())
        _write(writer, "indeks", LISTING_MIB, secret)
        writer.close()
        with corpus.transaction() as sql:
            sql.execute(
                'UPDATE captures SET archive = ?, "offset" = ?, length = ?, sha256 = ? WHERE url LIKE ?',
                (page.archive, page.offset, page.length, page.sha256, "%/lama"),
            )
    return desk


def _write(writer: ArchiveWriter, name: str, mib: int, end: bytes) -> Place:
    packed = bombs.gzip_of([(bombs.FILLER, mib * bombs.MIB // len(bombs.FILLER)), (b"<p>" + end + b"</p>", 1)])
    kind = "text/html" if name == "lama" else "application/json"
    headers = [("Content-Type", kind), ("Content-Encoding", "gzip")]
    return writer.write(f"{bombs.SITE}/{name}", 200, headers, packed, datetime(2024, 3, 5, tzinfo=UTC))


def test_doctor_names_a_page_that_is_too_large(old: Desk) -> None:
    ran = old.run("doctor", "--deep", timeout=300)
    assert (ran.code, ran.peak_mb < MOST_MB) == (0, True), ran
    assert "has more than 5 MiB, unpacked, so no command reads it" in ran.out
    assert old.run("doctor").code == 0


def test_refine_says_that_it_is_too_large_and_keeps_its_article(old: Desk) -> None:
    ran = old.run("refine", timeout=300)
    assert (ran.peak_mb < MOST_MB, "is too large: more than 5" in ran.err) == (True, True), ran
    assert old.ask("SELECT count(*) FROM articles") == [(3,)]


def test_a_replay_of_it_gives_a_reason(old: Desk, tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    [segment] = (old.folder / "kliping-archive").glob("*-00099-*")
    ran = desk.crawl("--replay", str(segment), urls=[f"{bombs.SITE}/lama"])
    assert (ran.peak_mb < MOST_MB, "Traceback" in ran.err) == (True, False), ran
    states = {row.url.rpartition("/")[2]: row.outcome for row in desk.rows().values()}
    assert states["lama"] == "failed: too_large", (states, ran)


def test_remove_finds_and_erases_the_words_inside(old: Desk) -> None:
    ran = old.run("remove", f"{bombs.SITE}/laporan", "--reason", "permintaan", "--yes", timeout=400)
    assert (ran.code, ran.peak_mb < MOST_MB, "none found" in ran.out) == (0, True, True), ran
    assert "dropped, 1 blanked" in ran.out, ran.out
    for segment in (old.folder / "kliping-archive").iterdir():
        for needle in (TITLE.encode(), b"laporan12 laporan13"):
            assert not _holds(segment, needle), segment
    deep = old.run("doctor", "--deep", timeout=300)
    assert (deep.code, deep.peak_mb < MOST_MB) == (0, True), deep


def _holds(segment: Path, needle: bytes) -> bool:
    """True where the segment's bytes, or what they unpack to, hold the needle."""
    before = b""
    with gzip.open(segment) as file:
        while piece := file.read(bombs.MIB):
            if needle in before[-len(needle) :] + piece:
                return True
            before = piece
    data = segment.read_bytes()
    starts = [at for at in range(len(data) - 1) if data[at : at + 2] == b"\x1f\x8b"]
    return any(needle in _unpacked(data[at:]) for at in starts[:200])


def _unpacked(data: bytes) -> bytes:
    try:
        return zlib.decompressobj(31).decompress(data, 4 * bombs.MIB)
    except zlib.error:
        return b""


def test_honest_pages_just_under_the_limit_are_refined_a_few_at_a_time(tmp_path: Path) -> None:
    desk, file = Desk(tmp_path), tmp_path / "besar.warc.gz"
    rows = "".join(
        f"<p>Rapat kerja {n} pegawai kantor daerah membahas anggaran bidang {7 * n}.</p>" for n in range(60_000)
    )
    filler = rows.encode()[: 46 * bombs.MIB // 10] + b"</p></article>"
    blocks = {name: bombs.page(name).replace(b"</article>", filler) for name in ("satu", "dua", "tiga")}
    large = [bombs.record(name, bombs.HTML + b"\r\n" + page) for name, page in blocks.items()]
    small = [bombs.record(f"kecil{n}") for n in range(8)]
    file.write_bytes(gzip.compress(b"".join([*small, *large, bombs.record("akhir")]), 1))
    for command in (("import", str(file)), ("refine",)):
        ran = desk.run(*command, "--workers", "4", timeout=400)
        assert (ran.code, ran.peak_mb < MOST_MB) == (0, True), ran
    assert desk.ask("SELECT count(*) FROM captures") == [(12,)]
