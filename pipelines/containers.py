"""Which one element of a page holds the article's body? The outlet's word, microdata, a template's name, its prose."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from functools import lru_cache
from importlib.resources import files

from lxml import html

from pipelines.rules import PageRules

MIN_CONTAINER = 250  # characters below which a container is a teaser
MAIN_SHARE = 0.6  # of all containers' text that the article's own must hold
PARTS_SHARE = 0.7  # of the element above a body in parts that the parts must hold
HOME_SHARE = 0.75  # of the page's prose that the element above its paragraphs must hold
HOME_LENGTH = 400
OUTSIDE = frozenset({"aside", "footer", "form", "nav"})
PROSE = 60  # characters above which a line counts as prose


def container_of(tree: html.HtmlElement, rules: PageRules) -> html.HtmlElement | None:
    """The one element that holds the body: the outlet's word, microdata, a known template's class."""
    for selector in rules.body:
        if found := tree.cssselect(selector):
            return max(found, key=_length)
    marked = tree.xpath('//*[@itemprop="articleBody"]')
    named = [
        e
        for e in tree.iter("div", "section", "article")
        if _container_names().search(f"{e.get('class') or ''} {e.get('id') or ''}")
    ]
    for group in (marked, named):
        if (main := _main(group)) is not None:
            return main
    return _home_of_paragraphs(tree)


@lru_cache(maxsize=1)
def _container_names() -> re.Pattern[str]:
    """The names of data/containers.toml as parts of a class or id."""
    names = tomllib.loads((files("pipelines") / "data/containers.toml").read_text("utf-8"))["names"]
    return re.compile(rf"(?:^|[\s_-])(?:{'|'.join(map(re.escape, names))})(?:$|[\s_-])", re.IGNORECASE)


def _main(group: list[html.HtmlElement]) -> html.HtmlElement | None:
    """The outermost element that holds most of the group's text; none on a page of many teasers."""
    members = set(group)
    outer = [e for e in group if not any(a in members for a in e.iterancestors())]
    if not outer:
        return None
    lengths = [_length(e) for e in outer]
    longest = max(lengths)
    if longest >= MIN_CONTAINER and longest >= MAIN_SHARE * sum(lengths):
        return outer[lengths.index(longest)]
    return _home_of_parts(outer, lengths)


def _home_of_parts(parts: list[html.HtmlElement], lengths: list[int]) -> html.HtmlElement | None:
    """The element above the parts that one article's body is laid out in: it holds little else."""
    alike = [e for e in parts if e.get("class") == parts[lengths.index(max(lengths))].get("class")]
    said = sum(_length(e) for e in alike)
    if len(alike) < 2 or said < MIN_CONTAINER or said < MAIN_SHARE * sum(lengths):
        return None
    above = [set(e.iterancestors()) for e in alike[1:]]
    home = next((a for a in alike[0].iterancestors() if all(a in other for other in above)), None)
    if home is None or home.tag in {"body", "html"} or said < PARTS_SHARE * _length(home):
        return None
    return home


def _home_of_paragraphs(tree: html.HtmlElement) -> html.HtmlElement | None:
    """The element right above nearly all of the page's prose."""
    weights: Counter[html.HtmlElement] = Counter()
    for paragraph in tree.iter("p"):
        parent, length = paragraph.getparent(), len(paragraph.text_content().strip())
        if parent is not None and length > PROSE and not any(a.tag in OUTSIDE for a in paragraph.iterancestors()):
            weights[parent] += length
    if not weights:
        return None
    home, most = weights.most_common(1)[0]
    return home if most >= HOME_SHARE * weights.total() and most > HOME_LENGTH else None


def _length(element: html.HtmlElement) -> int:
    return len(" ".join(element.text_content().split()))
