"""Dialeksis, in Aceh."""

from spiders.families.conventions import ConventionSpider


class DialeksisSpider(ConventionSpider):
    name = "dialeksis"
    outlet = "Dialeksis"
    kind = "media"
    site = "dialeksis.com"
