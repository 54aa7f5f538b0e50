"""Whether the addresses of a long file are on an outlet's hosts, without looking up each host again."""

from __future__ import annotations

import re

from corpus.urls import AddressRule, clean_url, join, split
from spiders.parsing.links import LONGEST_URL

PLAIN_ADDRESS = re.compile(r"https?://[\w.:/%~+-]+", re.ASCII)  # nothing in it to leave out
MOST_ORIGINS = 500  # that are remembered


class OwnHosts:
    """Whether addresses are on the outlet's hosts: what was once looked up of a host is remembered."""

    def __init__(self, rule: AddressRule) -> None:
        self._rule = rule
        self._by_origin: dict[str, bool] = {}
        self.name_days = any("(?P<y" in pattern for pattern, _ in rule.articles)

    def cleaned(self, url: str) -> str:
        """Return the address to fetch, as `clean_url` does."""
        return url if PLAIN_ADDRESS.fullmatch(url) else clean_url(url)

    def absolute(self, address: str, base: str) -> str:
        """Return the address joined with that of its sitemap."""
        return address if address.startswith(("http://", "https://")) else join(base, address) if address else ""

    def has(self, url: str) -> bool:
        """Return True for a web address on one of the outlet's hosts that can be fetched."""
        origin = "/".join(url.split("/", 3)[:3])
        if origin not in self._by_origin:
            if len(self._by_origin) > MOST_ORIGINS:
                self._by_origin.clear()
            self._by_origin[origin] = split(origin).scheme in {"http", "https"} and self._rule.owns(origin)
        return self._by_origin[origin] and len(url) <= LONGEST_URL
