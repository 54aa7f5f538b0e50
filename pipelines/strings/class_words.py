"""The words of an element's class and id (`class_words`), asked before a pattern is searched in them."""

from __future__ import annotations

import re
from functools import lru_cache

CLASS_WORD = re.compile(r"[a-z0-9]+")


@lru_cache(maxsize=4096)  # several readers ask for the same names of a page, and templates use the same few
def class_words(names: str) -> frozenset[str]:
    """The runs of letters and digits, in small letters.

    >>> sorted(class_words("Post-content read__also"))
    ['also', 'content', 'post', 'read']
    """
    return frozenset(CLASS_WORD.findall(names.lower()))
