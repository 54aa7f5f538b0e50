"""Elements of a page that are inserts ("Baca juga", share rows, adverts): cut, with a record of their words."""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Collection, Iterator
from functools import lru_cache
from importlib.resources import files

from lxml import html

from pipelines.body.captions import cut_captions
from pipelines.body.foreign_parts import cut_foreign
from pipelines.body.insert_places import Insert, words_before
from pipelines.body.link_rows import cut_link_rows
from pipelines.body.own_sections import is_own_section
from pipelines.body.page_cuts import CutPage, Cuts
from pipelines.body.read_also import NEVER_CUT, cut_read_also
from pipelines.body.teaser_boxes import cut_teaser_boxes
from pipelines.foreign.embedded_posts import is_in_english
from pipelines.markup.glue import INLINE, part_glued_words
from pipelines.page.blocks import HEADING_TAGS, take_out, text_of
from pipelines.page.table import LINE_END, PageNode, all_text
from pipelines.strings.class_words import CLASS_WORD, class_words
from pipelines.strings.squashed import squash

MAX_INSERT_SHARE = 0.25  # of the page's text; an element with more of it is no insert
MAX_INSERT_SHARES = {"comments": 0.6, "embedded_post": 0.6}  # the rules for which it is another share
MAX_LINKED_LINE = 0.5  # of a line's characters in links: it is no prose
MIN_AROUND = 0.75  # of the letters of a page's paragraphs that the element around the text's boxes holds
MOST_BOXES = 8  # elements between it and a paragraph's box
RULES_OF_ANYTHING = frozenset({"caption", "page_furniture"})  # names that writers give to words, too: "tag", "author"
RULE_OF_POLLS = "page_furniture"
MIN_ANSWERS = 2  # to choose from
MOST_ANSWERS = 40  # of a page that are looked at
MAX_POLL = 500  # characters of a question with its answers
MAX_INSERT_PARAGRAPH = 200  # characters of one unlinked paragraph that no insert has
LINKED_BLOCKS = frozenset({"h2", "h3", "h4", "h5", "h6", "p"})
INLINE_TAGS = frozenset(
    {"a", "abbr", "b", "em", "font", "i", "mark", "strong", "u"}
)  # words of a sentence: only a marker cuts them

NOT_NAMED = NEVER_CUT | INLINE_TAGS
MAX_NAME_LENGTH = 200  # characters of a name that are looked at
MIN_PROSE_CELL = 80  # characters above which a cell holds a paragraph
MIN_LONG_CELL = 400  # and above which it is no caption
FONT_SIZES = frozenset({"A", "A+", "A++", "A-", "A--"})  # links that set the size of letters

BUILDERS = frozenset({"elementor-widget"})  # what page builders call every part, paragraphs too


@lru_cache(maxsize=1)
def _names() -> dict[str, str]:
    """Map each insert's name, squashed to parts joined by "-", to the id of its rule."""
    table = tomllib.loads((files("pipelines") / "data/inserts.toml").read_text("utf-8"))
    return {"-".join(CLASS_WORD.findall(n)): rule["id"] for rule in table["insert"] for n in rule["names"]}


@lru_cache(maxsize=4096)
def named_insert(names: str) -> str | None:
    """The rule that a class attribute or id matches, or None.

    >>> named_insert("read__also clearfix"), named_insert("linksisip"), named_insert("post-content")
    ('related_box', 'related_box', None)
    """
    if _first_parts().isdisjoint(class_words(names)):
        return None
    for name in names.lower().split():
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
    parts = CLASS_WORD.findall(name[:MAX_NAME_LENGTH])
    if rule := table.get("-".join(parts)):
        return rule
    for size in (3, 2, 1):
        for start in range(len(parts) - size + 1):
            if start and start + size < len(parts):
                continue  # only at the name's head or tail: "single-tag-line" is not "tag"
            if rule := table.get("-".join(parts[start : start + size])):
                return rule
    return None


