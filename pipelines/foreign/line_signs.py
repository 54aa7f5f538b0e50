"""A page's lines behind its title as signs, one a line (`signs_of`): what rows of other stories are recognised by.

T  a link as long as a title, or a line of a box that leads to a page by a script (`leads_to_story`: to the site's own?)
H  a heading without a link, as long as a title
O  a heading of other stories ("Berita Terkait")
D  a day on a line of its own
X  a title and a day on one line
P  a sentence or two, R  a longer paragraph
L  a line as long as a title that is no heading; l: one that is as long as a sentence
M  "Selengkapnya", S  another short line, -  any other line, and what readers skip
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import urljoin

from corpus.urls import host_of, split
from pipelines.balance.furniture import heading_rule
from pipelines.page.parsed_page import ParsedPage
from pipelines.page.table import Line, PageNode, all_text, in_one_line
from pipelines.strings.subject_words import LONG_WORDS, long_words

PROSE_LETTERS = 60  # characters of a line that may be prose
EXCERPT_LETTERS = 320  # characters of an excerpt at most
WHOLLY_LINKED = 0.9  # of a line's characters in links: it is a link
PROSE_LINKED = 0.5  # below which a line is prose
TITLE_WORDS = (4, 22)
TITLE_LETTERS = 130
SHORT_WORDS = 4
DAY_WORDS = 9
MOST_CHILDREN = 200  # elements of a block whose links are looked at for each of its lines
MOST_LINES = 200  # lines of a row or story that are parted from others
SAME_SHARE = 0.5  # of a heading's long words that the page's claimed title has: it is the title
MIN_TITLE_WORDS = 3  # long words of a title
NEAR = 4  # elements above a line in which a script's address stands
BY_SCRIPT = re.compile(r"location|window\.open", re.IGNORECASE)
NUMBERED = re.compile(r"\W{0,3}\(?(?:\d{1,2}|[a-z])[.)]\s", re.IGNORECASE)
DAY_IN_LINE = re.compile(r"(?<!\d)\d{1,2}[\s/.-]+(?:\d{1,2}|[A-Za-z]{3,9})[\s/.,-]+(?:19|20)\d\d\b")
MORE = re.compile(r"\W*(?:baca |lihat |read )?(?:selengkapnya|lanjut(?:kan)?|more|detail|berita ini)\W*", re.IGNORECASE)
# "Baca juga: ...": an insert between two of the text's own paragraphs, which other rules cut
READ_ALSO = re.compile(r"\W{0,3}(?:baca|lihat|simak|tonton|read|see)\b(?! selengkapnya| lanjut)", re.IGNORECASE)
WRITER = re.compile(r"\W{0,3}(?:editor|oleh|penulis|pewarta|redaktur|reporter|sumber)\b", re.IGNORECASE)
WRITER_LETTERS = frozenset("eoprsEOPRS")  # with which its words begin
NO_TITLE_END = (".", ":", ";", ",", "”", '"')
HEADINGS = frozenset({"dt", "h1", "h2", "h3", "h4", "h5", "h6"})


@dataclass(frozen=True, slots=True)
class LineSigns:
    """The signs of a page's lines from `start`, the line behind its title; `title` is the title's node."""

    signs: str
    start: int
    title: PageNode


def claimed_words(page: ParsedPage) -> frozenset[str]:
    """The long words of the title that the page claims, in small letters."""
    claims = page.claims
    claimed = (page.title_tag(), claims.first("og:title"), claims.text("headline"))
    return long_words(" ".join(filter(None, claimed)))


def title_of(page: ParsedPage) -> PageNode | None:
    """The heading that has most long words of the title that the page claims; None without one."""
    own = claimed_words(page)
    if len(own) < MIN_TITLE_WORDS:
        return None
    for heading in page.table.tagged("h1", "h2", "h3"):
        words = long_words(page.table.text(heading))
        if len(words) >= MIN_TITLE_WORDS and len(words & own) >= SAME_SHARE * len(words):
            return heading
    return None


def signs_of(page: ParsedPage) -> LineSigns | None:
    """The signs of the lines behind the page's title; None where no heading is its title."""
    title = page.once(title_of)
    if title is None:
        return None
    signs: list[str] = []
    link: PageNode | None = None
    is_read_also = False
    for line in page.table.lines[title.last_line :]:
        sign = "-" if line.silent is not None else _sign(line)
        was_read_also, is_read_also = is_read_also, sign in "TOSM" and READ_ALSO.match(line.text) is not None
        if is_read_also or (was_read_also and sign == "T"):
            sign = "-"
        if sign == "T":
            link = _link_around(line.node) or _scripted_box(line.node)
        elif sign == "S" and _is_under(link, line):
            sign = "P"  # a link around a title and its sentence
        signs.append(sign)
    return LineSigns("".join(signs), title.last_line, title)


def _is_under(link: PageNode | None, line: Line) -> bool:
    """True for a sentence in the link, or the box that a script makes one, that the title before it stands in."""
    if link is None or len(line.text) <= PROSE_LETTERS:
        return False
    return link in (_link_around(line.node), _scripted_box(line.node))


