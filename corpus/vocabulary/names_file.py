"""Read names over time from TOML (`names_of`): the shipped file, and the corpus's own file beside it.

data/names.toml is shipped. A file beside the corpus (kliping.db -> kliping-names.toml) adds entries and replaces
entries with the same id. The head of data/names.toml explains each key.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from corpus.errors import KlipingError
from corpus.messages.hint_messages import NAMES_LIST_SHOWS
from corpus.messages.list_messages import (
    LINEAGE_COVERS_NONE,
    LINEAGE_WITHOUT_NAME,
    NAME_DAYS_REVERSED,
    NAMES_ENTRY_WITHOUT_KEY,
    NAMES_KEY_UNKNOWN,
    NAMES_NOT_TOML,
    NAMES_TABLES_EXPECTED,
    NAMES_TEXTS_EXPECTED,
    NAMES_UNREADABLE,
    NAMES_VALUE_BAD,
    WORDS_ARE_GROUPS,
)
from corpus.near_names import did_you_mean
from corpus.vocabulary.names import Lineage, Name, Names, Official
from corpus.vocabulary.stemming import DATA

LINEAGE_KEYS = frozenset({"id", "kind", "local", "covers", "source", "name"})
NAME_KEYS = frozenset({"name", "full", "spellings", "since", "until", "unless", "although", "source"})
SPAN = ("since", "until")
_DAY = r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?"
OFFICIAL_KEYS = frozenset({"name", "words", "aliases", "roles", "post", "since", "until"})


@cache
def shipped_names() -> Names:
    """Return the names that are shipped with kliping."""
    return parse_names((DATA / "names.toml").read_text(encoding="utf-8"), "names.toml")


def names_path(corpus: Path) -> Path:
    """Return the path of a corpus's own names: kliping.db -> kliping-names.toml."""
    return corpus.with_name(f"{corpus.stem}-names.toml")


def names_of(corpus: Path) -> Names:
    """Return the shipped names with the corpus's own. Raises KlipingError if its file can't be used."""
    path = names_path(corpus)
    if not path.is_file():
        return shipped_names()
    stat = path.stat()
    return _with_own(path, stat.st_mtime_ns, stat.st_size)


@lru_cache(maxsize=4)
def _with_own(path: Path, _changed_at: int, _size: int) -> Names:
    """Return the shipped names with those of a file; it is read again where it has changed."""
    base = shipped_names()
    try:
        own = parse_names(path.read_text(encoding="utf-8-sig"), str(path))
    except (OSError, UnicodeDecodeError) as error:
        raise KlipingError(NAMES_UNREADABLE(path=path, reason=error)) from error
    both = Names({**base.lineages, **own.lineages}, {**base.officials, **own.officials}, base.spelling + own.spelling)
    for lineage in own.lineages.values():
        for other in lineage.covers:
            if other not in both.lineages:
                hint = did_you_mean(other, both.lineages, NAMES_LIST_SHOWS())
                raise KlipingError(LINEAGE_COVERS_NONE(path=path, lineage=lineage.id, other=other, hint=hint))
    return both


def parse_names(text: str, path: str) -> Names:
    """Return the names in a TOML text. Raises KlipingError that names the wrong entry; `path` is for its sentence."""
    import tomllib  # a literal search starts without it

    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise KlipingError(NAMES_NOT_TOML(path=path, fault=error)) from error
    _check_keys(data, frozenset({"lineage", "official", "spelling"}), path)
    lineages = [_lineage(row, path) for row in _rows(data, "lineage", path)]
    officials = [_official(row, path) for row in _rows(data, "official", path)]
    spelling = [_texts(row, "words", path) for row in _rows(data, "spelling", path)]
    return Names({one.id: one for one in lineages}, {one.name: one for one in officials}, tuple(spelling))


