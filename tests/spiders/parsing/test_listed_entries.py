"""What a listing's page shows beside the outlet's articles: entries of no use are counted, furniture is not.

Shapes that were not seen, and what happens then: stories whose addresses have one word and no number are no entries (a
page of nothing else is `no_links`); stories of several other hosts, fewer than three on each, are none either.
"""

from __future__ import annotations

import json

import pytest
from scrapy.http import HtmlResponse, TextResponse

from corpus.urls import AddressRule
from spiders.parsing.addresses import address_rule
from spiders.parsing.anchors import ListedPage, read_anchors

RULE: AddressRule = address_rule("warta.example", (), r"/berita/(?P<slug>[a-z0-9-]+)")
STORIES = [f"/baca/8123{n}/apel-pagi-pegawai-balai-{n}" for n in range(4)]


def page(body: str, url: str = "https://warta.example/cari?q=pegawai", within: tuple[str, ...] = ()) -> ListedPage:
    return read_anchors(HtmlResponse(url, body=f"<html><body>{body}</body></html>".encode()), RULE, within)


def linked(*paths: str) -> str:
    return "".join(f'<h3><a href="{path}">Apel pagi</a></h3>' for path in paths)


def outcomes(read: ListedPage) -> list[tuple[str, str]]:
    return [(entry.outcome, entry.shown) for entry in read.unused]


def test_stories_in_a_form_that_the_outlet_does_not_know_are_counted_once_each() -> None:
    read = page(linked(*STORIES, STORIES[0], f"{STORIES[1]}?utm_source=x", "/berita/apel-pagi"))
    assert [link.url for link in read.links] == ["https://warta.example/berita/apel-pagi"]
    assert outcomes(read) == [("unknown_form", f"https://warta.example{path}") for path in STORIES]


def test_rubrics_tags_files_pages_and_days_are_no_entries() -> None:
    paths = ("/nasional", "/ekonomi-dan-bisnis", "/tag/apel-pagi-pegawai", "/2024/03/", "/?page=2", "/a-b-c-d.pdf")
    assert outcomes(page(linked(*paths, "/tentang-kami-dan-redaksi", "mailto:a@b.example", "javascript:void(0)"))) == []


@pytest.mark.parametrize(
    "path",
    [
        "/kabar/kebijakan-baru-soal-penempatan",
        "/baca/sosialisasi-tentang-pekerja-migran",
        "/2024/03/05/menteri-tentang-pekerja",
        "/kabar/redaksi-terima-kunjungan-balai",
        "/kabar/kontak-senjata-di-perbatasan",
        "/baca/81234/kode-etik-pegawai-dilanggar",
    ],
)
def test_a_headline_with_the_words_of_a_sites_own_pages_is_an_entry(path: str) -> None:
    assert [what for what, _ in outcomes(page(linked(path)))] == ["unknown_form"]


@pytest.mark.parametrize(
    "path",
    [
        "/kebijakan-privasi-situs-kami",
        "/info/syarat-dan-ketentuan-umum",
        "/p/pedoman-media-siber.html",
        "/hubungi-kami/",
    ],
)
def test_a_sites_own_page_is_no_entry(path: str) -> None:
    assert outcomes(page(linked(path))) == []


@pytest.mark.parametrize("part", ["header", "nav", "footer", "aside"])
def test_what_every_page_shows_is_no_entry_unless_the_outlet_lists_there(part: str) -> None:
    body = f"<{part} class='list'>{linked(*STORIES)}</{part}>"
    assert outcomes(page(body)) == []
    assert len(outcomes(page(body, within=(".list",)))) == len(STORIES)


@pytest.mark.parametrize("part", ["header", "footer"])
def test_a_cards_own_head_and_foot_are_part_of_the_list(part: str) -> None:
    card = f"<article><{part}>{linked(STORIES[0])}</{part}></article>"
    assert len(outcomes(page(card))) == 1
    assert outcomes(page(f"<aside>{card}</aside>")) == []


def test_a_hidden_link_is_no_entry() -> None:
    assert outcomes(page(f'<div style="display:none">{linked(*STORIES)}</div>')) == []


def test_a_page_that_came_from_another_host_lists_that_hosts_stories() -> None:
    read = page(linked(*STORIES[:2]), url="https://warta-baru.example/cari?q=pegawai")
    assert [what for what, _ in outcomes(read)] == ["other_host"] * 2


def test_stories_of_another_host_count_where_they_are_what_the_page_lists() -> None:
    elsewhere = [f"https://pusat.example{path}" for path in STORIES]
    assert [what for what, _ in outcomes(page(linked(*elsewhere)))] == ["other_host"] * 4
    assert outcomes(page(linked(*elsewhere[:2]))) == []
    assert outcomes(page(linked(*elsewhere, "/berita/apel-pagi"))) == []


def test_rows_of_a_json_answer_without_an_address_are_unreadable() -> None:
    rows = [{"judul": "Apel pagi", "url": "/berita/apel-pagi"}, {"judul": "Apel sore", "nomor": 7}]
    answer = json.dumps({"title": "Cari", "data": rows}).encode()
    read = read_anchors(TextResponse("https://warta.example/cari", body=answer), RULE)
    assert (len(read.links), outcomes(read)) == (1, [("unreadable", "Apel sore")])


def test_a_link_that_would_be_taken_for_another_article_is_of_unknown_form() -> None:
    rule = address_rule("warta.example", (), r"/(?P<slug>[a-z0-9-]+)/[a-z-]+")
    body = linked("/nasional/apel-pagi-pegawai", "/nasional/cuaca-buruk-di-laut", "/nasional/apel-pagi-pegawai")
    read = read_anchors(HtmlResponse("https://warta.example/cari", body=body.encode()), rule)
    assert [link.url for link in read.links] == ["https://warta.example/nasional/apel-pagi-pegawai"]
    assert outcomes(read) == [("unknown_form", "https://warta.example/nasional/cuaca-buruk-di-laut")]
