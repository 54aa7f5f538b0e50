"""Read the texts that may name another site: credits, reprint notices, removed lines, pages of hosts without outlet."""

from __future__ import annotations

from collections.abc import Iterator

from corpus.store import Corpus

_SOURCES = {
    "credited": "SELECT id, credit FROM articles WHERE credit IS NOT NULL",
    "reprinted": "SELECT id, reprint_of_url FROM articles WHERE reprint_of_url IS NOT NULL",
    "named": "SELECT article_id, text FROM removed_lines",
    "pages": """SELECT articles.id, site FROM articles JOIN outlets ON outlets.slug = outlet
        WHERE outlets.origin = 'host'""",
}


def site_mentions(corpus: Corpus) -> Iterator[tuple[str, int, str]]:
    """Yield (how, article id, text). `how`: credited, reprinted (address), named (removed line), pages (site)."""
    for how, sql in _SOURCES.items():
        for article_id, text in corpus.conn.execute(sql):
            yield how, article_id, text
