"""Swara Barikade 98, the site of an organisation; it reprints the agency's releases."""

from spiders.families.wordpress import WordPressSpider


class Barikade98Spider(WordPressSpider):
    """Articles are seen by their number only, as /?p=2679 (2022)."""

    name = "barikade98"
    outlet = "Swara Barikade 98"
    kind = "organisation"
    affiliation = "Barikade 98, the organisation led by the former head of BP2MI"
    site = "swara.barikade98.com"
    reprints = True
    rests_on = {"articles": "2022-09 page"}
