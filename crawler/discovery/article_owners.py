"""Find the outlet to which an address belongs that a service names (`ArticleOwners`), and judge the address's form."""

from __future__ import annotations

from corpus.crawl.listing_counts import EntryOutcome
from corpus.urls import clean_url, host_of, is_web_address, names_user
from spiders.families.base import OutletSpider
from spiders.loader import Outlets, host_outlet, outlet_for


class ArticleOwners:
    """The outlets of addresses: known ones, else one that is made from the host."""

    def __init__(self, known: Outlets) -> None:
        self._rules = {slug: spider.address() for slug, spider in known.items()}
        self._known = known
        self._of_host: dict[str, dict[str, type[OutletSpider]]] = {}

    def of(self, url: str) -> type[OutletSpider]:
        """The outlet of the address."""
        host = host_of(url)
        if host not in self._of_host:
            owners = {slug: self._known[slug] for slug, rule in self._rules.items() if rule.owns(url)}
            made = host_outlet(url)
            self._of_host[host] = owners or {made.name: made}
        outlet = outlet_for(url, self._of_host[host])
        assert outlet is not None
        return outlet

    def outcome(self, url: object) -> EntryOutcome:
        """What becomes of an entry with this address: taken, of unknown form, or unreadable.

        Of a known outlet an address must have the form of its articles; of any other host, a path.
        """
        if not isinstance(url, str) or names_user(url) or not is_web_address(url):
            return "unreadable"
        return "taken" if self.of(url).address().is_article(clean_url(url)) else "unknown_form"
