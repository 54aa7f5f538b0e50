"""The base class of every outlet: its identity, its article addresses, its requests, the page that it passes on.

An outlet is attributes. A family adds ways of listing (see spiders/families/ladder.py). Whatever a listing
yields (`Link`s, further listing requests, a `Remark`) is stored by the crawl in one transaction with the listing's
own row; spiders never touch the database.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Iterable, Iterator, Mapping
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any, ClassVar

from scrapy import Request
from scrapy.http import Response
from scrapy.settings import BaseSettings

from corpus.models import Capture, Outlet, OutletKind
from corpus.topics import Ask, Grading, Topic
from corpus.typed.day_words import resolve_day
from corpus.urls import AddressRule, clean_url
from pipelines.page.usage import header_terms
from pipelines.rules import SELECTOR_NAMES, Layout, PageRules
from pipelines.storing.items import Fetched
from spiders.families.ladder import LadderSpider
from spiders.parsing.addresses import Patterns, address_rule
from spiders.parsing.sent_headers import sent_validators, stated_type

LISTING_PRIORITY = 1_000_000  # above any article's, whose priority is its day
HOUSE_DELAY = 2.0  # seconds between two requests to one host
OLDER_NAMES = {"author_at": "author", "date_at": "date", "editor_at": "editor", "title_at": "title"}
"""Attributes of an outlet as they were called until 2026.11, with today's names; users' files may still have them."""
OLDER_ARGUMENT = "told"
"""The name of `cb_kwargs` until 2026.11: users' files may call `listing` and read a walk by it."""
NO_TOPIC = Topic("none", "No topic", Ask(), Grading(phrases=("-",)))


