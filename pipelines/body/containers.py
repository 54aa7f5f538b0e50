"""The one element of a page that holds the article's body: by the outlet's rule, microdata, a name, its prose."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from functools import lru_cache
from importlib.resources import files

from lxml import html

from pipelines.body.cards import Cards
from pipelines.body.page_cuts import CutPage
from pipelines.page.table import BLOCK_TAGS, SKIPPED_TAGS, all_text, is_hidden
from pipelines.rules import PageRules
from pipelines.strings.class_words import CLASS_WORD, class_words

MIN_CONTAINER = 250  # characters below which a container is a teaser
MIN_MAIN_SHARE = 0.6  # of all containers' text that the article's own must hold
MAX_BESIDE_SHARE = 0.1  # and the paragraphs right beside it
CERTAIN_NAMED_SHARE = 0.3  # of a page's characters above which a named element is not doubted
MUCH_MORE = 2  # times as long as a named element is the prose that stands in its place
MAX_OTHER_SHARE = 0.25  # of the page's prose that the element beside the article's holds at most
MIN_PARTS_SHARE = 0.7  # of the element above a body in parts that the parts must hold
PARTS_DEPTH = 2  # levels above a part of a body up to which the element around all parts stands
MIN_HOME_SHARE = 0.75  # of the page's prose that the element above its paragraphs must hold
MIN_HOME_LENGTH = 200  # characters of prose under the element that is taken for the article's
MIN_CARDS = 3  # teasers that stand side by side at least
CONSENT = re.compile(r"\b(?:cookies?|kuki)\b", re.IGNORECASE)
OUTSIDE_BODY = frozenset({"aside", "footer", "form", "nav"})
MAX_NAMES_LENGTH = 200  # characters of class and id that are remembered
MIN_BREAKS = 3  # <br> right under an element, that make it one with several paragraphs
PROSE_LENGTH = 60  # characters above which a line counts as prose


def container_of(page: CutPage, rules: PageRules) -> html.HtmlElement | None:
    """The one element that holds the body: by the outlet's rule, microdata or a known template's class; else None."""
    tree = page.tree
    for selector in rules.body:
        if chosen := tree.cssselect(selector):
            return _ruled(page, chosen)
    marked = [node.element for node in page.table.microdata if node.attributes.get("itemprop") == "articleBody"]
    boxes = page.table.tagged("div", "section", "article")
    named = [node.element for node in boxes if node.names and _names_a_container(node.names)]
    marked, named = (list(filter(page.holds, group)) for group in (marked, named))
    cards = Cards(MIN_CARDS)
    for group in (marked, named):
        if (
            main := _main(
                [e for e in group if not is_hidden(dict(e.attrib)) and (len(named) < MIN_CARDS or e not in cards)]
            )
        ) is not None:
            elsewhere = _elsewhere(tree, main, cards)
            return main if elsewhere is None else elsewhere
    return _home_of_paragraphs(tree, cards)


def _ruled(page: CutPage, chosen: list[html.HtmlElement]) -> html.HtmlElement:
    """The element of an outlet's rule; of several parts of one body the one around them, cut to what they span."""
    if (home := _home_of_ruled(parts := [e for e in _outermost(chosen) if _length(e)])) is None:
        main = _main(chosen)
        return max(chosen, key=_length) if main is None else main
    ends = [next(child for child in home if child in {part, *part.iterancestors()}) for part in (parts[0], parts[-1])]
    children = list(home)
    for child in (*children[: children.index(ends[0])], *children[children.index(ends[1]) + 1 :]):
        if isinstance(child.tag, str):
            page.cuts.take_out(child)
    return home


def _home_of_ruled(parts: list[html.HtmlElement]) -> html.HtmlElement | None:
    """The element around the parts of one body: their parent or its parent, with no other article's head in between."""
    parents = [part.getparent() for part in parts]
    if len(parts) < 2 or len({(p.tag, p.get("class")) for p in parents if p is not None}) > 1:
        return None  # a part and a card in another column
    above = [list(part.iterancestors())[:PARTS_DEPTH] for part in parts]
    home = next((a for a in above[0] if all(a in other for other in above)), None)
    if home is None or home.tag == "html":
        return None
    inner = list(home.iter("*"))
    between = inner[inner.index(parts[0]) : inner.index(parts[-1])]
    return None if any(element.tag == "h1" for element in between) else home


