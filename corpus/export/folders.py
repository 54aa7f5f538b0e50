"""Exports that are folders: written whole or not at all (`write_folder`), and known again by the list of their files.

`kliping-export.json` in the folder holds the format and the fingerprint of the files' names. A folder is replaced only
if it holds these files and no other, so that nobody's own file goes with an old export.
"""

from __future__ import annotations

import json
import os
from hashlib import sha256
from pathlib import Path

from corpus.errors import KlipingError
from corpus.export.content import ExportContent
from corpus.export.formats import ExportFormat
from corpus.export.writers.csv_file import write_plain_csv
from corpus.file.whole_folder import whole_folder
from corpus.messages.corpus_messages import FOLDER_MISSING
from corpus.messages.export_messages import EXPORT_FOLDER_EXISTS, EXPORT_FOLDER_OTHERS

FILE_LIST = "kliping-export.json"
FOLDER_NOTICE = "NOTICE.md"
_DESKTOP = frozenset({".DS_Store", "Thumbs.db", "desktop.ini"})
"""What a desktop puts into a folder that it shows."""
_LONGEST = 10_000  # bytes of a list


def write_folder(path: Path, content: ExportContent, form: ExportFormat, notice: str, *, replace: bool) -> int:
    """Write an export to a folder and return how many articles there were. With others' words, a notice stands in it.

    `notice` is its text. Tables beside that of the articles are CSV in the folder, unless the format has a place for
    them. Raises OSError, and KlipingError where another folder or file took the name in the meantime; one that an
    export wrote, unless `replace`.
    """
    assert form.write_folder is not None
    with whole_folder(path, may_replace_folder if replace else refuse_folder) as part:
        if content.has_wording:
            (part / FOLDER_NOTICE).write_text(notice, encoding="utf-8")
        number = form.write_folder(content, part)
        for table in () if form.several else content.beside:
            with (part / f"{table.name}.csv").open("w", encoding="utf-8", newline="") as out:
                write_plain_csv(table.rows, table.columns, out)
        mark_folder(part, form.name)
    return number


def mark_folder(folder: Path, form: str) -> None:
    """Write the list by which a folder is known as an export, which a later one may replace."""
    (folder / FILE_LIST).write_text(json.dumps({"format": form, "files": _names_sha256(folder)}) + "\n")


def check_folder(path: Path, *, replace: bool) -> None:
    """Raise KlipingError with a sentence if this folder can't be written, or is there and not to be replaced."""
    if os.path.lexists(path):
        may_replace_folder(path)
        if not replace:
            raise KlipingError(EXPORT_FOLDER_EXISTS(path=path))
    if not path.parent.is_dir():
        raise KlipingError(FOLDER_MISSING(path=path, folder=path.parent))


def refuse_folder(path: Path) -> None:
    """Raise KlipingError with a sentence: a folder took the name meanwhile."""
    may_replace_folder(path)
    raise KlipingError(EXPORT_FOLDER_EXISTS(path=path))


def may_replace_folder(path: Path) -> None:
    """Raise KlipingError with a sentence for a folder that no export wrote, or that holds another file."""
    if path.is_symlink() or not _is_export(path):
        raise KlipingError(EXPORT_FOLDER_OTHERS(path=path))


def _is_export(folder: Path) -> bool:
    """Return True if an export wrote all files of the folder."""
    try:
        with (folder / FILE_LIST).open("rb") as file:
            listed = json.loads(file.read(_LONGEST))
    except (OSError, ValueError, RecursionError):
        return False
    return isinstance(listed, dict) and listed.get("files") == _names_sha256(folder)


def _names_sha256(folder: Path) -> str:
    """Return the fingerprint of the names of all files and folders in it."""
    names = sorted(
        os.path.relpath(os.path.join(above, name), folder)  # noqa: PTH118 - there may be 100,000
        for above, folders, files in os.walk(folder)
        for name in (*folders, *files)
        if name not in _DESKTOP and (name, above) != (FILE_LIST, str(folder))
    )
    return sha256("\n".join(names).replace(os.sep, "/").encode("utf-8", "surrogateescape")).hexdigest()
