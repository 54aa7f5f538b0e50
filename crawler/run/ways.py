"""Limit outlets to the ways in that `kliping crawl --way` names; a web archive is a way into every outlet."""

from __future__ import annotations

from collections.abc import Sequence

from corpus.errors import KlipingError
from corpus.messages.crawl_messages import WAY_UNKNOWN
from corpus.messages.hint_messages import THERE_ARE
from corpus.near_names import did_you_mean
from spiders.families.base import OutletSpider
from spiders.families.commoncrawl import CommonCrawlSpider
from spiders.loader import Outlets

ARCHIVES = ("cdx", "commoncrawl")


def with_archives(spider: type[OutletSpider]) -> type[OutletSpider]:
    """The outlet, able to read listings of web archives too; its own ways in stay as they are.

    A run goes on with the listings that an earlier one left open, also those of a web archive. A discovery service has
    none of them.
    """
    if spider.discovers or issubclass(spider, CommonCrawlSpider):
        return spider
    return type(spider.__name__, (spider, CommonCrawlSpider), {"ways": spider.ways, "__doc__": spider.__doc__})


def narrowed(outlets: Outlets, ways: Sequence[str]) -> dict[str, type[OutletSpider]]:
    """The outlets that have one of the ways, each limited to these ways.

    Raises KlipingError for a way that none of them has.
    """
    had = {slug: {*spider.ways, *spider.ladder, *ARCHIVES} for slug, spider in outlets.items()}
    every = sorted(set().union(*had.values()))
    for way in ways:
        if way not in every:
            hint = did_you_mean(way, every, THERE_ARE(names=every))
            raise KlipingError(WAY_UNKNOWN(way=way, hint=hint))
    selected = {slug: tuple(way for way in dict.fromkeys(ways) if way in had[slug]) for slug in outlets}
    return {slug: _only(outlets[slug], own) for slug, own in selected.items() if own}


def _only(spider: type[OutletSpider], ways: tuple[str, ...]) -> type[OutletSpider]:
    able = with_archives(spider)
    return type(spider.__name__, (able,), {"ways": ways, "ladder": (), "__doc__": spider.__doc__})
