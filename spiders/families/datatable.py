"""Articles in a list that a site serves as JSON to its own page (server-side DataTables)."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, ClassVar
from urllib.parse import urljoin

from scrapy import Request
from scrapy.http import Response

from pipelines.storing.items import Entry, Link
from spiders.families.ladder import Listed
from spiders.families.walks import Walk, WalkingSpider
from spiders.parsing.days import listed_day
from spiders.parsing.json_answers import json_answer, listed_items
from spiders.parsing.links import make_entry, make_link, markup_text
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
# Names of the rows and of their number: DataTables from 1.10, before 1.10, and other tables (Bootstrap, Laravel).
TABLE_NAMES = ("data", "aaData", "rows", "result", "results")
SHOWN_NAMES = ("display", "_")  # of the parts of a cell, what is shown (datatables.net, "Orthogonal data")
TABLE_TOTALS = ("recordsFiltered", "iTotalDisplayRecords", "recordsTotal", "iTotalRecords", "total")


class DataTableSpider(WalkingSpider):
    """An outlet with such a list at `data_url` ({start}, {length}); `data_article` makes a {slug} an address.

    A row is an object or an array. One without a slug has it in a link in any of its cells (`<a>`, `onclick`,
    `data-href`), or as a cell; a path without a slash before it counts where it has the form of an article. The
    link that has the form of the outlet's articles goes before others. `data_titles` and `data_days` name the fields of
    title and day, the first that is there; else the link's own words and the first cell that is a day. The article's
    text is in a field named after the list, so the longest text is taken. Rows without it are sifted (`TopicFilter`).
    A server may send fewer rows than asked: the next ones are asked behind those that came.
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
        answer = json_answer(response.body, _is_table)
        rows, total = _table(answer)
        if rows is None or (not rows and _has_error(answer)):
            yield from self.shut("data", "not_a_table", response)
            return
        here, topic_filter = Walk.of(walk), TopicFilter.by(self.topic, self.implied)
        entries = [self._sifted(self._row(row), topic_filter) for row in rows]
        has_pages = "{start" in self.data_url
        mark = str(_begins(here) + len(rows))
        yield from self.walk_on("data", here, entries, last=not has_pages, stated=total, mark=mark)

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

        That of an article by its form, else the first on a host of the outlet, else the first.
        """
        titles = [str(fields[name]) for name in self.data_titles if fields.get(name)]
        cells = [*titles, *(cell for cell in fields.values() if isinstance(cell, str))]
        links = [
            (html.unescape(href), markup_text(words)) for cell in cells for href, words in ANCHOR_CELL.findall(cell)
        ]
        links += [(cell.strip(), None) for cell in cells if ADDRESS_CELL.fullmatch(cell.strip())]
        links += [(html.unescape(href), None) for cell in cells for href in CLICKED_CELL.findall(cell)]
        links += [(cell.strip(), None) for cell in cells if PATH_CELL.fullmatch(cell.strip()) and self._rank(cell) == 2]
        usable = [(href, words) for href, words in links if not href.lower().startswith(NO_WEB_ADDRESS)]
        return max(usable, key=lambda link: self._rank(link[0]), default=("", None))

    def _rank(self, href: str) -> int:
        rule = self.address()
        link: Link | None = make_link(rule, href, self.root())
        return 0 if link is None else 2 if rule.is_article(link.url) else 1


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


def _is_table(value: Any) -> bool:
    return _table(value)[0] is not None


def _table(answer: Any) -> tuple[Sequence[Any] | None, int | None]:
    """The rows of an answer and how many there are in all; no rows where it is not such a table."""
    if isinstance(answer, list):
        return (answer if answer and all(isinstance(row, (list, Mapping)) for row in answer) else None), None
    if not isinstance(answer, Mapping):
        return None, None
    answer = _unwrapped(answer)
    name = next((name for name in TABLE_NAMES if name in answer), "")
    inner = answer.get(name)
    if isinstance(inner, Mapping) and any(name in inner for name in TABLE_NAMES):
        answer, inner = inner, next(inner[name] for name in TABLE_NAMES if name in inner)
    total = next((number for name in TABLE_TOTALS if (number := _number(answer.get(name))) is not None), None)
    return listed_items(inner), total


def _unwrapped(answer: Mapping[str, Any]) -> Mapping[str, Any]:
    """The table within an answer of another form: {"response": {"data": ...}}, or ASP.NET's {"d": "{...}"}."""
    if any(name in answer for name in TABLE_NAMES):
        return answer
    for value in answer.values():
        inner = _json_in(value) if isinstance(value, str) and value[:1] == "{" else value
        if isinstance(inner, Mapping) and any(name in inner for name in TABLE_NAMES):
            return inner
    return answer


def _json_in(text: str) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None


def _has_error(answer: Any) -> bool:
    """True where the server says that it could not look (datatables.net, "Server-side processing", `error`)."""
    return isinstance(answer, Mapping) and bool(answer.get("error") or _unwrapped(answer).get("error"))


def _number(value: Any) -> int | None:
    if isinstance(value, str) and value.isascii() and value.isdecimal():
        value = int(value[:9])
    return value if isinstance(value, int) and not isinstance(value, bool) and value >= 0 else None