def _outermost(group: list[html.HtmlElement]) -> list[html.HtmlElement]:
    members = set(group)
    return [e for e in group if not any(a in members for a in e.iterancestors())]


def _elsewhere(tree: html.HtmlElement, named: html.HtmlElement, cards: Cards) -> html.HtmlElement | None:
    """The element of the page's prose if that is much more than the named element's and stands apart from it."""
    if _has_share(_length(named), tree) or (home := _home_of_paragraphs(tree, cards)) is None:
        return None
    apart = home is not named and home not in set(named.iterancestors()) and named not in set(home.iterancestors())
    return home if apart and _length(home) > MUCH_MORE * _length(named) else None


@lru_cache(maxsize=1)
def _container_names() -> re.Pattern[str]:
    """The names of data/containers.toml as parts of a class or id."""
    return re.compile(rf"(?:^|[\s_-])(?:{'|'.join(map(re.escape, _shipped_names()))})(?:$|[\s_-])", re.IGNORECASE)


@lru_cache(maxsize=1)
def _last_words() -> frozenset[str]:
    """The last word of each of these names, one of which stands in every class or id that has such a name."""
    return frozenset(CLASS_WORD.findall(name)[-1] for name in _shipped_names())


def _shipped_names() -> list[str]:
    names: list[str] = tomllib.loads((files("pipelines") / "data/containers.toml").read_text("utf-8"))["names"]
    return names


def _names_a_container(names: str) -> bool:
    return _is_known(names) if len(names) <= MAX_NAMES_LENGTH else _container_names().search(names) is not None


@lru_cache(maxsize=4096)
def _is_known(names: str) -> bool:
    return not _last_words().isdisjoint(class_words(names)) and _container_names().search(names) is not None


def _main(group: list[html.HtmlElement]) -> html.HtmlElement | None:
    """The outermost element that holds most of the group's text; none on a page of many teasers."""
    outer = _outermost(group)
    if not outer:
        return None
    lengths = [_length(e) for e in outer]
    longest = max(lengths)
    if longest >= MIN_CONTAINER and longest >= MIN_MAIN_SHARE * sum(lengths):
        return outer[lengths.index(longest)]
    return _home_of_parts(outer, lengths)


def _home_of_parts(parts: list[html.HtmlElement], lengths: list[int]) -> html.HtmlElement | None:
    """The element above the parts that one article's body is laid out in: it holds little else."""
    alike = [e for e in parts if e.get("class") == parts[lengths.index(max(lengths))].get("class")]
    parts_length = sum(_length(e) for e in alike)
    if len(alike) < 2 or parts_length < MIN_CONTAINER or parts_length < MIN_MAIN_SHARE * sum(lengths):
        return None
    above = [set(e.iterancestors()) for e in alike[1:]]
    home = next((a for a in alike[0].iterancestors() if all(a in other for other in above)), None)
    if home is None or home.tag in {"body", "html"} or parts_length < MIN_PARTS_SHARE * _length(home):
        return None
    return home


def _home_of_paragraphs(tree: html.HtmlElement, cards: Cards) -> html.HtmlElement | None:
    """The element right above nearly all of the page's prose."""
    weights: Counter[html.HtmlElement] = Counter()
    outside: dict[html.HtmlElement, bool] = {}
    for paragraph in tree.iter("p"):
        parent, length = paragraph.getparent(), len(all_text(paragraph).strip())
        if parent is not None and length > PROSE_LENGTH and not _is_outside(parent, cards, outside):
            weights[parent] += length
    home, most = weights.most_common(1)[0] if weights else (None, 0)
    if home is not None and most >= MIN_HOME_SHARE * weights.total() and most > MIN_HOME_LENGTH:
        return home
    return _home_of_prose(tree, cards)


