"""Shapes of sitemaps and feeds."""

from __future__ import annotations

import gzip
from collections.abc import Callable, Iterable
from datetime import UTC, datetime

from .web import DAY, Answer, Asked, N, Shape, article, number_in, title

XML = "application/xml"
RSS = "application/rss+xml; charset=utf-8"
MAP_NAMESPACE = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
BERITA = 'article_url = r"/berita/(?P<slug>[a-z0-9-]+)"'
SITEMAP, FEED = "sitemap.SitemapSpider", "feed.FeedSpider"
SITEMAP_AT = f'ways = ("sitemap",)\nsitemaps = ("/sitemap.xml",)\n{BERITA}'
FEED_AT = f'ways = ("feed",)\nfeeds = ("/rss",)\n{BERITA}'


def _urlset(locs: Iterable[str], lastmod: str | None = None, inner: str = "") -> str:
    changed = f"<lastmod>{lastmod}</lastmod>" if lastmod else ""
    urls = "".join(f"<url><loc>{loc}</loc>{changed}{inner}</url>" for loc in locs)
    return f'<?xml version="1.0" encoding="UTF-8"?><urlset {MAP_NAMESPACE}>{urls}</urlset>'


def _locs(base: str, form: str = "{base}/berita/pembinaan-pegawai-{n}", numbers: Iterable[int] = ()) -> list[str]:
    return [form.format(base=base, n=n) for n in numbers or range(1, N + 1)]


def _index(children: Iterable[str]) -> str:
    named = "".join(f"<sitemap><loc>{child}</loc></sitemap>" for child in children)
    return f'<?xml version="1.0" encoding="UTF-8"?><sitemapindex {MAP_NAMESPACE}>{named}</sitemapindex>'


def _site(files: dict[str, Callable[[Asked], Answer | None]], day: str = DAY) -> Callable[[Asked], Answer | None]:
    """The answers of a site with these files and its articles."""

    def answer(asked: Asked) -> Answer | None:
        if given := files.get(asked.path):
            return given(asked)
        return article(n, day=day) if (n := number_in(asked.path)) is not None else None

    return answer


def _sitemap(make: Callable[[str], str]) -> Callable[[Asked], Answer | None]:
    return _site({"/sitemap.xml": lambda asked: Answer(make(asked.base), XML)})


def _children(outer: str, inner: str) -> Callable[[Asked], Answer | None]:
    """An index that names an index, which names the sitemap of articles, by these addresses."""

    def answer(asked: Asked) -> Answer | None:
        address = asked.path + "".join(f"?{name}={value}" for name, value in asked.query.items())
        if address == "/sitemap.xml":
            return Answer(_index([asked.base + outer]), XML)
        if address == outer:
            return Answer(_index([asked.base + inner]), XML)
        if address == inner:
            return Answer(_urlset(_locs(asked.base)), XML)
        return article(n) if (n := number_in(asked.path)) is not None else None

    return answer


def _inline(base: str) -> str:
    urlset = _urlset(_locs(base)).partition("?>")[2]
    return _index([]).replace("</sitemapindex>", f"{urlset}</sitemapindex>")


def _items(base: str, numbers: Iterable[int], *, link: bool = True) -> str:
    items = ""
    for n in numbers:
        at = f"{base}/berita/pembinaan-pegawai-{n}"
        where = f"<link>{at}</link>" if link else f"<guid>{at}</guid>"
        items += f"<item><title>{title(n)}</title>{where}<pubDate>Tue, 10 Nov 2026 09:15:00 +0700</pubDate></item>"
    return items


def _rss(items: str, encoding: str = "UTF-8") -> str:
    head = f'<?xml version="1.0" encoding="{encoding}"?><rss version="2.0"><channel><title>Warta</title>'
    return f"{head}{items}</channel></rss>"


def _feed(make: Callable[[Asked], str]) -> Callable[[Asked], Answer | None]:
    return _site({"/rss": lambda asked: Answer(make(asked), RSS)})


def feed_paged(asked: Asked) -> str:
    """Ten items a page by ?paged."""
    first = (int(asked.query.get("paged", 1)) - 1) * 10 + 1
    return _rss(_items(asked.base, range(first, min(first + 10, N + 1))))


