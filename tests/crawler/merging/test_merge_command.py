"""`kliping merge` with real archives: the result can be shown, refined and checked; what fails leaves nothing."""

import json
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from corpus.store import Corpus
from crawler.archive.members import members
from crawler.archive.writer import ArchiveWriter
from crawler.lock import holding
from tests.corpus.merging.team import differing

# warcio leaves a temporary file to the garbage collector for each record it writes
pytestmark = pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")

Run = Callable[..., Any]
SITE = "https://warta-timur.example"
FIRST, SECOND = datetime(2024, 3, 8, 1, tzinfo=UTC), datetime(2024, 3, 9, 1, tzinfo=UTC)
SECRET = "Magdalena Rohi mengadukan perlakuan atasannya kepada petugas kelimutukoro pada Selasa sore di kantor itu"


def page(n: int, words: str = "biasa") -> bytes:
    """A made-up page of an article."""
    paragraphs = (
        f"Kantor pelayanan membuka loket {words} bagi warga yang hendak mengurus dokumen perjalanan pada hari {n}.",
        f"Warga diminta membawa berkas asli serta salinannya agar pemeriksaan petugas {n} dapat berjalan cepat.",
        f"Kepala kantor mengatakan antrean {words} akan diatur dengan nomor urut yang dibagikan setiap pagi {n}.",
    )
    return (
        f"<html><head><title>Loket {n} {words}</title></head><body><main><article><h1>Loket Layanan {n} {words}</h1>"
        f"{''.join(f'<p>{p}</p>' for p in paragraphs)}</article></main></body></html>"
    ).encode()


def crawled(kliping: Run, path: Path, pages: dict[str, bytes], at: datetime) -> Path:
    """A corpus with an archive of these pages (path of the address -> body), all fetched at this time."""
    folder = path.parent / "in"
    writer = ArchiveWriter(folder, 1, {})
    for address, body in pages.items():
        writer.write(f"{SITE}{address}", 200, [("Content-Type", "text/html")], body, at, [("Accept", "text/html")])
    writer.close()
    ran = kliping("import", folder, "--corpus", path)
    assert ran.code == 0, ran
    shutil.rmtree(folder)
    return path


@pytest.fixture
def two(tmp_path: Path, kliping: Run) -> tuple[Path, Path]:
    """Two corpora that share two articles; one of these was edited between the two crawls."""
    a = crawled(kliping, tmp_path / "a/kliping.db", {f"/berita/loket-{n}": page(n) for n in (1, 2, 3)}, FIRST)
    pages = {"/berita/loket-2": page(2), "/berita/loket-3": page(3, "baru"), "/berita/loket-4": page(4)}
    return a, crawled(kliping, tmp_path / "b/kliping.db", pages, SECOND)


def remains(folder: Path) -> list[str]:
    """What stands in the folder, but for locks."""
    return sorted(p.name for p in folder.iterdir() if not p.name.endswith(".lock"))


def everything(folder: Path) -> list[str]:
    """What stands in the folder."""
    return sorted(p.name for p in folder.iterdir())


def doctors(kliping: Run, path: Path) -> list[str]:
    """What `kliping doctor` finds wrong with the corpus and its archive."""
    ran = kliping("doctor", "--deep", "--json", "--corpus", path)
    return [row["told"] for row in ran.rows if not row["well"]]


def test_the_merged_corpus_is_one_like_any_other(kliping: Run, two: tuple[Path, Path], tmp_path: Path) -> None:
    target = tmp_path / "c.db"
    ran = kliping("merge", *two, "-o", target, "--json")
    result = ran.rows[0]
    assert (ran.code, result["articles"], result["shared"], result["archive_files"]) == (0, 4, 2, 2), ran
    assert [(one["differs"], one["stands"]) for one in result["conflicts"]] == [(["title", "text"], str(two[1]))]
    assert remains(tmp_path / "c-archive") == [
        *sorted(p.name for path in two for p in (path.parent / "kliping-archive").iterdir())
    ]
    assert doctors(kliping, target) == []
    ids = [row["id"] for row in kliping("search", "loket", "--json", "--corpus", target).rows if "id" in row]
    assert len(ids) == 4
    assert kliping("show", ids[0], "--page", "--corpus", target).code == 0
    before = {p: p.read_bytes() for p in (tmp_path / "c-archive").iterdir()}
    ran = kliping("refine", "--corpus", target)
    assert (ran.code, doctors(kliping, target)) == (0, []), ran
    assert {p: p.read_bytes() for p in (tmp_path / "c-archive").iterdir()} == before
    assert kliping("diff", two[0], target, "--csv").code == 3


