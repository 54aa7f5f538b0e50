"""Write an export to a file: its ending chooses the format; completely or not at all; a notice beside texts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import TextIO

from corpus.answers import DocumentFrame
from corpus.characters import escaped
from corpus.columns import Column
from corpus.errors import KlipingError
from corpus.export.content import ExportContent, ExportTable, Row
from corpus.export.folders import FOLDER_NOTICE, check_folder, write_folder
from corpus.export.format_columns import check_needs
from corpus.export.formats import ExportFormat, endings, form_beside, format_named, format_of
from corpus.export.gathering import beside_tables, chosen_tables, content_of
from corpus.export.own_files import refuse_corpus_files
from corpus.export.rows import chosen_articles
from corpus.export.usage_rights import TEXT_NOTICE
from corpus.file.whole import whole_file, whole_path
from corpus.messages.corpus_messages import FOLDER_MISSING
from corpus.messages.export_messages import (
    EXPORT_ENDING_UNKNOWN,
    EXPORT_FILE_EXISTS,
    EXPORT_NO_FILE,
    EXPORT_NOT_WRITABLE,
    EXPORT_VALUE_BAD,
)
from corpus.query.selection import Selection
from corpus.store import Corpus


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
    check_path(path, replace=replace, form=form, corpus=corpus.path)
    with corpus.snapshot():
        chosen, tables = chosen_articles(corpus, selection), chosen_tables(None, form or format_of(path))
        beside = beside_tables(corpus, chosen, tables, with_text=any(column.wording for column in columns))
        return write_file(path, content_of(corpus, chosen, columns, beside=beside), form, replace=replace)


def write_rows(path: Path, written: Iterable[Row], columns: Sequence[Column], form: ExportFormat | None = None) -> int:
    """Write rows for people to fill in, as `write_file` does; CSV is that for an English Excel."""
    form = form or format_of(path)
    form = format_named("excel-en") if form is not None and form.name == "csv" else form
    return write_file(path, ExportContent(ExportTable("rows", columns, written)), form)


def write_file(path: Path, content: ExportContent, form: ExportFormat | None = None, *, replace: bool = False) -> int:
    """Write an export to a file, whole or not at all; returns how many articles there were. Its ending says the format.

    With the articles' own words among the columns, a notice about them is written beside the file
    (`text_notice_path`), or in the folder if the format is one. Raises KlipingError with a sentence where the file
    can't be written, or holds a value that the format can't; a folder that came meanwhile is left unless `replace`.
    """
    form = form or format_of(path)
    assert form is not None  # `check_path` came before
    check_needs(form, content.articles.columns)
    notice = content.notice or TEXT_NOTICE.format(name=escaped(path.name))
    try:
        if form.write_folder is not None:
            return write_folder(path, content, form, notice, replace=replace)
        with ExitStack() as parts:
            if form.several or not content.beside:
                number = _write_one(parts, path, content, form)
            else:
                number = _write_one(parts, path, content.alone(content.articles), form)
                for table in content.beside:
                    _write_one(parts, beside_path(path, table.name, form), content.alone(table), form_beside(form))
            if content.has_wording:  # entered last, it takes its name first: no text stands without it
                parts.enter_context(whole_file(text_notice_path(path), sync=False)).write(notice)
            return number
    except ValueError as error:  # a day of a corpus that another program changed: 9999-99-99
        raise KlipingError(EXPORT_VALUE_BAD(path=path, form=form.name, reason=str(error)[:200])) from error
    except OSError as error:
        raise KlipingError(EXPORT_NOT_WRITABLE(path=path, reason=error.strerror or type(error).__name__)) from error


def _write_one(parts: ExitStack, path: Path, content: ExportContent, form: ExportFormat) -> int:
    """Write a file that takes its name when all `parts` do; it can be exported again, so a power cut may take it."""
    if form.write_file is not None:
        return form.write_file(content, parts.enter_context(whole_path(path, sync=False)))
    return write_text(content, parts.enter_context(whole_file(path, sync=False, newline="")), form)


def beside_path(path: Path, table: str, form: ExportFormat) -> Path:
    """Return the path of a table beside an export: berita.csv -> berita.quotes.csv, berita.bib -> berita.quotes.csv."""
    ending = form.ending or path.suffix
    stem = path.name.removesuffix(ending) if path.name.endswith(ending) else path.stem
    return path.with_name(f"{stem}.{table}{form_beside(form).ending or ending}")


def write_text(content: ExportContent, out: TextIO, form: ExportFormat) -> int:
    """Write the articles as text; returns how many there were. The format must be one of text."""
    assert form.text_writer is not None
    return form.text_writer(content.articles.rows, content.articles.columns, out, DocumentFrame())


def check_path(
    path: Path,
    *,
    replace: bool,
    form: ExportFormat | None = None,
    tables: Sequence[str] = (),
    corpus: Path | None = None,
    with_text: bool = False,
) -> None:
    """Raise KlipingError if this file, or one of the `tables` beside it, can't be written; called before all reading.

    Raises KlipingError with a sentence for an unknown ending, a folder, a file that is there and not to be replaced,
    and whatever `replace` says for a database, a file of the `corpus`, and an archive. The notice of an export
    `with_text` is checked like the file.
    """
    try:
        _check_path(path, form, tables, replace=replace, corpus=corpus, with_text=with_text)
    except OSError as error:  # a name that is too long
        raise KlipingError(EXPORT_NOT_WRITABLE(path=path, reason=error.strerror or type(error).__name__)) from error


def _check_path(
    path: Path,
    form: ExportFormat | None,
    tables: Sequence[str],
    *,
    replace: bool,
    corpus: Path | None,
    with_text: bool,
) -> None:
    refuse_corpus_files(path, corpus)
    if form is None and format_of(path) is None:
        raise KlipingError(EXPORT_ENDING_UNKNOWN(path=path, endings=endings()))
    if form is not None and form.write_folder is not None:
        check_folder(path, replace=replace)
        return
    if path.is_dir() or (path.exists() and not path.is_file()):
        raise KlipingError(EXPORT_NO_FILE(path=path))
    if path.exists() and not replace:
        raise KlipingError(EXPORT_FILE_EXISTS(path=path))
    if not path.parent.is_dir():
        raise KlipingError(FOLDER_MISSING(path=path, folder=path.parent))
    form = form or format_of(path)
    if form is not None and not form.several:
        for table in tables:
            check_path(beside_path(path, table, form), replace=replace, form=form_beside(form))
    notice = text_notice_path(path)
    if with_text and notice.exists():
        if not notice.is_file():
            raise KlipingError(EXPORT_NO_FILE(path=notice))
        if not replace:
            raise KlipingError(EXPORT_FILE_EXISTS(path=notice))


def text_notice_path(path: Path, form: ExportFormat | None = None) -> Path:
    """Return the path of the notice beside an export, berita.csv.NOTICE.txt; in the folder if it is one."""
    if form is not None and form.write_folder is not None:
        return path / FOLDER_NOTICE
    return path.with_name(f"{path.name}.NOTICE.txt")
