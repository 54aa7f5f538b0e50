"""The head of a line as signs, one for each name, day or mark: the forms of datelines are matched against them."""

from __future__ import annotations

import re
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from functools import lru_cache

from pipelines.calendar.patterns import ANY_MONTH, ANY_WEEKDAY
from pipelines.strings.dateline_words import OPENING_LETTERS, words
from pipelines.strings.squashed import squash

SITE, HOUSE = "W", "H"  # a web name; another newsroom
PLACE, CAPS_PLACE, WEAK_PLACE = "P", "C", "p"  # a known place in ordinary letters, in capitals; one that is a word too
CAPS, NAME_WORD = "U", "T"  # an unknown word in capitals; one that begins with one
DAY, NUMERAL, QUOTE, STOP_READING = "D", "#", '"', "z"
DASH, TIGHT, LONG_TIGHT, BAR, COMMA, LOOSE_COMMA, COLON, TIGHT_COLON, STOP = "-", "=", "+", "|", ",", ";", ":", "`", "."
NAMES = frozenset((SITE, HOUSE, PLACE, CAPS_PLACE, WEAK_PLACE, CAPS, NAME_WORD))

MAX_SIGNS = 18  # a dateline has fewer
MAX_NAME_WORDS = 4  # words of a place's or newsroom's name
MAX_ENDED_WORDS = 3  # words of "Lensa Karang News"
BLANKS = re.compile(r"[\s\xa0​]+")
WORD = re.compile(r"[^\W_](?:[^\W_]|['’`](?=[^\W_]))*")
JOINT = re.compile(r"[ \xa0]{1,2}|-|\.[ \xa0]|\.(?=[A-Z][a-z])")
PART = re.compile(r"[ \xa0-]+")
DASHES = re.compile(r"[-‐‑‒–—―−]+(?:[ \xa0]?[-‐‑‒–—―−]+)*")
BARS = re.compile(r"\|{1,2}|/{2}|~|¦|•")
_BODY = r"(?:(?:kemen(?:terian)?[ -]?)?(?:[bk]p[234]|p[24])mi|(?:bn|[bl])p[23]tki)(?![^\W_])"
# P3MI is no office but a company that places workers
# BP2MI, BP3MI, UPT BP2MI, KemenP2MI, Kemen-P2MI, KemenBP2MI, Kementerian P2MI, KP2MI/BP2MI
AGENCY = re.compile(rf"(?:(?:humas|upt)[ ])?{_BODY}(?:/{_BODY})*", re.IGNORECASE)
_NUMBERS = r"\d{1,2}\s?/\s?\d{1,2}(?:\s?/\s?\d{2,5}|/(?!/))?(?!\d)|\d{1,2}[.-]\d{1,2}[.-]\d{4}(?!\d)"
_NAMED = rf"\d{{1,2}}\s?(?:{ANY_MONTH})(?!\w)(?:\.?,?\s?'?(?:\d{{4}}|\d{{2}})(?![\d:]|\.\d))?"
# "Senin malam", "Senin Pahing"
_PART_OF_DAY = r"(?:\s(?:pagi|siang|sore|petang|malam|dini\shari|legi|pahing|pon|wage|kliwon)(?!\w))"
_HOUR = r"(?:\s?,?\s(?:pukul\s|pkl\.?\s)?\d{1,2}[.:]\d\d\sWI(?:B|TA|T)(?!\w))"
_MONTH_FIRST = rf"(?:{ANY_MONTH})\.?\s\d{{1,2}},?\s\d{{4}}(?!\d)"  # "October 28, 2025"
DOMAIN_BEHIND = re.compile(r"\.(?P<name>[A-Za-z]{2,4})(?:\.[A-Za-z]{2,3})?(?!\w)")
# the first small word: what stands before it is a dateline or none is there
SMALL_WORD = re.compile(r"\s[a-z]{2,}[,.]?(?=\s|$)")
ANY_MARK = re.compile(r"[-‐‑‒–—―−|/~¦•:.,_(\[=]|\s[lI]\s")
DAYS = re.compile(
    rf"""[(\[]? \s? (?: (?: (?:{ANY_WEEKDAY}) (?!\w) {_PART_OF_DAY}? \s? [,/–-]? \s? )? [(\[]? \s?
       (?: {_NUMBERS} | {_NAMED} | {_MONTH_FIRST} ) \s? [)\]]{{0,2}} {_PART_OF_DAY}? {_HOUR}?
       | (?:{ANY_WEEKDAY}) (?!\w) {_PART_OF_DAY}? [)]? )""",
    re.IGNORECASE | re.VERBOSE,
)
ANY_SIGN = {",": COMMA, ";": COMMA, ".": STOP, "(": "(", "[": "(", ")": ")", "]": ")", "_": "_", "/": "/"}
ABBREVIATED_FIRST = frozenset({"kab", "kec", "prov", "st", "tj"})
SAINT = frozenset({"st", "ft", "mt"})
QUOTES = frozenset("\"'“”‘’«»")


