"""What a page claims about itself where readers do not look: JSON-LD, meta elements, link elements."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from lxml import etree, html

from pipelines.page.own_article import OwnSigns, own_article, types_of, walk
from pipelines.page.table import PageNode, PageTable
from pipelines.strings.person_names import is_agency

MAX_SCRIPT = 400_000  # characters; a larger JSON-LD block holds a whole listing
FOREIGN_SCOPE = re.compile(r"(?:Article|Posting|Comment|CreativeWork|Event)$")  # an item of microdata
LARGE_SCOPE = 500  # letters; a larger item holds an article
TRAILING_COMMA = re.compile(r",(\s*[}\]])")
STRING_FIELD = r'"%s"\s*:\s*"((?:[^"\\]|\\.)*)"'  # "headline": "Apel pagi"
LISTING_TYPES = frozenset({"CollectionPage", "SearchResultsPage", "ItemList", "ProfilePage"})


@dataclass(frozen=True, slots=True)
class Claims:
    """What the page claims in its head and its JSON-LD.

    `ld` are the fields of the JSON-LD article (`types`: those of all nodes), `meta` maps a lower-case name to its first
    content, `metas` to all of them, `links` maps rel to href.
    """

    ld: Mapping[str, Any] = field(default_factory=dict)
    types: frozenset[str] = frozenset()
    meta: Mapping[str, str] = field(default_factory=dict)
    metas: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    links: Mapping[str, str] = field(default_factory=dict)

    def first(self, *names: str) -> str | None:
        """The first meta value that is there and not blank."""
        return next((v for name in names if (v := self.meta.get(name, "").strip())), None)

    def text(self, name: str) -> str | None:
        """A JSON-LD field that is a plain text."""
        value = self.ld.get(name)
        return value.strip() or None if isinstance(value, str) else None

    def names(self, name: str) -> tuple[str, ...]:
        """A JSON-LD field that names persons or organisations, as plain names."""
        return tuple(name_text for n in _names(self.ld.get(name)) if (name_text := claim_text(n)))


def read_claims(table: PageTable, url: str = "") -> Claims:
    """Read JSON-LD, meta and link elements once, in document order; `url` is the page's address."""
    metas: dict[str, list[str]] = {}
    for node in table.tagged("meta"):
        content = node.attributes.get("content")
        for attribute in ("property", "name", "itemprop"):
            if content is not None and (name := node.attributes.get(attribute)):
                if attribute == "itemprop" and _is_of_another(node, table):
                    continue
                metas.setdefault(name.strip().lower(), []).append(content)
    links: dict[str, str] = {}
    for node in table.tagged("link"):
        for rel in (node.attributes.get("rel") or "").lower().split():
            links.setdefault(rel, (node.attributes.get("href") or "").strip())
    meta = {name: values[0] for name, values in metas.items()}
    nodes = [each for script in _scripts(table) for each in walk(_load(script))]
    own = OwnSigns.of(
        [*_headlines(table), *metas.get("og:title", ())],
        [url, links.get("canonical", ""), meta.get("og:url", ""), links.get("amphtml", "")],
        meta.get("og:site_name", ""),
    )
    return Claims(
        _with_named(own_article(nodes, own), [node for node, _ in nodes]),
        frozenset(kind for node, _ in nodes for kind in types_of(node)),
        meta,
        {name: tuple(values) for name, values in metas.items()},
        links,
    )


def _headlines(table: PageTable) -> list[str]:
    """The page's titles: its <title> and h1, without an h1 its h2."""
    title, first, second = (
        [node.element.text_content() for node in table.tagged(tag)] for tag in ("title", "h1", "h2")
    )
    return [*title, *(first or second)]


def _is_of_another(node: PageNode, table: PageTable) -> bool:
    """True for microdata of a story or comment beside the page's own: its item is a small box without the h1."""
    scope = node.above
    while scope is not None and "itemscope" not in scope.attributes:
        scope = scope.above
    if scope is None or not 0 < scope.letters <= LARGE_SCOPE:
        return False
    if not FOREIGN_SCOPE.search(scope.attributes.get("itemtype") or ""):
        return False
    headings = table.tagged("h1")
    return bool(headings) and not any(scope.index < heading.index < scope.end for heading in headings)


def _with_named(article: dict[str, Any], nodes: list[dict[str, Any]]) -> dict[str, Any]:
    """The article with its author and editor named, where it only points at their nodes ({"@id": "#/person/1"})."""
    known = {str(n["@id"]): n["name"] for n in nodes if "@id" in n and isinstance(n.get("name"), str)}
    for field_name in ("author", "creator", "editor"):
        claimed = article.get(field_name)
        people = claimed if isinstance(claimed, list) else [claimed]
        if any(isinstance(p, dict) and "name" not in p and str(p.get("@id")) in known for p in people):
            article[field_name] = [
                {**p, "name": p.get("name") or known.get(str(p.get("@id")))} if isinstance(p, dict) else p
                for p in people
            ]
    return article


def _scripts(table: PageTable) -> Iterator[str]:
    for node in table.tagged("script"):
        if "ld+json" in (node.attributes.get("type") or "").lower():
            text = node.element.text
            if text and len(text) <= MAX_SCRIPT:
                yield text


def _load(text: str) -> Any:
    """Parse JSON, even with line breaks in strings and trailing commas; if broken, its plain string fields."""
    text = text.strip().removeprefix("<![CDATA[").removesuffix("]]>").strip().rstrip(";")
    for candidate in (text, TRAILING_COMMA.sub(r"\1", text)):
        try:
            return json.loads(candidate, strict=False)
        except (ValueError, RecursionError):
            continue
    return _salvage(text)


def _salvage(text: str) -> dict[str, Any]:
    """What can still be read of a broken NewsArticle block, field by field."""
    if not re.search(r'"@type"\s*:\s*"\w*(?:Article|BlogPosting)"', text):
        return {}
    fields: dict[str, Any] = {"@type": "NewsArticle"}
    for name in ("headline", "datePublished", "dateModified", "articleSection"):
        if match := re.search(STRING_FIELD % name, text):
            try:
                fields[name] = json.loads(f'"{match[1]}"', strict=False)
            except ValueError:
                continue
    if match := re.search(r'"(author|editor)"\s*:\s*\[?\s*\{[^{}]*?"name"\s*:\s*"([^"]*)"', text):
        fields[match[1]] = {"name": match[2]}
    return fields


def _names(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        full = " ".join(str(value[part]) for part in ("givenName", "familyName") if isinstance(value.get(part), str))
        named = tuple(_names(value.get("name") or full))
        house = any(kind.endswith("Organization") for kind in types_of(value))
        yield from (name for name in named if not house or is_agency(name))
    elif isinstance(value, list):
        for item in value[:20]:
            yield from _names(item)


PLAIN_MARKUP = re.compile(r"<[^>]{1,200}>")


def claim_text(text: str) -> str:
    """A claim's text without markup, entities and runs of space.

    >>> claim_text("BP2MI &amp; <b>Kemnaker</b>")
    'BP2MI & Kemnaker'
    """
    if "<" in text or "&" in text:
        try:
            text = html.fromstring(f"<p>{PLAIN_MARKUP.sub(' ', text)}</p>").text_content()
        except (etree.LxmlError, ValueError):
            text = PLAIN_MARKUP.sub(" ", text)
    return " ".join(text.split())
