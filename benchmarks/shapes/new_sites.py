"""Made-up sites of different shapes, for `kliping outlets new`: what each answers, and what its articles are."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from html import escape

Reply = str | int | tuple[int, Mapping[str, str], str] | None
"""A page, a bare status, or status, headers and page; None is a 404."""
Answer = Callable[[str, Mapping[str, str], str], Reply]
"""What a site answers to path, query and the address of its own host ("http://x.example", without a slash)."""
TODAY = datetime.now(UTC).date()
PARAGRAPH = (
    "Kepala balai menyampaikan pembinaan pegawai di kantor nomor {n} pada hari itu. Para pegawai mendengar arahan "
    "tentang disiplin, pelayanan dan kejujuran, lalu bertanya jawab dengan pimpinan sampai sore. Menurut panitia {n}, "
    "kegiatan seperti ini akan diadakan lagi di daerah lain bersama pemerintah setempat dan organisasi masyarakat. "
)
SUBJECTS = ("pegawai", "pelayanan", "pelabuhan", "koperasi", "sekolah", "puskesmas")
SINCE = str(TODAY - timedelta(days=20))  # the day from which a crawl of them is asked
MOVES_TO = ("koran-kota", "koran-baru")  # in the name of a host that moved
VERBS = ("Pembinaan", "Pelatihan", "Pemeriksaan", "Peresmian")


@dataclass(frozen=True, slots=True)
class Story:
    """An article of a made-up site: its path with query, headline and day."""

    path: str
    title: str
    day: date

    def page(self, site: str) -> str:
        """Its page."""
        number = sum(self.path.encode())
        text = "".join(f"<p>{PARAGRAPH.format(n=number + n)}</p>" for n in range(4))
        facts = {"@type": "NewsArticle", "headline": self.title, "datePublished": f"{self.day}T09:00:00+07:00"}
        return (
            f"<html><head><title>{self.title} - {site}</title><script type='application/ld+json'>{json.dumps(facts)}"
            f"</script></head><body><article><h1>{self.title}</h1>{text}</article></body></html>"
        )


@dataclass(frozen=True, slots=True)
class MadeSite:
    """A made-up site: the `start` that is given to the command, and its articles (the oldest last).

    `ways` are those that a draft must have, `name` what the outlet must be called (None: as its host), `code` the exit
    code, `says` words that must be among what is printed.
    """

    name: str
    answer: Answer
    stories: Sequence[Story]
    title: str | None
    start: str = "/"
    ways: frozenset[str] = frozenset()
    code: int = 0
    says: tuple[str, ...] = ()
    fits_all: bool = True
    crawled: int | None = None  # articles that a crawl by the draft stores; None: all


def stories(template: str, number: int = 9, *, days_apart: int = 0, first: int = 1) -> list[Story]:
    """Articles at addresses with {n}, {slug}, {word}, {Slug} or {day}; the newest first."""
    made = []
    for n in range(first + number - 1, first - 1, -1):
        day = TODAY - timedelta(days=1 + (first + number - 1 - n) * days_apart)
        title = f"{VERBS[n % 4]} {SUBJECTS[n % 6]} angkatan {n} di daerah"
        slug = title.lower().replace(" ", "-")
        path = template.format(n=n, slug=slug, Slug=slug.title(), word=f"{VERBS[n % 4]}{n}".lower(), day=day)
        made.append(Story(path, title, day))
    return made


def listing(items: Iterable[Story], base: str, *, title: str = "Indeks", head: str = "", more: str = "") -> str:
    """A page that links to articles, in the frame of a site."""
    rows = "".join(f'<li><a href="{base}{escape(s.path)}">{s.title}</a></li>' for s in items)
    menu = '<nav><a href="/tentang-kami">Tentang kami</a> <a href="/nasional">Nasional</a></nav>'
    return f"<html><head><title>{title}</title>{head}</head><body>{menu}<ul>{rows}</ul>{more}</body></html>"


def feed(items: Iterable[Story], base: str, generator: str = "") -> str:
    """An RSS feed."""
    rows = "".join(f"<item><title>{s.title}</title><link>{escape(base + s.path)}</link></item>" for s in items)
    return f'<?xml version="1.0"?><rss version="2.0"><channel>{generator}{rows}</channel></rss>'


def sitemap(items: Iterable[Story], base: str) -> str:
    """A sitemap."""
    rows = "".join(f"<url><loc>{escape(base + s.path)}</loc></url>" for s in items)
    return f'<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{rows}</urlset>'


def hits(items: Sequence[Story], words: str) -> list[Story]:
    """The articles with all of these words in their headline."""
    return [s for s in items if all(word in s.title.lower() for word in words.lower().split())]


def page_of(items: Sequence[Story], number: int, size: int = 4) -> Sequence[Story]:
    """A page of so many of them, counted from 1."""
    return items[size * (number - 1) : size * number] if number > 0 else ()


def with_pages(answer: Answer, items: Sequence[Story], site: str) -> Answer:
    """The site with the pages of its articles."""
    by_path = {s.path: s for s in items}

    def whole(path: str, query: Mapping[str, str], base: str) -> Reply:
        given = answer(path, query, base)
        if given is not None:
            return given
        asked = path + ("?" + "&".join(f"{n}={v}" for n, v in query.items()) if query else "")
        story = by_path.get(asked) or by_path.get(path) or by_path.get(path.rstrip("/"))
        return story.page(site) if story else None

    return whole


def number_in(query: Mapping[str, str], name: str, default: int = 1) -> int:
    """The number in a field of a query."""
    value = query.get(name, "")
    return int(value) if value.isdecimal() else default


# --- the sites -----------------------------------------------------------------------------------------


def wordpress_rest() -> MadeSite:
    """WordPress with REST; the front page is called Beranda."""
    items = stories("/{day:%Y/%m/%d}/{slug}/", days_apart=1)

    def answer(path: str, query: Mapping[str, str], base: str) -> Reply:
        if path == "/wp-json/wp/v2/posts":
            match = hits(items, query.get("search", ""))
            size = number_in(query, "per_page", 10)
            rows = [
                {"link": base + s.path, "title": {"rendered": s.title}}
                for s in page_of(match, number_in(query, "page"), size)
            ]
            return 200, {"X-WP-TotalPages": "1", "Content-Type": "application/json"}, json.dumps(rows)
        return listing(items[:4], base, title="Beranda - Warta Contoh") if path == "/" else None

    return MadeSite("WordPress with REST", with_pages(answer, items, "Warta Contoh"), items, "Warta Contoh",
                    ways=frozenset({"rest"}))  # fmt: skip


def wordpress_shut() -> MadeSite:
    """WordPress whose REST asks for a login; its name stands in og:site_name, with an entity."""
    items = stories("/{slug}/", days_apart=1)
    head = '<meta property="og:site_name" content="Kabar &amp; Contoh"><link rel="stylesheet" href="/wp-content/a.css">'

    def answer(path: str, query: Mapping[str, str], base: str) -> Reply:
        if path.startswith("/wp-json"):
            return 401, {"Content-Type": "application/json"}, json.dumps({"code": "rest_not_logged_in"})
        match, number = hits(items, query.get("s", "")), number_in(query, "paged")
        if path == "/feed/" or query.get("feed") == "rss2":
            return feed(page_of(match, number), base) if page_of(match, number) else None
        if path == "/" and "s" in query:
            return listing(page_of(match, number), base)
        return listing(items[:4], base, title="Beranda", head=head) if path == "/" else None

    return MadeSite("WordPress without REST", with_pages(answer, items, "Kabar"), items, "Kabar & Contoh",
                    ways=frozenset({"search_feed", "feed"}))  # fmt: skip


def blogger() -> MadeSite:
    """Blogger."""
    items = stories("/{day:%Y/%m}/{slug}.html", days_apart=1)

    def answer(path: str, query: Mapping[str, str], base: str) -> Reply:
        if path == "/feeds/posts/default":
            entries = [
                {"title": {"$t": s.title}, "published": {"$t": f"{s.day}T09:00:00+07:00"},
                 "link": [{"rel": "alternate", "href": base + s.path}]} for s in hits(items, query.get("q", ""))
            ]  # fmt: skip
            start = number_in(query, "start-index") - 1
            given = entries[start : start + number_in(query, "max-results", 25)]
            return 200, {"Content-Type": "application/json"}, json.dumps({"feed": {"entry": given}})
        return listing(items[:3], base, title="Blog Balai Contoh") if path == "/" else None

    return MadeSite("Blogger", with_pages(answer, items, "Blog"), items, "Blog Balai Contoh", ways=frozenset({"posts"}))


def joomla() -> MadeSite:
    """Joomla without short addresses; its search counts articles."""
    items = stories("/index.php?option=com_content&view=article&id={n}:{slug}&catid=8&Itemid=101")
    form = (
        '<form action="/index.php" method="get"><input type="hidden" name="option" value="com_search">'
        '<input name="searchword" placeholder="Cari"></form>'
    )

    def answer(path: str, query: Mapping[str, str], base: str) -> Reply:
        option = query.get("option")
        if option == "com_search":
            match, start = hits(items, query.get("searchword", "")), number_in(query, "start", 0)
            following = start + 4
            link = (
                f'<a href="?option=com_search&amp;searchword={query.get("searchword", "")}&amp;start={following}">2</a>'
            )
            return listing(match[start:following], base, more=link if following < len(match) and start == 0 else "")
        if path == "/" or (path == "/index.php" and not query):
            return listing(
                items[:4], base, title="Home", head='<meta name="application-name" content="Balai Contoh">', more=form
            )
        return None

    return MadeSite("Joomla's index.php?option=", with_pages(answer, items, "Balai"), items, "Balai Contoh",
                    ways=frozenset({"search"}))  # fmt: skip


def codeigniter_portal() -> MadeSite:
    """News and press releases below /portal/, counted apart; the host's front page is another site's."""
    news = stories("/portal/berita/detail/{n}/{slug}", 7, first=101)
    releases = stories("/portal/pers_rilis/{n}/{slug}", 4, first=101)
    items = [*news, *releases]

    def answer(path: str, _query: Mapping[str, str], base: str) -> Reply:
        if path in {"/portal", "/portal/"}:
            links = '<a href="/portal/berita">Berita</a> <a href="/portal/indeks">Indeks</a><a href="/ppid">PPID</a>'
            return listing([*news[:3], *releases[:2]], base, title="Portal Dinas Contoh", more=links)
        if path.startswith("/portal/indeks"):
            rest = path.removeprefix("/portal/indeks").strip("/")
            start = int(rest) if rest.isdecimal() else 0
            link = f'<a href="/portal/indeks/{start + 4}">{start // 4 + 2}</a>' if start + 4 < len(items) else ""
            return listing(items[start : start + 4], base, more=link)
        return "<html><title>Beranda</title><p>Situs lain</p></html>" if path == "/" else None

    return MadeSite("CodeIgniter below /portal/", with_pages(answer, items, "Dinas"), items, "Portal Dinas Contoh",
                    start="/portal/", ways=frozenset({"index"}))  # fmt: skip


def drupal() -> MadeSite:
    """Drupal without short addresses; its search counts pages from 0."""
    items = stories("/node/{n}", first=211)
    form = '<form action="/search/node" method="get"><input type="search" name="keys"></form>'
    head = '<link rel="alternate" type="application/rss+xml" href="/rss.xml">'

    def answer(path: str, query: Mapping[str, str], base: str) -> Reply:
        if path == "/search/node":
            match, number = hits(items, query.get("keys", "")), number_in(query, "page", 0)
            link = f'<a rel="next" href="/search/node?keys={query.get("keys", "")}&amp;page={number + 1}">next</a>'
            return listing(page_of(match, number + 1), base, more=link if 4 * (number + 1) < len(match) else "")
        if path == "/rss.xml":
            return feed(items[:5], base)
        return (
            listing(items[:4], base, title="Home | Universitas Contoh", head=head, more=form) if path == "/" else None
        )

    return MadeSite("Drupal's /node/N", with_pages(answer, items, "Universitas Contoh"), items, "Universitas Contoh",
                    ways=frozenset({"search", "feed"}))  # fmt: skip


def next_js() -> MadeSite:
    """A site whose list stands in its own script's data alone."""
    items = stories("/berita/{slug}")
    rows = [{"title": s.title, "slug": s.path.rpartition("/")[2]} for s in items]
    data = json.dumps({"props": {"pageProps": {"posts": rows}}})
    page = (
        '<html><head><title>Media Contoh</title></head><body><div id="__next"></div>'
        f'<script id="__NEXT_DATA__" type="application/json">{data}</script></body></html>'
    )

    def answer(path: str, _query: Mapping[str, str], _base: str) -> Reply:
        return page if path == "/" else None

    return MadeSite("Next.js, __NEXT_DATA__ alone", answer, items, None,
                    code=2, says=("9 titles stand in a page's data alone (__NEXT_DATA__)",))  # fmt: skip


