"""Pemerintah Provinsi Nusa Tenggara Barat."""

from spiders.families.conventions import ConventionSpider


class NtbprovSpider(ConventionSpider):
    """Articles are /post/RUBRIC/slug (undated code)."""

    name = "ntbprov"
    outlet = "Pemprov NTB"
    kind = "government"
    affiliation = "the province of Nusa Tenggara Barat"
    site = "ntbprov.go.id"
    article_url = ((r"/post/[a-z0-9-]+/[a-z0-9]+(?:-[a-z0-9]+)+/?(?:[?#]|$)", ""), *ConventionSpider.article_url)
    utc_offset = 8
