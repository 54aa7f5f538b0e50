"""Words and patterns of printed names and roles, for bylines, marked names and sign-offs."""

from __future__ import annotations

import re
import tomllib
from importlib.resources import files

NAME_TABLES: dict[str, dict[str, list[str]]] = tomllib.loads(
    (files("pipelines") / "data/names.toml").read_text("utf-8")
)
ROLES = {word: job for job, words in NAME_TABLES["roles"].items() for word in words}
NO_NAME_ALONE = frozenset(NAME_TABLES["never_alone"]["words"])
TEMPLATE_MAKERS = re.compile("|".join(map(re.escape, NAME_TABLES["template_makers"]["words"])), re.IGNORECASE)
LONGEST_NAME_LINE = 80  # characters; a longer line holds more than a name
# "Budi Santoso - ContohNews", "Budi Santoso | Kupang", "Budi Santoso, contoh.id"
NAME_END = re.compile(r"\s+[-–—|/•]\s*|\s*[|•]\s*|,\s*(?=[A-Z]\w+(?:\.com|\.id|\s*News))")
# "홍길동 기자", "Jane Doe in Hamburg"
JOB_BEHIND = re.compile(r"\s*(?:기자|특파원|記者)$|(?<=[a-z])\s+in\s+[A-Z][\w\s]*$")
# a comma between names; before a degree it parts nothing ("Budi Contoh, S.Sos"; "JANE DOE, AMY LEE" are two)
NAME_COMMA = r""",(?! \s* (?: [A-Z]\w{0,4}\.\s?\w | [A-Z]{2,3}\b (?!\s[A-Z]{2,}) | [JS]r\b | PhD\b ) )"""
COMMA = re.compile(rf"\s* {NAME_COMMA} \s*", re.VERBOSE)
# "By", "Von", "Autor:": before a name
LEAD = re.compile(
    r"(?:(?:by|von|par|por|door|di|av|af|oleh)\s*:?\s+|(?:autor(?:es|a|in)?|auteur|autore|text[eo]?|tekst|автор|текст)\s*:\s*)(?=\S)",
    re.IGNORECASE,
)
# "Jane Doe", "By Jane Doe and J. van der Roe"; not "Share This Story", "About the author", "The ministry of labour"
_WORD = r"(?:(?:de|da|di|del|der|den|dos|du|la|le|el|al|bin|binti|van|von|ter|ten|y)\s)*[^\W\d_a-z][\w'’.-]*"
FULL_NAMES = re.compile(
    rf"^(?:(?i:{LEAD.pattern}))?(?!(?:About|All|By|Contact|Email|Follow|More|Our|Read|See|Share|The|View|Written)\b)"
    rf"{_WORD}(?:\s{_WORD}){{1,4}}(?:(?:,|\s(?:and|dan|und|et|y|e|en|og|och|&))\s{_WORD}(?:\s{_WORD}){{1,4}})*$"
)
# Names of elements that hold the writer's name and nothing else: "author", "byline__author", "c-author-name"
MARKED = re.compile(
    r"^(?!(?:caption|foto|image|media|photo|video))(?:[a-z]+[_-]+)*(?:author(?:line|s)?|byline)(?:[_-]*(?:author|name|link))?$|^authorname$",
    re.IGNORECASE,
)
ANY_ROLE = "|".join(re.escape(r).replace(r"\ ", r"\s*") for r in sorted(ROLES, key=len, reverse=True))
ROLE_LINE = re.compile(rf"^[\s(\[*)•–-]*(?:{ANY_ROLE})\s*[:：|]\s*\S", re.IGNORECASE)
ROLE_PART = re.compile(  # "Penulis: Budi Contoh | Editor: Ani Contoh"
    rf"(?<!\w)(?P<role>{ANY_ROLE})\s*[:：|][\s:：|]*(?P<name>.*?)(?=[\s|/;,•)\]–-]*(?<!\w)(?:{ANY_ROLE})\s*[:：|]|$)",
    re.IGNORECASE,
)
# The page of a writer at an Indonesian outlet; /profil/ may be anybody's
LOCAL_WRITERS_PAGE = re.compile(
    r"/(?:authors?|contributors?|journalists?|jurnalis|kontributor|penulis|reporters?|wartawan|writers?)/"
)
# beside "Penulis: Budi Contoh" these say that it is a book's writer
WORK_DATA = re.compile(
    r"^[\s*•|–-]*(?:cetakan|durasi|isbn|judul(?:\sbuku)?|pemain|penerbit|pengarang|produser|sutradara|tahun(?:\sterbit)?|tebal)\s*(?:[:：|]|$)",
    re.IGNORECASE,
)
# Boxes that hold a picture with its caption and credit: "foto-utama", "post-thumb", "media__img"
PICTURE_BOX = re.compile(r"caption|figure|foto|gambar|image|photo|thumb|(?:^|[\s_-])img", re.IGNORECASE)
# Before a person or before what the story is about: "Laporan: Sari Contoh", "Liputan: Banjir Bandang"
SUBJECT_ROLE = re.compile(r"^[\s(\[*)•–-]*(?:laporan|liputan|naskah|teks)\s*[:：]", re.IGNORECASE)
# The class of a user's icon: "fa fa-user", "icon-author"
USER_ICON = re.compile(r"(?:^|[\s_-])(?:author|person|user)(?:$|[\s_-])", re.IGNORECASE)