def robots_sitemap() -> MadeSite:
    """A site without links, whose sitemap only robots.txt names."""
    items = stories("/nasional/{n}/{slug}", first=81234)

    def answer(path: str, _query: Mapping[str, str], base: str) -> Reply:
        return {
            "/": "<html><head><title>Suara Contoh: berita hari ini</title></head><p>Selamat datang</p></html>",
            "/robots.txt": f"User-agent: *\nDisallow: /admin\nSitemap: {base}/peta/berita-1.xml\n",
            "/peta/berita-1.xml": sitemap(items, base),
        }.get(path)

    return MadeSite("a sitemap that robots.txt names", with_pages(answer, items, "Suara"), items, "Suara Contoh",
                    ways=frozenset({"sitemap"}), says=("/robots.txt",))  # fmt: skip


def index_by_day() -> MadeSite:
    """An index whose days are asked by a form."""
    items = stories("/read/{n}/{slug}", 10, days_apart=1, first=700)
    form = '<form action="/indeks" method="get"><input type="date" name="tanggal"><button>Cari</button></form>'

    def answer(path: str, query: Mapping[str, str], base: str) -> Reply:
        if path == "/indeks":
            day = query.get("tanggal") or str(TODAY - timedelta(days=1))
            chosen = [s for s in items if str(s.day) == day] if query.get("tanggal") else items[:1]
            return listing(chosen, base, more=form)
        return (
            listing(items[:3], base, title="Harian Contoh", more='<a href="/indeks">Indeks</a>')
            if path == "/"
            else None
        )

    return MadeSite("an index by day, from a form", with_pages(answer, items, "Harian Contoh"), items, "Harian Contoh",
                    ways=frozenset({"index"}), says=("{day",))  # fmt: skip


