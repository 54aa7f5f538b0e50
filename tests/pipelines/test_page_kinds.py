"""The pages that benchmarks/page_kinds.py measures can be read; each holds the words that its gold names."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date
from html import unescape
from urllib.parse import urlsplit

import pytest
from kind_pages import KindPage, page_of, read_dates, read_pages

STRUCK = re.compile(r"<(?:del|s|strike)>.*?</(?:del|s|strike)>|<span style=\"text-decoration:[^>]*>.*?</span>", re.S)
NO_WORDS = re.compile(r"<[^>]*>|\s+")
PAGES = read_pages()


def bare(text: str) -> str:
    """The text without tags and white space, entities undone."""
    return re.sub(r"\s+", "", unescape(NO_WORDS.sub("", text)))


def absent_words(page: KindPage) -> list[str]:
    """The words of the gold that stand nowhere in the page's text or data."""
    gold, words, struck = page.gold, bare(STRUCK.sub("", page.html)), bare(page.html)
    if gold["status"] == "aside":
        return []
    texts = [] if gold["text"] == "?" else gold["text"]
    names = [] if gold["authors"] == "?" else gold["authors"]
    single = [value for key in ("title", "editor") if (value := gold[key]) not in ("?", "")]
    named = [*names, *single, *gold["optional"], *gold.get("keep", ()), *gold.get("free", ())]
    numbered = gold.get("loose_numbers", False)
    lines = [re.sub(r"^\d+\. ", "", line) if numbered else line for line in texts]
    absent = [line for line in (*lines, *named) if bare(line) not in words]
    return [*absent, *(line for line in gold.get("drop", ()) if bare(line) not in struck and line != "| |")]


def test_each_page_holds_the_words_of_its_gold() -> None:
    assert {page.id: absent for page in PAGES if (absent := absent_words(page))} == {}


def test_each_page_has_a_name_of_its_own_and_each_kind_three_markups() -> None:
    assert len({page.id for page in PAGES}) == len(PAGES)
    kinds = Counter(kind for kind, _ in {(page.kind, urlsplit(page.url).netloc) for page in PAGES})
    assert {kind: sites for kind, sites in kinds.items() if sites < 3} == {}


def test_each_date_is_printed_and_its_gold_is_a_day() -> None:
    rows = read_dates()
    assert len(rows) >= 200
    assert [page.id for printed, page in rows if printed not in page.html] == []
    days = [page.gold["day"] for _, page in rows if page.gold["day"] not in ("", "?")]
    assert [day for day in days if date.fromisoformat(day).isoformat() != day] == []


def test_an_unknown_key_or_word_is_named() -> None:
    table = {"id": "contoh", "kind": "br", "shell": "gov", "story": "kopi"}
    assert page_of(table).gold["authors"] == []
    with pytest.raises(ValueError, match="kota"):
        page_of(table | {"kota": "Sagara"})
    with pytest.raises(ValueError, match="contoh: no word 'entah'"):
        page_of(table | {"body": "{{entah}}"})
