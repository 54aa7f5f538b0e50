"""Where on a page a date may be the article's own: not in teasers, captions, sentences, comments or side bars."""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import cached_property

from corpus.urls import article_key, host_of, join
from pipelines.dates.stamp_words import OTHER_DAY, PUBLISHED, UPDATED
from pipelines.page.parsed_page import ParsedPage
from pipelines.page.spots import Spot, is_about_other_articles
from pipelines.page.table import PageNode, block_of
from pipelines.strings.squashed import squash

BODY_LETTERS = 400  # letters of a box around a body at least
FIRST_PROSE = 3  # lines of prose of which one stands in the body for certain
LINE_OF_PROSE = 80  # characters of a line of prose
OPENING_PROSE = 2  # the line of prose with which the body has begun: the first may be a standfirst
MAX_LINKED = 0.5  # share of links in a line of prose
TEASER_LETTERS = 300  # letters of a teaser's box at most
TEASER_LEVELS = 4  # elements from a date up to its teaser's box
ENTRY_LEVELS = 3  # elements from a date up to its entry's box
TEASER_WORDS = 5  # words of a story's link at least: names of people and sections have up to four
HEADED_WORDS = 2  # words of a link in a heading
HEADING = re.compile(r"h[2-6]")
BYLINE = re.compile(r"\b(?:by|oleh|author|penulis|pewarta|reporter|editor|laporan)\W*$", re.IGNORECASE)  # before a name
NO_STORY = re.compile(  # addresses of writers, topics and sections
    r"/(?:author|penulis|reporter|jurnalis|editor|profile?|user|users|tag|tags|topik|topic|kategori|category|kanal|rubrik|"
    r"redaksi|search|indeks?|feed)s?(?:[/?=]|$)",
    re.IGNORECASE,
)
DAY_AND_YEAR = re.compile(r"\d{1,2}\s*[\s/.-]\s*\w+\s*[\s/.-]\s*20\d\d")
FOREIGN_TAGS = frozenset({"blockquote", "figcaption", "figure"})  # captions and posts of others
EVENT_LEVELS = 3  # elements from a date up to one that is called an event's
# "event-date", "agenda_tgl", "jadwal-waktu"
EVENT_NAMES = re.compile(
    r"(?:^|\s)(?:acara|agenda|event|jadwal)[_-]+(?:date|day|hari|tanggal|tgl|time|waktu)(?:$|[\s_-])", re.IGNORECASE
)
LABEL_TAGS = frozenset({"dt", "td", "th"})
LABEL_LENGTH = 40  # characters of a label
WHEN_ALONE = re.compile(r"\W*(?:hari|tanggal|tgl|waktu)(?:\s*[/,&]\s*(?:tanggal|tgl|jam))?\W*", re.IGNORECASE)
WHERE = re.compile(r"\W*(?:tempat|lokasi|venue|alamat)\b", re.IGNORECASE)  # "Tempat" below "Hari"
SENTENCE_END = re.compile(r"[a-z]{3}[.!?][”\"']?$")
FEWEST_WORDS = 8  # words of a line that may be a sentence
STAMP_LENGTH = 160  # characters; a longer line is a sentence with a date in it


