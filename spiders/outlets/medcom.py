"""Medcom.id, Metro TV's sister."""

from spiders.families.conventions import NumberedSpider


class MedcomSpider(NumberedSpider):
    """The code before the slug has 8 letters and digits; "olahraga" is none. The feed is from undated code."""

    name = "medcom"
    outlet = "Medcom.id"
    kind = "media"
    site = "medcom.id"
    hosts = ("*.medcom.id", "video.medcom.id")  # its films have a text (seen)
    article_url = (
        (
            r"/(?!(?:amp/)?(?:foto|search|tag|video)/)(?:[a-z0-9-]+/)+(?P<id>(?-i:(?=[a-z]*[A-Z0-9])[A-Za-z0-9]{8}))-[a-z0-9-]+",
            "{id}",
        ),
        (r"/(?!(?:amp/)?(?:foto|search|tag|video)/)(?:[a-z0-9-]+/)+(?P<id>[a-z]{8})(?:-[a-z0-9]+){4,}", "{id}"),
    )
    ways = ("feed",)
    ladder = ("sitemap", "home")
    feeds = ("/feeds/berita",)
    rests_on = {"articles": "2021 page"}
