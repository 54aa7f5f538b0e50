"""A photo's caption and its credit, parted (`part_credit`). Where they cannot be parted, all of it stays the caption.

A credit is what stands in brackets at the end, behind a label ("Foto:", "Photo by"), or is an agency's path
("ANTARA FOTO/Name/xx") at the end. What has not been seen: a credit before the caption without a label, and a bare name
in brackets, which may as well be the person in the photo; both stay in the caption.
"""

from __future__ import annotations

import re
from functools import lru_cache

from pipelines.calendar.patterns import ANY_WEEKDAY

MAX_CAPTION = 2000  # characters
MAX_CREDIT = 120  # characters
MAX_NAME_WORDS = 9  # words of a credit behind a label
MAX_BARE_WORDS = 5  # words of a credit that is all that the caption says
MAX_PERSON_WORDS = 3  # words of a photographer's name that is all that the caption says
LONGEST_ACRONYM = 6  # letters

# Words that are no part of a caption or credit: what a template prints before it, and the buttons over a photo
PREFIX = re.compile(
    r"^(?:(?:lihat foto|perbesar|image caption|media caption|hide caption|toggle caption"
    r"|(?:keterangan|ket)\.?\s*(?:foto|gambar)\s*[:：]|caption\s*[:：]|\d{1,3}\s?(?:of|dari)\s?\d{1,3}(?!\d)"
    r"|\d{1,3}\s?/\s?\d{1,3}(?=\s))\s*)+",
    re.IGNORECASE,
)
BUTTON = re.compile(r"\s*(?:perbesar|lihat foto|hide caption|toggle caption)$", re.IGNORECASE)
NOUN = r"(?:foto|fotografer|gambar|ilustrasi foto|images?|pic|picture|photograph|photographer|photos?|poto)"
LABEL = (
    rf"(?:(?:courtesy|credits?|kredit|source|sumber)(?:\s*{NOUN})?"
    rf"|{NOUN}(?:\s*(?:copyright|courtesy|credit|kredit|source))?)"
)
BY = rf"(?:{NOUN}\s*(?:by|oleh|via|courtesy of)|courtesy of|copyright|(?:©|\(c\))(?:\s*\d{{4}}(?=\s))?)"
LABELLED = re.compile(rf"^\s*(?:{BY}\s*:?|{LABEL}\s*(?:[:：/]|\.\.\.|…))\s*(?:by\s*:?\s*)?(?:©\s*)?", re.IGNORECASE)
LABELLED_IN_BRACKETS = re.compile(rf"^\s*{LABEL}\s+(?=[A-Z@])", re.IGNORECASE)
FILED = re.compile(r"^\s*(?:arsip|file)\s*[:：]\s*", re.IGNORECASE)  # "[File: Reuters]"
IN_TAIL = re.compile(
    rf"(?:^|(?<=[\s.!?”\"’')\]|—–-])|(?<=[a-z.])(?=[A-Z]))(?<!antara\s)"
    rf"(?:{BY}\s*:?\s*|{LABEL}\s*(?:[:：/]|\.\.\.|…)\s*(?:by\s*:?\s*)?)(?P<name>[^:：]{{2,120}})$",
    re.IGNORECASE,
)
BRACKETS = re.compile(r"[(\[]\s*([^()\[\]]{2,120}(?:\([^()]*\)[^()\[\]]*)?)\s*[)\]]?\s*[.,]?\s*$")
# "Apel pagi (ANTARA/Sari/aa) Senin (4/3)": the day behind the credit is the caption's
BEFORE_DAY = re.compile(
    r"[(\[]\s*([^()\[\]]{2,120}?)\s*[)\]][\s.,]*"
    r"((?:(?:pada\s+)?(?:hari\s+)?(?:" + ANY_WEEKDAY + r")\b[\s.,]*)?"
    r"(?:[(\[]?\d{1,2}(?:[/.-]|\s)(?:\d{1,2}|[a-z]{3,9})(?:(?:[/.-]|\s)\d{2,4})?[)\]]?)?[\s.,]*(?:wib|wita|wit)?[\s.]*)$",
    re.IGNORECASE,
)
DOK = re.compile(r"(?:dok(?:umentasi|umen|\.)?|doc\.?)(?:[.:：/]|\s)", re.IGNORECASE)
DOK_TAIL = re.compile(r"(?<=[.!?”\")\]])\s*((?:Dok(?:umentasi)?)\s*[.:：/]?\s*[A-Zp@][^.!?]{1,80})\.?$")
# Who is only ever a source: agencies, picture archives, networks, and the words for "no known source"
SOURCES = (
    r"(?:lkbn\s+)?antara(?:\s?news(?:\.com)?|\s?foto)?|afp(?:\s+photo)?|alamy|anadolu(?:\s+agency)?|ansa|ap(?:\s+photo)?"
    r"|associated press|biro\s+pers|bloomberg|depositphotos|detik\w*|dpa|efe|epa(?:-efe)?|facebook|freepik"
    r"|getty(?:\s?images)?|instagram|ist\.?|istimewa|istock(?:photo)?|jawa\s?pos|kompas(?:\.com|\.id)?|liputan6(?:\.com)?"
    r"|merdeka(?:\.com)?|okezone|pexels|pixabay|pti|reuters|screenshoo?t|sekretariat presiden|setpres|shutterstock"
    r"|tangkapan\s+layar|tempo(?:\.co)?|tiktok|tribun\w*|twitter|unsplash|upi|viva(?:\.co\.id)?|wikimedia(?:\s+commons)?"
    r"|wikipedia|xinhua|youtube"
)
ONLY_SOURCE = re.compile(
    rf"(?:{SOURCES})(?:[\s/@,|:.()–-].*)?$|.*[/|,]\s*(?:via\s+)?(?:{SOURCES})$|@[\w.]+$", re.IGNORECASE
)
PATH_TAIL = re.compile(
    rf"(?:^|(?<=[\s.!?”\")\]]))/?((?:(?-i:(?:(?<=[.!?”\")\]\s]/)|(?<=[.!?”\")\]]\s))[A-Z][\w.]*(?:\s[A-Z]\w*)?)|{SOURCES})"
    r"\s*/\s*(?-i:[A-Za-z])[^.!?/]{1,60}(?:\s*/\s*[\w.'’ -]{1,40}){0,3})\.?$",
    re.IGNORECASE,
)
DOMAIN = re.compile(r"(?:www\.)?[\w-]+(?:\.[\w-]+)*\.(?:com|id|net|org|info|news|tv)$", re.IGNORECASE)
COPYRIGHT_CAPTION = re.compile(r"^Image copyright (?P<credit>.{2,80}?)(?:\s*Image caption (?P<caption>.+))?$")
SMALL_WORDS = frozenset(
    {
        "and", "bin", "binti", "by", "da", "dan", "dari", "de", "der", "di", "dok", "for", "foto", "from", "internet",
        "ist", "istimewa", "net", "of", "oleh", "pribadi", "the", "van", "via", "von",
    }
)  # fmt: skip
NAME = re.compile(r"[(@#0-9“\"'*]|\w*[A-ZÀ-Þ]")
# "Foto: Kepala Balai" names who is in the photo, "Foto: Humas Balai" whose it is
PICTURED = re.compile(
    r"(?:bupati|direktur|gedung|gubernur|ilustrasi|kantor|kepala|ketua|logo|menteri|para|pekerja|petugas|presiden|suasana"
    r"|wakil|wali\s?kota|warga)\b",
    re.IGNORECASE,
)
WHOSE = re.compile(
    rf"(?:humas|tim|biro|dok|dinas|diskominfo|kementerian|pemkab|pemkot|pemprov|polda|polres|@|{SOURCES})\b",
    re.IGNORECASE,
)


