"""Apakabar Online, a news site for migrant workers in Hong Kong and Taiwan."""

from spiders.families.wordpress import WordPressSpider


class ApakabaronlineSpider(WordPressSpider):
    """Its texts end in "[]"; typed years slip, as "Senin (30/6/2026)" in a story of June 2025."""

    name = "apakabaronline"
    outlet = "Apakabar Online"
    kind = "media"
    site = "apakabaronline.com"
    junk = (r"\[\s*\]",)
    rests_on = {"articles": "2025-06 page"}
