"""Bylines of Indonesian pages in markups of many makers, and names beside a title that are nobody's byline."""

from __future__ import annotations

from datetime import UTC, datetime

from corpus.models import Article, Capture
from pipelines.refine import refine
from pipelines.rules import NO_RULES
from tests.each import for_each

TITLE = "Balai Karang Membina Pegawai Loket"
STORY = "".join(
    f"<p>Paragraf {word} menceritakan pembinaan pegawai di Balai Karang, dari loket sampai gudang, kata kepala.</p>"
    for word in ("pertama", "kedua", "ketiga", "keempat", "kelima")
)
DAY = "<div>Selasa, 14 Maret 2023 19:25 WIB</div>"


def article(above: str = "", behind: str = "", first: str = "", last: str = "") -> Article:
    page = (
        f"<html lang=id><title>{TITLE}</title><body><article><h1>{TITLE}</h1>{above}"
        f"<div class=isi>{first}{STORY}{last}</div>{behind}</article></html>"
    )
    when = datetime(2023, 3, 15, tzinfo=UTC)
    read = refine([Capture("https://kabar.example/loket", page.encode(), when, content_type="text/html")], NO_RULES)
    assert isinstance(read, Article)
    return read


ROWS = [("Penulis", "Sari Rekaan"), ("Editor", "Budi Karang")]
TABLE = f"<table>{''.join(f'<tr><td>{role}</td><td>:</td><td>{name}</td></tr>' for role, name in ROWS)}</table>"
COLUMNS = "<table><tr><th>Penulis</th><th>Editor</th></tr><tr><td>Sari Rekaan</td><td>Budi Karang</td></tr></table>"
LIST = "<dl><dt>Penulis</dt><dd>Sari Rekaan</dd><dt>Editor</dt><dd>Budi Karang</dd></dl>"
CELLS = "".join(f"<div>{word}</div>" for word in ("Penulis", ":", "Sari Rekaan", "Editor", ":", "Budi Karang"))


@for_each(
    "above, behind",
    [
        (TABLE + DAY, ""),
        (DAY, TABLE),
        (LIST + DAY, ""),
        (DAY, LIST),
        (COLUMNS + DAY, ""),
        (f"<div>{CELLS}</div>{DAY}", ""),
        (DAY, f"<div>{CELLS}</div>"),
        ("<p><b>Sari Rekaan</b><span>Penulis</span></p><p><b>Budi Karang</b><span>Editor</span></p>" + DAY, ""),
        (DAY, "<p>Penulis – Sari Rekaan</p><p>Editor – Budi Karang</p>"),
        (DAY, "<p>Naskah: Sari Rekaan</p><p>Penyunting: Budi Karang</p>"),
    ],
)
def test_writer_and_editor_stand_in_tables_lists_and_cells(above: str, behind: str) -> None:
    read = article(above, behind)
    assert (read.authors, read.editor) == (("Sari Rekaan",), "Budi Karang")


@for_each(
    "above, behind",
    [
        ("<p>Diposting oleh <span><a>Sari Rekaan</a></span> di Maret 14, 2023</p>", ""),
        ("<div>Dikirim oleh <span>Sari Rekaan</span> pada Sel, 14/03/2023 - 19:25</div>", ""),
        ('<div><span><a href="/penulis/sari-rekaan">Sari Rekaan</a></span><span>14 Maret 2023</span></div>', ""),
        ('<div class="meta"><span><i class="fas fa-user"></i>Sari Rekaan</span><span>14 Maret 2023</span></div>', ""),
        ("<div>Sari Rekaan, Karang TV · Selasa, 14 Maret 2023 19:25 WIB</div>", ""),
        ('<div class="post-author"><img src="/s.png"><a>Sari Rekaan</a> <small>Kontributor</small></div>' + DAY, ""),
        (f"<div>Sari Rekaan (Kontributor Kupang)</div>{DAY}", ""),
        (DAY, '<div class="author-box"><h4><a href="/author/sari">Sari Rekaan</a></h4><p>Sejak 2019.</p></div>'),
        (DAY, "<p>Diliput oleh Sari Rekaan</p>"),
        (DAY, "<p>Berita ini ditulis oleh Sari Rekaan.</p>"),
        (DAY, "<p>Teks: Sari Rekaan</p>"),
    ],
)
def test_a_byline_names_its_writer(above: str, behind: str) -> None:
    assert article(above, behind).authors == ("Sari Rekaan",)


