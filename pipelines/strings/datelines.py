"""The dateline at the head of a text ("Contoh.id, Kupang –"): its place and newsroom, and the text behind it.

The line's head is read as signs (dateline_signs.py), one for each name, day or mark, and matched against the forms of
data/datelines.toml. What a form allows and no page would mean (a person as a place, a stamp as the
text) is refused here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache

from pipelines.calendar.patterns import ANY_MONTH, ANY_WEEKDAY
from pipelines.strings.dateline_forms import DatelineForm, forms_by_first_sign
from pipelines.strings.dateline_signs import (
    AGENCY,
    ANY_MARK,
    BAR,
    CAPS,
    CAPS_PLACE,
    COLON,
    DASH,
    DAY,
    HOUSE,
    LONG_TIGHT,
    NAME_WORD,
    NAMES,
    NUMERAL,
    PLACE,
    QUOTE,
    SMALL_WORD,
    STOP_READING,
    TIGHT,
    WEAK_PLACE,
    Signs,
    read_signs,
)
from pipelines.strings.dateline_words import is_no_place, is_person, is_place, title_case, words
from pipelines.strings.squashed import squash

MAX_DATELINE_LENGTH = 130  # characters within which a dateline ends, with the first letters behind it
MIN_BYLINE_TEXT = 4  # words that the text behind an unknown place has, or the line is a byline
MIN_SENTENCE = 3  # words of a text behind a newsroom that is in no list, or the line is a breadcrumb
NEXT = re.compile(r"""["“”‘’'«(\[]{0,2}[\w"“‘'(]""")
ENDING_MARKS = frozenset((DASH, BAR, TIGHT, LONG_TIGHT))
WITH_MARK = re.compile("[-=+|:`.;,W]")  # the forms without a mark have a web name or a comma
KNOWN = frozenset((PLACE, CAPS_PLACE, WEAK_PLACE))
# behind a newsroom, this makes a stamp: "14/05/2020, 19:11 WIB", "Senin, 2 Maret 2026", "19 Juni 2024 | 10.00"
STAMP = re.compile(
    rf"""(?: (?:{ANY_WEEKDAY}) \s*,?\s* )? [(]? (?: \d{{1,2}} [/.-] \d{{1,2}} [/.-] \d{{2,4}}
         | \d{{1,2}} \s (?:{ANY_MONTH}) (?!\w) \.? \s \d{{4}} | \d{{4}}-\d\d-\d\d ) [)]? \s*
         (?: $ | [,|•·–-]* \s* (?:pukul\s|jam\s|pkl\.?\s)? \d{{1,2}} [:.] \d\d (?!\d) )
         | \d{{1,2}} [:.] \d\d (?!\d) \s* (?: WI[BT] | WITA | $ )""",
    re.IGNORECASE | re.VERBOSE,
)

# "Warta Teluk - begitu nama kapal itu - berlayar": an aside between dashes, and the name before it is the sentence's
ASIDE = re.compile(r"[a-z][^.!?]{3,120}?\s[-–—]\s")
# "Surabaya - Jakarta ditempuh delapan jam": two places that a journey joins
JOURNEY = re.compile(
    r"[^.!?]{0,100}\b(?:berjarak|bus|ditempuh|feri|jalan\stol|jalur|jarak|kapal|kereta|menempuh|penerbangan|perjalanan|pesawat"
    r"|padat|macet|merayap|pulang-pergi|rute|tersambung|terhubung|tol)\b"
)
# "BP2MI - BNN sepakat memeriksa pegawai": what two agencies or papers do with each other
JOINT = re.compile(
    r"""[^.!?“”"]{0,70}\b(?:bekerja\s?sama|bersaing|bersama-sama|bersepakat|bersinergi|berkolaborasi|jalin|kerja\s?sama|kolaborasi
    |kompak|menandatangani|meneken|menjalin|menyepakati|nota\skesepahaman|sama-sama|sepakat|sepakati|sinergi|tandatangani|teken)\b""",
    re.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class Dateline:
    """A dateline: `words` as printed, `place`, newsroom (`house`) and `rest`, the text after it.

    `place` is in title case, None if only a newsroom is named. `sure` lets two lines be compared:
    3 = newsroom and place, or place and day; 2 = a known place with its mark, or a newsroom with its mark;
    1 = an unknown word in capitals with its mark, or two places
    ("Jakarta - Surabaya dilanda banjir."). `form` is the name of the form in data/datelines.toml.
    """

    words: str
    place: str | None
    house: str | None
    rest: str
    sure: int = 2
    form: str = ""


def read_dateline(text: str, own_names: Iterable[str] = ()) -> Dateline | None:
    """The dateline at the head of the text, or None. `own_names` are the outlet's own: never a place.

    >>> match = read_dateline("CONTOH.CO.ID, LOMBOK TIMUR– Unit itu dibuka.")
    >>> match.words, match.place, match.rest, match.sure
    ('CONTOH.CO.ID, LOMBOK TIMUR–', 'Lombok Timur', 'Unit itu dibuka.', 3)
    >>> read_dateline("Tidak hanya itu - kata dia") is None
    True
    """
    if not text[:1] or not (text[0].isalnum() or text[0] in " (["):
        return None
    head = text[:MAX_DATELINE_LENGTH]
    small = SMALL_WORD.search(head)
    if not ANY_MARK.search(head, 0, small.start() if small else len(head)):
        return None  # most lines end here
    own = _own(tuple(own_names))
    dateline = _read(text, own)
    if dateline is None or not dateline.rest:
        return dateline
    second = _read(dateline.rest, own)
    if second is None or second.sure < 3 or not second.house or second.form.startswith("own line"):
        return dateline
    both = text[: len(text.rstrip()) - len(second.rest)].strip()
    return replace(
        dateline,
        words=both,
        place=dateline.place or second.place,
        house=dateline.house or second.house,
        rest=second.rest,
        sure=3,
    )


@lru_cache(maxsize=64)
def _own(names: tuple[str, ...]) -> frozenset[str]:
    """The outlet's names, squashed; none that is a place."""
    return frozenset(key for name in names if len(key := squash(name)) > 1 and not is_place(name))


def _read(text: str, own: frozenset[str]) -> Dateline | None:
    head = text[:MAX_DATELINE_LENGTH]
    read = read_signs(head, own)
    if len(text) > len(head):
        read.signs += STOP_READING  # no line of its own
    if not WITH_MARK.search(read.signs):
        return None
    for form in forms_by_first_sign().get(read.signs[0], ()):
        match = form.pattern.match(read.signs)
        if match and match.end() and (dateline := _accept(form, match, read, text, own)) is not None:
            return dateline
    return None


def _accept(form: DatelineForm, match: re.Match[str], read: Signs, text: str, own: frozenset[str]) -> Dateline | None:
    """Return the dateline of a match; None if its words are no place and no newsroom."""
    groups = match.groupdict()
    parts = {name: read.words_of(*match.span(name)) for name, signs in groups.items() if signs}
    place, newsroom, day = parts.get("place1"), parts.get("house1"), parts.get("day1")
    house, signs = newsroom, groups.get("place1") or ""
    if newsroom is None and (second := parts.get("place2")):  # one of the two words is a newsroom that is in no list
        if groups["place2"] in KNOWN and signs not in KNOWN:  # "NPM, MANADO –"
            place, house, signs = second, place, groups["place2"]
        else:  # "MANADO, Cahaya Karang –"
            house = second
    rest = text[read.ranges[match.end() - 1][1] :]
    in_brackets = "(" in match[0] and place is not None and is_place(place)  # "Kupang (DERMAGA) -": any word may be one
    if newsroom is None and house and not _may_be_house(house, place or "", rest, any_word=in_brackets):
        return None
    if any(is_person(parts.get(name, "").strip(" ,;")) for name in ("region1", "region2")):
        return None
    key = squash(house or "")
    if (form.only and key not in form.only) or (form.own and key not in own):
        return None
    end = read.ranges[match.end() - 1][1]
    rest = text[end:].strip()
    if not _may_follow(form, match, rest, anchored=newsroom is not None or day is not None):
        return None
    if newsroom is not None and day is None and _are_two_agencies(match, parts, rest):
        return None
    is_named_alone = place is None and day is None and newsroom is not None and match[0][0] == HOUSE
    if is_named_alone and rest[:1].islower() and key not in own and not (newsroom or "").isupper():
        return None  # "Suara Kupang - suara yang lain"
    if ASIDE.match(rest) and not (place and (newsroom or day)):
        return None
    is_known = place is not None and (signs in KNOWN or is_place(place))
    if place is not None and not is_known and not _may_be_place(form, match, place, newsroom, day, rest, own):
        return None
    if place and rest and not (newsroom or day) and {place, *rest.split()[:1]} <= words().always_capitals:
        return None  # "NTB - NTT"
    is_pair = signs in {PLACE, WEAK_PLACE} and match.string[match.end() : match.end() + 1] in {PLACE, CAPS_PLACE}
    if is_pair and not (newsroom or day) and JOURNEY.match(rest):
        return None
    sure = 3 if place and (newsroom or day) else 2 if newsroom or (is_known and not is_pair) else 1
    return Dateline(text[:end].strip(), title_case(place) if place else None, house, rest, sure, form.name)


def _are_two_agencies(match: re.Match[str], parts: dict[str, str], rest: str) -> bool:
    """True where the words around the dash are two agencies or papers of the sentence: "BP2MI - BNN sepakat ..."."""
    last = "house2" if "house2" in parts else "house1"
    at, signs, follower = match.start(last), match.string, match.string[match.end() : match.end() + 1]
    parted = at > 0 and signs[at - 1] not in NAMES and signs[at - 1] != DASH
    if match.end(last) != match.end() - 1 or signs[at] != HOUSE or parted:
        return False  # a sign before the name makes it the dateline's: "Jakarta, BP2MI -"
    is_agency = AGENCY.fullmatch(parts[last]) is not None
    if JOINT.match(rest):
        return follower == HOUSE or (is_agency and follower in {CAPS, NAME_WORD, WEAK_PLACE})
    return is_agency and at == 0 and follower in {CAPS, HOUSE}


def _may_follow(form: DatelineForm, match: re.Match[str], rest: str, *, anchored: bool) -> bool:
    """True where the text behind may begin an article, or the line ends with a mark or a form of its own."""
    first, last, follower = match[0][0], match[0][-1], match.string[match.end() : match.end() + 1]
    if not rest:
        return match.end() == len(match.string) and (last in ENDING_MARKS or form.alone)
    if not NEXT.match(rest) or STAMP.match(rest):
        return False
    if anchored:
        return follower != DAY
    if rest[0].islower() and first != CAPS_PLACE:
        return False
    is_pair = follower != "" and follower in KNOWN
    if last in {TIGHT, LONG_TIGHT}:  # not "JAKARTA-BANDUNG", "Kupang-Atambua", "COVID-19"
        if last == LONG_TIGHT:
            return follower in {NAME_WORD, HOUSE, QUOTE} or (first in KNOWN and follower == CAPS)
        return first == CAPS_PLACE and follower in {NAME_WORD, HOUSE, QUOTE}
    return first != WEAK_PLACE or not (is_pair or rest.startswith("Indonesia"))  # "Malaysia - Indonesia"


def _may_be_house(name: str, place: str, rest: str, *, any_word: bool) -> bool:
    """True for an unknown word that may name a newsroom by its position: no person, job or common word, no crumb."""
    parts = name.split()
    if squash(place) in words().provinces:
        return False  # "SERAWAI, KALBAR –"
    is_common = is_person(name) or any(
        squash(part) in words().no_places and squash(part) not in words().house_before_place
        for part in (name, *parts)
        if not any_word
    )
    return not is_common and (not rest.strip() or len(rest.split()) >= MIN_SENTENCE)


def _may_be_place(
    form: DatelineForm,
    match: re.Match[str],
    place: str,
    house: str | None,
    day: str | None,
    rest: str,
    own: frozenset[str],
) -> bool:
    """True for an unknown name that may be a place: no common word, no person, not repeated by the sentence."""
    signs, first = match["place1"], squash(place.split()[0])
    is_common = first in words().no_places and first not in words().place_words
    if is_common or squash(place) in own or is_person(place):
        return False
    if match[0][-1] == TIGHT and match.end("place1") == match.end() - 1:  # "Jakarta U-23", "Jakarta UNDANG-Undang"
        follower = match.string[match.end() : match.end() + 1]
        if follower in {CAPS, NUMERAL} or (signs[0] == PLACE and CAPS in signs):
            return False
    if signs[0] in KNOWN and len(signs) > 1 and match["house1"] and match.start("house1") == 0:
        # "Liputan6.com, Jakarta Kupang-Ende ditempuh", "Liputan6.com, Jakarta KPK: Semua": the mark is the sentence's
        is_province = squash(place.split()[-1]) in words().provinces  # "Liputan6.com, Kupang NTT: Warga"
        if (match[0][-1] in {TIGHT, COLON} and not is_province) or JOURNEY.match(rest) or ASIDE.match(rest):
            return False
    if NAME_WORD in signs:
        if signs[0] in KNOWN and match["house1"] and match.start("house1") == 0:
            return False  # "Liputan6.com, Jakarta Anak-anak": what stands behind the known place is the text's
        if house is None and (day is None or len(signs) > 1 or not re.search(r"\d\s?/\s?\d", day)):
            return False
        if match[0][-1] == COLON and not form.only:
            return False  # "Redaksi (Warta Teluk): Bagaimana kabar balai itu?"
        return len(signs) == 1 or len(rest.split()) >= MIN_BYLINE_TEXT
    if house is None and is_no_place(place):
        return False
    return not re.match(re.escape(place), rest, re.IGNORECASE) and not re.search(
        rf"\b{re.escape(place.lower())}\b", rest
    )
