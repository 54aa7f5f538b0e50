"""The short lines around the title, in reading order: title, stamp and byline stand there."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import islice, takewhile

from lxml import html

from pipelines.calendar.patterns import DATE, ENGLISH, NUMBERS
from pipelines.page.parsed_page import ParsedPage
from pipelines.page.table import PageNode, PageTable
from pipelines.rules import PageRules
from pipelines.strings.class_words import class_words
from pipelines.strings.squashed import squash

LINES_BEFORE_TITLE = 10  # short lines looked at before the title
LINES_AFTER_TITLE = 30  # and behind it
MAX_SPOT_LENGTH = 220  # a longer line is prose
BODY_PROSE_LENGTH = 160  # two lines as long as this behind the title: the body has begun
OPENING_BODY_LINES = 6  # of the body's lines, the ones that tell where it begins
OPENS = 4  # elements of an article in front of the footer that opens it: a hidden title with its link
MIN_BODY_LINE = 40  # characters below which a line tells nothing
HINT = re.compile(
    r"date|time|tanggal|waktu|tgl|publish|created|posted|meta\b|stamp|author|byline|penulis|reporter|editor|credit|jurnalis|info|kolofon|wartawan",
    re.IGNORECASE,
)
# "publiziert am 25. September 2018", "05/10/2018 - Publicado por: ..."
SAYS_PUBLISHED = re.compile(
    r"veröffentlicht|publiziert|erschienen am|publié|publicad[oa]|pubblicato|gepubliceerd|publicerad|publiceret|"
    r"publisert|опубликовано",
    re.IGNORECASE,
)
STAMP_FIRST = re.compile(rf"\W*(?:\d[\d./-]+\W+)?(?:{SAYS_PUBLISHED.pattern})", re.IGNORECASE)
SAYS_POSTED = re.compile(  # "Posted: 4:11 PM, May 05, 2017 Updated: ..."
    r"(?:posted|published|updated|di(?:muat|posting|publikasikan|rilis|tayangkan|terbitkan|unggah)|tayang|terbit|"
    r"tanggal\s+(?:posting|publikasi|tayang|terbit|unggah))\b.*\d{4}",
    re.IGNORECASE,
)
HOUR_OR_YEAR = re.compile(r"\d[:.]\d\d|\d{4}")
HOUR = re.compile(r"\d[:.]\d\d")
LOOSE_DATE = re.compile(r"\d{1,4}\s?[-./年년]\s?\d|\d\W+[^\W\d]+\W+\d{4}")
OUTSIDE_TAGS = frozenset({"aside", "footer", "head", "nav", "noscript", "script", "style"})
SHORTEST_DATE = 6  # characters
SQUASHED_MORE = 8  # characters that a text may gain by becoming lower case
MAX_SIDE_BAR_LENGTH = 4000  # characters of a side bar at most
MOST_MARKS = 4096  # marks of elements that are remembered
MAX_MARKS_LENGTH = 200  # characters of marks that are remembered
# What menus, side bars and lists of other articles are called, also in the plural; with "footer" if no article's.
OUTSIDE = (
    "comment", "headline-list", "komentar", "menu", "navbar", "popular", "populer", "post-nav", "post-navigation",
    "recent", "related", "sidebar", "terkait", "terpopuler", "ticker", "top-bar", "topbar", "trending", "widget",
)  # fmt: skip
OUTSIDE_NAMES = re.compile(
    rf"(?:^|(?<!elementor)[\s_-])(?:{'|'.join(OUTSIDE)}|(?<!article-)(?<!entry-)(?<!post-)footer)s?(?:$|[\s_-])",
    re.IGNORECASE,
)
# The last words of these names, one of which stands in all that match: asked before the pattern, which takes longer.
OUTSIDE_WORDS = frozenset(f"{name.rpartition('-')[2]}{s}" for name in (*OUTSIDE, "footer") for s in ("", "s"))


@dataclass(frozen=True)
class Spot:
    """A short line near the title. `hinted`: its class, or a near ancestor's, speaks of dates or names."""

    text: str
    element: html.HtmlElement
    hinted: bool
    after_title: bool
    names: str = ""
    index: int = -1
    """Of the page's node; of a date in no element, of the node behind it."""


@dataclass(frozen=True, slots=True)
class HeadStamp:
    """A line that the head's reader takes for a stamp, with its block on the page; `above` the title or the text."""

    text: str
    node: PageNode
    above: bool


