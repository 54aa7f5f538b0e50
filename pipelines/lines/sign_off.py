"""What the text's own lines say about its writers and its first place of publication: read, then cut."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields, replace

from corpus.models import RemovedLine
from pipelines.lines.cuts import BodyLine, cut_span, cut_whole
from pipelines.lines.house_lines import LAST_LINES, TAIL_FROM
from pipelines.lines.sign_off_forms import (
    ADDRESS,
    HOUSE_AND_NAME,
    INITIALS,
    REPORT_BY,
    REPRINT,
    REQUIREMENT,
    ROLES_BARE,
    SIGNED,
    SIGNED_BEHIND,
    SIGNED_CAPITALS,
    SOURCE,
    UNIT,
)
from pipelines.strings.datelines import is_place
from pipelines.strings.name_patterns import ROLE_LINE, ROLE_PART
from pipelines.strings.person_names import clean_name, contributor, job_of, split_names


@dataclass(frozen=True, slots=True)
class SignOff:
    """The names and credits in the body's own lines, and the lines that are left."""

    lines: tuple[BodyLine, ...]
    removed: tuple[RemovedLine, ...] = ()
    authors: tuple[str, ...] = ()
    editor: str | None = None
    credit: str | None = None
    contributors: tuple[str, ...] = ()
    initials: str | None = None
    reprint_of_outlet: str | None = None
    reprint_of_title: str | None = None
    reprint_of_url: str | None = None

    def filled_by(self, other: SignOff) -> SignOff:
        """The other's lines, and of each name the first that was found."""
        names = [field.name for field in fields(self) if field.name not in {"lines", "removed"}]
        return replace(other, **{name: getattr(self, name) or getattr(other, name) for name in names})


def is_sign_off(text: str) -> bool:
    """True for a line that names a writer, an editor, a source or a first place of publication.

    >>> is_sign_off("Editor : Ani Contoh"), is_sign_off("Sumber daya manusia itu kunci.")
    (True, False)
    """
    if len(text) > 200:
        return bool(REPRINT.match(text))
    return any(pattern.match(text) for pattern in (ROLE_LINE, REPORT_BY, SOURCE, REPRINT, UNIT))


def read_sign_off(lines: Sequence[BodyLine], own_names: Iterable[str] = ()) -> SignOff:
    """Read names and credits off the head and the tail of the text, then cut those lines.

    >>> found = read_sign_off([BodyLine(0, "Balai itu dibuka."), BodyLine(1, "Sumber : bp2mi.go.id")])
    >>> found.credit, [line.text for line in found.lines]
    ('bp2mi.go.id', ['Balai itu dibuka.'])
    """
    own = tuple(own_names)
    result = SignOff(tuple(lines))
    for index, line in enumerate(lines):
        if index < 4 or index >= TAIL_FROM * len(lines) or index >= len(lines) - 2 * LAST_LINES:
            result = _read_line(result, line, index, len(lines), own)
    return _read_signature(_read_ends(result, own), own)


def _read_line(so_far: SignOff, line: BodyLine, index: int, count: int, own: Sequence[str]) -> SignOff:
    """Read one line of head or tail; return the sign-off with what it names, and True if the line is used up."""
    text = line.text
    tail = index >= TAIL_FROM * count or index >= count - LAST_LINES
    if match := REPORT_BY.match(text):
        return _drop(_add_author(so_far, match["name"], own), line, "report_by")
    if len(text) <= 200 and ROLE_LINE.match(text) and not REQUIREMENT.match(text):
        return _drop(_read_roles(so_far, text, own), line, "byline")
    if tail and (match := ROLES_BARE.match(text)):
        editor = so_far.editor or (clean_name(match["editor"], own) if match["editor"] else None)
        return _drop(replace(_add_author(so_far, match["author"], own), editor=editor), line, "byline")
    if tail and (match := HOUSE_AND_NAME.match(text)) and match["house"].lower() != "humas":
        return _drop(so_far if so_far.authors else _add_author(so_far, match["name"], own), line, "byline")
    if tail and (match := SOURCE.match(text)):
        return _drop(replace(so_far, credit=match["who"].strip()), line, "source")
    if tail and (match := REPRINT.search(text)):
        return _shorten(_with_reprint(so_far, match), line, match.start(), "reprint_notice")
    return so_far


