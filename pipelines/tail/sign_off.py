"""Names, credit and first place of publication that a text's own lines state (`SignOff`), read off forms and roles."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, replace

from pipelines.strings.dateline_words import is_place, is_subject
from pipelines.strings.name_patterns import ROLE_LINE, ROLE_PART, SUBJECT_ROLE
from pipelines.strings.person_names import clean_name, contributor, job_of, split_names
from pipelines.tail.tail_forms import TailForm, forms_for, is_paper, tail_forms

BRACKETS_AND_STARS = "([*"
MAX_ROLE_LINE = 200  # characters of a line of roles
RESTORED_RULES = frozenset({"report_by", "source", "reprint_notice", "press_office"})
ADDRESS = re.compile(r"https?://[^\s)\]\"”]+")
# "Foto: tiga lembar ukuran 3x4": no one's name, but what somebody must bring
REQUIREMENT = re.compile(r"^[\s*•–-]*(?:[Ff]oto|FOTO)\s*[:：]\s*[a-z]+\s[a-z]")
SENTENCE_BEHIND = re.compile(
    r"[:：|]\s*[a-z]+\s[a-z]+\s\S|\?$"
)  # "Penulis: dua orang mahasiswa"; "Pewawancara: Apa itu?"
TABLE_ROW = re.compile(r"^\|\s*|\s*\|$")  # "| Editor | : Budi Contoh |"


@dataclass(frozen=True, slots=True)
class SignOff:
    """The names and credits in the body's own lines."""

    authors: tuple[str, ...] = ()
    editor: str | None = None
    credit: str | None = None
    contributors: tuple[str, ...] = ()
    initials: str | None = None
    reprint_of_outlet: str | None = None
    reprint_of_title: str | None = None
    reprint_of_url: str | None = None

    def filled_by(self, other: SignOff) -> SignOff:
        """Of each name the first that was found, here or in the other."""
        return SignOff(*(getattr(self, field.name) or getattr(other, field.name) for field in fields(self)))


def is_sign_off(text: str) -> bool:
    """True for a line that names a writer, an editor, a source or a first place of publication.

    >>> is_sign_off("Editor : Ani Contoh"), is_sign_off("Sumber daya manusia itu kunci.")
    (True, False)
    """
    if len(text) > MAX_ROLE_LINE:
        return any(form.pattern.match(text) for form in forms_for("end", "tail") if form.rule == "reprint_notice")
    return ROLE_LINE.match(text) is not None or _restored(text)


def _restored(text: str) -> bool:
    """True where a form matches whose lines are put back where an extractor loses them."""
    return any(
        form.pattern.fullmatch(text) if form.where == "line" else form.pattern.match(text)
        for form in tail_forms()
        if form.rule in RESTORED_RULES
    )


def is_sign(text: str) -> bool:
    """True for a line that, behind a text, may sign it off: initials or a name in brackets, a role and a name.

    >>> is_sign("(abc/def)"), is_sign("Peliput : Budi Contoh"), is_sign("Balai itu dibuka.")
    (True, True, False)
    """
    if len(text) > MAX_ROLE_LINE:
        return False
    if text[:1] in BRACKETS_AND_STARS:
        return any(form.pattern.match(text) for form in forms_for("end"))
    return any(form.pattern.fullmatch(text) for form in forms_for("line", "tail"))


def names_reprint(text: str) -> bool:
    """True for words with a reprint notice: "Artikel ini telah tayang di Contoh.com"."""
    return any(form.pattern.search(text) for form in forms_for("end", "tail") if form.rule == "reprint_notice")


def is_role_line(text: str) -> bool:
    """True for a line that opens with a role and a name: "Penulis: Budi Contoh"."""
    if len(text) > MAX_ROLE_LINE:
        return False
    text = TABLE_ROW.sub("", text) if "|" in text else text
    return bool(ROLE_LINE.match(text) and not REQUIREMENT.match(text) and not SENTENCE_BEHIND.search(text))


def with_roles(so_far: SignOff, text: str, own: Iterable[str]) -> SignOff:
    """Add the names that stand after role words in the line."""
    for part in ROLE_PART.finditer(TABLE_ROW.sub("", text)):
        job = job_of(part["role"])
        if SUBJECT_ROLE.match(text) and is_subject(part["name"]):
            continue
        if job == "author":
            so_far = with_author(so_far, part["name"], own)
        elif job == "editor" and so_far.editor is None:
            so_far = replace(so_far, editor=clean_name(part["name"].strip(" )]|/"), own))
        elif job == "other" and (named := contributor(part["name"], part["role"], own)):
            so_far = replace(so_far, contributors=tuple(dict.fromkeys((*so_far.contributors, named))))
    return so_far


def with_author(so_far: SignOff, raw: str, own: Iterable[str]) -> SignOff:
    """Add the persons in these words to the writers: no desk, no network, no place."""
    names = [
        n
        for part in split_names(raw.strip(" )]|").replace("|", "/"))
        if (n := clean_name(part, own)) and not is_place(n) and not is_paper(n)
    ]
    return replace(so_far, authors=(*so_far.authors, *(n for n in names if n not in so_far.authors)))


def with_form(so_far: SignOff, form: TailForm, match: re.Match[str], own: Iterable[str]) -> SignOff:
    """Add what the form's groups name; of a field that is set already, the first value stays."""
    groups: Mapping[str, str | None] = match.groupdict()
    stated = "house" not in groups and form.reach == "tail" and form.where == "line"  # by a word such as "Penulis"
    if (author := groups.get("author")) and (stated or not so_far.authors):
        so_far = with_author(so_far, author, own)
    if (editor := groups.get("editor")) and so_far.editor is None:
        so_far = replace(so_far, editor=clean_name(editor, own))
    signs = groups.get("initials") or groups.get("sign")
    if signs and so_far.initials is None:
        so_far = replace(so_far, initials=_without_blanks(signs))
    if (credit := groups.get("credit")) and (so_far.credit is None or form.rule == "source"):
        so_far = replace(so_far, credit=_without_blanks(credit))
    if outlet := groups.get("outlet"):
        so_far = _with_reprint(so_far, outlet.strip(" ."), groups.get("title"), ADDRESS.search(match[0]))
    return so_far


def _without_blanks(signs: str) -> str:
    return re.sub(r"\s*/\s*", "/", signs.strip())


def _with_reprint(so_far: SignOff, outlet: str, title: str | None, link: re.Match[str] | None) -> SignOff:
    """Add the first place of publication: the outlet, its title and its address where the notice has them."""
    return replace(
        so_far,
        credit=so_far.credit or outlet,
        reprint_of_outlet=so_far.reprint_of_outlet or outlet,
        reprint_of_title=so_far.reprint_of_title or (title.strip(' "“”.,') if title else None),
        reprint_of_url=so_far.reprint_of_url or (link[0].rstrip(".,;") if link else None),
    )
