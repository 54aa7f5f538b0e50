"""Suara BMI, a news site for migrant workers."""

from spiders.families.blogger import BloggerSpider
from spiders.families.conventions import ConventionSpider
from spiders.parsing.addresses import ANY_PORT, TWINS


class SuarabmiSpider(ConventionSpider):
    """On .com with a theme like Blogger's (front page seen 2017), on .co.id with one of WordPress (seen 2024-01).

    No address of an article was seen on either.
    """

    name = "suarabmi"
    outlet = "Suara BMI"
    kind = "media"
    site = "suarabmi.com"
    hosts = ("suarabmi.co.id",)
    home = "https://suarabmi.co.id"
    article_url = (
        (rf"https?://{TWINS}suarabmi\.co\.id{ANY_PORT}/(?:index\.php)?\?(?:[^#]*&)?p=(?P<id>\d+)", "co.id?p={id}"),
        *BloggerSpider.article_url,
        *ConventionSpider.article_url,
    )
    junk = (r"SUARABMI\.COM -", r"=== EUI Money", r"Sebarkan artikel ini")