def _sign(line: Line) -> str:
    text = line.text
    length = len(text)
    if (text[0] in WRITER_LETTERS or not (text[0].isascii() and text[0].isalnum())) and WRITER.match(text):
        return "-"
    if line.linked >= WHOLLY_LINKED or _scripted_box(line.node) is not None or (line.linked and _is_whole_link(line)):
        if MORE.fullmatch(text):
            return "M"
        return "T" if text.count(" ") >= TITLE_WORDS[0] - 1 and _may_open(text) else "S"
    if length > PROSE_LETTERS and line.linked < PROSE_LINKED and not is_heading(line.node):
        if length <= PROSE_LETTERS * 3 and text[-1] not in '.!?”"' and DAY_IN_LINE.search(text):
            return "X"
        if length <= TITLE_LETTERS and text[-1].isalnum() and text.count(" ") < TITLE_WORDS[1]:
            return "l"
        return "P" if length <= EXCERPT_LETTERS else "R"
    words = text.count(" ") + 1
    if length <= PROSE_LETTERS and heading_rule(text) is not None:
        return "O"
    has_day = ("20" in text or "19" in text) and DAY_IN_LINE.search(text) is not None
    if has_day and words <= DAY_WORDS and (words <= SHORT_WORDS or _is_mostly_day(text)):
        return "D"
    if has_day and text[-1] != ".":
        return "X"
    if TITLE_WORDS[0] <= words <= TITLE_WORDS[1] and is_heading(line.node) and _may_open(text):
        return "H"
    if words <= SHORT_WORDS:
        return "-" if text.endswith(".") else "S"
    return "L" if words <= TITLE_WORDS[1] and text[-1] not in "!?" and _may_open(text) else "-"


def _is_whole_link(line: Line) -> bool:
    """True for one of several lines of a block that is a link."""
    return line.node.children <= MOST_CHILDREN and any(
        in_one_line(all_text(a)) == line.text for a in line.node.element.iter("a")
    )


def _is_mostly_day(text: str) -> bool:
    """True for a stamp: "Senin, 13 Maret 2023 09:15 WIB", "Redaksi - 12/3/2023"; no title has so few other letters."""
    rest = LONG_WORDS.findall(DAY_IN_LINE.sub("", text))
    return len(rest) <= 2


def _may_open(text: str) -> bool:
    return not text.endswith(NO_TITLE_END) and NUMBERED.match(text) is None


def is_heading(node: PageNode) -> bool:
    """True for a line's block that is a heading, or stands right in one."""
    return node.tag in HEADINGS or (node.above is not None and node.above.tag in HEADINGS)


def _link_around(node: PageNode) -> PageNode | None:
    above = node.above
    for _ in range(NEAR):
        if above is None or above.tag == "a":
            return above
        above = above.above
    return None


def _scripted_box(node: PageNode) -> PageNode | None:
    """The box around a line of which a script makes a link; None without one."""
    here: PageNode | None = node
    for _ in range(NEAR):
        if here is None:
            return None
        if (script := here.attributes.get("onclick")) and BY_SCRIPT.search(script):
            return here
        here = here.above
    return None


def leads_to_story(line: Line, url: str) -> bool:
    """True for a line of which all links, or the box's script, lead to other pages of the site."""
    around = _link_around(line.node)
    links = [around.attributes.get("href") or ""] if around is not None else _hrefs(line)
    if not links:
        box = _scripted_box(line.node)
        script = "" if box is None else box.attributes["onclick"]
        links = re.findall(r"[\"']([^\"']{2,300})[\"']", script)[:1]
    return bool(links) and all(_is_other_story(address, url) for address in links)


def _hrefs(line: Line) -> list[str]:
    links = [(a.get("href") or "", in_one_line(a.text_content())) for a in line.node.element.iter("a")]
    return [href for href, words in links if words and words in line.text]


def _is_other_story(address: str, url: str) -> bool:
    own_host, own_path = address_parts(url)
    try:
        address = address.strip()
        whole = address if address.startswith(("https://", "http://")) else urljoin(url, address)
        parts = split(whole)
        is_other = parts.path not in {own_path, "", "/"} or bool(parts.query and parts.path != own_path)
        return is_other and host_of(whole) == own_host
    except ValueError:
        return False


@lru_cache(maxsize=64)
def address_parts(url: str) -> tuple[str, str]:
    """The host and path of an address; empty where it is none."""
    try:
        return host_of(url), split(url).path
    except ValueError:
        return "", ""


def outermost(page: ParsedPage, first: int, last: int) -> list[PageNode] | None:
    """The largest elements that hold nothing but these lines, up to `last`; None where one stands among other words."""
    nodes: list[PageNode] = []
    if last - first > MOST_LINES:
        return None
    end = 0
    for line in page.table.lines[first:last]:
        node = line.node
        if node.first_line < first or node.last_line > last:
            inline = _inline(page, node, line)
            if inline is None:
                return None
            nodes.append(inline)
        if node.index < end or node.first_line < first or node.last_line > last:
            continue
        while (above := node.above) is not None and above.first_line >= first and above.last_line <= last:
            node = above
        nodes.append(node)
        end = node.end
    return nodes


def _inline(page: ParsedPage, block: PageNode, line: Line) -> PageNode | None:
    """The inline element right below a block that has all of a line's words; None without one."""
    for node in page.table.nodes[block.index + 1 : block.end]:
        if (
            node.above is block
            and not node.block
            and page.table.lines[node.first_line : node.first_line + 1] == [line]
            and in_one_line(node.element.text_content()) == line.text
        ):
            return node
    return None


def texts(page: ParsedPage, places: Iterable[int]) -> list[str]:
    """The texts of these lines of the page."""
    lines = page.table.lines
    return [lines[place].text for place in places]
