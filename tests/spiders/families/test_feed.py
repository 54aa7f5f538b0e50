"""Feeds: RSS 2.0, RSS 1.0 and Atom, whole and broken."""

from __future__ import annotations

from datetime import date

import pytest

from pipelines.storing.items import Stated
from spiders.families.feed import FeedSpider, read_feed
from spiders.families.listing import ListingSpider
from spiders.parsing import feed_file

HEAD = '<?xml version="1.0" encoding="UTF-8"?>'
A = "https://contoh.example/berita/1/satu"
B = "https://contoh.example/berita/2/dua"


class ContohSpider(FeedSpider):
    name = "contoh"
    outlet = "Contoh"
    kind = "media"
    site = "contoh.example"
    feeds = ("https://contoh.example/rss", "https://contoh.example/rss/daerah")


class LadderSpider(ListingSpider, FeedSpider):
    name = "tangga"
    outlet = "Tangga"
    kind = "media"
    site = "contoh.example"
    ways = ()
    ladder = ("feed", "home")
    feeds = ContohSpider.feeds


def links_of(text: str, utc_offset: int = 7):
    return read_feed(text.encode(), "https://contoh.example/rss", ContohSpider.address(), utc_offset)


def rss(items: str) -> str:
    return (
        f'{HEAD}<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" '
        f'xmlns:media="http://search.yahoo.com/mrss/" xmlns:atom="http://www.w3.org/2005/Atom" '
        f'xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>Contoh</title>'
        f"<link>https://contoh.example/</link>{items}</channel></rss>"
    )


def test_an_item_becomes_a_link():
    (link,) = links_of(
        rss(
            f"<item><title>Satu &amp;amp; dua</title><link> {A}?utm_source=rss&amp;utm_medium=x </link>"
            "<description><![CDATA[<p>Ringkasan <b>berita</b>.</p>]]></description>"
            "<pubDate>Mon, 20 Nov 2023 18:30:00 +0000</pubDate></item>"
        )
    )
    assert (link.url, link.title, link.text) == (A, "Satu & dua", "Ringkasan berita .")
    assert link.day == date(2023, 11, 21)
    assert not link.whole


def test_content_is_the_whole_text():
    (link,) = links_of(
        rss(f"<item><link>{A}</link><description>Ringkas</description>"
            "<content:encoded><![CDATA[<p>Seluruh teks.</p>]]></content:encoded></item>")
    )  # fmt: skip
    assert (link.text, link.whole) == ("Seluruh teks.", True)


def test_content_that_is_cut_off_is_not_whole():
    (link,) = links_of(rss(f"<item><link>{A}</link><content:encoded>Awal teks [&amp;#8230;]</content:encoded></item>"))
    assert not link.whole


def test_a_pictures_title_is_not_the_items():
    (link,) = links_of(
        rss(f"<item><media:title>Foto</media:title><media:content url='x'/><title>Judul</title><link>{A}</link></item>")
    )
    assert (link.title, link.whole) == ("Judul", False)


@pytest.mark.parametrize(
    "bad", ["javascript:alert(1)", "file:///etc/passwd", "mailto:a@contoh.example", "http://[rusak", "",
            "https://lain.example/berita/1/x", "whatsapp:/send", "data:text/html,x", "https://contoh.example/"],
)  # fmt: skip
def test_a_bad_link_never_stops_the_good_ones(bad):
    items = f"<item><link>{bad}</link></item><item><link>{A}</link></item><item><link>/berita/2/dua</link></item>"
    assert [link.url for link in links_of(rss(items))] == [A, B]


def test_the_twins_of_an_article_are_one():
    items = f"<item><link>{A}</link></item><item><title>Satu</title><link>{A}?utm_source=x#top</link></item>"
    assert [(link.url, link.title) for link in links_of(rss(items))] == [(A, "Satu")]


def test_a_guid_is_an_address_where_there_is_no_link():
    assert links_of(rss(f"<item><guid>{A}</guid></item>"))[0].url == A


