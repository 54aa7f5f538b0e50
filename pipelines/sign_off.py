"""What do the text's own lines say about who wrote it and where it first stood? Read, then cut."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from corpus.models import RemovedLine
from pipelines.bylines import ROLE_LINE, ROLE_PART, clean_name, job_of, split_names
from pipelines.noise import LAST_LINES, TAIL_FROM, Line

# "Laporan Wartawan Contohnews.com, Budi Santoso"
REPORT_BY = re.compile(
    r"^laporan\s+(?:wartawan|reporter|kontributor|jurnalis|khusus)\s+[\w.\- ]+?,\s*(?P<name>.{3,60})$", re.IGNORECASE
)
# "(Tribunkota.com/Budi Santoso)", "(Contoh/Budi Santoso)"
HOUSE_AND_NAME = re.compile(
    r"^\(\s*(?P<house>[\w.-]+(?:\.(?:com|co\.id|id|co|net|news))?)\s*/\s*(?P<name>[A-Z][\w'’.]+(?:\s[A-Z][\w'’.]*){1,3})\s*\)\.?$"
)
# "Sumber : bp2mi.go.id", "(Sumber: Antara)", "Dilansir dari: contoh.id"
SOURCE = re.compile(
    r"""^ [\s(\[*–-]* (?: sumber (?:\s+berita)? | source | (?:dilansir|dikutip|disadur) \s+ dari ) \s* [:：] \s*
        (?P<who> [^:].{1,119}? ) [\s)\].*]* $""",
    re.IGNORECASE | re.VERBOSE,
)
# "Artikel ini telah tayang di Contoh.com dengan judul "Apel Pagi", https://contoh.example/1"
REPRINT = re.compile(
    r"""(?: ^ | (?<=[.!?"”)]\s) ) \s* (?:artikel|berita|tulisan) \s+ ini \s+ (?: (?:telah|sudah|pernah) \s+ )?
        (?:tayang|terbit|naik|dimuat|dipublikasikan) (?: \s+ (?:sebelumnya|pertama\s+kali) )? \s+ di \s+
        (?P<who> [\w.-]+ (?: \s (?!dengan\b|klik\b|baca\b|pada\b)[\w.-]+ ){0,3}? )
        (?= \s+dengan\b | \s+pada\b | \s*,? \s*(?:klik|baca)\b | \s*[,.:] (?:\s|$) | \s*$ ) .* $""",
    re.IGNORECASE | re.VERBOSE,
)
# "** (Humas/BP3MI Contoh)"
UNIT = re.compile(r"[\s*]*\(\s*(?P<who>Humas\s*/\s*[^)]{2,40}?)\s*\)[\s*.]*$", re.IGNORECASE)
# "(ant/sya)", "(E-2)", "(RO/A-1)", "(zik)", "(*)", "(m40)", "(mar1/jpnn)", "(Red)", and "***" behind a sentence
INITIALS = re.compile(
    r"""\s* [(\[] \s* (?: [a-z]{1,4}\d? (?: / [a-z0-9]{2,5} ){1,3} | [A-Za-z0-9]{2,6}/[a-z]{3,6}
            | [A-Z]{1,3} (?: /[A-Z] )? -\d{1,2} | [a-z]{3} | [Aa]nt(?:ara)? | [Rr]ed(?:aksi)? | RED
            | \*{1,5} | [a-z]\d{2} )
        \s* [)\]] [\s.*]* $
      | (?<=[.!?"”)]) \s* \*{1,5} \s* $""",
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

    def filled_by(self, other: SignOff) -> SignOff:
        """The other's lines, and of each name the first that was found."""
        return SignOff(
            other.lines,
            other.removed,
            self.authors or other.authors,
            self.editor or other.editor,
            self.credit or other.credit,
        )


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
    if tail and (found := HOUSE_AND_NAME.match(text)) and found["house"].lower() != "humas":
        return _drop(so_far if so_far.authors else _add_author(so_far, found["name"], own), line, "byline")
    if tail and (found := SOURCE.match(text)):
        return _drop(replace(so_far, credit=found["who"].strip()), line, "source")
    if tail and (found := REPRINT.search(text)):
        credited = replace(so_far, credit=so_far.credit or found["who"].strip(" ."))
        return _shorten(credited, line, text[: found.start()].strip(), "reprint_notice")
    return so_far


def _read_roles(so_far: SignOff, text: str, own: Sequence[str]) -> SignOff:
    for part in ROLE_PART.finditer(text):
        job = job_of(part["role"])
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
        if found := UNIT.search(line.text):
            so_far = replace(so_far, credit=so_far.credit or re.sub(r"\s*/\s*", "/", found["who"]))
            so_far = _shorten(so_far, line, line.text[: found.start()].strip(), "press_office")
        elif found := INITIALS.search(line.text):
            rest = line.text[: found.start()].strip()
            if line is so_far.lines[-1] or not rest or rest.endswith((".", "”", '"')):
                so_far = _shorten(so_far, line, rest, "desk_initials")
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
