"""Merged archives: the same in any order and again, without what was removed; a kill or a full disk leaves nothing."""

import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest

from corpus.store import Corpus
from crawler.archive.members import members
from tests.corpus.merging.team import differing
from tests.crawler.merging.pages import (
    FIRST,
    SECOND,
    SITE,
    Run,
    crawled,
    crawls_of_two,
    doctors,
    everything,
    page,
    remains,
)

# warcio leaves a temporary file to the garbage collector for each record it writes
pytestmark = [pytest.mark.hostile, pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")]

SECRET = "Magdalena Rohi mengadukan perlakuan atasannya kepada petugas kelimutukoro pada Selasa sore di kantor itu"


@pytest.fixture(scope="module")
def crawls(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two corpora with their archives, made once."""
    return crawls_of_two(tmp_path_factory.mktemp("crawls"))


@pytest.fixture
def two(crawls: Path, tmp_path: Path) -> tuple[Path, Path]:
    """Copies of these corpora."""
    for name in ("a", "b"):
        shutil.copytree(crawls / name, tmp_path / name)
    return tmp_path / "a/kliping.db", tmp_path / "b/kliping.db"


def test_the_merged_corpus_is_one_like_any_other(kliping: Run, two: tuple[Path, Path], tmp_path: Path) -> None:
    target = tmp_path / "c.db"
    ran = kliping("merge", *two, "-o", target, "--json")
    result = ran.rows[0]
    assert (ran.code, result["articles"], result["in_several"], result["archive_files"]) == (0, 4, 2, 2), ran
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
    a = crawled(tmp_path / "a/kliping.db", shared, FIRST)
    b = crawled(tmp_path / "b/kliping.db", shared | {"/berita/loket-5": page(5)}, SECOND)
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