def test_the_order_makes_no_difference_and_merging_again_adds_nothing(
    kliping: Run, two: tuple[Path, Path], tmp_path: Path
) -> None:
    c = tmp_path / "c.db"
    kliping("merge", *two, "-o", c)
    for name, paths in (("ba", two[::-1]), ("ca", (c, two[0])), ("bca", (two[1], c, two[0]))):
        other = tmp_path / f"{name}.db"
        assert kliping("merge", *paths, "-o", other).code == 0
        assert differing(c, other) == {}, name
        assert remains(tmp_path / f"{name}-archive") == remains(tmp_path / "c-archive")


def test_archive_files_of_one_name_and_other_content_get_names_of_their_own(
    kliping: Run, two: tuple[Path, Path], tmp_path: Path
) -> None:
    for path in two:
        (file,) = (path.parent / "kliping-archive").iterdir()
        file.rename(file.with_name("sama.warc.gz"))
        with Corpus(path) as corpus:
            corpus.conn.execute("UPDATE captures SET archive = 'sama.warc.gz'")
    assert kliping("merge", *two, "-o", tmp_path / "c.db").code == 0
    names = remains(tmp_path / "c-archive")
    assert (len(names), all(name.startswith("sama-m") for name in names)) == (2, True), names
    assert doctors(kliping, tmp_path / "c.db") == []
    assert kliping("merge", tmp_path / "c.db", two[0], "-o", tmp_path / "d.db").code == 0
    assert remains(tmp_path / "d-archive") == names
    assert differing(tmp_path / "c.db", tmp_path / "d.db") == {}


def test_what_one_corpus_removed_the_merged_one_does_not_have(kliping: Run, tmp_path: Path) -> None:
    secret = page(9).replace(b"Kantor pelayanan membuka", SECRET.encode())
    shared = {"/berita/pengaduan": secret, "/berita/loket-2": page(2)}
    a = crawled(kliping, tmp_path / "a/kliping.db", shared, FIRST)
    b = crawled(kliping, tmp_path / "b/kliping.db", shared | {"/berita/loket-5": page(5)}, SECOND)
    ran = kliping("remove", f"{SITE}/berita/pengaduan", "--reason", "permintaan", "--yes", "--corpus", a)
    assert ran.code == 0, ran
    for name, paths in (("c", (a, b)), ("d", (b, a))):
        ran = kliping("merge", *paths, "-o", tmp_path / f"{name}.db", "--json")
        assert (ran.code, ran.rows[0]["removed"], ran.rows[0]["articles"]) == (0, {str(b): 1}, 2), ran
    assert differing(tmp_path / "c.db", tmp_path / "d.db") == {}
    assert kliping("merge", tmp_path / "c.db", b, "-o", tmp_path / "e.db").code == 0
    assert differing(tmp_path / "c.db", tmp_path / "e.db") == {}
    assert remains(tmp_path / "e-archive") == remains(tmp_path / "c-archive")
    assert doctors(kliping, tmp_path / "c.db") == []
    for word in (b"kelimutukoro", b"/berita/pengaduan"):
        assert word not in (tmp_path / "c.db").read_bytes()
    urls = {m.url for path in (tmp_path / "c-archive").iterdir() for m in members(path) if m.kind == "response"}
    assert urls == {f"{SITE}/berita/loket-{n}" for n in (2, 5)}
    with closing(sqlite3.connect(b)) as sql:
        assert sql.execute("SELECT count(*) FROM articles").fetchone() == (3,)  # the given one is as it was


@pytest.fixture
def small(tmp_path: Path, new_corpus: Path) -> tuple[Path, Path]:
    """Two corpora without articles."""
    paths = tmp_path / "a/kliping.db", tmp_path / "b/kliping.db"
    for number, path in enumerate(paths):
        path.parent.mkdir()
        shutil.copy(new_corpus, path)
        with Corpus(path) as corpus:
            corpus.conn.execute("UPDATE meta SET value = ? WHERE name = 'uuid'", (f"uuid-{number}",))
    return paths


def _text_file(path: Path) -> None:
    path.write_text("bukan korpus")


def _other_database(path: Path) -> None:
    with closing(sqlite3.connect(path)) as sql:
        sql.execute("CREATE TABLE lain (x)")


