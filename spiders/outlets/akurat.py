"""Akurat.co."""

from spiders.families.conventions import NO_GALLERY, NUMBER_FOLDER, STORY_PATH, NumberedSpider


class AkuratSpider(NumberedSpider):
    """Regional editions (jakarta., jateng.) may each count their own articles, so theirs are named with the edition."""

    name = "akurat"
    outlet = "Akurat.co"
    kind = "media"
    site = "akurat.co"
    hosts = ("*.akurat.co",)
    article_url = (
        (rf"/{NO_GALLERY}[a-z][a-z0-9-]*/{NUMBER_FOLDER}/[a-z0-9-]+", "{sub}/{id}"),
        (STORY_PATH, ""),
    )
    rests_on = {"articles": "2026 B"}
