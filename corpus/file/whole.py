"""Write a file completely or not at all (`whole_file`): readers see the old one or the new one, never a part.

What is written stands beside the file under a name of its own (`.berita.csv.4711.part`: the process's number keeps two
programs apart) and takes the file's name at the end. After an error it is deleted. After a kill it stays, until
`clear_unfinished` takes it away.
"""

from __future__ import annotations

import contextlib
import glob
import os
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any, BinaryIO, Literal, TextIO, overload

from corpus.file.rights import NOT_THERE, PRIVATE_FILE, make_file, set_rights


@overload
def whole_file(
    path: Path, mode: Literal["w"] = "w", *, sync: bool, newline: str | None = None, rights: int | None = None
) -> AbstractContextManager[TextIO]: ...
@overload
def whole_file(
    path: Path, mode: Literal["wb"], *, sync: bool, newline: None = None, rights: int | None = None
) -> AbstractContextManager[BinaryIO]: ...
@contextmanager
def whole_file(
    path: Path,
    mode: Literal["w", "wb"] = "w",
    *,
    sync: bool,
    newline: str | None = None,
    rights: int | None = None,
) -> Iterator[Any]:
    """An open file (text is UTF-8) that takes the name `path` when the block ends without an error.

    `sync`: it is on the disk before it takes the name, so that a power cut leaves the old one or the whole new one. Say
    True where what is lost can't be made again. `rights` are those of the file (corpus.file.rights); without them it
    gets those that the user's umask gives. Until it is whole only its owner can read it.
    """
    encoding = None if mode == "wb" else "utf-8"
    with (
        whole_path(path, sync=sync, rights=rights) as part,
        part.open(mode, encoding=encoding, newline=newline) as file,
    ):
        yield file


@contextmanager
def whole_path(path: Path, *, sync: bool, rights: int | None = None) -> Iterator[Path]:
    """Yield a path to write to, which becomes `path` at the end; as `whole_file`, for code that opens its file."""
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    discard(part)  # of an earlier process with this number; or a link that someone put there
    usual = make_file(part, PRIVATE_FILE)
    try:
        yield part
        set_rights(part, usual if rights is None else rights)
        if sync:
            _sync(part)
        part.replace(path)
        if sync:
            _sync_folder(path.parent)
    finally:
        discard(part)


def give_name(made: Path, path: Path) -> None:
    """Give a file or folder that was made whole in another folder of this disk its name; a file replaces one there."""
    if made.is_file():
        _sync(made)
    made.replace(path)
    _sync_folder(path.parent)


def clear_unfinished(path: Path) -> None:
    """Delete the unfinished files of programs that were killed while they wrote. Nobody may be writing it now."""
    discard(*path.parent.glob(f".{glob.escape(path.name)}.*.part*"))


def discard(*parts: Path) -> None:
    """Delete the files that exist. If one can't be deleted it stays, and the first error is raised."""
    for part in parts:
        with contextlib.suppress(OSError):
            part.unlink(missing_ok=True)


def _sync_folder(folder: Path) -> None:
    """Have the folder's names on the disk, where its file system can do that for a folder."""
    try:
        _sync(folder)
    except OSError as error:
        if error.errno not in NOT_THERE:
            raise


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
