"""The small questions that every family asks: days, words, links, walls."""

from __future__ import annotations

from datetime import date

import pytest
from scrapy.http import HtmlResponse, Response, TextResponse

from corpus.topics import parse_topic, topic_of_words
from corpus.urls import AddressRule
from spiders.parsing.days import listed_day, listed_utc_day
from spiders.parsing.links import make_link, markup_text
from spiders.parsing.topic_words import TopicFilter, holds, is_ignored, slug_words
from spiders.parsing.walls import is_wall

RULE = AddressRule("contoh.example", ("contoh.example",))
FILLER = "<p>" + "kata " * 300 + "</p>"


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2023-11-20", date(2023, 11, 20)),
        ("2023-11-20T18:30:00Z", date(2023, 11, 21)),
        ("2023-11-20T18:30:00+00:00", date(2023, 11, 21)),
        ("2023-11-20T23:30:00", date(2023, 11, 20)),
        ("2023-11-20 23:30:00", date(2023, 11, 20)),
        ("Mon, 20 Nov 2023 18:30:00 GMT", date(2023, 11, 21)),
        ("Sab, 25 Agu 2023 10:00:00 +0700", date(2023, 8, 25)),
        ("Jum, 5 Mei 2023 10:00:00 +0700", date(2023, 5, 5)),
        ("22 June 2026", date(2026, 6, 22)),
        ("22 Agustus 2026", date(2026, 8, 22)),
        ("Mon, 04 Nop 2024 09:15:00 +0700", date(2024, 11, 4)),
        ("Sel, 05 Agust 2024 09:15:00 +0700", date(2024, 8, 5)),
        ("Tue, 05 Sept 2023 09:15:00 +0700", date(2023, 9, 5)),
        ("Senin, 4 Maret 2024 - 09:15", date(2024, 3, 4)),
        ("Jum'at, 5 Mei 2023 10:00", date(2023, 5, 5)),
        ("Jum’at, 05 Mei 2023 | 10.00.05 WIB", date(2023, 5, 5)),
        ("Senin, 04 Mar 2024 00:30:00 WITA", date(2024, 3, 3)),
        ("Ahad, 3 Nopember 2024 01.30 WIT", date(2024, 11, 2)),
        ("Sun, 3 Nov 2024 23:30:00 UTC+5:30", date(2024, 11, 4)),
        ("Wed, 11 Sep 2019 22:52:30+5:30", date(2019, 9, 12)),
        ("2024-05-08 08:53:11 AM", date(2024, 5, 8)),
        ("2024/03/04 09:15", date(2024, 3, 4)),
        ("04/03/2024 09:15", date(2024, 3, 4)),
        ("1709508600", date(2024, 3, 4)),
        ("Mon, 30 Nov -0001 00:00:00 +0000", None),
        ("0000-00-00 00:00:00", None),
        ("2 jam yang lalu", None),
        ("Senin, 4 Maret", None),
        ("Rabu, 30 Peb 2023 10:00", None),
        ("2023-13-45", None),
        ("0001-01-01T00:00:00Z", date(1, 1, 1)),
        ("9999-12-31T23:00:00Z", None),
        ("kemarin", None),
        ("", None),
        (None, None),
    ],
)
def test_a_day_is_that_of_the_outlets_zone(text, day):
    assert listed_day(text, 7) == day


def test_a_time_in_utc_that_does_not_say_so():
    assert listed_utc_day("2023-11-20T18:30:00", 7) == date(2023, 11, 21)
    assert listed_utc_day("", 7) is None


def test_short_words_must_stand_whole():
    assert holds("pembinaan kepegawaian", "pegawai")
    assert not holds("asnawi pulang", "asn")
    assert holds("para asn pulang", "asn")


def test_a_search_is_ignored_when_three_answers_hold_none_of_its_words():
    assert is_ignored("BP2MI pegawai", ["Soto", "Rawon", None])
    assert not is_ignored("BP2MI pegawai", ["Soto", "Rawon", "Kepala BP2MI"])
    assert not is_ignored("BP2MI pegawai", ["Soto", "Rawon"])


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("berita/12/pembinaan-pegawai-di-ntt", "pembinaan pegawai di ntt"),
        ("read/2023/11/20/pembinaan_pegawai.html", "pembinaan pegawai"),
        ("read/401112/pembinaan-pegawai/all", "pembinaan pegawai"),
        ("pembinaan%20pegawai/", "pembinaan pegawai"),
        ("", ""),
    ],
)
def test_the_words_of_an_address_are_those_of_its_last_part(path, words):
    assert slug_words(f"https://contoh.example/{path}") == words


