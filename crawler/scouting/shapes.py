"""The form of a site's article addresses, read from some of them, for `kliping outlets new`."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from corpus.urls import split
from spiders.parsing.story_addresses import LONG_SLUG

PLAIN = re.compile(r"[a-z0-9_-]+", re.I)


def pattern_of(urls: Iterable[str]) -> str | None:
    """A path pattern for the commonest form of these article addresses; its groups are id or slug, and y, m, d.

    Folders that all share stay as they are. None where no form is shared by half of them.

    >>> pattern_of(["https://x.id/read/2024/03/05/apel-pagi-di-kupang", "https://x.id/read/2024/02/01/rapat-kerja-itu"])
    '/read/(?P<y>\\\\d{4})/(?P<m>\\\\d{2})/(?P<d>\\\\d{2})/(?P<slug>[a-z0-9_-]+)'
    """
    forms = [tuple(_parts(url)) for url in urls if split(url).path.strip("/")]
    if not forms:
        return None
    lengths = Counter(map(_kinds, forms))
    kinds, number = lengths.most_common(1)[0]
    if number * 2 < len(forms):
        return None
    alike = [form for form in forms if _kinds(form) == kinds]
    return _pattern(kinds, alike)


def _parts(url: str) -> list[str]:
    return [part for part in split(url).path.split("/") if part]


def _kinds(form: tuple[str, ...]) -> tuple[str, ...]:
    kinds = tuple(_kind(part) for part in form)
    if "y" in kinds and kinds[-2:] == ("dd", "word"):  # a short slug behind its day
        kinds = (*kinds[:-1], "html" if re.search(r"\.html?$", form[-1]) else "slug")
    return kinds if "y" in kinds else tuple("id" if kind == "dd" else kind for kind in kinds)


def _kind(part: str) -> str:
    if re.fullmatch(r"(?:19|20)\d\d", part):
        return "y"
    if re.fullmatch(r"\d\d", part):
        return "dd"
    if part.isdigit():
        return "id"
    if LONG_SLUG.fullmatch(part):
        return "html" if re.search(r"\.html?$", part) else "slug"
    return "word"


def _pattern(kinds: tuple[str, ...], forms: list[tuple[str, ...]]) -> str:
    groups, pattern = set[str](), ""
    days = [n for n, kind in enumerate(kinds) if kind == "dd"]
    names = ("d", "m") if days and days[-1] < kinds.index("y") else ("m", "d")  # 21/11/2023, 2023/11/21
    for place, kind in enumerate(kinds):
        words = {form[place] for form in forms}
        if kind == "word":
            plain = len(words) == 1 and all(PLAIN.fullmatch(word) for word in words)
            pattern += f"/{words.pop()}" if plain else "/[^/]+"
        elif kind == "y":
            pattern += r"/(?P<y>\d{4})"
        elif kind == "dd":
            pattern += rf"/(?P<{names[days.index(place)]}>\d{{2}})" if days.index(place) < 2 else r"/\d{2}"
        elif kind == "id":
            pattern += r"/(?P<id>\d+)" if "id" not in groups else r"/\d+"
            groups.add("id")
        elif "id" in kinds:
            pattern += "/[a-z0-9-]+" if kind == "slug" else r"/[a-z0-9_-]+\.html?"
        else:
            pattern += r"/(?P<slug>[a-z0-9_-]+)" if kind == "slug" else r"/(?P<slug>[a-z0-9_-]+)\.html?"
    return pattern
