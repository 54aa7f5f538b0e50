"""The sets of a corpus (`corpus_sets`), and how many articles it has of each outlet (`articles_by_outlet`)."""

from __future__ import annotations

from corpus.sets.outlet_sets import OutletSets, sets_of
from corpus.store import Corpus


def corpus_sets(corpus: Corpus) -> OutletSets:
    """Return the shipped sets with the corpus's own. Raises KlipingError if its file can't be used."""
    return sets_of(corpus.path, (slug for (slug,) in corpus.conn.execute("SELECT slug FROM outlets")))


def articles_by_outlet(corpus: Corpus) -> dict[str, int]:
    """Return slug -> number of articles, also of the outlets without any."""
    counted = "SELECT slug, (SELECT count(*) FROM articles WHERE outlet = slug) FROM outlets ORDER BY slug"
    return {str(slug): int(number) for slug, number in corpus.conn.execute(counted)}
