"""Links that are an article's own words: sentences, lists behind a colon, documents (`free_own_links`).

An extractor drops paragraphs and lists that are links for the most part, since most of them are teasers. Freed from
their links, so that it reads them, are

- a paragraph beside prose that is one link and a sentence with its full stop: titles have none
- a block beside prose that is one link to a document
- a heading that is one link to a place on the page: an accordion's, or one that may be linked to
- items of a list that a line with a colon announces: names, documents, sources; in the middle of the text also short
  items behind a sentence or a heading. No titles of the site's own stories
- a heading over a paragraph of prose that leads to a place in the page, or to a tag

Behind the text's last paragraph only what a colon announces, and no links to tags. What has not been seen is left.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urljoin

from lxml import html

from corpus.urls import host_of, split
from pipelines.balance.furniture import heading_rule, line_reason, named_region
from pipelines.balance.outward import NETWORKS, site_of
from pipelines.body.cards import MIN_LINK_TITLE
from pipelines.body.link_rows import STORY_SLUG, right_before
from pipelines.page.blocks import HEADING_TAGS
from pipelines.page.table import all_text

PARAGRAPH = 60  # characters of a paragraph that is prose
MIN_LINK_WORDS = 6  # words of a sentence that is a link
MIN_INTRO_WORDS = 3  # words of a line that announces items
MAX_ITEM = 160  # characters of an item
FULL_STOPS = (".", "!", "?", ".”", '."')
DOCUMENT = re.compile(r"\.(?:csv|docx?|odt|pdf|pptx?|rtf|txt|xlsx?|zip)$", re.IGNORECASE)
ANNOUNCES = re.compile(  # what announces other pages, whatever follows
    r"\W*(?:artikel|baca|berita|bagikan|ikuti|kategori|label|lihat|simak|tags?|topik|tonton|share|read|follow)\b",
    re.IGNORECASE,
)
SOURCES = re.compile(
    r"\W*(?:daftar\s)?(?:dokumen|lampiran|pustaka|referensi|references?|rujukan|sources?|sumber|tautan|unduhan)\W*",
    re.IGNORECASE,
)
TAGGED = re.compile(r"/(?:category|kategori|label|search|tags?|topics?|topik)/|[?&](?:q|s|tag)=", re.IGNORECASE)
MAX_NAME_WORDS = 4  # words of an item that no colon announces
MOST_BESIDE = 4  # elements beside a link in its block
NO_PROSE = (1 << 30, -1)
Ranges = dict[html.HtmlElement, tuple[int, int]]
"""Of an element, the places of its first and last paragraph of prose."""
LISTS = ("ol", "ul")
NO_PAGE = ("#", "javascript:")
BLOCKS = frozenset({"blockquote", "div", "li", "p"})


def free_own_links(root: html.HtmlElement, url: str) -> None:
    """In place: drop the links around words of the article, and keep the words."""
    links = [link for link in root.iter("a") if link.get("href") and link.getparent() is not None]
    for link in links:
        if (link.get("href") or "").startswith(NO_PAGE) and _is_heading(link):
            link.drop_tag()
    links = [link for link in links if link.getparent() is not None]
    if not links:
        return
    ranges: Ranges = {}
    for block in dict.fromkeys(block for link in links if (block := _block_of(link, root)) is not None):
        if (_is_sentence(block) and _stands_in_prose(block, url, ranges)) or _is_document(block, url, ranges):
            _free(block)
    around = dict.fromkeys(above for link in links if (above := link.getparent()) is not None)
    for heading in around:
        if heading.tag in HEADING_TAGS and _is_own_heading(heading, url):
            for link in list(heading.iter("a")):
                link.drop_tag()
    for items, intro, is_heading, is_last in _announced(root, ranges):
        words = " ".join(intro.split())[-MAX_ITEM:]
        is_colon = words.endswith(":")
        if not _announces_own(words) or (is_last and not is_colon and not SOURCES.fullmatch(words)):
            continue
        if not is_colon and not is_heading and not words.endswith("."):
            continue
        if all(_is_own(item, url, is_last=is_last, is_loose=not is_colon) for item in items):
            for item in items:
                _free(item)


def _is_heading(link: html.HtmlElement) -> bool:
    """True for a link that is all the words of a heading."""
    heading = next((above for above in link.iterancestors() if above.tag in HEADING_TAGS), None)
    if heading is None or len(heading) > MOST_BESIDE or heading.text_content().strip() != link.text_content().strip():
        return False
    return heading_rule(" ".join(link.text_content().split())) is None


def _announces_own(words: str) -> bool:
    """True for words before a list that no rule names furniture, and that are enough to say what follows."""
    if SOURCES.fullmatch(words):
        return True
    if words.count(" ") < MIN_INTRO_WORDS - 1 or ANNOUNCES.match(words):
        return False
    return heading_rule(words) is None and line_reason(words, sentence=False) is None


def _is_own_heading(heading: html.HtmlElement, url: str) -> bool:
    """True for a heading right over a paragraph of prose, of which each link leads into the page or to a tag."""
    behind = heading.getnext()
    if behind is None or behind.tag != "p" or not _is_prose(behind) or (heading.tail or "").strip():
        return False
    if heading_rule(" ".join(heading.text_content().split())) is not None:
        return False
    page = url.partition("#")[0]
    return all(
        href.startswith("#")
        or (_address(link, url)[0].partition("#")[0] == page and "#" in href)
        or TAGGED.search(href)
        for link in heading.iter("a")
        for href in [(link.get("href") or "").strip()]
    )


def _is_document(block: html.HtmlElement, url: str, ranges: Ranges) -> bool:
    """True for a block beside prose that is one link to a document, which a site's own boxes don't show."""
    words = " ".join(block.text_content().split())
    if len(words) > MAX_ITEM or " " not in words or words.isupper() or line_reason(words, sentence=False) is not None:
        return False
    if not all(DOCUMENT.search(_address(link, url)[1]) for link in block.iter("a")):
        return False
    beside = block.getparent() if block.tag == "li" else block
    above = None if beside is None else beside.getparent()
    return above is not None and _prose_range(above, ranges) != NO_PROSE


def _block_of(link: html.HtmlElement, root: html.HtmlElement) -> html.HtmlElement | None:
    """The block whose words are all the link's; None for a link among other words."""
    here = link
    words = len(link.text_content().strip())
    for above in link.iterancestors():
        if (
            above is root
            or len(above) > MOST_BESIDE
            or len((here.tail or "").strip()) > 1
            or (above.text or "").strip()
        ):
            return None
        if len(above.text_content().strip()) > words + 1:
            return None
        if above.tag in BLOCKS:
            return above
        here = above
    return None


