"""Which lines are the article's body? A container where one is known, then trafilatura on what is left."""

from __future__ import annotations

import copy
import re
from dataclasses import dataclass
from functools import lru_cache

from lxml import etree, html

from corpus.models import RemovedLine
from pipelines.blocks import lines_of
from pipelines.inserts import cut_inserts, part_glued_words
from pipelines.page import Page
from pipelines.rules import PageRules

MIN_CONTAINER = 250  # characters below which a container is a teaser
MAIN_SHARE = 0.6  # of all containers' text that the article's own must hold
CONTAINERS = re.compile(  # class or id parts of body containers on Indonesian and WordPress, Blogger templates
    r"""(?: ^ | [\s_-] ) (?: article-?body | article__body | article-content | article-content-body | article__content | artikel-isi
        | body-content | content-berita | content-detail | detail-berita | detail-body | detail-content | detail-desc | detail-text
        | detail_text | detail__body-text | entry-content | entry_content | isi-artikel | isi-berita | isi_berita | itp_bodycontent
        | konten-artikel | konten-berita | main-content-detail | news-content | news-text | post-body | post-content | post_content
        | post-entry | read__content | single-content | story-body | td-post-content | txt-article ) (?: $ | [\s_-] )""",
    re.IGNORECASE | re.VERBOSE,
)
PLAIN_EXTRACTOR = "kliping paragraphs"


@dataclass(frozen=True, slots=True)
class Body:
    """The body's lines as extracted, what was cut from the page before, and who extracted."""

    lines: tuple[str, ...]
    removed: tuple[RemovedLine, ...]
    extractor: str


def extract(page: Page, rules: PageRules) -> Body:
    """The body of a page; no lines where none was found."""
    tree = copy.deepcopy(page.tree)
    removed = cut_inserts(tree, rules.noise)
    container = _container(tree, rules)
    if page.heavy:
        return Body(tuple(_plain(tree if container is None else container)), tuple(removed), PLAIN_EXTRACTOR)
    part_glued_words(tree)
    lines = _trafilatura(_alone(container) if container is not None else tree)
    return Body(tuple(lines), tuple(removed), f"trafilatura {_version()}")


def _container(tree: html.HtmlElement, rules: PageRules) -> html.HtmlElement | None:
    """The one element that holds the body: the outlet's word, microdata, a known template's class."""
    for selector in rules.body:
        if found := tree.cssselect(selector):
            return max(found, key=_length)
    marked = tree.xpath('//*[@itemprop="articleBody"]')
    named = [e for e in tree.iter("div", "section", "article") if CONTAINERS.search(f"{e.get('class') or ''} {e.get('id') or ''}")]
    for group in (marked, named):
        if (found := _main(group)) is not None:
            return found
    return None


def _main(group: list[html.HtmlElement]) -> html.HtmlElement | None:
    """The outermost element that holds most of the group's text; none on a page of many teasers."""
    members = set(group)
    outer = [e for e in group if not any(a in members for a in e.iterancestors())]
    if not outer:
        return None
    lengths = [_length(e) for e in outer]
    longest = max(lengths)
    if longest < MIN_CONTAINER or longest < MAIN_SHARE * sum(lengths):
        return None
    return outer[lengths.index(longest)]


def _length(element: html.HtmlElement) -> int:
    return len(" ".join(element.text_content().split()))


def _alone(container: html.HtmlElement) -> html.HtmlElement:
    """The container as a document of its own."""
    document = html.Element("html")
    article = etree.SubElement(etree.SubElement(document, "body"), "article")
    container.tail = None
    article.append(container)
    return document


def _trafilatura(tree: html.HtmlElement) -> list[str]:
    from trafilatura import bare_extraction

    found = bare_extraction(tree, include_comments=False, favor_precision=True, deduplicate=False, with_metadata=False)
    text = getattr(found, "text", None) or ""
    return [line for raw in text.split("\n") if (line := " ".join(raw.split()))]


def _plain(tree: html.HtmlElement) -> list[str]:
    """Without trafilatura, for pages on which it takes minutes: lines long enough to be prose."""
    return [line for line in lines_of(tree) if len(line) > 60 or line.endswith((".", "”", '"'))]


@lru_cache(maxsize=1)
def _version() -> str:
    from importlib.metadata import version

    return version("trafilatura")
