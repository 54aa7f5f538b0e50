"""News Lampung Terkini."""

from spiders.families.wordpress import POST_ADDRESSES, WordPressSpider


class NewslampungterkiniSpider(WordPressSpider):
    """/?p=NUMBER was seen, /news/NUMBER/slug is from undated code: the number of both is taken for the post's."""

    name = "newslampungterkini"
    outlet = "News Lampung Terkini"
    kind = "media"
    site = "newslampungterkini.com"
    article_url = ((r"/(?:amp/)?(?!author/|tag/)[a-z][a-z0-9-]*/(?P<id>\d{2,})/[a-z0-9-]+", "?p={id}"), *POST_ADDRESSES)
