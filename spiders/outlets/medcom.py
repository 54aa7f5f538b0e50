"""Medcom.id, Metro TV's sister."""

from spiders.families.conventions import ConventionSpider


class MedcomSpider(ConventionSpider):
    name = "medcom"
    outlet = "Medcom.id"
    kind = "media"
    site = "medcom.id"
    hosts = ("*.medcom.id",)
    article_url = r"/(?!(?:amp/)?(?:tag|search)/)(?:[a-z0-9-]+/)+(?P<id>[A-Za-z0-9]{6,10})-[a-z0-9]+(?:-[a-z0-9]+)+"
    address_basis = "form of its addresses seen; ways in are a guess"
