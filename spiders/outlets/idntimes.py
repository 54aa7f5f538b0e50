"""IDN Times, with its regional editions."""

from spiders.families.conventions import ConventionSpider

NO_LIST = r"(?!(?:amp/)?(?:tag|search|author)/)"


class IdntimesSpider(ConventionSpider):
    """Tag pages need a browser (public code). /amp is a twin of every page (seen)."""

    name = "idntimes"
    outlet = "IDN Times"
    kind = "media"
    site = "idntimes.com"
    hosts = ("*.idntimes.com",)
    home = "https://www.idntimes.com"
    article_url = (
        # a code of the writer, then one of the article
        (
            rf"/{NO_LIST}(?:[\w-]+/){{1,5}}[a-z0-9-]+-\d\d-[a-z0-9]{{5}}-(?P<id>[a-z0-9]{{5,6}})(?:/amp)?/?(?:[?#]|$)",
            "{sub}/{id}",
        ),
        (rf"/{NO_LIST}(?:[\w-]+/){{1,5}}[a-z0-9]+(?:-[a-z0-9]+){{3,}}(?:/amp)?/?(?:[?#]|$)", ""),
    )
    address_basis = "articles seen; ways in are a guess"
    ladder = ("feed", "sitemap", "home")
    feeds = ("/rss", "/rss.xml")
    # its classes are made anew by each build, ids and test ids stay (markup of 2026)
    body = ("#article-description",)
    title = ("h1[data-testid=title-article]",)
    date = ("[data-testid=publish-date-article]",)
    author = ("[data-testid^=author-article]",)
