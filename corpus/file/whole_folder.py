"""Write a folder completely or not at all (`whole_folder`): readers see the old one or the new one, never a part.

What is written stands beside the folder under a name of its own (`.berita.4711.part`) and takes its name at the
end. After an error it is deleted. After a kill it stays.
"""

from __future__ import annotations

import os
import shutil
import stat
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from corpus.file.rights import PRIVATE_FOLDER, set_rights


@contextmanager
def whole_folder(path: Path, may_replace: Callable[[Path], None]) -> Iterator[Path]:
    """Yield a new folder to write into, which becomes `path` at the end. Its rights are those that the umask gives.

    `may_replace` is called with a folder that stands there at the end, and raises an error to keep it. Raises OSError.
    """
    path = Path(os.path.abspath(path))  # noqa: PTH100 - "." has no name; a link stays a link
    part, old = (path.with_name(f".{path.name}.{os.getpid()}.{what}") for what in ("part", "old"))
    _discard(part, old)  # of an earlier process with this number
    part.mkdir()
    usual = stat.S_IMODE(part.stat().st_mode)
    try:
        set_rights(part, usual & ~0o777 | PRIVATE_FOLDER)
        yield part
        set_rights(part, usual)
        _put(part, path, old, may_replace)
    finally:
        _discard(part, old)


def _put(part: Path, path: Path, old: Path, may_replace: Callable[[Path], None]) -> None:
    if not os.path.lexists(path):
        part.rename(path)
        return
    may_replace(path)
    path.rename(old)  # no system call of Python's exchanges two folders
    try:
        part.rename(path)
    except OSError:
        old.rename(path)
        raise


def _discard(*folders: Path) -> None:
    for folder in folders:
        if folder.is_symlink():
            folder.unlink()
        shutil.rmtree(folder, ignore_errors=True)
