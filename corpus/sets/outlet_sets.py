"""Sets of outlets (`sets_of`): the shipped ones with the corpus's own, from TOML.

data/sets.toml is shipped; its head explains the keys. A file beside the corpus (kliping.db -> kliping-sets.toml) adds
sets and replaces sets with the same name.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from corpus.errors import KlipingError
from corpus.messages.hint_messages import KNOWN_ARE, THERE_ARE_ALL
from corpus.messages.list_messages import (
    NAMES_NOT_TOML,
    SET_KEY_UNKNOWN,
    SET_NAME_BAD,
    SET_OUTLET_UNKNOWN,
    SET_OUTLETS_EXPECTED,
    SET_TABLES_EXPECTED,
    SET_TEXT_EXPECTED,
    SET_TWICE,
    SET_UNKNOWN,
    SETS_UNREADABLE,
)
from corpus.near_names import did_you_mean, near_names

SHIPPED_SETS = Path(__file__).parents[1] / "data" / "sets.toml"
SET_KEYS = frozenset({"name", "title", "source", "outlets"})
IN_NO_SET = "in no set"
_SET_NAME = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_SLIP = 0.8  # likeness of two slugs, by difflib's ratio, from which on one is taken for a slip of the other


@dataclass(frozen=True, slots=True)
class OutletSet:
    """A set: the `outlets` are slugs, `source` says what the list rests on."""

    name: str
    outlets: frozenset[str]
    title: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class OutletSets:
    """All sets by their names."""

    by_name: Mapping[str, OutletSet]

    @property
    def families(self) -> frozenset[str]:
        """The names that stand for several sets: `grup` for grup-kompas, grup-mnc ...; a set's own name is none."""
        begins = [name.partition("-")[0] for name in self.by_name if "-" in name]
        return frozenset(name for name in begins if begins.count(name) > 1 and name not in self.by_name)

    @property
    def outlets(self) -> frozenset[str]:
        """The slugs of all outlets that are in a set."""
        return frozenset(slug for one in self.by_name.values() for slug in one.outlets)

    def members(self, name: str) -> frozenset[str]:
        """Return the slugs of a set, or of all sets of a family. Raises KlipingError for an unknown name."""
        folded = name.casefold().strip()
        if folded in self.by_name:
            return self.by_name[folded].outlets
        if folded in self.families:
            several = (one.outlets for one in self.by_name.values() if one.name.startswith(f"{folded}-"))
            return frozenset().union(*several)
        known = [*self.by_name, *sorted(self.families)]
        otherwise = THERE_ARE_ALL(names=known)
        raise KlipingError(SET_UNKNOWN(name=name, hint=did_you_mean(folded, known, otherwise)))

    def names_of(self, slug: str) -> list[str]:
        """Return the names of the sets that an outlet is in, in their order; families are not listed."""
        return [one.name for one in self.by_name.values() if slug in one.outlets]


@cache
def shipped_sets() -> OutletSets:
    """Return the sets that are shipped with kliping."""
    return OutletSets(parse_sets(SHIPPED_SETS.read_text(encoding="utf-8"), "sets.toml"))


def sets_path(corpus: Path) -> Path:
    """Return the path of a corpus's own sets: kliping.db -> kliping-sets.toml."""
    return corpus.with_name(f"{corpus.stem}-sets.toml")


def sets_of(corpus: Path, known: Iterable[str] = ()) -> OutletSets:
    """Return the shipped sets with the corpus's own; `known` are the slugs of the corpus's outlets.

    A slug in its file that is nobody's may be an outlet that was not crawled yet. It is refused where it is nearly
    the slug of a known one. Raises KlipingError if the file can't be used.
    """
    path, base = sets_path(corpus), shipped_sets()
    if not path.is_file():
        return base
    try:
        own = parse_sets(path.read_text(encoding="utf-8-sig"), str(path))
    except (OSError, UnicodeDecodeError) as error:
        raise KlipingError(SETS_UNREADABLE(path=path, reason=error)) from error
    slugs = base.outlets | frozenset(known)
    for one in own.values():
        for slug in sorted(one.outlets - slugs):
            if near := near_names(slug, slugs, least=_SLIP):
                raise KlipingError(SET_OUTLET_UNKNOWN(path=path, name=one.name, outlet=slug, near=near[0]))
    return OutletSets({**base.by_name, **own})


def parse_sets(text: str, path: str) -> dict[str, OutletSet]:
    """Return the sets in a TOML text. Raises KlipingError that names the wrong entry; `path` is for its sentence."""
    import tomllib  # most searches start without it

    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise KlipingError(NAMES_NOT_TOML(path=path, fault=error)) from error
    _check(data, frozenset({"set"}), path)
    rows = data.get("set", [])
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise KlipingError(SET_TABLES_EXPECTED(path=path))
    sets: dict[str, OutletSet] = {}
    for row in rows:
        one = _set(row, path)
        if one.name in sets:
            raise KlipingError(SET_TWICE(path=path, name=one.name))
        sets[one.name] = one
    return sets


def _set(row: Mapping[str, Any], path: str) -> OutletSet:
    name = row.get("name")
    if not isinstance(name, str) or not _SET_NAME.fullmatch(name):
        raise KlipingError(SET_NAME_BAD(path=path, name=name))
    _check(row, SET_KEYS, f"{path}: set {name}")
    outlets = row.get("outlets")
    if not isinstance(outlets, list) or not outlets or not all(isinstance(one, str) and one.strip() for one in outlets):
        raise KlipingError(SET_OUTLETS_EXPECTED(path=path, name=name))
    for key in ("title", "source"):
        if not isinstance(row.get(key, ""), str):
            raise KlipingError(SET_TEXT_EXPECTED(path=path, name=name, key=key, value=row[key]))
    return OutletSet(name, frozenset(one.strip() for one in outlets), row.get("title", ""), row.get("source", ""))


def _check(row: Mapping[str, Any], known: frozenset[str], place: str) -> None:
    if unknown := sorted(set(row) - known):
        known_keys = KNOWN_ARE(names=sorted(known))
        raise KlipingError(
            SET_KEY_UNKNOWN(place=place, key=unknown[0], hint=did_you_mean(unknown[0], known, known_keys))
        )
