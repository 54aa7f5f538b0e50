"""Lombok Journal, in Mataram."""

from spiders.families.conventions import ConventionSpider


class LombokjournalSpider(ConventionSpider):
    name = "lombokjournal"
    outlet = "Lombok Journal"
    kind = "media"
    site = "lombokjournal.com"
    utc_offset = 8