class OutletSpider(LadderSpider):
    """An outlet. Its file holds a class named `<Outlet>Spider` whose `name` is the file's name.

    `outlet` is the printed name; `kind` and `affiliation` are two facts (None: independent). `site` is the
    host that stands in article keys, `hosts` its other hosts. `article_url` is a pattern of article addresses
    whose groups name the article (group `id` alone, else `slug`, else the whole path), or pairs of pattern
    and key format, tried in order; one that begins with "/" is a path on any of the hosts (addresses.py). Groups
    y, m, d give the day. `home` is the address of its listings, when that is not https://<site>.
    `implied` are words that go without saying in the outlet's own titles (an agency's name on its own site).
    The selectors of its pages (`body`, `title`, `date` ...) are attributes with the names and the meaning of
    `pipelines.rules.PageSelectors`.
    `unverified_tls` names hosts whose certificate is not checked, each with the reason and when it was seen; it holds
    for this outlet and these very hosts only, and the report of every run that uses it says so.
    `terms` says whether someone has read the outlet's terms of use, or what its pages print of them; `by_name_only`
    is True where they forbid automated access: a crawl then asks the outlet only where it is named.
    `reprints` is True where much of what it prints was published elsewhere first: its articles are no further voices.
    `checked` says when a way in was last seen to work live.
    `discovers` is True for a discovery service: what it names is other outlets', and taken whatever its title says.
    """

    outlet: ClassVar[str]
    kind: ClassVar[OutletKind]
    affiliation: ClassVar[str | None] = None
    site: ClassVar[str]
    hosts: ClassVar[tuple[str, ...]] = ()
    home: ClassVar[str | None] = None
    article_url: ClassVar[Patterns] = ()
    terms: ClassVar[str] = "not read"
    by_name_only: ClassVar[bool] = False
    reprints: ClassVar[bool] = False
    checked: ClassVar[str] = "never"
    discovers: ClassVar[bool] = False
    delay: ClassVar[float] = HOUSE_DELAY
    unverified_tls: ClassVar[Mapping[str, str]] = {}

    implied: ClassVar[tuple[str, ...]] = ()
    origin: ClassVar[str] = "shipped"

    layouts: ClassVar[tuple[Layout, ...]] = ()
    utc_offset: ClassVar[int] = 7

    def __init_subclass__(cls, **kwargs: Any) -> None:
        """Take a selector that a user's file sets under its older name."""
        super().__init_subclass__(**kwargs)
        for older, name in OLDER_NAMES.items():
            if older in vars(cls):
                setattr(cls, name, vars(cls)[older])

    def __init__(
        self,
        name: str | None = None,
        *,
        topic: Topic | str | None = None,
        since: str | date | None = None,
        until: str | date | None = None,
        clock: datetime | None = None,
        urls: Iterable[str] = (),
        listings: bool = True,
        **kwargs: Any,
    ) -> None:
        super().__init__(name, **kwargs)
        self.urls = tuple(urls)
        self.listings = listings
        self.take_topic(self._read_topic(topic), since, until, clock)
        # Was this address found by an earlier run? The crawl sets this to ask its frontier. What this run itself
        # has discovered doesn't count: the answers to two queries overlap, and each is walked to its own end.
        self.knows: Callable[[str], bool] = lambda _url: False

    @classmethod
    def update_settings(cls, settings: BaseSettings) -> None:
        """Set the outlet's delay where it is slower than the default; it is never faster."""
        super().update_settings(settings)
        if cls.delay > HOUSE_DELAY:
            settings.set("KLIPING_OUTLET_DELAY", cls.delay, priority="spider")

    def take_topic(
        self,
        topic: Topic,
        since: str | date | None = None,
        until: str | date | None = None,
        clock: datetime | None = None,
    ) -> None:
        """Set topic and window; spans such as "7d" count back from `clock` (aware; default now)."""
        self.topic = topic
        self.clock = clock or datetime.now(UTC)
        self.today = self.clock.astimezone(timezone(timedelta(hours=self.utc_offset))).date()
        self.since = _day(since or topic.ask.since, self.today, "since")
        self.until = _day(until or topic.ask.until, self.today, "until")

    # --- who it is -----------------------------------------------------------------------------------

    @classmethod
    def facts(cls) -> Outlet:
        """The outlet's row in the corpus."""
        return Outlet(cls.name, cls.outlet, cls.kind, cls.site, cls.affiliation, cls.origin)  # type: ignore[arg-type]

    @classmethod
    def address(cls) -> AddressRule:
        """The rule by which the outlet's addresses name its articles."""
        return address_rule(cls.site, cls.hosts, cls.article_url)

    @classmethod
    def root(cls) -> str:
        """The address that listings' paths are added to, without a slash at its end."""
        return (cls.home or f"https://{cls.site}").rstrip("/")

    @classmethod
    def selectors(cls) -> dict[str, Any]:
        """The class's attributes that are fields of PageSelectors, by name; those that it sets."""
        return {name: getattr(cls, name) for name in SELECTOR_NAMES if hasattr(cls, name)}

    @classmethod
    def page_rules(cls) -> PageRules:
        """The outlet's rules for its own pages."""
        return PageRules(
            outlet=cls.name,
            name=cls.outlet,
            address=cls.address(),
            utc_offset=None if cls.origin == "host" else cls.utc_offset,
            layouts=cls.layouts,
            **cls.selectors(),
        )

    def owner_of(self, url: str) -> type[OutletSpider]:
        """The outlet that an address belongs to which a listing of this one names: itself; a service names others'."""
        return type(self)

    # --- finding -------------------------------------------------------------------------------------

    async def start(self) -> AsyncIterator[Any]:
        """Yield requests for the addresses named beforehand (`urls`, the topic's own), then those of the ways in."""
        own = [url for url in self.topic.ask.urls if self.address().is_article(url)]
        for url in dict.fromkeys((*self.urls, *(own if self.listings else ()))):
            yield self.article_request(url, way="urls")
        if self.listings:
            for request in self.begin():
                yield request

    def listing(
        self, url: str, then: Callable[..., Any], *, way: str, cb_kwargs: Mapping[str, Any] | None = None, **asking: Any
    ) -> Request:
        """A request for a page that lists articles; `then` reads the answer and gets `cb_kwargs` as arguments."""
        older = asking.pop(OLDER_ARGUMENT, None)
        return Request(
            url,
            callback=then,
            cb_kwargs=dict(cb_kwargs or older or {}),
            priority=LISTING_PRIORITY,
            meta={"kind": "listing", "way": way},
            dont_filter=True,
            **asking,
        )

    def article_request(self, url: str, *, way: str) -> Request:
        """A request for an article's page, for an address that is fetched whatever a listing says of it."""
        return Request(clean_url(url), callback=self.parse_article, meta={"kind": "article", "way": way})

    def in_window(self, day: date | None) -> bool:
        """True where the day lies between `since` and `until`, or nothing is known of it."""
        return day is None or ((self.since is None or day >= self.since) and (self.until is None or day <= self.until))

    # --- keeping -------------------------------------------------------------------------------------

    def parse_article(self, response: Response) -> Iterator[Fetched]:
        """Hand on the page as fetched; everything about its content is decided later, from the archive."""
        meta = response.meta
        requested = (meta.get("redirect_urls") or [response.url])[0]
        archived: Mapping[str, Any] = meta.get("archived", {})
        yield Fetched(
            frontier_id=meta["frontier_id"],
            outlet=self.name,
            key=meta["key"],
            parent_id=meta.get("parent_id"),
            again=meta["kind"] == "again",
            part=meta.get("part"),
            confirms=meta.get("confirms", False),
            validators=sent_validators(response) if meta["kind"] == "again" and "redirect_urls" not in meta else None,
            capture=Capture(
                url=response.url,
                requested_url=requested if requested != response.url else None,
                body=response.body,
                status=response.status,
                content_type=stated_type(response),
                fetched_at=archived.get("fetched_at") or self.clock,
                sha256=archived.get("sha256"),
                archive=archived.get("archive"),
                offset=archived.get("offset"),
                length=archived.get("length"),
                robots_tag=header_terms(_pairs(response)),
            ),
        )

    @staticmethod
    def _read_topic(topic: Topic | str | None) -> Topic:
        if isinstance(topic, Topic):
            return topic
        if topic is None:
            return NO_TOPIC
        from pathlib import Path

        from corpus.topics import read_topic

        return read_topic(Path(topic))


def _pairs(response: Response) -> Iterator[tuple[str, str]]:
    for name, values in response.headers.items():
        yield from ((name.decode("latin-1"), value.decode("latin-1")) for value in values)


def _day(value: str | date | None, today: date, where: str) -> date | None:
    return resolve_day(value, today, where, last=where == "until") if isinstance(value, str) else value
