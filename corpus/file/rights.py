"""The rights of a corpus's files: its owner's alone, or those of a group, as the corpus file itself has them.

A corpus and what stands beside it hold personal data. So a new corpus has 0600 (0660 with `--shared`), and everything
that is made for it afterwards has the rights of the corpus file: SQLite does the same with its log. A corpus that is
older, or whose rights were changed by hand, is never changed without being asked.
"""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path

PRIVATE_FILE, PRIVATE_FOLDER = 0o600, 0o700
SHARED_FILE = 0o660
OTHERS = 0o077  # the rights of group and others
NOT_THERE = frozenset({errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS, errno.EINVAL})
"""What file systems of network shares and FUSE answer to a call that they don't have."""
WITHOUT_RIGHTS = NOT_THERE | {errno.EPERM, errno.EACCES}


def file_rights(corpus: Path) -> int:
    """Return the rights of a new file of this corpus: read and write, for whom the corpus file gives them."""
    try:
        return stat.S_IMODE(corpus.stat().st_mode) & 0o666 | PRIVATE_FILE
    except OSError:
        return PRIVATE_FILE


def wider_rights(corpus: Path) -> str | None:
    """Return the rights of a corpus file that everybody on this machine can use ("0644"); None if nobody can."""
    if os.name != "posix":
        return None
    try:
        mode, way = stat.S_IMODE(corpus.stat().st_mode), stat.S_IMODE(corpus.absolute().parent.stat().st_mode)
    except OSError:
        return None
    return f"{mode:04o}" if mode & 0o007 and way & 0o001 else None


def make_folder(folder: Path, rights: int) -> None:
    """Make the folder and the ones above it that are missing; those with `rights` may enter what they may read.

    A group's folder (setgid) hands its group and that bit on to new folders; both stay. Raises OSError.
    """
    if folder.is_dir():
        return
    folder.parent.mkdir(parents=True, exist_ok=True)
    full = rights | (rights & 0o444) >> 2
    folder.mkdir(mode=full, exist_ok=True)
    inherited = stat.S_IMODE(folder.stat().st_mode)
    if os.name == "posix" and inherited & 0o777 != full:  # the umask took a right away
        set_rights(folder, inherited & ~0o777 | full)


def make_file(path: Path, rights: int) -> int:
    """Make an empty file with exactly these rights; return those that the umask alone would have given it.

    Raises FileExistsError, also where a link has the name.
    """
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0), rights | 0o666)
    try:
        usual = stat.S_IMODE(os.fstat(handle).st_mode)
        if usual != rights:
            set_rights(path, rights)
        return usual
    finally:
        os.close(handle)


def set_rights(path: Path, rights: int) -> None:
    """Set a file's rights where its file system has any: FAT, network shares and others have none."""
    try:
        path.chmod(rights)
    except NotImplementedError:
        return
    except OSError as error:
        if error.errno not in WITHOUT_RIGHTS:
            raise
