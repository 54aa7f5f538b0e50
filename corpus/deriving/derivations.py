"""Everything that is derived from the texts (`derivations`), in the order in which it is derived."""

from __future__ import annotations

from pathlib import Path

from corpus.article_words import Derivation


def derivations(corpus: Path | None = None) -> tuple[Derivation, ...]:
    """Return every derivation, by the rules of the corpus at this path: the file of names beside it is part of them.

    They are imported here, because a search starts without most of them.
    """
    from corpus.lineage.lineage_derivation import LINEAGE
    from corpus.people_named.derivation import MENTIONS, mentions_of_corpus
    from corpus.quotes.quote_derivation import QUOTE_ROWS, quotes_of_corpus
    from corpus.versions.correction_rows import CORRECTIONS

    return (
        LINEAGE,
        QUOTE_ROWS if corpus is None else quotes_of_corpus(corpus),
        MENTIONS if corpus is None else mentions_of_corpus(corpus),
        CORRECTIONS,
    )
