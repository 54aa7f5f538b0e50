"""An operation for plain `scrapy crawl SLUG` (`OperationAddon`), made from its arguments and the environment."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Self, cast

from scrapy import signals

from corpus.exits import Exit
from corpus.file.archive_place import ArchivePlace
from corpus.keys.key_changes import follow_rules
from crawler import config
from crawler.fetching.manners import user_agent
from crawler.run.operation import Operation, versions
from crawler.run.run_plan import Plan
from crawler.shipped import shipped_topic
from spiders.families.base import NO_TOPIC, OutletSpider
from spiders.loader import outlets, own_delays

if TYPE_CHECKING:
    from scrapy.crawler import Crawler
    from scrapy.settings import BaseSettings


class OperationAddon:
    """Gives a plain `scrapy crawl` an operation of its own; does nothing where the settings hold one."""

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Build it for a crawl."""
        return cls(crawler)

    def update_settings(self, settings: BaseSettings) -> None:
        """Open an operation from the spider's arguments and end it with the spider."""
        if settings.get("KLIPING_OPERATION") is not None or self.crawler.spider is None:
            return
        settings.set("KLIPING_OPERATION", _open_for_one(self.crawler, settings), "addon")


def _open_for_one(crawler: Crawler, settings: BaseSettings) -> Operation:
    """Open the corpus (KLIPING_CORPUS, default kliping.db) for one spider; it is closed with the spider."""
    spider = cast("OutletSpider", crawler.spider)
    ArchivePlace.named = staticmethod(config.named_archive)
    if spider.topic is NO_TOPIC:
        spider.take_topic(shipped_topic(), spider.since, spider.until)
    settings.set("USER_AGENT", user_agent(versions()["kliping"], config.required_contact()), "addon")
    since, until = (day.isoformat() if day else None for day in (spider.since, spider.until))
    options = {"outlets": [spider.name], "since": since, "until": until}
    corpus = Path(os.environ.get("KLIPING_CORPUS", "kliping.db"))
    known = outlets([Path(folder) for folder in settings.getlist("KLIPING_OUTLETS")])
    operation = Operation(
        Plan("scrapy crawl", corpus, topic=spider.topic, since=since, until=until, options=options),
        own_delays=own_delays(known),
    )
    follow_rules(operation.corpus, {slug: outlet.address() for slug, outlet in known.items()})

    def close(reason: str) -> None:
        interrupted = reason == "shutdown"
        operation.close(
            state="interrupted" if interrupted else "finished", exit_code=Exit.INTERRUPTED if interrupted else Exit.WELL
        )

    crawler.signals.connect(close, signals.spider_closed, weak=False)
    return operation
