"""Akurat.co."""

from spiders.families.conventions import NUMBER_FOLDER, STORY_PATH, NumberedSpider
from spiders.parsing.addresses import NO_LIST_FOLDER


class AkuratSpider(NumberedSpider):
    """Regional editions (jakarta., jateng.) may each count their own articles, so theirs are named with the edition."""

    name = "akurat"
    outlet = "Akurat.co"
    kind = "media"
    site = "akurat.co"
    hosts = ("*.akurat.co",)
    article_url = (
        (rf"/{NO_LIST_FOLDER}[a-z][a-z0-9-]*/{NUMBER_FOLDER}/[a-z0-9-]+", "{sub}/{id}"),
        (STORY_PATH, ""),
    )
