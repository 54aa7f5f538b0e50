"""Write a release (`write_release`): a folder or a .zip with the data and what a reader or reviewer needs."""

from __future__ import annotations

import hashlib
import re
import zipfile
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from corpus.errors import KlipingError
from corpus.export.content import ExportContent, ExportTable
from corpus.export.files import write_text
from corpus.export.folders import FILE_LIST, check_folder, mark_folder, may_replace_folder, refuse_folder
from corpus.export.formats import ExportFormat, format_of
from corpus.export.own_files import refuse_corpus_files
from corpus.file.whole import whole_path
from corpus.file.whole_folder import whole_folder
from corpus.messages.corpus_messages import FOLDER_MISSING
from corpus.messages.export_messages import (
    EXPORT_FILE_EXISTS,
    EXPORT_NOT_WRITABLE,
    EXPORT_VALUE_BAD,
    RELEASE_AND_FORMAT_FILE,
    RELEASE_EMPTY,
    RELEASE_FORMAT,
    RELEASE_NAME_BAD,
    RELEASE_WITHOUT_CREATOR,
    RELEASE_WORD_TOO_LONG,
)
from corpus.releases.data_sheet import ReleaseAbout, data_sheet
from corpus.releases.descriptors import ReleaseFile, citation, croissant, data_package, field_dictionary
from corpus.releases.release_words import rai_fields, readme

RELEASE_FORMATS = ("csv", "jsonl", "parquet")
MOST_WORDS = 300
"""Characters of a creator, a licence, a title."""
_NAME = re.compile(r"[a-z0-9][a-z0-9._-]*")
_ZIP_DAY = (1980, 1, 1, 0, 0, 0)  # the first that a zip can hold: the same bytes each day


class ReleaseText(NamedTuple):
    """A file of words of a release."""

    path: str
    words: str


def check_release(
    name: str,
    path: Path | None,
    form: str,
    given: Mapping[str, str | None],
    *,
    replace: bool,
    corpus: Path | None = None,
) -> None:
    """Raise KlipingError with a sentence where this release can't be made; called before anything is read."""
    if not _NAME.fullmatch(name):
        raise KlipingError(RELEASE_NAME_BAD(name=name))
    if form not in RELEASE_FORMATS:
        raise KlipingError(RELEASE_FORMAT(form=form, known=RELEASE_FORMATS))
    missing = [f"--{each}" for each in ("creator", "licence") if not given[each]]
    if missing:
        raise KlipingError(RELEASE_WITHOUT_CREATOR(options=missing))
    for option, words in given.items():
        if len(words or "") > MOST_WORDS:
            raise KlipingError(RELEASE_WORD_TOO_LONG(option=f"--{option}", number=len(words or ""), most=MOST_WORDS))
    if path is not None and (str(path) == "-" or format_of(path) is not None):
        raise KlipingError(RELEASE_AND_FORMAT_FILE(path=path))
    try:
        _check_place(path or Path(name), corpus, replace=replace)
    except OSError as error:
        raise KlipingError(EXPORT_NOT_WRITABLE(path=path, reason=error.strerror or type(error).__name__)) from error


def _check_place(path: Path, corpus: Path | None, *, replace: bool) -> None:
    refuse_corpus_files(path, corpus)
    if path.suffix.lower() != ".zip":
        check_folder(path, replace=replace)
    elif path.exists() and not replace:
        raise KlipingError(EXPORT_FILE_EXISTS(path=path))
    elif not path.parent.is_dir():
        raise KlipingError(FOLDER_MISSING(path=path, folder=path.parent))


def write_release(path: Path, content: ExportContent, form: ExportFormat, about: ReleaseAbout, *, replace: bool) -> int:
    """Write the release, whole or not at all, and return its number of articles.

    Raises KlipingError with a sentence where it can't be written, or where it has no article.
    """
    try:
        if path.suffix.lower() != ".zip":
            with whole_folder(path, may_replace_folder if replace else refuse_folder) as part:
                return _fill(part, content, form, about)
        with TemporaryDirectory(prefix=f".{path.name}.", dir=path.parent) as beside:
            number = _fill(Path(beside), content, form, about)
            with whole_path(path, sync=False) as packed:
                _pack(Path(beside), packed, about.given["name"])
        return number
    except ValueError as error:  # a day of a corpus that another program changed: 9999-99-99
        raise KlipingError(EXPORT_VALUE_BAD(path=path, form=form.name, reason=str(error)[:200])) from error
    except OSError as error:
        raise KlipingError(EXPORT_NOT_WRITABLE(path=path, reason=error.strerror or type(error).__name__)) from error


def _fill(folder: Path, content: ExportContent, form: ExportFormat, about: ReleaseAbout) -> int:
    (folder / "data").mkdir()
    files = [_data_file(folder, content, table, form) for table in content.tables]
    if files[0].rows == 0:
        raise KlipingError(RELEASE_EMPTY())
    given, kind = about.given, form.name
    texts = [
        ReleaseText("README.md", readme(given, files)),
        ReleaseText("DATASHEET.md", data_sheet(about)),
        ReleaseText("FIELDS.md", field_dictionary(files, kind)),
        ReleaseText("NOTICE.md", content.notice),
        ReleaseText("CITATION.cff", citation(given)),
        ReleaseText("datapackage.json", data_package(given, files, kind)),
        ReleaseText("croissant.json", croissant(given, rai_fields(about), files, kind)),
    ]
    for text in texts:
        (folder / text.path).write_text(text.words, encoding="utf-8", newline="\n")
    sums = [(file.path, file.sha256) for file in files] + [(each.path, _sha256(folder / each.path)) for each in texts]
    lines = [f"{value}  {name}\n" for name, value in sorted(sums)]
    (folder / "SHA256SUMS").write_text("".join(lines), encoding="utf-8", newline="\n")
    mark_folder(folder, "release")
    return files[0].rows


def _data_file(folder: Path, content: ExportContent, table: ExportTable, form: ExportFormat) -> ReleaseFile:
    path = folder / "data" / f"{table.name}{form.ending}"
    alone = content.alone(table)
    if form.write_file is not None:
        number = form.write_file(alone, path)
    else:
        with path.open("w", encoding="utf-8", newline="") as out:
            number = write_text(alone, out, form)
    return ReleaseFile(f"data/{path.name}", table, number, _sha256(path), path.stat().st_size)


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _pack(folder: Path, path: Path, name: str) -> None:
    """Pack the folder's files: sorted, without times and owners, so that the same files give the same bytes."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for file in sorted(each for each in folder.rglob("*") if each.is_file() and each.name != FILE_LIST):
            info = zipfile.ZipInfo(f"{name}/{file.relative_to(folder).as_posix()}", _ZIP_DAY)
            info.compress_type, info.external_attr = zipfile.ZIP_DEFLATED, 0o644 << 16
            with file.open("rb") as source, archive.open(info, "w", force_zip64=True) as target:
                while block := source.read(1 << 20):
                    target.write(block)
