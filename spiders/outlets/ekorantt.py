"""Ekora NTT."""

from spiders.families.wordpress import WordPressSpider


class EkoranttSpider(WordPressSpider):
    """Its host is a guess by its name."""

    name = "ekorantt"
    outlet = "Ekora NTT"
    kind = "media"
    site = "ekorantt.com"
    utc_offset = 8
