"""Pemerintah Provinsi Jawa Barat."""

from spiders.families.conventions import STORY_PATH, NumberedSpider


class JabarprovSpider(NumberedSpider):
    """Articles are /berita/slug-NUMBER, and /berita/ lists them (code); that its pages count as ?page=2 is a guess."""

    name = "jabarprov"
    outlet = "Pemprov Jawa Barat"
    kind = "government"
    affiliation = "the province of Jawa Barat"
    site = "jabarprov.go.id"
    article_url = ((r"/berita/[a-z0-9]+(?:-[a-z0-9]+)*-\d{2,}(?:[/?#]|$)", ""), (STORY_PATH, ""))
    ladder = ("index", "sitemap", "feed", "home")
    index_url = "/berita/?page={page}"
    reach = (("index", "the newest max_pages pages, if they can be counted"),)
