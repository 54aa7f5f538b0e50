"""Shapes of REST, Blogger and DataTables."""

from __future__ import annotations

import json
from dataclasses import dataclass, field, replace
from typing import Any

from .web import DAY, Answer, Asked, N, Shape, article, number_in, page, title

JSON = "application/json; charset=utf-8"
WORDPRESS = "wordpress.WordPressSpider"
REST_ONLY = 'ladder = ("rest",)'
TABLE = "datatable.DataTableSpider"
TABLE_AT = (
    'ways = ("data",)\ndata_url = "/data?start={start}&length={length}"\narticle_url = r"/berita/(?P<slug>[a-z0-9-]+)"'
)


@dataclass
class Rest:
    """A WordPress site whose REST has its ways."""

    cap: int = 100
    totals: bool = True
    refuses: bool = False
    lie: int = 0
    wrapped: str = ""
    bare: bool = False
    fault: str = ""
    query_route: bool = False
    grows: bool = False
    more: int = field(default=0, init=False)

    def __call__(self, asked: Asked) -> Answer | None:
        """The answer to a request."""
        if (n := number_in(asked.path)) is not None:
            return article(n)
        route = asked.query.get("rest_route") if self.query_route else asked.path.removeprefix("/wp-json")
        if route != "/wp/v2/posts":
            return None
        size, at = int(asked.query.get("per_page", 10)), int(asked.query.get("page", 1))
        if self.refuses and size > self.cap:
            params = {"per_page": f"per_page must be between 1 (inclusive) and {self.cap} (inclusive)"}
            return _answer({"code": "rest_invalid_param", "data": {"status": 400, "params": params}}, status=400)
        size = min(size, self.cap)
        if self.grows and at > 1:
            self.more += 1
        numbers = [*range(N + self.more, N, -1), *range(1, N + 1)][(at - 1) * size : at * size]
        if not numbers and at > 1:
            return _answer({"code": "rest_post_invalid_page_number", "data": {"status": 400}}, status=400)
        posts: Any = [_bare_post(n) if self.bare else _post(asked.base, n) for n in numbers]
        total = self.lie or N
        headers = {"X-WP-Total": str(total), "X-WP-TotalPages": str(-(-total // size))} if self.totals else {}
        answer = _answer({self.wrapped: posts, "found": N} if self.wrapped else posts, headers)
        return replace(answer, body=_faulty(str(answer.body), self.fault))


def _post(base: str, n: int) -> dict[str, Any]:
    link = f"{base}/pembinaan-pegawai-{n}/"
    return {"id": n, "date_gmt": f"{DAY}T01:00:00", "link": link, "title": {"rendered": title(n)}}


def _bare_post(n: int) -> dict[str, Any]:
    return {"id": n, "date": f"{DAY}T08:00:00", "permalink": f"/pembinaan-pegawai-{n}/", "title": title(n)}


def _faulty(body: str, fault: str) -> str:
    """The body as careless programs send it."""
    if fault == "comma":
        return "\ufeff<br />\n<b>Notice</b>: x[0] in y.php<br />\n" + body.replace("}]", "},]")
    return body[: len(body) * 3 // 4] if fault == "cut" else body


def _answer(value: Any, headers: dict[str, str] | None = None, status: int = 200) -> Answer:
    return Answer(json.dumps(value), JSON, status, headers or {})


def rest_closed(asked: Asked) -> Answer | None:
    """REST for members only."""
    if asked.path.startswith("/wp-json"):
        return _answer({"code": "rest_not_logged_in", "message": "401", "data": {"status": 401}}, status=401)
    return None


def rest_home_page(asked: Asked) -> Answer | None:
    """Each address that the site doesn't know is its home page."""
    return article(n) if (n := number_in(asked.path)) is not None else page("<h1>Warta Contoh</h1><p>Selamat.</p>")


def blogger(asked: Asked) -> Answer | None:
    """Blogger with at most 25 entries a page."""
    if (n := number_in(asked.path)) is not None:
        return article(n)
    if asked.path != "/feeds/posts/default":
        return None
    first = int(asked.query.get("start-index", 1))
    numbers = range(first, min(first + min(int(asked.query.get("max-results", 25)), 25), 61))
    entries = [
        {
            "published": {"$t": f"{DAY}T08:00:00.000+07:00"},
            "title": {"$t": title(n)},
            "link": [{"rel": "alternate", "href": f"{asked.base}/2026/11/pembinaan-pegawai-{n}.html"}],
        }
        for n in numbers
    ]
    return _answer({"feed": {"openSearch$totalResults": {"$t": "60"}, "entry": entries}})


@dataclass(frozen=True)
class Table:
    """Server-side DataTables with its ways."""

    cap: int = 100
    arrays: bool = False
    old: bool = False
    name: str = "data"

    def __call__(self, asked: Asked) -> Answer | None:
        """The answer to a request."""
        if (n := number_in(asked.path)) is not None:
            return article(n)
        if asked.path != "/data":
            return None
        start, length = int(asked.query["start"]), min(int(asked.query["length"]), self.cap)
        rows = [self._row(n) for n in range(start + 1, min(start + length, N) + 1)]
        if self.old:
            return _answer({"sEcho": 1, "iTotalRecords": N, "iTotalDisplayRecords": N, "aaData": rows})
        return _answer({"draw": 1, "recordsTotal": N, "recordsFiltered": N, self.name: rows})

    def _row(self, n: int) -> Any:
        link = f'<a href="/berita/pembinaan-pegawai-{n}">{title(n)}</a>'
        return [str(n), link, "10 November 2026"] if self.arrays else {"no": n, "judul": link, "tanggal": DAY}


def growing() -> Shape:
    """A site that publishes while it is walked; the articles that were there at the start are the truth."""
    return Shape("rest-growing", WORDPRESS, Rest(cap=10, totals=False, grows=True), REST_ONLY)


SHAPES = (
    Shape("rest-capped", WORDPRESS, Rest(cap=10, totals=False), REST_ONLY),
    Shape("rest-no-totals", WORDPRESS, Rest(totals=False), REST_ONLY),
    Shape("rest-refuses-size", WORDPRESS, Rest(cap=20, refuses=True), REST_ONLY),
    Shape("rest-query-route", WORDPRESS, Rest(query_route=True)),
    Shape("rest-closed", WORDPRESS, rest_closed),
    Shape("rest-home-page", WORDPRESS, rest_home_page),
    Shape("rest-wrapped", WORDPRESS, Rest(wrapped="posts"), REST_ONLY),
    Shape("rest-wrapped-bare", WORDPRESS, Rest(wrapped="berita", bare=True, totals=False), REST_ONLY),
    Shape("rest-comma-notice", WORDPRESS, Rest(fault="comma"), REST_ONLY),
    Shape("rest-cut", WORDPRESS, Rest(fault="cut"), REST_ONLY),
    Shape("rest-lying-total", WORDPRESS, Rest(lie=400), REST_ONLY),
    growing(),
    Shape("blogger-capped", "blogger.BloggerSpider", blogger, truth=60),
    Shape("table-arrays", TABLE, Table(arrays=True), TABLE_AT),
    Shape("table-aadata", TABLE, Table(old=True), TABLE_AT),
    Shape("table-other-name", TABLE, Table(name="hasil"), TABLE_AT),
    Shape("table-capped", TABLE, Table(cap=10), TABLE_AT),
)
