"""Who wrote and who edited the article, by all but the text itself? One written order of sources."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from lxml import html

from pipelines.bylines import ROLE_LINE, ROLE_PART, ROLES, clean_name, job_of, split_names
from pipelines.datelines import squash
from pipelines.layout import Spot
from pipelines.page import Page
from pipelines.rules import PageRules
from pipelines.titles import plain_text

AUTHOR_META = (
    "content_author",
    "author",
    "article:author",
    "dable:author",
    "parsely-author",
    "sailthru.author",
    "dc.creator",
    "dtk:author",
    "byl",
)
EDITOR_META = ("content_editor", "editor", "article:editor", "dtk:editor")
HINTS = {  # class names of elements that hold a name: "detail__author", "author-2", "posted-by", "author vcard"
    "author": re.compile(
        r"(?:^|[\s_-])(?:author|byline|creator|credit-title-name|jurnalis|nama|nama-redaksi|penulis|posted-by|reporter|vcard|wartawan)(?:$|[\s_-])",
        re.IGNORECASE,
    ),
    "editor": re.compile(r"(?:^|[\s_-])(?:editor|redaktur)(?:$|[\s_-])", re.IGNORECASE),
}
ROLE_ALONE = re.compile(rf"^(?:{'|'.join(map(re.escape, ROLES))})\s*:?$", re.IGNORECASE)  # "Penulis", "Editor:"
# "Oleh Budi Santoso - 20 November 2023", "By Budi Santoso | Kupang", "Oleh Budi Santoso Diperbarui 21 Nov 2023"
BY = re.compile(
    r"""^ (?: oleh | by | ditulis\s+oleh | penulis | laporan ) \s* :? \s+ (?P<name> [A-Z][^|•·\d]{2,50}? ) \s*
        (?: [|•·,] | \s[-–—] | \d | \s(?:diperbarui|diterbitkan|dipublikasikan|diunggah|diposting|tayang|pada|on|in)\b
          | \s(?:senin|selasa|rabu|kamis|jum.?at|sabtu|minggu)\b | $ )""",
    re.IGNORECASE | re.VERBOSE,
)
# "Editor Budi Contoh", "Reporter Sari Contoh": a role and a name, nothing else
_NAME = r"(?P<name>[A-Z][\w'’.]+(?:\s[A-Z][\w'’.]*){1,3})$"
ROLE_BARE = {
    "author": re.compile(rf"^(?i:reporter|penulis|pewarta|jurnalis|wartawan)\s+{_NAME}"),
    "editor": re.compile(rf"^(?i:editor|redaktur|penyunting)\s+{_NAME}"),
}
# "21 November 2023 | 10.00 WIB | "
DATE_FIRST = re.compile(
    r"""^ [^a-z]* (?: \w+ [\s,.-]+ ){1,4} \d{4} (?: [\s,|•·–-]+ \d{1,2} [.:] \d{2} (?: \s* wi(?:b|ta|t) )? )?
        [\s,|•·–-]+""",
    re.IGNORECASE | re.VERBOSE,
)
YEAR = re.compile(r"\d{4}")
FOOT = re.compile(rf"^(?:{'|'.join(map(re.escape, ROLES))})\s*[:：]\s*[A-Z][^.:!?]{{3,60}}(?:$|[|/])", re.IGNORECASE)
FOOT_LINE = 110
NAME_LINE = 80  # characters; a longer line holds more than a name
MOST_NAMES = 4  # more names than this near a title are a row of links, not a byline

Offer = tuple[str, list[str]]
"""An origin, and the names it gives."""


@dataclass(frozen=True, slots=True)
class People:
    """Writers and editor with where each came from (None: not found)."""

    authors: tuple[str, ...] = ()
    editor: str | None = None
    authors_origin: str | None = None
    editor_origin: str | None = None
    contributors: tuple[str, ...] = ()
    contributors_origin: str | None = None


def read_people(
    page: Page, rules: PageRules, spots: Sequence[Spot], own_names: Sequence[str], *, local: bool = True
) -> People:
    """The outlet's rule > printed near the title > JSON-LD > meta. A name printed as the editor's is no writer's.

    On a page in another language (`local` False) JSON-LD stands above what is printed: its bylines are not known.
    """
    editor_origin, editors = _first(_offers("editor", page, rules, spots, own_names, local))
    taken = {squash(name) for name in editors[:1]}
    offers = _offers("author", page, rules, spots, own_names, local)
    authors_origin, authors = _first((o, [n for n in names if squash(n) not in taken]) for o, names in offers)
    others = _contributors(spots, own_names)
    return People(
        tuple(authors),
        editors[0] if editors else None,
        authors_origin,
        editor_origin,
        others,
        "visible" if others else None,
    )


def _contributors(spots: Sequence[Spot], own: Sequence[str]) -> tuple[str, ...]:
    """Those printed near the title for another job, with the job: "Ani Lestari (fotografer)"."""
    lines = [spot.text for spot in spots if spot.hinted or ROLE_LINE.match(spot.text)]
    parts = [part for line in lines for part in ROLE_PART.finditer(line)]
    named = [(clean_name(part["name"], own), part["role"]) for part in parts if job_of(part["role"]) == "other"]
    return tuple(dict.fromkeys(f"{name} ({' '.join(role.lower().split())})" for name, role in named if name))


def _first(offers: Iterable[Offer]) -> tuple[str | None, list[str]]:
    """The first offer that holds a name."""
    return next(((origin, list(dict.fromkeys(names))) for origin, names in offers if names), (None, []))


def _offers(
    job: str, page: Page, rules: PageRules, spots: Sequence[Spot], own: Sequence[str], local: bool
) -> Iterator[Offer]:
    """What each source gives for this job, in the order of precedence."""
    selectors = rules.author if job == "author" else rules.editor
    yield "rule", _persons((plain_text(e) for s in selectors for e in page.tree.cssselect(s)), own)
    claimed = _persons(page.claims.names(job), own)
    if not local:
        yield "json-ld", claimed
    printed = _persons(_printed_for(job, spots, by_class_too=local), own)
    yield "visible", printed if len(printed) <= MOST_NAMES else []
    yield "foot", _persons(_below(job, page), own)
    yield "json-ld", claimed
    for name in AUTHOR_META if job == "author" else EDITOR_META:
        yield "meta", [n for n in _persons(page.claims.metas.get(name, ()), own) if not n.islower()]  # a login


def _below(job: str, page: Page) -> list[str]:
    """Names in the page's one line of roles, wherever it stands ("Redaktur & Reporter : Sari Contoh" at the foot)."""
    lines = {said for e in page.tree.iter("div", "p", "span") if len(e) < 4 and (said := _role_line(e))}
    if len(lines) != 1:
        return []
    return [part["name"] for part in ROLE_PART.finditer(lines.pop()) if job_of(part["role"]) == job]


