"""A page walked once: its nodes and its lines of text, which all readers ask instead of the tree (`read_table`).

Nodes stand in document order, so that what is under a node is a range of them. Lines are runs of text that a reader
sees as one: a block's, split at its breaks. A line under a skipped element (a menu, a caption, a button) or a hidden
one is parted from the text around it and carries the reason in `silent`. Words of scripts, styles and templates are no
lines: nobody sees them.

What has not been seen: text that a style sheet of its own hides or makes, and elements that a script fills, are read
as they stand in the markup.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain
from operator import attrgetter
from typing import cast

from lxml import etree, html

BLOCK_TAGS = frozenset(
    {
        "address", "article", "aside", "blockquote", "body", "center", "dd", "details", "div", "dl", "dt",
        "fieldset", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "main", "nav",
        "ol", "p", "pre", "section", "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul",
    }
)  # fmt: skip
SKIPPED_TAGS = frozenset(
    {
        "audio", "button", "canvas", "datalist", "embed", "figcaption", "figure", "head", "iframe", "input",
        "map", "math", "nav", "noscript", "object", "option", "script", "select", "style", "svg", "template",
        "textarea", "video",
    }
)  # fmt: skip
# What no reader sees; noscript is seen by those without scripts only.
UNSEEN_TAGS = frozenset(
    {
        "audio", "canvas", "datalist", "embed", "head", "iframe", "map", "noscript", "object", "script",
        "style", "svg", "template", "video",
    }
)  # fmt: skip
ENDS_A_LINE = frozenset({"figure", "iframe", "video"})
# A place far off the screen, where those who break into a site put their links.
OFF_SCREEN = re.compile(r"(?:(?<![\w-])(?:left|top)|text-indent)\s*:\s*-\d{4}", re.IGNORECASE)
HIDDEN_STYLE = re.compile(rf"display\s*:\s*none|visibility\s*:\s*hidden|{OFF_SCREEN.pattern}", re.IGNORECASE)
# Classes of words for screen readers alone (Bootstrap, WordPress, and what themes made of them).
HIDDEN_NAMES = re.compile(
    r"(?:^|\s)(?:u-|cdk-)?(?:sr-only|visually-?hidden|hidden-visually|screen-reader(?:-only|-text)?)(?:\s|$)"
)
# Inline elements that neither end a line nor hide words.
PLAIN_TAGS = frozenset({"a", "abbr", "b", "em", "font", "i", "img", "small", "span", "strong", "time", "u"})
NO_ATTRIBUTES: Mapping[str, str] = {}
BREAK = "\v"
UNSEEN = re.compile("[\u200b\u200c\u2060\ufeff\u00ad]+")  # soft hyphens and the like: inside a word
# "Liputan Contoh, Jakarta" + "Kita semua", glued where one inline element ends and the next begins
GLUED_BEFORE = re.compile(r"[a-zà-ÿ]{3}$|[.,;:!?”)]$")
GLUED_AFTER = re.compile(r"[A-Z“][\w ]")
GLUED_LETTERS = 4  # letters at the end of a text in which GLUED_BEFORE stands
MANY_NODES = 12_000  # elements behind which attributes are left to lxml: a copy of all takes memory
FEW_NODES = 3  # times as many nodes as those of some tags, above which the latter are sorted
_index = attrgetter("index")
LINE_END = re.compile(r"[.!?:;\"”’)\]–—-]$")


@dataclass(slots=True, eq=False)
class PageNode:
    """One element: where it stands, and what lies under it.

    `index` counts in document order; `end` is the index behind its last descendant, `children` the number of elements
    right below. `attributes` are the element's, read once: asking lxml for each costs more; `names` are its class and
    id. `block` is True for an element that begins a line; `holds_block` where one is right below it, `over_block` where
    one is anywhere below it. `letters` are the characters under it without blanks at their borders, `linked` those of
    links, both without what nobody sees. `silent` names the outermost skipped element that it is or stands in ("nav"),
    "hidden" where nobody sees it (`is_hidden`), else None. `first_line` and `last_line` give the range of the lines
    under it, for a block or a skipped element.
    """

    index: int
    element: html.HtmlElement
    tag: str
    above: PageNode | None
    block: bool
    silent: str | None
    attributes: Mapping[str, str]
    names: str
    letters: int
    linked: int
    first_line: int
    children: int = 0
    holds_block: bool = False
    over_block: bool = False
    end: int = field(init=False)  # known when the element ends, as is last_line
    last_line: int = field(init=False)


def block_of(node: PageNode) -> PageNode:
    """The element that begins the line in which a node stands: itself, or the nearest one above; else the root."""
    block = node
    while not block.block and block.above is not None:
        block = block.above
    return block


@dataclass(slots=True, eq=False)
class Line:
    """One line: its text, the block it stands in (or the root of what was read), its share of links.

    `silent` as in `PageNode`: None for a line of the page's running text.
    """

    text: str
    node: PageNode
    linked: float
    silent: str | None


@dataclass(slots=True)
class PageTable:
    """The nodes and lines of a page in document order, its depth, and the most children and attributes of one.

    `microdata` are the nodes with an `itemprop`.
    """

    nodes: list[PageNode]
    lines: list[Line]
    microdata: list[PageNode]
    depth: int
    most_children: int
    most_attributes: int
    _by_tag: dict[str, list[PageNode]] = field(default_factory=dict, repr=False)

    def text(self, node: PageNode) -> str:
        """The running text under a node on one line; "" for a skipped or hidden element (`text_of` its element)."""
        if not node.letters:
            return ""
        if node.silent is None:
            if node.block:
                return " ".join([line.text for line in self.lines[node.first_line : node.last_line] if not line.silent])
            if not node.children:
                return in_one_line(node.element.text or "")
            if all(below.tag in PLAIN_TAGS and below.silent is None for below in self.nodes[node.index + 1 : node.end]):
                return in_one_line("".join(_parted(node.element)))
        elif node.tag in SKIPPED_TAGS or _hides(node.names, node.attributes):
            return ""
        elif not node.children:
            return in_one_line(node.element.text or "")
        return " ".join([line.text for line in read_table(node.element).lines if not line.silent])

    @property
    def tags(self) -> Mapping[str, list[PageNode]]:
        """The tags of the page's elements, each with its nodes in document order."""
        if not self._by_tag:
            by_tag: defaultdict[str, list[PageNode]] = defaultdict(list)
            for node in self.nodes:
                by_tag[node.tag].append(node)
            self._by_tag = dict(by_tag)
        return self._by_tag

    def tagged(self, *tags: str) -> Sequence[PageNode]:
        """Return the nodes with one of these tags, in document order."""
        by_tag = self.tags
        if len(tags) == 1:
            return by_tag.get(tags[0], [])
        groups = [group for tag in tags if (group := by_tag.get(tag))]
        if sum(map(len, groups)) * FEW_NODES > len(self.nodes):
            these = frozenset(tags)
            return [node for node in self.nodes if node.tag in these]
        return sorted(chain.from_iterable(groups), key=_index)


