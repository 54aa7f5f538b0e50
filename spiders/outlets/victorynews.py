"""Victory News, in Kupang."""

from spiders.families.conventions import ConventionSpider


class VictorynewsSpider(ConventionSpider):
    name = "victorynews"
    outlet = "Victory News"
    kind = "media"
    site = "victorynews.id"
    utc_offset = 8
