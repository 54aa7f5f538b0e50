"""Boxes that a heading of their own explains: what "3 Komentar", "Baca Juga" or another story's title stands over.

A box is an element that holds no line of the text and begins with its heading. Headings are in pipelines/data/
outside.toml; another story's title is a heading behind the text's first line that is a link, or over a date.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from pipelines.balance.furniture import HeadingRule, Region, heading_rule, region_of
from pipelines.balance.line_fates import LineFate
from pipelines.page.parsed_page import ParsedPage
from pipelines.page.table import Line, PageNode
from pipelines.strings.word_count import words_of

TITLE_TAGS = frozenset({"h1", "h2", "h3", "h4"})
HEADING_WORDS = 16  # words of a heading at most
MIN_TITLE_WORDS = 4  # words of another story's title at least
BEFORE_TITLE = 2  # lines of its box that may stand above it: a rubric, a badge
DATE_BELOW = 3  # lines below a title in which its date stands
PROSE_LETTERS = 60  # characters of a line that may be prose
LINK_SHARE = 0.75  # of a line's characters in links: it is a link
SENTENCES_A_LINK = 2  # of a teaser at most
MOST_BOILERPLATE = 2  # lines about an organisation at most; a sub-head "Tentang ..." has more under it
MOST_OPENING = 16  # words of a text in which it says what its subject is
DEFINES = frozenset({"adalah", "are", "bergerak", "berdiri", "didirikan", "ialah", "is", "merupakan", "was", "yaitu"})
OURSELVES = frozenset({"kami", "we"})
REPLIES = frozenset(
    {"balas", "laporkan", "reply", "report", "tanggapi"}
)  # a line with this word alone answers a comment
DAY_AND_YEAR = re.compile(
    r"\b\d{1,2}[\s/.-]+(?:\d{1,2}|[A-Za-z]{3,9})[\s/.,-]+(?:19|20)\d\d\b|\b[A-Z][a-z]{2,8} \d{1,2}, (?:19|20)\d\d\b"
)

REPLY_RULE = HeadingRule("comment", 0, re.compile(""))
TITLE_RULE = HeadingRule("other_article", 0, re.compile(""))


@dataclass(frozen=True, slots=True)
class Headings:
    """The lines of a page that may be headings, each with its rule by its index; the indexes of lines of prose."""

    rules: Mapping[int, HeadingRule]
    prose: Sequence[int]


def headed_boxes(fates: Sequence[LineFate], page: ParsedPage, holding: Collection[int]) -> dict[int, Region]:
    """Return the boxes by the index of their node, each with the reason of its heading."""
    lines = page.table.lines
    headings = page.once(_headings)
    boxes: dict[int, Region] = {}
    first = next((fate.index for fate in fates if fate.place >= 0), len(lines))
    for fate in fates:
        if (heading := headings.rules.get(fate.index)) is None or fate.place >= 0 or fate.line.node.index in holding:
            continue
        line, place = fate.line, fate.index
        if heading is REPLY_RULE:
            box = next((n for n in (line.node, *_above(line.node)) if n.last_line - n.first_line > 1), line.node)
            if box.index not in holding:
                boxes.setdefault(box.index, Region("comment", prose=True))
        elif heading is not TITLE_RULE:
            box = _box(line.node, place, holding)
            if (under := lines[place + 1 : box.last_line]) and _fits(under, heading.reason, heading.longest):
                if heading.reason == "boilerplate" and not _is_about(line, under[0].text, box, fates):
                    continue  # a sub-head of the article
                boxes.setdefault(box.index, Region(heading.reason, prose=True))
        elif place > first:
            box = _box(line.node, place - BEFORE_TITLE, holding)
            next_prose = bisect_right(headings.prose, place)
            if next_prose == len(headings.prose) or headings.prose[next_prose] >= box.last_line:
                continue  # titles without prose need no reason of their own
            if reason := _by_title(line, box, lines[place + 1 : box.last_line]):
                boxes.setdefault(box.index, Region(reason, prose=True))
    return boxes


def _headings(page: ParsedPage) -> Headings:
    """Return what the page's lines are as headings, whatever its text is."""
    rules: dict[int, HeadingRule] = {}
    lines = page.table.lines
    for place, (line, words) in enumerate(zip(lines, page.line_words, strict=True)):
        if not 0 < len(words) <= HEADING_WORDS:
            continue
        if len(words) == 1 and words[0].lower() in REPLIES:
            rules[place] = REPLY_RULE
        elif rule := heading_rule(line.text):
            rules[place] = rule
        elif len(words) >= MIN_TITLE_WORDS and (line.linked >= LINK_SHARE or _is_heading(line.node)):
            rules[place] = TITLE_RULE
    prose = [n for n, line in enumerate(lines) if len(line.text) >= PROSE_LETTERS and line.linked < LINK_SHARE]
    return Headings(rules, prose)


