"""Pages of many makes: true articles at addresses and in classes of listings, and listings and walls that look like one.

No page here is of an outlet; each stands for a way in which a content system writes its kind. `ARTICLES` give name,
address and page, `WALLED` are articles cut by a wall (kept, incomplete), `NO_ARTICLES` are set aside.
"""

# ruff: noqa: E501 - a case is a line: name, address, page
from __future__ import annotations

from datetime import UTC, datetime

import pytest

from corpus.models import Article, Capture, SetAside
from pipelines.refine import refine
from pipelines.rules import NO_RULES

FETCHED = datetime(2023, 12, 1, 5, 0, tzinfo=UTC)

P = (
    "Warga Lembah Anggrek kini dapat mengurus surat kematian dan akta kelahiran di balai dusun tanpa harus turun ke kota.",
    "Petugas catatan sipil datang dua kali sepekan dengan mobil keliling yang dilengkapi mesin cetak dan jaringan satelit.",
    "“Dulu kami habis seharian di jalan, sekarang cukup satu jam,” kata Sumarni, ibu tiga anak yang tinggal di lereng utara.",
    "Camat Anggrek Harun Belang menyebut layanan keliling itu dibiayai dana desa dan akan dinilai kembali pada akhir tahun.",
    "Sebelumnya, hanya empat dari sepuluh bayi di lembah itu yang memiliki akta pada tahun pertama kehidupannya.",
    "Dinas kependudukan menargetkan seluruh dusun terlayani sebelum musim hujan tiba dan jalan kembali sulit dilalui.",
)
T = "Akta Lahir Kini Terbit di Balai Dusun Lembah Anggrek"
SHORT = (
    "Longsor menutup jalan penghubung Lembah Anggrek dan Kota Pinus, Rabu malam. Tidak ada korban jiwa. "
    "Alat berat baru tiba pada Kamis pagi, dan jalan itu diperkirakan dapat dilalui kembali pada sore hari."
)
DAY = "Rabu, 8 November 2023 | 10:42 WIB"
HEADLINES = tuple(
    f"{who} {does} {where}"
    for who, does, where in zip(
        ("Petani Kopi", "Nelayan Muda", "Guru Honorer", "Pedagang Pasar", "Sopir Angkot", "Bidan Desa", "Pelajar SMK"),
        ("Panen Lebih Awal", "Belajar Menjahit Jala", "Terima Insentif", "Pindah Lapak", "Keluhkan Solar", "Naik Perahu", "Rakit Pompa"),
        ("di Lereng Utara", "di Teluk Batu", "di Kota Pinus", "ke Gedung Baru", "di Jalur Selatan", "ke Pulau Sembilu", "untuk Sawah Kering"),
        strict=True,
    )
)  # fmt: skip
LED = "".join(f'<p><a href="/berita/{n}">{h}</a> {p}</p>' for n, (h, p) in enumerate(zip(HEADLINES, P, strict=False)))
RELATED = "".join(f'<h4 class="title"><a href="/berita/{n}">{h}</a></h4>' for n, h in enumerate(HEADLINES[:5]))


def prose(first: int = 0, last: int = 6, tag: str = "p") -> str:
    return "".join(f"<{tag}>{p}</{tag}>" for p in P[first:last])


def page(inner: str, *, title: str = T, head: str = "", body: str = "", top: str = "", foot: str = "") -> str:
    return (
        f'<!doctype html><html lang="id"><head><meta charset="utf-8"><title>{title} - Suara Anggrek</title>{head}</head>'
        f'<body class="{body}"><div class="top"><span>Jumat, 1 Desember 2023</span><ul><li><a href="/">Beranda</a></li>'
        f'<li><a href="/daerah">Daerah</a></li><li><a href="/masuk">Masuk</a></li></ul>{top}</div>{inner}{foot}'
        '<div class="bottom">© 2023 Suara Anggrek. <a href="/redaksi">Redaksi</a></div></body></html>'
    )


def joomla(body: str, extra: str = "") -> str:
    return page(
        f'<div class="item-page"><div class="page-header"><h2 itemprop="headline">{T}</h2></div><dl class="article-info">'
        f'<dd class="published">Diterbitkan: 08 November 2023</dd></dl><div itemprop="articleBody">{body}</div></div>{extra}'
    )


