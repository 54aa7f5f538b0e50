"""The name of a site, from what its pages call it: safe to stand in a Python file.

Names that were not seen, and what happens: one that is made of general words alone ("Berita Terkini") is passed over,
and the host's name is taken; one in a picture only is not seen.
"""

from __future__ import annotations

import html
import json
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from scrapy.http import TextResponse

LONGEST_NAME = 60  # characters
LEAST_LIKE = 4  # letters of a host's name, from which a name can resemble it
LONGEST_READ = 2_000  # characters of what a page calls itself that are read
MOST_DATA = 200_000  # characters of a page's JSON-LD that are read
MOST_LEVELS = 6  # of objects and lists in JSON-LD
NAME_TAGS = (
    "meta[property='og:site_name']::attr(content)",
    "meta[name='og:site_name']::attr(content)",
    "meta[name='application-name']::attr(content)",
    "meta[name='apple-mobile-web-app-title']::attr(content)",
)
SITE_TYPE = re.compile(r"(?:WebSite|[A-Za-z]*Organization|Newspaper)", re.IGNORECASE)
MEDIA_TYPE = re.compile(r"WebSite|NewsMediaOrganization|Newspaper", re.IGNORECASE)
SEPARATOR = re.compile(r"\s[-|–—:•·»«/~]+\s|[|»•]|:\s")
ADDRESS = re.compile(r"\s*(?:https?:)?//", re.IGNORECASE)  # "http://www.contoh.id/" as og:site_name
NO_SIGN = re.compile(r"[^\w .,&()'’+!-]")
# Words that say what a page is, and not whose; sorted.
GENERAL = frozenset({
    "aktual", "akurat", "and", "app", "beranda", "berita", "blog", "cepat", "daerah", "dan", "dari", "datang",
    "default", "depan", "di", "document", "dunia", "front", "hadir", "halaman", "hari", "harian", "home", "homepage",
    "index", "indeks", "indonesia", "info", "informasi", "ini", "joomla", "kabar", "kami", "landing", "laman",
    "laravel", "layanan", "main", "media", "menu", "my", "nasional", "new", "news", "next", "nusantara", "of",
    "official", "online", "page", "paling", "portal", "postingan", "react", "resmi", "sekitar", "selamat",
    "seputar", "site", "situs", "start", "terbaik", "terbaru", "terdepan", "terhangat", "terkini", "terlengkap",
    "terpercaya", "terpopuler", "terupdate", "the", "to", "untitled", "update", "utama", "viral", "vite", "web",
    "website", "welcome", "wordpress", "yang",
})  # fmt: skip
GREETING = re.compile(  # "Selamat Datang di Website Resmi Dinas Contoh": what stands before the name
    r"^(?:selamat datang (?:di|ke)(?: (?:web ?site|situs(?: web)?|portal|laman|web))?(?: resmi)?"
    r"|(?:web ?site|situs(?: web)?|portal|laman|web) resmi) (?=\w)",
    re.IGNORECASE,
)
NEWS_FIRST = re.compile(  # "Berita Terkini Kupang dan Sekitarnya": a headline for search engines, and no name
    r"(?:kumpulan |portal |situs )?(?:berita|kabar|info|informasi|news)[ ,&]+(?:dan )?(?:ter[a-z]+|hari ini|update)\b",
    re.IGNORECASE,
)


def names_on(page: TextResponse) -> list[str]:
    """The names that a page gives its site, in its own words: og:site_name first, then the others of `NAME_TAGS`.

    JSON-LD's names of a site or organisation come behind them. The page's title is not among them.
    """
    tags = [page.css(tag).get() for tag in NAME_TAGS]
    return [*filter(None, tags), *_names_in_data(page)]


def title_on(page: TextResponse) -> str | None:
    """The page's <title> as it stands there; not one of a drawing (svg)."""
    return page.css("head > title::text").get() or page.css("title::text").get()