def read_table(root: html.HtmlElement) -> PageTable:
    """Walk the tree under `root` once. Written without recursion, so that nesting costs memory and never the stack.

    The run of text that is on its way into lines stands in variables: attributes would cost a tenth of the time.
    """
    nodes: list[PageNode] = []
    lines: list[Line] = []
    microdata: list[PageNode] = []
    here: PageNode | None = None
    outer: str | None = None  # why that node is silent
    pieces: list[str] = []  # of the run
    run_letters = run_linked = 0
    runs: list[tuple[list[str], int, int]] = []  # those under which this one's skipped element stands
    around: list[PageNode] = []  # the blocks and skipped elements that are open, the innermost last
    letters = links = linked = 0
    index = line = depth = deepest = most_children = most_attributes = 0  # the next node's and line's index
    new = object.__new__
    mute: PageNode | None = None  # the open element of which nobody sees a word
    shared: dict[str, str] = {}  # names that many elements have, held once
    hiding: set[str] = set()  # those of elements that nobody sees

    for event, element in etree.iterwalk(root, events=("start", "end", "comment", "pi")):
        if event == "start":
            tag = str(element.tag)
            silent = outer
            items = element.items()
            attributes: Mapping[str, str] = NO_ATTRIBUTES
            names = ""
            if items:
                if len(items) > most_attributes:
                    most_attributes = len(items)
                attributes = dict(items) if index < MANY_NODES else cast("Mapping[str, str]", element.attrib)
                first, second = attributes.get("class"), attributes.get("id")
                if first or second:
                    names = (f"{first} {second}" if first and second else first or second or "").strip()
                    if names in shared:
                        names = shared[names]
                    else:
                        shared[names] = names
                        if _hides_by_name(names):
                            hiding.add(names)
                if outer != "hidden" and (
                    names in hiding
                    or "hidden" in attributes
                    or ((style := attributes.get("style")) and _hides_by_style(style))
                ):
                    silent = "hidden"
            if silent is None and tag in SKIPPED_TAGS:
                silent = tag
            block = tag in BLOCK_TAGS
            node = new(PageNode)  # by hand: `__init__` takes twice as long
            node.index, node.element, node.tag, node.above = index, element, tag, here
            node.block, node.silent, node.attributes, node.names = block, silent, attributes, names
            node.letters, node.linked, node.first_line = letters, linked, line
            node.children = 0
            node.holds_block = node.over_block = False
            nodes.append(node)
            if "itemprop" in attributes:
                microdata.append(node)
            index += 1
            depth += 1
            if depth > deepest:
                deepest = depth
            if silent != outer or here is None:
                if tag in ENDS_A_LINE and here is not None and pieces:
                    _finish(pieces, run_letters, run_linked, outer, around[-1], lines)
                    run_letters = run_linked = 0
                    node.first_line = line = len(lines)
                runs.append((pieces, run_letters, run_linked))
                pieces, run_letters, run_linked = [], 0, 0
                around.append(node)
                outer = silent
            elif block:
                if pieces:
                    _finish(pieces, run_letters, run_linked, outer, around[-1], lines)
                    run_letters = run_linked = 0
                    node.first_line = line = len(lines)
                around.append(node)
            elif tag == "br":
                pieces.append(BREAK)
            here = node
            if mute is None and tag in UNSEEN_TAGS:
                mute = node
            if tag == "a":
                links += 1
            text = element.text if mute is None else None
        elif event == "end" and here is not None:
            node, above = here, here.above
            if node.tag == "a":
                links -= 1
            if node is mute:
                mute = None
            if around[-1] is node:
                if pieces:
                    _finish(pieces, run_letters, run_linked, outer, node, lines)
                    run_letters = run_linked = 0
                    line = len(lines)
                around.pop()
                if above is None or outer != above.silent:
                    pieces, run_letters, run_linked = runs.pop()
                    outer = None if above is None else above.silent
            node.end, node.last_line = index, line
            node.letters, node.linked = letters - node.letters, linked - node.linked
            if node.children > most_children:
                most_children = node.children
            depth -= 1
            here = above
            if above is None:
                break
            above.children += 1
            if node.block:
                above.holds_block = above.over_block = True
            elif node.over_block:
                above.over_block = True
            text = element.tail
        else:
            text = element.tail
        if text and mute is None:
            if count := len(text.strip()):
                letters += count
                run_letters += count
                if links:
                    linked += count
                    run_linked += count
                if pieces and ("A" <= text[0] <= "Z" or text[0] == "“") and are_glued(pieces[-1], text):
                    pieces.append(" ")
                pieces.append(text)
            elif pieces:
                pieces.append(text)
    return PageTable(nodes, lines, microdata, deepest - 1, most_children, most_attributes)


