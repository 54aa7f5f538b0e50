"""An article that was removed and is met again: set aside, said so, and taken out of the archive too."""

import io
import signal
import zlib
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from corpus.crawl.ledger import invariants
from corpus.store import Corpus
from crawler.archive.reader import ArchiveReader
from crawler.archive.writer import ArchiveWriter
from tests import programs
from tests.crawler.erasure.test_remove import KILLED, STEPS

# warcio leaves a temporary file to the garbage collector for each record it writes
pytestmark = pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")

Run = Callable[..., Any]
SITE, OTHER = "https://warta-timur.example", "https://suara-kota.example"
PATH, AGAIN = "/berita/pengaduan-magdalena-rohi", "/cetak/4711-pengaduan-ulang"
TITLE = "Pengaduan Magdalena Rohi Diterima di Kupang"
SECRET = (
    "Magdalena Rohi mengadukan perlakuan atasannya kepada petugas kelimutukoro pada Selasa sore di kantor itu.",
    "Ia menyebut tekanan yang dialaminya sejak bulan lalu, termasuk ancaman pemotongan honor dan pemindahan tugas.",
    "Petugas berjanji memeriksa laporan tersebut secara tertutup dan melindungi identitas pelapor dari siapa pun juga.",
    "Keluarga pelapor menunggu kabar di rumah dan berharap perkara itu lekas selesai tanpa keributan di kampung.",
)
OPEN = (
    "Kantor pelayanan membuka loket baru bagi warga yang hendak mengurus dokumen perjalanan pada hari kerja nomor {n}.",
    "Warga diminta membawa berkas asli serta salinannya agar pemeriksaan petugas di tempat dapat berjalan cepat {n}.",
    "Kepala kantor mengatakan antrean akan diatur dengan nomor urut yang dibagikan setiap pagi pukul delapan {n}.",
)
LEFT = ("magdalena", "kelimutukoro", "ancaman pemotongan honor", "pengaduan-ulang", PATH)


def _page(title: str, paragraphs: tuple[str, ...], n: int = 0, head: str = "") -> bytes:
    body = "".join(f"<p>{p.format(n=n)}</p>" for p in paragraphs)
    return f"<html><head><title>{title}</title>{head}</head><body><article><h1>{title}</h1>{body}</article>".encode()


def _import(kliping: Run, corpus: Path, *pages: tuple[str, bytes]) -> Any:
    folder = corpus.parent / "in"
    writer = ArchiveWriter(folder, 0, {})
    for url, body in pages:
        writer.write(url, 200, [("Content-Type", "text/html")], body, datetime(2024, 3, 8, tzinfo=UTC))
    writer.close()
    ran = kliping("import", folder, "--corpus", corpus, "--quiet")
    for file in folder.iterdir():
        file.unlink()
    assert ran.code == 0, ran
    return ran


def _remove(kliping: Run, corpus: Path) -> Any:
    ran = kliping("remove", f"{SITE}{PATH}", "--reason", "permintaan pelapor", "--yes", "--corpus", corpus)
    assert ran.code == 0, ran
    return ran


def _clean(kliping: Run, corpus: Path) -> Any:
    return kliping("remove", "--returned", "--yes", "--corpus", corpus)


@pytest.fixture
def removed(tmp_path: Path, kliping: Run) -> Path:
    """A corpus of four articles, of which one was removed."""
    path = tmp_path / "kliping.db"
    others = [(f"{SITE}/berita/loket-{n}", _page(f"Loket Layanan Nomor {n}", OPEN, n)) for n in range(3)]
    _import(kliping, path, *others, (f"{SITE}{PATH}", _page(TITLE, SECRET)))
    _remove(kliping, path)
    return path


@pytest.fixture
def returned(removed: Path, kliping: Run) -> Path:
    """The same, after its text was met under another address, beside another page."""
    page = _page("Loket Layanan Nomor 9", OPEN, 9)
    _import(kliping, removed, (f"{SITE}{AGAIN}", _page(TITLE, SECRET)), (f"{SITE}/berita/loket-9", page))
    return removed


