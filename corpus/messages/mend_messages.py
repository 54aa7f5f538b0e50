"""Errors: checks and repair of a corpus, and pages read again."""

from __future__ import annotations

from corpus.messages.statement import Message

INDEX_OF_DAMAGED = Message(
    "mend.index_of_damaged",
    "{path}: {n:,} articles differ from their checksums (the first is {first}), and the index would be built "
    "from what may be damaged; nothing was changed: {command} makes both again",
)
PAGES_NOT_MENDED = Message("mend.pages_not_mended", "{path}: {fault}; nothing was changed: {advice}")
MAKE_ANEW = Message(
    "mend.make_anew",
    "this damage can't be mended here: restore a backup, or make the corpus anew from its archive: {command}",
)
GO_ON_WITHOUT_ROWS = Message(
    "mend.go_on_without_rows",
    "copy {name}* somewhere first; then restore a backup, or go on with what can be read: kliping doctor "
    "--accept-loss --corpus {corpus}; then `kliping import` of the archive's files brings back the pages",
)
