"""Elements of a page that are inserts ("Baca juga", share rows, adverts): cut, with a record of their words."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from functools import lru_cache
from importlib.resources import files

from lxml import html

from pipelines.body.captions import cut_captions
from pipelines.body.glue import INLINE, part_glued_words
from pipelines.body.insert_places import Insert, words_before
from pipelines.body.link_rows import cut_link_rows
from pipelines.body.read_also import NEVER_CUT, cut_read_also
from pipelines.page.blocks import HEADING_TAGS, take_out, text_of

MAX_INSERT_SHARE = 0.25  # of the page's text; an element with more of it is no insert
MAX_INSERT_SHARES = {"comments": 0.6}  # the rules for which it is another share
SILENT_TAGS = frozenset({"noscript", "script", "style", "svg", "template"})
MAX_INSERT_PARAGRAPH = 200  # characters of one unlinked paragraph that no insert has
INLINE_TAGS = frozenset(
    {"a", "abbr", "b", "em", "font", "i", "mark", "strong", "u"}
)  # words of a sentence: only a marker cuts them

NOT_NAMED = NEVER_CUT | INLINE_TAGS
MAX_NAME_LENGTH = 200  # characters of a name that are looked at
MIN_PROSE_CELL = 80  # characters above which a cell holds a paragraph
FONT_SIZES = frozenset({"A", "A+", "A++", "A-", "A--"})  # links that set the size of letters

BUILDERS = frozenset({"elementor-widget"})  # what page builders call every part, paragraphs too

NAME_PARTS = re.compile(r"[a-z0-9]+")


@lru_cache(maxsize=1)
def _names() -> dict[str, str]:
    """Map each insert's name, squashed to parts joined by "-", to the id of its rule."""
    table = tomllib.loads((files("pipelines") / "data/inserts.toml").read_text("utf-8"))
    return {"-".join(NAME_PARTS.findall(n)): rule["id"] for rule in table["insert"] for n in rule["names"]}


@lru_cache(maxsize=4096)
def named_insert(names: str) -> str | None:
    """The rule that a class attribute or id matches, or None.

    >>> named_insert("read__also clearfix"), named_insert("linksisip"), named_insert("post-content")
    ('related_box', 'related_box', None)
    """
    names = names.lower()
    if _first_parts().isdisjoint(NAME_PARTS.findall(names)):
        return None
    for name in names.split():
        if (rule := _rule_of(name)) is not None:
            return rule
    return None


@lru_cache(maxsize=1)
def _first_parts() -> frozenset[str]:
    """The first part of each insert's name, one of which stands in all names that match a rule."""
    return frozenset(name.partition("-")[0] for name in _names())


@lru_cache(maxsize=4096)
def _rule_of(name: str) -> str | None:
    """The rule that one name in small letters matches, or None."""
    if name in BUILDERS:
        return None
    table = _names()
    parts = NAME_PARTS.findall(name[:MAX_NAME_LENGTH])
    if rule := table.get("-".join(parts)):
        return rule
    for size in (3, 2, 1):
        for start in range(len(parts) - size + 1):
            if start and start + size < len(parts):
                continue  # only at the name's head or tail: "single-tag-line" is not "tag"
            if rule := table.get("-".join(parts[start : start + size])):
                return rule
    return None


def cut_inserts(tree: html.HtmlElement, noise: tuple[str, ...] = (), url: str = "") -> list[Insert]:
    """Cut the inserts out of the tree (in place) and return their records. `noise` are the outlet's own CSS selectors.

    Cuts among the text's own paragraphs are recorded with their words; a page's menus and side bars are not.
    """
    home = _home_of_text(tree)
    removed = [
        record
        for selector in noise
        for element in tree.cssselect(selector)
        if (record := _cut("outlet_noise", element, home)) is not None
    ]
    removed += cut_read_also(tree, home)
    removed += [*cut_captions(home), *cut_link_rows(home, url)] if home is not None else []
    for rule, element in list(_named(tree)):
        if (record := _cut(rule, element, home)) is not None:
            removed.append(record)
    return removed