def cut_inserts(page: CutPage, noise: tuple[str, ...] = (), url: str = "", leave: Collection[str] = ()) -> list[Insert]:
    """Cut the inserts out of the tree (in place) and return their records. `noise` are the outlet's own CSS selectors.

    `leave` are rules by whose names nothing is cut.

    Cuts among the text's own paragraphs are recorded with their words; a page's menus and side bars are not.
    """
    node = _home_of_text(page)
    home = None if node is None else node.element
    removed = [
        record
        for selector in noise
        for element in page.tree.cssselect(selector)
        if (record := _cut("outlet_noise", element, home, page.cuts)) is not None
    ]
    removed += cut_foreign(page, node)
    removed += cut_teaser_boxes(_around(home, page), url, page.cuts) if home is not None else []
    removed += cut_read_also(page.tree, home, page.cuts)
    removed += [*cut_captions(home, page.cuts), *cut_link_rows(home, url, page.cuts)] if home is not None else []
    english = is_in_english(page.table)
    for rule, element in [*_named(page), *((RULE_OF_POLLS, poll) for poll in _polls(page, home))]:
        if (
            rule not in leave
            and not (rule == "embedded_post" and english)
            and (record := _cut(rule, element, home, page.cuts)) is not None
        ):
            removed.append(record)
    return removed


def _around(home: html.HtmlElement, page: CutPage) -> html.HtmlElement:
    """The element of the text; where each paragraph has a box of its own, the innermost one around most of them."""
    paragraphs = page.table.tagged("p")
    if 2 * sum(child.tag == "p" for child in home) >= len(paragraphs):  # most pages
        return home
    whole = sum(len(all_text(paragraph.element)) for paragraph in paragraphs)
    here = home
    for _ in range(MOST_BOXES):
        if sum(len(all_text(paragraph)) for paragraph in here.iter("p")) >= MIN_AROUND * whole:
            return home if next(here.iter("aside"), None) is not None else here
        above = here.getparent()
        if above is None or above.tag in {"body", "html"}:
            break
        here = above
    return home


def _home_of_text(page: CutPage) -> PageNode | None:
    """The element right above most of the page's paragraphs; without any, the one with most of its lines."""
    weights: dict[int, int] = {}
    for paragraph in page.table.tagged("p"):
        if paragraph.above is not None:
            home, element = paragraph.above.index, paragraph.element
            text = all_text(element)
            weights[home] = weights.get(home, 0) + len(text.strip())
    if not weights:  # lines parted by breaks
        for line in page.table.lines:
            if line.silent is None and line.linked < MAX_LINKED_LINE:
                weights[line.node.index] = weights.get(line.node.index, 0) + len(line.text)
    return page.table.nodes[max(weights, key=lambda index: weights[index])] if weights else None


def _named(page: CutPage) -> Iterator[tuple[str, html.HtmlElement]]:
    """The elements whose class or id is an insert's, outermost ones only.

    They are weighed, as the page is, by the characters that a reader sees under them and that are no link's.
    """
    nodes = page.table.nodes
    whole = nodes[0].letters - nodes[0].linked or 1
    behind = 0  # the last one's descendants
    for node in nodes:
        if not node.names or node.index < behind or node.tag in NOT_NAMED:
            continue
        rule = named_insert(node.names)
        if rule is None or not page.holds(node.element):
            continue
        weight = node.letters if _is_in_link(node) else node.letters - node.linked
        share = MAX_INSERT_SHARES.get(rule, MAX_INSERT_SHARE)
        if (
            weight <= share * whole
            and not (node.tag == "p" and weight > MAX_INSERT_PARAGRAPH)
            and not is_own_section(rule, node, page.table)
            and not (node.tag == "span" and rule in RULES_OF_ANYTHING and _is_in_sentence(node.element))
        ):
            behind = node.end
            yield rule, node.element


def _is_in_sentence(span: html.HtmlElement) -> bool:
    """True for words in the middle of a sentence, whatever their class: one begins before and goes on behind them."""
    above, before = span.getparent(), span.getprevious()
    opening = ((above.text if above is not None else "") if before is None else before.tail) or ""
    behind = (span.tail or "").lstrip()
    return bool(opening.strip()) and not LINE_END.search(opening.rstrip()) and behind[:1].islower()


def _polls(page: CutPage, home: html.HtmlElement | None) -> Iterator[html.HtmlElement]:
    """The boxes in the text's element that hold a question, two answers to choose from or more, and little else."""
    radios = [node for node in page.table.tagged("input") if node.attributes.get("type") == "radio"]
    if home is None or len(radios) < MIN_ANSWERS:
        return
    groups = Counter(node.attributes.get("name") for node in radios)
    is_long: dict[html.HtmlElement, bool] = {}  # many answers have the same boxes around them
    for radio in radios[:MOST_ANSWERS]:
        if groups[radio.attributes.get("name")] < MIN_ANSWERS:
            continue
        box: html.HtmlElement | None = None
        for above in radio.element.iterancestors():
            if above is home:
                break
            if above not in is_long:
                is_long[above] = len(text_of(above)) > MAX_POLL
            if is_long[above]:
                break
            box = above
        if box is not None and page.holds(box) and any(above is home for above in box.iterancestors()):
            yield box


