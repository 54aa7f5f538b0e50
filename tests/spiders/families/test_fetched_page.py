"""What a spider hands on of a page as it was fetched."""

from __future__ import annotations

from scrapy import Request
from scrapy.http import HtmlResponse

from pipelines.page.content_type import media_type
from spiders.families.base import OutletSpider


class WartaSpider(OutletSpider):
    name = "warta"
    outlet = "Warta"
    kind = "media"
    site = "warta.example"
    home = "https://warta.example/"


def test_several_content_types_are_handed_on_joined_as_an_import_does() -> None:
    url = "https://warta.example/berita/1"
    response = HtmlResponse(
        url,
        body=b"<p>Apel",
        headers={"Content-Type": ["image/png", "text/html; charset=windows-1252", "text/html"]},
        request=Request(url, meta={"frontier_id": 1, "key": "k", "kind": "article"}),
    )
    [fetched] = WartaSpider().parse_article(response)
    assert fetched.capture.content_type == "image/png, text/html; charset=windows-1252, text/html"
    stated = media_type(fetched.capture.content_type)
    assert stated is not None
    assert (stated.essence, stated.charset) == ("text/html", "windows-1252")
