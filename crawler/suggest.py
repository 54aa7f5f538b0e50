"""Which sites does the corpus credit, name or hold pages of, that are no outlets yet?"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from corpus.store import Corpus
from corpus.urls import AddressRule, fold_host

# "bp2mi.go.id", "https://www.suara-ntb.com/berita/1", "Tribunflores.com": a host as texts write it
HOST = re.compile(
    r"(?<![\w@.-])(?:https?://)?((?:[a-z0-9](?:[a-z0-9-]{0,62})\.)+(?:asia|co|com|hk|id|info|live|my|net|news|org|sg|tv|tw))"
    r"(?![\w-]|\.\w)",
    re.IGNORECASE,
)
# Where everybody is and nobody publishes: one a line, sorted.
PLATFORMS = (
    "apple.com", "blogspot.com", "facebook.com", "fb.com", "goo.gl", "google.com", "gstatic.com", "instagram.com",
    "line.me", "linkedin.com", "pinterest.com", "t.co", "t.me", "telegram.me", "telegram.org", "threads.net",
    "tiktok.com", "twitter.com", "wa.me", "whatsapp.com", "wordpress.com", "wordpress.org", "x.com", "youtu.be",
    "youtube.com",
)  # fmt: skip
SOURCES = {
    "credited": "SELECT id, credit FROM articles WHERE credit IS NOT NULL",
    "reprinted": "SELECT id, reprint_of_url FROM articles WHERE reprint_of_url IS NOT NULL",
    "named": "SELECT article_id, text FROM removed_lines",
    "pages": """SELECT articles.id, site FROM articles JOIN outlets ON outlets.slug = outlet
        WHERE outlets.origin = 'host'""",
}
"""Where hosts are looked for: what is counted -> the texts, each with its article."""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A site that is no outlet, and in how many articles it is met.

    `credited`; `reprinted` as the first house of a text; `named` in a line that was cut; `pages` of its own that the
    corpus holds. `example` is an article's id.
    """

    host: str
    credited: int
    reprinted: int
    named: int
    pages: int
    example: int

    @property
    def total(self) -> int:
        """All of them together."""
        return self.credited + self.reprinted + self.named + self.pages


def suggestions(corpus: Corpus, known: Iterable[AddressRule]) -> list[Suggestion]:
    """The sites, the most often met first. `known` are the addresses of the outlets there are."""
    counts: Mapping[str, Counter[str]] = defaultdict(Counter)
    example: dict[str, int] = {}
    rules = list(known)
    for what, sql in SOURCES.items():
        seen: set[tuple[int, str]] = set()
        for article, text in corpus.conn.execute(sql):
            seen |= {(article, host) for host in hosts_in(text)}
        for article, host in sorted(seen):
            if not _is_known(host, rules):
                counts[host][what] += 1
                example.setdefault(host, article)
    found = [
        Suggestion(host, **{what: told[what] for what in SOURCES}, example=example[host])
        for host, told in counts.items()
    ]
    return sorted(found, key=lambda s: (-s.total, s.host))


def hosts_in(text: str) -> Iterator[str]:
    """The hosts that a text names, without the platforms that everybody uses.

    >>> list(hosts_in("Sumber : www.suara-ntb.com, ikuti kami di https://t.me/suarantb atau redaksi@contoh.id"))
    ['suara-ntb.com']
    """
    for found in HOST.finditer(text):
        host = fold_host(found[1])
        if not any(host == platform or host.endswith(f".{platform}") for platform in PLATFORMS):
            yield host


def _is_known(host: str, rules: Iterable[AddressRule]) -> bool:
    return any(rule.owns(f"https://{host}/") for rule in rules)
