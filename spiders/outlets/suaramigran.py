"""Suara Migran, a news site for migrant workers."""

from spiders.families.wordpress import WordPressSpider


class SuaramigranSpider(WordPressSpider):
    """Its motto stands above every title, advertisement marks and a bare view counter in the text."""

    name = "suaramigran"
    outlet = "Suara Migran"
    kind = "media"
    site = "suaramigran.com"
    junk = (r"Melayani & Melindungi Dengan Nurani", r"- Advertisement -", r"\d{1,3}(?:,\d{3})*")
