"""Sites that the corpus credits, names or holds pages of, and that are no outlets yet."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from corpus.crawl.outlet_rows import waiting_outlets
from corpus.crawl.site_mentions import site_mentions
from corpus.store import Corpus
from corpus.urls import AddressRule, fold_host

# "bp2mi.go.id", "https://www.suara-ntb.com/berita/1", "Tribunflores.com": a host as texts write it
HOST = re.compile(
    r"(?<![\w@.-])(?:https?://)?((?:[a-z0-9](?:[a-z0-9-]{0,62})\.)+(?:asia|co|com|hk|id|info|live|my|net|news|org|sg|tv|tw))"
    r"(?![\w-]|\.\w)",
    re.IGNORECASE,
)
# Where everybody is and nobody publishes: networks, shops, shorteners, and what sends scripts, pictures and
# advertisements. Sorted; subdomains are meant as well.
PLATFORMS = (
    "addtoany.com", "amazon.com", "ampproject.org", "app.link", "apple.com", "archive.org", "bit.ly", "blogger.com",
    "blogspot.com", "bukalapak.com", "cloudflare.com", "cloudfront.net", "disqus.com", "doubleclick.net",
    "dropbox.com", "facebook.com", "facebook.net", "fb.com", "fb.me", "fb.watch", "flickr.com", "getpocket.com",
    "goo.gl", "google.co.id", "google.com", "googleapis.com", "googlesyndication.com", "googletagmanager.com",
    "googleusercontent.com", "gravatar.com", "gstatic.com", "imgur.com", "instagram.com", "jsdelivr.net",
    "lazada.co.id", "line.me", "linkedin.com", "linktr.ee", "lynk.id", "mgid.com", "outbrain.com", "pinterest.com",
    "podbean.com", "s.id", "sharethis.com", "shope.ee", "shopee.co.id", "soundcloud.com", "spotify.com", "t.co", "t.me",
    "taboola.com", "telegram.me", "telegram.org", "threads.com", "threads.net", "tiktok.com", "tinyurl.com",
    "tokopedia.com", "tumblr.com", "twitter.com", "unsplash.com", "vimeo.com", "wa.me", "whatsapp.com", "wikipedia.org",
    "wordpress.com", "wordpress.org", "wp.com", "wp.me", "x.com", "yahoo.com", "youtu.be", "youtube.com", "zoom.us",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A site that is no outlet, and in how many articles it is met.

    `credited`; `reprinted` as the first house of a text; `named` in a line that was cut; `linked` to from a text;
    `pages` of its own that the corpus holds; `waiting` addresses that a service named, and that are not fetched yet.
    `example` is an article's id, None for a site of which only addresses are known.
    """

    host: str
    credited: int
    reprinted: int
    named: int
    linked: int
    pages: int
    waiting: int
    example: int | None

    @property
    def total(self) -> int:
        """All of them together."""
        return self.credited + self.reprinted + self.named + self.linked + self.pages + self.waiting


def suggestions(
    corpus: Corpus, known: Iterable[AddressRule], linked: Iterable[tuple[int, str]] = ()
) -> list[Suggestion]:
    """The sites, the most often met first. `known` are the addresses of the outlets there are.

    `linked` are articles with the hosts that their texts link to (crawler/scouting/linked_hosts.py).
    """
    counts: Mapping[str, Counter[str]] = defaultdict(Counter)
    example: dict[str, int] = {}
    rules = list(known)
    met: dict[str, set[tuple[int, str]]] = {what: set() for what in ("credited", "reprinted", "named", "pages")}
    for how, article, text in site_mentions(corpus):
        met[how].update((article, host) for host in hosts_in(text))
    met["linked"] = {(article, host) for article, host in linked if not is_platform(host)}
    for what, seen in met.items():
        for article, host in sorted(seen):
            if not _is_known(host, rules):
                counts[host][what] += 1
                example.setdefault(host, article)
    for outlet in waiting_outlets(corpus):
        if outlet.origin == "host" and not _is_known(outlet.site, rules) and not is_platform(outlet.site):
            counts[outlet.site]["waiting"] = outlet.waiting
    match = [
        Suggestion(
            host,
            **{what: numbers[what] for what in met},
            waiting=numbers["waiting"],
            example=example.get(host),
        )
        for host, numbers in counts.items()
    ]
    return sorted(match, key=lambda s: (-s.total, s.host))


def hosts_in(text: str) -> Iterator[str]:
    """The hosts that a text names, without the platforms that everybody uses.

    >>> list(hosts_in("Sumber : www.suara-ntb.com, ikuti kami di https://t.me/suarantb atau redaksi@contoh.id"))
    ['suara-ntb.com']
    """
    for match in HOST.finditer(text):
        if not is_platform(host := fold_host(match[1])):
            yield host


def is_platform(host: str) -> bool:
    """True for a host of `PLATFORMS` or below one.

    >>> is_platform("news.google.com"), is_platform("mygoogle.com")
    (True, False)
    """
    return any(host == platform or host.endswith(f".{platform}") for platform in PLATFORMS)


def _is_known(host: str, rules: Iterable[AddressRule]) -> bool:
    return any(rule.owns(f"https://{host}/") for rule in rules)
