"""An export that is a folder stands whole or not at all, and takes no place of anything but an earlier export."""

import csv
import os
import resource
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from corpus.errors import KlipingError
from corpus.export.files import export, write_file
from corpus.export.folders import FILE_LIST
from corpus.export.format_columns import columns_of
from corpus.export.formats import FORMATS, format_named
from corpus.export.rows import chosen_columns
from corpus.file.whole_folder import whole_folder
from corpus.query.selection import select
from corpus.store import Corpus
from tests.evil_texts import EVIL, evil_content

FOLDERS = [row.name for row in FORMATS.values() if row.write_folder is not None]


def _written(corpus: Corpus, folder: Path, name: str, *, replace: bool = False) -> Path:
    form = format_named(name)
    export(corpus, select(corpus), folder, columns_of(form, with_text=True), replace=replace, form=form)
    return folder


def _files(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize("name", FOLDERS)
def test_the_same_export_twice_has_the_same_files(filled: Corpus, tmp_path: Path, name: str) -> None:
    first, second = (_written(filled, tmp_path / name / number, name) for number in "ab" if _made(tmp_path / name))
    notice = {"NOTICE.md": b""}  # names the folder
    assert _files(first) | notice == _files(second) | notice
    assert len(_files(first)) > 2
    assert first.stat().st_mode & 0o777 == 0o777 & ~_umask()


def _made(folder: Path) -> bool:
    folder.mkdir(exist_ok=True)
    return True


def _umask() -> int:
    os.umask(mask := os.umask(0))
    return mask


@pytest.mark.parametrize("name", FOLDERS)
def test_a_folder_that_cannot_grow_is_said_and_leaves_nothing(filled: Corpus, tmp_path: Path, name: str) -> None:
    above = tmp_path / "penuh"
    above.mkdir()
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100, hard))  # as a full disk: a write ends in the middle
    try:
        with pytest.raises(KlipingError, match=r"can't be written \("):
            _written(filled, above / "berita", name)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert [*above.iterdir()] == []


@pytest.mark.parametrize("name", FOLDERS)
def test_an_export_of_nothing_is_a_folder(corpus: Corpus, tmp_path: Path, name: str) -> None:
    assert len(_files(_written(corpus, tmp_path / "berita", name))) > 2


def test_force_replaces_an_earlier_export_whole(filled: Corpus, tmp_path: Path) -> None:
    folder = _written(filled, tmp_path / "berita", "text")
    (folder / ".DS_Store").write_bytes(b"")  # a desktop's, not a person's
    with pytest.raises(KlipingError, match="replace that export with --force"):
        _written(filled, folder, "text")
    filled.conn.execute("DELETE FROM articles WHERE id = (SELECT max(id) FROM articles)")
    _written(filled, folder, "text", replace=True)
    assert len([*folder.glob("k*.txt")]) == 3
    assert sorted(path.name for path in tmp_path.iterdir() if "berita" in path.name) == ["berita"]


@pytest.mark.parametrize("what", ["empty", "foreign", "with a note", "without a text", "bad list", "file", "link"])
def test_force_replaces_nothing_else(filled: Corpus, tmp_path: Path, what: str) -> None:
    folder = tmp_path / "berita"
    match what:
        case "empty":
            folder.mkdir()
        case "foreign":
            shutil.copytree(Path(__file__).parent / "leading", folder)
        case "file":
            folder.write_text("catatan saya", encoding="utf-8")
        case "link":
            _written(filled, tmp_path / "lain", "text")
            folder.symlink_to("lain", target_is_directory=True)
        case _:
            _written(filled, folder, "text")
    if what == "with a note":
        (folder / "catatan.txt").write_text("catatan saya", encoding="utf-8")
    elif what == "without a text":
        next(folder.glob("k*.txt")).unlink()
    elif what == "bad list":
        (folder / FILE_LIST).write_text("[" * 5_000, encoding="utf-8")
    before = _files(folder) if folder.is_dir() else {"": folder.read_bytes()}
    with pytest.raises(KlipingError, match="no folder that an export wrote, or holds other files too"):
        _written(filled, folder, "text", replace=True)
    assert before == (_files(folder) if folder.is_dir() else {"": folder.read_bytes()})


def test_what_takes_the_name_in_the_meantime_stays(tmp_path: Path) -> None:
    def refuse(path: Path) -> None:
        raise KeyError(path.name)

    with pytest.raises(KeyError, match="berita"), whole_folder(tmp_path / "berita", refuse):
        (tmp_path / "berita").mkdir()
    assert [path.name for path in tmp_path.iterdir()] == ["berita"]


def test_a_folder_above_must_be_there(filled: Corpus, tmp_path: Path) -> None:
    with pytest.raises(KlipingError, match="does not exist; make it first"):
        _written(filled, tmp_path / "tidak-ada" / "berita", "text")


@pytest.mark.parametrize("evil", EVIL)
def test_plain_texts_are_as_they_are(evil: str, tmp_path: Path) -> None:
    text, form = EVIL[evil], format_named("text")
    columns = columns_of(form, with_text=True)
    write_file(tmp_path / "berita", evil_content(columns, text=text, title=text[:400]), form)
    with (tmp_path / "berita/metadata.csv").open(encoding="utf-8", newline="") as file:
        (row,) = csv.DictReader(file)
    assert (tmp_path / f"berita/{row['id']}.txt").read_bytes() == text.encode()
    assert ([*row][:2], row["id"], row["title"]) == (["id", "doc_id"], row["doc_id"], text[:400])
    assert {*row} == {column.name for column in columns} - {"text"}


def test_a_format_of_texts_is_refused_without_them(filled: Corpus, kliping: Callable[..., Any]) -> None:
    ran = kliping("export", "--format", "text", "-o", "berita", "--corpus", filled.path)
    assert (ran.code, "add --with-text" in ran.err) == (2, True)
    typed = ("export", "--format", "text", "--with-text", "--corpus", filled.path)
    ran = kliping(*typed, "-o", "berita", "--columns", "id,text")
    assert (ran.code, "needs the columns doc_id; add them to --columns" in ran.err) == (2, True)
    assert "text is a folder; name a new one" in kliping(*typed, "-o", "-").err
    assert not Path("berita").exists()
    ran = kliping(*typed, "-o", "berita")
    assert (ran.code, "read berita/NOTICE.md" in ran.err) == (0, True)
    assert "berita holds whole texts" in Path("berita/NOTICE.md").read_text(encoding="utf-8")
    assert kliping(*typed, "-o", "berita").code == 2
    assert kliping(*typed, "-o", "berita", "--force").code == 0


def test_columns_that_are_lacking_are_said_before_anything_is_written(filled: Corpus, tmp_path: Path) -> None:
    with pytest.raises(KlipingError, match="text needs the columns doc_id and text"):
        export(filled, select(filled), tmp_path / "a", chosen_columns(["title"]), form=format_named("text"))
    assert not (tmp_path / "a").exists()