def _older(path: Path) -> None:
    with closing(sqlite3.connect(path)) as sql:
        sql.execute("PRAGMA user_version = 5")


def _newer(path: Path) -> None:
    with closing(sqlite3.connect(path)) as sql:
        sql.execute("PRAGMA user_version = 99")


def _changed(path: Path) -> None:
    with closing(sqlite3.connect(path)) as sql:
        sql.execute("INSERT INTO tombstones VALUES ('x', 'y', 'z')")
        sql.commit()


@pytest.mark.parametrize(
    ("spoil", "code", "words"),
    [
        (lambda p: p.unlink(), 2, "there is no corpus here"),
        (_text_file, 5, "not an SQLite file"),
        (lambda p: [p.unlink(), _other_database(p)], 2, "not a kliping corpus"),
        (_older, 2, "made by an older kliping"),
        (_newer, 2, "newer"),
        (_changed, 5, "tombstones differ from their checksums"),
        (lambda p: p.with_name("kliping.db.removal").write_text("{}"), 2, "a removal was not finished"),
    ],
)
def test_a_corpus_that_cannot_be_merged_is_named(
    kliping: Run, small: tuple[Path, Path], tmp_path: Path, spoil: Callable[[Path], object], code: int, words: str
) -> None:
    spoil(small[1])
    ran = kliping("merge", *small, "-o", tmp_path / "out/c.db".replace("out/", ""))
    assert (ran.code, words in ran.err, str(small[1]) in ran.err) == (code, True, True), ran
    assert [name for name in remains(tmp_path) if name.startswith(("c", ".c"))] in ([], ["config.toml"])


def test_one_corpus_and_the_same_twice_are_refused(kliping: Run, small: tuple[Path, Path], tmp_path: Path) -> None:
    (tmp_path / "lain.db").symlink_to(small[0])
    for paths, words in (
        ((), "two corpora"),
        (small[:1], "two corpora"),
        ((small[0], tmp_path / "lain.db"), "the same file"),
    ):
        ran = kliping("merge", *paths, "-o", tmp_path / "c.db")
        assert (ran.code, words in ran.err) == (2, True), ran
    ran = kliping("merge", *[small[0]] * 9, "-o", tmp_path / "c.db")
    assert (ran.code, "at most 8" in ran.err) == (2, True), ran


def test_a_corpus_that_a_crawl_writes_to_is_not_merged(kliping: Run, small: tuple[Path, Path], tmp_path: Path) -> None:
    with holding(small[1]):
        ran = kliping("merge", *small, "-o", tmp_path / "c.db")
    assert (ran.code, "is at work on this corpus" in ran.err, (tmp_path / "c.db").exists()) == (2, True, False), ran


def test_a_corpus_is_replaced_only_when_that_is_asked_and_its_archive_stays(
    kliping: Run, two: tuple[Path, Path], tmp_path: Path
) -> None:
    command = ("merge", *two, "-o", tmp_path / "c.db")
    assert [kliping(*command).code, kliping(*command).code] == [0, 2]
    with Corpus(tmp_path / "c.db") as corpus:  # what stands in its log
        corpus.conn.execute("CREATE TABLE catatan (x)")
        corpus.conn.execute("DROP TABLE catatan")
        ran = kliping(*command, "--force")
        assert (ran.code, "has it open" in ran.err) == (2, True), ran
    ran = kliping(*command, "--force")
    assert (ran.code, f"still at {tmp_path / 'c-archive'}" in ran.err) == (0, True), ran
    assert (doctors(kliping, tmp_path / "c.db"), remains(tmp_path / "c-archive-2")) == (
        [],
        remains(tmp_path / "c-archive"),
    )


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("tidak-ada/c.db", "tidak-ada"),
        (".", "folder"),
        ("catatan.txt", "is no corpus"),
        ("a/kliping.db", "is one of the"),
    ],
)
def test_a_place_that_cannot_be_written_to_is_named(
    kliping: Run, small: tuple[Path, Path], tmp_path: Path, name: str, words: str
) -> None:
    (tmp_path / "catatan.txt").write_text("penting")
    ran = kliping("merge", *small, "-o", tmp_path / name, "--force")
    assert (ran.code, words in ran.err) == (2, True), ran
    assert (tmp_path / "catatan.txt").read_text() == "penting"