def _lineage(row: Mapping[str, Any], path: str) -> Lineage:
    _check_keys(row, LINEAGE_KEYS, f"{path}: [[lineage]]")
    source = _plain(row, "source", path)
    names = tuple(_name(one, path, source) for one in _rows(row, "name", path))
    if not names:
        raise KlipingError(LINEAGE_WITHOUT_NAME(path=path, entry=_text(row, "id", path)))
    kind, local = _plain(row, "kind", path) or "body", _plain(row, "local", path)
    return Lineage(_text(row, "id", path), kind, names, local, _texts(row, "covers", path))


def _name(row: Mapping[str, Any], path: str, source: str | None) -> Name:
    _check_keys(row, NAME_KEYS, f"{path}: [[lineage.name]]")
    several = {key: _texts(row, key, path) for key in ("full", "spellings", "unless", "although")}
    since, until = _years(row, path)
    source = _plain(row, "source", path) or source
    return Name(_text(row, "name", path), since=since, until=until, source=source, **several)


def _official(row: Mapping[str, Any], path: str) -> Official:
    _check_keys(row, OFFICIAL_KEYS, f"{path}: [[official]]")
    words = row.get("words", [])
    if not isinstance(words, list) or not all(map(_is_group, words)):
        raise KlipingError(WORDS_ARE_GROUPS(path=path, entry=row.get("name")))
    return Official(
        _text(row, "name", path),
        tuple(map(tuple, words)),
        _texts(row, "aliases", path),
        _texts(row, "roles", path),
        _plain(row, "post", path),
        *_years(row, path),
    )


def _is_group(group: object) -> bool:
    """Return True for a list of non-empty words."""
    return isinstance(group, list) and all(isinstance(word, str) and _has_words(word) for word in group)


def _has_words(text: str) -> bool:
    """Return True if there is a letter or a digit in the text. Cheaper than its words: every name is asked."""
    return any(map(str.isalnum, text))


def _years(row: Mapping[str, Any], path: str) -> tuple[str | None, str | None]:
    """Return the entry's `since` and `until`, checked."""
    since, until = (_plain(row, key, path, _DAY, 'a day, as "2020-01-31", "2020-01" or "2020"') for key in SPAN)
    if since and until and since > until:
        raise KlipingError(NAME_DAYS_REVERSED(path=path, entry=row.get("name"), since=since, until=until))
    return since, until


def _rows(data: Mapping[str, Any], key: str, path: str) -> Iterable[Mapping[str, Any]]:
    rows = data.get(key, [])
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise KlipingError(NAMES_TABLES_EXPECTED(path=path, key=key))
    return rows


def _text(row: Mapping[str, Any], key: str, path: str) -> str:
    value = row.get(key)
    if not isinstance(value, str) or not _has_words(value):
        raise KlipingError(NAMES_ENTRY_WITHOUT_KEY(path=path, key=key, entry=dict(row)))
    return value


def _plain(row: Mapping[str, Any], key: str, path: str, form: str = ".*", expected: str = "a text") -> str | None:
    """Return a text that may be missing. `form` is the pattern it must match, `expected` describes it in an error."""
    value = row.get(key)
    if value is None or (isinstance(value, str) and re.fullmatch(form, value)):
        return value
    raise KlipingError(
        NAMES_VALUE_BAD(path=path, entry=row.get("name") or row.get("id"), key=key, expected=expected, value=value)
    )


def _texts(row: Mapping[str, Any], key: str, path: str) -> tuple[str, ...]:
    value = row.get(key, [])
    if not isinstance(value, list) or not all(isinstance(text, str) and _has_words(text) for text in value):
        raise KlipingError(NAMES_TEXTS_EXPECTED(path=path, key=key))
    return tuple(value)


def _check_keys(row: Mapping[str, Any], known: frozenset[str], place: str) -> None:
    if unknown := sorted(set(row) - known):
        raise KlipingError(NAMES_KEY_UNKNOWN(place=place, key=unknown[0], known=sorted(known)))
