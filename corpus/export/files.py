"""Which file an export becomes, and that it stands there whole or not at all."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TextIO

from corpus.errors import KlipingError
from corpus.export import jsonlines, spreadsheet
from corpus.export.rows import columns, rows
from corpus.file.unfinished import discard
from corpus.query.selection import Selection
from corpus.store import Corpus

Write = Callable[..., int]
FORMATS: Mapping[str, Write] = {".csv": spreadsheet.write, ".jsonl": jsonlines.write}
"""How a file is written, by the ending of its name."""

NOTICE = """\
The file {name} holds whole texts of news articles.

The texts belong to those who published or wrote them; each row names its outlet and address. They were
collected for research. Copyright forbids passing them on or publishing them as a whole in most countries;
quote what the law and good practice allow, and name the outlet.

Articles about accused or named persons hold personal data of a sensitive kind. Give the file only to those
who need it, keep it where others can't read it, and delete what a person rightly asks to have erased.

This is no legal advice.
"""


def export(corpus: Corpus, asked: Selection, path: Path, *, with_text: bool = False, replace: bool = False) -> int:
    """Write the articles of a search to a file and return how many there were.

    The ending chooses the format (`FORMATS`). With the text, a notice about it is written beside the file
    (`notice_path`). Raises KlipingError with a sentence for an unknown ending, a file that is there already
    and is not to be replaced, or one that can't be written.
    """
    write = check_path(path, replace=replace)
    unfinished = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        if with_text:
            notice_path(path).write_text(NOTICE.format(name=path.name), encoding="utf-8")
        with unfinished.open("x", encoding="utf-8", newline="") as out:
            number = write_rows(corpus, asked, out, write, with_text=with_text)
        unfinished.replace(path)
    except OSError as error:
        raise KlipingError(f"{path}: can't be written ({error.strerror}); name another file with -o") from error
    finally:
        discard(unfinished)
    return number


def write_rows(corpus: Corpus, asked: Selection, out: TextIO, write: Write, *, with_text: bool) -> int:
    """Write the articles of a search to an open text stream and return how many there were."""
    return write(rows(corpus, asked, with_text=with_text), columns(with_text=with_text), out)


def check_path(path: Path, *, replace: bool) -> Write:
    """How the file is written. Raises KlipingError as `export` does, before anything is asked of the corpus."""
    if path.suffix.lower() not in FORMATS:
        raise KlipingError(f"{path}: the ending chooses the format; known are {' and '.join(FORMATS)}")
    if path.is_dir() or (path.exists() and not path.is_file()):
        raise KlipingError(f"{path}: is no file; name one, as -o berita.csv")
    if path.exists() and not replace:
        raise KlipingError(f"{path}: is there already; name another file, or replace it with --force")
    if not path.parent.is_dir():
        raise KlipingError(f"{path}: the folder {path.parent} does not exist; make it first")
    return FORMATS[path.suffix.lower()]


def notice_path(path: Path) -> Path:
    """Where the notice stands: berita.csv -> berita.NOTICE.txt."""
    return path.with_name(f"{path.stem}.NOTICE.txt")
