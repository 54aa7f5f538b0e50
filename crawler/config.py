"""The user's configuration, a small TOML file: the contact that sites see, archives that lie elsewhere, folders of
outlets that the user trusts, and who makes releases.

It belongs to the user alone: nothing in a corpus, an archive or a topic is ever written to it.
"""

from __future__ import annotations

import json
import os
import re
import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path

from corpus.errors import KlipingError
from corpus.file.rights import PRIVATE_FILE, PRIVATE_FOLDER
from corpus.file.small_file import read_small
from corpus.file.whole import whole_file
from corpus.messages.setting_messages import (
    ARCHIVES_WITHOUT_KEYS,
    CONFIGURATION_IS_FOLDER,
    CONFIGURATION_KEY_UNKNOWN,
    CONFIGURATION_NOT_WRITABLE,
    CONFIGURATION_UNREADABLE,
    CONTACT_BAD,
    CONTACT_MISSING,
    FOLDER_NAME_NOT_UTF8,
    TRUSTED_NO_LIST,
)
from corpus.urls import check_web_address

KEYS = ("contact", "outlets", "archives", "creator", "licence")
RELEASE_KEYS = ("creator", "licence")
ARCHIVE_KEYS = ("corpus", "recorded", "folder")
_EMAIL = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+")


def config_path() -> Path:
    """The path of the configuration: `KLIPING_CONFIG`, else config.toml in the system's folder for it."""
    if named := os.environ.get("KLIPING_CONFIG"):
        return Path(named)
    from platformdirs import user_config_dir

    return Path(user_config_dir("kliping", appauthor=False)) / "config.toml"


def contact() -> str | None:
    """The contact: `KLIPING_CONTACT`, else what `kliping init` stored; None where nothing is set.

    Raises KlipingError with a sentence where it is no address or the file can't be read.
    """
    if named := os.environ.get("KLIPING_CONTACT"):
        return check_contact(named)
    stored = _read(config_path()).get("contact")
    return None if stored is None else check_contact(str(stored))


def keep_contact(text: str) -> Path:
    """Write the contact to the configuration and return the file's path."""
    path, value = config_path(), check_contact(text)
    _write(path, {**_to_change(path), "contact": value})
    return path


def named_archive(corpus: Path, recorded: str) -> Path | None:
    """The folder that the user named for this corpus while it records that path; None where there is no answer."""
    entry = _entry(corpus, recorded)
    for known in _archives(_read(config_path())):
        if (known["corpus"], known["recorded"]) == entry:
            return Path(known["folder"])
    return None


def keep_archive(corpus: Path, recorded: str, folder: Path) -> None:
    """Keep the answer that this folder is the archive of the corpus while it records that path."""
    path, entry = config_path(), _entry(corpus, recorded)
    settings = _to_change(path)
    others = [known for known in _archives(settings) if (known["corpus"], known["recorded"]) != entry]
    answer = dict(zip(ARCHIVE_KEYS, (*entry, str(folder.absolute())), strict=True))
    _write(path, {**settings, "archives": [*others, answer]})


def trusted_folders() -> tuple[Path, ...]:
    """The folders of outlets that the user trusts. Raises KlipingError where the configuration can't be read."""
    return tuple(map(Path, _outlets(_read(config_path()))))


def keep_trusted(folders: Sequence[Path]) -> None:
    """Write the folders of outlets that the user trusts; they replace those of before."""
    path = config_path()
    _write(path, {**_to_change(path), "outlets": [str(folder) for folder in folders]})


def release_words() -> dict[str, str]:
    """Who makes releases and under which licence, as the user said once: `creator` and `licence`, if they are known."""
    stored = _read(config_path())
    return {name: str(stored[name]) for name in RELEASE_KEYS if stored.get(name)}


def keep_release_words(words: Mapping[str, str]) -> Path:
    """Write `creator` and `licence` to the configuration and return the file's path."""
    path = config_path()
    _write(path, {**_to_change(path), **words})
    return path


