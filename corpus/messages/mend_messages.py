"""Errors: checks and repair of a corpus, and pages read again."""

from __future__ import annotations

from corpus.messages.statement import Message

INDEX_OF_DAMAGED = Message(
    "mend.index_of_damaged",
    "{path}: {n:,} articles differ from their checksums (the first is {first}), and the index would be built "
    "from what may be damaged; nothing was changed: {command} makes both again",
)
PAGES_NOT_MENDED = Message("mend.pages_not_mended", "{path}: {fault}; nothing was changed: {advice}")