def test_a_missing_archive_file_is_named_and_the_rest_is_merged(
    kliping: Run, two: tuple[Path, Path], tmp_path: Path
) -> None:
    (file,) = (two[0].parent / "kliping-archive").iterdir()
    file.unlink()
    ran = kliping("merge", *two, "-o", tmp_path / "c.db")
    assert (ran.code, f"{file} is missing" in ran.err) == (5, True), ran
    assert len(doctors(kliping, tmp_path / "c.db")) == 1


SLOW = """
import os, sys, time
import corpus.merging.corpus_union as union
carry = union.carry_users_rows
def waits(bench):
    open(sys.argv[1], "w").close()
    time.sleep(60)
union.carry_users_rows = waits
from crawler.cli import main
sys.exit(main(sys.argv[2:]))
"""


def test_a_kill_leaves_no_corpus_and_the_next_merge_works(kliping: Run, two: tuple[Path, Path], tmp_path: Path) -> None:
    target, sign = tmp_path / "c.db", tmp_path / "sign"
    arguments = ["merge", *map(str, two), "-o", str(target)]
    with subprocess.Popen(
        [sys.executable, "-c", SLOW, str(sign), *arguments], cwd=Path(__file__).parents[3]
    ) as program:
        for _ in range(600):
            if sign.exists():
                break
            time.sleep(0.05)
        program.send_signal(signal.SIGKILL)
    assert sign.exists()
    assert not target.exists()
    assert [name for name in everything(tmp_path) if name.endswith(".merge")]
    assert kliping(*arguments).code == 0
    assert [name for name in everything(tmp_path) if name.startswith(".")] == []
    assert doctors(kliping, target) == []


LIMITED = """
import resource, signal, sys
resource.setrlimit(resource.RLIMIT_FSIZE, (600_000, 600_000))
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
from crawler.cli import main
sys.exit(main(sys.argv[1:]))
"""


def test_a_full_disk_leaves_nothing(kliping: Run, two: tuple[Path, Path], tmp_path: Path) -> None:
    """A limit on the size of files, as a full disk: what is written grows past it in the middle."""
    with Corpus(two[0]) as corpus:
        corpus.conn.execute("INSERT INTO watches VALUES (?, 'x', '2024-03-08', 0)", ("w" * 500_000,))
    ran = subprocess.run(
        [sys.executable, "-c", LIMITED, "merge", *map(str, two), "-o", str(tmp_path / "c.db")],
        cwd=Path(__file__).parents[3], capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (ran.returncode, "can't be written" in ran.stderr, "Traceback" in ran.stderr) == (2, True, False), ran
    assert [name for name in remains(tmp_path) if name.startswith((".c", "c."))] == []


def test_names_and_sets_beside_the_corpora_are_merged_by_entry(
    kliping: Run, small: tuple[Path, Path], tmp_path: Path
) -> None:
    for path, names in zip(small, (("timur", "sama"), ("barat", "sama")), strict=True):
        text = "".join(f'# kami\n[[set]]\nname = "{name}"\noutlets = ["{name}_pos"]\n' for name in names)
        path.with_name("kliping-sets.toml").write_text(text)
    assert kliping("merge", *small, "-o", tmp_path / "c.db").code == 0
    text = (tmp_path / "c-sets.toml").read_text()
    assert [line for line in text.splitlines() if line.startswith("name")] == [
        'name = "barat"', 'name = "sama"', 'name = "timur"',
    ]  # fmt: skip
    small[1].with_name("kliping-sets.toml").write_text('set = [{name = "x", outlets = ["y"]}]')
    ran = kliping("merge", *small, "-o", tmp_path / "d.db")
    assert (ran.code, "can't be merged" in ran.err, (tmp_path / "d.db").exists()) == (2, True, False), ran


def test_diff_names_what_two_corpora_do_not_share(kliping: Run, two: tuple[Path, Path], tmp_path: Path) -> None:
    ran = kliping("diff", *two, "--json")
    *rows, last = ran.rows
    assert (ran.code, last["counts"]) == (3, {"first": 1, "second": 1, "same": 1, "both": 1})
    assert {(row["side"], row["key"][-1], *row["differs"]) for row in rows} == {
        ("first", "1"), ("second", "4"), ("both", "3", "title", "text"),
    }  # fmt: skip
    shutil.copytree(two[0].parent, tmp_path / "same")
    assert kliping("diff", two[0], tmp_path / "same/kliping.db").code == 0
    assert kliping("diff", two[0], tmp_path / "none.db").code == 2
    assert json.loads(kliping("diff", *two, "--format", "json").out)