def _box(node: PageNode, first: int, holding: Collection[int]) -> PageNode:
    """The largest element around the node that holds no text, and no line before this one."""
    for above in _above(node):
        if above.index in holding or above.first_line < first:
            break
        node = above
    return node


def _by_title(line: Line, box: PageNode, under: Sequence[Line]) -> str | None:
    """The reason of a box that begins with another story's title; None where it is none."""
    is_link = line.linked >= LINK_SHARE and not _leads_within(line.node)
    sentences = _sentences(under)
    if not _is_heading(line.node):
        return "teaser" if is_link and sentences <= 1 else None
    if is_link and sentences <= SENTENCES_A_LINK * (1 + _links(under)):
        return "teaser"
    if is_link or any(map(_is_date, under[:DATE_BELOW])):
        return "other_article"
    return "other_article" if box.tag == "article" and _is_heading(line.node, {"h1"}) else None


def _leads_within(node: PageNode) -> bool:
    """True for a title whose links lead to places on the page itself."""
    links = [a.get("href") or "" for a in node.element.iter("a")]
    if not links and node.above is not None and node.above.tag == "a":
        links = [node.above.attributes.get("href") or ""]
    return bool(links) and all(href.startswith("#") for href in links)


def _sentences(under: Sequence[Line]) -> int:
    return sum(line.linked < LINK_SHARE and line.text.endswith((".", "!", "?")) for line in under)


def _links(under: Sequence[Line]) -> int:
    """The number of lines that are links of a title's length."""
    return sum(line.linked >= LINK_SHARE and line.text.count(" ") >= MIN_TITLE_WORDS - 1 for line in under)


def _above(node: PageNode) -> Iterator[PageNode]:
    while node.above is not None:
        node = node.above
        yield node


def _is_about(heading: Line, text: str, box: PageNode, fates: Sequence[LineFate]) -> bool:
    """True for a box at the end that says what its heading's subject is: "Tentang Balai X", "Balai itu adalah ...".

    A sub-head of the article ("Tentang loket baru") has news under it, or the tag of the article's other sub-heads.
    """
    subject = {word.lower() for word in words_of(heading.text)[1:]}
    opening = words_of(text)[:MOST_OPENING]
    verb = next((at for at, word in enumerate(opening) if word in DEFINES), -1)
    named = [word for word in opening[: max(0, verb)] if word.lower() in subject]
    is_name = bool(named) and all(word[0].isupper() or word[0].isdecimal() for word in named)  # no "kepala balai"
    if not is_name and (verb <= 0 or opening[0].lower() not in OURSELVES):
        return False
    own = [fate.line.node for fate in fates if fate.place >= 0]
    tag = heading.node.tag
    return not any(node.index > box.index or (node.tag == tag and tag in TITLE_TAGS) for node in own)


def _is_heading(node: PageNode, tags: Collection[str] = TITLE_TAGS) -> bool:
    return node.tag in tags or (node.above is not None and node.above.tag in tags)


def _is_date(line: Line) -> bool:
    if line.node.tag == "time" or DAY_AND_YEAR.search(line.text[:80]):
        return True
    region = region_of(line.node)
    return region is not None and region.reason == "stamp"


def _fits(under: Sequence[Line], reason: str, longest: int) -> bool:
    """True where no more stands under a heading than its kind has; a teaser has a link for every two sentences."""
    if sum(line.text.count(" ") + 1 for line in under) > longest:
        return False
    if reason == "boilerplate":
        return len(under) <= MOST_BOILERPLATE
    return reason != "teaser" or _sentences(under) <= SENTENCES_A_LINK * _links(under)
