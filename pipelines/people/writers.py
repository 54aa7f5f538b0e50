"""The article's writers and editor (`read_people`), from all sources but the text itself, in order of precedence."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain

from lxml import html

from pipelines.head.name_markup import is_in_story
from pipelines.head.read_head import NO_HEAD, Head
from pipelines.lines.cuts import BodyLine
from pipelines.page.headings import plain_text
from pipelines.page.parsed_page import ParsedPage
from pipelines.page.spots import Spot, is_about_other_articles
from pipelines.page.table import Line, PageNode, all_text
from pipelines.people.marked import marked_anywhere
from pipelines.people.near_title import beside_house, other_roles, printed_for
from pipelines.rules import PageRules
from pipelines.strings.dateline_words import is_place, is_subject
from pipelines.strings.house_names import names_another
from pipelines.strings.name_patterns import ANY_ROLE, ROLE_PART, ROLES, SUBJECT_ROLE, TEMPLATE_MAKERS, WORK_DATA
from pipelines.strings.person_names import (
    clean_name,
    contributor,
    is_agency,
    job_of,
    split_names,
)
from pipelines.strings.squashed import squash

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
    "article.author",
    "authors",
    "bt:author",
    "creator",
    "dc.creator.aut",
    "dc:creator",
    "dcsext.author",
    "dcterms.creator",
    "rbauthors",
    "shareaholic:article_author_name",
)
CARD_LABEL = re.compile(r"written by|ditulis oleh|penulis|oleh", re.IGNORECASE)  # beside twitter:data1 (WordPress)
EDITOR_META = ("content_editor", "editor", "article:editor", "dtk:editor")
FOOT = re.compile(
    rf"^(?:{ANY_ROLE})\s*[:：]\s*[A-Z][^.:!?]{{3,60}}(?:$|[|/]|(?<=\s)(?:{ANY_ROLE})\s*[:：])", re.IGNORECASE
)
MAX_FOOT_LINE = 110  # characters of a line of roles
MIN_FOOT_LETTERS = 4  # and at least
MAX_FOOT_CHILDREN = 9  # elements below a line of roles are fewer
HEADLINE_SHARE = 0.3  # of a box's characters
LINES_NEAR = 8  # lines before and behind it in which a book's data may stand
FAR_ABOVE = 40  # lines above it in which the heading of comments may stand
MAX_NAMES_TEXT = 1000  # characters of one text that are searched for names
MOST_NAMES = 4  # more names than this near a title are a row of links, not a byline

Offer = tuple[str, list[str]]
"""An origin, and the names it gives."""


@dataclass(frozen=True, slots=True)
class People:
    """Writers and editor with where each came from (None: not found); the agency named beside the writers."""

    authors: tuple[str, ...] = ()
    editor: str | None = None
    authors_origin: str | None = None
    editor_origin: str | None = None
    contributors: tuple[str, ...] = ()
    contributors_origin: str | None = None
    agency: str | None = None
    agency_origin: str | None = None


def read_people(
    page: ParsedPage,
    rules: PageRules,
    spots: Sequence[Spot],
    own_names: Sequence[str],
    *,
    title: str | None = None,
    local: bool = True,
    head: Head = NO_HEAD,
    lines: Sequence[BodyLine] = (),
) -> People:
    """Read writers and editor: the outlet's rule > printed near the title > JSON-LD > meta. An editor is no writer.

    On a page in another language (`local` False) JSON-LD stands above what is printed, unless that names all of
    JSON-LD's writers or a meta element names the same: its bylines are not known. An agency is the writer where no
    person is named, else `agency`.
    """
    source = _Source(page, rules, spots, own_names, title, local, head, lines)
    editor_origin, editors = _first(source.offers("editor"))
    taken = {squash(name) for name in editors[:1]}
    offers = [(o, [n for n in names if squash(n) not in taken]) for o, names in source.offers("author")]
    authors_origin, authors = _first(offers)
    persons = [name for name in authors if not is_agency(name)]
    named = ((name, origin) for origin, names in offers for name in names if is_agency(name))
    agency, agency_origin = next(named, (None, None)) if persons else (None, None)
    others = tuple(
        dict.fromkeys(
            name_with_job
            for printed, role in other_roles(spots)
            if (name_with_job := contributor(printed, role, own_names, local=local))
        )
    )
    return People(
        tuple(persons or authors),
        next((name for name in editors if not is_agency(name)), None),
        authors_origin,
        editor_origin,
        others,
        "visible" if others else None,
        agency,
        agency_origin,
    )


def _first(offers: Iterable[Offer]) -> tuple[str | None, list[str]]:
    """The first offer that holds a person, else the first that holds an agency."""
    with_names = [(origin, _one_each(names)) for origin, names in offers if names]
    with_persons = (offer for offer in with_names if not all(map(is_agency, offer[1])))
    return next(with_persons, with_names[0] if with_names else (None, []))


def _one_each(names: Iterable[str]) -> list[str]:
    """Each name once, in its first spelling, at the place where it stands last."""
    spellings: dict[str, str] = {}
    for name in names:
        key = squash(name)
        spellings[key] = spellings.pop(key, name)
    return list(spellings.values())


@dataclass(frozen=True)
class _Source:
    """A page, and what is known for reading its names."""

    page: ParsedPage
    rules: PageRules
    spots: Sequence[Spot]
    own: Sequence[str]
    title: str | None
    local: bool
    head: Head
    lines: Sequence[BodyLine]

    @cached_property
    def role_lines(self) -> set[str]:
        """The page's lines of roles, read when one is first needed."""
        return _role_lines(self.page, squash(self.title or ""))

    def offers(self, job: str) -> Iterator[Offer]:
        """Yield (origin, names) of each source for this job, in order of precedence."""
        selectors = self.rules.author if job == "author" else self.rules.editor
        yield "rule", self._persons(plain_text(e) for s in selectors for e in self.page.tree.cssselect(s))
        head = (self.head.writers if job == "author" else self.head.editors) if self.local else ()
        claimed = self._persons(self.page.claims.names(job))
        if job == "author" and not claimed:
            claimed = self._persons(self.page.claims.names("creator"))
        printed = self._printed(job, claimed)
        metas = [self._persons(values) for values in self._metas(job)]
        seen = {squash(n) for n in printed}
        outvoted = bool(seen) and any({squash(n) for n in names} == seen for names in metas)
        if not self.local and not outvoted and not {squash(n) for n in claimed} <= seen:
            yield "json-ld", claimed
        if not {squash(n) for n in head} <= seen or len(printed) > MOST_NAMES:
            yield "visible", list(head)
        yield "visible", printed if len(printed) <= MOST_NAMES else []
        yield "foot", self._persons(_below(job, self.role_lines))
        yield "json-ld", claimed
        for names in metas:
            yield "meta", names
        if job == "author":
            yield "visible", self._persons(marked_anywhere(self.page, self.title, local=self.local))

    def _metas(self, job: str) -> Iterator[Sequence[str]]:
        """Yield the names of each meta element for this job, in order of precedence."""
        metas = self.page.claims.metas
        yield from (metas.get(name, ()) for name in (AUTHOR_META if job == "author" else EDITOR_META))
        if job == "author" and CARD_LABEL.fullmatch(self.page.claims.first("twitter:label1") or ""):
            yield metas.get("twitter:data1", ())

    def _printed(self, job: str, claimed: Sequence[str]) -> list[str]:
        """Names near the title; abroad, an element's class alone counts only where JSON-LD has the same names."""
        near_title = printed_for(job, self.spots, local=self.local)
        if by_word := self._persons(near_title.by_role) or self._persons(near_title.by_mark):
            return by_word
        by_class = self._persons(near_title.by_class)
        if not by_class:
            named = self._persons(near_title.by_any_class)
            by_class = [name for name in named if not self.local or not self._is_of_story(name)]
        if job == "author" and not by_class:
            by_class = self._persons(beside_house(self.spots, self.own))
        same = {squash(n) for n in by_class} == {squash(n) for n in claimed}
        return by_class if self.local or same else []

    def _is_of_story(self, name: str) -> bool:
        """True for a name in the title, or that a sentence of the text speaks of."""
        return squash(name) in squash(self.title or "") or is_in_story(name, self.lines)

    def _persons(self, raws: Iterable[str]) -> list[str]:
        """Return the names in all these texts; addresses are left out."""
        return [name for raw in raws if not raw.startswith("http") for name in self._named(raw)]

    def _named(self, raw: str) -> list[str]:
        """The names in one text, without places ("Sari Contoh, Kupang"); abroad no single words beside a full name."""
        if TEMPLATE_MAKERS.search(raw[:MAX_NAMES_TEXT]):
            return []
        cleaned = (clean_name(part, self.own, local=self.local) for part in split_names(raw[:MAX_NAMES_TEXT]))
        names = [name for name in cleaned if name]
        if self.local:
            return [name for name in names if not is_place(name)]
        if not any(" " in name for name in names):
            return names
        return [name for name in names if " " in name or is_agency(name)]


