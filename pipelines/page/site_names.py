"""The names that an outlet goes by: those of its rules, its host, its pages and its publisher's mark."""

from __future__ import annotations

from functools import lru_cache

from corpus.urls import host_of
from pipelines.page.parsed_page import ParsedPage
from pipelines.rules import PageRules
from pipelines.strings.squashed import squash

SHORTEST_NAME = 3  # letters; a shorter name would be found in any text
SITE_META = ("og:site_name", "application-name", "copyright")
# Parts of a host that name no outlet.
GENERIC_LABELS = frozenset(
    [
        "ac",
        "app",
        "blog",
        "blogger",
        "blogspot",
        "co",
        "com",
        "example",
        "github",
        "go",
        "html",
        "id",
        "info",
        "io",
        "my",
        "net",
        "news",
        "or",
        "org",
        "pages",
        "sch",
        "vercel",
        "web",
        "wordpress",
        "www",
    ]
)


def own_names(page: ParsedPage, rules: PageRules) -> tuple[str, ...]:
    """The outlet's names in its rules, its host and its page's claims; the same name may stand twice."""
    given = (rules.name or "", (rules.outlet or "").replace("_", " "))
    return _long_names(given, host_of(page.url), (*page.claims.names("publisher"), page.claims.first(*SITE_META) or ""))


@lru_cache(maxsize=16)  # several ask for the names of one page
def _long_names(given: tuple[str, ...], host: str, claimed: tuple[str, ...]) -> tuple[str, ...]:
    labels = [label for label in host.split(".") if label not in GENERIC_LABELS]
    names = (*given, *labels, host, host.rsplit(".", 1)[0], *claimed)
    return tuple(name for name in names if len(squash(name)) >= SHORTEST_NAME)
