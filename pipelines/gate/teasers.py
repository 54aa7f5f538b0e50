"""Whether a body is a row of teasers: linked headings, each with a date and a lead."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from itertools import islice

from pipelines.body.cards import MAX_CARD_LENGTH, card_texts
from pipelines.gate.one_story import one_story
from pipelines.page.parsed_page import ParsedPage
from pipelines.page.table import PageTable, all_text
from pipelines.strings.squashed import squash

MIN_TEASERS = 6  # teasers or lines of a listing
MIN_CARD_SHARE = 0.6  # of the body's lines that stand in such boxes
MAX_CARD_LINES = 3  # of the body at most in one teaser
MAX_CARDS = 60  # boxes that are read
MAX_LINKS = 2000  # links of a page that are read
MIN_LINK_SHARE = 0.8  # of the body's lines that are nothing but a link
LINKED_ROW = 0.5  # of a table row's characters in links: number and day stand beside a headline
LISTING_CLASSES = frozenset(
    {
        "archive",
        "author",
        "bbp-forum-archive",
        "blog",
        "category",
        "forum-archive",
        "home",
        "search",
        "search-results",
        "tag",
    }
)
LOOSE_CLASSES = frozenset({"blog"})  # of a site's design, too
ARTICLE_CLASSES = frozenset({"page", "single", "single-post", "singular"})


def row_of_teasers(page: ParsedPage, title: str | None, lines: Sequence[str]) -> str | None:
    """Return why the body is a row of linked headings and leads; None if it is not."""
    cut_off = sum(line.rstrip().endswith(("[…]", "[...]", "…", "Read more", "Selengkapnya", "»")) for line in lines)
    if cut_off >= MIN_TEASERS and cut_off * 3 >= len(lines):
        return f"{cut_off} teasers"
    if named := _listing_class(page, title, lines):
        return f"the page's class says {named}"
    squashed = [squash(line) for line in lines]
    if len(lines) >= MIN_TEASERS and _are_links(page, squashed):
        return f"{len(lines)} lines, nearly all of them links"
    if rows := _linked_rows(page.table, lines):
        return f"{rows} rows of a table, nearly all of them links"
    cards = [*_cards(page.table), *card_texts(page.table, MIN_TEASERS)]
    if len(cards) < MIN_TEASERS:
        return None
    cards = [
        card for card in cards if sum(line in card for line in squashed) <= MAX_CARD_LINES
    ]  # else it holds an article
    inside = sum(any(line in card for card in cards) for line in squashed)
    if len(cards) >= MIN_TEASERS and inside >= MIN_CARD_SHARE * len(lines):
        return f"{len(cards)} cards, each a linked heading with its lead"
    return None


def _listing_class(page: ParsedPage, title: str | None, lines: Sequence[str]) -> str | None:
    """Return the class of a listing that the page's body has, where the page shows no story; else None."""
    bodies = page.table.tagged("body")
    names = (bodies[0].attributes.get("class") or "").lower().split() if bodies else []
    listing = LISTING_CLASSES & set(names)
    if not listing or ARTICLE_CLASSES & set(names):
        return None
    story = one_story(page, title, lines)
    return None if story and (story.is_dated or listing <= LOOSE_CLASSES) else min(listing)


def _are_links(page: ParsedPage, squashed: Sequence[str]) -> bool:
    """True where nearly all of these lines are the words of a link each."""
    links = list(islice(page.table.tagged("a"), MAX_LINKS))
    longest = max((link.letters for link in links), default=0)
    needed = MIN_LINK_SHARE * len(squashed)
    if sum(len(line) <= longest for line in squashed) < needed:
        return False
    linked = {squash(all_text(link.element)) for link in links}
    return sum(line in linked for line in squashed) >= needed


def _linked_rows(table: PageTable, lines: Sequence[str]) -> int:
    """How many rows of a table are links for the most part, where nearly all lines are such rows; else 0."""
    if len(lines) < MIN_TEASERS or sum(line.startswith("|") for line in lines) < MIN_LINK_SHARE * len(lines):
        return 0
    rows = [node for node in table.tagged("tr") if node.letters]
    linked = sum(node.linked >= LINKED_ROW * node.letters for node in rows)
    return linked if linked >= max(MIN_TEASERS, MIN_CARD_SHARE * len(rows)) else 0


def _cards(table: PageTable) -> list[str]:
    """The squashed texts of small boxes that a linked heading opens: teasers of other articles."""
    cards: list[str] = []
    headings = list(table.tagged("h2", "h3", "h4", "h5"))
    places = [node.index for node in headings]
    for node in headings:
        heading = node.element
        link = heading.find(".//a")
        if link is None and node.above is not None and node.above.tag == "a":
            link = node.above.element
        if link is None or not (link.get("href") or "").strip("# ") or len(cards) >= MAX_CARDS:
            continue
        box = node.above
        while box is not None and (above := box.above) is not None and above.tag != "body":
            inside = bisect_left(places, above.end) - bisect_left(places, above.index)
            if inside > 1 or len(above.element.text_content()) > MAX_CARD_LENGTH:
                break
            box = above
        if box is not None and len(words := squash(box.element.text_content())) <= MAX_CARD_LENGTH:
            cards.append(words)
    return cards
