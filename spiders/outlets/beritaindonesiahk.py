"""Berita Indonesia, in Hong Kong."""

from spiders.families.conventions import ConventionSpider


class BeritaindonesiahkSpider(ConventionSpider):
    name = "beritaindonesiahk"
    outlet = "Berita Indonesia"
    kind = "media"
    site = "beritaindonesia.hk"
    utc_offset = 8
