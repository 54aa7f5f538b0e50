"""What are the article's title, names, section and address? One written precedence, and each field's origin."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from lxml import html

from corpus.urls import clean_url, host_of, split
from pipelines.bylines import ROLE_LINE, ROLE_PART, ROLES, clean_name, split_names
from pipelines.claims import plain
from pipelines.datelines import squash
from pipelines.layout import Spot
from pipelines.page import Page
from pipelines.rules import PageRules

AUTHOR_META = ("content_author", "author", "article:author", "dable:author", "parsely-author", "sailthru.author", "dc.creator", "dtk:author", "byl", "twitter:data1")
EDITOR_META = ("content_editor", "editor", "article:editor", "dtk:editor")
TAG_META = ("keywords", "news_keywords", "content_tags", "article:tag")
SITE_MARK = re.compile(r"\s+(?:[|–—·»•]|-{1,2}|::|~)\s+")  # " - Contoh.com", " | Contoh"
GENERIC_LABELS = frozenset("www com co go or ac sch id net org info news my web blog wordpress blogspot blogger pages vercel app github io html example".split())
AUTHOR_HINT = re.compile(r"(?:^|[\s_-])(?:author|byline|penulis|reporter|jurnalis|wartawan|credit-title-name|vcard|posted-by|creator)(?:$|[\s_-]|-?\d)", re.IGNORECASE)
EDITOR_HINT = re.compile(r"(?:^|[\s_-])(?:editor|redaktur)(?:$|[\s_-])", re.IGNORECASE)
ROLE_WORD = re.compile(r"^(?:" + "|".join(re.escape(r) for r in sorted(ROLES, key=len, reverse=True)) + r")\s*:?$", re.IGNORECASE)
BY = re.compile(r"^(?:oleh|by|ditulis oleh|penulis|laporan)\s*:?\s+(?P<name>[A-Z][^|•·\d]{2,50}?)\s*(?:[|•·,]|\s[-–—]\s|\d|$)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Fields:
    """The metadata that a page gives, and the origin of each field that is set."""

    title: str | None = None
    authors: tuple[str, ...] = ()
    editor: str | None = None
    canonical_url: str | None = None
    section: str | None = None
    tags: tuple[str, ...] = ()
    description: str | None = None
    origins: dict[str, str] = field(default_factory=dict)


def own_names(page: Page, rules: PageRules) -> tuple[str, ...]:
    """The outlet's own names: as printed, as its host, as its pages call the site and the publisher."""
    claims = page.claims
    labels = [part for part in host_of(page.url).split(".") if part not in GENERIC_LABELS]
    publisher = [n for n in claims.names("publisher")]
    site = [claims.first("og:site_name", "application-name", "copyright") or ""]
    whole = host_of(page.url)
    given = [rules.name or "", (rules.outlet or "").replace("_", " ")]
    return tuple(n for n in (*given, *labels, whole, whole.rsplit(".", 1)[0], *publisher, *site) if n and len(squash(n)) >= 3)


def read_title(page: Page, rules: PageRules) -> tuple[str | None, str | None]:
    """(title, origin): the outlet's rule, then the heading that og or JSON-LD confirm, then those, then <title>."""
    claims = page.claims
    for selector in rules.title:
        for element in page.tree.cssselect(selector):
            if said := plain_text(element):
                return said, "rule"
    spoken = [
        ("json-ld", plain(claims.text("headline") or "")),
        ("og", plain(claims.first("og:title", "twitter:title") or "")),
        ("title", " ".join((page.tree.findtext(".//title") or "").split())),
    ]
    names = own_names(page, rules)
    spoken = [(origin, _without_site(text, names)) for origin, text in spoken if text]
    headings = [t for e in page.tree.iter("h1") if (t := plain_text(e)) and len(t) > 8]
    heading = _confirmed([*headings, *(t for e in page.tree.iter("h2") if (t := plain_text(e)))], [text for _, text in spoken])
    if heading is not None:
        return heading, "h1" if heading in headings else "h2"
    for origin, text in spoken:
        if len(text) > 3 and squash(text) not in {squash(n) for n in names}:
            return text, origin
    alone = [h for h in headings if squash(h) not in {squash(n) for n in names}]
    return (alone[0], "h1") if len(alone) == 1 else (None, None)


def plain_text(element: html.HtmlElement) -> str:
    """An element's words on one line."""
    return " ".join(element.text_content().split())


def _confirmed(headings: Sequence[str], spoken: Sequence[str]) -> str | None:
    """The heading that a claim repeats, or begins with; a claim may have been cut short or carry the site's name."""
    claims = [squash(text) for text in spoken if len(squash(text)) >= 8]
    for heading in headings:
        said = squash(heading)
        if any(said == claim or len(claim) > 30 and said.startswith(claim[:-3]) or len(said) > 15 and claim.startswith(said) for claim in claims):
            return heading
    return None


def _without_site(title: str, names: Sequence[str]) -> str:
    """Take " - Site name" off, at either end; a part that is no site's name stays.

    >>> _without_site("Apel Pagi di Kupang - Contoh.com", ["contoh.com"])
    'Apel Pagi di Kupang'
    """
    own = {squash(n) for n in names}
    parts = SITE_MARK.split(title)
    marks = SITE_MARK.findall(title)
    while len(parts) > 1 and _names_site(parts[-1], own):
        parts.pop()
        marks.pop()
    while len(parts) > 1 and squash(parts[0]) in own:
        parts.pop(0)
        marks.pop(0)
    return "".join(p + (marks[i] if i < len(parts) - 1 else "") for i, p in enumerate(parts)).strip()