def _unpacked(data: bytes) -> Iterator[bytes]:
    yield data
    at = data.find(b"\x1f\x8b\x08")
    while at >= 0:
        inflate = zlib.decompressobj(31)
        try:
            yield inflate.decompress(data[at:])
            at = len(data) - len(inflate.unused_data) if inflate.eof else at + 1
        except zlib.error:
            at += 1
        at = data.find(b"\x1f\x8b\x08", at)


def _holding(folder: Path) -> list[str]:
    """The files in which a word of the article stands, packed or not."""
    files = [path for path in sorted(folder.rglob("*")) if path.is_file()]
    return [
        path.name
        for path in files
        if any(word.encode() in layer.lower() for layer in _unpacked(path.read_bytes()) for word in LEFT)
    ]


def _articles(path: Path) -> int:
    with Corpus(path) as corpus:
        return int(corpus.conn.execute("SELECT count(*) FROM articles").fetchone()[0])


def test_the_same_text_at_another_address_of_the_outlet_is_set_aside(returned: Path) -> None:
    with Corpus(returned) as corpus:
        row = corpus.conn.execute("SELECT state, reason FROM frontier WHERE url LIKE '%4711%'").fetchone()
    assert row == ("rejected", "removed")
    assert _articles(returned) == 4


def test_run_and_doctor_name_the_command_that_takes_it_out(removed: Path, kliping: Run) -> None:
    assert "--returned" not in kliping("doctor", "--corpus", removed).out
    sentence = "1 page turned out to be a removed article"
    ran = _import(kliping, removed, (f"{SITE}{AGAIN}", _page(TITLE, SECRET)))
    assert sentence in ran.err
    assert f"kliping remove --returned --corpus {removed}" in ran.err
    doctor = kliping("doctor", "--corpus", removed)
    assert (doctor.code, sentence in doctor.out) == (5, True)
    assert sentence in kliping("refine", "--corpus", removed).err


def test_after_the_command_nothing_of_it_is_left_in_any_file(returned: Path, kliping: Run, tmp_path: Path) -> None:
    assert _holding(tmp_path)
    ran = _clean(kliping, returned)
    assert (ran.code, "removed a page that had come back" in ran.out) == (0, True), ran
    assert f"{TITLE} (warta-timur_example) came back as {SITE}{AGAIN}" in ran.err
    assert _holding(tmp_path) == []
    assert kliping("doctor", "--corpus", returned).code == 0


def test_the_others_stay_and_the_sums_balance(returned: Path, kliping: Run) -> None:
    _clean(kliping, returned)
    with Corpus(returned) as corpus:
        assert invariants(corpus) == []
        reader = ArchiveReader(corpus.archive_dir())
        for url, archive, offset in corpus.conn.execute('SELECT url, archive, "offset" FROM captures').fetchall():
            assert reader.read(archive, offset).url == url
        reader.close()
    assert kliping("refine", "--corpus", returned).out.startswith("refined 4 pages: 4 same")


def test_a_second_time_there_is_nothing_to_do(returned: Path, kliping: Run) -> None:
    _clean(kliping, returned)
    ran = _clean(kliping, returned)
    assert (ran.code, ran.out, "no removed article came back" in ran.err) == (0, "", True)


def test_the_same_removal_again_takes_it_out_too(returned: Path, kliping: Run, tmp_path: Path) -> None:
    assert "came back" in _remove(kliping, returned).err
    assert _holding(tmp_path) == []


def test_its_reason_stands_at_the_new_address_too_and_that_is_known(returned: Path, kliping: Run) -> None:
    _clean(kliping, returned)
    with Corpus(returned) as corpus:
        reasons = corpus.conn.execute("SELECT DISTINCT reason FROM tombstones").fetchall()
    assert reasons == [("permintaan pelapor",)]
    _import(kliping, returned, (f"{SITE}{AGAIN}", _page(TITLE, SECRET)))
    assert "no removed article came back" in _clean(kliping, returned).err


