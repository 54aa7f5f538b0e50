"""A made-up regional news site on WordPress, asked by its REST search."""

from spiders.families.wordpress import WordPressSpider


class WartalintasSpider(WordPressSpider):
    """All by WordPress's own conventions."""

    name = "wartalintas"
    outlet = "Warta Lintas"
    kind = "media"
    site = "wartalintas.example"
