"""Faults and forms of feeds and sitemaps that readers of other projects reported, in pages of our own."""

from __future__ import annotations

import gzip
import html
import json

import pytest

from corpus.urls import AddressRule
from spiders.families.feed import FeedLinks, read_feed
from spiders.parsing.sitemap_file import SitemapFile

SITE = "https://kabarbakau.example"
RULE = AddressRule("kabarbakau.example", ("kabarbakau.example",))
A, B = f"{SITE}/apel-pagi", f"{SITE}/ujian-dinas"
UTF_8 = '<?xml version="1.0" encoding="UTF-8"?>\n'
URLSET = '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">'
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
ATOM = '<feed xmlns="http://www.w3.org/2005/Atom">'
NOTICES = (
    "<br />\n<b>Notice</b>:  Undefined variable: y in <b>/srv/b.php</b> on line <b>7</b><br />\n",
    "Deprecated: Function each() is deprecated in /srv/b.php on line 9\n",
    "\ufeff\ufeff",
    "berhasil\n\n",
    '<?xml version="1.0"?>\n',
    "<script>var a = 1 < 2 && 3;</script>",
)


def read(body: str | bytes) -> FeedLinks | None:
    return read_feed(body if isinstance(body, bytes) else body.encode(), f"{SITE}/feed/", RULE, 7)


def links(body: str | bytes) -> list[tuple[str, str | None]] | None:
    feed = read(body)
    return None if feed is None else [(link.url, link.title) for link in feed]


def item(link: str = A, title: str = "Apel", more: str = "") -> str:
    return f"<item><title>{title}</title><link>{link}</link>{more}</item>"


def rss(*items: str, head: str = UTF_8) -> str:
    return f'{head}<rss version="2.0"><channel><title>Kabar</title>{"".join(items)}</channel></rss>'


def entries(body: str | bytes) -> list[str]:
    return [entry.url for entry in SitemapFile(body if isinstance(body, bytes) else body.encode())]


def urlset(*urls: str, head: str = UTF_8) -> str:
    return head + URLSET + "".join(f"<url><loc>{url}</loc></url>" for url in urls) + "</urlset>"


# --- feeds ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "url"),
    [
        ("/index.php?option=com_k2&view=item&id=4", f"{SITE}/index.php?option=com_k2&view=item&id=4"),
        ("/?a=1&copy=2&lt=3", f"{SITE}/?a=1&copy=2&lt=3"),
        ("/?a=1&amp;b=2", f"{SITE}/?a=1&b=2"),
        ("<![CDATA[/?a=1&b=2]]>", f"{SITE}/?a=1&b=2"),
        ("<![CDATA[/?a=1&amp;b=2]]>", f"{SITE}/?a=1&b=2"),
        ("\n\t/apel-pagi\n", A),
    ],
)
def test_a_links_ampersands(written, url):
    assert links(rss(item(written))) == [(url, "Apel")]


@pytest.mark.parametrize(
    ("written", "title"),
    [
        ("Balai & Kantor", "Balai & Kantor"),
        ("Umur < 30 tahun", "Umur < 30 tahun"),
        ("Upah <3 juta & naik", "Upah <3 juta & naik"),
        ("Nilai a <b", "Nilai a <b"),
        ("Satu<br>dua <i>tiga", "Satu dua tiga"),
        ("<![CDATA[A & B < C]]>", "A & B < C"),
        ("Jum&rsquo;at&nbsp;pagi &#146;ok&#146; &eacute;", "Jum’at pagi ’ok’ é"),
        ("A &tidakada; B", "A &tidakada; B"),
        ("A\x0bB\x08 &#11;C", "AB C"),
    ],
)
def test_a_titles_words(written, title):
    assert links(rss(item(A, written), item(B, "Ujian"))) == [(A, title), (B, "Ujian")]