@for_each(
    "above, behind, first",
    [
        (DAY, "", '<div class="profile-card"><h4>Budi Karang</h4><p>Kepala Balai</p></div>'),
        (f'<div class="tags"><a href="/tag/budi-karang">Budi Karang</a></div>{DAY}', "", ""),
        (f'<div class="x"><a href="/topik/budi-karang">Budi Karang</a></div>{DAY}', "", ""),
        (f"<p><b>Budi Karang</b></p>{DAY}", "", ""),
        (f"<div>Gaya Hidup</div>{DAY}", "", ""),
        ("<div>Ragam Budaya • Selasa, 14 Maret 2023 19:25 WIB</div>", "", ""),
        ("<div>Budi Karang, 14 Maret 2023</div>", "", ""),
        (DAY, "", "<p><b>Budi Karang</b> Selasa, 14 Maret 2023</p>"),
        (DAY, "", "<p><strong>Budi Karang</strong>, Karang, 14 Maret 1963</p>"),
        (DAY, "", '<div class="quote-box"><div class="quote-name">Budi Karang</div><div>Kepala Balai</div></div>'),
        (f'<div class="foto"><img src="/x.jpg"><span class="author">Budi Karang</span></div>{DAY}', "", ""),
        (DAY, "<p>Penulis: Budi Karang</p><p>Penerbit: Pustaka Karang</p><p>Tebal: 120 halaman</p>", ""),
        (f'<span class="kicker">Budi Karang</span>{DAY}', "", ""),
        (f"<ul><li>Budi Karang</li><li>Ani Contoh</li></ul>{DAY}", "", ""),
        (f'<div class="thumb"><img src="/x.jpg"><div class="credit">Budi Karang</div></div>{DAY}', "", ""),
        (DAY, "", "<p>Budi Karang<br>1963 - 2023</p>"),
        (DAY, "", "<p>Judul: Loket Kami</p><p>Penulis: Budi Karang</p><p>Editor: Ani Contoh</p>"),
        (DAY, "<div><a href='/2'>Kepala Balai Dilantik Pekan Depan</a><div>Penulis: Budi Karang</div></div>", ""),
        (DAY, "<p>Liputan: Banjir Kupang</p>", ""),
        (f"<p>Oleh: Presiden RI</p>{DAY}", "", ""),
        (
            f"<div>Budi Karang</div>{DAY}",
            "",
            "<p>Pegawai loket bernama Budi Karang dibina karena terlambat datang ke Balai Karang tiga hari.</p>",
        ),
    ],
)
def test_the_man_of_the_story_is_not_its_writer(above: str, behind: str, first: str) -> None:
    assert article(above, behind, first).authors == ()


def test_a_list_of_roles_at_the_texts_end_is_cut_and_read() -> None:
    page = article(DAY).text
    read = article(DAY, last=LIST)
    assert (read.text, read.authors, read.editor) == (page, ("Sari Rekaan",), "Budi Karang")


def test_those_who_spoke_and_filmed_are_no_writers() -> None:
    read = article(DAY, last="<p>Penulis: Sari Rekaan | Juru kamera: Budi Karang | Pengisi suara: Ani Contoh</p>")
    assert read.authors == ("Sari Rekaan",)
    assert read.contributors == ("Budi Karang (juru kamera)", "Ani Contoh (pengisi suara)")


