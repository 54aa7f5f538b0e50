"""Find and read kliping.toml (`folder_file`): the corpus, topic and archive of the folder that a user works in.

It has no contact, which is the user's and not the folder's, and no folder of outlets, because outlets are code: a
folder that came from somewhere else would otherwise run that code.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from corpus.errors import KlipingError
from corpus.file.small_file import read_small
from corpus.messages.hint_messages import KNOWN_ARE
from corpus.messages.setting_messages import (
    CONTACT_ELSEWHERE,
    FOLDER_FILE_NO_TOML,
    FOLDER_FILE_NOT_READ,
    FOLDER_FILE_NOT_UTF8,
    FOLDER_KEY_ELSEWHERE,
    FOLDER_KEY_UNKNOWN,
    FOLDER_PATH_EXPECTED,
    FOLDER_USER_UNKNOWN,
    OUTLETS_ELSEWHERE,
)
from corpus.near_names import did_you_mean
from crawler.places.ownership import is_own, risk_of

FOLDER_FILE = "kliping.toml"
FOLDER_KEYS = ("corpus", "topic", "archive")
ELSEWHERE = {"contact": CONTACT_ELSEWHERE(), "outlets": OUTLETS_ELSEWHERE()}
"""Keys that users expect in the file -> where they go."""


@dataclass(frozen=True, slots=True)
class FolderFile:
    """The kliping.toml of a folder. Its paths are whole; a relative one is relative to the file's folder."""

    path: Path
    corpus: Path | None = None
    topic: Path | None = None
    archive: Path | None = None

    def archive_of(self, corpus: Path, *, named: bool) -> Path | None:
        """The archive for this corpus: the file's, if the corpus is the file's, too.

        Where the file names no corpus, its archive is for one that nobody named.
        """
        own = not named if self.corpus is None else _same(self.corpus, corpus)
        return self.archive if own else None


@dataclass(frozen=True, slots=True)
class UnusedFile:
    """A kliping.toml that is not used because others could have written it; `reason` is a sentence."""

    path: Path
    reason: str


def folder_file(start: Path | None = None) -> FolderFile | UnusedFile | None:
    """The kliping.toml of this folder (default: the current one) or of the nearest one above; None where there is none.

    Only folders that the user owns are looked into, and none above the home folder. Raises KlipingError with a
    sentence that names the file where it can't be read, or has a key or value that it can't have.
    """
    if (unused := _in_foreign_folder(start)) is not None:
        return unused
    for folder in _folders(start):
        path = folder / FOLDER_FILE
        if path.is_symlink() or path.exists():
            try:
                risk = risk_of(folder) or risk_of(path)
            except OSError as error:
                risk = f"{path} can't be read ({error.strerror})"
            return UnusedFile(path, risk) if risk else read_folder_file(path)
    return None


def _in_foreign_folder(start: Path | None) -> UnusedFile | None:
    """The kliping.toml of this folder where the folder belongs to somebody else, as under sudo: that must be said."""
    try:
        folder = (start or Path.cwd()).resolve()
        path = folder / FOLDER_FILE
        if is_own(folder) or not path.exists():
            return None
        return UnusedFile(path, risk_of(folder) or f"{folder} can't be looked at")
    except OSError:  # the current folder was deleted, or can't be looked into
        return None


def read_folder_file(path: Path) -> FolderFile:
    """Read a kliping.toml. Raises KlipingError with a sentence that names file, and line or key."""
    try:
        text = read_small(path)
    except UnicodeDecodeError as error:
        raise KlipingError(FOLDER_FILE_NOT_UTF8(path=path)) from error
    except OSError as error:
        raise KlipingError(FOLDER_FILE_NOT_READ(path=path, reason=error.strerror or error)) from error
    return parse_folder_text(path, text)


def parse_folder_text(path: Path, text: str) -> FolderFile:
    """The settings in the text of the kliping.toml at this path. Raises KlipingError as `read_folder_file` does."""
    import tomllib  # most folders have no such file, and a search should begin at once

    try:
        values = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise KlipingError(FOLDER_FILE_NO_TOML(path=path, fault=error)) from error
    return FolderFile(path, **{key: _place(path, key, value) for key, value in values.items()})


def folder_text(corpus: str, topic: str | None, archive: str | None) -> str:
    """The text of a new kliping.toml; what is not named stands there as a comment.

    >>> print(folder_text("berita.db", None, None), end="")
    # Read by kliping in this folder and below. Paths are relative to this file. The command line comes first.
    corpus = "berita.db"
    # topic = "topik.toml"
    # archive = "arsip"
    """
    lines = [
        "# Read by kliping in this folder and below. Paths are relative to this file. The command line comes first."
    ]
    lines.append(f"corpus = {_quoted(corpus)}")
    lines.append(f"topic = {_quoted(topic)}" if topic else '# topic = "topik.toml"')
    lines.append(f"archive = {_quoted(archive)}" if archive else '# archive = "arsip"')
    return "\n".join(lines) + "\n"


def _folders(start: Path | None) -> Iterator[Path]:
    """Yield the folder and those above it, while the user owns them; the home folder is the last."""
    try:
        folder = (start or Path.cwd()).resolve()
    except OSError:  # the current folder was deleted
        return
    try:
        home = Path.home().resolve()
    except (OSError, RuntimeError):
        home = None
    for one in (folder, *folder.parents):
        if not is_own(one):
            return
        yield one
        if one == home:
            return


def _place(path: Path, key: str, value: object) -> Path:
    """The path that a key names. Raises KlipingError for a key or value that the file can't have."""
    if advice := ELSEWHERE.get(key.casefold()):
        raise KlipingError(FOLDER_KEY_ELSEWHERE(path=path, key=key, advice=advice))
    if key not in FOLDER_KEYS:
        hint = did_you_mean(key, (*FOLDER_KEYS, *ELSEWHERE), KNOWN_ARE(names=FOLDER_KEYS))
        raise KlipingError(FOLDER_KEY_UNKNOWN(path=path, key=key, hint=hint))
    if not isinstance(value, str) or not value.strip() or not value.isprintable():
        raise KlipingError(FOLDER_PATH_EXPECTED(path=path, key=key, value=repr(value)[:80], example=_EXAMPLES[key]))
    try:
        place = Path(value).expanduser()
    except RuntimeError as error:  # ~nobody
        raise KlipingError(FOLDER_USER_UNKNOWN(path=path, key=key, value=repr(value)[:80])) from error
    return path.parent / place


_EXAMPLES = {"corpus": "berita.db", "topic": "topik.toml", "archive": "arsip"}


def _same(one: Path, other: Path) -> bool:
    try:
        return one.resolve() == other.resolve()
    except (OSError, RuntimeError, ValueError):
        return False


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
