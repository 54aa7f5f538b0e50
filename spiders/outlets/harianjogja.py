"""Harian Jogja."""

from spiders.families.conventions import STORY_PATH, NumberedSpider


class HarianjogjaSpider(NumberedSpider):
    """Rubrics have hosts of their own (jogjapolitan., news.). The form of its addresses is from undated code."""

    name = "harianjogja"
    outlet = "Harian Jogja"
    kind = "media"
    site = "harianjogja.com"
    hosts = ("*.harianjogja.com",)
    home = "https://www.harianjogja.com"
    article_url = (
        (r"/read/(?P<y>\d{4})/(?P<m>\d\d)/(?P<d>\d\d)/\d+/(?P<id>\d{5,})(?:[/?#]|$)", "{id}"),
        (STORY_PATH, ""),
    )
