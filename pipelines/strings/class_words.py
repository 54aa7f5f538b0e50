"""The words of an element's class and id (`class_words`), asked before a pattern is searched in them."""

from __future__ import annotations

import re
from functools import lru_cache

CLASS_WORD = re.compile(r"[a-z0-9]+")
_SMALL_OR_BLANK = "".join(chr(n).lower() if chr(n).isalnum() else " " for n in range(128)).encode() + bytes(128)


@lru_cache(maxsize=4096)  # several readers ask for the same names of a page, and templates use the same few
def class_words(names: str) -> frozenset[str]:
    """The runs of letters and digits, in small letters.

    >>> sorted(class_words("Post-content read__also"))
    ['also', 'content', 'post', 'read']
    """
    if names.isascii():
        return frozenset(names.encode().translate(_SMALL_OR_BLANK).decode().split())
    return frozenset(CLASS_WORD.findall(names.lower()))
