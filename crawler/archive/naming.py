"""Use the folder that the user named as a corpus's archive (`name_archive`), in its configuration."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from corpus.crawl.captures import segment_names
from corpus.errors import ArchiveError, CorpusError
from corpus.file.archive_place import ArchivePlace, is_inside, recorded_text
from corpus.messages.archive_messages import ARCHIVE_NOT_MOVED
from corpus.store import Corpus
from crawler.archive.segment_files import is_own_segment
from crawler.config import keep_archive


def name_archive(corpus: Corpus, folder: Path, *, for_trial: bool = False) -> None:
    """Use this folder as the corpus's archive from now on. The corpus must be open for writing.

    A folder inside the corpus's own is recorded in the corpus. Another one is kept in the user's configuration, too; if
    the corpus records a place outside its folder already, its record stays as it is. `for_trial`: a corpus of this
    process alone, of which nothing is kept.

    Raises ArchiveError unless the segments that the corpus knows are in the folder.
    """
    recorded = corpus.recorded_archive()
    text = recorded_text(corpus.path, recorded)
    if missing := [name for name in segment_names(corpus) if not is_own_segment(folder / name)]:
        raise ArchiveError(ARCHIVE_NOT_MOVED(folder=folder, recorded=text, segment=missing[0]))
    if is_inside(corpus.path, str(folder.absolute())) or is_inside(corpus.path, text):
        corpus.put_archive_dir(folder)
        text = corpus.recorded_archive() or text
    if is_inside(corpus.path, text):
        return
    if for_trial:
        ArchivePlace.here[corpus.path, text] = folder
    else:
        keep_archive(corpus.path, text, folder)


def keep_answer(path: Path, folder: Path) -> bool:
    """Keep the folder in the configuration if the corpus records a place outside its own; return whether it does."""
    try:
        with Corpus(path, read_only=True) as corpus:
            recorded = corpus.recorded_archive()
    except (CorpusError, sqlite3.DatabaseError):
        return False  # what is wrong with it is said elsewhere
    text = recorded_text(path, recorded)
    if is_inside(path, text):
        return False
    keep_archive(path, text, folder)
    return True
