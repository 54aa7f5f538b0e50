"""Akurat.co."""

from spiders.families.conventions import LONG_PATH, NUMBER_FOLDER, NumberedSpider


class AkuratSpider(NumberedSpider):
    """Regional editions (jakarta., jateng.) may each count their own articles, so theirs are named with the edition."""

    name = "akurat"
    outlet = "Akurat.co"
    kind = "media"
    site = "akurat.co"
    hosts = ("*.akurat.co",)
    article_url = (
        (rf"/[a-z][a-z0-9-]*/{NUMBER_FOLDER}/[a-z0-9-]+", "{sub}/{id}"),
        (LONG_PATH, ""),
    )
    rests_on = {"articles": "2026 B"}
