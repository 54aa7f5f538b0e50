"""Errors: the removal of an article."""

from __future__ import annotations

from corpus.messages.statement import Message

LOG_STILL_OPEN = Message(
    "removal.log_still_open",
    "{path}: the article is out of the corpus, but another program that reads it keeps its text in "
    "{name}-wal; close that program and run the same command again",
)
CORPUS_NOT_SEARCHED = Message(
    "removal.corpus_not_searched",
    "{path}: cannot be searched ({reason}); check its rights, and run the same command again",
)
SEGMENTS_MISSING = Message(
    "removal.segments_missing",
    "{folder}: not there, though the corpus has pages in it: {segments}; the article may stand in what is "
    "missing, so nothing was removed: put it back from a backup, and run the same command again (where no "
    "backup has it: docs/erasure-and-backup.md)",
)
SEGMENT_DAMAGED = Message(
    "removal.segment_damaged",
    "{segment}: damaged at byte {offset:,}{behind}; nothing was removed: put it back from a backup, and run "
    "the same command again (where no backup has it: docs/erasure-and-backup.md)",
)
SEGMENT_CHANGED = Message(
    "removal.segment_changed",
    "{segment}: is not as it was written; no record begins at byte {offset:,}, where the corpus has a page "
    "({n:,} such pages); nothing was removed: put it back from a backup, and run the same command again "
    "(where no backup has it: docs/erasure-and-backup.md)",
)
REMOVAL_NOTICE_UNREADABLE = Message(
    "removal.notice_unreadable", "{path}: the notice of an unfinished removal can't be read ({reason}); delete it"
)
SEGMENT_NOT_SEARCHED = Message(
    "removal.segment_not_searched",
    "{path}: can't be read (a link, or no ordinary file), so it can't be searched for the article; nothing "
    "was removed: take it out of the archive's folder, and run the same command again",
)
FILE_NOT_SEARCHED = Message(
    "removal.file_not_searched",
    "{path}: can't be read ({reason}); nothing was removed: check its rights, and run the same command again",
)
FILE_NOT_CUT = Message(
    "removal.file_not_cut",
    "{path}: holds the article, but wasn't written by kliping, so it can't be cut; move it elsewhere",
)
CHECKSUM_DIFFERS = Message(
    "removal.checksum_differs",
    "{path}: article {article} differs from its checksum, so that its words might not be found in the "
    "archive; nothing was removed: run `kliping doctor --repair`, then this command again",
)
LEFTOVERS = Message(
    "removal.leftovers",
    "the article is out of the corpus, but not gone: {leftovers:;}{more}; please report this, and run the "
    "same command again",
)
ARCHIVE_NOT_REWRITTEN = Message(
    "removal.archive_not_rewritten",
    "{target}: the archive can't be written anew ({reason}); nothing was removed yet: make space (a segment "
    "needs its own size again) or check its rights, and run the same command again",
)
SEGMENT_REWRITTEN_SHORT = Message(
    "removal.segment_rewritten_short",
    "{segment}: written anew it would have {written:,} of the {expected:,} records that stay; nothing was "
    "removed: put it back from a backup, and run the same command again (where no backup has it: "
    "docs/erasure-and-backup.md)",
)
SEGMENT_PAGES = Message("removal.segment_pages", "{segment} ({n:,} {n:page|pages})")
PAGES_BEHIND = Message(
    "removal.pages_behind", ", and {n:,} {n:page|pages} of the corpus {n:stands|stand} there or behind it"
)
REMOVE_WITHOUT_ARTICLE = Message(
    "removal.remove_without_article",
    "name one article by its id or address; or give --returned, for pages that came back",
)
REMOVE_WITHOUT_REASON = Message(
    "removal.remove_without_reason", "--reason is missing; say why, in a few words that name no person"
)
