"""When are two texts the same? Their words are, whatever stands between them."""

from __future__ import annotations

import hashlib
import re
import unicodedata

_WORD = re.compile(r"\w+")


def text_sha256(text: str) -> str:
    """A fingerprint of the text's words: case, punctuation and white space don't count.

    >>> text_sha256("Kupang – BP2MI, membina.") == text_sha256("KUPANG - BP2MI membina")
    True
    """
    words = " ".join(_WORD.findall(unicodedata.normalize("NFKC", text).casefold()))
    return hashlib.sha256(words.encode("utf-8", "replace")).hexdigest()
