"""Folders of outlets that the user trusts (`trust`, `usable_folders`): their code runs where no --outlets is typed."""

from __future__ import annotations

import shlex
from collections.abc import Iterator
from pathlib import Path

from corpus.errors import KlipingError
from corpus.messages.setting_messages import (
    FOLDER_NOT_AMONG_TRUSTED,
    FOLDER_NOT_TRUSTED,
    NO_PATH,
    NONE_TRUSTED,
    TRUSTED_ARE,
    TRUSTED_FOLDER_GONE,
    TRUSTED_FOLDER_UNSAFE,
    TRUSTED_NO_FOLDER,
)
from corpus.messages.statement import Statement
from crawler.config import keep_trusted, trusted_folders
from crawler.places.ownership import HAS_OWNERS, risk_above, risk_of


def trust(folder: Path) -> Path:
    """Record a folder of outlets in the user's configuration; return its whole path.

    Raises KlipingError where it is no folder, or others than the user can write into it or to one of its files.
    """
    whole = _whole(folder)
    if not whole.is_dir():
        raise KlipingError(TRUSTED_NO_FOLDER(folder=folder))
    if risk := _risk(whole):
        raise KlipingError(FOLDER_NOT_TRUSTED(folder=whole, risk=risk))
    keep_trusted(tuple(dict.fromkeys((*trusted_folders(), whole))))
    return whole


def distrust(folder: Path) -> Path:
    """Take a folder out of the user's configuration; return its whole path. Raises KlipingError if it isn't there."""
    known = trusted_folders()
    whole = next((one for one in (folder.absolute(), _whole(folder)) if one in known), None)
    if whole is None:
        there = TRUSTED_ARE(folders=known) if known else NONE_TRUSTED()
        raise KlipingError(FOLDER_NOT_AMONG_TRUSTED(folder=folder, there=there))
    keep_trusted(tuple(one for one in known if one != whole))
    return whole


def usable_folders(*, strict: bool = True) -> tuple[Path, ...]:
    """The trusted folders. Raises KlipingError where one may not be used any more; not `strict`, it is left out."""
    usable: list[Path] = []
    for folder, fault in checked_folders():
        if fault is None:
            usable.append(folder)
        elif strict:
            raise KlipingError(fault)
    return tuple(usable)


def checked_folders() -> Iterator[tuple[Path, Statement | None]]:
    """Yield each trusted folder, and in a sentence why it may not be used; None where it may."""
    for folder in trusted_folders():
        command = f"kliping trust --remove {shlex.quote(str(folder))}"
        if not folder.is_dir():
            yield folder, TRUSTED_FOLDER_GONE(folder=folder, command=command)
        elif risk := _risk(folder):
            yield folder, TRUSTED_FOLDER_UNSAFE(folder=folder, risk=risk, command=command)
        else:
            yield folder, None


def _risk(folder: Path) -> str | None:
    """Why somebody else could have written code there; None where nobody could."""
    if not HAS_OWNERS:
        return None
    try:
        code = [path for form in ("*.py", "__pycache__", "__pycache__/*.pyc") for path in sorted(folder.glob(form))]
        own = next(filter(None, map(risk_of, (folder, *code))), None)
        return own or risk_above(folder)
    except OSError as error:
        return f"{error.filename or folder} can't be looked at ({error.strerror})"


def _whole(folder: Path) -> Path:
    try:
        return folder.expanduser().resolve()
    except (OSError, RuntimeError, ValueError) as error:
        raise KlipingError(NO_PATH(folder=folder)) from error
