"""A plain `scrapy crawl SLUG`: the operation it runs in, made from the spider's arguments and the environment."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, cast

from scrapy import signals

from crawler import config
from crawler.fetching.manners import user_agent
from crawler.run.operation import Operation, Plan, versions
from crawler.shipped import shipped_topic
from pipelines.storing.interrupts import INTERRUPTED
from spiders.families.base import NO_TOPIC, OutletSpider

if TYPE_CHECKING:
    from scrapy.crawler import Crawler
    from scrapy.settings import BaseSettings


def open_for_one(crawler: Crawler, settings: BaseSettings) -> Operation:
    """Open the corpus (KLIPING_CORPUS, default kliping.db) for one spider; it is closed with the spider."""
    spider = cast("OutletSpider", crawler.spider)
    if spider.topic is NO_TOPIC:
        spider.take_topic(shipped_topic(), spider.since, spider.until)
    settings.set("USER_AGENT", user_agent(versions()["kliping"], config.required_contact()), "addon")
    since, until = (day.isoformat() if day else None for day in (spider.since, spider.until))
    asked = {"outlets": [spider.name], "since": since, "until": until}
    corpus = Path(os.environ.get("KLIPING_CORPUS", "kliping.db"))
    operation = Operation(Plan("scrapy crawl", corpus, topic=spider.topic, since=since, until=until, options=asked))

    def close(reason: str) -> None:
        interrupted = reason == "shutdown"
        operation.close(state="interrupted" if interrupted else "finished", exit_code=INTERRUPTED if interrupted else 0)

    crawler.signals.connect(close, signals.spider_closed, weak=False)
    return operation