def is_hidden(attributes: Mapping[str, str]) -> bool:
    """True for the attributes of an element that nobody sees: by its style, `hidden`, or a class for screen readers.

    >>> is_hidden({"class": "d-flex sr-only"}), is_hidden({"hidden": ""}), is_hidden({"aria-hidden": "true"})
    (True, True, False)
    """
    return "hidden" in attributes or _hides_by_style(attributes.get("style")) or _hides_by_name(attributes.get("class"))


def _hides(names: str, attributes: Mapping[str, str]) -> bool:
    """True for an element that `read_table` takes for one that nobody sees, by its own attributes."""
    return "hidden" in attributes or _hides_by_name(names) or _hides_by_style(attributes.get("style"))


def _hides_by_name(names: str | None) -> bool:
    """True for a class of words for screen readers; most names have not even a part of one."""
    if not names or not ("hidden" in names or "reader" in names or "sr-only" in names):
        return False
    return HIDDEN_NAMES.search(names) is not None


def _hides_by_style(style: str | None) -> bool:
    """True for a style that hides; most have no sign of one, which a search for each of its forms takes long to say."""
    if not style or not ("-" in style or "none" in (small := style.lower()) or "hidden" in small):
        return False
    return HIDDEN_STYLE.search(style) is not None


def _parted(element: html.HtmlElement) -> Iterator[str]:
    """Yield the texts under an element, with a blank between two that are glued together."""
    before = ""
    for text in element.itertext("*"):
        if before and are_glued(before, text):
            yield " "
        yield text
        before = text


def all_text(element: html.HtmlElement) -> str:
    """The `text_content()` of an element; of one that holds no other, which most are, in a tenth of the time."""
    return element.text_content() if len(element) else element.text or ""


def are_glued(left: str, right: str) -> bool:
    """True for the texts of two elements that a page glues together: "Liputan Contoh, Jakarta" and "Kita semua"."""
    opens = "A" <= right[0] <= "Z" or right[0] == "“"  # most texts open with a small letter or a blank
    return opens and GLUED_AFTER.match(right) is not None and GLUED_BEFORE.search(left[-GLUED_LETTERS:]) is not None


def _finish(
    pieces: list[str], letters: int, linked: int, silent: str | None, block: PageNode, lines: list[Line]
) -> None:
    """Add a run's lines, split at breaks, and empty it. A break ends no line where the sentence plainly goes on."""
    if not letters:
        pieces.clear()
        return
    share = linked / letters
    text = "".join(pieces)
    pieces.clear()
    if BREAK not in text:
        if text := in_one_line(text):
            lines.append(Line(text, block, share, silent))
        return
    parted: list[str] = []
    for part in text.split(BREAK):
        line = in_one_line(part)
        if parted and parted[-1] and line[:1].islower() and not LINE_END.search(parted[-1][-2:]):
            parted[-1] += " " + line
        else:
            parted.append(line)
    lines.extend(Line(line, block, share, silent) for line in parted if line)


def in_one_line(text: str) -> str:
    """The words of a text with single blanks between them, without signs that nobody sees."""
    line = " ".join(text.split())
    if line.isascii() or line.isprintable():  # the signs are not, and a pattern takes longer to say so
        return line
    return " ".join(UNSEEN.sub("", line).split())
