"""Text in boxes of a builder, behind tabs, off the screen, in wrapped lines and in data; a page for each."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from html import escape

import pytest

from corpus.models import Article, Capture
from pipelines.refine import refine
from pipelines.rules import NO_RULES

TITLE = "Warga Tanam Bakau di Muara Kali Kening"
A = "Puluhan warga menanam bibit bakau di muara Kali Kening pada hari Minggu pagi yang cerah."
B = "Bibit itu berasal dari kebun pembibitan milik kelompok nelayan di dusun sebelah timur."
C = "Ketua kelompok berharap tanaman itu menahan ombak besar pada musim angin barat nanti."
D = "Pemerintah desa menyumbang dua perahu untuk mengangkut bibit ke seberang sungai."
E = "Bibit yang mati akan diganti oleh panitia setelah tiga bulan pemeriksaan di lapangan."
SPAM = (
    "Situs slot gacor paling ramai dengan bonus harian untuk setiap anggota baru yang mendaftar.",
    "Mainkan permainan pilihan bersama ribuan anggota lain dan nikmati layanan sepanjang malam.",
)
ENGLISH = (
    "Dozens of villagers planted mangrove seedlings at the mouth of the river on a bright Sunday morning.",
    "The head of the group hopes that the plants will hold back the high waves of the west monsoon.",
)


def refined(body: str, head: str = "") -> Article:
    html = (
        f'<html lang="id"><head><title>{TITLE} - Kabar Kening</title><meta property="og:title" content="{TITLE}">'
        f'<meta property="article:published_time" content="2024-03-05T09:12:00+07:00">{head}</head>'
        f"<body>{body}</body></html>"
    )
    capture = Capture("https://kening.example/warga-tanam-bakau", html.encode(), datetime(2024, 4, 1, tzinfo=UTC))
    article = refine([capture], NO_RULES)
    assert isinstance(article, Article), article
    return article


def paragraphs(*texts: str) -> str:
    return "".join(f"<p>{text}</p>" for text in texts)


def widget(inner: str, kind: str = "text-editor") -> str:
    return (
        f'<div class="elementor-element elementor-widget elementor-widget-{kind}">'
        f'<div class="elementor-widget-container">{inner}</div></div>'
    )


TEASER = (
    '<article class="elementor-post"><h3><a href="/pasar-kaget-garut-dipindahkan/">Pasar Kaget Dipindahkan</a></h3>'
    "<p>Pemerintah memindahkan pasar kaget ke lapangan timur mulai pekan depan karena macet.</p></article>"
)

CARDS = (
    (
        "Tiga Pencuri Sepeda Motor Ditangkap",
        "Polisi menangkap tiga pencuri yang beraksi di halaman parkir pasar besar.",
    ),
    (
        "Tim Voli Putri Melaju ke Final",
        "Juara bertahan dikalahkan dalam lima set yang menegangkan di gelanggang remaja.",
    ),
    ("Harga Emas Kembali Cetak Rekor", "Logam mulia menembus rekor tertinggi karena pelemahan dolar di pasar dunia."),
)


PAGES = {
    "a builder's box without a paragraph of its own": (
        (
            f"<section><div>{widget(f'<h1>{TITLE}</h1>', 'title')}{widget(f'<p>{A}</p>')}{widget(B)}"
            f"{widget(f'<p>{C}</p>')}{widget(TEASER, 'posts')}{widget(f'<p>{D}</p>')}</div></section>"
        ),
        [A, B, C, D],
    ),
    "microdata call only the first paragraph the body": (
        (
            f'<div><h1>{TITLE}</h1><div itemprop="articleBody" class="awal"><p><b>{A}</b></p></div>'
            f'<div class="terusan">{paragraphs(B, C, D)}</div></div>'
        ),
        [A, B, C, D],
    ),
    "links of others far off the screen": (
        (
            f"<article><h1>{TITLE}</h1>{paragraphs(A, B, C)}"
            f'<div style="position:absolute; left:-9999px">{paragraphs(*SPAM)}</div></article>'
        ),
        [A, B, C],
    ),
    "an English version behind a tab": (
        (
            f'<h1>{TITLE}</h1><ul><li><a href="#id">Indonesia</a></li><li><a href="#en">English</a></li></ul>'
            f'<div class="panes"><div id="id">{paragraphs(A, B, C)}</div>'
            f'<div id="en" style="display:none">{paragraphs(*ENGLISH)}</div></div>'
        ),
        [A, B, C],
    ),
    "an open accordion's heading is a link to it": (
        (
            f'<article><h1>{TITLE}</h1>{paragraphs(A, B)}<div class="panel"><h4><a href="#satu">Alur penanaman</a></h4>'
            f'<div id="satu"><p>{C}</p></div></div><p>{D}</p></article>'
        ),
        [A, B, "Alur penanaman", C, D],
    ),
    "a short answer in a box behind the last question": (
        (
            f"<article><h1>{TITLE}</h1><p>{A}</p><div>Siapa yang ikut?</div><p>{B}</p><p>{C}</p>"
            "<div>Apakah akan diulang lagi tahun depan?</div><div>Tentu.</div></article>"
        ),
        [A, "Siapa yang ikut?", B, C, "Apakah akan diulang lagi tahun depan?", "Tentu."],
    ),
    "a name begins a line of a wrapped paragraph": (
        (
            f"<article><h1>{TITLE}</h1><p>Puluhan warga menanam bibit bakau di muara Kali Kening pada<br>"
            "hari Minggu pagi yang cerah bersama para guru dan murid dari kota<br>Tuban.<br><br>"
            "Bibit itu berasal dari kebun pembibitan milik kelompok nelayan<br>di dusun sebelah timur.</p></article>"
        ),
        [
            (
                "Puluhan warga menanam bibit bakau di muara Kali Kening pada hari Minggu pagi yang cerah bersama para "
                "guru dan murid dari kota Tuban."
            ),
            "Bibit itu berasal dari kebun pembibitan milik kelompok nelayan di dusun sebelah timur.",
        ],
    ),
    "paragraphs in elements that the page made up": (
        f"<news-page><h1>{TITLE}</h1><news-body>"
        + "".join(f"<news-paragraph>{text}</news-paragraph>" for text in (A, B, C, D))
        + "</news-body></news-page>",
        [A, B, C, D],
    ),
    "cards without links in another column": (
        f"<div><div><h1>{TITLE}</h1>{paragraphs(A, B, C, D)}</div><div>"
        + "".join(f"<div class=item><h5>{title}</h5><p>{text}</p></div>" for title, text in CARDS)
        + "</div></div>",
        [A, B, C, D],
    ),
    "a question with answers to choose from": (
        (
            f"<article><h1>{TITLE}</h1>{paragraphs(A, B)}<div><p>Apakah Anda setuju hutan bakau diperluas?</p>"
            '<label><input type="radio" name="v">Setuju</label><label><input type="radio" name="v">Tidak</label></div>'
            f"{paragraphs(C, D)}</article>"
        ),
        [A, B, C, D],
    ),
    "words of a sentence whose classes are called furniture": (
        (
            f'<article><h1>{TITLE}</h1><p>Bupati datang bersama <span class="tag">para nelayan</span> dan'
            ' <span class="author">ketua koperasi</span> di muara, kata <span class="caption">kepala dinas</span>'
            f" setempat kepada wartawan.</p>{paragraphs(A, B)}</article>"
        ),
        [
            (
                "Bupati datang bersama para nelayan dan ketua koperasi di muara, kata kepala dinas setempat kepada"
                " wartawan."
            ),
            A,
            B,
        ],
    ),
    "a paragraph in a link to another story": (
        (
            f'<article><h1>{TITLE}</h1>{paragraphs(A, B)}<a href="/berita/harga-emas-kembali-menembus-rekor">'
            f"<p>Harga Emas Kembali Menembus Rekor di Pasar Dunia</p></a>{paragraphs(C, D)}</article>"
        ),
        [A, B, C, D],
    ),
    "paragraphs in a span that a button shows": (
        (
            f'<article><h1>{TITLE}</h1>{paragraphs(A, B)}<span id="more" style="display:none">{paragraphs(C, D)}'
            '</span><button onclick="baca()">Baca selengkapnya</button></article>'
        ),
        [A, B, C, D],
    ),
    "paragraphs behind a list of other stories": (
        (
            f"<article><h1>{TITLE}</h1>{paragraphs(A, B, C)}<p><strong>Berita populer:</strong></p><ul>"
            '<li><a href="/b/polisi-tangkap-pencuri-motor">Polisi Tangkap Pencuri Motor di Pasar</a></li>'
            '<li><a href="/b/tim-voli-melaju-final">Tim Voli Putri Melaju ke Final Liga</a></li></ul>'
            f"{paragraphs(D)}</article>"
        ),
        [A, B, C, D],
    ),
    "bare text in each box of a builder, alone in its wrapper": (
        (
            f"<main><h1>{TITLE}</h1>"
            + "".join(
                f'<div class="sp-wrap"><div class="sp-addon sp-text"><div class="sp-content">{inner}</div></div></div>'
                for inner in (paragraphs(A, B), C, f"{D}<br><br>{E}")
            )
            + "</main>"
        ),
        [A, B, C, D, E],
    ),
    "another short story with its own byline and day": (
        (
            f"<div><h1>{TITLE}</h1>{paragraphs(A, B, C)}<div><h2>Pelabuhan Muara Baru Ditata Ulang</h2>"
            "<div>Laporan: Gita Maharani</div><div>Kamis, 11 Januari 2024 - 09:00</div>"
            "<p>Gubernur menata ulang dermaga kapal wisata dengan membangun ponton apung berukuran besar.</p>"
            "<p>Proyek tersebut ditargetkan selesai sebelum libur panjang sekolah dimulai.</p></div></div>"
        ),
        [A, B, C],
    ),
}


@pytest.mark.parametrize("kind", PAGES)
def test_the_text_is_whole_and_its_own(kind: str) -> None:
    body, lines = PAGES[kind]
    article = refined(body)
    assert (article.text.split("\n"), article.complete) == (lines, True)


@pytest.mark.parametrize("body", [f"{A}\n{B}\n{C}", escape(paragraphs(A, B, C))], ids=["lines", "packed markup"])
def test_a_short_body_of_json_ld_is_taken_where_the_page_shows_none(body: str) -> None:
    claims = {"@type": "NewsArticle", "headline": TITLE, "articleBody": body}
    head = f'<script type="application/ld+json">{json.dumps(claims)}</script>'
    assert refined("<div id=app></div>", head).text.split("\n") == [A, B, C]


@pytest.mark.parametrize("named", [False, True], ids=["in a row", "in a row of its own"])
def test_the_pieces_that_next_pushes_are_put_together(named: bool) -> None:
    text = paragraphs(A, B, C, D)
    row = {
        "title": TITLE,
        "body": "$1a" if named else text,
        "related": [{"title": "Lain", "body": f"<p>{SPAM[0]}</p>"}],
    }
    stream = (f"1a:T{len(text.encode()):x},{text}" if named else "") + f"5:{json.dumps(['$', 'div', None, row])}\n"
    cut = len(stream) // 3
    pieces = [[0], [1, stream[:cut]], [1, stream[cut:]]]
    scripts = "".join(f"<script>self.__next_f.push({json.dumps(piece)})</script>" for piece in pieces)
    article = refined(f"<div></div>{scripts}")
    assert article.text.split("\n") == [A, B, C, D]
