"""Lock a corpus, so that one run at a time changes it; raises a CorpusError with advice where that fails."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from filelock import FileLock, Timeout

from corpus.errors import CorpusError
from corpus.file.opening import strange_companion
from corpus.file.rights import file_rights, make_file, set_rights
from corpus.messages.corpus_messages import CORPUS_LOCKED, LOCK_NOT_WRITABLE


def acquire_lock(path: Path) -> FileLock:
    """Return the corpus's lock, acquired. Raises CorpusError if another run has it, or if it can't be written."""
    if strange := strange_companion(path):
        raise CorpusError(strange)
    place, rights = path.with_name(f"{path.name}.lock"), file_rights(path)
    lock = FileLock(place, timeout=0)
    try:
        with suppress(FileExistsError):
            make_file(place, rights)
        lock.acquire()
        set_rights(place, rights)  # those that the corpus has now
    except Timeout:
        raise CorpusError(CORPUS_LOCKED(path=path)) from None
    except OSError as error:
        raise CorpusError(LOCK_NOT_WRITABLE(path=path, name=path.name, reason=error.strerror)) from error
    return lock


@contextmanager
def holding(path: Path) -> Iterator[None]:
    """Hold the corpus's lock within a `with` block. Raises CorpusError as `acquire_lock` does."""
    lock = acquire_lock(path)
    try:
        yield
    finally:
        lock.release()
