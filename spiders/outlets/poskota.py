"""Poskota, in Jakarta."""

from spiders.families.listing import ListingSpider


class PoskotaSpider(ListingSpider):
    """A tag page without any article answers like any other (seen 2023)."""

    name = "poskota"
    outlet = "Poskota"
    kind = "media"
    site = "poskota.co.id"
    article_url = ((r"/(?P<y>\d{4})/(?P<m>\d{2})/(?P<d>\d{2})/(?P<slug>[a-z0-9-]+)", "{y}/{m}/{d}/{slug}"),)
    ways = ("tag",)
