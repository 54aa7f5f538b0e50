"""Fingerprint of a text (`text_sha256`). Texts with the same words have the same fingerprint."""

from __future__ import annotations

import hashlib
import re
import unicodedata

_WORD = re.compile(r"\w+")


def text_sha256(text: str) -> str:
    """Return the SHA-256 of the text's words. Case, punctuation and white space don't change it.

    >>> text_sha256("Kupang – BP2MI, membina.") == text_sha256("KUPANG - BP2MI membina")
    True
    """
    words = " ".join(_WORD.findall(unicodedata.normalize("NFKC", text).casefold()))
    return hashlib.sha256(words.encode("utf-8", "replace")).hexdigest()
