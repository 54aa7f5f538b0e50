"""Shapes of pages that list articles, and of the articles' pages."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date

from .web import HTML, Answer, Asked, N, Shape, anchors, article, number_in, page, title

LISTING = "listing.ListingSpider"
BERITA = 'article_url = r"/berita/(?P<slug>[a-z0-9-]+)"'
SEARCH = f'ways = ("search",)\nsearch_url = "/cari?q={{query}}&page={{page}}"\n{BERITA}'
ONE_PAGE = f'ways = ("search",)\nsearch_url = "/cari?q={{query}}"\n{BERITA}'
FIRST = range(1, 11)


def _part(at: int, size: int = 10, total: int = N) -> range:
    """The numbers of a page counted from 1."""
    return range((at - 1) * size + 1, min(at * size, total) + 1)


def _found(asked: Asked, name: str = "page", first: int = 1) -> range:
    return _part(int(asked.query.get(name, first)) - first + 1)


def _search(make: Callable[[Asked], Answer | None]) -> Callable[[Asked], Answer | None]:
    """A site with its search at /cari and its articles."""

    def answer(asked: Asked) -> Answer | None:
        if asked.path == "/cari":
            return make(asked)
        if asked.path == "/":
            return page("<h1>Warta Contoh</h1>")
        return article(n) if asked.path.startswith("/berita/") and (n := number_in(asked.path)) is not None else None

    return answer


def _empty() -> Answer:
    return page('<p class="kosong">Tidak ada hasil.</p>')


def _listed(numbers: range, extra: str = "", head: str = "") -> Answer:
    return page(anchors(numbers) + extra, head) if numbers else _empty()


def from_zero(asked: Asked) -> Answer:
    """Pages counted from 0, named in its links."""
    numbers, at = _found(asked, first=0), int(asked.query.get("page", 0))
    before = f'<a rel="prev" href="/cari?q=pembinaan&amp;page={at - 1}">Sebelumnya</a>' if at else ""
    return _listed(numbers, f'{before}<a rel="next" href="/cari?q=pembinaan&amp;page={at + 1}">Lainnya</a>')


def by_offset(asked: Asked) -> Answer:
    """Endless scrolling: the next part stands in a data- attribute."""
    start = int(asked.query.get("offset", 0))
    numbers = range(start + 1, min(start + 10, N) + 1)
    return _listed(numbers, f'<div class="more" data-next="/cari?q=pembinaan&amp;offset={start + 10}"></div>')


def fragment(asked: Asked) -> Answer:
    """JSON with HTML in it; the first page has none."""
    at = int(asked.query.get("page", 1))
    numbers = _part(at - 1) if at > 1 else range(0)
    made = {"html": anchors(numbers) or False, "meta": {"postcount": len(numbers), "totalposts": N}}
    return Answer(json.dumps(made), "application/json")


def next_itself(asked: Asked) -> Answer:
    """Each page names itself as the next one, and the pages behind it work by their numbers."""
    at = asked.query.get("page", "1")
    return _listed(_found(asked), head=f'<link rel="next" href="{asked.base}/cari?q=pembinaan&amp;page={at}">')


def redirecting(asked: Asked) -> Answer | None:
    """A list at /indeks whose /page/2 leads back to the first."""
    if asked.path.startswith("/cari/page/") and asked.path != "/cari/page/1":
        return Answer(status=301, headers={"Location": "/cari/page/1"})
    if asked.path == "/cari/page/1":
        return _listed(FIRST, '<a rel="next" href="/cari/page/2">2</a>')
    return article(n) if (n := number_in(asked.path)) is not None else None


def based(asked: Asked) -> Answer | None:
    """Relative links under a base address."""
    numbers = _found(asked)
    return page(anchors(numbers, "pembinaan-pegawai-{n}"), '<base href="/berita/">') if numbers else _empty()


def onclick(asked: Asked) -> Answer:
    """Addresses in onclick alone."""
    made = "".join(
        f"<div onclick=\"location.href='/berita/pembinaan-pegawai-{n}'\"><h3>{title(n)}</h3></div>"
        for n in _found(asked)
    )
    return page(made) if made else _empty()


def tracking(asked: Asked) -> Answer:
    """Each article three times: two tracking addresses and the AMP page."""
    numbers = _found(asked)
    forms = ("", "?utm_source=cari&utm_medium=web", "?fbclid=abc{n}", "/amp")
    return page("".join(anchors(numbers, "/berita/pembinaan-pegawai-{n}" + f) for f in forms)) if numbers else _empty()


def uppercase(asked: Asked) -> Answer | None:
    """Addresses in mixed case that redirect to the same with a slash."""
    if asked.path == "/cari":
        return page(anchors(_found(asked), "/Berita/Pembinaan-Pegawai-{n}")) if _found(asked) else _empty()
    if not asked.path.endswith("/"):
        return Answer(status=301, headers={"Location": f"{asked.path}/"})
    return article(n) if (n := number_in(asked.path)) is not None else None


def ids(asked: Asked) -> Answer | None:
    """Articles at /?id=12."""
    if asked.path == "/cari":
        return page(anchors(_found(asked), "/?id={n}")) if _found(asked) else _empty()
    return article(int(asked.query["id"])) if "id" in asked.query else None


def scripted(_: Asked) -> Answer:
    """The list as data of a script."""
    posts = [{"slug": f"pembinaan-pegawai-{n}", "title": title(n)} for n in range(1, N + 1)]
    data = json.dumps({"props": {"pageProps": {"posts": posts}}})
    return page(f'<div id="__next"></div><script id="__NEXT_DATA__" type="application/json">{data}</script>')


def most_read(_: Asked) -> Answer:
    """The same ten stories off the topic for each query."""
    made = "".join(f'<h3><a href="/berita/harga-cabai-naik-{n}">Harga cabai naik {n}</a></h3>' for n in FIRST)
    return page(f"<h2>Terpopuler</h2>{made}")


def hundred(asked: Asked) -> Answer:
    """340 hits by its own words, of which 100 can be seen."""
    at = int(asked.query.get("page", 1))
    return _listed(_part(at, total=100), "<p>Ditemukan 340 hasil pencarian untuk pembinaan</p>")


def by_post(asked: Asked) -> Answer:
    """A form that posts; GET shows it empty."""
    if "q=" in asked.form:
        return _listed(range(1, N + 1))
    return page('<form method="post" action="/cari"><input name="q"><button>Cari</button></form>')


def moved(asked: Asked) -> Answer | None:
    """A site that has gone to its other host."""
    if not asked.on_other:
        query = "&".join(f"{name}={value}" for name, value in asked.query.items())
        return Answer(status=301, headers={"Location": f"{asked.other}{asked.path}{'?' if query else ''}{query}"})
    return _search(lambda a: _listed(_found(a)))(asked)


def elsewhere(asked: Asked) -> Answer | None:
    """A list of articles that stand on the other host."""
    if asked.path == "/cari":
        return (
            page(anchors(_found(asked), asked.other + "/berita/pembinaan-pegawai-{n}")) if _found(asked) else _empty()
        )
    return article(n) if (n := number_in(asked.path)) is not None else None


def login(asked: Asked) -> Answer | None:
    """A search for members."""
    if asked.path == "/masuk":
        form = '<form method="post" action="/masuk"><input name="email"><input type="password" name="sandi">'
        return page(f"<h1>Masuk</h1><p>Silakan masuk untuk melanjutkan.</p>{form}<button>Masuk</button></form>")
    return Answer(status=302, headers={"Location": "/masuk"}) if asked.path == "/cari" else None


def consent(asked: Asked) -> Answer | None:
    """Each page leads to a page that asks for consent."""
    if asked.path == "/persetujuan":
        return page(
            "<h1>Persetujuan cookie</h1><p>Kami memakai cookie. Setujui untuk melanjutkan ke situs.</p>"
            '<form method="post"><button>Setuju</button><button>Tolak</button></form>'
        )
    return Answer(status=302, headers={"Location": "/persetujuan"}) if asked.path != "/robots.txt" else None


def _articles_are(given: Answer) -> Callable[[Asked], Answer | None]:
    """A working list whose articles all answer so."""

    def answer(asked: Asked) -> Answer | None:
        if asked.path == "/cari":
            return _listed(_found(asked))
        return given if asked.path.startswith("/berita/") else None

    return answer


def day_index(asked: Asked) -> Answer | None:
    """News on every third day; a day without any says so."""
    if asked.path.startswith("/indeks/"):
        day = date(*map(int, asked.path.removeprefix("/indeks/").split("/")[:3]))
        ago = (date(2026, 11, 28) - day).days
        first = ago // 3 * 2 + 1
        if ago < 0 or ago % 3 or first > N:
            return page("<p>Belum ada berita pada tanggal ini.</p>")
        return page(anchors(range(first, first + 2)))
    return article(n) if asked.path.startswith("/berita/") and (n := number_in(asked.path)) is not None else None


CAPTCHA = Answer(
    "<!doctype html><html><head><title>Just a moment...</title></head><body><h1>Verify you are human</h1><div "
    'class="g-recaptcha" data-sitekey="x"></div><noscript>Enable JavaScript and cookies to continue</noscript></body>'
    "</html>"
)
FRAME = Answer('<!doctype html><html><head><title>Warta</title></head><body><div id="app"></div></body></html>')
DAYS = 'ways = ("index",)\nindex_url = "/indeks/{day:%Y/%m/%d}"\n' + BERITA
SHAPES = (
    Shape("pages-from-zero", LISTING, _search(from_zero), SEARCH),
    Shape("pages-offset", LISTING, _search(by_offset), ONE_PAGE),
    Shape("fragment-json", LISTING, _search(fragment), SEARCH),
    Shape(
        "pages-redirect",
        LISTING,
        redirecting,
        f'ways = ("search",)\nsearch_url = "/cari/page/{{page}}?q={{query}}"\n{BERITA}',
        truth=len(FIRST),
    ),
    Shape("next-to-itself", LISTING, _search(next_itself), SEARCH),
    Shape("links-base", LISTING, _search(based), SEARCH),
    Shape("links-onclick", LISTING, _search(onclick), SEARCH),
    Shape("links-tracking", LISTING, _search(tracking), SEARCH),
    Shape("links-uppercase", LISTING, uppercase, SEARCH),
    Shape("ids-only", LISTING, ids, SEARCH),
    Shape("script-rendered", LISTING, _search(scripted), SEARCH),
    Shape("most-read", LISTING, _search(most_read), SEARCH),
    Shape("soft-404", LISTING, _search(lambda _: page("<h1>404</h1><p>Halaman tidak ditemukan.</p>")), SEARCH),
    Shape("login-wall", LISTING, login, SEARCH),
    Shape("consent", LISTING, consent, SEARCH),
    Shape("limit-100", LISTING, _search(hundred), SEARCH, truth=340),
    Shape("search-post", LISTING, _search(by_post), ONE_PAGE),
    Shape("moved", LISTING, moved, SEARCH),
    Shape("other-host", LISTING, elsewhere, SEARCH),
    Shape("all-403", LISTING, _articles_are(Answer("<h1>403</h1>", HTML, 403)), SEARCH),
    Shape("all-empty", LISTING, _articles_are(FRAME), SEARCH),
    Shape("captcha-run", LISTING, _articles_are(CAPTCHA), SEARCH),
    Shape("day-index", LISTING, day_index, DAYS, options=("--since", "2026-10-15")),
)
