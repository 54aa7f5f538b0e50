"""The dateline at the head of a text ("Contoh.id, Kupang –"): its place and newsroom, and the text behind it."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from string import ascii_lowercase, ascii_uppercase
from typing import Any

from pipelines.calendar.patterns import ANY_MONTH, WEEKDAYS
from pipelines.strings.word_count import without_printed_signs

MAX_DATELINE_LENGTH = 110  # characters within which a dateline ends
ALWAYS_CAPITALS = frozenset({"DC", "DKI", "DIY", "KBB", "NTB", "NTT", "OKI", "OKU", "TTS", "TTU", "UK", "USA"})

DASH = r"(?: \s* (?: -{1,3} | – | — | \|{1,2} ) \s* )"
DOMAINS = r"com | co\.id | co | id | net | info | live | news | tv | org | or\.id | go\.id"
WEB = rf"(?: (?:[A-Za-z0-9][A-Za-z0-9-]*\.){{1,3}} (?i: {DOMAINS} ) (?!\w) )"
PLACE = r"(?: [A-Z][\w.'’-]* (?: [ /]+ [A-Z][\w.'’-]* ){0,3}? )"
REGION = r"(?: ,\s* [A-Z][\w.]+ (?: \s [A-Z]\w+ )? )"
DATELINE_DAY = r"(?: [(]? \s* \d{1,2} \s*/\s* \d{1,2} \s* (?: / \s* (?:\d{2,5})? )? \s* [)]? )"
WORDED = rf"(?: (?: [A-Z][a-z’']+ ,? \s+ )? [(]? \d{{1,2}} \s (?i: (?: {ANY_MONTH} ) (?!\w) ) (?: \s \d{{4}} )? [)]? )"
_CONSONANT = "[B-DF-HJ-NP-TV-Z]"
SPOKEN = re.compile(  # a word that can be said: "TRENGGALEK"
    rf"""(?: NG | NY | S[KPT] | {_CONSONANT} [HLRWY]? )? [AEIOUY]+ (?: {_CONSONANT}{{1,4}} [AEIOUY]+ )*
         (?: NG | [LNRS][DGKST] | {_CONSONANT} )?""",
    re.VERBOSE,
)
NO_LETTERS = re.compile(r"[\W_]+")
_NO_ASCII_LETTERS = bytes(number for number in range(128) if not chr(number).isalnum())
_SMALL = bytes.maketrans(ascii_uppercase.encode(), ascii_lowercase.encode())
NEXT = r"""(?= ["“‘'(\[]? [\w"“‘'(] )"""


@dataclass(frozen=True, slots=True)
class Dateline:
    """A dateline: `words` as printed, `place`, newsroom (`house`) and `rest`, the text after it.

    `place` is in title case, None if only a newsroom is named.
    """

    words: str
    place: str | None
    house: str | None
    rest: str


@lru_cache(maxsize=1)
def _tables() -> dict[str, Any]:
    return tomllib.loads((files("pipelines") / "data/datelines.toml").read_text("utf-8"))


@lru_cache(maxsize=1)
def _places() -> frozenset[str]:
    return frozenset(p.lower() for p in _tables()["places"])


@lru_cache(maxsize=256)
def _shapes(own: tuple[str, ...] = ()) -> tuple[re.Pattern[str], ...]:
    """Return the patterns of datelines, the surest first, each with an example. `own` are the outlet's names."""
    known = sorted({*_tables()["brands"], *own, *(name.upper() for name in own)}, key=len, reverse=True)
    names = "|".join(re.escape(name).replace(r"\ ", r"\s?") for name in known)
    brand = rf"(?: (?: {names} ) (?: \w* \.(?:com|co\.id|co|id|net|tv) | (?!\w) ) )"
    house = rf"(?: {WEB} | {brand} | VOICE\s?I(?:NDONESIA|ndonesia)(?:\.(?:CO|co))? )"
    shapes = (
        # VOICEIndonesia.co, Kupang – | TRIBUNNEWS.COM, JAKARTA - | REPUBLIKA.CO.ID,JAKARTA--
        rf"(?P<house>{house}) \s* (?: ,\s* | // \s* | \|\s* | \s [-–]\s ) (?P<place>{PLACE}) {REGION}? {DASH}",
        # KONTAN.CO.ID - KUPANG. Kepala | Bisnis.com, JAKARTA. Kepala
        rf"(?P<house>{WEB}) \s* (?: ,\s* | \s [-–]\s ) (?P<place> [A-Z][A-Z'’]+ (?: [ -][A-Z'’]+ ){{0,2}} ) \. \s*",
        # tribratanews.contoh.go.id - Kupang. Kepala | contoh.id. Kupang. Kepala (a place that is known)
        rf"""(?P<house>{WEB}) \s* (?: ,\s* | \.\s+ | \s [-–]\s )
            (?P<known> [A-Z][a-z]+ (?: [ -][A-Z][a-z]+ ){{0,2}} ) \. \s+""",
        # Kupang, Warta Teluk: a line of its own
        rf"(?P<place>{PLACE}) {REGION}? \s*,\s* (?P<own>[^(),]{{2,30}}) $",
        # KBRN, Kupang : Kepala | RRI.CO.ID, Kupang: Kepala
        rf"(?P<house> KBRN | RRI\.CO\.ID ) ,\s* (?P<place>{PLACE}) {REGION}? \s* : \s*",
        # Liputan6.com, Kupang Kepala Balai: no dash, a place that is known
        r"(?P<house>Liputan6\.com) ,\s* (?P<known>[A-Z][a-z]+ \s [A-Z][a-z]+) \s+ (?=[A-Z])",
        r"(?P<house>Liputan6\.com) ,\s* (?P<known>[A-Z][a-z]+) \s+ (?=[A-Z])",
        # Liputan6.com, Jakarta Kita semua: no dash, the next word begins a sentence
        r"(?P<house>Liputan6\.com) ,\s* (?P<place>[A-Z][a-z]+) (?: (?=[A-Z][a-z]+\s) | \s+ (?=[A-Z][a-z]+\s[a-z]) )",
        # SURABAYA | WARTATELUK - Kepala: two names in capitals between two marks
        rf"""(?P<place> [A-Z][A-Z'’.]+ (?: \s [A-Z][A-Z'’.]+ ){{0,3}} ) \s* \| \s*
            (?P<house> {house} | [A-Z]{{4,20}} ) {DASH}""",
        # SURABAYA, 2 Maret 2026 – | Surabaya, Senin 2 Maret 2026 – (a place that is known)
        rf"(?P<caps> [A-Z][A-Z'’]+ (?: \.?[ /-] [A-Z][A-Z'’]+ ){{0,3}} ) \s*,\s* {WORDED} {DASH}",
        rf"(?P<known> [A-Z][a-z]+ (?: [ -] [A-Z][a-z]+ ){{0,2}} ) \s*,\s* {WORDED} {DASH}",
        # Surabaya (Warta Teluk): the outlet's own name behind a place that is known
        r"(?P<known> [A-Z]\w+ (?: [ -] [A-Z]\w+ ){0,2} ) \s* [(] (?P<own>[^()]{2,30}) [)] \s* : \s+",
        # Bandung, BP2MI (30/1) – | Mataram, KemenP2MI, 27/03. | JAKARTA, KOMPAS.com - | Jakarta, IGW News.
        rf"""(?P<place>{PLACE}) (?: \s*,\s* | \s+ ) (?P<house>{house}) (?: \s*,?\s* {DATELINE_DAY} )?
            (?: {DASH} | \s*[.:]\s+ )""",
        # Jakarta (ANTARA) - | Kupang, NTT (ANTARA) - | Kupang (AntaraNews NTT) - | PALEMBANG – (contoh.com) –
        rf"(?P<place>{PLACE}) {REGION}? \s*[-–,]?\s* [(] (?P<house> {house} (?:\s\w+)? | [A-Z]{{2,12}} ) [)] {DASH}",
        # Kupang, (Warta Teluk) -: the outlet's own name
        rf"(?P<place>{PLACE}) {REGION}? \s*,?\s* [(] (?P<own>[^()]{{2,30}}) [)] {DASH}",
        # Mataram, 19/06. Gubernur | Gerung, 12/07.Balai
        rf"(?P<place>{PLACE}) ,\s* {DATELINE_DAY} (?: {DASH} | \s* \. \s* )",
        # digtara.com - | ANTARA - | VIVA –
        rf"(?P<house>{house}) {DASH}",
        # KUPANG, NTT - | JAKARTA – | BATAM- | MATARAM — | JAKARTA, –
        rf"(?P<caps> [A-Z][A-Z'’]+ (?: \.?[ /-] [A-Z][A-Z'’]+ ){{0,3}} ) {REGION}? \s* ,? {DASH}",
        # Surabaya: Kepala Balai (medcom, metrotvnews): a place that is known, a sentence behind it
        r"(?P<known> [A-Z][a-z]+ (?: [ -] [A-Z][a-z]+ ){0,2} ) \s? : \s+ (?=[A-Z“])",
        # AKURAT.CO Kepala Balai: the outlet's own name in capitals
        r"(?P<own> [A-Z0-9-]{3,} \. (?: COM | CO\.ID | CO | ID | NET ) ) \s+ (?=[A-Z“])",
        # Jakarta - | Lombok Timur –
        rf"(?P<known> [A-Z][a-z]+ (?: [ -] [A-Z][a-z]+ ){{0,2}} ) {REGION}? \s* ,? {DASH}",
    )
    return tuple(re.compile(rf"{shape} (?: {NEXT} | $ )", re.VERBOSE) for shape in shapes)


def read_dateline(text: str, own_names: Iterable[str] = ()) -> Dateline | None:
    """The dateline at the head of the text, or None. `own_names` are the outlet's own: never a place.

    >>> match = read_dateline("CONTOH.CO.ID, LOMBOK TIMUR– Unit itu dibuka.")
    >>> match.words, match.place, match.rest
    ('CONTOH.CO.ID, LOMBOK TIMUR–', 'Lombok Timur', 'Unit itu dibuka.')
    >>> read_dateline("Tidak hanya itu - kata dia") is None
    True
    """
    head, names = text[:MAX_DATELINE_LENGTH], sorted({n for name in own_names if len(n := name.strip()) > 1})
    own = {squash(name) for name in names}
    squashed_head = squash(head)
    here = tuple(name for name in names if squash(name) in squashed_head)  # compiling costs 10 ms
    for shape in _shapes(here):
        match = shape.match(head)
        if match and (result := _accept(match, text, own)) is not None:
            return result
    return None


def _accept(match: re.Match[str], text: str, own: set[str]) -> Dateline | None:
    """Return the dateline of a match; None if its words are no place and no newsroom."""
    groups = match.groupdict()
    house, place = groups.get("house"), groups.get("place")
    if named := groups.get("own"):
        if squash(named) not in own:
            return None
        house = named
    if caps := groups.get("caps"):
        if caps.upper() in _tables()["not_places"] or _is_abbreviated(caps) or _repeats(caps, text[match.end() :]):
            return None
        house, place = (caps, None) if squash(caps) in own and not is_place(caps) else (None, caps)
    if known := groups.get("known"):
        alone = match.end() >= len(text)
        if is_place(known):
            place = known
        elif squash(known) in own:
            house = known
        elif alone and house is None:
            place = known
        else:
            return None
    if place and place.lower() in WEEKDAYS:
        return None
    if place and not is_place(place) and (squash(place) in own or place.upper() in _tables()["not_places"]):
        place = None
    return Dateline(match[0].strip(), title_case(place) if place else None, house, text[match.end() :].strip())


def is_place(words: str) -> bool:
    """True for a place that is known, also where the outlet's host is called after it (kupang.contoh.example)."""
    return words.lower() in _places()


def _is_abbreviated(caps: str) -> bool:
    """True for letters that nobody can say as a word and that are no place: "KPK", "UMKM", "DPR RI"."""
    words = (word for word in re.findall(r"[A-Z]+", caps) if word not in ALWAYS_CAPITALS)
    return not is_place(caps) and any(not SPOKEN.fullmatch(word) for word in words)


def _repeats(caps: str, rest: str) -> bool:
    """True where the text behind repeats the word, so that it begins a name: "PT - PT Contoh"."""
    return rest.startswith(caps)


def squash(name: str) -> str:
    """The name's letters and digits, lower case; two spellings of one name become equal.

    >>> squash("Karang_Balai – “Buka”, 3×"), squash("Balai")
    ('karangbalaibuka3', 'balai')
    """
    name = without_printed_signs(name)
    if name.isascii():  # bytes are translated five times as fast as a text
        return name.encode().translate(_SMALL, _NO_ASCII_LETTERS).decode()
    return NO_LETTERS.sub("", name.lower())


def title_case(place: str) -> str:
    """A place printed in capitals, as it is written elsewhere.

    >>> title_case("LOMBOK TIMUR"), title_case("NTT"), title_case("Kota Kinabalu")
    ('Lombok Timur', 'NTT', 'Kota Kinabalu')
    """
    place = place.strip(" ,.-–")
    if not place.isupper():
        return place
    words = [w if w in ALWAYS_CAPITALS else re.sub(r"[A-Z]+", lambda m: m[0].capitalize(), w) for w in place.split()]
    return " ".join(words)
