"""Liputan BMI, a news site for migrant workers."""

from spiders.families.conventions import ConventionSpider
from spiders.parsing.addresses import ANY_PORT, TWINS


class LiputanbmiSpider(ConventionSpider):
    """A page was seen on .co.id, none on .com; its text looks made by a machine, so the name may have changed hands.

    So a number on the one host is not taken for the same number on the other.
    """

    name = "liputanbmi"
    outlet = "Liputan BMI"
    kind = "media"
    site = "liputanbmi.com"
    hosts = ("liputanbmi.co.id",)
    home = "https://liputanbmi.co.id"
    article_url = (
        (rf"https?://{TWINS}liputanbmi\.co\.id{ANY_PORT}/(?:index\.php)?\?(?:[^#]*&)?p=(?P<id>\d+)", "co.id?p={id}"),
        *ConventionSpider.article_url,
    )
