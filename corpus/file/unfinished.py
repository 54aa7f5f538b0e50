"""What a file that could not be written to its end leaves behind, taken away where that can be done."""

from __future__ import annotations

import contextlib
from pathlib import Path


def discard(*parts: Path) -> None:
    """Delete the files, where there are any; on a disk that can't be written to there is nothing to delete.

    So that the error that is told is the one for which the file was not written.
    """
    for part in parts:
        with contextlib.suppress(OSError):
            part.unlink(missing_ok=True)
