"""Articles in a list that a site serves as JSON to its own page (server-side DataTables)."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping
from typing import Any, ClassVar
from urllib.parse import urljoin

from scrapy import Request
from scrapy.http import Response

from pipelines.storing.items import Entry, Link
from spiders.families.ladder import Listed
from spiders.families.walks import Walk, WalkingSpider
from spiders.parsing.days import listed_day
from spiders.parsing.json_answers import json_answer
from spiders.parsing.json_listing import ARTICLE_ADDRESS, NO_ADDRESS, SOME_ADDRESS, JsonRows, rows_in
from spiders.parsing.links import cut_off, make_entry, make_link, markup_text
from spiders.parsing.topic_words import TopicFilter

TABLE_ROWS = 100  # asked for at once
WHOLE_TEXT_WORDS = 100  # words from which a row's longest text is taken for the article's own
WHOLE_LIST = "*"  # the only term: such a list is walked as a whole
LONGEST_DAY = 60  # characters of a cell that may be a day
MOST_CELLS = 200  # of a row that are read
ANCHOR_CELL = re.compile(r"""<a\s[^>]{0,300}?href\s*=\s*["']?([^"'\s>]+)[^>]{0,300}>(.{0,2000}?)</a\s*>""", re.I | re.S)
CLICKED_CELL = re.compile(r"""(?:data-(?:href|link|url)|\blocation(?:\.href)?)\s*=\s*["']([^"']{1,2000})["']""", re.I)
PATH_CELL = re.compile(r"[^\s<>\"/:]+(?:/[^\s<>\"]+)+")  # "berita/12/apel-pagi", without a slash before it
ADDRESS_CELL = re.compile(r"(?:https?:/)?/[^\s<>\"]+")
NO_WEB_ADDRESS = ("#", "javascript:", "mailto:", "tel:")
SHOWN_NAMES = ("display", "_")  # of the parts of a cell, what is shown (datatables.net, "Orthogonal data")


class DataTableSpider(WalkingSpider):
    """An outlet with such a list at `data_url` ({start}, {length}); `data_article` makes a {slug} an address.

    The rows may have any name (`rows_in`). A row is an object or an array. One without a slug has it
    in a link in any of its cells (`<a>`, `onclick`, `data-href`), or as a cell; a path without a slash before it counts
    where it has the form of an article. The link that has the form of the outlet's articles goes before others.
    `data_titles` and `data_days` name the fields of title and day, the first that is there; else the link's own words
    and the first cell that is a day. The article's text is in a field named after the list, so the longest text is
    taken. Rows without it are sifted (`TopicFilter`). A server may send fewer rows than asked: the next ones are asked
    behind those that came.
    """

    data_url: ClassVar[str] = ""
    data_article: ClassVar[str] = ""
    data_titles: ClassVar[tuple[str, ...]] = ("judul", "title")
    data_days: ClassVar[tuple[str, ...]] = ("tanggal", "created_at")

    def begin_data(self) -> Iterator[Request]:
        """Yield the request for the first rows."""
        yield from self.begin_walk("data", (WHOLE_LIST,) if self.data_url else ())

    def ask_data(self, walk: Walk) -> Request:
        """A request for the rows of a page; DataTables counts them from 0."""
        address = self.data_url.format(start=_begins(walk), length=TABLE_ROWS)
        return self.listing(urljoin(f"{self.root()}/", address), self.parse_data, way="data", cb_kwargs=walk.cb_kwargs)

    def parse_data(self, response: Response, walk: Mapping[str, Any]) -> Iterator[Listed]:
        """Yield the articles of the rows."""
        here = Walk.of(walk)
        read = json_answer(response.body, lambda value: self._table(value) is not None)
        table = self._table(read.value, is_later=bool(here.mark))
        if table is None:
            yield from self.shut("data", "not_a_table", response)
            return
        topic_filter = TopicFilter.by(self.topic, self.implied)
        entries = [self._sifted(self._row(row), topic_filter) for row in (*table.rows, *table.beside)]
        yield from self.walk_on(
            "data",
            here,
            [*entries, *cut_off(read.rest)],
            last="{start" not in self.data_url,
            stated=table.total,
            mark=str(_begins(here) + max(len(table.rows), 1)),  # behind a row that can't be read, too
            remark=None if read.rest is None else "cut_short",
        )

    def _table(self, answer: Any, *, is_later: bool = False) -> JsonRows | None:
        return rows_in(answer, self._address_in, is_later=is_later)

    def _address_in(self, row: Any) -> int:
        fields = _cells(row)
        if fields.get("slug") and self.data_article:
            return ARTICLE_ADDRESS
        address, _ = self._linked(fields)
        return max(self._rank(address), SOME_ADDRESS) if address else NO_ADDRESS

    def _sifted(self, entry: Entry, topic_filter: TopicFilter) -> Entry:
        link = entry.link
        is_in = link is None or link.whole or topic_filter.takes(link.url, link.title)
        return entry if is_in else Entry("off_topic", link)

    def _row(self, row: Any) -> Entry:
        fields = _cells(row)
        title = next((markup_text(str(fields[name])) for name in self.data_titles if fields.get(name)), None)
        days = [str(fields[name]) for name in self.data_days if fields.get(name)]
        days += [cell for cell in fields.values() if isinstance(cell, str) and len(cell) < LONGEST_DAY]
        texts = [cell for name, cell in fields.items() if isinstance(cell, str) and name not in self.data_titles]
        text = max(texts, key=len, default="")
        if len((markup_text(text) or "").split()) < WHOLE_TEXT_WORDS:
            text = ""
        if fields.get("slug") and self.data_article:
            address, words = self.data_article.format(slug=fields["slug"]), None
        else:
            address, words = self._linked(fields)
        day = next((day for cell in days if (day := listed_day(cell, self.utc_offset))), None)
        title = title or words or (markup_text(" ".join(cell for cell in texts if cell is not text)) or "")[:500]
        return make_entry(self.address(), address, self.root(), title=title, text=text, whole=True, day=day)

    def _linked(self, fields: Mapping[str, Any]) -> tuple[str, str | None]:
        """The address in a row and the words of its link; an empty address where there is none.

        That of an article by its form, else one on a host of the outlet, else any; of several the one with most
        words ("Edit" leads to another page).
        """
        titles = [str(fields[name]) for name in self.data_titles if fields.get(name)]
        cells = [*titles, *(cell for cell in fields.values() if isinstance(cell, str))]
        links = [
            (html.unescape(href), markup_text(words)) for cell in cells for href, words in ANCHOR_CELL.findall(cell)
        ]
        links += [(cell.strip(), None) for cell in cells if ADDRESS_CELL.fullmatch(cell.strip())]
        links += [(html.unescape(href), None) for cell in cells for href in CLICKED_CELL.findall(cell)]
        links += [
            (cell.strip(), None)
            for cell in cells
            if PATH_CELL.fullmatch(cell.strip()) and self._rank(cell) == ARTICLE_ADDRESS
        ]
        usable = [(href, words) for href, words in links if not href.lower().startswith(NO_WEB_ADDRESS)]
        return max(usable, key=lambda link: (self._rank(link[0]), len((link[1] or "").split())), default=("", None))

    def _rank(self, href: str) -> int:
        rule = self.address()
        link: Link | None = make_link(rule, href, self.root())
        return NO_ADDRESS if link is None else ARTICLE_ADDRESS if rule.is_article(link.url) else SOME_ADDRESS


def _begins(walk: Walk) -> int:
    """The number of the first row of the walk's page."""
    return int(walk.mark or (walk.page - 1) * TABLE_ROWS)


def _cells(row: Any) -> dict[str, Any]:
    """The cells of a row by name, of arrays by number; those within a cell as well, none under the name of another.

    A cell that shows one thing and is sorted by another ({"display": ..., "sort": ...}) has its name for what it shows.
    """
    cells: dict[str, Any] = {}
    waiting = [("", row)]
    for _ in range(MOST_CELLS):
        if not waiting:
            break
        name, value = waiting.pop(0)
        if isinstance(value, Mapping):
            waiting += [(name if name and key in SHOWN_NAMES else str(key), cell) for key, cell in value.items()]
        elif isinstance(value, list):
            waiting += [(f"{name}{number}", cell) for number, cell in enumerate(value)]
        else:
            cells[name if name not in cells else f"{name} {len(cells)}"] = value
    return cells
