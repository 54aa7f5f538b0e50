"""The user's configuration: the contact that sites see, in a small TOML file in the user's folder."""

from __future__ import annotations

import json
import os
import re
import tomllib
from pathlib import Path

from corpus.errors import KlipingError
from corpus.urls import check_web_address

KEYS = frozenset({"contact"})
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
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"contact = {json.dumps(value)}\n", encoding="utf-8")
    except OSError as error:
        raise KlipingError(
            f"{path}: the configuration can't be written ({error.strerror}); name another file with KLIPING_CONFIG"
        ) from error
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
    raise KlipingError(
        f"contact {value[:80]!r} should be an e-mail address or a web address, as redaksi@contoh.id; sites see it"
    )


def _read(path: Path) -> dict[str, object]:
    try:
        settings = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except FileNotFoundError:
        return {}
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise KlipingError(f"{path}: the configuration can't be read ({error}); correct it, or delete it") from error
    for name in settings:
        if name not in KEYS:
            raise KlipingError(f'{path}: unknown key "{name}"; known are {", ".join(sorted(KEYS))}')
    return settings


def required_contact() -> str:
    """The contact that a live crawl needs. Raises KlipingError where none is set."""
    if (known := contact()) is None:
        raise KlipingError(
            "no contact is set; a live crawl must show each site an address to write to: "
            "run `kliping init` once, or add --contact you@example.org"
        )
    return known
