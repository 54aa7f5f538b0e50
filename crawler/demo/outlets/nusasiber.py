"""A made-up news wire with an RSS and an Atom feed."""

from spiders.families.feed import FeedSpider


class NusasiberSpider(FeedSpider):
    """Links in its feed carry tracking tags."""

    name = "nusasiber"
    outlet = "Nusa Siber"
    kind = "media"
    site = "nusasiber.example"
    article_url = r"https?://nusasiber\.example/berita/(?P<id>\d+)(?:/|$)"
    feeds = ("https://nusasiber.example/rss/terkini.xml", "https://nusasiber.example/atom/daerah.xml")
