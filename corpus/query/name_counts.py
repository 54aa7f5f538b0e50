"""Count the articles that a search for a name matches, and those that have it as written (`name_counts`)."""

from __future__ import annotations

from corpus.query.selection import select
from corpus.store import Corpus
from corpus.vocabulary.tokens import fts_string, tokens


def name_counts(corpus: Corpus, name: str) -> tuple[int, int]:
    """Return (articles that a search for the name matches, articles with its words exactly as written)."""
    query = select(corpus, name).everywhere()
    by_search = corpus.conn.execute(f"SELECT count(*) FROM ({query.ids()})", query.values)  # noqa: S608
    as_written = corpus.conn.execute(
        "SELECT count(*) FROM articles_fts WHERE articles_fts MATCH ?", (fts_string(tokens(name)),)
    )
    return int(by_search.fetchone()[0]), int(as_written.fetchone()[0])
