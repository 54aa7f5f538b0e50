"""Another story that a page shows behind its own (an endless page): cut, each line recorded (`cut_next_stories`).

Its title is a heading behind the page's own title and prose, and shares few words with what the page claims as its
title. That alone is a sub-head, too; so one of these must be seen as well: the box around it names another address
(`data-url`), or is called the next article; it is an <article> of its own with an <h1>; it is called a story, begins
with an <h1>, and stands beside the page's own story, whose box has its class and begins so, too; or an <h1> has its day
below. A next story under a bare <h2> is pipelines/foreign/stories_behind.py's.
"""

from __future__ import annotations

import re
from urllib.parse import urljoin

from corpus.urls import host_of, split
from pipelines.body.insert_places import Insert, words_before
from pipelines.body.page_cuts import CutPage
from pipelines.foreign.line_signs import claimed_words
from pipelines.foreign.stories_behind import ADDRESSES
from pipelines.page.blocks import lines_of
from pipelines.page.parsed_page import ParsedPage
from pipelines.page.table import PageNode
from pipelines.strings.subject_words import long_words

BOXES = frozenset({"article", "div", "section"})
TITLES = ("h1", "h2")
NEXT_NAMES = re.compile(
    r"(?:^|[\s_-])(?:next|infinite)[_-]?(?:article|berita|news|post|story)(?:$|[\s_-])", re.IGNORECASE
)
STORY_NAMES = re.compile(r"article|artikel|berita|cerita|news|post|story", re.IGNORECASE)
PRINTED_DAY = re.compile(r"\b\d{1,2}[\s/.-]+(?:\d{1,2}|[A-Za-z]{3,9})[\s/.,-]+(?:19|20)\d\d\b")
MIN_TITLE_WORDS = 3  # long words of a title
SAME_SHARE = 0.5  # of them that the page's own title has
PROSE_LETTERS = 60  # letters of a paragraph
MIN_PROSE = 2  # paragraphs of a story
NEAR = 3  # lines below a title in which its day stands, and elements above that may be its box


def cut_next_stories(cut_page: CutPage, page: ParsedPage) -> list[Insert]:
    """Take the other stories out of the tree; return a record for each of their lines."""
    headings = page.table.tagged(*TITLES)
    if not any(_may_be_another(heading) for heading in headings[1:]):
        return []
    own = claimed_words(page)
    if len(own) < MIN_TITLE_WORDS:
        return []
    removed: list[Insert] = []
    title: PageNode | None = None  # the page's own
    for heading in headings:
        words = long_words(page.table.text(heading))
        if len(words) < MIN_TITLE_WORDS:
            continue
        if len(words & own) >= SAME_SHARE * len(words):
            title = title or heading
            continue
        if title is None or not _may_be_another(heading) or not _holds_prose(page, title.last_line, heading.first_line):
            continue
        if not cut_page.holds(heading.element):
            continue
        for element in [node.element for node in _story_of(page, heading, title)]:
            before = words_before(element)
            removed += [Insert("next_story", line, before) for line in lines_of(element)]
            cut_page.cuts.take_out(element)
    return removed


def _may_be_another(heading: PageNode) -> bool:
    """True for an <h1>, and for a heading in a box that names an address or is called the next article."""
    if heading.tag == "h1":
        return True
    box = heading.above
    for _ in range(NEAR):
        if box is None or box.tag not in BOXES:
            return False
        if NEXT_NAMES.search(box.names) or any(name in box.attributes for name in ADDRESSES):
            return True
        box = box.above
    return False


def _story_of(page: ParsedPage, heading: PageNode, title: PageNode) -> list[PageNode]:
    """The elements of the story that a heading is the title of; none where nothing tells that it is another's."""
    box = heading.above
    for _ in range(NEAR):
        if box is None or box.tag not in BOXES or _holds_prose(page, box.first_line, heading.first_line, 1):
            break
        if _holds_prose(page, heading.last_line, box.last_line) and (
            _is_another(page, box, heading) or _is_beside(box, heading, title)
        ):
            return [box]
        box = box.above
    if heading.tag != "h1" or heading.above is None or not _has_day(page, heading):
        return []
    nodes = page.table.nodes
    rest: list[PageNode] = []
    at = heading.index
    while at < heading.above.end:
        rest.append(nodes[at])
        at = nodes[at].end
    return rest if _holds_prose(page, heading.last_line, rest[-1].last_line) else []


def _is_another(page: ParsedPage, box: PageNode, heading: PageNode) -> bool:
    """True for a box that names another address, is called the next article, or is an <article> with an <h1>."""
    if box.tag == "article" and heading.tag == "h1":
        return True
    if box.names and NEXT_NAMES.search(box.names):
        return True
    return any(_is_other_page(page.url, box.attributes[name]) for name in ADDRESSES if name in box.attributes)


def _is_beside(box: PageNode, heading: PageNode, title: PageNode) -> bool:
    """True for a story that begins with an <h1>, beside one of its class that begins with the page's own <h1>."""
    if (
        not STORY_NAMES.search(box.names)
        or heading.tag != "h1"
        or title.tag != "h1"
        or heading.first_line != box.first_line
    ):
        return False
    own = title.above
    while own is not None and own.above is not box.above:
        own = own.above
    return own is not None and (own.tag, own.names) == (box.tag, box.names) and own.first_line == title.first_line


def _is_other_page(url: str, address: str) -> bool:
    try:
        other = urljoin(url, address.strip())
        return host_of(other) == host_of(url) and split(other).path.rstrip("/") not in {"", split(url).path.rstrip("/")}
    except ValueError:
        return False


def _has_day(page: ParsedPage, heading: PageNode) -> bool:
    """True where a line right below the heading, before any prose, prints a day."""
    for line in page.table.lines[heading.last_line : heading.last_line + NEAR]:
        if len(line.text) > PROSE_LETTERS:
            return False
        if PRINTED_DAY.search(line.text):
            return True
    return False


def _holds_prose(page: ParsedPage, start: int, end: int, least: int = MIN_PROSE) -> bool:
    """True where at least so many of these lines of the page are paragraphs."""
    for line in page.table.lines[start:end]:
        if line.silent is None and len(line.text) > PROSE_LETTERS and line.linked < SAME_SHARE:
            least -= 1
            if not least:
                return True
    return False
