"""The same texts in other engines: FTS5 as it comes, tantivy, PostgreSQL. Each gives a function: query -> milliseconds.

tantivy needs `pip install tantivy`; PostgreSQL `pip install 'psycopg[binary]'` and a database of your own, named by a
connection string, in which the table `kliping_articles` is made once. Neither is needed by the program.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any, Literal

from corpus.query.parse import parse
from corpus.query.tree import All, Leaf, Near, Phrase, Prefix, Word
from corpus.store import Corpus
from corpus.vocabulary.tokens import tokens

Order = Literal["newest", "relevance"]
Ask = Callable[[str, Order], float | None]
"""Milliseconds for 20 hits with their snippets, None where the engine has no such query."""

SNIPPETS = """SELECT rowid, snippet(articles_fts, 1, '[', ']', '…', 32) FROM articles_fts
    WHERE articles_fts MATCH ? ORDER BY {order} LIMIT 20"""
PG_TABLE = """CREATE TABLE kliping_articles (id bigint, published date, title text, text text,
    words tsvector GENERATED ALWAYS AS (to_tsvector('simple', title || ' ' || text)) STORED)"""
PG_INDEXES = (
    "CREATE INDEX ON kliping_articles USING gin (words) WITH (fastupdate = off)",
    "CREATE INDEX ON kliping_articles (published DESC NULLS LAST, id DESC)",
    "VACUUM ANALYZE kliping_articles",
)
PG_ORDERS = {"newest": "published DESC NULLS LAST, id DESC", "relevance": "ts_rank(words, asked) DESC"}
PG_ASK = """SELECT id, ts_headline('simple', text, asked, 'MaxWords=32, MinWords=20')
    FROM (SELECT id, text, asked FROM kliping_articles, CAST(%s AS tsquery) asked
        WHERE words @@ asked ORDER BY {order} LIMIT 20) best"""


LONGEST = 20  # seconds after which a query of PostgreSQL is ended, and counted as that long


def timed(ask: Callable[[], object]) -> float:
    """Milliseconds."""
    start = time.perf_counter()
    ask()
    return (time.perf_counter() - start) * 1e3


def raw_fts5(corpus: Corpus) -> Ask:
    """FTS5 alone, each word as it stands; newest is the order of its ids."""

    def ask(query: str, order: Order) -> float | None:
        quoted = _fts5(query)
        if quoted is None:
            return None
        sql = SNIPPETS.format(order="rank" if order == "relevance" else "rowid DESC")
        return timed(lambda: corpus.conn.execute(sql, (quoted,)).fetchall())

    return ask


def tantivy(corpus: Corpus, folder: str) -> Ask:
    """Index with positions; newest by a fast field."""
    import tantivy as engine

    schema = engine.SchemaBuilder().add_text_field("title", stored=True).add_text_field("text", stored=True)
    fields = schema.add_integer_field("id", fast=True).build()
    Path(folder).mkdir(exist_ok=True)
    index = engine.Index(fields, path=folder)
    if index.searcher().num_docs == 0:
        start = time.perf_counter()
        writer = index.writer(200_000_000)
        for n, (id_, _, title, text) in enumerate(_rows(corpus)):
            writer.add_document(engine.Document(title=title, text=text, id=id_))
            if n % 50_000 == 49_999:
                writer.commit()
        writer.commit()
        writer.wait_merging_threads()
        index.reload()
        print(f"(tantivy: built in {time.perf_counter() - start:.0f} s)", file=sys.stderr)
    searcher = index.searcher()

    def ask(query: str, order: Order) -> float | None:
        quoted = _tantivy(query)
        if quoted is None:
            return None

        def run() -> None:
            parsed = index.parse_query(quoted, ["title", "text"], conjunction_by_default=True)
            result = searcher.search(parsed, 20, order_by_field="id" if order == "newest" else None)
            snippets = engine.SnippetGenerator.create(searcher, parsed, fields, "text")
            for _, address in result.hits:
                snippets.snippet_from_doc(searcher.doc(address))

        return timed(run)

    return ask


def postgres(corpus: Corpus, dsn: str) -> Ask:
    """PostgreSQL: tsvector ('simple') with a GIN index, an index of the days, ts_headline, ts_rank."""
    import psycopg

    connection = psycopg.connect(dsn, autocommit=True)
    if connection.execute("SELECT to_regclass('kliping_articles')").fetchone() == (None,):
        start = time.perf_counter()
        _fill(connection, corpus)
        size = "pg_total_relation_size('kliping_articles'), pg_relation_size('kliping_articles_words_idx')"
        whole, index = connection.execute(f"SELECT {size}").fetchone() or (0, 0)
        print(f"(PostgreSQL: built in {time.perf_counter() - start:.0f} s; {whole / 1e6:.0f} MB in all, "
              f"the GIN index {index / 1e6:.0f} MB)", file=sys.stderr)  # fmt: skip
    connection.execute(f"SET statement_timeout = '{LONGEST}s'")

    def ask(query: str, order: Order) -> float | None:
        parsed = _tsquery(query)
        sql = PG_ASK.format(order=PG_ORDERS[order])
        try:
            return None if parsed is None else timed(lambda: connection.execute(sql, (parsed,)).fetchall())
        except psycopg.errors.QueryCanceled:
            return LONGEST * 1e3

    return ask


def _fill(connection: Any, corpus: Corpus) -> None:
    connection.execute(PG_TABLE)
    with connection.cursor().copy("COPY kliping_articles (id, published, title, text) FROM STDIN") as copy:
        for row in _rows(corpus):
            copy.write_row(row)
    for statement in PG_INDEXES:
        connection.execute(statement)


def _rows(corpus: Corpus) -> Iterator[tuple[int, date | None, str, str]]:
    """Id, day, title and text of every article, in batches: a reader that stays keeps SQLite's log from ending."""
    last = -1
    sql = "SELECT id, published_day, title, text FROM articles WHERE id > ? ORDER BY id LIMIT 2000"
    while batch := corpus.conn.execute(sql, (last,)).fetchall():
        for id_, day, title, text in batch:
            yield id_, date.fromisoformat(day) if day else None, title, text
        last = batch[-1][0]


def _leaves(query: str) -> tuple[Leaf, ...] | None:
    """The words that must all be there; None where the query asks for more than that."""
    if not query:
        return None
    tree = parse(query).tree
    parts = tree.required if isinstance(tree, All) and not tree.excluded else (tree,)
    return tuple(part for part in parts if isinstance(part, Leaf)) if all(isinstance(p, Leaf) for p in parts) else None


def _fts5(query: str) -> str | None:
    if query and isinstance(tree := parse(query).tree, Near):
        return f"NEAR({' '.join(_quoted(part) for part in tree.parts)}, {tree.distance})"
    leaves = _leaves(query)
    return None if leaves is None else " AND ".join(map(_quoted, leaves))


def _quoted(leaf: Leaf) -> str:
    return f'"{" ".join(tokens(leaf.text))}"' + ("*" if isinstance(leaf, Prefix) else "")


def _tantivy(query: str) -> str | None:
    leaves = _leaves(query)
    if leaves is None or any(isinstance(leaf, Prefix) for leaf in leaves):
        return None
    return " ".join(_quoted(leaf) for leaf in leaves)


def _tsquery(query: str) -> str | None:
    leaves = _leaves(query)
    if leaves is None:
        return None
    return " & ".join("(" + _ts(leaf) + ")" for leaf in leaves)


def _ts(leaf: Word | Phrase | Prefix) -> str:
    return " <-> ".join(tokens(leaf.text)) + (":*" if isinstance(leaf, Prefix) else "")
