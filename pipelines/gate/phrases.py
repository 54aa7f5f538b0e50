"""Phrases of walls and of "page not found" pages (data/gate.toml), and the length limits of such pages.

Both judges of a wall read it here: the gate, of an article's page, and spiders/parsing/walls.py, of a listing's answer.
"""

from __future__ import annotations

import re
import tomllib
from functools import lru_cache
from importlib.resources import files
from typing import Literal

PhraseList = Literal[
    "challenge", "country", "gone", "gone_title", "login_title", "paywall", "refusal", "trouble", "wall"
]

# Two numbers, because two things are counted: the gate counts the words of the article's text, without menus and
# footer; a listing's answer has no such text, and all words of the page are counted.
TEXT_OF_WALL = 120  # words; a wall or a "gone" page has fewer in its text
PAGE_OF_WALL = 200  # words; a page with a password's or captcha's form that has fewer in all is nothing but the wall


@lru_cache(maxsize=1)
def _table() -> dict[str, list[str]]:
    table: dict[str, list[str]] = tomllib.loads((files("pipelines") / "data/gate.toml").read_text("utf-8"))
    return table


@lru_cache
def phrases(*lists: PhraseList) -> re.Pattern[str]:
    """One pattern of these lists of data/gate.toml; letters' case is ignored.

    >>> phrases("challenge").search("Just a moment...")[0]
    'Just a moment'
    """
    return re.compile("|".join(f"(?:{phrase})" for name in lists for phrase in _table()[name]), re.IGNORECASE)