@dataclass(slots=True)
class Signs:
    """The signs of a text's head, and for each its half-open range in the text."""

    text: str
    own: AbstractSet[str]
    signs: str = ""
    ranges: list[tuple[int, int]] = field(default_factory=list)

    def add(self, sign: str, start: int, end: int) -> int:
        """Add a sign; return where it ends."""
        self.signs += sign
        self.ranges.append((start, end))
        return end

    def words_of(self, start: int, end: int) -> str:
        """The text that the signs from `start` up to `end` stand for."""
        return self.text[self.ranges[start][0] : self.ranges[end - 1][1]] if end > start else ""


@lru_cache(maxsize=1)
def _web() -> re.Pattern[str]:
    domains = "|".join(re.escape(name) for name in sorted(words().domains, key=len, reverse=True))
    label = r"[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?"
    return re.compile(  # contoh.com, KUPANG.CONTOH.CO.ID; as slips "CONTOH. com", "CONTOH .com"
        rf"""(?:https?://)?(?:{label}\.){{0,3}} {label} (?: \. (?i:{domains}) (?:\.(?i:{domains}))? | (?:\.[ ]|[ ]\.)
             (?:com|co\.id|id|COM|CO\.ID|ID) )
             (?! [^\W_] | \.[^\W_] )""",
        re.VERBOSE,
    )


def read_signs(text: str, own: AbstractSet[str]) -> Signs:
    """The signs of the text's head, up to the first word of a sentence. `own` are the outlet's names, squashed.

    >>> read_signs("Kendari, BP3MI (19/6) – Kepala balai hadir.", frozenset()).signs
    'P,HD-Tz'
    >>> read_signs("WARTATELUK.CO MANADO-Kepala", frozenset()).signs
    'WC=T'
    """
    read = Signs(text, own)
    at, length = 0, len(text)
    while at < length and len(read.signs) < MAX_SIGNS and not read.signs.endswith(STOP_READING):
        if blank := BLANKS.match(text, at):
            at = blank.end()
            continue
        at = _next(read, at)
    if at < length and not read.signs.endswith(STOP_READING):
        read.add(STOP_READING, at, length)
    return read


def _next(read: Signs, at: int) -> int:
    """Read the sign at this place; return where it ends."""
    text, char = read.text, read.text[at]
    if char.isdigit() or char in "([" or char.isalpha():
        day = DAYS.match(text, at) if (char.isdigit() or char in "([" or _may_be_day(text, at)) else None
        if day:
            return read.add(DAY, at, day.end())
    if char.isalnum():
        return _name(read, at)
    if mark := DASHES.match(text, at):
        before, behind = text[at - 1 : at], text[mark.end() : mark.end() + 1]
        is_tight = bool(before) and not before.isspace() and before != "," and bool(behind) and not behind.isspace()
        tight = TIGHT if mark[0] == "-" else LONG_TIGHT  # "--" is a long one
        return read.add(tight if is_tight and before not in ")]" else DASH, at, mark.end())
    if mark := BARS.match(text, at):
        return read.add(BAR, at, mark.end())
    if char == "," and at and text[at - 1].isspace() and text[at + 1 : at + 2].isspace():
        return read.add(LOOSE_COMMA, at, at + 1)
    if char == ":":
        return read.add(COLON if text[at + 1 : at + 2].isspace() else TIGHT_COLON, at, at + 1)
    if char in ANY_SIGN:
        return read.add(ANY_SIGN[char], at, at + 1)
    return read.add(QUOTE if char in QUOTES else STOP_READING, at, at + 1)


