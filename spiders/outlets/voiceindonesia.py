"""VOICE Indonesia, a news site for migrant workers."""

from spiders.families.conventions import LONG_PATH, ConventionSpider


class VoiceindonesiaSpider(ConventionSpider):
    """Addresses put the day before the month; the number is the article's own (seen 2022-2024).

    In December 2025 the site was attacked, and answered "Your country is not allowed to access this resource".
    """

    name = "voiceindonesia"
    outlet = "VOICE Indonesia"
    kind = "media"
    site = "voiceindonesia.co"
    article_url = (
        (r"/[a-z0-9-]+/(?P<d>\d{2})/(?P<m>\d{2})/(?P<y>\d{4})/(?P<id>\d+)(?:[/?#]|$)", "{id}"),
        (r"/\?(?:[^#]*&)?p=(?P<id>\d+)", "{id}"),  # a number in WordPress's paths is the post's
        (LONG_PATH, ""),
    )
    ladder = ("rest", "search_feed", "search", "sitemap", "index", "feed")
    index_url = "/category/ketenagakerjaan/page/{page}/"
    junk = (r"Dilansir dari .{2,40}",)
    rests_on = {"articles": "2024-11 page"}
