"""The article's title without the site's name, and where on the page it was read."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import unquote

from corpus.urls import split
from pipelines.page.claims import claim_text
from pipelines.page.headings import (
    SITE_MARK,
    UNSEEN_SIGNS,
    Heading,
    as_claimed,
    confirmed,
    headings_of,
    named_title,
    part_of_heading,
    plain_text,
    printed_part,
    reworded,
)
from pipelines.page.parsed_page import ParsedPage
from pipelines.page.site_names import own_names
from pipelines.rules import PageRules
from pipelines.strings.squashed import squash

SITE_WORDS = 4  # words of a site's name at most: themes print it as a heading
SLUG_WORDS = 3  # words below which an address names no title
SHORTEST_CLAIM = 4  # characters of a claimed title
SITE_LETTERS = 4  # letters of a site's name that may open or end a longer one ("contoh" in "contohnews")
# What a template calls every page of its kind
NO_TITLE = frozenset(["artikel", "baca", "beranda", "berita", "blog", "detail", "detail berita", "home", "news"])


@dataclass(frozen=True, slots=True)
class PageTitle:
    """The title and where it came from; both None where the page has none."""

    text: str | None = None
    origin: str | None = None


def read_title(page: ParsedPage, rules: PageRules) -> PageTitle:
    """The title of the first source in `_SOURCES` that gives one; an empty Title where none does."""
    evidence = _Evidence(page, rules)
    return next((title for source in _SOURCES if (title := source(evidence)) is not None), PageTitle())


@dataclass(frozen=True)
class _Evidence:
    """What a page offers for a title; each part is read when a source first needs it."""

    page: ParsedPage
    rules: PageRules

    @cached_property
    def site_names(self) -> tuple[str, ...]:
        return own_names(self.page, self.rules)

    @cached_property
    def squashed_site_names(self) -> frozenset[str]:
        return frozenset(map(squash, self.site_names))

    @cached_property
    def all_headings(self) -> list[Heading]:
        return headings_of(self.page.table)

    @cached_property
    def headings(self) -> list[Heading]:
        """The headings that do not print the site's name."""
        return [h for h in self.all_headings if squash(h.text) not in self.squashed_site_names]

    @cached_property
    def claims(self) -> list[PageTitle]:
        """The claimed titles without the site's name, the most reliable origin first."""
        short_h1 = [h.text for h in self.all_headings if h.element.tag == "h1" and len(h.text.split()) <= SITE_WORDS]
        claims = [
            PageTitle(_without_site(text, self.site_names, short_h1), origin)
            for origin, text in _claimed(self.page)
            if text
        ]
        return [claim for claim in claims if (claim.text or "").lower() not in NO_TITLE]

    @cached_property
    def claimed_texts(self) -> list[str]:
        return [claim.text or "" for claim in self.claims]

    @cached_property
    def clues(self) -> list[str]:
        """The texts that may confirm a heading: the claims, and the words of the address."""
        return [*self.claimed_texts, *_slugs(self.page.url)]


def _by_rule(evidence: _Evidence) -> PageTitle | None:
    """The first element with words that the outlet's own title selectors match."""
    elements = (e for selector in evidence.rules.title for e in evidence.page.tree.cssselect(selector))
    return next((PageTitle(text, "rule") for element in elements if (text := plain_text(element))), None)


def _by_heading(evidence: _Evidence) -> PageTitle | None:
    """The heading that a claim repeats, else one that shares a claim's words, else one that the template names."""
    headings, clues, table = evidence.headings, evidence.clues, evidence.page.table
    heading = (
        part_of_heading(headings, clues)
        or confirmed(headings, clues)
        or reworded(headings, clues, table)
        or _by_template_name(evidence)
    )
    return PageTitle(as_claimed(heading, evidence.claimed_texts), str(heading.element.tag)) if heading else None


