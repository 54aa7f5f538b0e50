"""A name without academic degrees, forms of address and what stands in brackets (`without_titles`)."""

from __future__ import annotations

import re

_BEFORE_NAMES = """
prof profesor dr drs dra ir h hj haji hajah kh k.h ust ustaz ustadz r ra rm raden tgk tuan bapak bpk pak ibu bu sdr
jend jenderal letjen mayjen brigjen irjen komjen kombes kompol akbp akp laksda laksma marsda kolonel mayor kapten
apt pdt st mr mrs ms
"""
_BEFORE = frozenset(_BEFORE_NAMES.split())
"""What stands before a name, without its point."""
_BRACKETS = re.compile(r"\([^()]{0,80}\)|\[[^\[\]]{0,80}\]")
_DEGREE = re.compile(r"(?:[A-Za-z]{1,5}\.){1,4}[A-Za-z]{0,5}\.?|[A-Z]{1,3}[a-z]?[A-Z][A-Za-z]{0,4}")


def without_titles(name: str) -> str:
    """Return the name without the words around it that a newspaper leaves out; itself if nothing else were left.

    >>> without_titles("Prof. Dr. H. Budi Santoso, S.H., M.Si (Kepala Dinas)"), without_titles("Haji Ahmad")
    ('Budi Santoso', 'Ahmad')
    >>> without_titles("Aminah, Siti"), without_titles("Dr.")
    ('Aminah, Siti', 'Dr.')
    """
    first, *behind = [part.strip() for part in _BRACKETS.sub(" ", name).split(",")]
    others = [part for part in behind if part and not all(map(_DEGREE.fullmatch, part.split()))]
    words = first.split()
    while len(words) > 1 and words[0].rstrip(".").casefold() in _BEFORE:
        del words[0]
    while len(words) > 1 and "." in words[-1][:-1] and _DEGREE.fullmatch(words[-1]):
        del words[-1]
    bare = ", ".join([" ".join(words), *others])
    return bare if any(map(str.isalpha, bare)) and bare.rstrip(".").casefold() not in _BEFORE else name
