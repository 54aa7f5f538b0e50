"""RRI, the state radio."""

from spiders.families.feed import FeedSpider
from spiders.families.listing import ListingSpider
from spiders.parsing.addresses import NO_LIST_FOLDER


class RriSpider(ListingSpider, FeedSpider):
    name = "rri"
    outlet = "RRI"
    kind = "media"
    site = "rri.co.id"
    article_url = rf"/{NO_LIST_FOLDER}(?:[a-z0-9-]+/){{1,3}}(?P<id>\d+)/[a-z0-9-]*[a-z]"
    ways = ("feed", "search")
    search_url = "/search?q={query}&page={page}"
    body = (".post_details_inner",)
    date = (".date",)
