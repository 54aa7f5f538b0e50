"""Pikiran Rakyat, in Bandung, on a system that it shares with many papers (Promedia)."""

from spiders.families.conventions import ConventionSpider


class PikiranrakyatSpider(ConventionSpider):
    """Its search is another house's, behind Cloudflare (public code); it asks for slowness, so it gets more."""

    name = "pikiranrakyat"
    outlet = "Pikiran Rakyat"
    kind = "media"
    site = "pikiran-rakyat.com"
    hosts = ("*.pikiran-rakyat.com",)
    home = "https://www.pikiran-rakyat.com"
    article_url = r"/[a-z-]+/pr-(?P<id>\d+)(?:/|$)"
    address_basis = "addresses from public code; ways in are a guess"
    ladder = ("feed", "sitemap", "home")
    delay = 5
    date = ("span.mt-10",)
    junk = (r"\*{3}", r"Artikel Terkait")
