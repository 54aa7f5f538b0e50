"""Jabarnews, in Bandung."""

from spiders.families.wordpress import WordPressSpider


class JabarnewsSpider(WordPressSpider):
    """Number and slug both answer, with other "Baca Juga" headlines in each (seen)."""

    name = "jabarnews"
    outlet = "Jabarnews"
    kind = "media"
    site = "jabarnews.com"
    junk = (r"Tinggalkan Balasan", r"×")
