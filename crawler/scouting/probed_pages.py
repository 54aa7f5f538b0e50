"""What `kliping outlets new` reads on a site's pages: articles, feeds, signs of WordPress, and where a splash leads."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from urllib.parse import parse_qsl

from scrapy.http import Response, TextResponse
from scrapy.utils.response import get_base_url

from corpus.urls import AddressRule, host_of, join, split
from crawler.scouting.index_pages import can_be_written
from spiders.parsing.anchors import LOCATION, read_anchors
from spiders.parsing.story_addresses import is_site_page, may_be_article
from spiders.parsing.topic_words import query_words
from spiders.parsing.walls import LOGIN_PATH

WORDPRESS = re.compile(
    rb"/wp-(?:content|includes)/|<meta[^>]{1,200}generator[^>]{1,60}WordPress|<generator>https?://wordpress\.org",
    re.IGNORECASE,
)
FEED_LINKS = "link[rel=alternate][type*=rss]::attr(href), link[rel=alternate][type*=atom]::attr(href)"
LISTS = re.compile(  # "/topik-pilihan/list/7106/pemilu", "/indeks/2026/07/24/2/14": pages that list articles
    r"^/(?:tags?|topi[ck]s?|topik|indeks?|index)(?:-[a-z]+)*/|/(?:19|20)\d\d/\d{1,2}/\d{1,2}(?:/\d{1,3})+/?$",
    re.IGNORECASE,
)
MONTH_END = re.compile(r"/(?:19|20)\d\d[-/](?:0?[1-9]|1[0-2])/?$")  # "/arsip/2026/11"
LEAST_HEADLINE = 4  # words beside a link, from which it may be an article's whatever its address
LEAST_ALIKE = 3  # links with such words to addresses of one form, from which they are articles
ENTRANCE = re.compile(r"masuk|lanjut|enter|skip|kunjungi|beranda|home|portal|situs|website|utama|klik", re.IGNORECASE)
FEW_LINKS = 6  # of the site's own on a page, up to which each may lead into it
LONG = 7  # letters; shorter words that many titles hold are "dengan" and "untuk"
INDEX_NAMES = ("indeks", "index", "arsip", "archive", "terkini", "terbaru", "latest")  # the best first
INDEX_PART = re.compile(
    rf"(?:[a-z]+[-_])?(?:{'|'.join(INDEX_NAMES)})s?(?:[-_](?!php|html?)[a-z]+)?(?:\.(?:html?|php|aspx?))?",
    re.IGNORECASE,
)
LIST_PART = re.compile(
    r"(?:semua-)?(?:berita|news|artikel|kabar|posts?|blog|publikasi|siaran-pers|pers-rilis|rilis-pers|press-releases?|rilis)",
    re.IGNORECASE,
)
INDEX_WORDS = re.compile(
    r"(?:indeks|index|arsip|(?:lihat )?semua|berita terbaru|berita terkini|lihat semua)(?: berita| artikel)?", re.I
)


def articles_on(response: Response, rule: AddressRule) -> dict[str, str]:
    """The addresses of articles that a page links to, with the words of the links.

    An address that looks like an article's is one. Others are where three or more of one form have a headline of four
    words or more beside them ("/?x=12", "/berita/apel"); menus seldom have.
    """
    links = {link.url: link.title or "" for link in read_anchors(response, rule).links}
    links = {url: title for url, title in links.items() if not LISTS.search(split(url).path)}
    articles = {url: title for url, title in links.items() if may_be_article(url)}
    by_form: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for url, title in links.items():
        if url not in articles and len(title.split()) >= LEAST_HEADLINE and is_listed_address(url):
            by_form[_folder_of(url)].append(url)
    for urls in by_form.values():
        if len(urls) >= LEAST_ALIKE:
            articles |= {url: links[url] for url in urls}
    return {url: title for url, title in links.items() if url in articles}


def stories_on_subdomains(response: Response, rule: AddressRule) -> dict[str, int]:
    """The other hosts below the site's own that a page links to articles on, with the number of links."""
    wider = AddressRule(rule.site, (f"*.{rule.site}",))
    urls = articles_on(response, wider)
    return dict(Counter(host_of(url) for url in urls if not rule.owns(url)).most_common())


def is_listed_address(url: str) -> bool:
    """True for an address that may be an article's, for all that is known: no rubric, file, or page of the site."""
    parts = split(url)
    return not is_site_page(url) and (may_be_article(url) or parts.path.count("/") > 1 or bool(parts.query))


def _folder_of(url: str) -> tuple[str, ...]:
    """What addresses of articles have in common that differ in their last part or in a field alone."""
    parts = split(url)
    fields = sorted(field.partition("=")[0] for field in parts.query.split("&") if field)
    return (parts.path, *fields) if fields else (parts.path.rstrip("/").rpartition("/")[0],)