def feed_cut(asked: Asked) -> str:
    """A feed that breaks off in its fifth item."""
    whole = _rss(_items(asked.base, range(1, N + 1)))
    return whole[: whole.index("angkatan-5") if "angkatan-5" in whole else whole.index("pegawai-5") + 4]


def news(base: str) -> str:
    """The two articles of the last two days."""
    day = f"<news:publication_date>{DAY}</news:publication_date>"
    extra = f"<news:news>{day}<news:title>{title(1)}</news:title></news:news>"
    made = _urlset(_locs(base, numbers=(1, 2)), inner=extra)
    return made.replace("<urlset ", '<urlset xmlns:news="http://www.google.com/schemas/sitemap-news/0.9" ')


NOW = datetime.now(UTC)
MINUTE = NOW.strftime("%Y-%m-%dT%H:%M+00:00")
NEXT_YEAR = f"{NOW.year + 1}-01-15"
IN_URLSET = _site(
    {
        "/sitemap.xml": lambda asked: Answer(_urlset([f"{asked.base}/berita.xml"]), XML),
        "/berita.xml": lambda asked: Answer(_urlset(_locs(asked.base)), XML),
    }
)
RELATIVE = _site(
    {
        "/sitemap.xml": lambda _: Answer(_index(["peta/berita.xml"]), XML),
        "/peta/berita.xml": lambda _: Answer(_urlset(_locs("")), XML),
    }
)
GZIP = _site(
    {
        "/sitemap.xml": lambda asked: Answer(_index([f"{asked.base}/berita.xml.gz"]), XML),
        "/berita.xml.gz": lambda asked: Answer(gzip.compress(_urlset(_locs(asked.base)).encode()), "text/html"),
    }
)
NO_GZIP = _site(
    {
        "/sitemap.xml": lambda asked: Answer(_index([f"{asked.base}/berita.xml.gz"]), XML),
        "/berita.xml.gz": lambda asked: Answer(_urlset(_locs(asked.base)), "application/x-gzip"),
    }
)
SHAPES = (
    Shape(
        "sitemap-new-form",
        SITEMAP,
        _sitemap(lambda base: _urlset(_locs(base, "{base}/id/kabar/2026/pembinaan-pegawai-{n}"))),
        SITEMAP_AT,
    ),
    Shape("sitemap-relative", SITEMAP, RELATIVE, SITEMAP_AT),
    Shape("sitemap-in-urlset", SITEMAP, IN_URLSET, SITEMAP_AT),
    Shape("sitemap-php-children", SITEMAP, _children("/peta.php", "/dalam.php"), SITEMAP_AT),
    Shape("sitemap-query-children", SITEMAP, _children("/?sitemap=luar", "/?sitemap=dalam"), SITEMAP_AT),
    Shape("sitemap-in-index", SITEMAP, _sitemap(_inline), SITEMAP_AT),
    Shape("sitemap-gzip-type", SITEMAP, GZIP, SITEMAP_AT),
    Shape("sitemap-no-gzip", SITEMAP, NO_GZIP, SITEMAP_AT),
    Shape(
        "sitemap-rebuilt",
        SITEMAP,
        _sitemap(lambda base: _urlset(_locs(base), MINUTE)),
        SITEMAP_AT,
        options=("--since", "2026-11-01"),
    ),
    Shape("sitemap-future", SITEMAP, _sitemap(lambda base: _urlset(_locs(base), NEXT_YEAR)), SITEMAP_AT),
    Shape("sitemap-news", SITEMAP, _sitemap(news), SITEMAP_AT),
    Shape("feed-guid", FEED, _feed(lambda asked: _rss(_items(asked.base, range(1, N + 1), link=False))), FEED_AT),
    Shape("feed-utf-16", FEED, _feed(lambda asked: _rss(_items(asked.base, range(1, N + 1)), "UTF-16")), FEED_AT),
    Shape("feed-cut", FEED, _feed(feed_cut), FEED_AT),
    Shape("feed-paged", FEED, _feed(feed_paged), FEED_AT),
)