def test_all_words_of_one_query_or_tag_are_wanted():
    topic = parse_topic(
        """name = "x"
        ask = { search = ['"BP2MI" pegawai'], tags = ["pekerja migran"] }
        grade = { phrases = ["apel pagi"] }"""
    )
    topic_filter = TopicFilter.by(topic)
    assert topic_filter.takes("https://x.example/pegawai-bp2mi-dibina")
    assert topic_filter.takes("https://x.example/12", "Pegawai BP2MI Dibina")
    assert topic_filter.takes("https://x.example/kisah-pekerja-migran")
    assert not topic_filter.takes("https://x.example/pegawai-pajak")
    assert not topic_filter.takes("https://x.example/apel-pagi")


def test_words_that_go_without_saying_are_not_wanted_in_a_title():
    topic = parse_topic(
        'name = "x"\n[ask]\nsearch = ["BP2MI pegawai", "BP2MI"]\ntags = ["bp2mi"]\n[grade]\nphrases = ["apel pagi"]'
    )
    topic_filter = TopicFilter.by(topic, ("bp2mi",))
    assert topic_filter.takes("https://x.example/pegawai-dibina")
    assert topic_filter.takes("https://x.example/kepala-pimpin-apel-pagi")
    assert not topic_filter.takes("https://x.example/pekerja-migran-tiba")


def test_a_topic_without_questions_wants_nothing():
    assert not TopicFilter(()).takes("https://x.example/pegawai")
    assert TopicFilter.by(topic_of_words("pegawai")).takes("https://x.example/pegawai")


@pytest.mark.parametrize(
    "href", ["", " ", "/", "#atas", "javascript:void(0)", "whatsapp:/send", "ftp://contoh.example/a", "//[",
             "https://lain.example/a", "/" + "a" * 3_000, "https://contoh.example.lain.example/a"],
)  # fmt: skip
def test_what_is_no_address_of_the_outlet_is_no_link(href):
    assert make_link(RULE, href, "https://contoh.example/") is None


def test_a_link_is_clean():
    link = make_link(
        RULE, "\n/a b\x00?utm_source=x&p=1#top", "https://www.contoh.example/rss", title="\ud800Satu\x00", text=" "
    )
    assert link is not None
    assert (link.url, link.title, link.text) == ("https://www.contoh.example/a b?p=1", "Satu", None)


def test_scripts_are_not_words():
    assert markup_text("<p>Satu<script>var a = 1 < 2;</script></p><style>p {}</style>dua") == "Satu dua"


@pytest.mark.parametrize(
    "html",
    [
        "<title>Just a moment...</title>",
        "<title>Log In &lsaquo; Contoh</title>" + FILLER,
        "<form><input name=pwd type='password'></form>",
        '<div class="g-recaptcha"></div>',
    ],
)
def test_logins_and_challenges_are_walls(html):
    assert is_wall(HtmlResponse("https://contoh.example/x", body=html.encode(), encoding="utf-8"))


SHUT_OUT = (
    "Your country is not allowed to access this resource",
    "<title>Warta</title><p>The owner of this website (warta.example) has banned the country or region your IP address",
    "<h1>403 ERROR</h1>The Amazon CloudFront distribution is configured to block access from your country.",
    "Access from your Country was disabled by the administrator.",
    "<p>Access from your area has been temporarily limited for security reasons.",
    "<h2>Sorry, this content is not available in your region</h2>",
    "<h1>Maaf</h1><p>Situs ini hanya dapat diakses dari Indonesia",
    "<p>Akses dari negara Anda tidak diizinkan",
)


@pytest.mark.parametrize("html", SHUT_OUT)
def test_a_country_that_is_shut_out_is_a_wall_on_a_short_page_alone(html: str) -> None:
    address = "https://contoh.example/?s=bp2mi"
    assert is_wall(HtmlResponse(address, body=html.encode(), encoding="utf-8"))
    assert is_wall(TextResponse(address, body=html.encode(), encoding="utf-8"))
    assert not is_wall(HtmlResponse(address, body=f"<p>{html}</p>{'<p>kata lain</p>' * 100}".encode()))


NEAR_COUNTRIES = ("Negara tujuan membatasi izin", "Only available in Indonesian", "Akses dari gedung ini ditutup")


@pytest.mark.parametrize("words", NEAR_COUNTRIES)
def test_words_about_countries_are_no_wall(words: str) -> None:
    assert not is_wall(HtmlResponse("https://contoh.example/?s=bp2mi", body=f"<h1>{words}</h1>".encode()))


@pytest.mark.parametrize("html", ["<title>Masukan warga</title>", '<div class="g-recaptcha"></div>' + FILLER, ""])
def test_ordinary_pages_are_not(html):
    assert not is_wall(HtmlResponse("https://contoh.example/x", body=html.encode(), encoding="utf-8"))


def test_a_redirect_to_the_login_and_a_challenge_header_are_walls():
    assert is_wall(Response("https://contoh.example/wp-login.php?redirect_to=x"))
    assert is_wall(Response("https://contoh.example/", headers={"cf-mitigated": "challenge"}))
    assert not is_wall(Response("https://contoh.example/", body=b"\x00"))
