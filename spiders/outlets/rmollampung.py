"""RMOL Lampung, a regional site of RMOL's with a system of its own."""

from spiders.families.conventions import NumberedSpider


class RmollampungSpider(NumberedSpider):
    """An article is a slug behind the host; rubrics are /category/RUBRIC?page=2, the search is /cari (seen 2025-07).

    Its feeds stand on /rss-feeds; that one is /rss/latest-posts, as at rmol.id, is a guess, and so is /tag.
    """

    name = "rmollampung"
    outlet = "RMOL Lampung"
    kind = "media"
    site = "rmollampung.id"
    home = "https://www.rmollampung.id"
    article_url = ((r"/(?P<slug>(?!index-berita|rss-feeds)[a-z0-9]+(?:-[a-z0-9]+){2,})/?(?:[?#]|$)", "{slug}"),)
    ways = ("feed", "search", "index")
    ladder = ()
    feeds = ("/rss/latest-posts",)
    search_url = "/cari?q={query}&page={page}"
    index_url = "/category/{section}?page={page}"
    sections = ("pemerintahan", "daerah", "hukum", "politik")
    rests_on = {"articles": "2025-07 page", "search": "2025-07 page", "index": "2025-07 page"}
    reach = (("index", "max_pages pages of four rubrics"),)
