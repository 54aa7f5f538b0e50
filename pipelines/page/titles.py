"""What is the article's title, without the site's name? And how does the site call itself?"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import unquote

from corpus.urls import host_of, split
from pipelines.page.claims import plain
from pipelines.page.headings import (
    INVISIBLE,
    SITE_MARK,
    as_claimed,
    confirmed,
    headings_of,
    named_title,
    part_of_heading,
    plain_text,
    printed_part,
    reworded,
)
from pipelines.page.parsed_page import Page
from pipelines.rules import PageRules
from pipelines.strings.datelines import squash

SITE_WORDS = 4  # of a site's name at most: themes print it as a heading
SLUG_WORDS = 3  # words below which an address names no title
# What a template calls every page of its kind
NO_TITLE = frozenset(["artikel", "baca", "beranda", "berita", "blog", "detail", "detail berita", "home", "news"])
SITE_META = ("og:site_name", "application-name", "copyright")
# Parts of a host that name no outlet.
GENERIC_LABELS = frozenset(
    [
        "ac",
        "app",
        "blog",
        "blogger",
        "blogspot",
        "co",
        "com",
        "example",
        "github",
        "go",
        "html",
        "id",
        "info",
        "io",
        "my",
        "net",
        "news",
        "or",
        "org",
        "pages",
        "sch",
        "vercel",
        "web",
        "wordpress",
        "www",
    ]
)


@dataclass(frozen=True, slots=True)
class Title:
    """The title and where it came from; both None where the page has none."""

    text: str | None = None
    origin: str | None = None


def read_title(page: Page, rules: PageRules) -> Title:
    """The outlet's rule, then the heading that og or JSON-LD confirm or share words with, then those, then <title>."""
    for selector in rules.title:
        for element in page.tree.cssselect(selector):
            if said := plain_text(element):
                return Title(said, "rule")
    names = own_names(page, rules)
    own = {squash(name) for name in names}
    headings = headings_of(page.tree)
    marks = [h.text for h in headings if h.element.tag == "h1" and len(h.text.split()) <= SITE_WORDS]
    claims = [Title(_without_site(text, names, marks), origin) for origin, text in _claimed(page) if text]
    claims = [claim for claim in claims if (claim.text or "").lower() not in NO_TITLE]
    words = [*(claim.text or "" for claim in claims), *_slugs(page.url)]
    others = [h for h in headings if squash(h.text) not in own]
    body = page.tree.find(".//body")
    heading = part_of_heading(others, words) or confirmed(others, words) or reworded(others, words, body)
    if heading is None and {claim.origin for claim in claims} <= {"title"}:
        every = squash(page.tree.findtext(".//title") or "")  # a heading that it holds is the site's name
        heading = named_title([h for h in others if squash(h.text) not in every], words, body)
    if heading is not None:
        return Title(as_claimed(heading, [claim.text or "" for claim in claims]), str(heading.element.tag))
    if part := printed_part([claim.text or "" for claim in claims], body):
        return Title(part, "title")
    if (
        claimed := next((c for c in claims if len(c.text or "") > 3 and squash(c.text or "") not in own), None)
    ) is not None:
        return claimed
    for tag in ("h1", "h2"):
        alone = [h for h in others if h.element.tag == tag]
        if len(alone) == 1:
            return Title(alone[0].text, tag)
        if alone:
            break
    return Title()


def _slugs(url: str) -> list[str]:
    """The words that the address ends in, which confirm a heading and are no title themselves; numbers in or out.

    >>> _slugs("https://contoh.example/berita-detail/kepala-balai-lepas-27-perawat.html")
    ['kepala balai lepas 27 perawat', 'kepala balai lepas perawat']
    """
    last = split(url).path.rstrip("/").rsplit("/", 1)[-1]
    words = re.split(r"[-_]", unquote(last).rsplit(".", 1)[0])
    said = [words, [word for word in words if not word.isdecimal()]]
    return [" ".join(each) for each in said if len(each) >= SLUG_WORDS]


def _claimed(page: Page) -> Iterator[tuple[str, str]]:
    """What the page says the title is, where readers do not look."""
    yield "json-ld", plain(page.claims.text("headline") or "")
    yield "og", plain(page.claims.first("og:title", "twitter:title") or "")
    yield "title", " ".join(INVISIBLE.sub("", page.tree.findtext(".//title") or "").split())


def _without_site(title: str, names: Sequence[str], behind: Sequence[str] = ()) -> str:
    """Take " - Site name" off, at either end (`behind`: only at the far one); a part that is no site's name stays.

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
    said = squash(part)
    return (
        said in own
        or any(len(o) >= 4 and (said.startswith(o) or said.endswith(o)) for o in own)
        or bool(re.fullmatch(r"[\w-]+(?:\.[a-z]{2,6}){1,2}", part.strip()))
    )


def own_names(page: Page, rules: PageRules) -> tuple[str, ...]:
    """The outlet's own names: as its rules, its host, its pages and its publisher's mark call it."""
    host = host_of(page.url)
    labels = [label for label in host.split(".") if label not in GENERIC_LABELS]
    given = [rules.name or "", (rules.outlet or "").replace("_", " ")]
    claimed = [*page.claims.names("publisher"), page.claims.first(*SITE_META) or ""]
    names = (*given, *labels, host, host.rsplit(".", 1)[0], *claimed)
    return tuple(name for name in names if len(squash(name)) >= 3)
