"""The copies kept in `reprints` are those that the texts and ids say, whatever comes, changes or goes."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlite_utils import Database

from corpus.file.schema.migrations import migrations
from corpus.search import search
from corpus.store import Corpus

OUTLETS = ("kantor_berita", "warta_timur", "suara_kota")
INSERT = """INSERT INTO articles (id, outlet, key, url, title, text, authors, words, complete, text_sha256, extractor,
    rules_version) VALUES (?, ?, ?, '', 'Rapat', 'Rapat ditunda', '[]', 2, 1, ?, '', '')"""
STEPS = st.lists(
    st.tuples(
        st.sampled_from(["come", "come", "come", "change", "go"]), st.integers(1, 8), st.sampled_from(OUTLETS),
        st.sampled_from("xyz"),
    ),
    max_size=25,
)  # fmt: skip


def copies(sql: sqlite3.Connection) -> list[int]:
    """The copies as a search looks them up."""
    return [row[0] for row in sql.execute("SELECT article_id FROM reprints ORDER BY 1")]


def meant(sql: sqlite3.Connection) -> list[int]:
    """The same by the definition."""
    rows = sql.execute(
        """SELECT DISTINCT a.id FROM articles a JOIN articles o
        ON o.text_sha256 = a.text_sha256 AND o.id < a.id AND o.outlet <> a.outlet ORDER BY 1"""
    )
    return [row[0] for row in rows]


def _outlets(sql: sqlite3.Connection) -> None:
    sql.executemany(
        "INSERT OR IGNORE INTO outlets VALUES (?, ?, 'media', 'media.example', NULL, 'user')",
        [(slug, slug) for slug in OUTLETS],
    )


@settings(deadline=None, max_examples=150, database=None)
@given(steps=STEPS)
def test_copies_are_known_whatever_comes_changes_or_goes(steps: list[tuple[str, int, str, str]]) -> None:
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as sql:
        migrations.apply(Database(sql))
        _outlets(sql)
        for what, number, outlet, text in steps:
            held = sql.execute("SELECT 1 FROM articles WHERE id = ?", (number,)).fetchone()
            if what == "come" and not held:
                sql.execute(INSERT, (number, outlet, str(number), text))
            elif what == "go":
                sql.execute("DELETE FROM articles WHERE id = ?", (number,))
            else:
                sql.execute("UPDATE articles SET outlet = ?, text_sha256 = ? WHERE id = ?", (outlet, text, number))
            assert copies(sql) == meant(sql)


def test_an_older_corpus_is_filled_from_its_articles(tmp_path: Path) -> None:
    path = tmp_path / "kliping.db"
    with closing(sqlite3.connect(path, isolation_level=None)) as sql:
        migrations.apply(Database(sql), stop_before="m009_reprints")
        _outlets(sql)
        for number, (outlet, text) in enumerate(zip(OUTLETS * 3, "xxxyyxzxz", strict=True)):
            sql.execute(INSERT, (number, outlet, str(number), text))
        expected = meant(sql)
    with Corpus(path) as corpus:
        assert copies(corpus.conn) == expected
        assert len(expected) == 6


@pytest.mark.parametrize("limits", [{}, {"MOST_LISTED": -1}, {"ONE_BY_ONE": 0}], ids=str)
def test_copies_alone_and_what_is_none(filled: Corpus, limits: dict[str, int], monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in limits.items():
        monkeypatch.setattr(f"corpus.query.narrow.{name}", value)
    for query, titles in (
        ("pegawai is:reprint", ["Deputi Bina Pegawai di Kupang"]), ("is:reprint", ["Deputi Bina Pegawai di Kupang"]),
        ("pegawai is:original", ["Pembinaan Pegawai di NTT", "Opini: Pegawai Publik dan Harapan Warga"]),
        ("integritas -is:reprint", ["Pembinaan Pegawai di NTT"]), ("gagalkan OR is:reprint year:2023",
         ["BP2MI-NTT Gagalkan Keberangkatan Ilegal", "Deputi Bina Pegawai di Kupang"]),
    ):  # fmt: skip
        assert [hit.title for hit in search(filled, query).hits] == titles, query


def test_copies_are_listed_from_their_own_table(filled: Corpus, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("corpus.query.narrow.ONE_BY_ONE", 0)
    plan = [row[3] for row in filled.conn.execute(f"EXPLAIN QUERY PLAN {search(filled, 'pegawai is:reprint').sql}",
                                                  {"query": '"pegawai"', "before": 1 << 62, "after": -1})]  # fmt: skip
    assert any("reprints" in step for step in plan), plan
    assert not any("articles_text" in step or "TEMP B-TREE" in step for step in plan), plan
