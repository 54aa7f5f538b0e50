"""Names that the page marks as the writer's, wherever it prints them."""

from __future__ import annotations

import re
from itertools import chain, islice
from operator import attrgetter

from lxml import html

from pipelines.page.headings import plain_text
from pipelines.page.parsed_page import ParsedPage
from pipelines.page.spots import OUTSIDE_TAGS
from pipelines.page.table import PageNode
from pipelines.strings.name_patterns import FULL_NAMES, LEAD, LOCAL_WRITERS_PAGE, LONGEST_NAME_LINE, MARKED
from pipelines.strings.squashed import squash

# Elements that name other articles' writers, or who commented; not "vcard", "post-footer".
OTHER_BOX_NAMES = re.compile(
    r"(?<!v)card|comment|feed|(?<!article-)(?<!entry-)(?<!post-)footer|list|latest|more|popular|promo|recirc|recommend|related|sidebar|teaser|trending|widget",
    re.IGNORECASE,
)
OWN_FOOT = re.compile(r"\b(?:article|entry|post)-footer\b")
WRITERS_PAGE = re.compile(
    r"/(?:authors?|autor(?:es|en)?|by|contributors?|journalists?|people|profiles?|reporters?|staff|writers?)/"
)
# "author-box", "td-author-box-wrap", "author_bio"
AUTHOR_BOX = re.compile(r"(?:^|[\s_-])(?:author|penulis)[_-]?(?:area|bio|box|desc|info|profile)", re.IGNORECASE)
BOX_ABOVE = 4  # elements above a name that may be the box
MAX_MARKED_NAMES = 3  # names on a page that are marked alike; more are other articles' writers


def marked_anywhere(page: ParsedPage, title: str | None = None, *, local: bool = False) -> list[str]:
    """Names that the page marks as the writer's wherever it prints them; none where it marks many.

    What holds the title is no list of other articles, whatever it is called. On an Indonesian page (`local`) only
    rel="author" and itemprop="author" mark a name: a class there is a template's word for anything.
    """
    squashed_title = squash(title or "")
    marks = {"itemprop", "rel"} if local else {"class", "itemprop", "rel"}
    tagged = chain.from_iterable(map(page.table.tagged, ("a", "div", "h3", "p", "span")))
    nodes = [node for node in tagged if node.letters and node.attributes and not marks.isdisjoint(node.attributes)]
    nodes.sort(key=attrgetter("index"))
    known: dict[html.HtmlElement, bool] = {}
    marked = dict.fromkeys(name for node in nodes if (name := _marked_name(node, squashed_title, known, local=local)))
    marked |= dict.fromkeys(_of_author_box(page)) if local and not marked else {}
    names = [name for name in marked if not any(other != name and name in other for other in marked)]
    return names if len(names) <= MAX_MARKED_NAMES else []


def _of_author_box(page: ParsedPage) -> list[str]:
    """The one full name in boxes about an Indonesian article's author that leads to the author's page."""
    links = (node for node in page.table.tagged("a") if LOCAL_WRITERS_PAGE.search(node.attributes.get("href") or ""))
    boxes = ((node, above) for node in links for above in islice(node.element.iterancestors(), BOX_ABOVE))
    names = {plain_text(node.element) for node, box in boxes if AUTHOR_BOX.search(box.get("class") or "")}
    full = [name for name in names if FULL_NAMES.match(name)]
    return full if len(full) == 1 else []


def _marked_name(node: PageNode, title: str, known: dict[html.HtmlElement, bool], *, local: bool) -> str | None:
    """The element's words, where it is marked, stands in the article and says no more than a name.

    A class alone may be a template's word for anything; then a link must lead to the writer's page, or "By" to his
    name.
    """
    get, element = node.attributes.get, node.element
    rel, itemprop, classes = get("rel"), get("itemprop"), None if local else get("class")
    if not (rel or itemprop or classes):  # nearly all elements of a page
        return None
    words_given = f"{rel or ''} {itemprop or ''}"
    names_given = f"{words_given} {classes}" if classes else words_given
    small = names_given.lower()
    if "author" not in small and "byline" not in small:  # one of them stands in each name that MARKED matches
        return None
    by_word, names = words_given.split(), names_given.split()
    if not any(MARKED.match(name) for name in names) or len(element) > 2:
        return None
    words = " ".join(element.text_content().split())
    if len(words) > LONGEST_NAME_LINE:
        return None
    if "author" not in by_word:
        words = words.partition(",")[0] if LEAD.match(words) else words
        if not FULL_NAMES.match(words) or not (LEAD.match(words) or _leads_to_writer(element)):
            return None
    for place in (element, *element.iterancestors()):
        if place not in known:
            known[place] = _elsewhere(place, title)
        if known[place]:
            return None
    return words


def _leads_to_writer(element: html.HtmlElement) -> bool:
    return any(WRITERS_PAGE.search(a.get("href") or "") for a in element.iter("a"))


def _elsewhere(element: html.HtmlElement, title: str) -> bool:
    """True for an element about other articles, or with comments."""
    if element.tag in {"body", "html"}:
        return False
    names = f"{element.get('class') or ''} {element.get('id') or ''}"
    if element.tag in OUTSIDE_TAGS and not OWN_FOOT.search(names):
        return True
    return bool(OTHER_BOX_NAMES.search(names)) and not (title and title in squash(element.text_content()))
