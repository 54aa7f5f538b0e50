"""Base classes for publishers with many regional papers on one system: alike in listings and article addresses."""

from __future__ import annotations

from typing import ClassVar

from spiders.families.wordpress import POST_ADDRESSES, WordPressSpider
from spiders.parsing.addresses import Patterns


class RadarSpider(WordPressSpider):
    """A paper of the Jawa Pos radar network: WordPress, by its theme; the day in the path (seen 2020-2025).

    A radar page may hold the whole text twice, below a weather line with the day of the visit (2 of 2 seen).
    """

    article_url: ClassVar[Patterns] = (
        (r"/[a-z0-9-]+/(?P<d>\d{2})/(?P<m>\d{2})/(?P<y>\d{4})/(?P<slug>[a-z0-9-]+)", "{slug}"),
        *POST_ADDRESSES,
    )


class DiswaySpider(WordPressSpider):
    """A paper of the Disway network: /read/ID/slug with an AMP twin (seen 2022-2024); its ways in are guesses."""

    article_url: ClassVar[Patterns] = r"/(?:amp|read)/(?P<id>\d+)(?:[/?#]|$)"
    address_basis: ClassVar[str] = "articles seen; ways in are a guess"
    ladder: ClassVar[tuple[str, ...]] = ("search_feed", "sitemap", "feed", "home")


class FajarSpider(WordPressSpider):
    """A paper of the Fajar network: WordPress (public code), the day in the path (seen 2022-2025)."""

    article_url: ClassVar[Patterns] = (
        (r"/(?P<y>\d{4})/(?P<m>\d{2})/(?P<d>\d{2})/(?P<slug>[a-z0-9-]+)", "{slug}"),
        *POST_ADDRESSES,
    )
