"""The publication in the attributes of elements about the title: data-timestamp="1678796700", for a script to print."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipelines.calendar.patterns import AGO
from pipelines.calendar.refusals import VAGUE
from pipelines.dates.own_places import OwnPlaces
from pipelines.page.parsed_page import ParsedPage
from pipelines.page.spots import HINT
from pipelines.page.table import PageNode

MAX_LETTERS = 80  # of an element whose attribute is its time
MAX_NODES = 400  # looked at between title and body
SMALL = frozenset({"abbr", "b", "div", "em", "i", "li", "p", "small", "span", "strong", "td", "time"})
# data-timestamp, data-publish-date, data-created-at; these may also stand at the box around the title
PUBLISHED_NAME = re.compile(
    r"data-(?:[a-z]+-)*(?:pub(?:lish(?:ed)?)?|posted|created|pubdate|terbit|tayang)(?:[-_]?(?:date|time|timestamp|at|on))?"
)
TIME_NAME = re.compile(r"data-(?:[a-z]+-)*(?:timestamp|epoch|unix(?:[-_]?time)?|utc|livestamp|timeago)")
# data-date, data-time: of an element whose class speaks of dates
DATE_NAME = re.compile(r"data-(?:[a-z]+-)*(?:date|time|datetime|iso|tanggal|tgl|ts|utime|value|waktu)")
OTHER_NAME = re.compile(
    r"updat|modif|edit|now|server|expir|start|end|event|video|duration|deadline|current|load|ad-|ads"
)
OTHER_MARKS = re.compile(
    r"(?:^|[\s_-])(?:ads?|iklan|banner|video|player|photo|foto|countdown|clock|jam|share|comments?)(?:$|[\s_-])",
    re.IGNORECASE,
)
TOOLTIPS = (
    "content",
    "title",
    "data-original-title",
    "data-title",
)  # <span class="waktu" title="22 Juli 2024 16:30 WIB">
DATED = re.compile(r"\d[\s./-]+[^\W\d]+[\s./-]+(?:19|20)\d\d|\d{1,2}[./-]\d{1,2}[./-]20\d\d|20\d\d-\d\d-\d\d")
TIME_VALUE = re.compile(
    r"\s*(?:\d{9,10}(?:\d{3}|\d{6})?(?:\.\d+)?\s*$|(?:19|20)\d\d[-/]?[01]\d[-/]?[0-3]\d|\d{1,2}\s[^\W\d]+\s20\d\d)"
)


def published_attributes(page: ParsedPage, places: OwnPlaces) -> Iterator[str]:
    """Yield the values of such attributes, of elements between title and body, and around the title."""
    nodes, title_at = page.table.nodes, places.title_at
    around = [node for node in nodes[: title_at + 1] if node.index <= title_at < node.end and node.tag != "body"]
    for node in around:
        yield from (value for name, value in _times_of(node) if PUBLISHED_NAME.fullmatch(name))
    last = min(places.body_at, title_at + MAX_NODES)
    for node in nodes[title_at + 1 : last]:
        if node.attributes and node.tag in SMALL and node.letters <= MAX_LETTERS:
            yield from (value for value in _tooltips_of(node) if not places.is_of_another(node))
            for name, value in _times_of(node):
                certain = PUBLISHED_NAME.fullmatch(name) or TIME_NAME.fullmatch(name)
                speaks = certain or node.tag in {"time", "abbr"} or _is_hinted(node)
                if speaks and not places.is_of_another(node):
                    yield value


def _tooltips_of(node: PageNode) -> Iterator[str]:
    """Yield a date in the title of an element that speaks of dates, or of words such as "5 jam lalu"."""

    def counts(node: PageNode) -> bool:
        words = node.element.text or ""
        return AGO.search(words) is not None or VAGUE.search(words) is not None

    for name in TOOLTIPS:
        value = node.attributes.get(name)
        if (
            not value
            or len(value) > MAX_LETTERS
            or not (DATED.search(value) or (name == "content" and TIME_VALUE.match(value)))
        ):
            continue
        if HINT.search(f"{node.names} {node.attributes.get('itemprop') or ''}") or counts(node):
            yield value


def _is_hinted(node: PageNode) -> bool:
    """True where the marks of the node or of the element around it speak of dates."""
    above = node.above
    return HINT.search(node.names) is not None or (
        above is not None and above.letters <= MAX_LETTERS and HINT.search(above.names) is not None
    )


def _times_of(node: PageNode) -> Iterator[tuple[str, str]]:
    """Yield name and value of each attribute that tells a time which may be the publication's."""
    for name, value in node.attributes.items():
        if name.startswith("data-") and value and TIME_VALUE.match(value) and not OTHER_NAME.search(name):
            known = any(form.fullmatch(name) for form in (PUBLISHED_NAME, TIME_NAME, DATE_NAME))
            if known and not OTHER_MARKS.search(node.names):
                yield name, value