def _home_of_text(tree: html.HtmlElement) -> html.HtmlElement | None:
    """The element right above most of the page's paragraphs."""
    weights: dict[html.HtmlElement, int] = {}
    for paragraph in tree.iter("p"):
        parent = paragraph.getparent()
        if parent is not None:
            weights[parent] = weights.get(parent, 0) + len(paragraph.text_content().strip())
    return max(weights, key=lambda element: weights[element]) if weights else None


def _named(tree: html.HtmlElement) -> Iterator[tuple[str, html.HtmlElement]]:
    """The elements whose class or id is an insert's, outermost ones only."""
    named = [
        (rule, element)
        for element in tree.iter("*")
        if ((names := element.get("class")) or element.get("id"))
        and element.tag not in NOT_NAMED
        and (rule := named_insert(f"{names or ''} {element.get('id') or ''}")) is not None
    ]
    if not named:
        return
    weights = _weights(tree)
    whole = weights.get(tree, 0) or 1
    within: set[html.HtmlElement] = set()
    for rule, element in named:
        if element in within:
            continue
        weight = weights[element]
        share = MAX_INSERT_SHARES.get(rule, MAX_INSERT_SHARE)
        if weight <= share * whole and not (element.tag == "p" and weight > MAX_INSERT_PARAGRAPH):
            within.update(element.iterdescendants())
            yield rule, element


def _weights(tree: html.HtmlElement) -> dict[html.HtmlElement, int]:
    """For each element, the characters under it that are neither links nor scripts."""
    elements = list(tree.iter("*"))
    weights = {e: len((e.text or "").strip()) if e.tag not in SILENT_TAGS else 0 for e in elements}
    for element in reversed(elements):
        parent = element.getparent()
        if parent is not None and parent in weights:
            carried = 0 if element.tag in SILENT_TAGS or element.tag == "a" else weights[element]
            weights[parent] += carried + (len((element.tail or "").strip()) if parent.tag not in SILENT_TAGS else 0)
    return weights


def _cut(rule: str, element: html.HtmlElement, home: html.HtmlElement | None) -> Insert | None:
    """Take the element out; its tail stays. None if it was gone, empty, or outside the article's element."""
    if element.getparent() is None:
        return None
    within = home is not None and any(ancestor is home for ancestor in element.iterancestors())
    text = text_of(element) if within else ""
    before = words_before(element) if text else None
    take_out(element)
    return Insert(rule, text, before) if text else None


def _is_a_column(table: html.HtmlElement) -> bool:
    """True for a table that lays out paragraphs one below the other: one cell a row, prose in some."""
    rows = [
        [text for cell in row.iter("td", "th") if (text := cell.text_content().strip())] for row in table.iter("tr")
    ]
    lone = all(len(cells) <= 1 for cells in rows) and next(table.iter("th"), None) is None
    return lone and sum(len(cell) > MIN_PROSE_CELL for cells in rows for cell in cells) > 1


def mend_markup(tree: html.HtmlElement) -> None:
    """Mend the tree in place: part glued words, drop empty anchors and size switches, make cells paragraphs.

    `<span id="more-12">` at a paragraph's head (WordPress) makes trafilatura lose the paragraph (seen with 2.3.1).
    """
    for link in list(tree.iter("a")):
        if (not link.text or "A" in link.text or link.text.isspace()) and " ".join(
            link.itertext()
        ).strip() in FONT_SIZES:
            take_out(link)
    for button in list(tree.iter("button")):
        if (
            parent := button.getparent()
        ) is not None and parent.tag in HEADING_TAGS:  # a folding list makes a button of a heading's words
            button.tag = "span"
    for table in list(tree.iter("table")):
        if _is_a_column(table):
            for part in [table, *table.iter("tbody", "tr", "td")]:
                part.tag = "div"
    part_glued_words(tree)
    for element in list(tree.iter(*INLINE)):
        inside = element.text or ""
        if len(element) == 0 and not inside.strip() and element.getparent() is not None:
            element.tail = (inside and " ") + (element.tail or "")
            element.drop_tree()