def index_by_day_link() -> MadeSite:
    """An index whose days are links."""
    items = stories("/baca/{n}/{slug}", 10, days_apart=1, first=700)

    def answer(path: str, _query: Mapping[str, str], base: str) -> Reply:
        if path.startswith("/indeks"):
            day = path.removeprefix("/indeks").strip("/").replace("/", "-") or str(TODAY)
            days = "".join(
                f'<a href="/indeks/{TODAY - timedelta(days=n):%Y/%m/%d}">{TODAY - timedelta(days=n):%d}</a>'
                for n in (2, 3, 4)
            )
            return listing([s for s in items if str(s.day) == day] or items[:1], base, more=days)
        more = '<a href="/indeks">Lihat semua</a>'
        return listing(items[:3], base, title="Koran Contoh | Berita Terkini", more=more) if path == "/" else None

    return MadeSite("an index by day, from links", with_pages(answer, items, "Koran Contoh"), items, "Koran Contoh",
                    ways=frozenset({"index"}), says=("{day:%Y/%m/%d}",), crawled=None)  # fmt: skip


def refusing() -> MadeSite:
    """A site that forbids everything but its front page."""
    items = stories("/berita/{n}/{slug}")

    def answer(path: str, _query: Mapping[str, str], base: str) -> Reply:
        return listing(items[:4], base, title="Kabar Contoh") if path == "/" else (403, {}, "<h1>403 Forbidden</h1>")

    return MadeSite("403 after the front page", answer, items, None, code=4, says=("refuses", "http_403"))