@lru_cache(maxsize=64)  # a page's captions are asked for more than once
def part_credit(caption: str | None, marked: str | None = None) -> tuple[str | None, str | None]:
    """Return (caption, credit); `marked` is what the template itself marks as the credit.

    >>> part_credit("Suasana apel pagi. (Foto: Humas BP2MI)")
    ('Suasana apel pagi.', 'Humas BP2MI')
    >>> part_credit("Apel pagi di balai. ANTARA FOTO/Sari Contoh/foc.")
    ('Apel pagi di balai.', 'ANTARA FOTO/Sari Contoh/foc')
    >>> part_credit("Kepala balai, kiri (Kupang)"), part_credit("Foto: Kepala balai meninjau loket baru")
    (('Kepala balai, kiri (Kupang)', None), ('Foto: Kepala balai meninjau loket baru', None))
    """
    text = _trimmed(PREFIX.sub("", " ".join((caption or "")[:MAX_CAPTION].split())))
    text = BUTTON.sub("", text)
    if marked is not None and (credit := _without_label(marked)) is not None:
        if text.endswith(marked):
            text = text[: -len(marked)]
        return _caption(text), credit
    if match := COPYRIGHT_CAPTION.match(text):
        return _caption(match["caption"] or ""), match["credit"].strip()
    if (match := BRACKETS.search(text)) and (credit := _in_brackets(match[1])) is not None:
        return _caption(text[: match.start()], parted=True), credit
    if (match := BEFORE_DAY.search(text)) and (credit := _in_brackets(match[1])) is not None:
        return _caption(f"{text[: match.start()].rstrip()} {match[2]}", parted=True), credit
    if (match := IN_TAIL.search(text)) and _is_name(match["name"], bare=not match.start()):
        return _caption(text[: match.start()]), _clean(match["name"])
    if match := DOK_TAIL.search(text) or PATH_TAIL.search(text):
        return _caption(text[: match.start()]), _clean(match[1])
    if len(text.split()) <= MAX_BARE_WORDS and (
        ONLY_SOURCE.fullmatch(text) or (DOK.match(text) and _is_name(text, bare=True))
    ):
        return None, _clean(text)
    return _caption(text), None


