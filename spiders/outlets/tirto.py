"""Tirto.id."""

from spiders.families.conventions import ConventionSpider


class TirtoSpider(ConventionSpider):
    """Its search is another house's, in a browser (public code). An address ends in four signs; capitals count."""

    name = "tirto"
    outlet = "Tirto"
    kind = "media"
    site = "tirto.id"
    article_url = (
        (r"/[a-z0-9]+(?:-[a-z0-9]+)*-(?P<id>(?-i:(?=[a-z]*[A-Z0-9])[A-Za-z0-9]{4}))/?(?:[?#]|$)", "{id}"),
        (r"/[a-z0-9]+(?:-[a-z0-9]+){3,}-(?P<id>[a-z0-9]{4})/?(?:[?#]|$)", "{id}"),  # "/pikir-dua-kali" is a rubric
    )
    address_basis = "addresses from public code; ways in are a guess"
    ladder = ("feed", "sitemap", "home")
    body = ("div.content-text-editor",)
    noise = ("div.baca-holder",)
    author = ("a.reporter-name",)
    junk = (r"Artikel terkait .*",)
