"""A made-up association of the agency's former staff; it reprints releases."""

from spiders.families.wordpress import WordPressSpider


class IkabanaSpider(WordPressSpider):
    """An article answers at its number, too."""

    name = "ikabana"
    outlet = "Ikatan Alumni Balai Nusantara"
    kind = "organisation"
    affiliation = "former staff of BPTN"
    site = "ikabana.or.example"
