"""Whether a role and a name at the end of a page are the house's or a reader's, not the article's (`names_another`)."""

from __future__ import annotations

import re
from collections.abc import Sequence

LONGEST_JOB = 80  # characters of a line that gives a job of the house
NEAR_MASTHEAD = 6  # lines on either side in which a masthead names its heads
MOST_COMMENTS = 40  # lines between the heading of comments and a line of them
# "Susunan Redaksi", "Pemimpin Redaksi: Sari Contoh", "Wakil Pimpinan Umum": heads of a house, whom no article names
MASTHEAD = re.compile(
    r"""^\W*(?: (?:susunan|struktur|bo(?:x|ks)|dewan) \s (?:\w+\s)? redaksi
    | (?:wakil\s)? (?:pemimpin|pimpinan) \s (?:umum|perusahaan|redaksi) | pemred | dewan \s (?:penasihat|pengarah) )
    \b (?: \W | $ )""",
    re.IGNORECASE | re.VERBOSE,
)
COMMENTS = re.compile(
    r"\W*(?:\d*\s?(?:komentar|comments?)\s?(?:\(?\d*\)?)|tinggalkan\s(?:balasan|komentar)|leave\sa\s(?:reply|comment))\W*",
    re.IGNORECASE,
)
# "Semoga desa lain menyusul.", "7 April 2023", "2 jam lalu": words of a reader, and when she wrote them
SENTENCE_ENDS = (".", "!", "?", ".”", "!”", '."', '!"')
WHEN = re.compile(r"\b(?:19|20)\d\d\b|\blalu\b|\bago\b", re.IGNORECASE)


def names_another(texts: Sequence[str], index: int) -> bool:
    """True where a line with a role and a name stands in a masthead, or among readers' comments.

    >>> names_another(["Susunan Redaksi", "Pemimpin Redaksi: Budi Contoh", "Wartawan: Sari Contoh"], 2)
    True
    >>> names_another(["2 Komentar", "Wawan", "7 April 2023", "Oleh: Sari Contoh"], 3)
    True
    >>> names_another(["2 Komentar", "Bagikan", "Penulis: Sari Contoh"], 2)
    False
    """
    near = texts[max(0, index - NEAR_MASTHEAD) : index + NEAR_MASTHEAD + 1]
    if any(len(text) <= LONGEST_JOB and MASTHEAD.match(text) for text in near):
        return True
    readers = 0
    for text in reversed(texts[max(0, index - MOST_COMMENTS) : index]):
        if len(text) <= LONGEST_JOB and COMMENTS.fullmatch(text):
            return readers > 0
        readers += (" " in text and text.endswith(SENTENCE_ENDS)) or WHEN.search(text) is not None
    return False