def _read_roles(so_far: SignOff, text: str, own: Sequence[str]) -> SignOff:
    """Add to the sign-off the names that stand after role words in the line."""
    for part in ROLE_PART.finditer(text):
        job = job_of(part["role"])
        if job == "author":
            so_far = _add_author(so_far, part["name"], own)
        elif job == "editor" and so_far.editor is None:
            so_far = replace(so_far, editor=clean_name(part["name"].strip(" )]|/"), own))
        elif job == "other" and (named := contributor(part["name"], part["role"], own)):
            so_far = replace(so_far, contributors=tuple(dict.fromkeys((*so_far.contributors, named))))
    return so_far


def _with_reprint(so_far: SignOff, match: re.Match[str]) -> SignOff:
    """Add the first place of publication: the outlet, its title and its address where the notice has them."""
    who, title, link = match["who"].strip(" ."), match["title"], ADDRESS.search(match[0])
    return replace(
        so_far,
        credit=so_far.credit or who,
        reprint_of_outlet=so_far.reprint_of_outlet or who,
        reprint_of_title=so_far.reprint_of_title or (title.strip(' "“”.,') if title else None),
        reprint_of_url=so_far.reprint_of_url or (link[0].rstrip(".,;") if link else None),
    )


def _add_author(so_far: SignOff, raw: str, own: Sequence[str]) -> SignOff:
    names = [
        n
        for part in split_names(raw.strip(" )]|").replace("|", "/"))
        if (n := clean_name(part, own)) and not is_place(n)
    ]
    return replace(so_far, authors=(*so_far.authors, *(n for n in names if n not in so_far.authors)))


def _read_ends(so_far: SignOff, own: Sequence[str]) -> SignOff:
    """Read and cut desk initials and a press office's sign behind the last lines."""
    for line in so_far.lines[-LAST_LINES:]:
        if match := UNIT.search(line.text):
            so_far = replace(so_far, credit=so_far.credit or re.sub(r"\s*/\s*", "/", match["who"] or match["office"]))
            so_far = _shorten(so_far, line, match.start(), "press_office")
        elif match := INITIALS.search(line.text):
            rest, signs = line.text[: match.start()].strip(), match[0].strip(" ()[].*")
            ended = not rest or rest.endswith((".", "!", "?", "”", '"'))
            if ended or (line is so_far.lines[-1] and not _is_abbreviation_or_code(signs, rest)):
                so_far = replace(so_far, initials=so_far.initials or signs or None)
                so_far = _shorten(so_far, line, match.start(), "desk_initials")
    return _read_signed_behind(so_far, own)


def _read_signed_behind(so_far: SignOff, own: Sequence[str]) -> SignOff:
    """Read and cut a person's name in brackets behind the last sentence, on its line."""
    last = so_far.lines[-1] if so_far.lines else None
    match = SIGNED_BEHIND.search(last.text) if last else None
    if last is None or match is None or clean_name(match["name"].title(), own) is None:
        return so_far
    so_far = replace(so_far, initials=so_far.initials or match["name"])
    return _shorten(so_far, last, match.start(), "desk_initials")


def _read_signature(so_far: SignOff, own: Sequence[str]) -> SignOff:
    """Read and cut a name that stands alone as the last line."""
    if len(so_far.lines) < 3 or not so_far.lines[-2].text.endswith((".", "!", "?", "”", '"')):
        return so_far
    last = so_far.lines[-1]
    if match := SIGNED.match(last.text):
        return _drop(replace(so_far, initials=so_far.initials or match["name"]), last, "signature")
    if SIGNED_CAPITALS.match(last.text) and (named := _add_author(so_far, last.text, own)).authors:
        return _drop(so_far if so_far.authors else named, last, "signature")
    return so_far


def _is_abbreviation_or_code(signs: str, rest: str) -> bool:
    """True for an abbreviation of the words before it ("pegawai negeri sipil (pns)"), and for a code ("(B-1)")."""
    initials = "".join(word[0] for word in rest.lower().split()[-len(signs) :])
    return signs == initials or bool(re.search(r"[A-Z]-\d", signs))


def _drop(so_far: SignOff, line: BodyLine, rule: str) -> SignOff:
    left = tuple(n for n in so_far.lines if n is not line)
    return replace(so_far, lines=left, removed=(*so_far.removed, cut_whole(rule, line)))


def _shorten(so_far: SignOff, line: BodyLine, start: int, rule: str) -> SignOff:
    """Cut the line from this character on (from its first: the whole line) and record the cut."""
    rest, cut = cut_span(rule, line, start, len(line.text))
    lines = tuple(rest if n is line else n for n in so_far.lines)
    return replace(so_far, lines=tuple(n for n in lines if n is not None), removed=(*so_far.removed, cut))
