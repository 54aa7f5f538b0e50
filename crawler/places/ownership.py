"""Decide whether a file or folder is the user's alone (`risk_of`): what others can write is neither read nor run."""

from __future__ import annotations

import os
import shlex
import stat
from pathlib import Path

HAS_OWNERS = hasattr(os, "getuid")  # Windows has no such rights; there, nothing is refused
_GROUP, _EVERYBODY = stat.S_IWGRP, stat.S_IWOTH


def is_own(path: Path) -> bool:
    """True if the path, links followed, belongs to the user; False where it can't be looked at."""
    try:
        return not HAS_OWNERS or path.stat().st_uid == os.getuid()
    except OSError:
        return False


def risk_of(path: Path) -> str | None:
    """Why somebody else could have written the file or folder, and what to do, in a sentence; None where nobody could.

    Raises OSError where the path can't be looked at.
    """
    if not HAS_OWNERS:
        return None
    about = path.stat()
    if about.st_uid != os.getuid():
        return f"{path} belongs to another user of this machine"
    if who := _writers(about.st_mode):
        return f"{path} can be written by {who}; if nobody else wrote there: chmod go-w {shlex.quote(str(path))}"
    return None


def risk_above(path: Path) -> str | None:
    """Why somebody else could put another folder in this one's place; None where nobody could.

    The folders above belong to the user or to root, and others can't write there, but in folders as /tmp, where each
    can move only what is their own.
    """
    if not HAS_OWNERS:
        return None
    for above in path.resolve().parents:
        about = above.stat()
        if about.st_uid not in {0, os.getuid()}:
            return f"{above}, above it, belongs to another user of this machine"
        if (who := _writers(about.st_mode)) and not about.st_mode & stat.S_ISVTX:
            return f"{above}, above it, can be written by {who}; if that is wrong: chmod go-w {shlex.quote(str(above))}"
    return None


def _writers(mode: int) -> str:
    return "everybody" if mode & _EVERYBODY else "its group" if mode & _GROUP else ""