@pytest.mark.parametrize("declared", ["utf-8", "utf-16", "UTF-16LE", "ISO-8859-1", "windows-1252", "punycode", "utf-7"])
@pytest.mark.parametrize("sent", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"])
def test_the_bytes_say_the_encoding_before_the_declaration_does(declared, sent):
    head = f'<?xml version="1.0" encoding="{declared}"?>\n'
    assert links(rss(item(A, "Jum’at é"), head=head).encode(sent)) == [(A, "Jum’at é")]
    assert entries(urlset(A, B, head=head).encode(sent)) == [A, B]


def test_other_encodings_are_believed_where_the_bytes_are_no_utf_8():
    assert links(rss(item(A, "Запад"), head='<?xml version="1.0" encoding="koi8-r"?>').encode("koi8-r")) == [
        (A, "Запад")
    ]
    assert links(rss(item(A, "Jum’at")).encode() + b"\xff") == [(A, "Jum’at")]
    assert links(rss(item(A, "Jum’at \xe9 é")).encode().replace(b"\xc3\xa9", b"\xe9", 1)) == [(A, "Jum’at é é")]


@pytest.mark.parametrize("junk", NOTICES)
def test_what_stands_before_the_root_is_passed_over(junk):
    assert links(junk + rss(item())) == [(A, "Apel")]
    assert entries(junk + urlset(A, B)) == [A, B]
    assert entries(junk + urlset(A).replace("urlset", "sitemapindex").replace("url>", "sitemap>")) == [A]


@pytest.mark.parametrize(
    "wrapped",
    [
        f"<html><body><pre>{rss(item())}</pre></body></html>",
        html.escape(rss(item())),
        f"<html><pre>{html.escape(rss(item()))}</pre></html>",
        gzip.compress(rss(item()).encode()),
        rss(
            item(), head='<?xml version="1.0"?><!DOCTYPE rss PUBLIC "-//N//DTD RSS 0.91//EN" "http://n.example/r.dtd">'
        ),
        rss(item(), head='<?xml version="1.0"?><?xml-stylesheet href="/a.xsl"?><!-- dibuat > 1 -->'),
        f"<feed/>\n{ATOM}<entry><title>Apel</title><link href='{A}'/></entry></feed>",
        f"<RSS><CHANNEL><ITEM><TITLE>Apel</TITLE><LINK>{A}</LINK></ITEM></CHANNEL></RSS>",
        f"<channel>{item()}</channel>",
        f'<rdf:RDF xmlns:rdf="{RDF}"><r:channel/><r:item rdf:about="{A}"><r:title>Apel</r:title></r:item></rdf:RDF>',
    ],
)
def test_a_feed_in_another_wrapping(wrapped):
    assert links(wrapped) == [(A, "Apel")]


def test_a_fault_in_one_item_is_that_items():
    broken = (
        f"<item><title>Apel<link>{A}</link></item>",  # a title without its end
        f"<item><title>Apel</title><link>{A}</link>",  # an item without its end
        f"<item><title>Apel</title><b><i><link>{A}</link></item>",
        item() + "<br />\n<b>Warning</b>: x in <b>/a.php</b>",
        item(more="<description><![CDATA[<item><link>/x</link></item>]]></description>"),
        item(more="<description>Ba</b>ru</p> <item</description>"),
    )
    for fault in broken[:2] + broken[3:]:
        assert links(rss(fault, item(B, "Ujian"))) == [(A, "Apel"), (B, "Ujian")], fault
    assert links(rss(broken[2], item(B, "Ujian")))[-1] == (B, "Ujian")


def test_what_is_commented_out_is_no_item():
    assert links(rss(f"<!-- {item()} -->", item(B, "Ujian"))) == [(B, "Ujian")]


@pytest.mark.parametrize("lost", [25, 40, 60])
def test_a_feed_that_was_cut_gives_no_half_address(lost):
    feed = read(rss(item(), item(B, "Ujian"))[:-lost])
    assert feed is not None
    assert [link.url for link in feed] == ([A, B] if lost == 25 else [A])
    assert feed.remark == "cut_short"
    assert len(feed.entries) == 2


@pytest.mark.parametrize(
    ("entry", "url"),
    [
        ("<item><title>x</title><guid isPermaLink='true'>/apel-pagi</guid></item>", A),
        (f"<item><title>x</title><link/>{A}<guid>4</guid></item>", A),
        ("<item><title>x</title><link>apel-pagi</link></item>", f"{SITE}/feed/apel-pagi"),
        ('<item xml:base="/arsip/"><title>x</title><link href="apel-pagi"/></item>', f"{SITE}/arsip/apel-pagi"),
        (f'<entry><link rel="self" href="/s"/><link href="{A}" type="text/html"/></entry>', A),
        (f'<entry><link type="application/json" href="/j"/><link rel="alternate" href="{A}"/></entry>', A),
        (f'<entry><link rel="enclosure" href="/a.mp3"/><id>{A}</id></entry>', A),
        (f"<item><source url='x'><link>{B}</link></source><image><link>{B}</link></image><link>{A}</link></item>", A),
    ],
)
def test_where_an_items_address_stands(entry, url):
    assert [link.url for link in read(f"<rss><channel>{entry}</channel></rss>")] == [url]


def test_relative_addresses_are_joined_with_the_feeds_base():
    items = '<entry xml:base="y/"><link href="a"/></entry><entry><link href="b"/></entry>'
    body = f'<feed xml:base="{SITE}/x/">{items}</feed>'
    assert [link.url for link in read(body)] == [f"{SITE}/x/y/a", f"{SITE}/x/b"]
    assert links(rss(f"<link>{SITE}/</link>", item("apel-pagi")))[0][0] == A


def test_xhtml_is_words():
    title = '<title type="xhtml"><div>Apel <b>pagi</b></div></title>'
    content = '<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>Satu &amp; dua</p></div></content>'
    body = f'{ATOM}<entry><link href="{A}"/>{title}{content}</entry></feed>'
    (link,) = read(body)
    assert (link.title, link.text, link.whole) == ("Apel pagi", "Satu & dua", True)


def test_a_json_feed():
    body = {
        "version": "https://jsonfeed.org/version/1.1",
        "items": [
            {"id": "1", "url": "/apel-pagi", "title": "Apel", "date_published": "2024-03-04T23:00:00Z"},
            {"id": 2},
        ],
    }
    feed = read("\ufeff" + json.dumps(body))
    assert feed is not None
    assert [(link.url, link.title, str(link.day)) for link in feed] == [(A, "Apel", "2024-03-05")]
    assert [entry.outcome for entry in feed.entries] == ["taken", "unreadable"]
    assert read('{"items": [1]}') is None
    assert read('{"version": "https://jsonfeed.org/version/1", "items": [') is None


@pytest.mark.parametrize("body", ["<!doctype html><html><feed-list></feed-list></html>", "[1]", "<rss", "&lt;rss", "{"])
def test_what_is_no_feed(body):
    assert links(body) is None


# --- sitemaps ------------------------------------------------------------------------------------------


def test_a_locs_ampersands():
    assert entries(urlset(f"{SITE}/baca.php?id=1&kat=2", f"{B}?a=1&amp;b=2", f"<![CDATA[ {A}?c=1&d=2 ]]>")) == [
        f"{SITE}/baca.php?id=1&kat=2",
        f"{B}?a=1&b=2",
        f"{A}?c=1&d=2",
    ]


@pytest.mark.parametrize(
    ("written", "title"),
    [
        ("<n:title>Apel&nbsp;pagi</n:title>", "Apel\xa0pagi"),
        ("<n:title>Jum&rsquo;at & Sabtu</n:title>", "Jum’at & Sabtu"),
        ("<n:title>Umur < 30</n:title>", "Umur < 30"),
        ("<n:title>Satu <b>dua</b></n:title>", "Satu dua"),
        ("<n:title><![CDATA[A & B]]></n:title>", "A & B"),
        ("<news:title>Tanpa deklarasi</news:title>", "Tanpa deklarasi"),
        ("<image:image><image:title>Foto</image:title></image:image><n:title>Apel</n:title>", "Apel"),
        ("<video:title>Video</video:title><n:title>Apel</n:title>", "Apel"),
    ],
)
def test_a_news_title(written, title):
    body = f"{URLSET}<url><loc>{A}</loc><n:news>{written}</n:news></url></urlset>"
    assert [entry.title for entry in SitemapFile(body.encode())] == [title]


@pytest.mark.parametrize(
    "body",
    [
        f"Notice: x\n{A}\r\n{B}",
        f"{A}\n\n# arsip\n{B}\n".encode("utf-16"),
        rss(item(), item(B)),
        f"{ATOM}<entry><link href='{A}'/></entry><entry><link href='{B}'/></entry></feed>",
        f"<URLSET><URL><LOC>{A}</LOC></URL><URL><LOC>{B}</LOC></URL></URLSET>",
        (f'<s:urlset xmlns:s="x"><s:url><image:loc>/f</image:loc><s:loc>{A}</s:loc></s:url>'
        f"<s:url><s:loc>{B}</s:loc></s:url></s:urlset>"),
        f"<urlset>{urlset(A, B, head='')}</urlset>",
        urlset(A, head="") + urlset(B, head=""),
        f"<?xml version='1.0'?><url><loc>{A}</loc></url><url><loc>{B}</loc></url>",
        (f'{URLSET}<!-- <url><loc>/x</loc></url> --><url><loc>{A}<!-- y --></loc><xhtml:link href="/en"/></url>'
        f"<url><loc>{B}</loc></url></urlset>"),
        f"<sitemapindex><sitemap>{A}</sitemap><sitemap><loc>\n{B}\n</loc></sitemap></sitemapindex>",
        html.escape(urlset(A, B)),
        f"<html><body><pre>{urlset(A, B)}</pre></body></html>",
        gzip.compress(urlset(A, B).encode("utf-16")),
        f"{URLSET}<url><loc>{A}</loc><priority>0,5<url><loc>{B}</loc></url></urlset>",
    ],
)  # fmt: skip
def test_a_sitemap_in_another_form(body):
    assert entries(body) == [A, B]


def test_an_entry_without_an_address_is_one_all_the_same():
    file = SitemapFile(
        f"{URLSET}<url><lastmod>2024-01-01</lastmod></url><url><loc>{A}</loc></url><url/></urlset>".encode()
    )
    assert [entry[:5] for entry in file.all_entries()] == [
        ("", None, None, None, "2024-01-01"),
        (A, None, None, None, ""),
        ("", None, None, None, ""),
    ]
    assert file.remark is None


def test_a_comment_without_an_end_is_a_cut():
    file = SitemapFile(f"{URLSET}<!-- x -><url><loc>{A}</loc></url></urlset>".encode())
    assert (file.kind, list(file), file.remark) == ("urlset", [], "cut_short")


def test_pieces_may_be_cut_anywhere(monkeypatch):
    monkeypatch.setattr("spiders.parsing.document_text.CHUNK_BYTES", 7)
    for body in (
        urlset(f"{A}?a=1&b=é", f"<![CDATA[{B}]]>"),
        UTF_8 + f"<!DOCTYPE u [<!ENTITY x 'y'>]>{urlset(A, head='')}",
    ):
        urls = entries(body)
        assert urls
        assert all(url.startswith(SITE) for url in urls)
    body = rss(item(f"{A}?a=1&b=2", "A & B < C &rsquo; <![CDATA[x]]>"), item(B, "Jum’at")).encode("utf-16")
    assert links(body) == [(f"{A}?a=1&b=2", "A & B < C ’ x"), (B, "Jum’at")]


def test_what_is_all_faults_is_read_up_to_a_limit(monkeypatch):
    monkeypatch.setattr("spiders.parsing.xml.MOST_MENDED", 100)
    monkeypatch.setattr("spiders.parsing.document_text.CHUNK_BYTES", 50)
    feed = read(rss(item(), "&" * 500, item(B)))
    assert feed is not None
    assert ([link.url for link in feed], feed.remark) == ([A], "cut_short")


def test_of_endless_entries_some_are_read(monkeypatch):
    monkeypatch.setattr("spiders.parsing.sitemap_file.MOST_ENTRIES_READ", 2)
    file = SitemapFile(urlset(A, B, A).encode())
    assert ([entry.url for entry in file], file.remark) == ([A, B], "cut_short")