def spots_near(
    page: ParsedPage,
    title: str | None,
    rules: PageRules,
    body: Sequence[str] = (),
    *,
    begins_at: int | None = None,
    stamps: Sequence[HeadStamp] = (),
) -> list[Spot]:
    """The short lines around the title, up to where the body begins; without a title, the hinted ones before it.

    `body` are the extracted lines, `begins_at` the index of the node in which they begin, if the head's reader knows
    it, `stamps` the lines that it takes for stamps: above the title only those with an hour count, and those that are
    no block of their own (behind a break) are added. A date or a name in the body's own sentences is never a stamp.
    """
    stamped = {squash(stamp.text) for stamp in stamps}
    ignored = {e for selector in rules.ignore_dates for e in page.tree.cssselect(selector)}
    squashed_title = squash(title or "")
    above, behind = _parted_at_title(_short_lines(page.table, ignored, squashed_title), squashed_title)
    near_behind = islice(behind, 3 * LINES_AFTER_TITLE)
    if begins_at is not None and above is not None:
        head = takewhile(lambda spot: spot.index < begins_at, near_behind)
        short: Iterator[Spot] = (spot for spot in head if len(spot.text) <= MAX_SPOT_LENGTH)
    else:
        short = _until_body(near_behind, body)
    after = list(short if above is None else islice(short, LINES_AFTER_TITLE))
    if above is None:
        near = [spot for spot in after if spot.hinted or SAYS_POSTED.match(spot.text) or squash(spot.text) in stamped]
        return [*near[: LINES_BEFORE_TITLE + LINES_AFTER_TITLE], *_behind_breaks(page.table, stamps, near)]
    before = [
        spot
        for spot in above[-LINES_BEFORE_TITLE:]
        if spot.hinted
        or SAYS_PUBLISHED.search(spot.text)
        or (squash(spot.text) in stamped and HOUR.search(spot.text) is not None)
    ]
    after = [replace(spot, after_title=True) for spot in after]
    return [*before, *after, *_behind_breaks(page.table, stamps, [*before, *after])]


def _behind_breaks(table: PageTable, stamps: Sequence[HeadStamp], spots: Sequence[Spot]) -> Iterator[Spot]:
    """Spots for the stamps among the lines of a block with breaks, unless another spot holds their words."""
    shown = [squash(spot.text) for spot in spots]
    for stamp in stamps:
        words = squash(stamp.text)
        alone = words == squash(table.text(stamp.node))
        if not alone and not any(words in text for text in shown) and HOUR_OR_YEAR.search(stamp.text):
            # without an hour it may be the day of the visit, which stands above a title
            behind = not stamp.above and HOUR.search(stamp.text) is not None
            yield Spot(stamp.text, stamp.node.element, False, behind, index=stamp.node.index)


def _until_body(lines: Iterable[Spot], body: Sequence[str]) -> Iterator[Spot]:
    """The short lines before the first that the body holds, or before a second one of prose."""
    opening = [squash(line) for line in body[:OPENING_BODY_LINES] if len(line) > MIN_BODY_LINE]
    prose = 0
    for spot in lines:
        words = squash(spot.text)
        begun = len(words) > MIN_BODY_LINE and any(words in line or line in words for line in opening)
        if begun and not STAMP_FIRST.match(spot.text) and not _opens_with_date(spot.text):
            return
        prose += len(spot.text) > BODY_PROSE_LENGTH
        if prose > 1:
            return
        if len(spot.text) <= MAX_SPOT_LENGTH:
            yield spot


def _opens_with_date(text: str) -> bool:
    """True for a stamp with more beside it that extraction took for text: "3 November 2023 14:22 | Administrator"."""
    if text[-1] in '.!?”"':
        return False
    return bool(SAYS_POSTED.match(text)) or any(form.match(text) for form in (DATE, ENGLISH, NUMBERS))


def says_posted(text: str) -> bool:
    """True for a line that opens with a word for the publication: "Posted: May 5, 2023", "Publié le 5 mai 2023."."""
    return bool(SAYS_POSTED.match(text) or STAMP_FIRST.match(text))


def _parted_at_title(lines: Iterator[Spot], title: str) -> tuple[list[Spot] | None, Iterator[Spot]]:
    """The lines above the title, and those behind it; None and all lines where none says the title.

    Those behind an h1 that says it are made when they are asked for: most pages have many behind their text.
    """
    above: list[Spot] = []
    for spot in lines:
        may_be = title and spot.element.tag == "h1" and len(spot.text) >= len(title) - SQUASHED_MORE
        if may_be and squash(spot.text) == title:
            return above, lines
        above.append(spot)
    at = _title_index(above, title)
    return (None, iter(above)) if at is None else (above[:at], iter(above[at + 1 :]))


def _title_index(lines: Sequence[Spot], title: str) -> int | None:
    """The last heading that says the title; without one, the first line that does, or an h1 with more words."""
    if not title:
        return None
    squashed = [(i, s, squash(s.text)) for i, s in enumerate(lines) if len(s.text) >= len(title) - SQUASHED_MORE]
    same = [i for i, _, words in squashed if words == title] or [
        i for i, spot, words in squashed if spot.element.tag == "h1" and words.startswith(title) | words.endswith(title)
    ]
    headings = [i for i in same if lines[i].element.tag == "h1"] or [
        i for i in same if re.fullmatch(r"h[2-4]", str(lines[i].element.tag))
    ]
    return headings[0] if headings else same[0] if same else None