def _below(job: str, lines: Iterable[str]) -> list[str]:
    """Names in the page's one line of roles, wherever it stands ("Redaktur & Reporter : Sari Contoh" at the foot).

    Of two lines each must tell another job: "Penulis : Sari Contoh", "Editor : Budi Contoh".
    """
    roles = [[(job_of(part["role"]), part["name"]) for part in ROLE_PART.finditer(line)] for line in lines]
    roles = [line for line in roles if any(of != "other" for of, _ in line)]
    jobs = [each for line in roles for each in {of for of, _ in line}]
    if len(roles) > 2 or len(set(jobs)) < len(jobs):
        return []
    return [name for line in roles for of, name in line if of == job]


def _role_lines(page: ParsedPage, title: str) -> set[str]:
    """The lines of the page that are roles with names and nothing else, outside side bars, lists and comments.

    None beside a book's or a film's data, in a masthead or among readers' comments.
    """
    known: dict[html.HtmlElement, bool] = {}
    lines = {
        line
        for node in chain.from_iterable(map(page.table.tagged, ("div", "dl", "p", "span", "tr")))
        if node.children < MAX_FOOT_CHILDREN
        and MIN_FOOT_LETTERS < node.letters < MAX_FOOT_LINE
        and _may_have_colon(page, node)
        and (line := _role_line(node.element))
        and not _is_below_headline(node)
        and not any(WORK_DATA.match(near.text) for near in _lines_near(page, node))
        and not _is_anothers(page, node)
        and not is_about_other_articles(node.element, title, known)
    }
    return {
        line
        for line in lines
        if not any(other != line and other in line for other in lines)
        and not (SUBJECT_ROLE.match(line) and is_subject(line.partition(":")[2]))
    }


