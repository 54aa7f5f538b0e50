"""From captures to an article: the whole walk, on pages written for the test."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from corpus.models import Article, Capture, SetAside
from corpus.urls import AddressRule
from pipelines.refine import refine, rules_version
from pipelines.rules import NO_RULES, PageRules

Make = Callable[..., Article]
Write = Callable[..., str]
JSON_LD = (
    '<script type="application/ld+json">{"@context":"https://schema.org","@graph":[{"@type":"NewsArticle",'
    '"headline":"Kepala Balai Karang Ajak Pegawai Jaga Integritas","datePublished":"%s",'
    '"author":{"@type":"Person","name":"%s"}}]}</script>'
)


def test_the_text_is_whole_and_without_inserts(article: Make, write_page: Write, write_paragraphs: Write) -> None:
    first, second = write_paragraphs(0, 2), write_paragraphs(2, 4)
    insert = '<p><strong>Baca Juga: <a href="/lain">Apel Pagi di Balai Lain</a></strong></p>'
    refined = article(
        write_page(f"{first}{insert}{second}<p>Sumber : <a href='https://bp2mi.go.id'>bp2mi.go.id</a></p>")
    )
    assert [line[:13] for line in refined.text.split("\n")] == [f"Paragraf ke-{n}" for n in range(4)]
    assert refined.credit == "bp2mi.go.id"
    assert ("read_also", -1) in [(cut.rule, cut.position) for cut in refined.removed]


@pytest.mark.parametrize(
    "insert",
    [
        '<div class="baca-juga"><a href="/lain">Apel Pagi di Balai Lain</a></div>',
        '<table class="linksisip"><tr><td><b>Baca juga: </b><a href="/x">Apel Pagi di Balai Lain</a></td></tr></table>',
        '<p>Baca Juga:</p><ul><li><a href="/lain">Apel Pagi di Balai Lain</a></li></ul>',
        '<p><a href="/lain">Baca juga: Apel Pagi di Balai Lain</a></p>',
        '<div class="related-posts"><h4>Berita Terkait</h4><a href="/lain">Apel Pagi di Balai Lain</a></div>',
        '<p class="para_caption">SCROLL TO CONTINUE WITH CONTENT Apel Pagi di Balai Lain</p>',
    ],
)
def test_inserts_of_many_shapes_go(insert: str, article: Make, write_page: Write, write_paragraphs: Write) -> None:
    refined = article(write_page(write_paragraphs(0, 3) + insert + write_paragraphs(3, 6)))
    assert "Apel Pagi" not in refined.text
    assert "Baca" not in refined.text
    assert refined.text.count("Paragraf ke-") == 6


def test_an_insert_inside_a_sentences_paragraph_leaves_the_sentence(
    article: Make, write_page: Write, write_paragraphs: Write
) -> None:
    glued = '<p>Pegawai itu diresmikan pagi tadi di balai. BACA JUGA:<a href="/lain">Apel Pagi di Balai Lain</a></p>'
    refined = article(write_page(write_paragraphs(0, 3) + glued + write_paragraphs(3, 6)))
    assert "Pegawai itu diresmikan pagi tadi di balai.\n" in refined.text
    assert "Apel Pagi" not in refined.text


@pytest.mark.parametrize(
    ("paragraph", "left"),
    [
        ('<p>Aturan itu lama (Baca: <a href="/lain">Apel Pagi</a>). Pegawai setuju.</p>', "lama. Pegawai setuju."),
        ('<p>Aturan itu lama. (Baca: <a href="/lain">Apel Pagi</a>). Pegawai setuju.</p>', "lama. Pegawai setuju."),
        ('<p>Aturan itu sudah lama. (<a href="/lain">Baca juga: Apel Pagi</a>)</p>', "sudah lama."),
        ('<p>Aturan itu <b>lama</b> (Baca juga: <a href="/lain">Apel Pagi</a>).</p>', "Aturan itu lama."),
    ],
)
def test_a_sentence_around_an_insert_keeps_its_full_stop(
    paragraph: str, left: str, article: Make, write_page: Write, write_paragraphs: Write
) -> None:
    refined = article(write_page(write_paragraphs(0, 3) + paragraph + write_paragraphs(3, 6)))
    assert [line.endswith(left) for line in refined.text.split("\n") if "Aturan" in line] == [True], refined.text


def test_words_glued_at_an_inline_border_or_a_break_are_parted(
    article: Make, write_page: Write, write_paragraphs: Write
) -> None:
    body = "<p><b>WartaTeluk.com, Jakarta</b>Kita semua hadir di balai.<br>Kata dia<br/>begitu adanya di sana.</p>"
    text = article(write_page(write_paragraphs(0, 3) + body)).text
    assert "Jakarta Kita" in text
    assert "balai.Kata" not in text
    assert "diabegitu" not in text


def test_a_paragraph_with_an_empty_anchor_is_not_lost(
    article: Make, write_page: Write, write_paragraphs: Write
) -> None:
    more = '<p><span id="more-12"></span>Kalimat di belakang tanda lanjutan ini harus tetap ada di dalam naskah.</p>'
    assert (
        "tanda lanjutan ini harus tetap ada"
        in article(write_page(write_paragraphs(0, 1) + more + write_paragraphs(1, 4))).text
    )


@pytest.mark.parametrize("wrap", ["<p>{}</p>", "{}<br><br>", "<div>{}</div>"])
def test_dateline_and_place(wrap: str, article: Make, write_page: Write) -> None:
    lines = [f"Kalimat ke-{n} menceritakan pembinaan pegawai di Balai Karang yang panjang." for n in range(6)]
    lines[0] = "WartaTeluk.com, Kupang – " + lines[0]
    refined = article(write_page("".join(wrap.format(line) for line in lines)))
    assert (refined.dateline, refined.place) == ("WartaTeluk.com, Kupang –", "Kupang")
    assert refined.lead == lines[0].removeprefix("WartaTeluk.com, Kupang – ")
    assert len(refined.text.split("\n")) == 6


def test_the_sites_name_is_cut_from_the_title(article: Make, write_page: Write, write_paragraphs: Write) -> None:
    html = write_page(write_paragraphs(), suffix=" - Warta Teluk").replace("<h1", "<div").replace("</h1>", "</div>")
    assert article(html).title == "Kepala Balai Karang Ajak Pegawai Jaga Integritas"


def test_a_theme_that_prints_the_sites_name_as_heading(
    article: Make, write_page: Write, write_paragraphs: Write
) -> None:
    html = write_page(write_paragraphs(), title="Kabar Teluk").replace(
        "<title>Kabar Teluk - Warta Teluk", "<title>Balai Karang Dibuka Lagi | Kabar Teluk"
    )
    assert article(html).title == "Balai Karang Dibuka Lagi"


def test_every_field_that_is_set_has_an_origin(article: Make, write_page: Write, write_paragraphs: Write) -> None:
    meta = '<div class="date">Senin, 20 November 2023 | 10.00 WIB</div>'
    meta += "<div>Penulis: Budi Santoso | Editor: Ani Lestari</div>"
    refined = article(
        write_page("<p>KUPANG - Kalimat pembuka yang panjang sekali.</p>" + write_paragraphs(), meta=meta)
    )
    for name in (
        "title",
        "authors",
        "editor",
        "dateline",
        "place",
        "published_at",
        "published_day",
        "language",
        "text",
    ):
        assert getattr(refined, name), name
        assert refined.origins.get(name), name
    assert (refined.rules_version, refined.extractor.split()[0]) == (rules_version(), "trafilatura")
    assert refined.words == len(refined.text.split())


def test_a_visible_byline_stands_above_the_machines_claim(
    article: Make, write_page: Write, write_paragraphs: Write
) -> None:
    meta = '<div class="penulis">Budi Santoso, Ani Lestari</div>'
    head = JSON_LD % ("2023-11-20T10:00:00+07:00", "Ani Lestari") + '<meta name="content_editor" content="Ani Lestari">'
    refined = article(write_page(write_paragraphs(), head=head, meta=meta))
    assert (refined.authors, refined.editor) == (("Budi Santoso",), "Ani Lestari")


@pytest.mark.parametrize("name", ["Redaksi", "Admin", "Warta Teluk", "wartateluk.example developer"])
def test_no_writer_is_none_and_never_a_stand_in(
    name: str, article: Make, write_page: Write, write_paragraphs: Write
) -> None:
    refined = article(write_page(write_paragraphs(), head=JSON_LD % ("2023-11-20T10:00:00+07:00", name)))
    assert refined.authors == ()
    assert "authors" not in refined.origins


def test_a_machine_midnight_is_no_hour(article: Make, write_page: Write, write_paragraphs: Write) -> None:
    refined = article(write_page(write_paragraphs(), head=JSON_LD % ("2023-11-20T00:00:00+07:00", "Budi Santoso")))
    assert (refined.published_at, refined.published_day, refined.published_precision) == (
        None,
        date(2023, 11, 20),
        "day",
    )


def test_utc_in_json_ld_becomes_the_outlets_day(article: Make, write_page: Write, write_paragraphs: Write) -> None:
    refined = article(write_page(write_paragraphs(), head=JSON_LD % ("2023-11-20T20:00:00Z", "Budi Santoso")))
    assert refined.published_day == date(2023, 11, 21)
    assert refined.published_at is not None
    assert refined.published_at.isoformat() == "2023-11-21T03:00:00+07:00"


def test_the_machine_tells_the_minute_of_an_agreeing_stamp(
    article: Make, write_page: Write, write_paragraphs: Write
) -> None:
    meta = '<span class="datetime">20/11/2023 18:30</span>'
    refined = article(write_page(write_paragraphs(), head=JSON_LD % ("2023-11-20T18:33:13+07:00", "Budi"), meta=meta))
    assert refined.published_at is not None
    assert refined.published_at.isoformat() == "2023-11-20T18:33:13+07:00"
    assert (refined.published_printed, refined.date_conflict) == ("20/11/2023 18:30", None)


def test_sources_a_day_apart_are_a_conflict_and_the_stamp_wins(
    article: Make, write_page: Write, write_paragraphs: Write
) -> None:
    meta = '<span class="date">Senin, 20 November 2023 | 10.00 WIB</span>'
    refined = article(write_page(write_paragraphs(), head=JSON_LD % ("2023-11-22T10:00:00+07:00", "Budi"), meta=meta))
    assert refined.published_day == date(2023, 11, 20)
    assert refined.date_conflict is not None
    assert "2023-11-22" in refined.date_conflict


def test_a_wrong_weekday_is_a_conflict(article: Make, write_page: Write, write_paragraphs: Write) -> None:
    refined = article(write_page(write_paragraphs(), meta='<span class="date">Senin, 21 November 2023</span>'))
    assert refined.date_conflict is not None
    assert "weekday" in refined.date_conflict


def test_the_day_of_the_visit_is_no_publication(article: Make, write_page: Write, write_paragraphs: Write) -> None:
    before, meta = '<div class="date">Friday, 1 December 2023</div>', "<div>00.10 30 October 2021 2099</div>"
    refined = article(write_page(write_paragraphs(), before=before, meta=meta))
    assert (refined.published_day, refined.published_at) == (date(2021, 10, 30), None)


def test_a_page_that_prints_only_the_day_of_the_visit_has_no_date(
    article: Make, write_page: Write, write_paragraphs: Write
) -> None:
    refined = article(write_page(write_paragraphs(), before='<div class="date">Friday, 1 December 2023</div>'))
    assert (refined.published_day, refined.published_printed) == (None, None)


def test_a_stamp_and_an_address_a_day_apart_are_a_conflict(
    article: Make, write_page: Write, write_paragraphs: Write
) -> None:
    html = write_page(write_paragraphs(), meta='<span class="date">20 November 2023</span>')
    refined = article(html, "https://wartateluk.example/2023/11/21/jaga-integritas")
    assert refined.date_conflict == "visible says 2023-11-20, address says 2023-11-21"


def test_a_date_in_the_bodys_sentence_is_no_stamp(article: Make, write_page: Write) -> None:
    body = "".join(
        f"<p>Acara ke-{n} digelar Senin (20/11/2023) di balai itu, kata dia kepada wartawan di sana.</p>"
        for n in range(6)
    )
    refined = article(write_page(body))
    assert (refined.published_day, refined.published_printed) == (None, None)


@pytest.mark.parametrize("path", ["2023/11/21/jaga-integritas", "nasional/21/11/2023/33939/jaga-integritas"])
def test_the_address_is_the_last_resort_for_the_day(
    path: str, article: Make, write_page: Write, write_paragraphs: Write
) -> None:
    refined = article(write_page(write_paragraphs()), f"https://wartateluk.example/{path}")
    assert (refined.published_day, refined.published_at, refined.origins["published_day"]) == (
        date(2023, 11, 21),
        None,
        "address",
    )


@pytest.mark.parametrize(
    ("canonical", "expected"),
    [
        (
            "https://www.wartateluk.example/berita/jaga-integritas?utm_source=x",
            "https://www.wartateluk.example/berita/jaga-integritas",
        ),
        ("https://lain.example/berita/jaga-integritas", None),
        ("https://wartateluk.example/", None),
    ],
)
def test_a_canonical_address_is_a_claim(
    canonical: str, expected: str | None, article: Make, write_page: Write, write_paragraphs: Write
) -> None:
    head = f'<link rel="canonical" href="{canonical}">'
    assert article(write_page(write_paragraphs(), head=head)).canonical_url == expected


def test_an_outlets_rules_come_first(article: Make, write_page: Write, write_paragraphs: Write) -> None:
    meta = (
        '<b id="tg">Tgl: 19/11/2023 pk 10.15</b><i id="pn">Budi Santoso</i><span class="date">20 November 2023</span>'
    )
    rules = PageRules(
        outlet="wartateluk",
        address=AddressRule("wartateluk.example", ("wartateluk.example",)),
        date=("#tg",),
        date_pattern="Tgl: (.*)",
        author=("#pn",),
        noise=(".entry-content p:first-child",),
        utc_offset=8,
    )
    refined = article(write_page(write_paragraphs(), meta=meta), rules=rules)
    assert refined.published_at is not None
    assert refined.published_at.isoformat() == "2023-11-19T10:15:00+08:00"
    assert (refined.authors, refined.origins["authors"], refined.outlet) == (("Budi Santoso",), "rule", "wartateluk")
    assert "Paragraf ke-0" not in refined.text
    assert refined.key == "wartateluk.example/berita/jaga-integritas"


ABSURD = {
    "empty": b"",
    "blank": b" \n\t ",
    "nul": b"\x00" * 5000,
    "random": bytes(range(256)) * 300,
    "open tags": b"<div>" * 60_000,
    "spans": b"<p>" + b"<span>kata </span>" * 20_000,
    "attributes": b"<div " + b" ".join(b"a%d=1" % i for i in range(50_000)) + b">kata",
    "brackets": b"<p>" + b"(baca " * 30_000,
    "deep json": b'<script type="application/ld+json">' + b"[" * 20_000 + b"</script><p>kata",
    "half a character": "<h1>Judul yang panjang</h1><p>é".encode()[:-1],
    "too large": b"<p>kata</p>" * 1_000_000,
    "surrogates": b"<p>&#xD800;&#0;&#x110000;</p>",
    "digits": b'<meta name="content_total_pages" content="'
    + b"9" * 6000
    + b'"><a href="?page='
    + b"9" * 6000
    + b'">2</a>',
}


@pytest.mark.parametrize("body", ABSURD.values(), ids=ABSURD.keys())
def test_an_absurd_page_is_set_aside_with_a_reason(body: bytes, capture: Callable[..., Capture]) -> None:
    refined = refine([capture(body)], NO_RULES)
    assert isinstance(refined, SetAside)


@pytest.mark.parametrize("share", [0.2, 0.4, 0.6, 0.8, 0.95])
def test_a_page_cut_in_the_middle_never_raises(
    share: float, capture: Callable[..., Capture], write_page: Write, write_paragraphs: Write
) -> None:
    html = write_page(write_paragraphs(), head=JSON_LD % ("2023-11-20", "Budi")).encode()
    assert refine([capture(html[: int(len(html) * share)])], NO_RULES)


def test_a_page_too_heavy_for_the_extractor_is_still_read(
    article: Make, write_page: Write, write_paragraphs: Write
) -> None:
    refined = article(write_page(write_paragraphs() + "<div>x</div>" * 15_000))
    assert refined.extractor == "kliping paragraphs"
    assert refined.text.count("Paragraf ke-") == 6


def test_nested_far_beyond_the_parsers_limit_no_text_is_lost(
    article: Make, write_page: Write, write_paragraphs: Write
) -> None:
    refined = article(write_page("<div>" * 300 + write_paragraphs() + "</div>" * 300))
    assert refined.text.count("Paragraf ke-") == 6


LINES = [
    f"Kepala balai memberi arahan nomor {n} kepada seluruh pegawai di kantor itu, Senin (20/11/2023)." for n in range(6)
]
TITLE = "Kepala Balai Karang Beri Arahan Pegawai"


def test_a_blogger_page_with_breaks_and_a_heading_of_the_third_order(article: Make) -> None:
    html = (
        f'<html><head><title>{TITLE} - Suara Desa</title></head><body class="item"><div class="widget Blog">'
        f'<h3 class="post-title">{TITLE}</h3><h2 class="date-header">Selasa, 21 November 2023</h2>'
        f'<div class="post-body" itemprop="articleBody"><div class="separator"><img></div>SUARADESA.COM - '
        f"{'<br /><br />'.join(LINES)}<br/><br/>(Red)</div></div>"
        "<div class='widget'><h2>Populer</h2>Judul lain</div></body></html>"
    )
    refined = article(html, "https://suaradesa.example/2023/11/arahan.html")
    assert refined.text.split("\n") == LINES
    assert (refined.title, refined.published_day, refined.place) == (TITLE, date(2023, 11, 21), None)


def test_an_agencys_page_without_any_metadata(article: Make) -> None:
    paragraphs = "".join(f"<p>{line}</p>" for line in LINES[1:])
    html = (
        "<html><head><title>BALAI</title></head><body><div class='topbar'><span>Friday, 1 December 2023</span></div>"
        f"<div class='row'><h3>Berita</h3><h2>{TITLE}</h2><span>Berita Utama</span><p>00.11 20 November 2023 2099</p>"
        f"<p>{TITLE}</p><div><p>Kupang, BP2MI (20/11) – {LINES[0]}</p>{paragraphs}"
        "<p>** (Humas/BP3MI Karang)</p></div></div><footer><p>Total Visitors 5 9 0 1</p></footer></body></html>"
    )
    refined = article(html, "https://balai.example/berita-detail/kepala-balai-karang-beri-arahan-pegawai")
    assert refined.text.split("\n") == LINES
    assert (refined.title, refined.place, refined.credit) == (TITLE, "Kupang", "Humas/BP3MI Karang")
    assert (refined.published_day, refined.published_at) == (date(2023, 11, 20), None)


def test_a_house_and_a_name_in_brackets_name_the_writer(
    article: Make, write_page: Write, write_paragraphs: Write
) -> None:
    refined = article(write_page(write_paragraphs() + "<p>(Kabarpantai.com/Budi Santoso)</p>"))
    assert (refined.authors, refined.text.count("Kabarpantai")) == (("Budi Santoso",), 0)


def test_an_insert_between_two_runs_of_text_leaves_two_lines(article: Make, write_page: Write) -> None:
    lines = [f"Kalimat ke-{n} menceritakan pembinaan pegawai di Balai Karang yang panjang." for n in range(6)]
    insert = "<p><span class='baca-juga'><b>Baca juga: <a href='/lain'>Apel Pagi di Balai Lain</a></b></span></p>"
    box = "<div class='ads-on-body'>Iklan</div>"
    body = "<br><br>".join(lines[:2]) + insert + "<br><br>".join(lines[2:4]) + box + "<br><br>".join(lines[4:])
    assert article(write_page(body)).text.split("\n") == lines


def test_a_byline_behind_a_date_in_the_body_is_read(article: Make, write_page: Write, write_paragraphs: Write) -> None:
    line = "<small>Jum'at, 24 Nov 2023 16.30 WITA - Penulis: RATNA CONTOH</small>"
    assert article(write_page(line + write_paragraphs())).authors == ("RATNA CONTOH",)


def test_a_job_beside_a_name_is_no_second_writer(article: Make, write_page: Write, write_paragraphs: Write) -> None:
    meta = "<div class='reporter'><div class='namerep'><a>Ratna Contoh</a>, Jurnalis</div></div>"
    assert article(write_page(write_paragraphs(), meta=meta)).authors == ("Ratna Contoh",)


def test_an_interviewer_is_the_writer(article: Make, write_page: Write, write_paragraphs: Write) -> None:
    refined = article(write_page(write_paragraphs() + "<p>Pewawancara: Ratna Contoh</p>"))
    assert (refined.authors, "Pewawancara" in refined.text) == (("Ratna Contoh",), False)


def test_a_heading_whose_links_are_cut_takes_nothing_else_along(
    article: Make, write_page: Write, write_paragraphs: Write
) -> None:
    links = "<ul><li><a href='/a'>Apel Pagi</a></li><li><a href='/b'>Loket Baru</a></li></ul>"
    links = f"<p><strong>Berita terkait:</strong></p>{links}"
    refined = article(write_page(write_paragraphs(0, 5) + links + write_paragraphs(5, 7)))
    assert refined.text.count("Paragraf ke-") == 7
    assert "erkait" not in refined.text


def test_an_entity_that_was_packed_twice_is_read(article: Make, write_page: Write, write_paragraphs: Write) -> None:
    body = (
        write_paragraphs()
        + "<p>&amp;ldquo;Kami siap,&amp;rdquo; kata kepala Balai Karang kepada warga yang datang.</p>"
    )
    assert "“Kami siap,” kata" in article(write_page(body)).text


def test_switches_of_the_letters_size_are_no_text(article: Make, write_page: Write) -> None:
    sizes = '<a href="#">A</a> <a href="#">A+</a> <a href="#">A-</a>'
    text = "<br><br>".join(f"Kalimat ke-{n} menceritakan pembinaan pegawai di Balai Karang." for n in range(6))
    assert article(write_page(f"{sizes}KUPANG - {text}")).text.startswith("Kalimat ke-0")
