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
_MONEY = re.compile(r"(rp|idr|usd|us|sgd|rm|myr|hkd|aud|eur)([0-9]+)")
_PARTED = re.compile(r"(?<![\w.,])(?:[0-9]{1,3}(?:[.,][0-9]{3})+|[0-9]+[.,][0-9]{1,2})(?![.,]?\w)")  # 12.000 and 1,5
_NUMBERED_WORD = re.compile(r"(?<![\w-])([^\W\d_]{1,8})(-?)([0-9]{1,3})(?![\w-])")  # G20, Covid-19
_THOUSANDS = re.compile(r"[0-9]{1,3}(?:[.,][0-9]{3})+")
_LONG_NUMBER = re.compile(r"[1-9][0-9]{4,11}")  # from five digits on, so that no year is read as 2.023
LARGE_NUMBERS = {
    "ribu": (),
    "juta": (),
    "miliar": ("milyar",),
    "milyar": ("miliar",),
    "triliun": ("trilyun",),
    "trilyun": ("triliun",),
}
_YEAR = re.compile(r"(?:19|20)[0-9]{2}")
NUMBERED = ("nomor", "no", "")  # what may stand before the number of a law, and "" for nothing
BEFORE_YEAR = ("tahun", "")
SHORT_YEAR = ("thn", "th")
OF_THE_STATE = (("ri",), ("republik", "indonesia"))  # what may stand behind the long name of a kind of law
AS_WRITTEN = {"nomer": "no"} | dict.fromkeys(SHORT_YEAR, "tahun")
_OF_A_BODY = frozenset({"peraturan", "keputusan", "instruksi"})
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
    words, apart = tokens(text), _with_apostrophes(text) | _parted_numbers(text) | _numbered_words(text)
    lengths = sorted(set(map(len, apart)), reverse=True)
    result, position = list[Ways](), 0
    while position < len(words):
        rest = words[position : position + LONGEST_PIECE]
        one = next((words[position : position + n] for n in lengths if words[position : position + n] in apart), None)
        if one is not None:
            one_way = [one, *apart[one], *(w for way in (one, *apart[one]) for w in names.written(way))]
        else:
            one_way = _law(rest) or _money(rest) or _number(rest) or _bound(rest) or [names.pieces(rest[:MAX_APART])[0]]
            one_way += [way for piece in one_way for way in names.written(piece)]
        result.append(list(dict.fromkeys(one_way)))
        position += len(one_way[0])
    return result


def together(words: Sequence[str]) -> int:
    """Return how many of the first words of a search are one thing, as if they stood in quotes; mostly 1.

    >>> together(["UU", "No.", "18", "Tahun", "2017", "diubah"]), together(["non", "prosedural"]), together(["Rp", "5"])
    (5, 2, 2)
    >>> together(["PP", "2023"]), together(["pegawai", "non"]), together(["1,5", "miliar"])
    (1, 1, 2)
    """
    first = tokens(words[0])
    if first and first[0] in _first_words():
        for number in range(min(len(words), LONGEST_LAW), 1, -1):
            text = tokens(" ".join(words[:number]))
            if _law(text)[:1] == [text]:
                return number
    if len(words) > 1 and words[1].lower() in LARGE_NUMBERS and first and all(map(str.isdecimal, first)):
        return 2
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
    [('18', '2017'), ('18', 'tahun', '2017'), ('18', 'thn', '2017'), ('18', 'th', '2017')]
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
    return list(dict.fromkeys([words[:end], *several, *_rarer(kind, befores, plain, year)]))