def blogger(body: str, classes: str = "") -> str:
    return page(
        f'<div class="main section"><div class="widget Blog"><h2 class="date-header"><span>{DAY}</span></h2>'
        f'<div class="post hentry"><h3 class="post-title entry-title">{T}</h3><div class="post-body">{body}</div></div>'
        f'<div class="blog-pager"><a href="/2023/10/lain.html">Posting Lama</a></div></div></div>',
        body=classes,
    )


def portal(body: str, *, title: str = T, classes: str = "", head: str = "", day: str = DAY, beside: str = "") -> str:
    return page(
        f'<div class="col-8"><h1 class="detail__title">{title}</h1><div class="detail__date">{day}</div>'
        f'<div class="detail__body">{body}</div><div class="terkait"><h3>Berita Terkait</h3>{RELATED}</div></div>'
        f'<div class="col-4">{beside}</div>',
        title=title,
        body=classes,
        head=head,
    )


def office(body: str, *, title: str = T) -> str:
    """A government site's page: a table-like layout, the day and the counter in one line."""
    return page(
        f'<section id="konten"><div class="container"><h3 class="judul">{title}</h3><small>08 Nov 2023 | dibaca 120 kali'
        f"</small><div>{body}</div></div></section>",
        title=title,
    )


def teasers(heading: str, *, n: int = 5, text: int = 2, more: str = "Baca selengkapnya", tag: str = "h2") -> str:
    rows = "".join(
        f'<div class="row-{i}"><{tag}><a href="/berita/{i}">{h}</a></{tag}><span>{i + 1} November 2023</span>'
        f"<p>{' '.join(P[(i + k) % 6] for k in range(text))}</p><a href='/berita/{i}'>{more}</a></div>"
        for i, h in enumerate(HEADLINES[:n])
    )
    return f"<div class='list'>{heading}{rows}</div><a href='?page=2'>2</a> <a href='?page=3'>3</a>"


NEWS = (
    '<script type="application/ld+json">{"@context":"https://schema.org","@type":"NewsArticle","headline":"%s",'
    '"datePublished":"2023-11-08T10:42:00+07:00"}</script>'
)
LOGIN = "<form action='/login'><input name='user'><input type='password' name='p'><button>Masuk</button></form>"
LEAD = "".join(f"<p>{p}</p>" for p in P[:3])