def _names_site(part: str, own: set[str]) -> bool:
    said = squash(part)
    return said in own or any(len(o) >= 4 and (said.startswith(o) or said.endswith(o)) for o in own) or bool(re.fullmatch(r"[\w-]+(?:\.[a-z]{2,6}){1,2}", part.strip()))


def read_fields(page: Page, rules: PageRules, title: str | None, origin: str | None, spots: Sequence[Spot]) -> Fields:
    """All fields but the dates, which stamps.py reads, and what the body's own lines say."""
    names = own_names(page, rules)
    origins: dict[str, str] = {"title": origin} if origin else {}
    editor = _first(origins, "editor", _editors(page, rules, spots, names))
    authors = _first(origins, "authors", (a for a in _authors(page, rules, spots, names, editor[0] if editor else None)))
    canonical = _canonical(page, rules)
    section = plain(page.claims.text("articleSection") or page.claims.first("article:section", "content_category") or "") or None
    tags = _tags(page)
    for name, value, where in (("canonical_url", canonical, "link"), ("section", section, "json-ld" if page.claims.text("articleSection") else "meta"), ("tags", tags, "meta")):
        if value:
            origins[name] = where
    description = plain(page.claims.first("og:description", "description") or "") or None
    return Fields(title, authors or (), editor[0] if editor else None, canonical, section, tags, description, origins)


def _first(origins: dict[str, str], name: str, offers: Iterable[tuple[str, list[str]]]) -> tuple[str, ...] | None:
    """The first offer that holds a name; its origin is noted."""
    for origin, found in offers:
        if found:
            origins[name] = origin
            return tuple(dict.fromkeys(found))
    return None


def _authors(page: Page, rules: PageRules, spots: Sequence[Spot], own: Sequence[str], editor: str | None) -> Iterable[tuple[str, list[str]]]:
    """(origin, names) in the order of precedence. A name that the page prints as editor's is no writer's."""

    def people(raws: Iterable[str]) -> list[str]:
        names = [n for raw in raws for part in split_names(raw) if (n := clean_name(part, own))]
        return [n for n in names if editor is None or squash(n) != squash(editor)]

    yield "rule", people(plain_text(e) for selector in rules.author for e in page.tree.cssselect(selector))
    visible = people(_printed_for("author", spots))
    yield "visible", visible if len(visible) <= 4 else []
    claims = page.claims
    yield "json-ld", people(claims.names("author"))
    for name in AUTHOR_META:
        yield "meta", people(v for v in claims.metas.get(name, ()) if not v.startswith("http"))


def _editors(page: Page, rules: PageRules, spots: Sequence[Spot], own: Sequence[str]) -> Iterable[tuple[str, list[str]]]:
    def people(raws: Iterable[str]) -> list[str]:
        return [n for raw in raws if (n := clean_name(raw, own))]

    yield "rule", people(plain_text(e) for selector in rules.editor for e in page.tree.cssselect(selector))
    yield "visible", people(_printed_for("editor", spots))
    yield "json-ld", people(page.claims.names("editor"))
    for name in EDITOR_META:
        yield "meta", people(page.claims.metas.get(name, ()))


def _printed_for(job: str, spots: Sequence[Spot]) -> list[str]:
    """Names near the title that the page prints for this job: by a role word, else by an element's class."""
    by_role: list[str] = []
    by_class: list[str] = []
    for index, spot in enumerate(spots):
        text = spot.text
        if ROLE_LINE.match(text):
            by_role += [p["name"] for p in ROLE_PART.finditer(text) if ROLES.get(" ".join(p["role"].lower().split())) == job]
        elif ROLE_WORD.match(text) and ROLES.get(text.strip(" :").lower()) == job:
            by_role += _beside(spots, index)
        elif job == "author" and (found := BY.match(text)):
            by_role.append(found["name"])
        elif (AUTHOR_HINT if job == "author" else EDITOR_HINT).search(spot.names) and len(text) <= 80 and not re.search(r"\d{4}", text):
            by_class.append(text)
    return by_role or by_class


def _beside(spots: Sequence[Spot], index: int) -> list[str]:
    """The name that a bare role word belongs to: the element before it in the same box, else the one behind it."""
    spot = spots[index]
    box = spot.element.getparent()
    near = [s for s in (spots[index - 1] if index else None, spots[index + 1] if index + 1 < len(spots) else None) if s is not None]
    inside = [s.text for s in near if s.element.getparent() is box]
    if spot.text.rstrip().endswith(":"):
        return [near[-1].text] if near else []
    return inside[:1] or [s.text for s in near[-1:]]


def _canonical(page: Page, rules: PageRules) -> str | None:
    """The canonical address, where it is on the same outlet and names an article; what another host claims is no fact."""
    for claimed in (page.claims.links.get("canonical"), page.claims.meta.get("og:url")):
        parts = split(claimed or "")
        if claimed is None or parts.scheme not in {"http", "https"}:
            continue
        same = rules.address.owns(claimed) if rules.address else host_of(claimed) == host_of(page.url)
        if same and (parts.path.strip("/") or parts.query):
            return clean_url(claimed)
    return None


def _tags(page: Page) -> tuple[str, ...]:
    claims = page.claims
    spoken = claims.ld.get("keywords")
    raws = [str(k) for k in spoken] if isinstance(spoken, list) else [spoken] if isinstance(spoken, str) else []
    raws = raws or list(claims.metas.get("article:tag", ())) or [claims.first(*TAG_META) or ""]
    tags = [plain(t) for raw in raws for t in raw.split(",")]
    return tuple(dict.fromkeys(t for t in tags if 1 < len(t) <= 80))[:30]
