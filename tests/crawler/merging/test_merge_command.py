"""`kliping merge` and `kliping diff`: the result is a corpus like any other; what can't be merged is named."""

import json
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from corpus.store import Corpus
from crawler.lock import holding
from tests.crawler.merging.pages import Run, crawls_of_two, remains

# warcio leaves a temporary file to the garbage collector for each record it writes
pytestmark = pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")


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
