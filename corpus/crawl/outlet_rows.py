"""Read the outlets stored in the corpus: their sites, and where their rules come from."""

from __future__ import annotations

from corpus.store import Corpus


def outlet_origins(corpus: Corpus) -> dict[str, str]:
    """Return slug -> "shipped", "user" or "host" (made from an imported page's host)."""
    return dict(corpus.conn.execute("SELECT slug, origin FROM outlets").fetchall())


def outlet_sites(corpus: Corpus) -> list[tuple[str, str]]:
    """Return (slug, site) of the outlets that have a file, the longest site first."""
    return corpus.conn.execute(
        "SELECT slug, site FROM outlets WHERE origin <> 'host' ORDER BY length(site) DESC"
    ).fetchall()
