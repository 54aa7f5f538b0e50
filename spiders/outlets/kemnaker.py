"""Kementerian Ketenagakerjaan, the ministry of manpower."""

from spiders.families.jsonlist import JsonList, JsonListSpider, SentFields

API = "https://portal.kemnaker.go.id/api/v1/news"
NEWS = JsonList(
    f"{API}?page={{page}}&limit=15",
    address=("/news/detail/{slug}", "url"),
    day="created_at",
    sent=SentFields(text=("body",), section=("section.name",)),
)


class KemnakerSpider(JsonListSpider):
    """Its pages are filled in by a script: the text is in the answers of its interface alone (public code, undated)."""

    name = "kemnaker"
    outlet = "Kementerian Ketenagakerjaan"
    kind = "government"
    affiliation = "Kementerian Ketenagakerjaan"
    site = "kemnaker.go.id"
    hosts = ("portal.kemnaker.go.id",)
    article_url = ((r"/news/detail/(?P<slug>[a-z0-9-]+)", "news/detail/{slug}"),)
    ladder = ("json_search", "json_news")
    json_lists = {"json_search": NEWS.at(f"{API}?search={{query}}&page={{page}}&limit=15"), "json_news": NEWS}
