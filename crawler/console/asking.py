"""Open a corpus for reading (`open_to_ask`), after the words of new articles were added to its word index."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from crawler.console.output import say

if TYPE_CHECKING:
    from corpus.store import Corpus

MANY = 2_000  # articles whose words take so long to enter that it is said


def open_to_ask(path: Path) -> Corpus:
    """Open the corpus for reading. Print a message if the words of new articles can't be added now."""
    from corpus.store import Corpus
    from corpus.vocabulary.word_index import is_due

    opened = Corpus(path, read_only=True)
    if is_due(opened):
        opened.close()
        _enter(path)
        opened = Corpus(path, read_only=True)
    return opened


def _enter(path: Path) -> None:
    import sqlite3

    from corpus.errors import CorpusError
    from corpus.store import Corpus
    from corpus.vocabulary.word_index import due, refresh

    if not (os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)):
        say("(The corpus can't be written to: relatives of some words may be missed.)")
        return
    try:
        with Corpus(path) as opened:
            if (number := due(opened)) >= MANY:
                say(f"Adding the words of {number:,} articles to the word list (once) ...")
            refresh(opened)
    except (CorpusError, sqlite3.OperationalError) as error:
        say(f"(The words of new articles can't be added now, so some related words may be missed: {error})")
