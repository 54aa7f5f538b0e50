"""What no export may overwrite (`refuse_corpus_files`): databases, what belongs to the corpus, archives."""

from __future__ import annotations

from pathlib import Path

from corpus.errors import KlipingError
from corpus.file.database_files import is_database
from corpus.messages.export_messages import EXPORT_INTO_ARCHIVE, ROWS_INTO_DATABASE


def refuse_corpus_files(path: Path, corpus: Path | None) -> None:
    """Raise KlipingError for a target that is a database, a file of the corpus (demo.db-wal ...) or of an archive.

    Of an archive is what lies in the corpus's own, and any WARC file. May raise OSError for a name that is too long.
    """
    if path.is_file() and is_database(path):
        raise KlipingError(ROWS_INTO_DATABASE(path=path))
    if corpus is not None and corpus.exists():
        own = corpus.name
        beside = path.parent.resolve() == corpus.parent.resolve()
        if beside and (path.name == own or path.name.startswith((f"{own}-", f"{own}."))):
            raise KlipingError(ROWS_INTO_DATABASE(path=path))
        archive = corpus.with_name(f"{corpus.stem}-archive").resolve()
        if archive in (path.resolve(), *path.resolve().parents):
            raise KlipingError(EXPORT_INTO_ARCHIVE(path=path))
    if path.name.endswith((".warc", ".warc.gz")):
        raise KlipingError(EXPORT_INTO_ARCHIVE(path=path))
