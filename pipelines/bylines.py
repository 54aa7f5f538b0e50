"""Whose name is it? Persons told from desks and houses, and the role words beside them."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from importlib.resources import files

from pipelines.datelines import squash

_TABLES: dict[str, dict[str, list[str]]] = tomllib.loads((files("pipelines") / "data/names.toml").read_text("utf-8"))
ROLES = {word: job for job, words in _TABLES["roles"].items() for word in words}
NO_WRITER = frozenset(_TABLES["never"]["words"])
# "Budi Santoso - ContohNews", "Budi Santoso | Kupang", "Budi Santoso, contoh.id"
NAME_END = re.compile(r"\s+[-–—|/•]\s*|\s*[|•]\s*|,\s*(?=[A-Z]\w+(?:\.com|\.id|\s*News))")
ABBREVIATED = re.compile(r"(?:\b[A-Z]|\b[JS]r|\.[A-Z]\w{0,3})\.$")  # "Budi M.", "Contoh Jr.", "S.Sos."
NAME_WORDS = 7
NAME_LENGTH = 60
_ROLE = "|".join(re.escape(r).replace(r"\ ", r"\s*") for r in sorted(ROLES, key=len, reverse=True))
ROLE_LINE = re.compile(rf"^[\s(\[*•–-]*(?:{_ROLE})\s*[:：|]\s*\S", re.IGNORECASE)
ROLE_PART = re.compile(  # "Penulis: Budi Contoh | Editor: Ani Contoh"
    rf"(?<!\w)(?P<role>{_ROLE})\s*[:：|]\s*(?P<name>.*?)(?=[\s|/;,•)\]–-]*(?<!\w)(?:{_ROLE})\s*[:：|]|$)", re.IGNORECASE
)


def clean_name(raw: str, own_names: Iterable[str] = ()) -> str | None:
    """A person's name as printed, or None for a desk, a house, an address.

    >>> clean_name("Oleh: Budi Santoso - ContohNews", ["ContohNews"])
    'Budi Santoso'
    >>> clean_name("Redaksi"), clean_name("contoh.id developer")
    (None, None)
    """
    name = " ".join(raw.replace("\xa0", " ").split())
    name = re.sub(rf"^(?:{_ROLE})\s*[:：]?\s+", "", name, flags=re.IGNORECASE)
    name = re.sub(r"\s*\([^)]*\)?\s*$", "", name)
    name = NAME_END.split(name)[0].strip(" ,;:-–—|*\"'“”")
    name = name.lstrip(".") if ABBREVIATED.search(name) else name.strip(".")
    words = name.split()
    if not words or len(words) > NAME_WORDS or len(name) > NAME_LENGTH or not re.search(r"[^\W\d_]{2}", name):
        return None
    if re.search(r"[@/\\<>=\d]|https?:|www\.|\.(?:com|co|id|net|org)\b", name, re.IGNORECASE):
        return None
    if NO_WRITER & {w.lower().strip(".,") for w in words} or _is_own(name, own_names):
        return None
    return name


def _is_own(name: str, own_names: Iterable[str]) -> bool:
    """True for the outlet's own name and its sections ("ContohHealth" of Contoh)."""
    squashed = squash(name)
    for own in (squash(o) for o in own_names if o):
        if squashed == own or (len(own) >= 5 and squashed.startswith(own)):
            return True
    return False


def split_names(raw: str) -> list[str]:
    """Names printed in one line; a comma before a degree ("S.Sos") parts nothing.

    >>> split_names("Budi Contoh, Ani Contoh dan Cici"), split_names("Budi Contoh, S.Sos")
    (['Budi Contoh', 'Ani Contoh', 'Cici'], ['Budi Contoh, S.Sos'])
    """
    parts = re.split(r"\s*(?:[;/&]|\bdan\b|\band\b|,(?!\s*(?:[A-Z][\w]{0,4}\.\s?\w|[A-Z]{2,3}\b)))\s*", raw)
    return [p for p in (part.strip() for part in parts) if p]


def job_of(role: str) -> str | None:
    """What a role word makes of the name beside it: "author", "editor", "other"; None for no role word.

    >>> job_of("Pewarta"), job_of("REDAKTUR"), job_of("Kepala")
    ('author', 'editor', None)
    """
    return ROLES.get(" ".join(role.lower().strip(" :").split()))
