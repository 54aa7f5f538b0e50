"""Victory News, in Kupang."""

from spiders.families.conventions import ConventionSpider


class VictorynewsSpider(ConventionSpider):
    """Its host is from code of 2026; the system behind it was not seen."""

    name = "victorynews"
    outlet = "Victory News"
    kind = "media"
    site = "victorynews.id"
    home = "https://www.victorynews.id"
    utc_offset = 8