def check_contact(text: str) -> str:
    """The contact, trimmed. Raises KlipingError where it is neither an e-mail address nor a web address.

    >>> check_contact(" redaksi@contoh.id ")
    'redaksi@contoh.id'
    """
    value = text.strip()
    if value.isascii() and value.isprintable() and " " not in value and len(value) <= 200:
        if _EMAIL.fullmatch(value):
            return value
        if value.startswith(("http://", "https://")):
            return check_web_address(value)
    raise KlipingError(CONTACT_BAD(value=value[:80]))


def _read(path: Path) -> dict[str, object]:
    try:
        settings = tomllib.loads(read_small(path))
    except FileNotFoundError:
        return {}
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, RecursionError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else error
        raise KlipingError(CONFIGURATION_UNREADABLE(path=path, reason=reason)) from error
    for name in settings:
        if name not in KEYS:
            raise KlipingError(CONFIGURATION_KEY_UNKNOWN(path=path, name=name, known=KEYS))
    return settings


def _to_change(path: Path) -> dict[str, object]:
    """The settings as they are, to write them again. Raises KlipingError, also where no file can be there."""
    if path.is_dir():
        raise KlipingError(CONFIGURATION_IS_FOLDER(path=path))
    return _read(path)


def _archives(settings: dict[str, object]) -> list[dict[str, str]]:
    """The answers on archives. Raises KlipingError where an entry is none."""
    entries = settings.get("archives", [])
    if not isinstance(entries, list) or not all(map(_is_answer, entries)):
        raise KlipingError(ARCHIVES_WITHOUT_KEYS(path=config_path(), keys=ARCHIVE_KEYS))
    return list(entries)


def _outlets(settings: dict[str, object]) -> list[str]:
    """The trusted folders, as texts. Raises KlipingError where the entry holds anything but whole paths."""
    entries = settings.get("outlets", [])
    if not isinstance(entries, list) or not all(isinstance(one, str) and Path(one).is_absolute() for one in entries):
        raise KlipingError(TRUSTED_NO_LIST(path=config_path()))
    return list(entries)


def _is_answer(entry: object) -> bool:
    return (
        isinstance(entry, dict)
        and entry.keys() == set(ARCHIVE_KEYS)
        and all(isinstance(value, str) for value in entry.values())
    )


def _entry(corpus: Path, recorded: str) -> tuple[str, str]:
    return str(corpus.absolute()), recorded


def _write(path: Path, settings: dict[str, object]) -> None:
    """Write the configuration, whole or not at all; only its owner may read it. Raises KlipingError."""
    names = [name for name in ("contact", *RELEASE_KEYS) if name in settings]
    lines = [f"{name} = {_toml(str(settings[name]))}\n" for name in names]
    if folders := _outlets(settings):
        lines.append(f"outlets = [{', '.join(map(_toml, folders))}]\n")
    for entry in _archives(settings):
        lines += ["\n[[archives]]\n", *(f"{name} = {_toml(entry[name])}\n" for name in ARCHIVE_KEYS)]
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=PRIVATE_FOLDER)
        with whole_file(path, sync=True, rights=PRIVATE_FILE) as file:
            file.write("".join(lines))
    except UnicodeEncodeError as error:
        raise KlipingError(FOLDER_NAME_NOT_UTF8(path=path)) from error
    except OSError as error:
        raise KlipingError(CONFIGURATION_NOT_WRITABLE(path=path, reason=error.strerror)) from error


def _toml(text: str) -> str:
    """The text as TOML writes it, in quotes. JSON's escapes are TOML's, but that the latter wants DEL escaped, too."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def required_contact() -> str:
    """The contact that a live crawl needs. Raises KlipingError where none is set."""
    if (known := contact()) is None:
        raise KlipingError(CONTACT_MISSING())
    return known
