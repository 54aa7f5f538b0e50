"""The rule that names an outlet's articles, made of its patterns of article addresses."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from corpus.urls import AddressRule

TWINS = r"(?:(?:www|m|amp|mobile)\.)?"
ANY_PORT = r"(?::\d+)?"
# Hosts of a site that hold its pictures and films.
GALLERY_HOSTS = r"foto|galer[iy]|gallery|infografi[ks]|photos?|videos?"
# Folders of those who write: "/editor/12345/budi-santoso" is the list of what he wrote.
WRITER_FOLDERS = r"authors?|editors?|jurnalis|kontributor|penulis|redaktur|reporters?|users?|writers?"
# What a path doesn't begin with that leads to an article: folders of lists, of pictures ("berita-foto") and of films.
NO_LIST_FOLDER = (
    rf"(?!(?:amp/)?(?:{WRITER_FOLDERS}|galeri(?:-[a-z]+)?|galery|galleries|gallery|indeks|index|infografi[ks]|multimedia"
    r"|photos?|pencarian|search|tags?|topi[ck]s?(?:-pilihan)?|topik-[a-z]+|(?:[a-z]+-)?(?:foto|videos?)(?:-[a-z]+)?)/)"
)
NAMING = ("id", "slug")  # the group that names an article where no key format is given, the first that is there

Patterns = str | tuple[tuple[str, str], ...]


@lru_cache(maxsize=1024)
def address_rule(site: str, hosts: tuple[str, ...], patterns: Patterns) -> AddressRule:
    """The outlet's AddressRule. A pattern that begins with "/" is a path on any host, any other a whole address.

    On hosts with a star the subdomain is the group `sub`, which is empty for the main site and its twins; the host of
    pictures or films (`GALLERY_HOSTS`) has no articles there.

    >>> rule = address_rule("x.id", ("*.x.id",), ((r"/berita/(?P<id>[0-9]+)", "{sub}/{id}"),))
    >>> [rule.is_article(f"https://{host}/berita/5") for host in ("www.x.id", "ntt.x.id", "m.ntt.x.id", "y.id")]
    [True, True, True, False]
    """
    pairs = ((patterns, key_format(patterns)),) if isinstance(patterns, str) else patterns
    whole = (pair for pattern, key in pairs for pair in _address_patterns(pattern, key, site, hosts))
    return AddressRule(site, (site, *hosts), tuple(whole))


def key_format(pattern: str) -> str:
    """The key that a pattern's groups make: `id` alone, else `slug` alone, else "" for path and query.

    >>> key_format(r"/(?P<y>[0-9]{4})/(?P<slug>[a-z-]+)"), key_format("/berita/.+")
    ('{slug}', '')
    """
    groups = re.compile(pattern).groupindex
    return next((f"{{{group}}}" for group in NAMING if group in groups), "")


def _address_patterns(pattern: str, key: str, site: str, hosts: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Yield (pattern of whole addresses, key format): for a path, one for each of the outlet's hosts."""
    if not pattern.startswith("/"):
        yield pattern, key
        return
    for host in dict.fromkeys((*hosts, site)):
        if f"*.{host}" not in hosts:
            yield rf"https?://{_host(host)}{ANY_PORT}{pattern}", key


def _host(host: str) -> str:
    if not host.startswith("*."):
        return TWINS + re.escape(host)
    return rf"{TWINS}(?:(?P<sub>(?!(?:www|m|amp|mobile|{GALLERY_HOSTS})\.)[a-z0-9-]+)\.)?{re.escape(host[2:])}"