def test_an_atom_link_to_itself_is_not_the_articles():
    item = f'<item><atom:link rel="self" href="https://contoh.example/rss"/><link>{A}</link></item>'
    assert links_of(rss(item))[0].url == A


def test_dublin_core_dates_are_read():
    assert links_of(rss(f"<item><link>{A}</link><dc:date>2023-11-20T23:30:00+07:00</dc:date></item>"), 9)[
        0
    ].day == date(2023, 11, 21)


def test_rss_1_is_read():
    (link,) = links_of(
        f'{HEAD}<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/">'
        f'<channel rdf:about="x"><link>https://contoh.example/</link></channel>'
        f'<item rdf:about="{A}"><title>Satu</title></item></rdf:RDF>'
    )
    assert (link.url, link.title) == (A, "Satu")


def test_atom_is_read():
    (link,) = links_of(
        f'{HEAD}<feed xmlns="http://www.w3.org/2005/Atom"><entry><title type="html">Satu &amp;lt;b&amp;gt;</title>'
        f'<link rel="edit" href="https://contoh.example/edit"/><link rel="alternate" href="{A}"/>'
        '<published>2023-11-20T10:00:00Z</published><updated>2024-01-01T00:00:00Z</updated>'
        '<content type="html">&lt;p&gt;Teks.&lt;/p&gt;</content></entry></feed>'
    )  # fmt: skip
    assert (link.url, link.day, link.text, link.whole) == (A, date(2023, 11, 20), "Teks.", True)


def test_broken_xml_is_read_as_far_as_it_goes():
    broken = rss(f"<item><title>A & B <br></title><link>{A}</link></item><item><link>{B}</link>")[:-20]
    assert A in [link.url for link in links_of(broken)]


def test_entities_are_not_expanded_and_nothing_is_fetched():
    doctype = '<!DOCTYPE rss [<!ENTITY f SYSTEM "file:///etc/hostname"><!ENTITY b "beta">]>'
    text = rss(f"<item><title>Satu &f;&b;</title><link>{A}</link></item>").replace(HEAD, HEAD + doctype)
    assert [(link.url, link.title) for link in links_of(text)] == [(A, "Satu &f;&b;")]


@pytest.mark.parametrize("body", ["", "   ", "<html><body>Halo</body></html>", '{"a": 1}', "\x00", "<"])
def test_what_is_no_feed_is_none(body):
    assert links_of(body) is None


def test_every_feed_is_asked(make):
    assert [request.url for request in make(ContohSpider).begin()] == list(ContohSpider.feeds)


def test_the_links_of_a_feed_are_handed_on(make, answer):
    spider = make(ContohSpider)
    given = answer(spider, next(spider.begin()), rss(f"<item><link>{A}</link></item>"), "xml")
    assert (given.urls, given.remarks) == ([A], [])


@pytest.mark.parametrize(("body", "remark"), [("<p>Halo", "not_a_feed"), (rss(""), "no_links")])
def test_a_feed_without_articles_is_told(make, answer, body, remark):
    spider = make(ContohSpider)
    assert answer(spider, next(spider.begin()), body).remarks == [remark]


def test_the_first_feed_speaks_for_its_rung(make, answer, fail):
    spider = make(LadderSpider)
    first, second = spider.begin()
    assert answer(spider, first, "<p>Halo").requested == ["https://contoh.example/"]
    assert fail(spider, first, "http_404").requested == ["https://contoh.example/"]
    assert answer(spider, second, "<p>Halo").requested == []
    assert fail(spider, second, "http_404").requested == []


def test_a_feed_that_was_cut_gives_its_whole_items_and_says_so(make, answer):
    spider = make(ContohSpider)
    first, _ = spider.begin()
    whole = rss(f"<item><title>Satu</title><link>{A}</link></item><item><title>Dua</title><link>{B}</link></item>")
    given = answer(spider, first, whole, "xml")
    assert (given.urls, given.remarks) == ([A, B], [])
    given = answer(spider, first, whole + "\n<!-- dibuat oleh mesin -->\n", "xml")
    assert (given.urls, given.remarks) == ([A, B], [])
    given = answer(spider, first, whole[: whole.index("<title>Dua")], "xml")
    assert (given.urls, given.remarks) == ([A], ["cut_short"])


