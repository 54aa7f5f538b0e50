"""What the corpus knows an address as: an article, a part of one, or a listing."""

from __future__ import annotations

from collections.abc import Container

from corpus.store import Corpus


def kinds_of_addresses(corpus: Corpus, urls: Container[str]) -> dict[str, str]:
    """Address -> "article", "part" or "listing", of those that the frontier or the ledger names.

    An address of the ledger is a listing, even where an import brought its page as an article.
    """
    kinds = {url: kind for url, kind in corpus.conn.execute("SELECT url, kind FROM frontier") if url in urls}
    asked = corpus.conn.execute("SELECT url FROM ledger")
    return kinds | {url: "listing" for (url,) in asked if url in urls}
