"""Batam Pos."""

from spiders.families.conventions import LONG_PATH, ConventionSpider


class BatamposSpider(ConventionSpider):
    """WordPress by undated code, on two hosts (batampos.co.id, news.batampos.co.id) that count each by itself."""

    name = "batampos"
    outlet = "Batam Pos"
    kind = "media"
    site = "batampos.co.id"
    hosts = ("*.batampos.co.id",)
    article_url = ((r"/\?(?:[^#]*&)?p=(?P<id>\d+)", "{sub}?p={id}"), (LONG_PATH, ""))