def test_each_item_has_its_outcome(make, answer):
    spider = make(ContohSpider)
    hrefs = (A, f"{A}?utm_source=x", "https://lain.example/berita/1", "", "javascript:x", "/")
    given = answer(spider, next(spider.begin()), rss("".join(f"<item><link>{x}</link></item>" for x in hrefs)), "xml")
    names = [entry.outcome for entry in given.entries]
    assert names == ["taken", "taken", "other_host", "unreadable", "unreadable", "unknown_form"]
    assert (given.urls, given.remarks) == ([A, A], [])


def test_items_beyond_the_limit_are_stated(make, answer, monkeypatch):
    monkeypatch.setattr(feed_file, "MAX_FEED_ITEMS", 2)
    spider = make(ContohSpider)
    body = rss("".join(f"<item><link>/berita/{n}</link></item>" for n in range(5)))
    given = answer(spider, next(spider.begin()), body, "xml")
    assert (len(given.urls), given.stated, given.remarks) == (2, [Stated(5)], ["capped"])


def test_a_feed_that_breaks_off_before_its_first_item_is_no_empty_one(make, answer):
    spider = make(ContohSpider)
    assert answer(spider, next(spider.begin()), "<rss><channel><title>Conto", "xml").remarks == ["not_a_feed"]


class SectionSpider(ContohSpider):
    """Its pattern takes a section of six letters or more for the article's name."""

    article_url = r"/berita/(?:[a-z0-9/-]+/)?(?P<id>[a-z0-9]{6,10})/[a-z0-9-]+"


def test_an_article_that_would_be_taken_for_another_one_is_of_unknown_form(make, answer):
    addresses = [
        f"https://contoh.example/berita/nasional/15/11/05/{slug}"
        for slug in ("nxc181330-ketua-dprd-masuk-kerja", "nxc0m5335-jakarta-darurat-sampah", "nxc0ha330-suap-dprd")
    ]
    items = "".join(f"<item><title>{url[-9:]}</title><link>{url}</link></item>" for url in addresses)
    spider = make(SectionSpider)
    given = answer(spider, next(spider.begin()), rss(items), "xml")
    assert [(e.outcome, e.link.url if e.link else e.shown) for e in given.entries] == list(
        zip(("taken", "unknown_form", "unknown_form"), addresses, strict=True)
    )


@pytest.mark.parametrize("other", ["politik/1234567/apel-pagi-di-kantor", "nasional/1234567/apel-pagi-bubar/amp",
                                   "nasional/1234567", "nasional/1234567/apel-pagi-di-kantor.html?page=2"])  # fmt: skip
def test_an_article_with_two_addresses_is_none_other(other):
    class NumberSpider(ContohSpider):
        article_url = r"/berita/[a-z]+/(?P<id>\d+)"

    items = "".join(
        f"<item><link>https://contoh.example/berita/{path}</link></item>"
        for path in ("nasional/1234567/apel-pagi-di-kantor", other)
    )
    feed = read_feed(rss(items).encode(), "https://contoh.example/rss", NumberSpider.address(), 7)
    assert [entry.outcome for entry in feed.entries] == ["taken", "taken"]


def test_the_first_address_on_the_outlets_hosts_is_taken():
    item = f"<item><link>https://umpan.example/x</link><guid>{A}</guid></item>"
    assert [link.url for link in links_of(rss(item))] == [A]
    assert [link.url for link in links_of(rss(f"<item><link>N/A</link><guid>{A}</guid></item>"))] == [A]
    item = f'<item><link>/berita/2/dua</link><guid isPermaLink="false">{A}</guid></item>'
    assert [link.url for link in links_of(rss(item))] == [B]


def test_a_date_that_means_none_is_none():
    day = "<pubDate>Mon, 30 Nov -0001 00:00:00 +0000</pubDate><dc:date>1970-01-01T00:00:00Z</dc:date>"
    assert links_of(rss(f"<item><link>{A}</link>{day}</item>"))[0].day is None
