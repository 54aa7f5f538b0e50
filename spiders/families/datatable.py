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

from pipelines.storing.items import Link
from spiders.families.ladder import Listed
from spiders.families.walks import Walk, WalkingSpider
from spiders.parsing.days import listed_day
from spiders.parsing.links import make_link, markup_text, one_each
from spiders.parsing.topic_words import TopicFilter

TABLE_ROWS = 100  # asked for at once
WHOLE_TEXT_WORDS = 100  # words from which a row's longest text is taken for the article's own
HREF = re.compile(r"""<a\s[^>]{0,300}?href=["']([^"']+)""", re.IGNORECASE)
WHOLE_LIST = "*"  # the only term: such a list is walked as a whole


class DataTableSpider(WalkingSpider):
    """An outlet with such a list at `data_url` ({start}, {length}); `data_article` makes a {slug} an address.

    A row without a slug has its address in the markup of its title. `data_titles` and `data_days` name the fields of
    title and day, the first that is there. The article's text is in a field named after the list, so the longest text
    is taken. Rows without it are sifted (`TopicFilter`).
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
        address = self.data_url.format(start=(walk.page - 1) * TABLE_ROWS, length=TABLE_ROWS)
        return self.listing(urljoin(f"{self.root()}/", address), self.parse_data, way="data", cb_kwargs=walk.cb_kwargs)

    def parse_data(self, response: Response, walk: Mapping[str, Any]) -> Iterator[Listed]:
        """Yield the articles of the rows."""
        rows, total = _table(response.body)
        if rows is None:
            yield from self.shut("data", "not_a_table", response)
            return
        here, topic_filter = Walk.of(walk), TopicFilter.by(self.topic, self.implied)
        seen = one_each((self._row(row) for row in rows), self.address())
        links = [link for link in seen if link.whole or topic_filter.takes(link.url, link.title)]
        last = here.page * TABLE_ROWS >= total if total is not None else len(rows) < TABLE_ROWS
        yield from self.walk_on("data", here, links, seen=seen, last=last)

    def _row(self, row: Mapping[str, Any]) -> Link | None:
        title = next((markup_text(str(row[name])) for name in self.data_titles if row.get(name)), None)
        days = (listed_day(str(row[name]), self.utc_offset) for name in self.data_days if row.get(name))
        texts = [value for name, value in row.items() if isinstance(value, str) and name not in self.data_titles]
        text = max(texts, key=len, default="")
        if len((markup_text(text) or "").split()) < WHOLE_TEXT_WORDS:
            text = ""
        address = self.data_article.format(slug=row["slug"]) if row.get("slug") else self._linked(row)
        day = next((d for d in days if d), None)
        return make_link(self.address(), address, self.root(), title=title, text=text, whole=True, day=day)

    def _linked(self, row: Mapping[str, Any]) -> str:
        """The address in the markup of a row's title: '<a href="/berita-detail/apel-pagi">Apel pagi</a>'."""
        linked = (HREF.search(str(row.get(name))) for name in self.data_titles)
        return next((html.unescape(match[1]) for match in linked if match), "")


def _table(body: bytes) -> tuple[Sequence[Mapping[str, Any]] | None, int | None]:
    """The rows of an answer and how many there are in all; no rows where it is not such a table."""
    try:
        answer = json.loads(body)
    except (ValueError, RecursionError):
        return None, None
    rows = answer.get("data") if isinstance(answer, dict) else None
    if not isinstance(rows, list):
        return None, None
    total = answer.get("recordsFiltered", answer.get("recordsTotal"))
    return [row for row in rows if isinstance(row, dict)], total if isinstance(total, int) else None