def site_name(names: Iterable[str], titles: list[str], host: str) -> str | None:
    """The site's name, of these that it calls itself, else the part of its front page's title that is the site's.

    Where the title has several parts: the one that resembles the host, else one that other pages' titles have too,
    else the first. Where all are general words, the part that other pages' titles share; None where there is none.

    >>> site_name([], ["Beranda | Koran Kota - Berita Terkini Hari Ini"], "koran-kota.id")
    'Koran Kota'
    >>> site_name(["Home"], ["Berita Terkini dan Terpercaya"], "x.id") is None
    True
    """
    for stated in names:
        parts = [stated] if len(_clean(stated)) <= LONGEST_NAME else SEPARATOR.split(stated[:LONGEST_READ])
        if name := _best(parts, [], host):
            return name
    for n, title in enumerate(titles):
        parts = SEPARATOR.split(title[:LONGEST_READ])
        if name := _best(parts, titles[:n] + titles[n + 1 :], host, is_front=n == 0):
            return name
    return None


def _best(parts: Sequence[str], other_titles: Sequence[str], host: str, *, is_front: bool = True) -> str | None:
    """The part that resembles the host, else one that other titles have too, else the first that says whose it is.

    The last is not taken from the title of another page than the front page: that may be a headline.
    """
    cleaned = [_clean(part) for part in parts if not ADDRESS.match(part)]
    of_others = {_clean(part).lower() for title in other_titles for part in SEPARATOR.split(title[:LONGEST_READ])}
    like_host = sorted((name for name in cleaned if _is_like(name, host)), key=len)
    own = [name for name in cleaned if not _is_general(name)]
    shared = [name for name in own if name.lower() in of_others]
    name = next(iter((*like_host, *shared, *(own if is_front else ()))), None)
    return _cut(name) if name else None


def _is_like(name: str, host: str) -> bool:
    """True for a name that has the host's letters: "Koran Kota Online" and "koran-kota.co.id"."""
    letters, label = _letters(name), _letters(max(host.split(".")[:-1] or [host], key=len))
    if len(label) < LEAST_LIKE:
        return False
    return label in letters or (letters in label and 2 * len(letters) > len(label))


def _is_general(name: str) -> bool:
    """True for a name without two letters, or one that says what a page is and not whose."""
    words = re.findall(r"[^\W\d_]+", name.lower())
    return sum(map(len, words)) < 2 or set(words) <= GENERAL or NEWS_FIRST.match(name) is not None


def _clean(text: str) -> str:
    """The text in one line, with nothing in it but letters, digits and a few signs."""
    text = html.unescape(html.unescape(text[:LONGEST_READ]))
    plain = "".join(" " if unicodedata.category(c) in {"Cc", "Zl", "Zp"} else c for c in text)
    plain = "".join(c for c in unicodedata.normalize("NFC", plain) if unicodedata.category(c) not in {"Cf", "Cs", "Co"})
    return GREETING.sub("", " ".join(NO_SIGN.sub(" ", plain).split())).strip(" .,&'’+-")


def _cut(name: str) -> str:
    """The name, or as many of its words as stand in `LONGEST_NAME` characters."""
    if len(name) <= LONGEST_NAME:
        return name
    words = name[: LONGEST_NAME + 1].rpartition(" ")[0]
    return (words or name[:LONGEST_NAME]).strip(" .,&'’+-")


def _letters(text: str) -> str:
    return re.sub(r"[^a-z0-9]", "", text.lower())


def _names_in_data(page: TextResponse) -> Iterator[str]:
    """Yield the names of sites and organisations in a page's JSON-LD, those of sites and of media first."""
    given: list[tuple[bool, str]] = []
    for text in page.css("script[type='application/ld+json']::text").getall():
        try:
            given += _names(json.loads(text[:MOST_DATA]), MOST_LEVELS)
        except (ValueError, RecursionError):
            continue
    yield from (name for is_other, name in sorted(given, key=lambda each: each[0]))


def _names(value: Any, levels: int) -> Iterator[tuple[bool, str]]:
    """Yield (False for a site or medium, the name) for each site and organisation."""
    if isinstance(value, Mapping) and isinstance(value.get("name"), str):
        kinds = value.get("@type")
        words = [kind for kind in (kinds if isinstance(kinds, list) else [kinds]) if isinstance(kind, str)]
        if any(map(SITE_TYPE.fullmatch, words)):
            yield not any(map(MEDIA_TYPE.fullmatch, words)), value["name"]
    inner = value.values() if isinstance(value, Mapping) else value if isinstance(value, list) else ()
    for inside in inner if levels else ():
        yield from _names(inside, levels - 1)