def _is_in_link(node: PageNode) -> bool:
    """True for an element whose words are all a link's around it."""
    if not 0 < node.letters == node.linked:
        return False
    above = node.above
    while above is not None and above.tag != "a":
        above = above.above
    return above is not None


def _cut(rule: str, element: html.HtmlElement, home: html.HtmlElement | None, cuts: Cuts) -> Insert | None:
    """Take the element out; its tail stays. None if it was gone, empty, or outside the article's element."""
    if element.getparent() is None:
        return None
    within = home is not None and any(ancestor is home for ancestor in element.iterancestors())
    text = text_of(element) if within else ""
    before = words_before(element) if text else None
    cuts.take_out(element)
    return Insert(rule, text, before) if text else None


def _put_inside(link: html.HtmlElement) -> None:
    """In place: a block with a link for a link with one block in it, which an extractor reads as no link."""
    block = link[0]
    if (block.tail or "").strip() or "href" not in link.attrib or next(block.iter("a", "img"), None) is not None:
        return
    link.tag, block.tag = block.tag, "a"
    block.set("href", link.attrib.pop("href"))


def _is_a_column(table: html.HtmlElement) -> bool:
    """True for a table that lays out paragraphs one below the other: one cell a row, prose in some.

    One cell alone with a picture in its table may hold a caption, unless it is long.
    """
    rows = [
        [text for cell in row.iter("td", "th") if (text := cell.text_content().strip())] for row in table.iter("tr")
    ]
    lone = all(len(cells) <= 1 for cells in rows) and next(table.iter("th"), None) is None
    if lone and sum(map(len, rows)) == 1 and next(table.iter("img", "picture", "amp-img"), None) is None:
        return True
    prose = [len(cell) for cells in rows for cell in cells if len(cell) > MIN_PROSE_CELL] if lone else []
    if len(prose) != 1:
        return len(prose) > 1
    return prose[0] > MIN_LONG_CELL or next(table.iter("img", "picture", "amp-img"), None) is None


def _quotation_of(figure: html.HtmlElement) -> html.HtmlElement | None:
    """The quotation in a figure that holds no picture; None in any other figure."""
    has_picture = next(figure.iter("img", "picture", "video", "iframe"), None) is not None
    return None if has_picture else figure.find(".//blockquote")


def mend_markup(root: html.HtmlElement, tree: html.HtmlElement) -> None:
    """Mend in place what is under `root`, an element of `tree`.

    Part glued words, drop empty anchors and size switches, make cells paragraphs, and of a quotation in a figure one
    without (trafilatura 2.3.1 leaves figures out), unless it repeats a sentence of the text.

    `<span id="more-12">` at a paragraph's head (WordPress) makes trafilatura lose the paragraph (seen with 2.3.1).
    """
    for link in list(root.iter("a")):
        if (not link.text or "A" in link.text or link.text.isspace()) and " ".join(
            link.itertext()
        ).strip() in FONT_SIZES:
            take_out(link)
    for link in list(root.iter("a")):
        if len(link) == 1 and link[0].tag in LINKED_BLOCKS and not (link.text or "").strip():
            _put_inside(link)
    for button in list(root.iter("button")):
        if (
            parent := button.getparent()
        ) is not None and parent.tag in HEADING_TAGS:  # a folding list makes a button of a heading's words
            button.tag = "span"
    for table in [*root.iterancestors("table"), *root.iter("table")]:
        if _is_a_column(table):
            for part in [table, *table.iter("tbody", "tr", "td")]:
                part.tag = "div"
    for figure in root.iter("figure"):
        quotation = _quotation_of(figure)
        if quotation is not None and squash(root.text_content()).count(squash(text_of(quotation))) == 1:
            figure.tag = "div"
    part_glued_words(root, tree)
    for element in list(root.iter(*INLINE)):
        inside = element.text or ""
        if len(element) == 0 and not inside.strip() and element.getparent() is not None:
            element.tail = (inside and " ") + (element.tail or "")
            element.drop_tree()