def beranda() -> MadeSite:
    """A site called Beranda by its title, and by its name in JSON-LD; an index by pages."""
    items = stories("/artikel/{slug}", 10)
    head = "<script type='application/ld+json'>" + json.dumps(
        {"@graph": [{"@type": "WebPage", "name": "Beranda"}, {"@type": "NewsMediaOrganization", "name": "Pos Contoh"}]}
    ) + "</script>"  # fmt: skip

    def answer(path: str, query: Mapping[str, str], base: str) -> Reply:
        if path == "/index-berita":
            number = number_in(query, "page")
            link = f'<a href="/index-berita?page={number + 1}">{number + 1}</a>' if 4 * number < len(items) else ""
            return listing(page_of(items, number), base, more=link)
        more = '<a href="/index-berita">Index Berita</a> <a href="/galeri/2026/foto-apel-pagi-di-kantor">Foto</a>'
        return listing(items[:3], base, title="Beranda", head=head, more=more) if path == "/" else None

    return MadeSite('"Beranda" in its title', with_pages(answer, items, "Beranda"), items, "Pos Contoh",
                    ways=frozenset({"index"}), says=("max_pages", "not http"), fits_all=False)  # fmt: skip


def moved() -> MadeSite:
    """A host that leads to another one."""

    def answer(path: str, _query: Mapping[str, str], base: str) -> Reply:
        other = base.replace(*MOVES_TO).replace("127.0.5.", "127.0.6.")
        return (301, {"Location": other + path}, "") if base != other else "<title>Warta Baru</title>"

    return MadeSite("a host that moved", answer, [], None, code=2, says=("leads to", "outlets new"))


