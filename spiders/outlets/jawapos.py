"""Jawa Pos; the papers of its radar network have files of their own."""

from dataclasses import replace

from spiders.families.feed import FeedSpider
from spiders.families.jsonlist import JsonList, JsonListSpider
from spiders.parsing.addresses import NO_LIST_FOLDER

NEWEST = """query ($page: Int!) { articles(filter: {publisherId: "1"}, first: 20, page: $page) {
  paginatorInfo { hasMorePages } data { article_id title slug published_at category { slug } } } }"""
INDEX = JsonList(
    "/indeks",
    items="props.pageProps.initialArticles.data",
    address="/{category.slug}/{article_id}/{slug}",
    title="title",
    day="published_at",
)


class JawaposSpider(JsonListSpider, FeedSpider):
    """Its robots.txt forbids the search, and /rss is no more (2026). A rubric may change, the number stays."""

    name = "jawapos"
    outlet = "Jawa Pos"
    kind = "media"
    site = "jawapos.com"
    home = "https://www.jawapos.com"
    article_url = (
        (rf"/{NO_LIST_FOLDER}(?:[a-z0-9-]+/)+(?P<id>\d{{8,12}})(?:[/?#]|$)", "{id}"),
        (
            rf"/{NO_LIST_FOLDER}(?:[a-z0-9-]+/){{1,4}}\d{{4,}}/(?:[\w-]+/){{0,4}}[a-z0-9]+(?:-[a-z0-9]+)+/?(?:[?#]|$)",
            "",
        ),  # older, not seen
        (rf"/{NO_LIST_FOLDER}(?:[a-z0-9-]+/)+[a-z0-9]+(?:-[a-z0-9]+){{3,}}/?(?:[?#]|$)", ""),
    )
    hosts = ("api.jawapos.com",)
    rests_on = {"articles": "2026-07 B", "feed": "2026-08 B", "json_all": "2026-07 B", "json_index": "2026-07 B"}
    reach = (("feed", "the newest 50 articles"), ("json_index", "the newest articles"))
    ways = ("feed",)
    ladder = ("json_all", "json_index")
    json_lists = {
        "json_all": replace(
            INDEX.at("https://api.jawapos.com/api-jp-graphql", {"query": NEWEST, "variables": {"page": "{page}"}}),
            items="data.articles.data",
            more="data.articles.paginatorInfo.hasMorePages",
        ),
        "json_index": INDEX,
    }
    feeds = ("/rss.xml",)
