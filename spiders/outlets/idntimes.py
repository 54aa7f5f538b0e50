"""IDN Times, with its regional editions."""

from spiders.families.listing import ListingSpider
from spiders.families.sitemap import SitemapSpider
from spiders.parsing.addresses import NO_LIST_FOLDER

# Seen: bali, banten, jabar, ntb; the others are regional editions, too, of the same form of host.
CITIES = (
    "bali", "banten", "jabar", "jateng", "jatim", "jogja", "kaltim", "lampung", "ntb", "sulsel", "sumsel", "sumut",
)  # fmt: skip


class IdntimesSpider(ListingSpider, SitemapSpider):
    """Tag pages need a browser (public code). /amp is a twin of every page (seen).

    A section's front page lists some 25 articles and has no second page; robots.txt forbids what has a "?" behind "/".
    """

    name = "idntimes"
    outlet = "IDN Times"
    kind = "media"
    site = "idntimes.com"
    hosts = ("*.idntimes.com",)
    home = "https://www.idntimes.com"
    article_url = (
        # a code of the writer, then one of the article; "...-12-orang-tewas" is an older slug
        (
            rf"/{NO_LIST_FOLDER}(?:[\w-]+/){{1,5}}[a-z0-9-]+-0\d-[a-z0-9]{{5}}-(?P<id>[a-z0-9]{{5,6}})(?:/(?:amp|full|\d))?/?(?:[?#]|$)",
            "{sub}/{id}",
        ),
        # until 2024: behind the writer a slug of any length, else one of four words
        (rf"/{NO_LIST_FOLDER}(?:[\w-]+/){{3}}[a-z0-9]+(?:-[a-z0-9]+)+(?:/amp)?/?(?:[?#]|$)", ""),
        (rf"/{NO_LIST_FOLDER}(?:[\w-]+/){{1,5}}[a-z0-9]+(?:-[a-z0-9]+){{3,}}(?:/amp)?/?(?:[?#]|$)", ""),
    )
    rests_on = {"articles": "2026-07 A", "sitemap": "2026-07 A", "index": "2026-07 A"}
    ways = ("sitemap", "index")
    sitemaps = ("/sitemap.xml", *(f"https://{city}.idntimes.com/{city}/sitemap.xml" for city in CITIES))
    every_sitemap = True
    index_url = "/{section}"
    sections = ("news", "news/indonesia")
    reach = (("index", "the newest 25 articles of a section"),)
    # its classes are made anew by each build, ids and test ids stay (markup of 2026)
    body = ("#article-description",)
    title = ("h1[data-testid=title-article]",)
    date = ("[data-testid=publish-date-article]",)
    author = ("[data-testid^=author-article]",)
