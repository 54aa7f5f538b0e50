"""RMOL Lampung, a regional site of RMOL's with a system of its own."""

from spiders.families.conventions import SLUG_OF_WORDS, NumberedSpider


class RmollampungSpider(NumberedSpider):
    """An article is a slug behind the host; rubrics are /category/RUBRIC?page=2, the search is /cari (seen 2025-07).

    Its feeds stand on /rss-feeds; that one is /rss/latest-posts, as at rmol.id, is a guess.
    """

    name = "rmollampung"
    outlet = "RMOL Lampung"
    kind = "media"
    site = "rmollampung.id"
    home = "https://www.rmollampung.id"
    article_url = rf"/{SLUG_OF_WORDS}/?(?:[?#]|$)"
    ways = ("feed", "search", "index")
    ladder = ("sitemap", "home")
    feeds = ("/rss/latest-posts",)
    search_url = "/cari?q={query}&page={page}"
    index_url = "/category/{section}?page={page}"
    sections = ("pemerintahan", "daerah", "hukum", "politik")
    rests_on = {"articles": "2025-07 page", "search": "2025-07 page", "index": "2025-07 page"}
    reach = (("index", "max_pages pages of four rubrics"),)