def test_a_photographer_beside_the_writer_makes_no_caption_of_their_line() -> None:
    read = article(f"<div>Penulis: Sari Rekaan | Fotografer: Budi Karang</div>{DAY}")
    assert (read.authors, read.contributors) == (("Sari Rekaan",), ("Budi Karang (fotografer)",))


def test_a_footer_that_opens_an_article_tells_who_sent_it() -> None:
    page = (
        f"<html lang=id><title>{TITLE}</title><body><h1>{TITLE}</h1><article><footer class=meta><div>Dikirim oleh "
        f"<span>Sari Rekaan</span> pada Sel, 14/03/2023 - 19:25</div></footer><div>{STORY}</div></article></html>"
    )
    when = datetime(2023, 3, 15, tzinfo=UTC)
    read = refine([Capture("https://kabar.example/loket", page.encode(), when, content_type="text/html")], NO_RULES)
    assert isinstance(read, Article)
    assert (read.authors, str(read.published_day)) == (("Sari Rekaan",), "2023-03-14")


@for_each(
    "notice",
    [
        "Artikel ini telah naik di wartaKarang dan bisa dibaca di sini.",
        "Sumber: artikel ini telah tayang di wartaKarang dan dapat dibaca selengkapnya di sana",
    ],
)
def test_a_reprint_notice_that_goes_on_gives_the_outlet_alone(notice: str) -> None:
    read = article(DAY, f"<p>{notice}</p>")
    assert (read.authors, read.credit) == ((), "wartaKarang")


def test_writers_on_lines_of_their_own_behind_the_text_are_all_named() -> None:
    read = article(DAY, "<p>Kontributor: Ani Contoh</p><p>Penulis: Sari Rekaan</p><p>Editor: Budi Karang</p>")
    assert (read.authors, read.editor) == (("Ani Contoh", "Sari Rekaan"), "Budi Karang")


def test_metadata_that_name_another_writer_outweigh_a_name_beside_the_stamp() -> None:
    meta = '<meta name="author" content="Sari Rekaan">'
    assert article(f"{meta}<div><a>Budi Karang</a></div>{DAY}").authors == ("Sari Rekaan",)


@for_each(
    "line",
    [
        "Lahir: 3 Mei 1968",
        "Wafat, 3 Mei 1968 10:00 WIB",
        "Disiarkan 9 Januari 2023",
        "Jadwal Sidang - 12 Januari 2023",
        "Waktu Pelaksanaan: Senin, 13 Maret 2023",
        "Cek Fakta | Senin, 13 Maret 2023 10:00 WIB",
        "Berita Foto | Senin, 13 Maret 2023 10:00 WIB",
        "Foto Bersama | 13 Maret 2023",
        "Foto Sari Rekaan - 13 Maret 2023 10:00",
        "Sari Rekaan: 13 Maret 2023 10:00",
        "Foto: Warga Usai Banjir Surut",
        "Foto: Kampung Rawa Usai Banjir",
        "Laporan: Kinerja Tahunan",
    ],
)
def test_what_tells_of_a_day_or_a_picture_is_no_name(line: str) -> None:
    for read in (article(f"<div>{line}</div>"), article(DAY, first=f"<p><b>{line}</b></p>")):
        assert (read.authors, read.contributors) == ((), ())


def test_a_photo_storys_title_is_no_photographer() -> None:
    read = article(first=f"<p>FOTO: {TITLE}</p>", last=f"<p>Foto: {TITLE}</p>")
    assert (read.authors, read.contributors) == ((), ())


