"""Kantor Berita Politik RMOL."""

from spiders.families.listing import ListingSpider


class RmolSpider(ListingSpider):
    """The part behind the number is free text, even "whatsapp:/send" from a broken share link (seen 2023)."""

    name = "rmol"
    outlet = "RMOL"
    kind = "media"
    site = "rmol.id"
    article_url = r"https?://(?:www\.)?rmol\.id/(?:amp|(?:[a-z0-9-]+/)?read)/\d{4}/\d{2}/\d{2}/(?P<id>\d+)(?:/|$)"
    address_basis = "articles seen; tag pages from public code"
    ways = ("tag",)
    tag_url = "/tag/{tag}?page={page}"
    body = ("#fontResizableText",)
    junk = (r"Temukan berita-berita hangat terpercaya dari Kantor Berita Politik RMOL di Google News\.",)