def has_credit(text: str) -> bool:
    """True for a line in which a credit can be told from the caption."""
    return part_credit(text)[1] is not None


def _in_brackets(text: str) -> str | None:
    """The credit that brackets hold; None where they hold something else."""
    text = text.strip()
    for label in (LABELLED, LABELLED_IN_BRACKETS, FILED):
        if (match := label.match(text)) and match.end() and (rest := _clean(text[match.end() :])):
            return rest
    if ONLY_SOURCE.fullmatch(text) or DOK.match(text) or DOMAIN.fullmatch(text):
        return _clean(text)
    parts = [part.strip() for part in re.split(r"[/|]|\svia\s", text)]
    if len(parts) < 2 or all(part.isupper() and len(part) <= LONGEST_ACRONYM for part in parts):
        return None
    return _clean(text) if all(_is_part(part) for part in parts) and NAME.match(parts[0]) else None


def _is_part(part: str) -> bool:
    """True for a name or an outlet's word in "Sari Contoh/detikcom"."""
    words = part.split()
    if not words or len(words) > MAX_BARE_WORDS or part[0].isdigit():
        return False
    return len(words) == 1 or all(NAME.match(word) or word.lower().strip(".,") in SMALL_WORDS for word in words)


def _is_name(text: str, *, bare: bool) -> bool:
    """True for words that may be a credit's: few, and all written as names; fewer where nothing stands before them."""
    words = text.split()
    if not words or len(words) > (MAX_BARE_WORDS if bare else MAX_NAME_WORDS):
        return False
    if bare and (PICTURED.match(text) or "(" in text):
        return False
    if bare and len(words) > MAX_PERSON_WORDS and not WHOSE.match(text) and "/" not in text:
        return False
    return all(NAME.match(word) or word.lower().strip(".,") in SMALL_WORDS or "/" in word for word in words) or bool(
        ONLY_SOURCE.fullmatch(text.strip()) and len(words) <= MAX_BARE_WORDS
    )


def _without_label(text: str) -> str | None:
    """The marked credit without its label and brackets; None where it has no words or is too long for one."""
    text = " ".join(text.split())
    if len(text) > MAX_CREDIT:
        return None
    while True:
        bare = text.strip(" .:|–—-")
        if bare[:1] + bare[-1:] in {"()", "[]"} and not set("()[]") & set(bare[1:-1]):
            bare = bare[1:-1]
        bare = LABELLED.sub("", bare)
        if bare == text:
            break
        text = bare
    return _clean(text)


def _clean(text: str) -> str | None:
    text = text.strip(" :|–—-/,").removesuffix(".").strip()
    if text.endswith(")") and "(" not in text:
        text = text[:-1].strip()
    return text if re.search(r"\w", text) else None


def _caption(text: str, *, parted: bool = False) -> str | None:
    """The caption without what parted it from the credit; None without words.

    `parted`: the credit stood in brackets, so that a label before the caption is not the credit's.
    """
    if parted:
        text = re.sub(r"^\s*(?:foto|photo)\s*[:：]\s*", "", text, flags=re.IGNORECASE)
    text = _trimmed(text)
    return text if re.search(r"\w", text) else None


def _trimmed(text: str) -> str:
    return re.sub(r"^[\s|–—:-]+|[\s|–—:/-]+$", "", text)
