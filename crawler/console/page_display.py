"""The balance of an article's pages in one line, and its photos, as `kliping show` prints them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

_TERMS = (
    ("kept", "in the text"),
    ("fields", "fields"),
    ("cut", "cut"),
    ("outside", "outside"),
    ("unexplained", "unexplained"),
)


def balance_line(page_words: Sequence[Mapping[str, int]]) -> str | None:
    """Return the words of the pages and what became of them; None if they were not counted.

    >>> balance_line([{"seen": 20, "kept": 9, "fields": 3, "cut": 2, "outside": 6, "unexplained": 0, "added": 1}])
    'words of the page: 20 seen = 9 in the text + 3 fields + 2 cut + 6 outside + 0 unexplained; 1 added'
    """
    if not page_words:
        return None
    pages = "the page" if len(page_words) == 1 else f"{len(page_words)} pages"
    total = {name: sum(row[name] for row in page_words) for name in page_words[0]}
    terms = " + ".join(f"{total[name]} {words}" for name, words in _TERMS)
    return f"words of {pages}: {total['seen']} seen = {terms}; {total['added']} added"


def photo_lines(images: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    """Yield a line for each photo: its caption, or else the text for those who can't see it; its credit; its address.

    >>> list(photo_lines([{"url": "https://a.example/1.jpg", "caption": "Apel pagi", "credit": "Budi", "alt": None}]))
    ['Apel pagi (photo: Budi) https://a.example/1.jpg']
    """
    for image in images:
        words = image["caption"] or (f"[{image['alt']}]" if image["alt"] else "(no caption)")
        credit = f" (photo: {image['credit']})" if image["credit"] else ""
        yield f"{words}{credit} {image['url']}"
