"""Everything that is derived from the texts (`derivations`), in the order in which it is derived."""

from __future__ import annotations

from corpus.deriving.article_words import Derivation


def derivations() -> tuple[Derivation, ...]:
    """Return every derivation. They are imported here, because a search starts without most of them."""
    return ()
