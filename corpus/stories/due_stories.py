"""Whether all articles were read for copies (`stories_due`): counts of stories rest on it."""

from __future__ import annotations

from corpus.store import Corpus

_ALL_READ = """SELECT coalesce((SELECT max(seq) FROM article_changes), 0)
    <= coalesce((SELECT upto FROM derived WHERE name = 'lineage'), 0)"""


def stories_due(corpus: Corpus) -> str | None:
    """Return a sentence that says how many articles were not read for copies yet; None if all were.

    That the rules changed since is seen where something else is due: no search imports the rules to look.
    """
    if corpus.conn.execute(_ALL_READ).fetchone()[0]:
        return None
    from corpus.deriving.due import underived_sentence  # most searches start without them
    from corpus.lineage.lineage_derivation import LINEAGE

    return underived_sentence(corpus, [LINEAGE])