ARTICLES: list[tuple[str, str, str]] = [
    ("news of the week, each led by its link", "/b/1", page(f"<h1>{T}</h1><div>{DAY}</div>{LED}")),
    ("login for comments in the text", "/b/1", portal(LEAD + "<p>Silakan masuk untuk memberi komentar.</p>")),
    ("login for comments, joomla", "/b/1", joomla(LEAD, "<div>Silakan login atau daftar untuk menulis komentar</div>")),
    ("log in to reply, english theme", "/b/1", office(LEAD + "<p>You must be logged in to post a comment. Please log in.</p>")),
    ("login or register beside the text", "/b/1", portal(LEAD, beside="<p>Login or register to get more features</p>")),
    ("english subscribe box in the text", "/b/1", blogger(LEAD + "<div>Subscribe to our newsletter and never miss a story</div>")),
    ("newsletter box below the text", "/b/1", office(LEAD + "<p>Berlangganan sekarang! Dapatkan berita terbaru lewat email.</p>")),
    ("box of offers for subscribers, whole text", "/b/1", portal(prose(), beside="<div>Konten khusus untuk pelanggan setia</div>")),
    ("cookie notice below the text", "/b/1", portal(LEAD + "<p>Situs ini menggunakan cookies. Baca kebijakan privasi kami.</p>")),
    ("registering by the text's own words", "/b/1", portal(f"<p>{P[0]}</p><p>Warga diminta masuk untuk mengisi data, dan silakan daftar untuk antre, ujar petugas.</p><p>{P[4]}</p>")),
    ("registering, one paragraph", "/b/1", portal(f"<p>{P[0]} Warga dapat masuk untuk mengisi data, kata petugas. {P[4]} Pendaftaran itu gratis.</p>")),
    ("folder archives, number", "/archives/48213", portal(prose())),
    ("folder arsip, day and name", "/arsip/2023/11/08/akta-lahir-terbit", office(prose())),
    ("folder category, name", "/category/daerah/akta-lahir-kini-terbit-di-balai-dusun", portal(prose())),
    ("folder kategori, short name, blogger", "/kategori/daerah/akta-lahir", blogger(prose())),
    ("folder tag", "/tag/berita/akta-lahir-kini-terbit-di-balai-dusun", portal(prose())),
    ("folder blog", "/blog/akta-lahir-kini-terbit", blogger(prose(), "blog")),
    ("folder topik, number and name", "/topik/4821/akta-lahir-kini-terbit", portal(prose())),
    ("folder author of a blog", "/author/sumarni/akta-lahir-kini-terbit-di-balai-dusun", portal(prose())),
    ("wordpress query", "/?p=4821&cat=5", portal(prose())),
    ("wordpress page query", "/?page_id=4821", office(prose())),
    ("joomla query", "/index.php?option=com_content&view=article&id=48:akta&catid=5&tag=dusun", joomla(prose())),
    ("drupal query", "/?q=node/4821", office(prose())),
    ("own system's query", "/read.php?cat=daerah&id=4821", office(prose())),
    ("own system's query on the front", "/index.php?cat=3&s=detail&id=481", portal(prose())),
    ("class archive", "/akta-lahir", portal(prose(), classes="archive")),
    ("class search", "/akta-lahir", portal(prose(), classes="search search-results")),
    ("class category on a story", "/akta-lahir", joomla(prose()).replace('<body class="">', '<body class="category home">')),
    ("class blog with related stories", "/akta-lahir", portal(prose(), classes="blog ltr")),
    ("short news of 40 words", "/akta-lahir", portal(f"<p>{SHORT}</p>", title="Longsor Tutup Jalan Lembah Anggrek")),
    ("short news in breaks", "/akta-lahir", office(SHORT.replace(". ", ".<br><br>"), title="Longsor Tutup Jalan Lembah Anggrek")),
    ("short news that says article", "/kategori/daerah/4821/longsor", portal(f"<p>{SHORT}</p>", title="Longsor Tutup Jalan Lembah Anggrek", head=NEWS % "Longsor Tutup Jalan Lembah Anggrek")),
    ("photo page of five captions", "/foto/4821/panen-kopi", portal("".join(f"<figure><img src='/f{n}.jpg'><figcaption>Foto {n + 1}: {P[n]} (Suara Anggrek/Rudi)</figcaption></figure>" for n in range(5)))),
    ("photo page, slides", "/foto/4821/panen-kopi", portal("".join(f"<div class='swiper-slide'><img src='/f{n}.jpg'><div class='caption'>{P[n]}</div></div>" for n in range(5)))),
    ("photo page, captions in paragraphs", "/galeri/4821", office("".join(f"<div><img src='/f{n}.jpg'></div><p>{P[n]}</p>" for n in range(5)))),
    ("story about lost pages", "/akta-lahir", portal(LEAD + "<p>Laman pendaftaran itu sempat tidak dapat diakses, dan halaman tidak ditemukan oleh warga.</p>")),
    ("story with links between the paragraphs", "/category/daerah/akta-lahir-kini-terbit-di-balai-dusun", portal("".join(f"<p>{p}</p><p><a href='/berita/{n}'>Baca juga: {HEADLINES[n]}</a></p>" for n, p in enumerate(P)))),
    ("story under linked headings of other parts", "/archives/48213", portal(prose(), beside="".join(f"<h3><a href='/x{n}'>{h}</a></h3>" for n, h in enumerate(HEADLINES)))),
    # The second hand: themes and phrases that the rules were not written beside.
    ("old wordpress, title links itself", "/archives/4821", page(f'<div id="content"><div class="post"><h2><a href="/archives/4821" rel="bookmark">{T}</a></h2><small>November 8th, 2023 by admin</small><div class="entry">{prose()}</div></div></div><div id="sidebar"><h2>Arsip</h2><ul><li><a href="/2023/11">November 2023</a></li></ul></div>')),
    ("blogger, title links itself", "/2023/11/akta-lahir.html", blogger(prose()).replace(f">{T}</h3>", f"><a href='https://suaraanggrek.example/2023/11/akta-lahir.html'>{T}</a></h3>")),
    ("drupal node", "/tag/berita/node-4821", page(f'<div class="block-page-title"><h1><span>{T}</span></h1></div><article class="node"><footer><div>Dikirim oleh admin pada Rab, 8 November 2023 - 10:42</div></footer><div class="field">{prose()}</div></article>')),
    ("side bar before the text", "/category/daerah/4821", page(f'<div class="left">{RELATED}</div><div class="mid"><div class="judul">{T}</div><div>{DAY}</div>{prose(0, 6, "div")}</div>')),
    ("sub-heads between the paragraphs", "/archives/4821", portal("".join(f"<h2>Bagian {n + 1}</h2><p>{p}</p>" for n, p in enumerate(P)))),
    ("day in the address of a tag's folder", "/topik/berita/akta-lahir", portal(prose(), head=NEWS % T, day="")),
    ("number behind page", "/page/48213", office(prose())),
    ("short news, two paragraphs, category", "/category/daerah/akta-lahir-kini-terbit-di-balai-dusun", portal(f"<p>{P[0]}</p><p>{P[1]}</p>")),
    ("whole text, links of other stories between", "/archives/4821", portal("".join(f"<p>{p}</p>" + (f"<div class='inline'><h4><a href='/b/{n}'>{HEADLINES[n]}</a></h4></div>" if n in {1, 3} else "") for n, p in enumerate(P)))),
    ("must log in to send a comment", "/b/1", blogger(LEAD + "<p>Anda harus login untuk mengirim komentar.</p>")),
    ("log in with an account to comment", "/b/1", office(LEAD + "<div>Silahkan login dengan akun Facebook untuk berkomentar</div>")),
    ("log in or register for comments", "/b/1", joomla(LEAD + "<div>Masuk atau Daftar untuk ikut berkomentar</div>")),
    ("notifications", "/b/1", portal(LEAD + "<p>Daftar untuk mendapatkan notifikasi berita terbaru dari kami.</p>")),
    ("subscribe now", "/b/1", portal(LEAD + "<p>Subscribe now for daily news in your inbox.</p>")),
    ("advertisements are blocked, above the text", "/b/1", portal("<p>Anda memakai pemblokir iklan. Dukung kami dengan mematikannya.</p>" + LEAD)),
    ("cookie notice above the text", "/b/1", portal("<p>Kami memakai cookie di situs ini. Dengan melanjutkan, Anda setuju.</p>" + LEAD)),
    ("captcha of the comment form", "/b/1", blogger(LEAD + "<div>Ketik captcha di atas sebelum mengirim</div>")),
    ("story about a blocked site", "/b/1", portal(f"<p>{P[0]}</p><p>Situs palsu layanan itu telah diblokir karena menipu warga, ujar camat.</p><p>{P[4]}</p>")),
    ("story about an account", "/b/1", portal(f"<p>{P[0]}</p><p>Akun palsu itu sudah ditangguhkan, dan kontennya tidak ditemukan lagi.</p><p>{P[4]}</p>")),
    ("someone subscribes, in prose", "/b/1", portal(LEAD + "<p>Perpustakaan dusun berlangganan untuk melayani warga yang ingin membaca koran di balai itu setiap pagi.</p>")),
    ("someone goes in to read, in prose", "/b/1", joomla(LEAD + "<p>Anak-anak masuk untuk membaca buku di mobil keliling itu sambil menunggu orang tuanya selesai mengurus surat.</p>")),
    ("folder of searches, name", "/cari/akta-lahir-kini-terbit-di-balai-dusun", portal(prose())),
    ("page's number, a head that claims the story", "/berita/page/128", portal(prose(), head=NEWS % T)),
    ("folder of a search, a head that claims the story", "/pencarian/detail/44", portal(prose(), head=NEWS % T)),
    ("month and number, a head that claims the story", "/2024/03/44", portal(prose(), head=NEWS % T)),
    ("folder of an index, number and name", "/indeks/4821/akta-lahir", portal(prose())),
    ("a name in the query", "/?q=akta-lahir-kini-terbit-di-balai", portal(prose())),
    ("news about a guideline", "/pedoman-akta-lahir-terbit", portal(prose())),
    ("no day, login for comments", "/b/1", page(f"<h1>{T}</h1>{LEAD}<p>Login untuk memberi komentar.</p>")),
]  # fmt: skip