def rest_empty() -> MadeSite:
    """A site that answers REST with an empty list, and has a feed."""
    items = stories("/read/{n}/{slug}", first=5501)
    head = '<link rel="alternate" type="application/rss+xml" href="/rss/terkini">'

    def answer(path: str, _query: Mapping[str, str], base: str) -> Reply:
        if path == "/wp-json/wp/v2/posts":
            return 200, {"Content-Type": "application/json"}, "[]"
        if path == "/rss/terkini":
            return feed(items, base)
        return listing(items[:4], base, title="Lintas Contoh - Portal Berita", head=head) if path == "/" else None

    return MadeSite("REST answers, and is empty", with_pages(answer, items, "Lintas Contoh"), items, "Lintas Contoh",
                    ways=frozenset({"feed"}), says=("REST answers and lists no post",))  # fmt: skip


def splash() -> MadeSite:
    """A site whose front page only leads into it."""
    items = stories("/home/berita/{n}-{slug}", 8, first=31)

    def answer(path: str, query: Mapping[str, str], base: str) -> Reply:
        if path == "/home/":
            return listing(
                items[:4], base, title="Beranda &raquo; Kementerian Contoh", more='<a href="/home/arsip">Arsip</a>'
            )
        if path == "/home/arsip":
            number = number_in(query, "halaman")
            link = (
                f'<a href="/home/arsip?halaman={number + 1}" rel="next">Selanjutnya</a>'
                if 4 * number < len(items)
                else ""
            )
            return listing(page_of(items, number), base, more=link)
        page = '<html><title>Selamat Datang</title><a href="/login">Login</a><a href="/home/">Masuk</a></html>'
        return page if path == "/" else None

    name = "Kementerian Contoh"
    return MadeSite("a splash page in front", with_pages(answer, items, name), items, name,
                    ways=frozenset({"index"}), says=("the front page shows no article",))  # fmt: skip


