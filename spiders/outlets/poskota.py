"""Poskota, in Jakarta."""

from spiders.families.feed import FeedSpider
from spiders.families.listing import ListingSpider


class PoskotaSpider(ListingSpider, FeedSpider):
    """A tag page without any article answers like any other (seen 2023)."""

    name = "poskota"
    outlet = "Poskota"
    kind = "media"
    site = "poskota.co.id"
    hosts = ("poskotanews.com",)  # until 2020, not seen
    article_url = ((r"/(?P<y>\d{4})/(?P<m>\d{2})/(?P<d>\d{2})/(?P<slug>[a-z0-9-]+)", "{y}/{m}/{d}/{slug}"),)
    rests_on = {"articles": "2023-06 page", "tag": "2023 page"}
    ways = ("feed", "tag")