def _by_template_name(evidence: _Evidence) -> Heading | None:
    """The heading with a class named after titles, where <title> is the only claim.

    A heading that <title> contains is the site's name.
    """
    if not {claim.origin for claim in evidence.claims} <= {"title"}:
        return None
    title_element = squash(_title_element(evidence.page))
    headings = [h for h in evidence.headings if squash(h.text) not in title_element]
    return named_title(headings, evidence.clues, evidence.page.table)


def _by_printed_part(evidence: _Evidence) -> PageTitle | None:
    """The part of a claim before a mark, where the page prints just that as a line."""
    part = printed_part(evidence.claimed_texts, evidence.page.table)
    return PageTitle(part, "title") if part else None


def _by_claim(evidence: _Evidence) -> PageTitle | None:
    """The first claim that is longer than a few letters and no name of the site."""
    for claim in evidence.claims:
        text = claim.text or ""
        if len(text) >= SHORTEST_CLAIM and squash(text) not in evidence.squashed_site_names:
            return claim
    return None


def _by_only_heading(evidence: _Evidence) -> PageTitle | None:
    """The page's one h1; where it has none, its one h2."""
    for tag in ("h1", "h2"):
        if same := [h for h in evidence.headings if h.element.tag == tag]:
            return PageTitle(same[0].text, tag) if len(same) == 1 else None
    return None


# In the order of precedence.
_SOURCES: tuple[Callable[[_Evidence], PageTitle | None], ...] = (
    _by_rule,
    _by_heading,
    _by_printed_part,
    _by_claim,
    _by_only_heading,
)


def _slugs(url: str) -> list[str]:
    """The words that the address ends in, with and without its numbers; [] for fewer than SLUG_WORDS.

    They confirm a heading and are no title themselves.

    >>> _slugs("https://contoh.example/berita-detail/kepala-balai-lepas-27-perawat.html")
    ['kepala balai lepas 27 perawat', 'kepala balai lepas perawat']
    """
    last = split(url).path.rstrip("/").rsplit("/", 1)[-1]
    words = re.split(r"[-_]", unquote(last).rsplit(".", 1)[0])
    readings = [words, [word for word in words if not word.isdecimal()]]
    return [" ".join(reading) for reading in readings if len(reading) >= SLUG_WORDS]


def _claimed(page: ParsedPage) -> Iterator[tuple[str, str]]:
    """Yield (origin, text) for each title that JSON-LD, a meta element or <title> claims; the text may be empty."""
    yield "json-ld", claim_text(page.claims.text("headline") or "")
    yield "og", claim_text(page.claims.first("og:title", "twitter:title") or "")
    yield "title", " ".join(UNSEEN_SIGNS.sub("", _title_element(page)).split())


def _title_element(page: ParsedPage) -> str:
    """The words that the page's first <title> opens with."""
    return next((node.element.text or "" for node in page.table.tagged("title")), "")


def _without_site(title: str, names: Sequence[str], behind: Sequence[str] = ()) -> str:
    """The title without " - Site name" at either end (a name of `behind` only at the far end).

    >>> _without_site("Apel Pagi di Kupang - Contoh.com", ["contoh.com"])
    'Apel Pagi di Kupang'
    """
    own = {squash(n) for n in names}
    parts = SITE_MARK.split(title)
    marks = SITE_MARK.findall(title)
    while (
        len(parts) > 1
        and _names_site(parts[-1], own | {squash(n) for n in behind})
        and len(parts[-1]) < len("".join(parts[:-1]))
    ):
        parts.pop()
        marks.pop()
    while len(parts) > 1 and squash(parts[0]) in own and len(parts[0]) < len("".join(parts[1:])):
        parts.pop(0)
        marks.pop(0)
    return "".join(p + (marks[i] if i < len(parts) - 1 else "") for i, p in enumerate(parts)).strip()


def _names_site(part: str, own: set[str]) -> bool:
    squashed = squash(part)
    return (
        squashed in own
        or any(len(o) >= SITE_LETTERS and (squashed.startswith(o) or squashed.endswith(o)) for o in own)
        or bool(re.fullmatch(r"[\w-]+(?:\.[a-z]{2,6}){1,2}", part.strip()))
    )