def _is_sentence(block: html.HtmlElement) -> bool:
    text = " ".join(block.text_content().split())
    return (
        text.endswith(FULL_STOPS)
        and not text.endswith("...")
        and text.count(" ") >= MIN_LINK_WORDS - 1
        and line_reason(text, sentence=True) is None
        and not ANNOUNCES.match(text)
    )


def _stands_in_prose(block: html.HtmlElement, url: str, ranges: Ranges) -> bool:
    """True for a block right behind a paragraph and before another; behind the last one it leads to another site."""
    above = block.getparent()
    if above is None or _is_furniture(block):
        return False
    first, last = _prose_range(above, ranges)
    place = above.index(block)
    return first < place and (place < last or all(_leads_away(link, url) for link in block.iter("a")))


def _prose_range(above: html.HtmlElement, ranges: Ranges) -> tuple[int, int]:
    """The places of the first and the last paragraph of prose right under an element; NO_PROSE without any."""
    if above not in ranges:
        places = [at for at, each in enumerate(above) if each.tag == "p" and _is_prose(each)]
        ranges[above] = (places[0], places[-1]) if places else NO_PROSE
    return ranges[above]


def _is_prose(element: html.HtmlElement) -> bool:
    text = element.text_content()
    return len(text) > PARAGRAPH and sum(len(link.text_content()) for link in element.iter("a")) * 2 < len(text)


