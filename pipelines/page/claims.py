"""What a page claims about itself where readers do not look: JSON-LD, meta elements, link elements."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from lxml import etree, html

from pipelines.page.table import PageTable
from pipelines.strings.person_names import is_agency

ARTICLE_TYPES = re.compile(r"(?:Article|BlogPosting|WebPage|ItemPage)$")  # NewsArticle, ReportageNewsArticle ...
MAX_SCRIPT = 400_000  # characters; a larger JSON-LD block holds a whole listing
LONG_WORD_LETTERS = 4  # letters; shorter words say nothing of the matter
HEADLINE_SHARED_WORDS = 2  # long words that a headline shares with its page at least
COMPARABLE_WORDS = 4  # long words that a headline and a page must have at least to be told apart
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


def read_claims(table: PageTable) -> Claims:
    """Read JSON-LD, meta and link elements once, in document order."""
    metas: dict[str, list[str]] = {}
    for node in table.tagged("meta"):
        content = node.attributes.get("content")
        for attribute in ("property", "name", "itemprop"):
            if content is not None and (name := node.attributes.get(attribute)):
                metas.setdefault(name.strip().lower(), []).append(content)
    links: dict[str, str] = {}
    for node in table.tagged("link"):
        for rel in (node.attributes.get("rel") or "").lower().split():
            links.setdefault(rel, (node.attributes.get("href") or "").strip())
    page_words = _long_words(" ".join([*_headlines(table), *metas.get("og:title", ())]))
    nodes = [node for script in _scripts(table) for node in _walk(_load(script))]
    return Claims(
        _with_named(_best_article([node for node in nodes if _may_be_of_page(node, page_words)]), nodes),
        frozenset(kind for node in nodes for kind in _types(node)),
        {name: values[0] for name, values in metas.items()},
        {name: tuple(values) for name, values in metas.items()},
        links,
    )


def _headlines(table: PageTable) -> Iterator[str]:
    return (node.element.text_content() for tag in ("title", "h1", "h2") for node in table.tagged(tag))


def _may_be_of_page(node: Mapping[str, Any], page_words: set[str]) -> bool:
    """False for an article whose headline shares no two words with the page's title and headings: it is another's."""
    headline = node.get("headline")
    words = _long_words(claim_text(headline)) if isinstance(headline, str) else set()
    return (
        len(words) < COMPARABLE_WORDS
        or len(page_words) < COMPARABLE_WORDS
        or len(words & page_words) >= HEADLINE_SHARED_WORDS
    )


def _long_words(text: str) -> set[str]:
    return {word for word in re.findall(r"\w+", text.lower()) if len(word) >= LONG_WORD_LETTERS}


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


def _walk(value: Any, depth: int = 0) -> Iterator[dict[str, Any]]:
    if depth > 12:
        return
    if isinstance(value, dict):
        yield value
    for child in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        if isinstance(child, dict | list):
            yield from _walk(child, depth + 1)


def _types(node: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the types that a JSON-LD node gives as its @type."""
    kinds = node.get("@type")
    return tuple(k for k in (kinds if isinstance(kinds, list) else [kinds]) if isinstance(k, str))


def _best_article(nodes: list[dict[str, Any]]) -> dict[str, Any]:
    """The article's own node: NewsArticle before WebPage; a list of articles (a listing) gives none."""
    rated: dict[int, list[dict[str, Any]]] = {0: [], 1: []}
    for node in nodes:
        kinds = [k for k in _types(node) if ARTICLE_TYPES.search(k)]
        if kinds and ("headline" in node or "datePublished" in node or "author" in node):
            rated[0 if any(not k.endswith("Page") for k in kinds) else 1].append(node)
    best, pages = rated[0], rated[1]
    if not best and not pages:
        return {}
    titles = {str(node.get("headline")) for node in best if node.get("headline")}
    if len(titles) > 1:
        full = [n for n in best if n.get("datePublished")]
        return {**full[0]} if len(full) == 1 else {**best[0]} if best[0].get("mainEntityOfPage") else {}
    merged: dict[str, Any] = {}
    for node in (*pages[::-1], *best[::-1]):
        merged.update(node)
    return merged


def _names(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        full = " ".join(str(value[part]) for part in ("givenName", "familyName") if isinstance(value.get(part), str))
        named = tuple(_names(value.get("name") or full))
        house = any(kind.endswith("Organization") for kind in _types(value))
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