class OwnPlaces:
    """The parts of a page around its title and its prose, by the indexes of its nodes."""

    def __init__(self, page: ParsedPage, title: str | None) -> None:
        self._page, self._table = page, page.table
        self._title = squash(title or "")
        self._known: dict[object, bool] = {}

    @cached_property
    def title_at(self) -> int:
        """The index of the heading that says the title; -1 without one."""
        for node in self._table.tagged("h1", "h2", "h3"):
            if self._title and squash(node.element.text_content()) == self._title:
                return node.index
        return next((node.index for node in self._table.tagged("h1")), -1)

    @cached_property
    def _prose(self) -> list[int]:
        """The indexes of the blocks with lines of prose behind the title."""
        return [
            line.node.index
            for line in self._table.lines
            if not line.silent
            and len(line.text) >= LINE_OF_PROSE
            and line.linked < MAX_LINKED
            and line.node.index > self.title_at
        ]

    @property
    def body_at(self) -> int:
        """The index at which the body has begun for certain."""
        return self._prose[OPENING_PROSE - 1] if len(self._prose) >= OPENING_PROSE else len(self._table.nodes)

    @property
    def body_ends(self) -> int:
        """The index of the last line of prose."""
        return self._prose[-1] if self._prose else len(self._table.nodes)

    def is_own_box(self, node: PageNode) -> bool:
        """True for an element around the title, or a large one around the first prose (before it a standfirst)."""
        if node.index < self.title_at < node.end:
            return True
        return node.letters >= BODY_LETTERS and any(node.index <= at < node.end for at in self._prose[:FIRST_PROSE])

    def is_of_another(self, node: PageNode) -> bool:
        """True for a date in a side bar, a comment, another story's <article>, a caption, a teaser or a sentence."""
        if is_about_other_articles(node.element, self._title, self._known):  # type: ignore[arg-type]
            return True
        above: PageNode | None = node
        while above is not None:
            if above.tag in FOREIGN_TAGS or (above.tag == "article" and not self.is_own_box(above)):
                return True
            above = above.above
        return (
            self.is_in_site_head(node)
            or self.is_in_teaser(node)
            or self._is_in_sentence(node)
            or self._is_in_entry(node)
            or self.is_of_event(node)
        )

    def is_of_another_story(self, spot: Spot, day_only: bool) -> bool:
        """True for a line near the title in a teaser, another story's <article> or a live blog's entry.

        One without an hour (`day_only`) in the site's head is the day of a visit, be it an earlier one.
        """
        node = self._table.nodes[spot.index] if 0 <= spot.index < len(self._table.nodes) else None
        if node is None or node.element is not spot.element:  # a date in no element of its own
            return False
        above: PageNode | None = node
        while above is not None and above.tag != "article":
            above = above.above
        another = (above is not None and not self.is_own_box(above)) or (day_only and self.is_in_site_head(node))
        another = another or self.is_of_event(node)
        return another or self.is_in_teaser(node) or self._is_in_entry(node)

    def is_of_event(self, node: PageNode) -> bool:
        """True for a day that a label, a class or a schema gives to something else: "Batas: ...", "event-date"."""
        here: PageNode | None = node
        for _ in range(EVENT_LEVELS):
            if here is None:
                break
            if EVENT_NAMES.search(here.names) or "Event" in (here.attributes.get("itemtype") or ""):
                return True
            here = here.above
        block = block_of(node)
        if block.over_block or block.letters > STAMP_LENGTH:
            return False
        lines, at = self._table.lines, block.first_line
        own = self._table.text(node) if block is not node else ""  # "" for an empty <time datetime>, too
        before = self._table.text(block).partition(own)[0] if own else ""
        if not before and at and (lines[at - 1].node.tag in LABEL_TAGS or lines[at - 1].text.endswith(":")):
            before = lines[at - 1].text[:LABEL_LENGTH]
            where = lines[at + 1].text if at + 1 < len(lines) else ""
            if WHEN_ALONE.fullmatch(before) and WHERE.match(where):
                return True
        return bool(OTHER_DAY.search(before)) and not PUBLISHED.search(before)

    def _is_in_entry(self, node: PageNode) -> bool:
        """True for a date of a live blog's entry: its box, not the title's, holds prose, as does a sibling like it."""
        for heading in (node, node.above):
            if heading is not None and HEADING.fullmatch(heading.tag) and self._heads_entry(heading):
                return True
        box = node.above
        for _ in range(ENTRY_LEVELS):
            if box is None or box.index <= self.title_at < box.end:
                return False
            if self._holds_prose(box):
                return (bool(box.names) or box.tag == "li") and any(
                    self._is_entry(each, box, node) for each in self._table.tagged(box.tag)
                )
            box = box.above
        return False

    def _heads_entry(self, node: PageNode) -> bool:
        """True for a heading that is a day, where another such heading stands beside it with prose between the two."""
        return any(
            other is not node
            and other.above is node.above
            and DAY_AND_YEAR.search(self._table.text(other))
            and self._has_prose_between(min(node.end, other.end), max(node.index, other.index))
            for other in self._table.tagged(node.tag)
        )

    def _has_prose_between(self, first: int, last: int) -> bool:
        at = bisect_left(self._prose, first)
        return at < len(self._prose) and self._prose[at] < last

    def _is_entry(self, other: PageNode, box: PageNode, date: PageNode) -> bool:
        """True for a sibling of the box, of its class, with prose and an element like the date's."""
        if other is box or other.names != box.names or other.above is not box.above or not self._holds_prose(other):
            return False
        below = self._table.nodes[other.index + 1 : other.end]
        return any(node.tag == date.tag and node.names == date.names for node in below)

    def _holds_prose(self, box: PageNode) -> bool:
        return self._has_prose_between(box.index, box.end)

    def is_in_list(self, node: PageNode) -> bool:
        """True for what stands in a list's item."""
        above: PageNode | None = node
        while above is not None and above.tag not in {"li", "dd"}:
            above = above.above
        return above is not None

    def says_changed(self, node: PageNode) -> bool:
        """True for an element whose line tells a change and no publication: "Terakhir diubah: ..."."""
        block = block_of(node)
        text = self._table.text(node if block.over_block else block)
        return len(text) <= STAMP_LENGTH and bool(UPDATED.search(text)) and not PUBLISHED.search(text)

    def is_in_site_head(self, node: PageNode) -> bool:
        """True for what stands in a <header> with a menu and without the title: a clock, or the day of the visit."""
        above: PageNode | None = node
        while above is not None and above.tag != "header":
            above = above.above
        if above is None or self.is_own_box(above):
            return False
        return any(each.tag == "nav" for each in self._table.nodes[above.index : above.end])

    def is_in_own_article(self, node: PageNode) -> bool:
        """True for what stands in the <article> around title or text."""
        above = node.above
        while above is not None and above.tag != "article":
            above = above.above
        return above is not None and self.is_own_box(above)

    def is_in_teaser(self, node: PageNode) -> bool:
        """True where a small box around the node, not around the title, links to another story of the host."""
        box: PageNode | None = node
        for _ in range(TEASER_LEVELS):
            if box is None or box.letters > TEASER_LETTERS or box.index <= self.title_at < box.end:
                return False
            if box.linked and self._links_elsewhere(box):
                return True
            box = box.above
        return False

    def _links_elsewhere(self, box: PageNode) -> bool:
        links, text = self._table.tagged("a"), self._table.text(box)
        at = bisect_left(links, box.index, key=lambda link: link.index)
        while at < len(links) and links[at].index < box.end:
            link = links[at]
            to, words = link.attributes.get("href") or "", " ".join(link.element.text_content().split())
            above = link.above.tag if link.above is not None else ""
            fewest = HEADED_WORDS if HEADING.fullmatch(above) else TEASER_WORDS
            if len(words.split()) >= fewest and squash(words) != self._title and self._is_story(to, link):
                return not BYLINE.search(text.partition(words)[0])
            at += 1
        return False

    def _is_story(self, to: str, link: PageNode) -> bool:
        """True for the address of another story of the host."""
        address = join(self._page.url, to)
        if to.startswith(("#", "javascript", "mailto")) or NO_STORY.search(to) or _names_writer(link):
            return False
        return host_of(address) == host_of(self._page.url) and article_key(address) != article_key(self._page.url)

    def _is_in_sentence(self, node: PageNode) -> bool:
        """True for an element inside a line that is prose."""
        block = block_of(node)
        if block.over_block:  # it stands among blocks
            return False
        text = self._table.text(block)
        return len(text) > STAMP_LENGTH or (bool(SENTENCE_END.search(text)) and len(text.split()) >= FEWEST_WORDS)


def _names_writer(link: PageNode) -> bool:
    return any("author" in (link.attributes.get(name) or "") for name in ("class", "itemprop", "rel"))
