"""The words of a text (`counted_words`) and its fingerprint (`text_sha256`), the same for texts of the same words."""

from __future__ import annotations

import hashlib
import re
import unicodedata

_WORD = re.compile(r"\w+")


def counted_words(text: str) -> list[str]:
    r"""Return the text's words: runs of \w after NFKC, without case. Lineage and fingerprints read the same words.

    >>> counted_words("KUPANG \u2013 BP2MI, membina 40 m\u00b2.")
    ['kupang', 'bp2mi', 'membina', '40', 'm2']
    """
    return _WORD.findall(unicodedata.normalize("NFKC", text).casefold())


def text_sha256(text: str) -> str:
    """Return the SHA-256 of the text's words. Case, punctuation and white space don't change it.

    >>> text_sha256("Kupang – BP2MI, membina.") == text_sha256("KUPANG - BP2MI membina")
    True
    """
    return hashlib.sha256(" ".join(counted_words(text)).encode("utf-8", "replace")).hexdigest()
