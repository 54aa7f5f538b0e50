"""Suara Surabaya, a radio station's news site."""

from spiders.families.conventions import ConventionSpider


class SuarasurabayaSpider(ConventionSpider):
    name = "suarasurabaya"
    outlet = "Suara Surabaya"
    kind = "media"
    site = "suarasurabaya.net"
    article_url = r"/[a-z]+/\d{4}/(?P<slug>[a-z0-9-]+)"
    address_basis = "one article seen; ways in are a guess"
    junk = (r"\([a-z]{2,4}(?:/[a-z]{2,4}){1,4}\)",)
