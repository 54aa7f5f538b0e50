"""News Lampung Terkini."""

from spiders.families.conventions import NUMBER_FOLDER
from spiders.families.wordpress import NO_POST, POST_ADDRESSES, WordPressSpider


class NewslampungterkiniSpider(WordPressSpider):
    """/?p=NUMBER was seen, /news/NUMBER/slug is from undated code: the number of both is taken for the post's.

    Its host is a guess by its name.
    """

    name = "newslampungterkini"
    outlet = "News Lampung Terkini"
    kind = "media"
    site = "newslampungterkini.com"
    article_url = (
        (rf"/(?:amp/)?{NO_POST}[a-z][a-z0-9-]*/{NUMBER_FOLDER}/[a-z0-9-]+", "?p={id}"),
        *POST_ADDRESSES,
    )
