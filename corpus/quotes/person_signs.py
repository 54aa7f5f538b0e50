"""Words that stand for a person or a place in an article (`evidence_of`), by what stands beside them."""

from __future__ import annotations

import re

from corpus.quotes.quote_words import (
    ALSO,
    BEFORE_PLACE,
    BODY,
    CALENDAR,
    DEGREE,
    FIRST,
    HUMAN,
    NAME_TITLE,
    OFFICE_WORD,
    POST,
    is_dictionary_word,
    phrase_words,
    places_of_words,
    speech_words,
)
from corpus.quotes.speech_frames import QUOTE, Frame

PLACE_BEFORE = frozenset({"di", "ke", "dari", "asal", "se", "menuju"})
MIXED_DEGREE = re.compile(r"[SMAD][A-Z][a-z]{1,4}(?:[A-Z][a-z]{0,4})?")  # SPd, MKes, SPdI
LONGEST_INITIALS = 3
MOST_LISTED = 14  # tokens of a list in a body's name
MOST_LOOKED_UP = 20  # times that a word stands in the article
_BEHIND_DATELINE = frozenset({",", "-", "–", "—", "("})
SEATS = frozenset({"desa", "kabupaten", "kecamatan", "kelurahan", "kota", "provinsi"})
_FORMS = frozenset({"pak", "bu", "bapak", "ibu", "mas", "mbak"})


def evidence_of(frame: Frame) -> tuple[frozenset[str], frozenset[str]]:
    """Return the words that stand for a person in the article, and those that stand for a place.

    A person: right behind "kata" or "menurut", right before "mengatakan", behind "Pak". A place: behind "di", "Kota".
    """
    words, roots, active = frame.words, speech_words().roots, speech_words().active
    before_verb = speech_words().around["before_verb"]
    people, places, seats, headed = set[str](), set[str](), set[str](), set[str]()
    for at, capital in enumerate(frame.capitals):
        if not capital:
            continue
        word, kind, low = words[at], frame.kinds[at], frame.lows[at]
        if (
            (kind & (OFFICE_WORD | CALENDAR | NAME_TITLE | HUMAN) and not kind & FIRST)
            or len(word) < 2
            or any(map(str.isdigit, word))
            or _is_degree(frame, at)
        ):
            continue
        if len(word) > LONGEST_INITIALS and _degree_behind(frame, at + 1) and not is_dictionary_word(low):
            people.add(low)
            continue
        before = frame.lows[at - 1] if at else "\n"
        ranked = at > 1 and (before == "." or frame.kinds[at - 1] & NAME_TITLE)
        if ranked and not kind & FIRST and _rank_before(frame, at):
            people.add(low)
            continue
        if (
            len(word) <= LONGEST_INITIALS
            and word.isupper()
            and not kind & DEGREE
            and (before == "berinisial" or _age_behind(frame, at + 1))
        ):
            people.add(low)
            continue
        if before == "dari":  # a person too: "surat dari Maria Fernandes"
            if not (at + 1 < len(words) and frame.capitals[at + 1] and not frame.kinds[at + 1]):
                seats.add(low)
        elif before in PLACE_BEFORE:
            places.add(low)
        elif not kind & FIRST and at and _office_before(frame, at - 1) and not is_name_of_two(frame, at):
            seats.add(low)  # "Gubernur Maria Contoh" too
            if (frame.kinds[at - 1] & POST or frame.lows[at - 2] == "wali") and not (
                at + 1 < len(words) and frame.capitals[at + 1]
            ):
                headed.add(low)
        elif before in _FORMS or ((before in roots or before == "menurut") and _begins_clause(frame, at - 1)):
            people.add(low)
        elif len(word) > 2 and (at == 0 or not words[at - 1][0].isalpha()):
            after = at + 1
            while after < len(words) and frame.lows[after] in before_verb:
                after += 1
            first = at == 0 or words[at - 1] in (".", "\n", QUOTE)
            if after < len(words) and frame.lows[after] in active and not (first and is_dictionary_word(low)):
                people.add(low)
    if headed:  # Bupati Maria, where "Bupati Contoh, Maria Fernandes," stands too
        people.update(low for at, low in enumerate(frame.lows) if low in headed and _begins_name(frame, at))
    return frozenset(people - places), frozenset((places | seats) - people)


def is_name_of_two(frame: Frame, at: int) -> bool:
    """Return True for "Bupati Maria Fernandes": behind the head of a region, no place that any list or text knows."""
    words, following = frame.words, at + 1
    if not at or following >= len(words) or frame.lows[at - 1] not in phrase_words()["of_regions"]:
        return False
    if frame.kinds[at] & (OFFICE_WORD | CALENDAR | ALSO) or frame.kinds[following] & (
        OFFICE_WORD | CALENDAR | NAME_TITLE
    ):
        return False
    if f"{frame.lows[at]} {frame.lows[following]}" in places_of_words():
        return False
    if not frame.capital(following) or (following + 1 < len(words) and frame.capital(following + 1)):
        return False
    other, word = -1, words[at]
    for _ in range(MOST_LOOKED_UP):
        try:
            other = words.index(word, other + 1)
        except ValueError:
            return True
        if words[other + 1 : other + 2] != [words[following]]:
            return False
    return False


