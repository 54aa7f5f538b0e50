"""`kliping refine` gives the balance of pages, words outside and photos from the archive, in an older corpus, too."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from unicodedata import is_normalized

import pytest

from corpus.file.checksums import wrong_articles, wrong_tables
from corpus.models import Article, Image, OutsideWords, PageWords, Refined
from corpus.store import Corpus
from crawler.archive.writer import ArchiveWriter
from crawler.cli import main
from pipelines.storing.workers import RefineWorkers
from tests.crawler.conftest import article
from tests.older_schemas import undo_places

Run = Callable[..., Any]
PAGES = 4
# warcio leaves a temporary file to the garbage collector for each record it writes
pytestmark = pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")


def balanced(refined: Refined) -> Refined:
    """The result with rows of its own in each table, as its words give them."""
    if not isinstance(refined, Article):
        return refined
    words, title = refined.words, refined.title
    return replace(
        refined,
        page_words=(PageWords(0, words + 9, words, 2, 0, 4, 3),),
        outside=(OutsideWords(0, 0, "header", 4), OutsideWords(0, 9, "unexplained", 3, f"Di luar {title}")),
        images=(Image(0, f"https://suara-kota.example/{words}.jpg", f"Foto {title}"),),
    )


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The folder of a corpus whose pages are refined with rows in each table, as long as the tests run."""
    folder = tmp_path_factory.mktemp("page-rows")
    writer = ArchiveWriter(folder / "in", 0, {})
    for n in range(PAGES):
        url = f"https://suara-kota.example/berita-{n}"
        page = article(n).replace("Menurut", "Menurut Rene\u0301e,")
        writer.write(url, 200, [("Content-Type", "text/html")], page.encode(), datetime(2024, 3, 8, tzinfo=UTC))
    writer.close()
    outcome = RefineWorkers.outcome
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(RefineWorkers, "outcome", lambda workers, task: balanced(outcome(workers, task)))
        assert main(["import", str(folder / "in"), "--corpus", str(folder / "kliping.db"), "--quiet"]) == 0
        yield folder


@pytest.fixture
def imported(made: Path, tmp_path: Path) -> Path:
    """A copy of that corpus with its archive."""
    shutil.copy(made / "kliping.db", tmp_path)
    shutil.copytree(made / "kliping-archive", tmp_path / "kliping-archive")
    return tmp_path / "kliping.db"


def rows(path: Path) -> dict[str, list[tuple[Any, ...]]]:
    queries = {
        "articles": "SELECT * FROM articles ORDER BY id",
        "page_words": "SELECT * FROM page_words ORDER BY 1, 2",
        "outside": "SELECT article_id, part, position, reason, words, text FROM outside ORDER BY 1, 2, 3",
        "images": "SELECT article_id, position, url, caption, credit, alt FROM images ORDER BY 1, 2",
    }
    with closing(sqlite3.connect(path)) as sql:
        return {table: sql.execute(query).fetchall() for table, query in queries.items()}


def all_right(path: Path) -> bool:
    with Corpus(path, read_only=True) as corpus:
        return list(wrong_articles(corpus.conn)) == [] and wrong_tables(corpus.conn) == []


def test_an_empty_corpus_gets_equal_rows_from_the_archive(imported: Path, kliping: Run) -> None:
    before = rows(imported)
    assert [len(of) for of in before.values()] == [PAGES, PAGES, 2 * PAGES, PAGES]
    with Corpus(imported) as corpus:
        corpus.conn.execute("DELETE FROM articles")
    assert [len(of) for of in rows(imported).values()] == [0, 0, 0, 0]
    assert kliping("refine", "--corpus", imported).code == 0
    assert rows(imported) == before
    assert all_right(imported)


def test_an_older_corpus_is_opened_and_refining_fills_its_rows_without_a_new_id(imported: Path, kliping: Run) -> None:
    before = rows(imported)
    with Corpus(imported) as corpus:  # its triggers keep the checksums right, as those of the older program
        for table in ("page_words", "outside", "images"):
            corpus.conn.execute(f"DELETE FROM {table}")
        corpus.conn.execute("UPDATE versions SET title = NULL, text = NULL, captured_at = NULL, cosmetic = NULL")
    with closing(sqlite3.connect(imported, isolation_level=None)) as sql:
        undo_places(sql)
        for table in ("page_words", "outside", "images"):
            sql.execute(f"DROP TABLE {table}")
        sql.execute("DELETE FROM _sqlite_migrations WHERE name >= 'm016'")
        sql.execute("PRAGMA user_version = 15")
    first = before["articles"][0][0]
    Corpus(imported).close()
    assert all_right(imported)
    shown = kliping("show", first, "--json", "--corpus", imported).rows[0]
    assert (shown["page_words"], shown["outside"], shown["images"]) == ([], [], [])
    assert kliping("refine", "--corpus", imported).out == f"refined {PAGES} pages: {PAGES} same\n"
    assert rows(imported) == before
    assert all_right(imported)


def test_damaged_rows_are_seen_and_made_again(imported: Path, kliping: Run) -> None:
    before = rows(imported)
    ids = [row[0] for row in before["articles"]]
    with closing(sqlite3.connect(imported, isolation_level=None)) as sql:
        sql.execute("UPDATE page_words SET added = 7 WHERE article_id = ?", ids[:1])
        sql.execute("UPDATE outside SET text = 'x' WHERE text IS NOT NULL AND article_id = ?", ids[1:2])
        sql.execute("DELETE FROM images WHERE article_id = ?", ids[2:3])
    seen = kliping("doctor", "--deep", "--corpus", imported)
    assert (seen.code, [f"{number} (details)" in seen.out for number in ids]) == (5, [True, True, True, False])
    assert kliping("doctor", "--repair", "--deep", "--corpus", imported).code == 0
    assert rows(imported) == before
    assert all_right(imported)


def test_a_backup_has_the_rows(imported: Path, kliping: Run, tmp_path: Path) -> None:
    assert kliping("backup", tmp_path / "salinan.db", "--corpus", imported).code == 0
    assert rows(tmp_path / "salinan.db") == rows(imported)


def test_a_removed_article_leaves_no_caption_and_no_word_outside(imported: Path, kliping: Run) -> None:
    first = rows(imported)["articles"][0][0]
    with closing(sqlite3.connect(imported)) as sql:
        title = sql.execute("SELECT caption FROM images WHERE article_id = ?", (first,)).fetchone()[0].encode()
    assert title in imported.read_bytes()
    assert kliping("remove", first, "--reason", "x", "--yes", "--corpus", imported).code == 0
    assert [len(of) for of in rows(imported).values()] == [PAGES - 1, PAGES - 1, 2 * PAGES - 2, PAGES - 1]
    assert title not in imported.read_bytes()


def test_every_text_is_in_composed_form(imported: Path) -> None:
    """articles.text is NFC, so that an offset into it counts the same code points for everybody."""
    with closing(sqlite3.connect(imported)) as sql:
        texts = [text for (text,) in sql.execute("SELECT text FROM articles")]
    assert any("Ren\u00e9e" in text for text in texts)
    assert [text for text in texts if not is_normalized("NFC", text)] == []