@for_each(
    "menu, written",
    [
        ('<nav><a href="/k/">Wong Pesisir</a> <a href="/x/">Ekonomi</a></nav>', False),
        ('<ul class="main-menu"><li><a href="/k/">Wong Pesisir</a></li><li><a href="/x/">Ekonomi</a></li></ul>', False),
        ('<div class=breadcrumb><a href="/">Beranda</a> / <a href="/k/">Wong Pesisir</a></div>', False),
        ('<nav><a href="/penulis/wong-pesisir/">Wong Pesisir</a> <a href="/x/">Ekonomi</a></nav>', True),
        (
            '<div class="wrap nav-fixed"><a href="/wong">Wong Pesisir</a> menulis untuk Warta Karang di Kupang</div>',
            True,
        ),
    ],
)
def test_words_of_the_pages_menu_before_a_stamp_name_a_rubric(menu: str, written: bool) -> None:
    for stamp in ("<div>Wong Pesisir | Selasa, 14 Maret 2023 19:25 WIB</div>", f"<p>Wong Pesisir</p>{DAY}"):
        assert article(stamp, behind=menu).authors == (("Wong Pesisir",) if written else ())


def test_roles_in_rows_of_three_cells_are_read_among_other_rows() -> None:
    rows = [*ROWS, ("Fotografer", "Ani Rekaan")]
    table = "".join(f"<tr><td>{role}</td><td>:</td><td>{name}</td></tr>" for role, name in rows)
    read = article(DAY, last=f"<table>{table}</table>")
    assert (read.authors, read.editor) == (("Sari Rekaan",), "Budi Karang")
    assert read.contributors == ("Ani Rekaan (fotografer)",)


TELLS = (
    "<p>Pembinaan itu dibuka oleh Bambang Wijaya, kepala balai, yang meminta pegawai melayani warga dengan sabar.</p>"
)


@for_each(
    "above, first, writers",
    [
        ("<div class=meta><span class=nama>Wijaya</span> <span>14 Maret 2023 19:25 WIB</span></div>", TELLS, ()),
        ("<div class=nama>Bambang Wijaya • 14 Maret 2023 19:25 WIB</div>", TELLS, ()),
        ("<div class=user-name>Bambang Wijaya - 14 Maret 2023 19:25 WIB</div>", TELLS, ()),
        ("<div><div class=nama>Bambang Wijaya</div><div class=jabatan>Kepala Balai</div></div>" + DAY, "", ()),
        ("<div class=nama>Bambang Wijaya</div>" + DAY, TELLS, ()),
        ("<div class=meta>Isnin, 14 Mac 2023 7:25 PM</div>", "", ()),
        ("<div class=nama>Sari Rekaan</div>" + DAY, TELLS, ("Sari Rekaan",)),
        ("<div class=penulis>Bambang Wijaya</div>" + DAY, TELLS, ("Bambang Wijaya",)),
    ],
)
def test_a_name_of_which_no_mark_says_that_it_writes_is_none_where_the_text_tells_of_the_person(
    above: str, first: str, writers: tuple[str, ...]
) -> None:
    assert article(above, first=first).authors == writers


def test_the_paper_in_front_of_the_writer_is_no_writer() -> None:
    day = "<span>14 Maret 2023</span>"
    read = article(f"<div class=info><span>Laporan Wartawan Wartakarang, Sari Rekaan</span>{day}</div>")
    assert (read.authors, str(read.published_day)) == (("Sari Rekaan",), "2023-03-14")


def test_a_day_glued_to_a_photographers_name_is_the_pages() -> None:
    for gap in ("", " "):
        line = "<span>Penulis: Sari Rekaan | Foto: Budi Karang</span>"
        read = article(f"<div class=info>{line}{gap}<span>14 Maret 2023</span></div>")
        assert (read.authors, str(read.published_day)) == (("Sari Rekaan",), "2023-03-14")


@for_each("heading", ["Gerak Cepat", "Maju Bersama", "Quick Read", "Rangkuman Singkat"])
def test_the_heading_of_a_list_behind_a_stamp_is_no_writer(heading: str) -> None:
    points = "<ul><li>Pegawai loket dibina sejak pagi oleh balai.</li><li>Warga dilayani dengan sabar.</li></ul>"
    assert article(DAY + f"<div class=x><div class=y>{heading}</div>{points}</div>").authors == ()