def _age_behind(frame: Frame, at: int) -> bool:
    """Return True for "(34)": initials before it are a person's."""
    words = frame.words[at : at + 3]
    return len(words) == 3 and words[0] == "(" and words[2] == ")" and words[1].isdigit() and len(words[1]) < 3


def _is_degree(frame: Frame, at: int) -> bool:
    """Return True for degrees behind a name without a comma: "SE MM"."""
    word = frame.words[at]
    if word[1:].islower():
        return False
    listed = bool(frame.kinds[at] & DEGREE) and word[:2].isupper()
    return listed or ("." in word[1:-1] and word[0].isupper()) or MIXED_DEGREE.fullmatch(word) is not None


def _begins_name(frame: Frame, at: int) -> bool:
    """Return True for the first of two words behind a comma or a title that no list has, before another comma."""
    if at < 2 or at + 2 >= len(frame.words) or not (frame.capitals[at] and frame.capitals[at + 1]):
        return False
    apart = frame.words[at - 1] == "," and frame.capitals[at - 2] and frame.words[at + 2] in (",", "(")
    return (apart or bool(frame.kinds[at - 1] & NAME_TITLE)) and not (frame.kinds[at] | frame.kinds[at + 1]) & ~FIRST


def _rank_before(frame: Frame, at: int) -> bool:
    """Return True behind a rank or a degree before a name: "AKBP Maria", "Drs. Maria"; not in "RSUD dr. Contoh"."""
    ranks, first = phrase_words()["ranks"], at - 1
    first -= frame.words[first] == "."
    if first < 0 or frame.lows[first] not in ranks:
        return False
    while first > 0 and (frame.kinds[first - 1] & NAME_TITLE or frame.words[first - 1] == "."):
        first -= 1
    return not first or not (frame.capitals[first - 1] and frame.kinds[first - 1] & (BODY | BEFORE_PLACE))


def _degree_behind(frame: Frame, at: int) -> bool:
    """Return True for ", S.H." and " SE": a person's name ends before it."""
    words = frame.words
    at += at + 1 < len(words) and words[at] == ","
    if at >= len(words) or len(words[at]) < 2 or not _is_degree(frame, at):
        return False
    return at + 1 >= len(words) or not frame.capital(at + 1) or _is_degree(frame, at + 1)


def _begins_clause(frame: Frame, at: int) -> bool:
    return (
        at == 0
        or frame.words[at - 1] in (QUOTE, ",", "\n", ".")
        or frame.lows[at - 1] in speech_words().around["behind_quote"]
    )


def _office_before(frame: Frame, at: int) -> bool:
    """Return True if the token is a word that a place follows: Kota, Bupati, BP3MI; "BP2MI Maria Contoh" has none."""
    if not frame.words[at][0].isupper():
        return False
    if frame.kinds[at] & BEFORE_PLACE:
        return not (at and frame.lows[at - 1] in phrase_words()["of_villages"])
    alone = at + 2 >= len(frame.words) or not frame.words[at + 2][0].isupper()
    return alone and bool(frame.kinds[at] & BODY) and frame.words[at].isupper()


def places_of_two(frame: Frame) -> frozenset[str]:
    """Return the places of two words that the article shows: its dateline, "di Contoh Ilir", "Desa Contoh Ilir,"."""
    shown, words = set[str](), frame.words
    for at in range(len(words) - 2):
        if not frame.capitals[at] or not frame.capitals[at + 1]:
            continue
        pair = words[at : at + 2]
        if not all(map(str.isalpha, pair)):
            continue
        if at == 0:
            behind = all(map(str.isupper, pair)) and words[2] in _BEHIND_DATELINE
        else:
            before = frame.lows[at - 1]
            of_village = at > 1 and frame.lows[at - 2] in phrase_words()["of_villages"]  # Bidan Desa Maria Contoh
            headed = at > 1 and frame.lows[at - 2] == "kepala"  # Kepala Desa Contoh Maria
            seat = frame.capitals[at - 1] and before in SEATS and not of_village and not headed
            behind = (seat or before in ("di", "ke")) and not frame.capital(at + 2)
        if behind and not (frame.kinds[at] | frame.kinds[at + 1]) & (FIRST | NAME_TITLE | BODY):
            shown.add(" ".join(frame.lows[at : at + 2]))
    return frozenset(shown)


def list_end(frame: Frame, at: int, last: int) -> int:
    """Return the token behind "Dinas Koperasi, Usaha Mikro, Kecil, dan Menengah", from its first comma; else `at`."""
    for one in range(at + 1, min(last - 1, at + MOST_LISTED)):
        if frame.lows[one] == "dan":
            return one + 2 if _is_of_office(frame, one + 1) else at
        if frame.words[one] != "," and not _is_of_office(frame, one):
            return at
    return at


def _is_of_office(frame: Frame, at: int) -> bool:
    """Return True for a word with a capital in a body's name: it begins no role and is no person's."""
    kind, low = frame.kinds[at], frame.lows[at]
    if not frame.capitals[at] or kind & (FIRST | POST | HUMAN | NAME_TITLE):
        return False
    return bool(kind & BODY) or is_dictionary_word(low)
