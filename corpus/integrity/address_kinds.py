"""Look up whether the corpus knows an address as an article, a part of one, or a listing."""

from __future__ import annotations

from collections.abc import Container

from corpus.store import Corpus


def kinds_of_addresses(corpus: Corpus, urls: Container[str]) -> dict[str, str]:
    """Return address -> "article", "part" or "listing", for those in the frontier or the ledger.

    An address in the ledger is a listing, even if an import added its page as an article.
    """
    kinds = {url: kind for url, kind in corpus.conn.execute("SELECT url, kind FROM frontier") if url in urls}
    listings = corpus.conn.execute("SELECT url FROM ledger")
    return kinds | {url: "listing" for (url,) in listings if url in urls}
