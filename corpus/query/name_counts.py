"""How many articles a name finds, and how many have it as it is written."""

from __future__ import annotations

from corpus.query.selection import select
from corpus.store import Corpus
from corpus.vocabulary.tokens import quoted, tokens


def name_counts(corpus: Corpus, name: str) -> tuple[int, int]:
    """Articles that a search for the name finds, and articles that have its words as they are written."""
    query = select(corpus, name).everywhere()
    by_search = corpus.conn.execute(f"SELECT count(*) FROM ({query.ids()})", query.values)  # noqa: S608
    as_written = corpus.conn.execute(
        "SELECT count(*) FROM articles_fts WHERE articles_fts MATCH ?", (quoted(tokens(name)),)
    )
    return int(by_search.fetchone()[0]), int(as_written.fetchone()[0])
