"""Fold exact copies of other outlets into stories by hand, for tests whose texts are too short for lineage."""

from __future__ import annotations

from corpus.deriving.due import mark_derived
from corpus.lineage.lineage_derivation import LINEAGE
from corpus.store import Corpus

_SAME = "o.text_sha256 = a.text_sha256 AND o.id < a.id"
EXACT_COPIES = f"""SELECT a.id, (SELECT min(o.id) FROM articles o WHERE {_SAME}) FROM articles a
    WHERE EXISTS (SELECT 1 FROM articles o WHERE {_SAME} AND o.outlet <> a.outlet)"""


def fold_exact_copies(corpus: Corpus) -> None:
    """Fill `stories`: an article with the text of an earlier one elsewhere belongs to the first with that text."""
    (newest,) = corpus.conn.execute("SELECT coalesce(max(seq), 0) FROM article_changes").fetchone()
    mark_derived(corpus, LINEAGE, newest)
    corpus.conn.execute(f"INSERT OR IGNORE INTO stories (article_id, story_id) {EXACT_COPIES}")
