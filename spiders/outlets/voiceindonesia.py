"""VOICE Indonesia, a news site for migrant workers."""

from spiders.families.wordpress import WordPressSpider


class VoiceindonesiaSpider(WordPressSpider):
    """Addresses put the day before the month; the number is the article's own (seen 2022-2024)."""

    name = "voiceindonesia"
    outlet = "VOICE Indonesia"
    kind = "media"
    site = "voiceindonesia.co"
    article_url = r"https?://(?:www\.)?voiceindonesia\.co/[a-z0-9-]+/\d{2}/\d{2}/\d{4}/(?P<id>\d+)(?:/|$)"
    address_basis = "articles seen; ways in by convention"
    junk = (r"Dilansir dari .{2,40}",)
