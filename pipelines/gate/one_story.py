"""Whether a page shows one story: its title's heading, the day near it, and prose that no linked heading opens.

Addresses and classes of listings are given to stories, too (/category/x/title, class "blog"): what the page shows has
the last word. A listing's teasers stand below the linked heading of each; a story's paragraphs stand below its own
title, which is no link. What has not been seen: a listing whose teasers have neither linked headings nor lines that are
a link before the prose; it counts as a story where a day stands between its title and its prose.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from corpus.urls import article_key, join
from pipelines.calendar.parts import at_home
from pipelines.calendar.printed import find_printed
from pipelines.dates.machine_fields import PUBLISHED_META
from pipelines.page.parsed_page import ParsedPage
from pipelines.page.table import Line
from pipelines.strings.squashed import squash
from pipelines.strings.subject_words import long_words
from pipelines.strings.word_count import count_words

MIN_RUNNING_LENGTH = 60  # characters of a line of prose
SENTENCE_CLOSED = re.compile(r"[.!?。！？][\W_]*\Z")
CUT_OFF = re.compile(r"(?:…|\.\.\.|\[…\]|»|\bselengkapnya\.?)\W*\Z", re.IGNORECASE)
HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
MOSTLY_LINKED = 0.75  # of a line's characters in links: it is a link
MIN_LINKED_WORDS = 4  # words of a link that may be a headline; fewer are a part of the site, or a tag
OPENED_SHARE = 0.5  # of the paragraphs that a linked heading opens in a listing
MIN_OPENED = 2  # linked headings over prose that make a listing
ROW_SHARE = 0.6  # of the paragraphs of a page at any address that are other stories' teasers
MIN_LED = 4  # paragraphs that begin with a link to a story, in a listing
LED_SHARE = 0.8  # of its paragraphs
NEAR_LINES = 4  # lines before and behind the first paragraph in which a link shows that it is a teaser
MIN_TAKEN_UP = 2  # words of a linked heading that the paragraphs below it take up
MORE_TAKEN_UP = 3  # times the words that they take up of the page's title
READ_ON = re.compile(  # "Baca selengkapnya", "Selengkapnya »", "Read more"
    r"\W*(?:(?:baca|lihat)\s)?(?:selengkapnya|berita\sini|lanjut(?:kan)?(?:\smembaca)?|lebih\slanjut|read\smore|more|detail)\b[^.!?]{0,120}",
    re.IGNORECASE,
)
MAX_DAY_LENGTH = 160  # characters of a line that prints the story's day
HOME_OFFSET = 7  # hours before UTC, of the site's clock
DAY_BEFORE_TITLE = 2  # lines above the title in which its day may stand
DAY_BEFORE_PROSE = 6  # lines above the prose of a story whose title stands nowhere


@dataclass(frozen=True, slots=True)
class Story:
    """One story on a page: how many paragraphs and words of prose it has, and whether a day is given for it."""

    paragraphs: int
    words: int
    is_dated: bool


def is_running_prose(line: str) -> bool:
    """True for a line of a text's running prose: long, closed like a sentence and not cut off.

    >>> is_running_prose("Petugas catatan sipil datang dua kali sepekan dengan mobil keliling.")
    True
    >>> is_running_prose("Petugas catatan sipil datang dua kali sepekan dengan mobil keliling [...]")
    False
    """
    return (
        len(line) >= MIN_RUNNING_LENGTH and bool(SENTENCE_CLOSED.search(line[-8:])) and not CUT_OFF.search(line[-20:])
    )


def claims_day(page: ParsedPage) -> bool:
    """True for a page whose head or JSON-LD gives the day of its publication."""
    return bool(page.claims.first(*PUBLISHED_META) or page.claims.ld.get("datePublished"))


def one_story(page: ParsedPage, title: str | None, lines: Sequence[str]) -> Story | None:
    """Return the one story that a page with this title and text shows; None for a row of teasers, or without prose."""
    seen = [line for line in page.table.lines if line.silent is None]
    at = _title_line(page, seen, title)
    if at is None and any(_is_linked(line) and squash(line.text) == squash(title or "") for line in seen):
        return None  # the title is a link: to the story
    own = {line for line in lines if is_running_prose(line)}
    first: int | None = None
    paragraphs = words = opened = linked = more = 0
    opener: Line | None = None
    for index, line in enumerate(seen[(at or 0) :], at or 0):
        if line.text in own:
            if opener is not None:
                opened += 1
                if first is None:
                    return None
            first = index if first is None else first
            paragraphs += 1
            words += count_words(line.text)
            linked += _is_linked(line)
            opener = None
        elif index != at and _is_heading(line):
            opener = line if _is_linked(line) else None
        elif first is None and index != at and _is_linked(line) and count_words(line.text) >= MIN_LINKED_WORDS:
            opener = line
        elif first is not None and _is_linked(line) and READ_ON.fullmatch(line.text):
            more += 1
    rows = max(opened, linked, more)
    if first is None or (rows >= MIN_OPENED and rows >= OPENED_SHARE * paragraphs):
        return None
    return Story(paragraphs, words, claims_day(page) or _is_day_near(page, seen, at, first))


def row_of_stories(page: ParsedPage, title: str | None, lines: Sequence[str]) -> str | None:
    """Return why the prose is that of a row of other stories, or of one teaser; None if it may be the page's own.

    Asked of every page: it reads on only where a link stands at the first paragraph.
    """
    first = next((line for line in lines if is_running_prose(line)), None)
    table = page.table.lines
    at = next((index for index, line in enumerate(table) if line.text == first), None) if first else None
    if at is not None and _is_led_by_story(table[at]):
        return _row_of_led(page, title, lines, table[at])
    if at is None or not (
        _is_linked(table[at])
        or any(_is_linked(line) and _is_heading(line) for line in table[max(0, at - NEAR_LINES) : at])
        or any(_is_linked(line) and READ_ON.fullmatch(line.text) for line in table[at + 1 : at + 1 + NEAR_LINES])
    ):
        return None
    own = {line for line in lines if is_running_prose(line)}
    paragraphs = opened = linked = more = 0
    opener: Line | None = None
    teaser: Line | None = None
    for line in table[max(0, at - NEAR_LINES) :]:
        if line.silent is not None:
            continue
        if line.text in own:
            opened += opener is not None
            linked += _is_linked(line)
            teaser = opener if not paragraphs else teaser
            paragraphs += 1
            opener = None
        elif _is_heading(line):
            opener = line if _is_linked(line) and not _links_itself(page, line) else None
        elif paragraphs and _is_linked(line) and READ_ON.fullmatch(line.text):
            more += 1
    for rows, what in ((opened, "below a linked heading"), (linked, "a link"), (more, "with a link to read on")):
        if rows >= MIN_OPENED and rows >= ROW_SHARE * paragraphs and (what != "below a linked heading" or teaser):
            return f"{rows} of {paragraphs} paragraphs, each {what}"
    if teaser is None or squash(teaser.text) == squash(title or ""):
        return f"the title is a link to {_target(teaser)}" if teaser is not None and more else None
    taken_up = title_words_in(teaser.text, list(own))[1]
    is_others = taken_up >= MIN_TAKEN_UP and taken_up > MORE_TAKEN_UP * title_words_in(title, list(own))[1]
    return f"one story below the link to it: {teaser.text[:80]}" if is_others else None


def _row_of_led(page: ParsedPage, title: str | None, lines: Sequence[str], first: Line) -> str | None:
    """Return why paragraphs that begin with a headline's link are a listing's; None on a page with a day of its own."""
    seen = [line for line in page.table.lines if line.silent is None]
    own = {line for line in lines if is_running_prose(line)}
    prose = [line for line in seen if line.text in own]
    led = sum(map(_is_led_by_story, prose))
    if led < MIN_LED or led < LED_SHARE * len(prose) or claims_day(page):
        return None
    if first in seen and _is_day_near(page, seen, _title_line(page, seen, title), seen.index(first)):
        return None  # "Lima kabar terpopuler pekan ini"
    return f"{led} of {len(prose)} paragraphs, each begins with a link to a story"


def _is_led_by_story(line: Line) -> bool:
    """True for a paragraph that begins with a link of a headline's length: a teaser's title before its words."""
    if not 0 < line.linked < MOSTLY_LINKED:
        return False
    link = next(line.node.element.iter("a"), None)
    words = " ".join(link.text_content().split()) if link is not None else ""
    return count_words(words) >= MIN_LINKED_WORDS and line.text.startswith(words)


def title_words_in(title: str | None, lines: Sequence[str]) -> tuple[int, int]:
    """How many long words the title has, and how many of them stand in these lines."""
    named = long_words(title or "")
    return len(named), len(named & long_words(" ".join(lines)))


def _title_line(page: ParsedPage, seen: Sequence[Line], title: str | None) -> int | None:
    """The place of the last line that prints the title as a heading, or else of the first that prints it; no link.

    A link to the page's own address is none: old themes print the title so.
    """
    words = squash(title or "")
    if not words:
        return None
    places = [index for index, line in enumerate(seen) if squash(line.text) == words]
    places = [index for index in places if not _is_linked(seen[index]) or _links_itself(page, seen[index])]
    headings = [index for index in places if _is_heading(seen[index])]
    return headings[-1] if headings else places[0] if places else None


def _is_heading(line: Line) -> bool:
    """True for a line of a heading's element."""
    node = line.node
    return node.tag in HEADINGS or (node.above is not None and node.above.tag in HEADINGS)