def is_below(url: str, home: str) -> bool:
    """True for an address of `home`'s folder (no slash at its end), on whatever host.

    >>> is_below("https://x.id/portal/a", "https://x.id/portal"), is_below("https://x.id/portal2/a", "https://x.id/portal")
    (True, False)
    """
    folder = split(home).path.rstrip("/")
    path = split(url).path
    return path.startswith(f"{folder}/") or path == folder


def feed_links(page: TextResponse) -> list[str]:
    """The addresses of the feeds that a page names in its head, but those of comments."""
    urls = (join(get_base_url(page), href) for href in page.css(FEED_LINKS).getall())
    return [url for url in urls if url and "comment" not in split(url).path.lower()]


def index_links(page: TextResponse, rule: AddressRule) -> list[str]:
    """The addresses of pages that list articles, as a page's links name them: "/indeks" first, "/berita" last."""
    ranked: dict[str, int] = {}
    for anchor in page.css("a[href]"):
        url = join(get_base_url(page), anchor.attrib["href"].strip()).partition("#")[0]
        if not rule.owns(url) or not can_be_written(url):
            continue
        part = split(url).path.rstrip("/").rpartition("/")[2]
        words = " ".join("".join(anchor.css("::text").getall()).split()).lower()
        ranks = [_rank(part.lower(), words), *(_rank(value, "") for value in _named_in_query(url))]
        rank = min((rank for rank in ranks if rank is not None), default=None)
        is_front = split(url).path.lower() in {"/index.php", "/index.html", "/index.htm"}
        if rank is not None and not (is_front and not _named_in_query(url)):
            ranked[url] = min(rank, ranked.get(url, rank))
    best = sorted(ranked, key=lambda url: (ranked[url], len(url)))
    named = {(split(url).path.rstrip("/"), *_named_in_query(url)): url for url in reversed(best)}
    return list(named.values())[::-1]


def _named_in_query(url: str) -> list[str]:
    """What the query of an address names as a list: "berita" in "/index.php?mod=berita"; nothing if it has a number."""
    query = split(url).query
    values = [] if re.search(r"\d", query) else [value.lower() for _, value in parse_qsl(query)]
    return [value for value in values if _rank(value, "") is not None]


def _rank(part: str, words: str) -> int | None:
    if INDEX_PART.fullmatch(part) and not part.startswith("index."):
        return next(n for n, name in enumerate(INDEX_NAMES) if name in part)
    if INDEX_WORDS.fullmatch(words):
        return len(INDEX_NAMES)
    return len(INDEX_NAMES) + 1 if LIST_PART.fullmatch(part) else None


def month_archives(page: TextResponse, rule: AddressRule) -> list[str]:
    """The addresses of a page's links that end in a year and a month: its archives, two or more, else none."""
    urls = {join(get_base_url(page), href.strip()).partition("#")[0] for href in page.css("a::attr(href)").getall()}
    months = sorted(url for url in urls if rule.owns(url) and MONTH_END.search(split(url).path))
    return months if len(months) > 1 else []


def talks_of_wordpress(body: bytes) -> bool:
    """True for a page or feed with WordPress's own signs."""
    return WORDPRESS.search(body) is not None


def splash_targets(page: TextResponse) -> list[str]:
    """Where a front page without articles may lead: by a script, by a link that says so, or by one of its few links."""
    targets = [match[1] for script in page.css("script::text").getall() if (match := LOCATION.search(script))]
    anchors = [
        (a.attrib["href"], " ".join(a.css("::text").getall()), a.attrib.get("class", "")) for a in page.css("a[href]")
    ]
    targets += [href for href, words, _ in anchors if ENTRANCE.search(words)]
    targets += [href for href, _, _ in anchors] if len({href for href, *_ in anchors}) <= FEW_LINKS else []
    urls = [join(get_base_url(page), href.strip()).partition("#")[0] for href in targets]
    front = page.url.partition("#")[0].rstrip("/")
    return [
        url
        for url in dict.fromkeys(urls)
        if url.startswith(("http://", "https://")) and url.rstrip("/") != front and _is_open(url)
    ]


def _is_open(url: str) -> bool:
    path = split(url).path
    return not (LOGIN_PATH.search(path) or is_site_page(url))


def search_word(titles: Iterable[str]) -> str | None:
    """A word to ask a search for: a long one that many titles hold, so that the answer may have a second page."""
    counts = Counter(word for title in titles for word in set(query_words(title)) if word.isalpha())
    return max(counts, key=lambda word: (len(word) >= LONG, counts[word], len(word), word), default=None)