def _announced(root: html.HtmlElement, ranges: Ranges) -> Iterator[tuple[list[html.HtmlElement], str, bool, bool]]:
    """Yield items that may be announced: lists, and paragraphs behind one that ends with a colon.

    With them the words before them, True where these are a heading, and True where no prose follows.
    """
    for row in list(root.iter(*LISTS)):
        items = [item for item in row if item.tag == "li"]
        if items and next(row.iter("a"), None) is not None and not _is_furniture(row):
            box = _outermost(row, root)
            before = box.getprevious()
            is_heading = before is not None and before.tag in HEADING_TAGS and not (before.tail or "").strip()
            yield items, right_before(box), is_heading, not _is_followed(box, ranges)
    for paragraph in list(root.iter("p")):
        if not all_text(paragraph).rstrip().endswith(":"):
            continue
        items = []
        for behind in paragraph.itersiblings():
            text = behind.text_content().strip()
            if behind.tag != "p" or not text or len(text) > MAX_ITEM or next(behind.iter("a"), None) is None:
                break
            items.append(behind)
        if items:
            yield items, paragraph.text_content(), False, not _is_followed(items[-1], ranges)


def _outermost(row: html.HtmlElement, root: html.HtmlElement) -> html.HtmlElement:
    """The list, or the box that holds it and nothing else."""
    here, words = row, len(row.text_content().strip())
    above = row.getparent()
    while above is not None and above is not root and len(above.text_content().strip()) == words:
        here, above = above, above.getparent()
    return here


def _is_followed(element: html.HtmlElement, ranges: Ranges) -> bool:
    above = element.getparent()
    return above is not None and _prose_range(above, ranges)[1] > above.index(element)


def _is_own(item: html.HtmlElement, url: str, *, is_last: bool, is_loose: bool) -> bool:
    """True for an item of the writer's list; `is_last` where no prose follows, `is_loose` where no colon stands before.

    A list that no colon announces has no links to tags: it may be a row of those.
    """
    links = list(item.iter("a"))
    words = " ".join(item.text_content().split())
    if not words or len(words) > MAX_ITEM or words.isupper() or any(_is_story(link, words, url) for link in links):
        return False
    if any((link.get("href") or "").startswith("#") for link in links):  # a table of contents
        return False
    if is_loose and (
        words.count(" ") >= MAX_NAME_WORDS
        or line_reason(words, sentence=False) is not None
        or any(TAGGED.search(link.get("href") or "") for link in links)
    ):
        return False
    return not is_last or all(_leads_away(link, url) or not TAGGED.search(link.get("href") or "") for link in links)


def _leads_away(link: html.HtmlElement, url: str) -> bool:
    """True for a link to a document, or to another site that is no network's."""
    address, path = _address(link, url)
    host = host_of(address) if address else ""
    if DOCUMENT.search(path):
        return True
    is_drive = host.startswith(("drive.", "docs.", "forms."))  # where offices put what may be downloaded
    return bool(host) and site_of(host) != site_of(host_of(url)) and (is_drive or NETWORKS.search(host) is None)


def _is_story(link: html.HtmlElement, words: str, url: str) -> bool:
    """True for a title of a story of the same site."""
    address, path = _address(link, url)
    if not address or len(words) < MIN_LINK_TITLE or DOCUMENT.search(path):
        return False
    return site_of(host_of(address)) == site_of(host_of(url)) and STORY_SLUG.search(path) is not None


def _address(link: html.HtmlElement, url: str) -> tuple[str, str]:
    """The address of a link and its path; "" where it is none."""
    try:
        address = urljoin(url, (link.get("href") or "").strip())
        return (address, split(address).path) if address.startswith("http") else ("", "")
    except ValueError:
        return "", ""


def _is_furniture(element: html.HtmlElement) -> bool:
    """True for an element that its class or id calls so with a name that means nothing else."""
    region = named_region(f"{element.get('class') or ''} {element.get('id') or ''}".strip())
    return region is not None and not region.doubtful


def _free(block: html.HtmlElement) -> None:
    for link in list(block.iter("a")):
        link.drop_tag()
    if block.tag == "div":
        block.tag = "p"
