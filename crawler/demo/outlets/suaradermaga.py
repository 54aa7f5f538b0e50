"""A made-up news site on WordPress whose REST is shut; its search feed answers."""

from spiders.families.wordpress import WordPressSpider


class SuaradermagaSpider(WordPressSpider):
    """Its motto stands above every title."""

    name = "suaradermaga"
    outlet = "Suara Dermaga"
    kind = "media"
    site = "suaradermaga.example"
    utc_offset = 8
    junk = (r"Kabar dari Tepi Laut",)
