"""Read a small text file that someone else may have made (`read_small`): an ordinary file of a bounded size."""

from __future__ import annotations

import os
import stat
from pathlib import Path

SMALL = 1 << 20  # bytes; more is no topic, configuration or notice


class SmallFileError(OSError):
    """A file that is no ordinary one, or too large; `strerror` says which."""


def read_small(path: Path, *, most: int = SMALL) -> str:
    """Return the file's text (UTF-8, a byte order mark left out). A pipe or device is refused and never waited for.

    Raises SmallFileError, any other OSError, or UnicodeDecodeError.
    """
    handle = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0))
    with os.fdopen(handle, "rb") as file:
        mode = os.fstat(file.fileno()).st_mode
        if not stat.S_ISREG(mode):
            raise SmallFileError(0, "a folder" if stat.S_ISDIR(mode) else "no ordinary file", str(path))
        data = file.read(most + 1)
    if len(data) > most:
        raise SmallFileError(0, f"larger than {most:,} bytes", str(path))
    return data.decode("utf-8-sig")