WALLED: list[tuple[str, str, str]] = [
    ("login to read on", "/b/1", portal(LEAD + "<p>Silakan masuk atau daftar untuk melanjutkan membaca.</p>")),
    ("for subscribers alone", "/b/1", office(LEAD + "<div><b>Artikel ini khusus pelanggan.</b> Silakan berlangganan untuk membaca selengkapnya.</div>")),
    ("subscribe to continue", "/b/1", blogger(LEAD + "<p>Subscribe to continue reading this article.</p>")),
    ("already subscribed", "/b/1", portal(LEAD + "<div class='lock'><p>Untuk membaca artikel ini secara utuh, silakan berlangganan.</p><p>Sudah berlangganan? Masuk di sini</p></div>")),
    ("the rest is for members", "/b/1", joomla(LEAD + "<p>Konten ini hanya untuk member premium. Silakan login untuk membuka konten lengkap.</p>")),
    ("limit of free stories", "/b/1", portal(LEAD + "<p>Anda telah mencapai batas artikel gratis bulan ini. Daftar untuk membaca lebih banyak.</p>")),
    ("for subscribers only, english", "/b/1", office(LEAD + "<p>This article is for subscribers only.</p>")),
    ("register to go on", "/b/1", blogger(LEAD + "<p>Register for free to continue reading.</p>")),
    ("read on by subscribing", "/b/1", joomla(LEAD + "<div>Baca artikel selengkapnya dengan berlangganan. Mulai Rp 10.000 per bulan.</div>")),
    ("already a member", "/b/1", portal(LEAD + "<div><p>Lanjutkan membaca dengan akun gratis</p><p>Sudah punya akun? Masuk</p></div>")),
    ("locked by class", "/b/1", portal(LEAD + "<div class='premium-content'><p>Dapatkan akses penuh hari ini juga.</p></div>")),
]  # fmt: skip

