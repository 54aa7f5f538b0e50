"""Open a corpus for reading (`open_to_ask`), after the words of new articles were added to its word list."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from crawler.console.output import say

if TYPE_CHECKING:
    from corpus.store import Corpus

MANY = 2_000  # articles whose words take so long to enter that it is said


def open_to_ask(path: Path) -> Corpus:
    """Open the corpus for reading, after the words of new articles were entered where nobody else is writing.

    Where they can't be entered, a search reads them from the articles (corpus.vocabulary.due_words): it finds the same.
    """
    from corpus.store import Corpus
    from corpus.vocabulary.word_index import is_due

    opened = Corpus(path, read_only=True)
    if is_due(opened) and os.access(path, os.W_OK) and os.access(path.parent, os.W_OK):
        opened.close()
        _enter(path)
        opened = Corpus(path, read_only=True)
    return opened


def _enter(path: Path) -> None:
    import sqlite3
    from contextlib import suppress

    from corpus.errors import CorpusError
    from corpus.store import Corpus
    from corpus.vocabulary.word_index import due, refresh

    with suppress(CorpusError, sqlite3.OperationalError), Corpus(path) as opened:
        if opened.is_being_written():
            return
        if (number := due(opened)) >= MANY:
            say(f"Adding the words of {number:,} articles to the word list (once) ...")
        refresh(opened)
