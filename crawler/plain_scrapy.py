"""An operation for plain `scrapy crawl SLUG` (`OperationAddon`), made from its arguments and the environment.

What a user can mend is printed as a sentence, and Scrapy ends with kliping's exit code.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self, cast

from scrapy import Spider, signals

from corpus.errors import KlipingError
from corpus.exits import Exit
from corpus.file.archive_place import ArchivePlace
from corpus.keys.key_changes import follow_rules
from corpus.messages.hint_messages import SCRAPY_LIST_SHOWS
from corpus.messages.outlet_messages import OUTLET_UNKNOWN
from corpus.messages.setting_messages import CONTACT_MISSING_FOR_SCRAPY
from corpus.near_names import did_you_mean
from corpus.topics import read_topic
from crawler import config
from crawler.console.output import say
from crawler.fetching.manners import user_agent
from crawler.places.folder_file import FolderFile, folder_file
from crawler.places.trusted_outlets import usable_folders
from crawler.run.operation import Operation, versions
from crawler.run.run_plan import Plan
from crawler.shipped import shipped_topic
from spiders.families.base import NO_TOPIC, OutletSpider
from spiders.loader import OutletLoader, outlets, own_delays

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
        with _sentences():
            settings.set("KLIPING_OPERATION", _open_for_one(self.crawler, settings), "addon")


class PlainLoader(OutletLoader):
    """The loader of outlets for `scrapy list` and `scrapy crawl`, also those of folders that the user trusts."""

    def __init__(self, settings: BaseSettings) -> None:
        with _sentences():
            super().__init__(settings)

    def folders(self, settings: BaseSettings) -> list[Path]:
        """The folders of the setting, else those that the user trusts."""
        is_plain = settings.get("KLIPING_OPERATION") is None
        return super().folders(settings) or (list(usable_folders()) if is_plain else [])

    def load(self, spider_name: str) -> type[Spider]:
        """Return the outlet for `scrapy crawl`; an unknown one, or no contact, ends Scrapy with a sentence.

        So does an argument of the outlet that is faulty, as in -a topic=FILE.
        """
        with _sentences():
            known = self.list()
            if spider_name not in known:
                hint = did_you_mean(spider_name, known, SCRAPY_LIST_SHOWS())
                raise KlipingError(OUTLET_UNKNOWN(outlet=spider_name, hint=hint))
            if config.contact() is None:
                raise KlipingError(CONTACT_MISSING_FOR_SCRAPY())
        outlet = super().load(spider_name)

        def from_crawler(_cls: object, crawler: Crawler, *args: Any, **kwargs: Any) -> Spider:
            with _sentences():
                return outlet.from_crawler(crawler, *args, **kwargs)

        return type(outlet.__name__, (outlet,), {"from_crawler": classmethod(from_crawler), "__doc__": outlet.__doc__})


@contextmanager
def _sentences() -> Iterator[None]:
    """Print an error that a user can mend as a sentence, and end with its exit code."""
    try:
        yield
    except KlipingError as error:
        say(f"kliping: {error}")
        raise SystemExit(int(error.exit_code)) from None


def _open_for_one(crawler: Crawler, settings: BaseSettings) -> Operation:
    """Open the corpus (KLIPING_CORPUS, else that of kliping.toml, else kliping.db) for one spider; close it with it."""
    spider = cast("OutletSpider", crawler.spider)
    seen = folder_file()
    here = seen if isinstance(seen, FolderFile) else None
    ArchivePlace.named = staticmethod(config.named_archive)
    if spider.topic is NO_TOPIC:
        topic = read_topic(here.topic) if here and here.topic else shipped_topic()
        spider.take_topic(topic, spider.since, spider.until)
    settings.set("USER_AGENT", user_agent(versions()["kliping"], config.required_contact()), "addon")
    since, until = (day.isoformat() if day else None for day in (spider.since, spider.until))
    options = {"outlets": [spider.name], "since": since, "until": until}
    named = os.environ.get("KLIPING_CORPUS")
    corpus = Path(named) if named else (here and here.corpus) or Path("kliping.db")
    archive = here.archive_of(corpus, named=bool(named)) if here else None
    known = outlets([Path(f) for f in settings.getlist("KLIPING_OUTLETS")] or usable_folders())
    operation = Operation(
        Plan("scrapy crawl", corpus, archive=archive, topic=spider.topic, since=since, until=until, options=options),
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