def _rarer(kind: Tokens, befores: Sequence[str], number: str, year: str) -> list[Tokens]:
    """Return rarer ways to write a law: with RI behind its long name (Keputusan Presiden RI), with a short "tahun"."""
    if not year:
        return []
    names = _laws()[kind] if kind else ((),)
    of_state = [(*name, *state) for name in names if name[:1] and name[0] in _OF_A_BODY for state in OF_THE_STATE]
    full = [
        (*name, word, number, *in_year)
        for name in of_state
        if name not in _laws()
        for word in ("nomor", "no")
        for in_year in (("tahun", year), (year,))
    ]
    short = [
        (*name, *((before,) if before else ()), number, word, year)
        for word in SHORT_YEAR
        for name in names[:2]
        for before in befores
    ]
    return [*full, *short]


def _year(words: Tokens, at: int) -> tuple[int, str]:
    """Return where a year ends that begins at this word, with or without "tahun" before it, and the year or ""."""
    for length in (1, 2):
        last = words[at + length - 1] if at + length <= len(words) else ""
        if _YEAR.fullmatch(last) and (length == 1 or AS_WRITTEN.get(words[at], words[at]) == "tahun"):
            return at + length, last
    return at, ""


def _money(words: Tokens) -> Ways:
    """Return the ways to write the amount that the words begin with, or nothing: Rp500, Rp 500; US$500 is USD500.

    >>> _money(("usd", "500"))
    [('usd', '500'), ('usd500',), ('us', '500'), ('us500',)]
    """
    if match := _MONEY.fullmatch(words[0]):
        length, digits = 1, match[2]
    elif len(words) > 1 and words[1].isdecimal() and (match := _MONEY.fullmatch("".join(words[:2]))):
        length, digits = 2, words[1]
    else:
        return []
    codes = ("usd", "us") if match[1] in ("usd", "us") else (match[1],)
    grouped = [_grouped(digits)] if _LONG_NUMBER.fullmatch(digits) else []
    several = [way for code in codes for one in ((digits,), *grouped) for way in _with_code(code, one)]
    return list(dict.fromkeys([words[:length], *several]))


def _with_code(code: str, number: Tokens) -> tuple[Tokens, Tokens]:
    return (code, *number), (code + number[0], *number[1:])


def _grouped(digits: str) -> Tokens:
    """Return a number's groups of three digits: 1500000 -> 1, 500, 000."""
    return tuple(f"{int(digits):,}".split(","))


def _number(words: Tokens) -> Ways:
    """Return the ways to write the number that the words begin with, or nothing: 12000 is 12.000, 5 juta is Rp5 juta.

    >>> _number(("12000", "orang")), _number(("5", "juta"))
    ([('12000',), ('12', '000')], [('5',), ('rp5',)])
    """
    if len(words) > 1 and words[0].isdecimal() and words[1] in LARGE_NUMBERS:
        return [words[:1], (f"rp{words[0]}",)]
    if others := LARGE_NUMBERS.get(words[0]):
        return [words[:1], others]
    return [words[:1], _grouped(words[0])] if _LONG_NUMBER.fullmatch(words[0]) else []


def _parted_numbers(text: str) -> dict[Tokens, list[Tokens]]:
    """Return the numbers with a point or comma, as the index holds them -> joined to Rp, and thousands in one."""
    result = dict[Tokens, list[Tokens]]()
    for match in _PARTED.finditer(text):
        cut = tokens(match[0])
        joined = "".join(cut)
        one = [(joined,)] if _THOUSANDS.fullmatch(match[0]) and not _YEAR.fullmatch(joined) else []
        result[cut] = [(f"rp{cut[0]}", *cut[1:]), *one]
    return result


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


def _numbered_words(text: str) -> dict[Tokens, list[Tokens]]:
    """Return the words that end in a number, with the number cut off or joined: G20 and G-20, Covid-19 and Covid19."""
    result = dict[Tokens, list[Tokens]]()
    for word, hyphen, number in _NUMBERED_WORD.findall(text):
        joined, cut = tokens(word + number), (*tokens(word), number)
        if not _MONEY.fullmatch("".join(joined)) and (word.lower(),) not in _laws():
            result[cut if hyphen else joined] = [joined if hyphen else cut]
    return result


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