NO_ARTICLES: list[tuple[str, str, str]] = [
    ("a section, paragraphs led by their title's link", "/berita", page("<h1>Berita</h1>" + LED, title="Berita")),
    ("old site, cells led by their title's link", "/index.php/kabar", page("<h1>Kabar</h1><table>" + LED.replace("<p>", "<tr><td>").replace("</p>", "</td></tr>") + "</table>", title="Kabar")),
    ("wordpress root, page 3", "/page/3/", page(teasers(""), title="Suara Anggrek", body="home blog paged")),
    ("page's number, a head that claims the first story", "/page/3/", page(teasers(f"<h1>{T}</h1>"), head=NEWS % T)),
    ("page's number, a head that claims another story", "/page/3/", portal(prose(), head=NEWS % HEADLINES[0])),
    ("wordpress root, whole posts", "/page/3/", page("".join(f"<article><h2 class='entry-title'><a href='/b/{n}'>{HEADLINES[n]}</a></h2><time>{n + 1} November 2023</time><div>{prose(n, n + 3)}</div></article>" for n in range(3)), title="Suara Anggrek", body="blog")),
    ("category, teasers of prose", "/kategori/daerah", page(teasers("<h1>Daerah</h1>"), title="Daerah")),
    ("category, one long teaser", "/category/daerah/", page(f"<h1>Daerah</h1><div><h2><a href='/b/1'>{T}</a></h2><span>{DAY}</span>{prose(0, 4)}<a href='/b/1'>Selengkapnya</a></div>", title="Arsip Daerah", body="archive category")),
    ("category, one long teaser, deep", "/category/daerah/lembah-anggrek-dan-kota-pinus/", page(f"<h1>Kategori: Lembah Anggrek dan Kota Pinus</h1><article><h3><a href='/b/1'>{T}</a></h3><span>{DAY}</span>{prose(0, 6)}<a href='/b/1'>Selengkapnya</a></article>", title="Arsip Lembah Anggrek")),
    ("tag with a describing paragraph", "/tag/akta-lahir", page(f"<h1>Akta Lahir</h1><p>{P[4]} {P[5]} {P[0]}</p>" + "".join(f"<div><a href='/b/{n}'>{h}</a> <span>{n + 1} November 2023</span></div>" for n, h in enumerate(HEADLINES)), title="Berita Akta Lahir Terbaru")),
    ("tag page, teasers, no headings", "/tag/akta-lahir-di-lembah-anggrek", page("<h1>Tag: Akta Lahir di Lembah Anggrek</h1>" + "".join(f"<div class='i'><a href='/b/{n}'><b>{HEADLINES[n]}</b></a><p>{P[n]}</p></div>" for n in range(5)), title="Akta Lahir di Lembah Anggrek")),
    ("search with results", "/?s=akta+lahir", page(teasers("<h1>Hasil Pencarian: akta lahir</h1>"), title="akta lahir", body="search search-results")),
    ("search without results", "/?s=qwerty", page("<h1>Hasil pencarian untuk: qwerty</h1><p>Maaf, tidak ada yang cocok dengan istilah pencarian Anda. Silakan coba lagi dengan kata kunci yang lain.</p>" + LOGIN, title="qwerty")),
    ("search in a folder", "/search/akta/", page(teasers("<h1>Pencarian akta</h1>", text=1), title="akta")),
    ("archive of a month", "/2023/11/", page(teasers("<h1>November 2023</h1>"), title="November 2023", body="archive date")),
    ("archives folder", "/archives/", page(teasers("<h1>Arsip Berita</h1>", tag="h3"), title="Arsip")),
    ("author's stories", "/author/sumarni", page(teasers("<h1>Sumarni</h1><p>Sumarni adalah wartawan Suara Anggrek sejak 2015 dan meliput layanan publik di lereng utara.</p>"), title="Sumarni, Penulis di Suara Anggrek")),
    ("joomla's category blog", "/index.php?option=com_content&view=category&layout=blog&id=3", page("".join(f"<div class='item'><h2 itemprop='name'><a href='/index.php?id={n}'>{HEADLINES[n]}</a></h2>{prose(n, n + 2)}<p class='readmore'><a href='/index.php?id={n}'>Baca selengkapnya: {HEADLINES[n]}</a></p></div>" for n in range(4)), title="Berita Daerah", body="blog")),
    ("blogger's front", "/", blogger(prose(), "index")),
    ("blogger's label", "/search/label/daerah", page("".join(f"<div class='post'><h3 class='post-title'><a href='/2023/11/{n}.html'>{HEADLINES[n]}</a></h3><div class='post-body'>{prose(n, n + 2)}</div></div>" for n in range(4)), title="Suara Anggrek: daerah")),
    ("index under another name", "/terkini", page(teasers("<h1>Berita Terkini</h1>", n=7), title="Berita Terkini")),
    ("list without listing's address", "/daerah", page(teasers("<h1>Berita Daerah</h1>", n=7, text=1, more="Selengkapnya", tag="h3"), title="Daerah")),
    ("lost page with status 200", "/akta-lahir", page(f"<h1>Halaman Tidak Ditemukan</h1><p>Maaf, halaman yang Anda tuju tidak ditemukan. Silakan cari berita lain.</p>{RELATED}", title="Halaman tidak ditemukan")),
    ("lost page, latest news", "/akta-lahir", page(f"<h1>404</h1><p>Oops! That page can’t be found.</p>{teasers('<h2>Berita Terbaru</h2>')}", title="Page not found")),
    ("login page", "/b/1", page(f"<h1>Masuk ke Akun Anda</h1><p>Silakan masuk untuk melanjutkan membaca. Akun Anda berlaku di semua situs kami, dan dengan akun itu Anda dapat menyimpan berita, mengikuti topik, dan menulis komentar kapan saja.</p>{LOGIN}<p>Belum punya akun? Daftar sekarang, gratis.</p>", title="Masuk")),
    ("login page in place of a story", "/akta-lahir", page(f"<h2>Login</h2><p>Login untuk membaca berita pilihan redaksi. Anggota mendapat berita tanpa iklan, arsip sejak 1998, dan buletin pagi yang disusun oleh redaktur kami setiap hari kerja.</p>{LOGIN}", title=T)),
    ("subscription offer", "/akta-lahir", page("<h1>Berlangganan Suara Anggrek</h1><p>Konten ini khusus pelanggan. Pilih paket Anda: Rp 20.000 sebulan atau Rp 200.000 setahun. Semua paket dapat dihentikan kapan saja, dan pembayaran dapat dilakukan lewat bank atau dompet digital.</p>", title="Berlangganan Suara Anggrek")),
    ("consent in place of a story", "/akta-lahir", page("<h1>Kami menghargai privasi Anda</h1><p>Kami dan mitra menyimpan dan/atau mengakses informasi pada perangkat, misalnya cookie. Anda dapat mengubah pilihan itu kapan saja pada halaman pengaturan. Sebagian pengolahan tidak memerlukan izin, tetapi Anda berhak menolaknya.</p>", title=T, head=NEWS % T)),
    ("browser check", "/akta-lahir", page("<h1>Just a moment...</h1><p>Checking your browser before accessing suaraanggrek.example. This process is automatic. Your browser will redirect to your requested content shortly. Please allow up to five seconds, and enable JavaScript and cookies to continue.</p>", title="Just a moment...")),
    ("paid story, no text", "/b/1", portal("<p>Silakan login untuk membaca artikel ini.</p><p>Nikmati berita tanpa iklan di semua perangkat, arsip lengkap, dan buletin pagi dengan harga mulai Rp 10.000.</p>")),
    ("photo index", "/foto", page("".join(f"<div><a href='/foto/{n}'><img src='/{n}.jpg'><h3>{HEADLINES[n]}</h3></a><p>{P[n % 6]}</p></div>" for n in range(6)), title="Foto")),
    ("forum's list", "/forum/", page("".join(f"<tr><td><a href='/forum/{n}'>{h}</a></td><td>{n} balasan</td></tr>" for n, h in enumerate(HEADLINES)), title="Forum", body="forum-archive")),
    # The second hand.
    ("cards that are links", "/daerah", page("<h1>Daerah</h1>" + "".join(f"<a class='card' href='/b/{n}'><h3>{HEADLINES[n]}</h3><span>{n + 1} November 2023</span><p>{P[n % 6]}</p></a>" for n in range(5)), title="Daerah")),
    ("cards that are links, tag", "/tag/akta", page("<h1>Akta</h1>" + "".join(f"<a class='card' href='/b/{n}'><h3>{HEADLINES[n]}</h3><span>{n + 1} November 2023</span><p>{P[n % 6]}</p></a>" for n in range(5)), title="Akta")),
    ("headings that are no link, with read on", "/kategori/daerah/", page("<h1>Daerah</h1>" + "".join(f"<div><h3>{HEADLINES[n]}</h3><span>{n + 1} November 2023</span><p>{P[n % 6]}</p><a href='/b/{n}'>Baca selengkapnya</a></div>" for n in range(5)), title="Daerah")),
    ("section with one long teaser", "/daerah/", page(f"<h1>Daerah</h1><div><h2><a href='/b/1'>{T}</a></h2><span>{DAY}</span>{prose(0, 5)}<a href='/b/1'>Selengkapnya</a></div>", title="Daerah")),
    ("section, four teasers", "/daerah/", page(teasers("<h1>Daerah</h1>", n=4), title="Daerah")),
    ("section, three teasers, no first heading", "/berita", page(teasers("", n=3, tag="h3"), title="Berita - Dinas")),
    ("tag with a dated description", "/topik/akta-lahir", page(f"<h1>Akta Lahir</h1><p>Diperbarui 8 November 2023</p><p>{P[4]} {P[5]}</p>" + "".join(f"<li><a href='/b/{n}'>{h}</a></li>" for n, h in enumerate(HEADLINES)), title="Akta Lahir")),
    ("front under another name", "/id", page(teasers("<h2>Berita Utama</h2>", n=7), title="Suara Anggrek", body="home blog")),
    ("front with the day's story", "/beranda", page(f"<h2><a href='/b/1'>{T}</a></h2><span>{DAY}</span>{prose(0, 4)}{RELATED}", title="Suara Anggrek")),
    ("table of announcements", "/pengumuman", page("<h1>Pengumuman</h1><table>" + "".join(f"<tr><td>{n + 1}</td><td><a href='/p/{n}'>{h}</a></td><td>{n + 1} November 2023</td></tr>" for n, h in enumerate(HEADLINES)) + "</table>", title="Pengumuman")),
    ("login, day in the page's head", "/masuk", page(f"<h1>Masuk</h1><p>{DAY}</p><p>Silakan masuk dengan akun Anda. Akun yang sama dipakai untuk menyimpan berita, mengikuti topik, dan menulis komentar di semua situs kami.</p>{LOGIN}", title="Masuk - Suara Anggrek")),
    ("registration", "/daftar", page("<h1>Daftar Akun Baru</h1><p>Daftar dulu untuk menikmati berita pilihan redaksi setiap pagi. Isi nama, surel, dan kata sandi. Dengan mendaftar, Anda setuju dengan syarat layanan dan kebijakan privasi kami yang berlaku sejak 1 Januari 2023.</p>", title="Daftar")),
    ("story withdrawn, day given", "/akta-lahir", portal("<p>Artikel ini telah dicabut oleh redaksi pada Kamis pagi.</p><p>Redaksi meminta maaf kepada warga Lembah Anggrek atas kekeliruan dalam berita tentang akta lahir itu dan akan lebih teliti.</p>")),
    ("lost story, day given", "/akta-lahir", page(f"<h1>Maaf, halaman tidak ditemukan</h1><p>{DAY}</p><p>Halaman yang Anda cari mungkin telah dihapus atau dipindahkan. Coba cari lewat kotak di atas atau kembali ke beranda untuk membaca berita lain.</p>", title="Tidak Ditemukan")),
    ("paid story, title and offer alone", "/b/1", portal("<p>Konten ini khusus pelanggan Suara Anggrek.</p><p>Berlangganan sekarang untuk membaca semua berita akta lahir, dusun, dan lembah. Sudah berlangganan? Masuk di sini.</p>")),
    ("refused by country", "/b/1", page("<h1>Access Denied</h1><p>You don't have permission to access this page from your country. If you think that this is a mistake, write to the site owner and give the number below.</p>", title="Access Denied")),
    ("videos", "/video/", page("".join(f"<div class='v'><a href='/video/{n}'><img src='/{n}.jpg'></a><h4><a href='/video/{n}'>{h}</a></h4><span>0{n}:12</span></div>" for n, h in enumerate(HEADLINES)), title="Video")),
    ("the site's guidelines", "/pedoman-media-siber", portal(prose(), title="Pedoman Media Siber")),
    ("a long search", "/cari/akta-lahir-di-lembah-anggrek", page(teasers("<h1>Hasil: akta lahir di lembah anggrek</h1>"), title="Hasil")),
    ("a long search in the query", "/?q=akta-lahir-di-lembah-anggrek", page(teasers("<h1>Hasil pencarian</h1>", n=3), title="Hasil")),
]  # fmt: skip


def read(path: str, html: str) -> object:
    return refine([Capture(f"https://suaraanggrek.example{path}", html.encode(), FETCHED)], NO_RULES)


@pytest.mark.parametrize(("path", "html"), [case[1:] for case in ARTICLES], ids=[case[0] for case in ARTICLES])
def test_a_page_that_shows_one_story_is_an_article(path: str, html: str) -> None:
    refined = read(path, html)
    assert isinstance(refined, Article), refined
    assert refined.complete, refined.incomplete_reason


@pytest.mark.parametrize(("path", "html"), [case[1:] for case in WALLED], ids=[case[0] for case in WALLED])
def test_a_story_cut_by_a_wall_is_incomplete(path: str, html: str) -> None:
    refined = read(path, html)
    assert isinstance(refined, Article), refined
    assert P[0] in refined.text
    assert not refined.complete


@pytest.mark.parametrize(("path", "html"), [case[1:] for case in NO_ARTICLES], ids=[case[0] for case in NO_ARTICLES])
def test_a_listing_or_a_wall_is_no_article(path: str, html: str) -> None:
    refined = read(path, html)
    assert isinstance(refined, SetAside), refined