_WEEKDAY_OR_MONTH = re.compile(rf"(?:{ANY_WEEKDAY})(?!\w)|(?:{ANY_MONTH})\.?\s\d", re.IGNORECASE)


def _may_be_day(text: str, at: int) -> bool:
    return text[at] in "SsRrKkJjMmAaTtWwFfDdNnOo" and _WEEKDAY_OR_MONTH.match(text, at) is not None


def _name(read: Signs, at: int) -> int:
    """Read a web name, a newsroom, a place or another word."""
    text = read.text
    if agency := AGENCY.match(text, at):
        return read.add(HOUSE, at, agency.end())
    word = WORD.match(text, at)
    assert word is not None  # the caller has seen a letter or digit
    if (web := _web().match(text, at)) and web.end() > word.end():
        return _site(read, at, web.end())
    ends, is_lower = _ends(text, word.end()), text[at].islower()
    opening = squash(text[at : ends[-1]])[:OPENING_LETTERS]
    may_be_known = opening in words().openings or any(name.startswith(opening) for name in read.own)
    if may_be_known and (end := _longest(text, at, ends, read.own, words().houses)):
        domain = DOMAIN_BEHIND.match(text, end)
        is_domain = domain is not None and squash(domain["name"]) not in words().places
        return read.add(HOUSE, at, domain.end() if domain and is_domain else end)
    if is_lower:
        return read.add(_bar_or(read, at, word.end(), STOP_READING), at, word.end())
    if not text[at].isalpha():
        return read.add(NUMERAL if word[0].isdigit() else CAPS, at, word.end())
    if len(ends) > 1 and (end := _family(text, at, ends)):
        return read.add(HOUSE, at, end)
    if may_be_known and (placed := _place_end(text, at, ends)):
        return read.add(_place_sign(text, at, placed), at, placed)
    if (
        len(ends) > 1
        and squash(word[0]) in ABBREVIATED_FIRST
        and text[word.end()] == "."
        and text[ends[0] + 2].isupper()
    ):
        return read.add(CAPS if text[at : ends[1]].isupper() else NAME_WORD, at, ends[1])  # "Kec. Alok"
    return _unknown(read, at, word.end(), ends)


def _site(read: Signs, at: int, end: int) -> int:
    """Add a web name; "KUPANG.contoh.com" is a place, a stop and a web name."""
    label, _, rest = read.text[at:end].partition(".")
    is_other = (label.isupper() and not rest.isupper()) or (label.istitle() and rest[:1].isupper())
    if is_other and "." in rest and squash(label) in words().places:
        at = read.add(_place_sign(read.text, at, at + len(label)), at, at + len(label))
        at = read.add(STOP, at, at + 1)
    return read.add(SITE, at, end)


def _ends(text: str, first: int) -> list[int]:
    """Where names of one, two, three and four words end that begin with the word that ends at `first`."""
    ends = [first]
    while len(ends) < MAX_NAME_WORDS and (joint := JOINT.match(text, ends[-1])):
        word = WORD.match(text, joint.end())
        if word is None:
            break
        ends.append(word.end())
    return ends


def _longest(text: str, at: int, ends: list[int], *names: AbstractSet[str]) -> int | None:
    """Where the longest of these names ends that begins here."""
    for end in reversed(ends):
        key = squash(text[at:end])
        for each in names:
            if key in each:
                return end
    return None


def _known_end(text: str, at: int, ends: list[int]) -> int | None:
    for end in reversed(ends):
        name = text[at:end]
        if "." in name and name.split(".")[0].lower() not in ABBREVIATED_FIRST:
            continue
        key = squash(name)
        if (key in words().places or key in words().places_with_mark) and _same_letters(name):
            return end
    return None


def _same_letters(name: str) -> bool:
    """True where all words of the name are in capitals or all begin with one."""
    return name.isupper() or all(part[:1].isupper() for part in PART.split(name) if part and part != "dan")


