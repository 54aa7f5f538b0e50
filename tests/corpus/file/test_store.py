"""What is kept stays findable and keeps its id, whatever happens to the articles."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from datasette.utils import detect_fts
from sqlite_utils import Database

from corpus.file.waiting import WaitingConnection
from corpus.models import Article, Outlet
from corpus.search import search
from corpus.store import ArticleOutcome, Corpus

Keep = Callable[..., ArticleOutcome]
LATER = datetime(2024, 6, 1, 20, 0, tzinfo=UTC)  # already 2 June in Jakarta


def _indexed(corpus: Corpus, word: str) -> int:
    return int(
        corpus.conn.execute("SELECT count(*) FROM articles_fts WHERE articles_fts MATCH ?", (word,)).fetchone()[0]
    )


def _sound(corpus: Corpus) -> None:
    corpus.conn.execute("INSERT INTO articles_fts (articles_fts, rank) VALUES ('integrity-check', 1)")


def test_ids_begin_with_the_day_of_publication(filled: Corpus, articles: tuple[Article, ...]) -> None:
    first = filled.id_of(str(articles[0].key))
    assert first >> 20 == (date(2023, 11, 20) - date(1970, 1, 1)).days


def test_an_undated_article_stands_at_its_capture_in_jakarta(keep: Keep, another: Callable[..., Article]) -> None:
    stored = keep(another(1), fetched_at=LATER)
    assert stored.id >> 20 == (date(2024, 6, 2) - date(1970, 1, 1)).days


def test_articles_of_one_day_get_numbers_in_turn(keep: Keep, another: Callable[..., Article]) -> None:
    day = date(2024, 2, 1)
    first = keep(another(1, day=day)).id
    assert keep(another(2, day=day, text="Berita lain.")).id == first + 1


def test_ids_are_the_same_after_everything_was_deleted(filled: Corpus, articles: tuple[Article, ...]) -> None:
    before = {a.key: filled.id_of(str(a.key)) for a in articles}
    filled.conn.execute("DELETE FROM articles")
    with filled.transaction():
        for number, article in reversed(list(enumerate(articles, 1))):
            assert filled.keep(article, [number], LATER).id == before[article.key]


def test_a_corrected_day_leaves_the_id_and_is_noted(filled: Corpus, articles: tuple[Article, ...]) -> None:
    before = filled.id_of(str(articles[0].key))
    with filled.transaction():
        stored = filled.keep(replace(articles[0], published_day=date(2023, 11, 19)), [1], LATER)
    assert stored.id == before
    noted = filled.conn.execute("SELECT published_day FROM misdated WHERE article_id = ?", (before,)).fetchone()
    assert noted == ("2023-11-19",)


def test_only_the_undated_and_the_corrected_are_misdated(filled: Corpus, articles: tuple[Article, ...]) -> None:
    noted = filled.conn.execute("SELECT article_id, published_day FROM misdated").fetchall()
    assert noted == [(filled.id_of(str(articles[3].key)), None)]


def test_keeping_again_changes_nothing(filled: Corpus, articles: tuple[Article, ...]) -> None:
    with filled.transaction():
        assert filled.keep(articles[0], [1], LATER).outcome == "same"
    _sound(filled)


def test_the_index_follows_a_change(filled: Corpus, articles: tuple[Article, ...]) -> None:
    with filled.transaction():
        stored = filled.keep(replace(articles[2], text="Naskah ini sudah diperbaiki."), [3], LATER)
    assert stored.outcome == "changed"
    assert (_indexed(filled, "diperbaiki"), _indexed(filled, "keberangkatan AND polisi")) == (1, 0)
    _sound(filled)


def test_the_index_follows_a_deletion(filled: Corpus) -> None:
    filled.conn.execute("DELETE FROM articles WHERE outlet = 'suara_kota'")
    assert (_indexed(filled, "gagalkan"), _indexed(filled, "integritas")) == (0, 2)
    _sound(filled)


def test_the_same_story_again_in_one_outlet_is_a_duplicate(filled: Corpus, articles: tuple[Article, ...]) -> None:
    again = replace(articles[0], url="https://kantor-berita.example/x", key="kantor-berita.example/x")
    with filled.transaction():
        stored = filled.keep(again, [1], LATER)
    assert (stored.outcome, stored.key) == ("duplicate", articles[0].key)


def test_the_same_text_under_another_title_is_an_article_of_its_own(
    filled: Corpus, articles: tuple[Article, ...]
) -> None:
    key = "kantor-berita.example/x"
    again = replace(articles[0], title="Deputi Minta Pegawai Disiplin", url=f"https://{key}", key=key)
    with filled.transaction():
        stored = filled.keep(again, [1], LATER)
    assert (stored.outcome, stored.key) == ("new", key)


def test_an_edit_of_the_outlets_is_a_version(filled: Corpus, keep: Keep, articles: tuple[Article, ...]) -> None:
    edited = replace(articles[2], text=articles[2].text + " Polisi masih menyelidiki.")
    with filled.transaction():
        filled.keep(edited, [4], LATER)  # another capture
    versions = filled.conn.execute(
        "SELECT seq, capture_id FROM versions WHERE article_id = ? ORDER BY seq", (filled.id_of(str(edited.key)),)
    ).fetchall()
    assert versions == [(1, 3), (2, 4)]


def test_a_transaction_is_all_or_nothing(filled: Corpus, another: Callable[..., Article]) -> None:
    def keep_and_fail() -> None:
        with filled.transaction():
            filled.keep(another(9), [1], LATER)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        keep_and_fail()
    assert filled.conn.execute("SELECT count(*) FROM articles").fetchone()[0] == 4
    with pytest.raises(KeyError):
        filled.id_of("suara_kota.example/berita-9")


def test_a_host_never_takes_over_a_known_outlet(corpus: Corpus) -> None:
    corpus.put_outlet(Outlet("suara_kota", "suara-kota.example", "other", "suara-kota.example", None, "host"))
    assert corpus.conn.execute("SELECT name FROM outlets WHERE slug = 'suara_kota'").fetchone() == ("Suara Kota",)


def test_sqlite_utils_searches_the_file(filled: Corpus) -> None:
    with closing(sqlite3.connect(filled.path)) as sql:
        table = Database(sql).table("articles")
        assert table.detect_fts() == "articles_fts"
        assert {row["outlet"] for row in table.search("integritas")} == {"kantor_berita", "warta_timur"}


def test_datasette_finds_the_index(filled: Corpus) -> None:
    assert detect_fts(filled.conn, "articles") == "articles_fts"


def test_the_coverage_view_serves_a_spreadsheet(filled: Corpus) -> None:
    row = filled.conn.execute(
        "SELECT outlet, kind, affiliation, day, grade, phrases FROM coverage ORDER BY id"
    ).fetchone()
    assert row == ("Kantor Berita", "agency", "BP2MI", "2023-11-20", 3, "pembinaan pegawai")


def test_two_readers_and_a_writer(filled: Corpus, path: Path, another: Callable[..., Article]) -> None:
    with Corpus(path, read_only=True) as reader:
        with filled.transaction():
            filled.keep(another(9), [1], LATER)
            assert reader.conn.execute("SELECT count(*) FROM articles").fetchone()[0] == 4
        assert reader.conn.execute("SELECT count(*) FROM articles").fetchone()[0] == 5


def test_a_key_is_needed(corpus: Corpus, another: Callable[..., Article]) -> None:
    with pytest.raises(ValueError, match="an outlet and a key"):
        corpus.keep(replace(another(1), key=None), [1], LATER)


def test_an_unknown_outlet_is_refused(corpus: Corpus, another: Callable[..., Article]) -> None:
    with pytest.raises(sqlite3.IntegrityError):
        corpus.keep(another(1, outlet="tidak_dikenal"), [], LATER)


def test_statistics_are_taken_where_they_help_and_change_no_answer(filled: Corpus, path: Path) -> None:
    before = search(filled, "pegawai").hits
    filled.conn.execute("SELECT 1 FROM articles WHERE text_sha256 = 'x' AND outlet = 'y'").fetchone()
    filled.optimize()
    assert filled.conn.execute("SELECT count(*) FROM sqlite_stat1 WHERE tbl = 'articles'").fetchone()[0] > 0
    assert search(filled, "pegawai").hits == before
    assert filled.conn.execute("PRAGMA integrity_check").fetchone()[0] == "ok"


def test_statistics_never_wait_for_another_writer(filled: Corpus, path: Path) -> None:
    filled.conn.execute("SELECT 1 FROM articles WHERE text_sha256 = 'x' AND outlet = 'y'").fetchone()
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        waits = WaitingConnection.waits
        filled.optimize()
        assert WaitingConnection.waits == waits
        other.execute("ROLLBACK")
    assert filled.conn.execute("SELECT 1 FROM sqlite_schema WHERE name = 'sqlite_stat1'").fetchone() is None
