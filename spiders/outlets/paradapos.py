"""Parada Pos."""

from spiders.families.conventions import ConventionSpider


class ParadaposSpider(ConventionSpider):
    """Its pages seen in 2023-2026 end in 'Artikel asli' and the site that published it first."""

    name = "paradapos"
    outlet = "Parada Pos"
    kind = "media"
    site = "paradapos.com"
    reprints = True
