"""Which addresses of a site are those of articles, where nobody knows its forms (`is_article_address`).

A listing of an outlet counts by it what it can't use (`may_be_article`), and `kliping outlets new` reads by it the form
of a site's articles. Forms that were not seen yet: slugs in other scripts, one-word slugs without a number or a day,
addresses after "#!". They count as no entries; a page that has nothing else is told as one without links.
"""

from __future__ import annotations

import re

from corpus.urls import split

# Folders that WordPress itself gives to what is no post, and pages that Indonesian sites have beside their articles.
NO_POSTS = ("author", "category", "feed", "page", "search", "tag", "wp-[a-z]+")
SITE_PAGES = (
    "about-us",
    "contact-us",
    "hubungi-kami",
    "inde(?:ks|x)-(?:berita|news)",
    "info-iklan",
    "kebijakan-privasi",
    "kode-etik[a-z-]*",
    "kontak-kami",
    "live-streaming",
    "pasang-iklan",
    "pedoman-(?:media|pemberitaan)[a-z-]*",
    "privacy-policy",
    "susunan-redaksi",
    "syarat-dan-ketentuan",
    "tentang-kami",
    "terms-(?:of|and)-[a-z-]+",
)
LONG_SLUG = re.compile(r"[a-z0-9]+(?:[-_][a-z0-9]+){2,}(?:-\d+)?(?:\.html?)?", re.IGNORECASE)
DATED = re.compile(r"/(?:19|20)\d\d/\d\d/(?:\d\d/)?(?=[^/]*[a-z])[a-z0-9_-]+(?:\.html?)?/?$", re.IGNORECASE)
NO_ARTICLE = re.compile(
    rf"/(?:{'|'.join(NO_POSTS)}|tags|kategori|kanal|rubrik|penulis|cari|pencarian|topics?|topik|indeks|index|arsip"
    r"|archives?|login|masuk|register|daftar|rss|embed|cdn-cgi)/",
    re.IGNORECASE,
)
# The last part of a site's own page. A headline has the same words ("sosialisasi tentang pekerja migran"), so these are
# whole, or what such an address begins with.
PAGES = re.compile(
    rf"/(?:{'|'.join(SITE_PAGES)}|(?:box-)?redaksi|kebijakan|kontak|pedoman|privacy|syarat|tentang|terms)(?:\.html?)?/?$"
    r"|/(?:kebijakan-(?:cookie|data|privasi)|privacy|syarat-(?:dan-)?ketentuan|tentang-kami)-[a-z-]+(?:\.html?)?/?$",
    re.IGNORECASE,
)
FILE = re.compile(
    r"\.(?:apk|css|docx?|gif|ico|jpe?g|js|json|mp[34]|pdf|png|svg|txt|webp|xlsx?|xml|zip)$", re.IGNORECASE
)
RUBRIC = re.compile(r"[a-z0-9]+[-_](?:amp|and|dan|di)[-_][a-z0-9]+", re.IGNORECASE)  # "ekonomi-dan-bisnis"
NUMBERED = re.compile(r"/\d{4,}(?:\.html?)?/?$|/\d{3,}/[^/]|[-_]\d{4,}(?:\.html?)?/?$", re.IGNORECASE)
NUMBER_FIELD = re.compile(r"(?:^|&)(?:artikel|article|berita|id|news|newsid|nid|p|post|read|story)=\d+", re.IGNORECASE)
YEAR = re.compile(r"/(?:19|20)\d\d/?$|/(?:19|20)\d\d/\d\d(?:/\d\d)?/?$")  # an archive of days


def is_article_address(url: str) -> bool:
    """True if the path ends in a slug of three words or more, in a short one after a day, or has a post's number.

    >>> is_article_address("https://x.id/berita/12/kepala-lantik-pegawai"), is_article_address("https://x.id/tag/a-b-c")
    (True, False)
    >>> is_article_address("https://x.id/2024/01/berita-3/"), is_article_address("https://x.id/2024/01/")
    (True, False)
    """
    parts = split(url)
    if re.search(r"(?:^|&)p=\d+", parts.query):
        return True
    if NO_ARTICLE.search(f"{parts.path}/") or PAGES.search(parts.path):
        return False
    return DATED.search(parts.path) is not None or any(
        LONG_SLUG.fullmatch(part) for part in parts.path.rstrip("/").split("/")[-2:]
    )


def is_site_page(url: str) -> bool:
    """True for an address that is no article's by what it is called: a rubric, a file, a page about the site, a day.

    >>> is_site_page("https://x.id/tag/apel"), is_site_page("https://x.id/tentang-kami"), is_site_page("https://x.id/apel")
    (True, True, False)
    """
    path = split(url).path
    return any(
        form.search(text) for form, text in ((FILE, path), (NO_ARTICLE, f"{path}/"), (PAGES, path), (YEAR, path))
    )


def may_be_article(url: str) -> bool:
    """True for an address that a listing's reader would take for an article's: a slug, a day or a number names it.

    >>> paths = ("/baca/81234", "/read.php?id=7", "/v/apel-pagi-pegawai-baru", "/2024/03/05/apel")
    >>> all(may_be_article(f"https://x.id{path}") for path in paths)
    True
    >>> paths = ("/ekonomi-dan-bisnis", "/2024/03/", "/a-b-c-d.pdf", "/?page=2", "/tag/apel-pagi-pegawai", "/nasional")
    >>> any(may_be_article(f"https://x.id{path}") for path in paths)
    False
    """
    parts = split(url)
    path = parts.path
    if FILE.search(path) or NO_ARTICLE.search(f"{path}/") or YEAR.search(path):
        return False
    if NUMBER_FIELD.search(parts.query) or NUMBERED.search(path):
        return True
    return is_article_address(url) and not RUBRIC.fullmatch(path.rstrip("/").rpartition("/")[2])