def _is_outside(element: html.HtmlElement, cards: Cards, known: dict[html.HtmlElement, bool]) -> bool:
    """True for what is or stands in a menu, a side bar or a card; `known` keeps the answers."""
    open_ones: list[html.HtmlElement] = []
    here: html.HtmlElement | None = element
    while here is not None and here not in known and here.tag not in OUTSIDE_BODY and here not in cards:
        open_ones.append(here)
        here = here.getparent()
    answer = here is not None and known.get(here, True)
    known.update(dict.fromkeys(open_ones, answer))
    return answer


def _home_of_prose(tree: html.HtmlElement, cards: Cards) -> html.HtmlElement | None:
    """The innermost element that holds nearly all of the page's prose, whatever its paragraphs are made of."""
    body = next(tree.iterdescendants("body"), None)
    if body is None:
        return None
    own = {element: length for element, length in _own_lengths(body, cards).items() if length > PROSE_LENGTH}
    weights = Counter(own)
    for element, length in own.items():
        for above in element.iterancestors():
            weights[above] += length
    home, whole = body, weights[body]
    while len(home):
        inner, *rest = sorted(home, key=lambda element: weights[element], reverse=True)
        beside = max((weights[element] for element in rest), default=0)
        paragraphs = own.get(home, 0) + sum(own.get(element, 0) for element in rest)
        if (
            weights[inner] < MIN_MAIN_SHARE * whole
            or beside > MAX_OTHER_SHARE * whole
            or paragraphs > MAX_BESIDE_SHARE * whole
        ):
            break  # a body in parts, or one with paragraphs beside a part
        if inner in own and weights[inner] < weights[home] and len(inner.findall("br")) < MIN_BREAKS:
            break  # one long paragraph among others
        home = inner
    title = next((" ".join((each.text or "").split()) for each in tree.iterdescendants("title")), "")
    begins = next((e for e in own if not CONSENT.search(e.text_content()) and not _says_title(e, title)), body)
    # teasers stand behind the article
    holds_it = home is begins or home in begins.iterancestors()
    return home if holds_it and home is not body and whole > MIN_HOME_LENGTH else None


def _says_title(element: html.HtmlElement, title: str) -> bool:
    return " ".join(element.text_content().split()) in title


def _own_lengths(body: html.HtmlElement, cards: Cards) -> Counter[html.HtmlElement]:
    """For each block outside menus, side bars and teasers, the characters directly in it that are no link's."""
    lengths: Counter[html.HtmlElement] = Counter()
    blocks: dict[html.HtmlElement, html.HtmlElement | None] = {body: body}
    for element in body.iter("*"):
        parent = element.getparent()
        if parent is not None and element is not body:
            above = blocks[parent]
            silent = (
                element.tag in OUTSIDE_BODY or element.tag in SKIPPED_TAGS or element.tag == "a" or element in cards
            )
            blocks[element] = None if above is None or silent else element if element.tag in BLOCK_TAGS else above
            if above is not None:
                lengths[above] += len((element.tail or "").strip())
        if (here := blocks[element]) is not None:
            lengths[here] += len((element.text or "").strip())
    return lengths


def _length(element: html.HtmlElement) -> int:
    words = element.text_content().split()
    return sum(map(len, words)) + max(0, len(words) - 1)


def _has_share(length: int, tree: html.HtmlElement) -> bool:
    """True where a length is more than CERTAIN_NAMED_SHARE of the tree's; reads no more of the tree than it takes."""
    parts, end = [], 4 * length
    scripts = 0  # few, and long: those of most pages are enough
    for script in tree.iter("script", "style"):
        scripts += len(" ".join((script.text or "")[:end].split()))
        if scripts * CERTAIN_NAMED_SHARE >= length:
            return False
    left = end
    for part in tree.itertext():
        parts.append(part)
        left -= len(part)
        if left <= 0:
            break
    if len(" ".join("".join(parts)[:end].split())) * CERTAIN_NAMED_SHARE >= length:  # most pages; scripts come first
        return False
    text = tree.text_content()
    while CERTAIN_NAMED_SHARE * len(" ".join(text[:end].split())) < length:
        if end >= len(text):
            return True
        end *= 4
    return False
