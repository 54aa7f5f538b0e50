"""Who wrote, who edited, whose text is it? The names and credits that a page prints, told apart."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from corpus.models import RemovedLine
from pipelines.datelines import squash
from pipelines.noise import LAST_LINES, TAIL_FROM, Line

# What a role word makes of the name behind it; None: neither writer nor editor (cut from the text all the same).
ROLES: dict[str, str | None] = {
    "author": "author",
    "by": "author",
    "ditulis oleh": "author",
    "editor": "editor",
    "foto": None,
    "fotografer": None,
    "jurnalis": "author",
    "kontributor": "author",
    "laporan": "author",
    "oleh": "author",
    "penerjemah": None,
    "penulis": "author",
    "penyunting": "editor",
    "pewarta": "author",
    "publisher": None,
    "red": "editor",
    "redaktur": "editor",
    "redaktur & reporter": "author",
    "rep": "author",
    "reporter": "author",
    "sumber foto": None,
    "uploader": None,
    "videografer": None,
    "videografer & video editor": None,
    "wartawan": "author",
    "written by": "author",
}
# Words that no person's name holds: houses, desks, jobs, machines.
NO_WRITER = frozenset(
    "admin administrator adm author biro com contributor copywriter cyber desk developer dev editor editorial humas hmsrdk id kompas.com kontributor "
    "media news newsroom online operator penulis portal press redaksi redaktur release rilis staf staff sumber superadmin team tim "
    "uploader user web webmaster website wartawan wib wita writer".split()
)
NAME_WORDS = 7
NAME_LENGTH = 60
_ROLE = "|".join(re.escape(r).replace(r"\ ", r"\s*") for r in sorted(ROLES, key=len, reverse=True))
ROLE_LINE = re.compile(rf"^[\s(\[*•–-]*(?:{_ROLE})\s*[:：|]\s*\S", re.IGNORECASE)
ROLE_PART = re.compile(  # "Penulis: Budi Contoh | Editor: Ani Contoh"
    rf"(?<!\w)(?P<role>{_ROLE})\s*[:：|]\s*(?P<name>.*?)(?=[\s|/;,•)\]–-]*(?<!\w)(?:{_ROLE})\s*[:：|]|$)", re.IGNORECASE
)
REPORT_BY = re.compile(  # "Laporan Wartawan Contohnews.com, Budi Contoh"
    r"^laporan\s+(?:wartawan|reporter|kontributor|jurnalis|khusus)\s+[\w.\- ]+?,\s*(?P<name>.{3,60})$", re.IGNORECASE
)
SOURCE = re.compile(  # "Sumber : bp2mi.go.id", "(Sumber: Antara)", "Dilansir dari: contoh.id"
    r"^[\s(\[*–-]*(?:sumber(?:\s+berita)?|source|dilansir\s+dari|dikutip\s+dari|disadur\s+dari)\s*[:：]\s*(?P<who>[^:].{1,119}?)[\s)\].*]*$",
    re.IGNORECASE,
)
REPRINT = re.compile(  # "Artikel ini telah tayang di Contoh.com dengan judul "Apel Pagi", https://contoh.example/1"
    r"""(?: ^ | (?<=[.!?"”)]\s) ) \s* (?:artikel|berita|tulisan) \s+ ini \s+ (?: (?:telah|sudah|pernah) \s+ )? (?:tayang|terbit|naik|dimuat|dipublikasikan)
        (?: \s+ (?:sebelumnya|pertama\s+kali) )? \s+ di \s+ (?P<who> [\w.-]+ (?: \s (?!dengan\b|klik\b|baca\b|pada\b)[\w.-]+ ){0,3}? )
        (?= \s+dengan\b | \s+pada\b | \s*,? \s*(?:klik|baca)\b | \s*[,.:] (?:\s|$) | \s*$ ) .* $""",
    re.IGNORECASE | re.VERBOSE,
)
UNIT = re.compile(r"[\s*]*\(\s*(?P<who>Humas\s*/\s*[^)]{2,40}?)\s*\)[\s*.]*$", re.IGNORECASE)  # "** (Humas/BP3MI Contoh)"
INITIALS = re.compile(  # "(ant/sya)", "(E-2)", "(RO/A-1)", "(zik)", "(*)", "(m40)", "(mar1/jpnn)", "(Red)"
    r"""\s* [(\[] \s* (?: [a-z]{1,4}\d? (?: / [a-z0-9]{2,5} ){1,3} | [A-Za-z0-9]{2,6}/[a-z]{3,6} | [A-Z]{1,3} (?: /[A-Z] )? -\d{1,2}
        | [a-z]{3} | ant | Ant | Antara | [Rr]ed(?:aksi)? | RED | \*{1,5} | [a-z]\d{2} ) \s* [)\]] [\s.*]* $ | (?<=[.!?"”)]) \s* \*{1,5} \s* $""",
    re.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class SignOff:
    """What the body's own lines say about its origin, and the lines that are left."""

    lines: tuple[Line, ...]
    removed: tuple[RemovedLine, ...] = ()
    authors: tuple[str, ...] = ()
    editor: str | None = None
    credit: str | None = None


def clean_name(raw: str, own_names: Iterable[str] = ()) -> str | None:
    """A person's name as printed, or None for a desk, a house, an address.

    >>> clean_name("Oleh: Budi Santoso - ContohNews", ["ContohNews"]), clean_name("Redaksi"), clean_name("contoh.id developer")
    ('Budi Santoso', None, None)
    """
    name = " ".join(raw.replace("\xa0", " ").split())
    name = re.sub(rf"^(?:{_ROLE})\s*[:：]?\s+", "", name, flags=re.IGNORECASE)
    name = re.sub(r"\s*\([^)]*\)?\s*$", "", name)
    name = re.split(r"\s+[-–—|/•]\s*|\s*[|•]\s*|\s[-–—]|,\s*(?=[A-Z]\w+(?:\.com|\.id|\s*News))", name)[0].strip(" ,;:.-–—|*\"'“”")
    words = name.split()
    if not words or len(words) > NAME_WORDS or len(name) > NAME_LENGTH or not re.search(r"[^\W\d_]{2}", name):
        return None
    if re.search(r"[@/\\<>=\d]|https?:|www\.|\.(?:com|co|id|net|org)\b", name, re.IGNORECASE):
        return None
    if NO_WRITER & {w.lower().strip(".,") for w in words} or _is_own(name, own_names):
        return None
    return name


def _is_own(name: str, own_names: Iterable[str]) -> bool:
    """True for the outlet's own name and its sections ("ContohHealth" of Contoh)."""
    squashed = squash(name)
    for own in (squash(o) for o in own_names if o):
        if squashed == own or (len(own) >= 5 and squashed.startswith(own)):
            return True
    return False


def split_names(raw: str) -> list[str]:
    """Names printed in one line; a comma before a degree ("S.Sos") parts nothing.

    >>> split_names("Budi Contoh, Ani Contoh dan Cici"), split_names("Budi Contoh, S.Sos")
    (['Budi Contoh', 'Ani Contoh', 'Cici'], ['Budi Contoh, S.Sos'])
    """
    parts = re.split(r"\s*(?:[;/&]|\bdan\b|\band\b|,(?!\s*(?:[A-Z][\w]{0,4}\.\s?\w|[A-Z]{2,3}\b)))\s*", raw)
    return [p for p in (part.strip() for part in parts) if p]


def is_sign_off(text: str) -> bool:
    """True for a line that names a writer, an editor, a source or a first place of publication.

    >>> is_sign_off("Editor : Ani Contoh"), is_sign_off("Sumber daya manusia itu kunci.")
    (True, False)
    """
    if len(text) > 200:
        return bool(REPRINT.match(text))
    return any(pattern.match(text) for pattern in (ROLE_LINE, REPORT_BY, SOURCE, REPRINT, UNIT))


def read_sign_off(lines: Sequence[Line], own_names: Iterable[str] = ()) -> SignOff:
    """Read names and credits off the head and the tail of the text, then cut those lines.

    >>> found = read_sign_off([Line(0, "Balai itu dibuka."), Line(1, "Sumber : bp2mi.go.id")])
    >>> found.credit, [line.text for line in found.lines]
    ('bp2mi.go.id', ['Balai itu dibuka.'])
    """
    own = tuple(own_names)
    result = SignOff(tuple(lines))
    for index, line in enumerate(lines):
        if index < 4 or index >= TAIL_FROM * len(lines) or index >= len(lines) - 2 * LAST_LINES:
            result = _read_line(result, line, index, len(lines), own)
    return _read_ends(result)


def _read_line(so_far: SignOff, line: Line, index: int, count: int, own: Sequence[str]) -> SignOff:
    """One line of head or tail: who is named, and is the line done with?"""
    text = line.text.strip()
    tail = index >= TAIL_FROM * count or index >= count - LAST_LINES
    if found := REPORT_BY.match(text):
        return _drop(_add_author(so_far, found["name"], own), line, "report_by")
    if len(text) <= 200 and ROLE_LINE.match(text):
        return _drop(_read_roles(so_far, text, own), line, "byline")
    if tail and (found := SOURCE.match(text)):
        return _drop(replace(so_far, credit=found["who"].strip()), line, "source")
    if tail and (found := REPRINT.search(text)):
        credited = replace(so_far, credit=so_far.credit or found["who"].strip(" ."))
        return _shorten(credited, line, text[: found.start()].strip(), "reprint_notice")
    return so_far


def _read_roles(so_far: SignOff, text: str, own: Sequence[str]) -> SignOff:
    for part in ROLE_PART.finditer(text):
        job = ROLES[re.sub(r"\s+", " ", part["role"].lower())] if re.sub(r"\s+", " ", part["role"].lower()) in ROLES else None
        if job == "author":
            so_far = _add_author(so_far, part["name"], own)
        elif job == "editor" and so_far.editor is None:
            so_far = replace(so_far, editor=clean_name(part["name"].strip(" )]|/"), own))
    return so_far


def _add_author(so_far: SignOff, raw: str, own: Sequence[str]) -> SignOff:
    names = [n for part in split_names(raw.strip(" )]|")) if (n := clean_name(part, own))]
    return replace(so_far, authors=(*so_far.authors, *(n for n in names if n not in so_far.authors)))


def _read_ends(so_far: SignOff) -> SignOff:
    """Desk initials and a press office's sign behind the last lines."""
    for line in so_far.lines[-LAST_LINES:]:
        text = line.text
        if found := UNIT.search(text):
            so_far = replace(so_far, credit=so_far.credit or re.sub(r"\s*/\s*", "/", found["who"]))
            so_far = _shorten(so_far, line, text[: found.start()].strip(), "press_office")
        elif (found := INITIALS.search(text)) and (line is so_far.lines[-1] or not text[: found.start()].strip()
                                                   or text[: found.start()].rstrip().endswith((".", "”", '"'))):  # fmt: skip
            so_far = _shorten(so_far, line, text[: found.start()].strip(), "desk_initials")
    return so_far


def _drop(so_far: SignOff, line: Line, rule: str) -> SignOff:
    return _shorten(so_far, line, "", rule)


def _shorten(so_far: SignOff, line: Line, rest: str, rule: str) -> SignOff:
    """The line is cut down to `rest` (nothing: cut whole); what went is kept."""
    cut = line.text[len(rest) :].strip() if line.text.startswith(rest) else line.text
    lines = [Line(n.position, rest) if n is line else n for n in so_far.lines]
    return replace(
        so_far,
        lines=tuple(n for n in lines if n.text),
        removed=(*so_far.removed, RemovedLine(rule, line.position, cut)),
    )