def _target(line: Line) -> str:
    """The address of the first link in a line or around it; "" without one."""
    element = line.node.element
    links = [*element.iter("a"), *element.iterancestors("a")]
    return next((href for link in links if (href := (link.get("href") or "").strip())), "")


def _links_itself(page: ParsedPage, line: Line) -> bool:
    """True for a line that links the page's own address, or no address."""
    target = _target(line)
    if not target or target.startswith(("#", "javascript:")):
        return True
    own = {page.url, page.claims.links.get("canonical") or page.url}
    return article_key(join(page.url, target)) in {article_key(join(page.url, address)) for address in own}


def _is_linked(line: Line) -> bool:
    return line.linked >= MOSTLY_LINKED


def _is_day_near(page: ParsedPage, seen: Sequence[Line], at: int | None, first: int) -> bool:
    """True where a line between the title and the prose, or right above the title, prints a day.

    The day above the title may be the site's clock: the day of the fetch does not count there.
    """
    clock = page.capture.fetched_at
    today = at_home(clock, HOME_OFFSET).date()
    for index in range(max(0, first - DAY_BEFORE_PROSE if at is None else at - DAY_BEFORE_TITLE), first):
        line = seen[index].text
        if len(line) > MAX_DAY_LENGTH or not any(map(str.isdigit, line)):
            continue
        for printed in find_printed(line, clock=clock):
            if (at is not None and index > at) or printed.day != today:
                return True
    return False
