"""TIMES Indonesia."""

from spiders.families.conventions import NumberedSpider


class TimesindonesiaSpider(NumberedSpider):
    """A page that a script builds (Next.js); /read/news/NUMBER and /RUBRIC/NUMBER are one article (code)."""

    name = "timesindonesia"
    outlet = "TIMES Indonesia"
    kind = "media"
    site = "timesindonesia.co.id"
    home = "https://www.timesindonesia.co.id"
    ways = ("tag",)
    ladder = ("sitemap", "feed", "home")
    tag_url = "/tag/{tag}"
    sitemaps = ("/sitemap.xml", "/robots.txt")
    reach = (("tag", "the newest page of a tag"),)
