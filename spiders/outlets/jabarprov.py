"""Pemerintah Provinsi Jawa Barat."""

from spiders.families.conventions import ConventionSpider


class JabarprovSpider(ConventionSpider):
    name = "jabarprov"
    outlet = "Pemprov Jawa Barat"
    kind = "government"
    affiliation = "the province of Jawa Barat"
    site = "jabarprov.go.id"
