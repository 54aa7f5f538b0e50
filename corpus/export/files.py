"""Write an export to a file: its ending chooses the format; completely or not at all; a notice beside texts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from corpus.answers import DocumentFrame
from corpus.characters import escaped
from corpus.columns import Column
from corpus.errors import KlipingError
from corpus.export.formats import FORMATS, ExportFormat, format_of
from corpus.export.rows import Row, rows
from corpus.file.whole import whole_file
from corpus.messages.corpus_messages import FOLDER_MISSING
from corpus.messages.export_messages import (
    EXPORT_ENDING_UNKNOWN,
    EXPORT_FILE_EXISTS,
    EXPORT_NO_FILE,
    EXPORT_NOT_WRITABLE,
)
from corpus.query.selection import Selection
from corpus.store import Corpus

NOTICE = """\
The file {name} holds whole texts of news articles.

The texts belong to those who published or wrote them; each row names its outlet and address. They were
collected for research. Copyright forbids passing them on or publishing them as a whole in most countries;
quote what the law and good practice allow, and name the outlet.

Articles about accused or named persons hold personal data of a sensitive kind. Give the file only to those
who need it, keep it where others can't read it, and delete what a person rightly asks to have erased.

This is no legal advice.
"""


def export(
    corpus: Corpus,
    selection: Selection,
    path: Path,
    columns: Sequence[Column],
    *,
    replace: bool = False,
    form: ExportFormat | None = None,
) -> int:
    """Write the articles of a search to a file and return how many there were. Raises KlipingError as `write_file`."""
    check_path(path, replace=replace, form=form)
    return write_file(path, rows(corpus, selection, columns), columns, form)


def write_file(path: Path, written: Iterable[Row], columns: Sequence[Column], form: ExportFormat | None = None) -> int:
    """Write rows to a file, whole or not at all; returns how many there were. The format is that of its ending.

    With the articles' own words among the columns, a notice about them is written beside the file
    (`text_notice_path`). Raises KlipingError with a sentence where the file can't be written.
    """
    try:
        if any(column.wording for column in columns):
            text_notice_path(path).write_text(NOTICE.format(name=escaped(path.name)), encoding="utf-8")
        with whole_file(path, sync=False, newline="") as out:  # it can be exported again
            form = form or FORMATS[path.suffix.lower()]
            out.write(form.mark)
            return form.write(written, columns, out, DocumentFrame())
    except OSError as error:
        raise KlipingError(EXPORT_NOT_WRITABLE(path=path, reason=error.strerror)) from error


def check_path(path: Path, *, replace: bool, form: ExportFormat | None = None) -> None:
    """Raise KlipingError if this file can't be written; called before anything is read from the corpus.

    Raises KlipingError with a sentence for an unknown ending, a folder, or a file that is there and not to be replaced.
    """
    if form is None and format_of(path) is None:
        raise KlipingError(EXPORT_ENDING_UNKNOWN(path=path, endings=list(FORMATS)))
    if path.is_dir() or (path.exists() and not path.is_file()):
        raise KlipingError(EXPORT_NO_FILE(path=path))
    if path.exists() and not replace:
        raise KlipingError(EXPORT_FILE_EXISTS(path=path))
    if not path.parent.is_dir():
        raise KlipingError(FOLDER_MISSING(path=path, folder=path.parent))


def text_notice_path(path: Path) -> Path:
    """Return the path of the notice beside an export: berita.csv -> berita.NOTICE.txt."""
    return path.with_name(f"{path.stem}.NOTICE.txt")
