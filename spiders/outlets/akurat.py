"""Akurat.co."""

from spiders.families.conventions import ConventionSpider


class AkuratSpider(ConventionSpider):
    name = "akurat"
    outlet = "Akurat.co"
    kind = "media"
    site = "akurat.co"
    hosts = ("*.akurat.co",)
    article_url = ((r"/[a-z0-9-]+/(?P<id>\d{4,})/[a-z0-9-]+", "{sub}/{id}"), *ConventionSpider.article_url)
    address_basis = "addresses from public code; ways in are a guess"
