"""Whether a box that is called furniture holds prose of an article's form (`holds_own_prose`, `holds_a_story`).

Templates give some names of furniture to anything: "tabs", "print", "secondary" (`doubtful` in pipelines/data/
outside.toml). Such a name explains sentences only where the box has the form of furniture, too: many links, a form to
fill in, a heading of its kind, or few sentences.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipelines.balance.furniture import heading_rule, line_reason
from pipelines.balance.line_fates import LINKED, SENTENCE_WORDS
from pipelines.page.table import PageNode, PageTable
from pipelines.strings.word_count import count_words

MIN_PROSE = 30  # words of sentences that are no chance
MIN_PARAGRAPH = 40  # words of a paragraph that stands alone
MIN_LINES = 2  # sentences, each in a line of its own
MAX_LINKED = 0.2  # of a box's characters in links
MIN_STORY = 60  # words of sentences that are no caption, whatever stands beside them
MOST_NODES = 1500  # elements of a box that is looked at
MOST_BESIDE = 40  # elements below the same one that are looked at
MOST_ABOVE = 4  # elements, the box itself and those around it, that may be called after a picture
MOST_BETWEEN = 12  # elements between an image and its caption
PICTURE_NAMES = re.compile(r"image|photo|foto|gambar|galler|slide|video|figure", re.IGNORECASE)
FULL_STOPS = (".", "!", "?", "”", '"', "’", "…")
FIELDS = frozenset({"form", "input", "select", "textarea"})
PICTURES = frozenset({"amp-img", "canvas", "embed", "figure", "iframe", "img", "object", "picture", "svg", "video"})


def holds_own_prose(node: PageNode, table: PageTable) -> bool:
    """True for a box, or several of one form, with sentences, few links and no form to fill in."""
    if node.linked > MAX_LINKED * node.letters:
        return False
    if node.end - node.index > MOST_NODES:
        return False
    counts = list(_sentences(node, table))
    if not counts:
        return False
    if len(counts) < MIN_LINES:
        counts += [count for like in _beside(node, table) for count in _sentences(like, table)]
    if sum(counts) < (MIN_PROSE if len(counts) >= MIN_LINES else MIN_PARAGRAPH):
        return False
    if any(below.tag in FIELDS for below in table.nodes[node.index : node.end]):
        return False
    return heading_rule(table.lines[node.first_line].text) is None


def _beside(node: PageNode, table: PageTable) -> Iterator[PageNode]:
    """Yield the next elements beside a node with its tag and names: a paragraph may stand in each."""
    if node.above is None:
        return
    index = node.above.index + 1
    for _ in range(MOST_BESIDE):
        if index >= node.above.end:
            return
        other = table.nodes[index]
        if (
            other is not node
            and (other.tag, other.names) == (node.tag, node.names)
            and other.linked <= MAX_LINKED * other.letters
        ):
            yield other
        index = other.end


def holds_a_story(node: PageNode, table: PageTable) -> bool:
    """True for a box called a caption that has more sentences than one, or sentences without an image near it."""
    if node.end - node.index > MOST_NODES:
        return False
    counts = list(_sentences(node, table))
    words = sum(counts)
    if words < MIN_PROSE:
        return False
    if len(counts) >= MIN_LINES and words >= MIN_STORY:
        return True
    here: PageNode | None = node
    for _ in range(MOST_ABOVE):
        if here is not None and PICTURE_NAMES.search(here.names):
            return False  # a script or a style sheet shows the picture
        here = here.above if here is not None else None
    around = table.nodes[max(0, node.index - MOST_BETWEEN) : node.end + MOST_BETWEEN]
    return not any(each.tag in PICTURES for each in around if each is not node)


def _sentences(node: PageNode, table: PageTable) -> Iterator[int]:
    """Yield the number of words of each sentence under a node that no rule for lines explains."""
    for line in table.lines[node.first_line : node.last_line]:
        text = line.text
        if line.linked < LINKED and text.endswith(FULL_STOPS) and line.silent != "hidden":
            words = count_words(text)
            if words >= SENTENCE_WORDS and line_reason(text, sentence=True) is None:
                yield words