def single_words() -> MadeSite:
    """Articles named by one word each."""
    items = stories("/berita/{word}", 8)

    def answer(path: str, query: Mapping[str, str], base: str) -> Reply:
        if path == "/berita":
            number = number_in(query, "page")
            link = f'<a href="/berita?page={number + 1}">{number + 1}</a>' if 4 * number < len(items) else ""
            return listing(page_of(items, number), base, more=link)
        more = '<a href="/berita">Berita</a>'
        return listing(items[:4], base, title="Kampus Contoh", more=more) if path == "/" else None

    return MadeSite("articles named by one word", with_pages(answer, items, "Kampus Contoh"), items, "Kampus Contoh",
                    ways=frozenset({"index"}))  # fmt: skip


def numbers_in_query() -> MadeSite:
    """Articles named by a number in the query."""
    items = stories("/?hal=baca&id={n}", 8, first=12)
    form = '<form action="/"><input type="hidden" name="hal" value="cari"><input type="text" name="kunci"></form>'

    def answer(path: str, query: Mapping[str, str], base: str) -> Reply:
        if query.get("hal") == "cari":
            match, number = hits(items, query.get("kunci", "")), number_in(query, "halaman")
            return listing(page_of(match, number), base)
        return listing(items[:4], base, title="Radio Contoh", more=form) if path == "/" and "id" not in query else None

    return MadeSite("articles named by ?id=N", with_pages(answer, items, "Radio Contoh"), items, "Radio Contoh",
                    ways=frozenset({"search"}))  # fmt: skip


def upper_case() -> MadeSite:
    """Addresses in upper case, of two forms."""
    items = stories("/Berita/Detail/{Slug}", 8) + stories("/Siaran-Pers/{n}", 3, first=1201)

    def answer(path: str, _query: Mapping[str, str], base: str) -> Reply:
        if path == "/rss":
            return feed(items, base)
        return listing([*items[:4], *items[-2:]], base, title="Badan Contoh - Home") if path == "/" else None

    name = "Badan Contoh"
    return MadeSite("upper case, news and press releases", with_pages(answer, items, name), items, name,
                    ways=frozenset({"feed"}))  # fmt: skip


def empty_articles() -> MadeSite:
    """Articles whose text a script fetches."""
    items = stories("/berita/{n}/{slug}", 6, first=901)
    shell = '<html><head><title>Layar Contoh</title><script src="/a.js"></script></head><div id="app"></div></html>'

    def answer(path: str, _query: Mapping[str, str], base: str) -> Reply:
        if path == "/rss":
            return feed(items, base)
        return (
            listing(items[:4], base, title="Layar Contoh")
            if path == "/"
            else shell
            if path.startswith("/berita/")
            else None
        )

    return MadeSite("articles that a script fills", answer, items, "Layar Contoh", ways=frozenset({"feed"}),
                    says=("is empty: no article was read on any of the 3 pages",), crawled=0)  # fmt: skip


SITES: tuple[Callable[[], MadeSite], ...] = (
    wordpress_rest, wordpress_shut, blogger, joomla, codeigniter_portal, drupal, next_js, robots_sitemap, index_by_day,
    index_by_day_link, refusing, beranda, moved, rest_empty, splash, single_words, numbers_in_query, upper_case,
    empty_articles,
)  # fmt: skip