def _may_have_colon(page: ParsedPage, node: PageNode) -> bool:
    """False for a paragraph or box of whose lines none has a colon: asked first, as lxml takes longer to say so."""
    if node.tag not in {"div", "p"}:
        return True
    return any(":" in line.text or "：" in line.text for line in page.table.lines[node.first_line : node.last_line])


def _is_below_headline(node: PageNode) -> bool:
    """True where a good part of the box around it is a link: another story's title."""
    above = node.above
    return above is not None and above.linked - node.linked > HEADLINE_SHARE * above.letters


def _is_anothers(page: ParsedPage, node: PageNode) -> bool:
    first = max(0, node.first_line - FAR_ABOVE)
    around = [line.text for line in page.table.lines[first : node.first_line + LINES_NEAR + 1]]
    return names_another(around, node.first_line - first)


def _lines_near(page: ParsedPage, node: PageNode) -> Sequence[Line]:
    return page.table.lines[max(0, node.first_line - LINES_NEAR) : node.first_line + LINES_NEAR + 1]


def _role_line(element: html.HtmlElement) -> str | None:
    """Return the element's words if they are roles with names and nothing else; else None."""
    text = all_text(element)
    is_of_cells = element.tag in {"dl", "tr"}
    has_colon = ":" in text or "：" in text
    if not has_colon and not is_of_cells:  # nearly all elements of a page
        return None
    parts = [words for each in element.itertext() if (words := " ".join(each.split()))]
    if not has_colon:
        if len(parts) % 2 or not all(part.lower() in ROLES for part in parts[::2]):
            return None
        parts = [f"{role}: {name}" for role, name in zip(parts[::2], parts[1::2], strict=True)]
    words = " ".join(parts)
    return words if len(words) < MAX_FOOT_LINE and FOOT.match(words) else None
