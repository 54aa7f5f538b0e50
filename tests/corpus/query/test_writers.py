"""Each writer's articles are those whose list names him, however an article comes, changes or goes."""

import json
import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from sqlite_utils import Database

from corpus.file.schema.migrations import migrations
from corpus.models import Article
from corpus.query.fields import Values, condition
from corpus.query.narrow import narrow_condition
from corpus.query.tree import Field
from corpus.search import search
from corpus.store import Corpus

Keep = Callable[..., object]
Another = Callable[..., Article]


def _stored_writers(sql: sqlite3.Connection) -> list[tuple[int, str]]:
    """(article, writer) as the search looks them up; a writer without articles has None for one."""
    rows = sql.execute("SELECT article_id, name FROM writers LEFT JOIN article_writers ON writer_id = writers.id")
    return sorted(rows.fetchall(), key=str)


def _listed(sql: sqlite3.Connection) -> list[tuple[int, str]]:
    """The same as the articles have it."""
    rows = sql.execute("SELECT id, authors FROM articles").fetchall()
    return sorted({(row[0], name) for row in rows for name in json.loads(row[1])}, key=str)


def test_articles_come_with_their_writers(corpus: Corpus, keep: Keep, another: Another) -> None:
    ani, budi = "Ani Lestari", 'Budi "B" Lobo'
    keep(
        replace(another(1), authors=(ani,)),
        replace(another(2), authors=(budi, ani)),
        replace(another(3), authors=(ani, ani)),
        another(4),
    )
    assert _stored_writers(corpus.conn) == _listed(corpus.conn)
    assert len(_stored_writers(corpus.conn)) == 4


def test_an_article_that_changes_its_writers(corpus: Corpus, keep: Keep, another: Another) -> None:
    keep(replace(another(1), authors=("Ani", "Budi")), replace(another(2), authors=("Budi",)))
    keep(replace(another(1), authors=("Cici", "Ani")))
    assert _stored_writers(corpus.conn) == _listed(corpus.conn)
    keep(replace(another(1), authors=()), replace(another(2), authors=("Dedi", "Budi")))
    assert _stored_writers(corpus.conn) == _listed(corpus.conn)
    assert {name for _, name in _stored_writers(corpus.conn)} == {"Budi", "Dedi"}


@pytest.mark.parametrize("conflict", ["IGNORE", "REPLACE", "FAIL"])
def test_the_conflict_clause_of_another_program_changes_nothing(
    corpus: Corpus, keep: Keep, another: Another, conflict: str
) -> None:
    keep(replace(another(1), authors=("Ani",)), another(2))
    corpus.conn.execute(f'UPDATE OR {conflict} articles SET authors = \'["Ani", "Budi"]\'')
    assert _stored_writers(corpus.conn) == _listed(corpus.conn)
    assert len(_stored_writers(corpus.conn)) == 4


def test_a_writers_name_goes_with_his_last_article(corpus: Corpus, keep: Keep, another: Another) -> None:
    first, second = replace(another(1), authors=("Ani", "Budi")), replace(another(2), authors=("Budi",))
    keep(first, second)
    corpus.drop_article(str(first.key))
    assert [name for _, name in _stored_writers(corpus.conn)] == ["Budi"]
    corpus.drop_article(str(second.key))
    assert _stored_writers(corpus.conn) == []


def test_an_older_corpus_is_filled_from_its_articles(tmp_path: Path) -> None:
    path = tmp_path / "kliping.db"
    with closing(sqlite3.connect(path, isolation_level=None)) as sql:
        migrations.apply(Database(sql), stop_before="m008_writers")
        sql.execute("INSERT INTO outlets VALUES ('media', 'Media', 'media', 'media.example', NULL, 'user')")
        sql.executemany(
            """INSERT INTO articles (id, outlet, key, url, title, text, authors, words, complete, text_sha256,
                extractor, rules_version) VALUES (?, 'media', ?, '', 'Rapat', 'Rapat ditunda', ?, 2, 1, '', '', '')""",
            [(1, "a", '["Ani", "Budi"]'), (2, "b", "[]"), (3, "c", '["Budi", "Budi"]')],
        )
        assert len(_listed(sql)) == 3
    with Corpus(path) as corpus:
        assert _stored_writers(corpus.conn) == _listed(corpus.conn)
        assert [hit.id for hit in search(corpus, "rapat penulis:budi").hits] == [3, 1]


def test_a_writer_of_few_is_not_looked_for_among_all_articles(filled: Corpus) -> None:
    values = Values()
    selection = narrow_condition(filled, condition(filled, Field("author", "siapakah", 0), values), values, dated=False)
    sql = f"EXPLAIN QUERY PLAN SELECT a.id FROM articles a WHERE {selection.format(a='a', id='a.id')}"
    plan = " / ".join(row[3] for row in filled.conn.execute(sql, values.bound))
    assert "SEARCH a USING INTEGER PRIMARY KEY (rowid=?)" in plan
    assert "article_writers" in plan
