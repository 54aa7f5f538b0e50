"""FN Indonesia, in Riau."""

from spiders.families.conventions import ConventionSpider


class FnindonesiaSpider(ConventionSpider):
    name = "fnindonesia"
    outlet = "FN Indonesia"
    kind = "media"
    site = "fn-indonesia.com"
