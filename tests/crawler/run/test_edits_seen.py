"""Edits over loopback: what each look stores of an article that changes, and refine of the archive."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from benchmarks.weekly import pass_days
from tests.crawler.conftest import Desk, Site, page, text_of, title_of

STAMP = '<meta property="article:published_time" content="2024-02-02T08:00:00+07:00">'
COLUMNS = "seq, cosmetic, title, text, capture_id, captured_at, content_sha256"


def changed(title: str, paragraphs: Sequence[str], reads: int) -> str:
    return page(title, [*paragraphs, f"Artikel ini telah dibaca {reads} kali"], STAMP)


def look_again(desk: Desk) -> None:
    pass_days(desk.corpus, 7)
    ran = desk.crawl("--quiet")
    assert ran.code == 0, ran.err


def edited_three_times(desk: Desk, site: Site) -> list[str]:
    """An article that is edited, then only counted, then edited twice; another vanishes. Returns its paragraphs."""
    paragraphs = text_of(1)
    site.put("/berita/judul-1", changed(title_of(1), paragraphs, 12))
    site.put_articles([2])
    site.put_search([1, 2])
    desk.crawl()
    first = [paragraphs[0].replace("pegawai balai", "pegawai kantor").replace("bagi 12", "bagi 21"), *paragraphs[1:]]
    site.put("/berita/judul-1", changed(title_of(1), first, 40))
    site.put("/berita/judul-2", "hilang", status=404)
    look_again(desk)
    site.put("/berita/judul-1", changed(title_of(1), first, 1_204))
    look_again(desk)
    site.put("/berita/judul-1", changed(title_of(1), [*first[:1], *first[2:]], 1_300))
    look_again(desk)
    return paragraphs


@pytest.mark.hostile
def test_two_edits_a_count_and_a_disappearance_are_what_they_are(desk: Desk, site: Site) -> None:
    paragraphs = edited_three_times(desk, site)
    events = desk.ask("SELECT kind, words_in, words_out FROM events ORDER BY id")
    cut = len(paragraphs[1].split())
    assert sorted(events, key=str) == [
        ("changed", 0, cut),
        ("changed", 1, 1),
        ("gone", 0, desk.one("SELECT words FROM articles WHERE url LIKE '%judul-2'")),
    ]
    of_first = "versions WHERE article_id = (SELECT id FROM articles WHERE url LIKE '%judul-1') ORDER BY seq"
    assert [row[0] for row in desk.ask(f"SELECT cosmetic FROM {of_first}")] == [0, 0, 1, 0]
    titles, texts = zip(*desk.ask(f"SELECT title, text FROM {of_first}"), strict=True)
    assert titles == (title_of(1), title_of(1), None, None)
    assert "bagi 12 orang" in texts[0]
    assert "bagi 21 orang" in texts[1]
    assert texts[2:] == (None, None)  # a count has no words of its own, and those of the newest are the article's
    before = desk.ask(f"SELECT {COLUMNS} FROM {of_first}"), desk.ask("SELECT * FROM events")
    assert desk.run("refine", "--outlets", desk.outlets).code == 0
    assert (desk.ask(f"SELECT {COLUMNS} FROM {of_first}"), desk.ask("SELECT * FROM events")) == before
    assert desk.run("doctor", "--deep").code == 0, desk.run("doctor", "--deep").out


def test_a_headline_edit_alone_is_a_version(desk: Desk, site: Site) -> None:
    site.put_articles([1])
    site.put_search([1])
    desk.crawl()
    site.put("/berita/judul-1", page("Balai Contoh Tutup Pembinaan Pegawai", text_of(1), STAMP))
    look_again(desk)
    assert desk.ask("SELECT kind, words_in, words_out FROM events") == [("headline", 3, 5)]
    assert desk.ask("SELECT seq, title, cosmetic FROM versions ORDER BY seq") == [(1, title_of(1), 0), (2, None, 0)]
    with desk.sql() as sql:  # as a corpus of an older version has it
        sql.execute("DELETE FROM versions WHERE seq = 2")
        sql.execute("UPDATE versions SET title = NULL, text = NULL, captured_at = NULL, cosmetic = NULL")
    assert desk.run("refine", "--outlets", desk.outlets).code == 0
    assert desk.ask("SELECT seq, title, cosmetic FROM versions ORDER BY seq") == [(1, title_of(1), 0), (2, None, 0)]


def test_a_notice_on_the_page_is_a_correction_of_its_kind(desk: Desk, site: Site) -> None:
    site.put_articles([1])
    site.put_search([1])
    desk.crawl()
    notice = "Ralat: pada berita ini semula tertulis 12 orang, seharusnya 21 orang."
    site.put("/berita/judul-1", page(title_of(1), [*text_of(1), notice], STAMP))
    look_again(desk)
    assert desk.ask("SELECT kind, correction, words_in, words_out FROM events") == [("corrected", "ralat", 11, 0)]
    assert desk.ask("SELECT form, kind, other_id FROM corrections") == [("notice", "ralat", None)]
    for query, number in (("is:corrected", 1), ("is:ralat", 1), ("is:koreksi", 0), ("is:changed", 1)):
        assert len(desk.run("search", query, "--json").rows[:-1]) == number, query


@pytest.mark.hostile
def test_a_page_that_says_that_it_was_withdrawn_is_gone_and_a_pencabutan(desk: Desk, site: Site) -> None:
    site.put_articles([1])
    site.put_search([1])
    desk.crawl()
    site.put("/berita/judul-1", page(title_of(1), ["Berita ini telah dicabut redaksi."]))
    look_again(desk)
    look_again(desk)
    assert desk.ask("SELECT kind, correction FROM events") == [("gone", "pencabutan")]
    assert len(desk.run("search", "is:pencabutan", "--json").rows[:-1]) == 1