def _place_end(text: str, at: int, ends: list[int]) -> int | None:
    """Where a known place ends, with "Kabupaten" before it or "Utara" behind it."""
    end = _known_end(text, at, ends)
    if len(ends) > 1 and squash(text[at : ends[0]]) in words().before_places:
        start = BLANKS.match(text, ends[0] + (text[ends[0]] == "."))
        if start and (word := WORD.match(text, start.end())):
            known = _known_end(text, start.end(), _ends(text, word.end()))
            end = known if known and _same_letters(text[at:known]) else end
    if end is None:
        return None
    behind = WORD.match(text, end + 1) if text[end : end + 1] in {" ", "\xa0"} else None
    if behind and squash(behind[0]) in words().behind_places and _same_letters(text[at : behind.end()]):
        last = WORD.match(text, behind.end() + 1)
        if last is not None and squash(last[0]) in words().behind_places:  # "Timur Tengah"
            behind = last
        if text[behind.end() : behind.end() + 2].strip().islower():
            return _without_direction(text, at, end)  # "Jakarta Kota tua itu dibuka": the word is the sentence's
        return behind.end() if text[at:end].isupper() == behind[0].isupper() else end
    return end


def _without_direction(text: str, at: int, end: int) -> int:
    """Where the place ends without "Timur" behind it, in front of "Tengah": "Jakarta | Timur Tengah memanas"."""
    first, _, last = text[at:end].rpartition(" ")
    return (
        at + len(first) if first and squash(last) in words().behind_places and squash(first) in words().places else end
    )


def _place_sign(text: str, at: int, end: int) -> str:
    name = text[at:end]
    if name.isupper():
        return CAPS_PLACE
    return WEAK_PLACE if squash(name) in words().places_with_mark else PLACE


def _family(text: str, at: int, ends: list[int]) -> int | None:
    """Where a newsroom's name of a known kind ends: "Radar Kupang", "NTT AKTUAL", "Lensa Karang News"."""
    lists = words()
    for count in range(len(ends), 1, -1):
        name = text[at : ends[count - 1]]
        if "." in name:
            continue
        parts = PART.split(name.lower())
        is_ending = parts[-1] in lists.house_endings and count <= MAX_ENDED_WORDS
        is_behind, is_before = parts[-1] in lists.house_behind_place, parts[0] in lists.house_before_place
        if not (is_ending or is_behind or is_before):
            continue
        first, last = "".join(parts[:-1]), "".join(parts[1:])
        is_behind = is_behind and (first in lists.places or first in lists.places_with_mark)
        is_before = is_before and (last in lists.places or last in lists.places_with_mark)
        if (is_ending or is_behind or is_before) and _same_letters(name) and squash(name) not in lists.no_places:
            return ends[count - 1]
    return None


def _unknown(read: Signs, at: int, end: int, ends: list[int]) -> int:
    """Add a word that is in no list; several where the first begins places' names ("TANJUNG KARANG")."""
    text, word = read.text, read.text[at:end]
    if (
        len(ends) > 1
        and word.lower() in SAINT
        and text[end] == "."
        and text[at : ends[1]].istitle() | text[at : ends[1]].isupper()
    ):
        end = ends[1]  # "ST. JOSEPH"
        return read.add(CAPS if word.isupper() else NAME_WORD, at, end)
    if word.isupper():
        sign = _bar_or(read, at, end, CAPS)
        if sign == CAPS and squash(word) in words().place_words and len(ends) > 1:
            last = text[end : ends[1]].strip(" \xa0-")
            is_part = (
                text[at : ends[1]].isupper() and "." not in last and last != "I" and not _WEEKDAY_OR_MONTH.match(last)
            )
            end = ends[1] if is_part else end
        return read.add(sign, at, end)
    for cut in range(4, len(word)):  # "KupangKepala": two elements with nothing between them
        if word[cut].isupper() and word[cut - 1].islower() and squash(word[:cut]) in words().places:
            read.add(PLACE, at, at + cut)
            return read.add(NAME_WORD, at + cut, end)
    return read.add(NAME_WORD, at, end)


def _bar_or(read: Signs, at: int, end: int, other: str) -> str:
    """A lone l or I between two names is a bar."""
    is_bar = read.text[at:end] in {"l", "I"} and read.signs[-1:] in NAMES and read.signs != ""
    return BAR if is_bar and read.text[end : end + 1].isspace() else other
