"""Which of a page's JSON-LD nodes speaks of the page's own article (`own_article`); other stories' nodes give nothing.

A node's evidence is its headline, beside the page's title, and its addresses, beside the page's. A node that names
another story by one of them, and its own by none, is another's. A node that names neither counts where it stands alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from corpus.urls import article_key, host_of, join, split
from pipelines.strings.squashed import squash

LdNode = dict[str, Any]
ARTICLE_TYPES = re.compile(r"(?:Article|BlogPosting|WebPage|ItemPage)$")  # NewsArticle, ReportageNewsArticle ...
LOOSE_TYPES = re.compile(r"(?:Gallery|Report|SocialMediaPosting)$")  # only where a sign says it is own
WORD = re.compile(r"\w+")
# what stands below these is another's: entries of a live blog, stories beside it, comments, what it is part of
OTHERS_FIELDS = frozenset(
    {
        "about",
        "citation",
        "comment",
        "hasPart",
        "isBasedOn",
        "isRelatedTo",
        "itemReviewed",
        "liveBlogUpdate",
        "mentions",
        "relatedLink",
        "review",
        "significantLink",
    }
)
LIST_FIELDS = frozenset({"itemListElement"})  # below these the page's own stands seldom
ADDRESS_FIELDS = ("url", "mainEntityOfPage", "@id")
LONG_WORD_LETTERS = 4  # letters; shorter words say nothing of the matter
HEADLINE_SHARED_WORDS = 2  # long words that a headline shares with its page at least
LONG_HEADLINE = 3  # long words of a headline of which half are enough
DEEPEST = 12  # levels of JSON that are read
LONG_TITLE = 12  # letters of a headline that stands inside a title, or the other way round
SAME, OWN, UNKNOWN, OTHER = 3, 2, 1, 0


@dataclass(frozen=True, slots=True)
class OwnSigns:
    """What the page's own node would say: its titles' words, the titles, its addresses' keys, its host, its site."""

    words: frozenset[str]
    titles: tuple[str, ...]
    keys: frozenset[str]
    url: str
    site: str = ""

    @classmethod
    def of(cls, titles: Iterable[str], addresses: Iterable[str], site: str = "") -> OwnSigns:
        """The signs of a page; the first address is the page's own."""
        texts, known = [*titles], [address for address in addresses if address]
        keys = frozenset(article_key(address) for address in known if not _is_home(address))
        words = frozenset(word for text in texts for word in WORD.findall(text.lower()))
        return cls(words, tuple(filter(None, map(squash, texts))), keys, known[0] if known else "", squash(site))


def walk(value: Any, listed: bool = False, depth: int = 0) -> Iterator[tuple[LdNode, bool]]:
    """Yield each object of JSON, and whether it stands in a list of stories; none of what is another's."""
    if depth > DEEPEST:
        return
    if isinstance(value, dict):
        yield value, listed
        for name, child in value.items():
            if isinstance(child, dict | list) and name not in OTHERS_FIELDS:
                yield from walk(child, listed or name in LIST_FIELDS, depth + 1)
    elif isinstance(value, list):
        for child in value:
            if isinstance(child, dict | list):
                yield from walk(child, listed, depth + 1)


def types_of(node: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the types that a JSON-LD node gives as its @type."""
    kinds = node.get("@type")
    return tuple(k for k in (kinds if isinstance(kinds, list) else [kinds]) if isinstance(k, str))


def own_article(nodes: Sequence[tuple[LdNode, bool]], own: OwnSigns) -> LdNode:
    """The fields of the article's own node: NewsArticle before WebPage; {} where none is the page's."""
    rated: dict[bool, list[tuple[int, LdNode]]] = {False: [], True: []}
    for node, listed in nodes:
        named = types_of(node)
        kinds = [kind for kind in named if ARTICLE_TYPES.search(kind)]
        loose = [] if kinds else [kind for kind in named if LOOSE_TYPES.search(kind)]
        if (kinds or loose) and any(
            name in node for name in ("headline", "datePublished", "author", "coverageStartTime")
        ):
            only_page = bool(kinds) and all(kind.endswith("Page") for kind in kinds)
            if (grade := _grade(node, own, only_page)) > (UNKNOWN if listed or loose else OTHER):
                rated[only_page].append((grade, node))
    best = rated[False]
    if len({str(node["headline"]) for _, node in best if node.get("headline")}) > 1:
        top = max(grade for grade, _ in best)
        nearest = [node for grade, node in best if grade == top]
        full = [node for node in nearest if node.get("datePublished")]
        if len(nearest) > 1 and len(full) != 1 and top <= UNKNOWN and not nearest[0].get("mainEntityOfPage"):
            return {}
        return {**(full[0] if len(full) == 1 else nearest[0])}
    merged: LdNode = {}
    for graded in (rated[True], best):
        graded.reverse()  # of equal ones the first counts
        for _, node in sorted(graded, key=lambda each: each[0]):
            merged.update(node)
    return merged


def _grade(node: LdNode, own: OwnSigns, only_page: bool) -> int:
    """How sure a node is the page's own: 0 for another's, 1 not known or in doubt, 2 by name or place, more by both."""
    name, place = _by_name(node, own), _by_place(node, own, only_page)
    if place == OTHER:  # half of a title's words are also those of a story on the same matter
        return UNKNOWN if name == SAME and not only_page else OTHER
    if name == OTHER:
        return UNKNOWN if place == OWN else OTHER
    return name + place - UNKNOWN


def _by_name(node: LdNode, own: OwnSigns) -> int:
    """SAME for a title of the page, OWN for a headline that shares its words, OTHER for one that shares one or none."""
    claimed = node.get("headline") or node.get("name")
    text = claimed if isinstance(claimed, str) else ""
    headline = squash(text)
    if not headline or not own.words or headline == own.site:
        return UNKNOWN
    if any(_is_part(headline, title) for title in own.titles):
        return SAME
    words = {*WORD.findall(text.lower())}
    words = {word for word in words if len(word) >= LONG_WORD_LETTERS} or words
    shared = len(words & own.words)
    if len(words) >= LONG_HEADLINE and shared >= max(HEADLINE_SHARED_WORDS, len(words) / 2):
        return OWN
    return UNKNOWN if shared >= min(HEADLINE_SHARED_WORDS, len(words)) else OTHER


def _is_part(one: str, other: str) -> bool:
    """True for equal titles, or a long one that is a part of the other."""
    return one == other or (min(len(one), len(other)) >= LONG_TITLE and (one in other or other in one))


def _by_place(node: LdNode, own: OwnSigns, only_page: bool) -> int:
    """OWN for the page's own address, OTHER for that of another page of the host; a home page says nothing."""
    addresses = [join(own.url, address) for name in ADDRESS_FIELDS if (address := _address(node.get(name)))]
    addresses = [each for each in addresses if own.url and host_of(each) == host_of(own.url)]
    elsewhere = [each for each in addresses if only_page or not _is_home(each)]
    if any(article_key(each) in own.keys for each in elsewhere if not _is_home(each)):
        return OWN
    return OTHER if elsewhere and own.keys else UNKNOWN


def _address(value: Any) -> str:
    """The address in a field, without fragment: a text, or an object's @id or url; "" for names such as "#article"."""
    if isinstance(value, dict):
        value = value.get("@id") or value.get("url")
    return value.partition("#")[0].strip() if isinstance(value, str) else ""


def _is_home(address: str) -> bool:
    parts = split(address)
    return not parts.path.strip("/") and not parts.query
