"""Other ways to write words of a search (`ways`): the text cut into pieces, each with what else stands for it.

These are rules of writing: laws with their numbers (data/laws.txt), amounts of money, forms before a word
(data/bound_forms.txt), apostrophes. Single words with two spellings are lists: data/spellings.txt, and `[[spelling]]`
of data/names.toml (corpus.vocabulary.names).
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache

from corpus.vocabulary.names import MAX_APART, Names
from corpus.vocabulary.stemming import APOSTROPHE_LETTERS, is_known, list_entries, roots
from corpus.vocabulary.tokens import Tokens, tokens

Ways = list[Tokens]
"""A piece of a text as written, then the other ways to write it."""

_MARKS = "'\u2019\u2018\u201b`\u00b4\u2032\uff07"  # apostrophes that part two words of the index
_WITH_APOSTROPHE = re.compile(rf"(?<![^\W_])[^\W_]+(?:[{_MARKS}{''.join(sorted(APOSTROPHE_LETTERS))}]+[^\W_]+)+")
_APOSTROPHE = re.compile(rf"[{_MARKS}{''.join(sorted(APOSTROPHE_LETTERS))}]+")
_MONEY = re.compile(r"(rp|idr|usd|sgd|rm|myr|hkd|aud|eur)([0-9]+)")
_YEAR = re.compile(r"(?:19|20)[0-9]{2}")
NUMBERED = ("nomor", "no", "")  # what may stand before the number of a law, and "" for nothing
BEFORE_YEAR = ("tahun", "")
AS_WRITTEN = {"nomer": "no", "th": "tahun", "thn": "tahun"}
LONGEST_LAW = 14  # words
LONGEST_PIECE = 20  # words of a text that are looked at for one piece
LONGEST_BOUND = 6  # letters of the longest form before a word
SHORTEST_BOUND = 4  # letters of a word that a form may be joined to
CLEAR = frozenset({"anti", "non", "semi"})  # short forms with which few other words begin


def ways(text: str, names: Names) -> list[Ways]:
    """Return the pieces of a text, in their order, each as written and in its other ways.

    >>> ways("salat jum'at", Names())
    [[('salat',)], [('jum', 'at'), ('jumat',)]]
    >>> [piece[0] for piece in ways("melanggar UU No. 18/2017", Names())]
    [('melanggar',), ('uu', 'no', '18', '2017')]
    """
    words, apart = tokens(text), _with_apostrophes(text)
    lengths = sorted(set(map(len, apart)), reverse=True)
    result, position = list[Ways](), 0
    while position < len(words):
        rest = words[position : position + LONGEST_PIECE]
        one = next((words[position : position + n] for n in lengths if words[position : position + n] in apart), None)
        if one is not None:
            one_way = [one, *apart[one], *(w for way in (one, *apart[one]) for w in names.written(way))]
        else:
            one_way = _law(rest) or _money(rest) or _bound(rest) or [names.pieces(rest[:MAX_APART])[0]]
            one_way += [way for piece in one_way for way in names.written(piece)]
        result.append(list(dict.fromkeys(one_way)))
        position += len(one_way[0])
    return result


def together(words: Sequence[str]) -> int:
    """Return how many of the first words of a search are one thing, as if they stood in quotes; mostly 1.

    >>> together(["UU", "No.", "18", "Tahun", "2017", "diubah"]), together(["non", "prosedural"]), together(["Rp", "5"])
    (5, 2, 2)
    >>> together(["PP", "2023"]), together(["pegawai", "non"])
    (1, 1)
    """
    first = tokens(words[0])
    if first and first[0] in _first_words():
        for number in range(min(len(words), LONGEST_LAW), 1, -1):
            text = tokens(" ".join(words[:number]))
            if _law(text)[:1] == [text]:
                return number
    if len(words) > 1 and len(first) == 1:
        second = tokens(words[1])
        if _MONEY.fullmatch("".join(first + second[:1])) and not first[0][-1].isdigit():
            return 2
        if _bound_forms().get(first[0]) and len(second) == 1 and _may_be_bound(second[0]):
            return 2
    return 1


def _law(words: Tokens) -> Ways:
    """Return the ways to write the law that the words begin with, or nothing: its kind, its number and its year.

    Without its kind, a number and a year are known behind "nomor", and where they are all words (18/2017).

    >>> _law(("uu", "18", "2017"))[:3]
    [('uu', '18', '2017'), ('uu', 'nomor', '18', 'tahun', '2017'), ('uu', 'nomor', '18', '2017')]
    >>> _law(("18", "2017"))
    [('18', '2017'), ('18', 'tahun', '2017')]
    """
    if words[0] not in _first_words() and not (len(words) == 2 and words[0].isdecimal()):
        return []
    kind: Tokens = next((words[:length] for length in range(LONGEST_LAW, 0, -1) if words[:length] in _laws()), ())
    at = len(kind)
    numbered = bool(words[at : at + 1]) and AS_WRITTEN.get(words[at], words[at]) in NUMBERED
    at += numbered
    number = words[at] if at < len(words) else ""
    if not number.isdecimal() or len(number) > 4 or (not numbered and _YEAR.fullmatch(number)):
        return []
    end, year = _year(words, at + 1)
    if not kind and not (year and (numbered or len(words) == 2)):
        return []
    plain = number.lstrip("0") or number
    befores = NUMBERED if kind or numbered else ("",)
    years = [(word, year) if word else (year,) for word in BEFORE_YEAR] if year else [()]
    several = [
        (*name, *((before,) if before else ()), one, *in_year)
        for one in ((plain, f"0{plain}") if len(plain) == 1 else (plain,))
        for name in (_laws()[kind] if kind else ((),))
        for before in befores
        for in_year in years
    ]
    return list(dict.fromkeys([words[:end], *several]))


def _year(words: Tokens, at: int) -> tuple[int, str]:
    """Return where a year ends that begins at this word, with or without "tahun" before it, and the year or ""."""
    for length in (1, 2):
        last = words[at + length - 1] if at + length <= len(words) else ""
        if _YEAR.fullmatch(last) and (length == 1 or AS_WRITTEN.get(words[at], words[at]) == "tahun"):
            return at + length, last
    return at, ""


def _money(words: Tokens) -> Ways:
    """Return the two ways to write the amount that the words begin with, or nothing: Rp500, Rp 500."""
    if match := _MONEY.fullmatch(words[0]):
        return [words[:1], (match[1], match[2])]
    joined = "".join(words[:2])
    return [words[:2], (joined,)] if len(words) > 1 and words[1].isdecimal() and _MONEY.fullmatch(joined) else []


def _bound(words: Tokens) -> Ways:
    """Return the two ways to write the word with a form before it that the words begin with, or nothing."""
    if len(words) > 1 and words[0] in _bound_forms() and _may_be_bound(words[1]):
        return [words[:2], ("".join(words[:2]),)]
    word = words[0]
    if word in roots():
        return []
    for length in range(min(len(word) - SHORTEST_BOUND, LONGEST_BOUND), 1, -1):
        form, rest = word[:length], word[length:]
        clear = (form in CLEAR or length > SHORTEST_BOUND) and len(rest) > SHORTEST_BOUND
        if form in _bound_forms() and (clear or is_known(rest)):
            return [words[:1], (form, rest)]
    return []


def _may_be_bound(word: str) -> bool:
    return len(word) >= SHORTEST_BOUND and word.isalpha()


def _with_apostrophes(text: str) -> dict[Tokens, list[Tokens]]:
    """Return the words with an apostrophe, as the index holds them -> without it, and cut at it."""
    result = dict[Tokens, list[Tokens]]()
    for match in _WITH_APOSTROPHE.finditer(text):
        cut = tokens(_APOSTROPHE.sub("'", match[0]))
        result[tokens(match[0])] = [("".join(cut),), cut]
    return result


@cache
def _laws() -> Mapping[Tokens, tuple[Tokens, ...]]:
    """Return the name of a kind of law -> all names of that kind, its own first."""
    groups = [tuple(map(tokens, line.split(";"))) for line in list_entries("laws.txt")]
    return {name: (name, *(one for one in group if one != name)) for group in groups for name in group}


@cache
def _first_words() -> frozenset[str]:
    return frozenset(name[0] for name in _laws()) | {"no", "nomor"} | AS_WRITTEN.keys()


@cache
def _bound_forms() -> Mapping[str, bool]:
    """Return a form that stands before a word -> True if it is no word of its own."""
    return {line.removeprefix("? "): not line.startswith("?") for line in list_entries("bound_forms.txt")}