def test_an_edited_text_that_claims_the_address_is_taken_out_with_its_new_words(
    removed: Path, kliping: Run, tmp_path: Path
) -> None:
    claim = f"<link rel='canonical' href='{SITE}{PATH}'>"
    _import(kliping, removed, (f"{SITE}/cetak/4711-ulang", _page(TITLE, SECRET[::-1], head=claim)))
    assert _holding(tmp_path)
    assert _clean(kliping, removed).code == 0
    assert _holding(tmp_path) == []


def test_another_outlets_copy_is_kept_and_named(removed: Path, kliping: Run) -> None:
    ran = _import(kliping, removed, (f"{OTHER}/kabar/pengaduan-diterima", _page(TITLE, SECRET)))
    with Corpus(removed) as corpus:
        copy = corpus.conn.execute("SELECT id FROM articles WHERE outlet LIKE 'suara%'").fetchone()[0]
    sentence = f"other outlets have the text of a removed article as {copy}"
    assert sentence in ran.err
    doctor = kliping("doctor", "--corpus", removed)
    assert (doctor.code, sentence in doctor.out) == (0, True)
    ran = _import(kliping, removed, (f"{SITE}/berita/loket-7", _page("Loket Layanan Nomor 7", OPEN, 7)))
    assert sentence not in ran.err  # a run names what it brought


def test_a_copy_that_the_outlet_keeps_is_not_set_aside_by_refine(tmp_path: Path, kliping: Run) -> None:
    path = tmp_path / "kliping.db"
    twin = (f"{SITE}/siaran/7-pers", _page("Siaran Pers tentang Pengaduan", SECRET))
    _import(kliping, path, (f"{SITE}{PATH}", _page(TITLE, SECRET)), twin)
    assert "has the same text; to remove it too" in _remove(kliping, path).err
    assert kliping("refine", "--corpus", path).out.startswith("refined 1 page: 1 same")


def test_a_text_of_few_words_bars_nothing(tmp_path: Path, kliping: Run) -> None:
    path = tmp_path / "kliping.db"
    words = " ".join(SECRET).split()[:30]
    _import(kliping, path, (f"{SITE}{PATH}", _page(TITLE, (" ".join(words),))))
    _remove(kliping, path)
    _import(kliping, path, (f"{SITE}{AGAIN}", _page("Judul Lain yang Panjang Sekali", (" ".join(words),))))
    assert _articles(path) == 1


def test_it_asks_and_no_means_no(returned: Path, kliping: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("n\n"))
    ran = kliping("remove", "--returned", "--corpus", returned)
    assert (ran.code, ran.err.strip().splitlines()[-1].endswith("nothing was removed")) == (0, True)
    assert _holding(tmp_path)


@pytest.mark.parametrize("arguments", [[], ["--returned", "123"]])
def test_one_article_or_those_that_came_back(removed: Path, kliping: Run, arguments: list[str]) -> None:
    ran = kliping("remove", *arguments, "--reason", "x", "--corpus", removed)
    assert (ran.code, "name one article by its id or address; or give --returned" in ran.err) == (2, True)


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("when", ["before", "after"])
def test_a_kill_at_any_step_leaves_what_the_same_command_finishes(
    kliping: Run, returned: Path, tmp_path: Path, step: str, when: str
) -> None:
    command = ["remove", "--returned", "--yes", "--corpus", str(returned)]
    died = programs.run("-c", KILLED, step, when, *command)
    assert died.returncode == -signal.SIGKILL, died.stderr
    with Corpus(returned) as corpus:  # every page that the corpus knows can be read
        reader = ArchiveReader(corpus.archive_dir())
        for archive, offset in corpus.conn.execute('SELECT archive, "offset" FROM captures').fetchall():
            reader.read(archive, offset)
        reader.close()
    assert _clean(kliping, returned).code == 0
    assert _holding(tmp_path) == []
    assert not list(tmp_path.rglob("*.part")) + list(tmp_path.rglob("*.removal"))
    assert _articles(returned) == 4
