"""`kliping crawl https://...`: one article, several, with a topic's file; a listing's is refused with advice."""

from __future__ import annotations

import pytest

from corpus.errors import KlipingError
from crawler.scouting.refused_listings import refuse_listing
from spiders.families.feed import FeedSpider
from spiders.loader import Outlets
from tests.crawler.conftest import Desk


class WartaSpider(FeedSpider):
    """An outlet whose articles have a form of their own."""

    name = "warta"
    outlet = "Warta"
    kind = "media"
    site = "warta.example"
    article_url = r"/baca/(?P<id>[a-z]+)"


KNOWN: Outlets = {"warta": WartaSpider}
MINE = ("--outlets", "outlets", "--allow-private", "--contact", "redaksi@example.org")


def test_addresses_are_fetched_and_no_listing_is(desk: Desk) -> None:
    assert desk.site is not None
    desk.site.put_articles([1, 2, 3])
    urls = [f"{desk.site.url}/berita/judul-{n}" for n in (1, 2)]
    ran = desk.run("crawl", desk.topic, *urls, *MINE)
    assert ran.code == 0, ran.err
    assert sorted(desk.site.articles_asked()) == ["/berita/judul-1", "/berita/judul-2"]
    assert desk.ask("SELECT DISTINCT outlet FROM articles") == [("warta_contoh",)]
    third = desk.run("crawl", f"{desk.site.url}/berita/judul-3", "--since", "7d", *MINE)
    assert third.code == 0
    assert "whatever their day and way: --since had no effect" in third.err
    assert desk.one("SELECT count(*) FROM articles") == 3
    assert "the corpus had these addresses" in desk.run("crawl", f"{desk.site.url}/berita/judul-3", *MINE).err


def test_a_table_of_addresses_is_fetched(desk: Desk) -> None:
    assert desk.site is not None
    desk.site.put_articles([1, 2])
    rows = "\n".join(f"{n};{desk.site.url}/berita/judul-{n};x" for n in (1, 2))
    (desk.folder / "ekspor.csv").write_text(f"id;URL;title\n{rows}\n")
    assert desk.run("crawl", "--urls", "ekspor.csv", *MINE).code == 0
    assert desk.one("SELECT count(*) FROM articles") == 2


@pytest.mark.parametrize("url", ["https://warta.example/baca/apel", "https://warta.example/lama/123456",
                                 "https://baru.example/2024/03/05/apel", "https://baru.example/apel-pagi-pegawai",
                                 "https://baru.example/read.php?id=12", "https://baru.example/kategori/a/7286/ini-apel",
                                 "https://baru.example/berita/d-80123/judul"])  # fmt: skip
def test_an_articles_address_is_taken(url: str) -> None:
    refuse_listing(url, KNOWN)


@pytest.mark.parametrize("path", ["", "/", "/tag/apel-pagi-pegawai", "/nasional", "/indeks/", "/feed", "/sitemap.xml"])
def test_a_listings_address_gets_advice(path: str) -> None:
    with pytest.raises(KlipingError, match=r"`kliping outlets new https://baru\.example/` writes an outlet that"):
        refuse_listing(f"https://baru.example{path}", KNOWN)
    with pytest.raises(KlipingError, match=r"`kliping crawl --outlet warta` asks this outlet .*outlets new"):
        refuse_listing(f"https://warta.example{path}", KNOWN)


def test_a_mark_of_the_text_around_a_copied_address_is_named() -> None:
    with pytest.raises(
        KlipingError, match=r"ends with '\),', .*; give https://baru\.example/berita/apel-pagi-pegawai$"
    ):
        refuse_listing("https://baru.example/berita/apel-pagi-pegawai),", KNOWN)
    with pytest.raises(KlipingError, match=r"no page at all; .*--urls FILE"):
        refuse_listing("https://baru.example/apel.pdf", KNOWN)


def test_a_file_of_addresses_in_the_topics_place_is_led_to_urls(desk: Desk) -> None:
    (desk.folder / "daftar.csv").write_text("url\nhttps://baru.example/berita/apel-pagi-pegawai\n")
    ran = desk.run("crawl", "daftar.csv", *MINE)
    assert "not valid TOML" in ran.err
    assert "addresses in a file are fetched by --urls daftar.csv" in ran.err


@pytest.mark.parametrize(("arguments", "sentence"), [
    (("a.toml", "b.toml"), "give one topic file, not 2 (a.toml, b.toml)"),
    (("ftp://x.id/a",), "is not a web address"),
    (("https://baru.example/tag/apel",), "looks like a page that lists articles"),
    (("baru.example/berita/1/apel",), "baru.example/berita/1/apel: there is no such file; a web address begins with"),
])  # fmt: skip
def test_a_mistake_is_a_sentence(desk: Desk, arguments: tuple[str, ...], sentence: str) -> None:
    ran = desk.run("crawl", *arguments, *MINE)
    assert sentence in ran.err
    assert ran.in_a_sentence()
