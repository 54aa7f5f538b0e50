"""The short lines around the title, in reading order: title, stamp and byline stand there."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from lxml import etree, html

from pipelines.calendar.patterns import DATE, ENGLISH, NUMBERS
from pipelines.page.blocks import BLOCK_TAGS, text_of
from pipelines.page.parsed_page import ParsedPage
from pipelines.rules import PageRules
from pipelines.strings.datelines import squash

LINES_BEFORE_TITLE = 10  # short lines looked at before the title
LINES_AFTER_TITLE = 30  # and behind it
MAX_SPOT_LENGTH = 220  # a longer line is prose
BODY_PROSE_LENGTH = 160  # two lines as long as this behind the title: the body has begun
OPENING_BODY_LINES = 6  # of the body's lines, the ones that tell where it begins
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
    r"(?:posted|published|updated|diposting|dipublikasikan|diterbitkan|tayang|terbit)\b.*\d{4}", re.IGNORECASE
)
LOOSE_DATE = re.compile(r"\d{1,4}\s?[-./年년]\s?\d|\d\W+[^\W\d]+\W+\d{4}")
OUTSIDE_TAGS = frozenset({"aside", "footer", "head", "nav", "noscript", "script", "style"})
MAX_SIDE_BAR_LENGTH = 4000  # characters of a side bar at most
OUTSIDE_NAMES = re.compile(
    r"(?:^|(?<!elementor)[\s_-])(?:sidebar|widget|related|terkait|popular|populer|terpopuler|trending|(?<!article-)(?<!entry-)(?<!post-)footer|comment|komentar|ticker|topbar|top-bar|navbar|menu|headline-list|post-nav|post-navigation|recent)(?:$|[\s_-])",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Spot:
    """A short line near the title. `hinted`: its class, or a near ancestor's, speaks of dates or names."""

    text: str
    element: html.HtmlElement
    hinted: bool
    after_title: bool
    names: str = ""


def spots_near(page: ParsedPage, title: str | None, rules: PageRules, body: Sequence[str] = ()) -> list[Spot]:
    """The short lines around the title, up to where the body begins; without a title, the hinted ones before it.

    `body` are the extracted lines. A date or a name in the body's own sentences is never a stamp or a byline.
    """
    ignored = {e for selector in rules.ignore_dates for e in page.tree.cssselect(selector)}
    squashed_title = squash(title or "")
    lines = list(_short_lines(page.tree, ignored, squashed_title))
    at = _title_index(lines, squashed_title)
    after = list(_until_body(lines[0 if at is None else at + 1 :], body))
    if at is None:
        return [spot for spot in after if spot.hinted][: LINES_BEFORE_TITLE + LINES_AFTER_TITLE]
    before = [s for s in lines[max(0, at - LINES_BEFORE_TITLE) : at] if s.hinted or SAYS_PUBLISHED.search(s.text)]
    return before + [replace(spot, after_title=True) for spot in after[:LINES_AFTER_TITLE]]


def _until_body(lines: Sequence[Spot], body: Sequence[str]) -> Iterator[Spot]:
    """The short lines before the first that the body holds, or before a second one of prose."""
    opening = [squash(line) for line in body[:OPENING_BODY_LINES] if len(line) > MIN_BODY_LINE]
    prose = 0
    for spot in lines[: 3 * LINES_AFTER_TITLE]:
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


def _title_index(lines: Sequence[Spot], title: str) -> int | None:
    """The last heading that says the title; without one, the first line that does, or an h1 with more words."""
    if not title:
        return None
    squashed = [(i, spot, squash(spot.text)) for i, spot in enumerate(lines)]
    same = [i for i, _, words in squashed if words == title] or [
        i for i, spot, words in squashed if spot.element.tag == "h1" and words.startswith(title) | words.endswith(title)
    ]
    headings = [i for i in same if lines[i].element.tag == "h1"] or [
        i for i in same if re.fullmatch(r"h[2-4]", str(lines[i].element.tag))
    ]
    return headings[0] if headings else same[0] if same else None


def _short_lines(tree: html.HtmlElement, ignored: set[html.HtmlElement], title: str) -> Iterator[Spot]:
    """The innermost blocks, and inline elements that stand among blocks, in order; none of menus and side bars."""
    outside: set[html.HtmlElement] = set(ignored)
    mixed: dict[html.HtmlElement, bool] = {}
    names: dict[html.HtmlElement | None, str] = {}
    for event, element in etree.iterwalk(tree, events=("start", "end"), tag="*"):
        parent = element.getparent()
        if event == "end":
            if loose := _loose_date(element, parent, outside):
                yield Spot(loose, element, False, False)
            continue
        names[element] = f"{element.get('class') or ''} {element.get('id') or ''} {element.get('itemprop') or ''}"
        if element in outside or parent in outside or _is_outside(element, names[element], title):
            outside.add(element)
        elif _is_line(element, mixed) and (text := text_of(element)):
            above = parent.getparent() if parent is not None else None
            near = " ".join(names.get(place, "") for place in (element, parent, above))
            yield Spot(text, element, bool(HINT.search(near)) or element.tag == "time", False, near)


def _loose_date(element: html.HtmlElement, parent: html.HtmlElement | None, outside: set[html.HtmlElement]) -> str:
    """A date that stands behind a block in no element of its own: "</h1> 2018-08-25 15:24 <div>"."""
    text = " ".join((element.tail or "").split())
    if parent is None or parent in outside or element.tag not in BLOCK_TAGS or parent.tag not in BLOCK_TAGS:
        return ""
    return text if len(text) <= MAX_SPOT_LENGTH and LOOSE_DATE.search(text) else ""


def _is_outside(element: html.HtmlElement, names: str, title: str) -> bool:
    """True for menus, side bars and lists of other articles; not for what holds the title (Blogger's widget)."""
    if element.tag in OUTSIDE_TAGS:
        return True
    if element.tag in {"body", "html"} or not OUTSIDE_NAMES.search(names):
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
            known[place] = _is_outside(place, names, title) or _is_another(place, title)
        if known[place]:
            return True
    return False


def _is_another(element: html.HtmlElement, title: str) -> bool:
    """True for an <article> with an h1 of its own that says another title: the next one of an endless page."""
    if element.tag != "article" or not title:
        return False
    return next(element.iter("h1"), None) is not None and title not in squash(element.text_content())


def _is_line(element: html.HtmlElement, mixed: dict[html.HtmlElement, bool]) -> bool:
    """True for a block that holds no other block; for an inline element that stands among blocks.

    `mixed` remembers which elements have a block among their children.
    """
    if element.tag in BLOCK_TAGS:
        return next((False for child in element.iterdescendants() if child.tag in BLOCK_TAGS), True)
    parent = element.getparent()
    if parent is None or parent.tag not in BLOCK_TAGS or element.tag in {"br", "img", "svg"}:
        return False
    if parent not in mixed:
        mixed[parent] = any(child.tag in BLOCK_TAGS for child in parent)
    return mixed[parent]