def _short_lines(table: PageTable, ignored: set[html.HtmlElement], title: str) -> Iterator[Spot]:
    """The innermost blocks, and inline elements that stand among blocks, in order; none of menus and side bars."""
    nodes, index = table.nodes, 0
    loose: list[tuple[int, Spot]] = []  # dates in no element of their own, each with the index that it stands before
    while index < len(nodes):
        while loose and index >= loose[-1][0]:
            yield loose.pop()[1]
        node = nodes[index]
        if node.block and (date := _loose_date(node)) is not None:
            loose.append((node.end, date))
        if (
            (node.tag in OUTSIDE_TAGS and not _opens_article(node))
            or (ignored and node.element in ignored)
            or (
                node.attributes
                and node.tag != "footer"
                and _names_outside(marks := _marks(node))
                and _is_outside(node.element, marks, title)
            )
        ):
            index = node.end
            continue
        if node.letters and _is_line(node) and (text := table.text(node)):
            near = _near(node)
            yield Spot(
                text, node.element, node.tag == "time" or any(map(_hints, near)), False, " ".join(near), node.index
            )
        index += 1
    while loose:
        yield loose.pop()[1]


def _opens_article(node: PageNode) -> bool:
    """True for the <footer> in front of an article's text: Drupal's "Submitted by ... on ..."."""
    above = node.above
    return node.tag == "footer" and above is not None and above.tag == "article" and node.index - above.index <= OPENS


def _marks(node: PageNode) -> str:
    """The node's class, id and itemprop."""
    itemprop = node.attributes.get("itemprop")
    return f"{node.names} {itemprop}" if itemprop else node.names


def _near(node: PageNode) -> tuple[str, str, str]:
    """The marks of a node and of the two above it."""
    above = node.above
    if above is None:
        return _marks(node), "", ""
    return _marks(node), _marks(above), "" if above.above is None else _marks(above.above)


def _hints(marks: str) -> bool:
    """True for marks that speak of dates or names; those of a page repeat, and searching takes 15 microseconds."""
    return len(marks) > 1 and (_hints_at(marks) if len(marks) <= MAX_MARKS_LENGTH else HINT.search(marks) is not None)


@lru_cache(maxsize=MOST_MARKS)
def _hints_at(marks: str) -> bool:
    return HINT.search(marks) is not None


def _names_outside(marks: str) -> bool:
    """True for marks of menus, side bars and lists of other articles."""
    if len(marks) <= 1:
        return False
    return _names_other(marks) if len(marks) <= MAX_MARKS_LENGTH else OUTSIDE_NAMES.search(marks) is not None


@lru_cache(maxsize=MOST_MARKS)
def _names_other(marks: str) -> bool:
    return not OUTSIDE_WORDS.isdisjoint(class_words(marks)) and OUTSIDE_NAMES.search(marks) is not None


def _loose_date(node: PageNode) -> Spot | None:
    """A date that stands behind a block in no element of its own: "</h1> 2018-08-25 15:24 <div>"."""
    if node.above is None or not node.above.block:
        return None
    tail = node.element.tail
    if tail is None or len(tail) < SHORTEST_DATE:
        return None
    text = " ".join(tail.split())
    dated = len(text) <= MAX_SPOT_LENGTH and LOOSE_DATE.search(text)
    return Spot(text, node.element, False, False, index=node.end) if dated else None


def _is_outside(element: html.HtmlElement, names: str, title: str) -> bool:
    """True for menus, side bars and lists of other articles; not for what holds the title (Blogger's widget)."""
    if element.tag in OUTSIDE_TAGS:
        return True
    if not _names_outside(names) or element.tag in {"body", "html"}:
        return False
    text = element.text_content()
    return len(text) < MAX_SIDE_BAR_LENGTH and not (title and title in squash(text))


def is_about_other_articles(element: html.HtmlElement, title: str, known: dict[html.HtmlElement, bool]) -> bool:
    """True for an element in a side bar, a list of other articles or the comments; `title` is squashed.

    `known` remembers the places that were looked at.
    """
    for place in (element, *element.iterancestors()):
        if place not in known:
            names = f"{place.get('class') or ''} {place.get('id') or ''}"
            outside = _is_outside(place, names, title) and not _is_own_footer(place, title)
            known[place] = outside or _is_another(place, title)
        if known[place]:
            return True
    return False


def _is_own_footer(element: html.HtmlElement, title: str) -> bool:
    """True for the <footer> of the <article> that holds the title."""
    above = element.getparent() if element.tag == "footer" else None
    return above is not None and above.tag == "article" and bool(title) and title in squash(above.text_content())


def _is_another(element: html.HtmlElement, title: str) -> bool:
    """True for an <article> with an h1 of its own that says another title: the next one of an endless page."""
    if element.tag != "article" or not title:
        return False
    return next(element.iter("h1"), None) is not None and title not in squash(element.text_content())


def _is_line(node: PageNode) -> bool:
    """True for a block that holds no other block; for an inline element that stands among blocks."""
    if node.block:
        return not node.over_block
    above = node.above
    return above is not None and above.block and above.holds_block and node.tag not in {"br", "img", "svg"}
