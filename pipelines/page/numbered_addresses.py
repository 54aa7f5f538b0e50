"""Which article an address names, and which page of it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from urllib.parse import parse_qsl, urlencode

from corpus.urls import clean_url, host_of, split

ALL_PAGES = 0  # the number of a page that holds all of them
NUMBER_PARAMETERS = frozenset({"hal", "halaman", "page", "page_num", "paged"})
ALL_PARAMETERS = frozenset({"showall", "showpage", "single"})  # ?showpage=all, ?single=1
READING_PARAMETERS = NUMBER_PARAMETERS | ALL_PARAMETERS | {"amp"}
PATH_ALL = re.compile(r"^(?P<base>/.+)/all$")  # /berita/judul/all
PATH_NUMBER = re.compile(  # /berita/apel-pagi/2, /read/70123/2, /berita/judul/page/2; /berita/12 is an article's number
    r"^(?P<base>/(?:.+(?=/(?:page|hal|halaman)/)|(?:.+/)?(?=[^/]*(?:[-_]|\d{3}))[^/]+))/(?:page/|hal/|halaman/)?(?P<number>[1-9]|[12]\d)$"
)


@dataclass(frozen=True, slots=True)
class PageAddress:
    """An address, taken apart: the article's own path and query, and which page of it (None: not given)."""

    host: str
    path: str
    query: tuple[tuple[str, str], ...]
    number: int | None
    in_path: bool
    address: str = field(compare=False)


def page_address_of(address: str) -> PageAddress:
    """Parse an address.

    >>> page_address_of("https://contoh.example/berita/apel-pagi?page=2").number
    2
    """
    parts = split(address)
    path = parts.path.rstrip("/")
    pairs = parse_qsl(parts.query)
    query = tuple(sorted((n, v) for n, v in pairs if n.lower() not in READING_PARAMETERS))
    number = next((n for name, value in pairs if (n := _number(name.lower(), value)) is not None), None)
    if number is not None:
        return PageAddress(host_of(address), path, query, number, False, address)
    if match := PATH_ALL.match(path):
        return PageAddress(host_of(address), match["base"], query, ALL_PAGES, True, address)
    if match := PATH_NUMBER.match(path):
        return PageAddress(host_of(address), match["base"], query, int(match["number"]), True, address)
    return PageAddress(host_of(address), path, query, None, False, address)


def _number(name: str, value: str) -> int | None:
    if name in NUMBER_PARAMETERS and value.isdecimal() and len(value) <= 4:
        return int(value)
    if (name in NUMBER_PARAMETERS and value == "all") or (name in ALL_PARAMETERS and value in {"1", "all"}):
        return ALL_PAGES
    return None


def with_number(address: str, number: int) -> str:
    """The address with another page number: in its path where it has one there, else as ?page=."""
    parts, place = split(address), page_address_of(address)
    if place.in_path:
        path = re.sub(r"\d+(/?)$", rf"{number}\1", parts.path)
        return str(parts._replace(path=path).geturl())
    pairs = parse_qsl(parts.query)
    name = next((n for n, _ in pairs if n.lower() in NUMBER_PARAMETERS), "page")
    others = [(n, v) for n, v in pairs if n != name]
    return str(parts._replace(query=urlencode([*others, (name, str(number))]), fragment="").geturl())


def without_number(address: str) -> str:
    """The address of the article's first page."""
    parts, place = split(address), page_address_of(address)
    return str(parts._replace(path=place.path, query=urlencode(place.query), fragment="").geturl())


def page_identity(address: str) -> tuple[str, str, tuple[tuple[str, str], ...], int]:
    """A key that is equal for two addresses of one page of one article; no number is page 1."""
    place = page_address_of(clean_url(address))
    return place.host, place.path, place.query, 1 if place.number is None else place.number
