"""Kompas.id, the daily's own site; most of its articles stand behind a paywall, which is left alone."""

from spiders.families.conventions import ConventionSpider

FOLDERS = r"/(?:baca|artikel)/(?!(?:foto|video)/)(?:(?=[0-9-]*[a-z])[a-z0-9-]+/)*"


class KompasidSpider(ConventionSpider):
    """Mirrors under other subdomains show broken characters (menjadi-lebih.kompas.id, seen 2023): the same article."""

    name = "kompasid"
    outlet = "Kompas.id"
    kind = "media"
    site = "kompas.id"
    hosts = ("*.kompas.id",)
    home = "https://www.kompas.id"
    article_url = (
        (rf"{FOLDERS}(?P<y>\d{{4}})/(?P<m>\d{{2}})/(?P<d>\d{{2}})/(?P<slug>[^/?#]+)", "{y}/{m}/{d}/{slug}"),
        (rf"{FOLDERS}(?P<slug>[^/?#]+-[^/?#]+)", "{slug}"),
    )
    rests_on = {"articles": "2024-07 page"}
    junk = (r"· \d+ menit baca", r"Kantor (?:Redaksi|Iklan)", r"Layanan Pelanggan")