def _role_line(element: html.HtmlElement) -> str | None:
    """What the element says, where that is roles with names and nothing else."""
    said = " ".join(element.text_content().split()) if len(element.text or "") < FOOT_LINE else ""
    return said if len(said) < FOOT_LINE and FOOT.match(said) else None


def _persons(raws: Iterable[str], own: Sequence[str]) -> list[str]:
    parts = (part for raw in raws if not raw.startswith("http") for part in split_names(raw))
    return [name for part in parts if (name := clean_name(part, own))]


def _printed_for(job: str, spots: Sequence[Spot], *, by_class_too: bool = True) -> list[str]:
    """Names near the title that the page prints for this job: by a role word, else by an element's class."""
    by_role: list[str] = []
    by_class: list[str] = []
    by_mark: list[str] = []
    for index, spot in enumerate(spots):
        if ROLE_LINE.match(spot.text):
            by_role += [part["name"] for part in ROLE_PART.finditer(spot.text) if job_of(part["role"]) == job]
        elif ROLE_ALONE.match(spot.text):
            by_role += _beside(spots, index) if job_of(spot.text) == job else []
        elif found := (BY.match(_behind_date(spot)) if job == "author" else None) or ROLE_BARE[job].match(spot.text):
            by_role.append(found["name"])
        elif job == "author" and spot.hinted and (marked := _marked(spot)):
            by_mark += marked
        elif HINTS[job].search(spot.names) and len(spot.text) <= NAME_LINE and not YEAR.search(spot.text):
            by_class.append(spot.text)
    return by_role or by_mark or (by_class if by_class_too else [])


def _behind_date(spot: Spot) -> str:
    """A line's words behind the date it opens with: "21 November 2023 oleh Sari Contoh"."""
    return DATE_FIRST.sub("", spot.text) if spot.hinted else spot.text


def _marked(spot: Spot) -> list[str]:
    """Names that the markup itself calls the author's: <a rel="author">, <span class="fn">, itemprop="author"."""
    return [
        " ".join(e.text_content().split())
        for e in spot.element.iter("a", "b", "span", "strong")
        if "author" in (e.get("rel") or "").split()
        or "author" in (e.get("itemprop") or "")
        or {"fn", "author", "author-name"} & set((e.get("class") or "").split())
    ]


def _beside(spots: Sequence[Spot], index: int) -> list[str]:
    """The name that a bare role word belongs to: the element before it in the same box, else the one behind it."""
    role = spots[index]
    before, behind = spots[max(0, index - 1) : index], spots[index + 1 : index + 2]
    if before and not role.text.endswith(":") and before[0].element.getparent() is role.element.getparent():
        return [before[0].text]
    return [spot.text for spot in behind]
