"""Made-up pages on which a part of the article stands apart from the rest, and pages with much around a whole text.

No page is a real one, and no name in them is anybody's. `MISSING` and `WHOLE`: name -> markup. On the pages of
`MISSING` all of `STORY` stands somewhere on the page (or is said to be elsewhere); on those of `WHOLE` all of it stands
in one box.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from html import escape


def _lines(text: str) -> tuple[str, ...]:
    """The paragraphs of a text, which blank lines part."""
    return tuple(" ".join(part.split()) for part in text.split("\n\n"))


def _line(text: str) -> str:
    return " ".join(text.split())


TITLE = "Balai Pelatihan Buka Tiga Loket Baru di Pelabuhan"
STORY = _lines(
    """
    Balai pelatihan di kota itu membuka tiga loket baru bagi pekerja yang hendak berangkat ke luar negeri, mulai
    hari Senin pagi, setelah antrean panjang terjadi selama dua pekan berturut-turut.

    Kepala balai mengatakan, loket tambahan itu dijaga oleh dua belas pegawai yang baru selesai mengikuti
    pembinaan di kantor pusat dan sudah memahami cara memeriksa berkas.

    Menurut dia, warga yang datang dari pulau seberang akan dilayani lebih dahulu karena mereka harus mengejar
    kapal yang hanya berlayar dua kali dalam sepekan.

    Seorang calon pekerja bercerita, sebelumnya ia harus menginap di emperan toko semalam agar memperoleh nomor
    antrean yang jumlahnya dibatasi seratus lembar setiap hari.

    Pengurus serikat menyambut baik langkah tersebut, tetapi meminta agar biaya pemeriksaan kesehatan yang
    dibebankan kepada calon pekerja segera ditinjau kembali oleh kementerian.

    Dinas tenaga kerja setempat mencatat, jumlah pemohon naik hampir dua kali lipat sejak awal tahun, terutama
    dari kecamatan yang sawahnya kering karena kemarau panjang.

    Untuk mencegah percaloan, setiap pemohon kini difoto di depan loket dan datanya dicocokkan dengan kartu
    keluarga sebelum berkasnya diterima petugas bagian pendaftaran.

    Kepala balai berjanji akan menilai hasilnya pada akhir bulan depan, lalu memutuskan apakah layanan serupa
    perlu dibuka di dua pelabuhan lain di provinsi yang sama.
    """
)
OTHER = _lines(
    """
    Pemerintah kabupaten menyiapkan dana tambahan untuk memperbaiki jembatan gantung yang putus diterjang banjir
    bandang pada pertengahan bulan lalu, kata sekretaris daerah di kantornya.

    Perbaikan diperkirakan memakan waktu empat bulan, dan selama itu anak sekolah menyeberang dengan perahu milik
    warga yang bahan bakarnya ditanggung oleh pemerintah desa.

    Warga berharap jembatan baru dibuat dari baja supaya tidak lagi hanyut ketika sungai meluap seperti tiga tahun
    yang lalu, saat dua dusun terputus selama sepekan penuh.
    """
)
LINKS = ("Harga Beras Naik di Pasar Induk", "Jembatan Gantung Putus Diterjang Banjir", "Sekolah Apung Butuh Guru Baru")


def ps(lines: Sequence[str] = STORY) -> str:
    return "".join(f"<p>{line}</p>" for line in lines)


def brs(lines: Sequence[str]) -> str:
    return "<br><br>".join(lines)


def box(lines: Sequence[str] = STORY, name: str = "entry-content") -> str:
    return f'<div class="{name}">{ps(lines)}</div>'


def page(body: str, head: str = "", title: str = TITLE) -> bytes:
    """A page as many sites have it: a head, a menu, the article's place, a side column and a foot."""
    links = "".join(f'<li><a href="/berita/{i}">{text}</a></li>' for i, text in enumerate(LINKS))
    return (
        f'<!DOCTYPE html><html lang="id"><head><meta charset="utf-8"><title>{title} - Warta Contoh</title>'
        f'<meta property="og:title" content="{title}"><meta property="og:type" content="article">'
        f'<meta property="article:published_time" content="2024-03-04T08:00:00+07:00">{head}</head><body>'
        f'<header><a href="/">Warta Contoh</a></header><nav><a href="/nasional">Nasional</a></nav>'
        f'<main><h1>{title}</h1><div class="tanggal">Senin, 4 Maret 2024 08:00 WIB</div>{body}</main>'
        f'<div class="sidebar"><h3>Terpopuler</h3><ul>{links}</ul></div>'
        "<footer><p>Hak cipta Warta Contoh. Dilarang mengutip tanpa izin dari redaksi.</p></footer></body></html>"
    ).encode()


AD = '<div class="iklan"><ins class="adsbygoogle"></ins></div>'
FIRST, LAST = STORY[:4], STORY[4:]
TEASER = "".join(
    f'<div class="item"><a href="/berita/{i}"><h4>{t}</h4></a><p>{OTHER[i]}</p></div>' for i, t in enumerate(LINKS)
)
NEXT_DATA = json.dumps({"props": {"pageProps": {"post": {"title": TITLE, "content": ps()}}}})
BLOCKS = json.dumps({"doc": {"content": [{"type": "p", "content": [{"text": line}]} for line in STORY]}})
OTHER_BLOCKS = [
    {"kind": "text", "caption": line, "content": own} for line, own in zip((*OTHER, *OTHER), STORY, strict=False)
]
LD_BODY = json.dumps({"@type": "NewsArticle", "headline": TITLE, "articleBody": " ".join(STORY)})
PAID = json.dumps({"@type": "NewsArticle", "headline": TITLE, "isAccessibleForFree": False})
POLL = (
    "<form><p>Apakah Anda setuju loket ditambah?</p><label><input type=radio>Ya</label>"
    "<label><input type=radio>Tidak</label><button>Kirim</button></form>"
)

LONG = f"{STORY[7]} {STORY[6]}"


def widget(lines: Sequence[str], number: str = "3fa2b1c") -> str:
    """A part of a page builder that holds text; the builder numbers each."""
    names = f"elementor-element elementor-element-{number}{len(lines[0])} elementor-widget elementor-widget-text-editor"
    return f'<div class="{names}"><div class="elementor-widget-container">{ps(lines)}</div></div>'


def elementor(lines: Sequence[str]) -> str:
    """A section of a page builder with one column."""
    return f'<section class="elementor-section"><div class="elementor-column">{widget(lines)}</div></section>'


MISSING: Mapping[str, bytes] = {
    "second box of another class": page(box(FIRST) + AD + box(LAST, "lanjutan-isi")),
    "second box of another tag": page(box(FIRST) + AD + f"<section>{ps(LAST)}</section>"),
    "standfirst in a box of its own": page(f'<div class="pembuka">{STORY[0]} {STORY[1]}</div>' + box(STORY[2:])),
    "first paragraphs above the box": page(ps(STORY[:2]) + box(STORY[2:])),
    "text straight in a cell": page(f"<table><tr><td>{brs(STORY)}</td></tr></table>"),
    "rest straight in a cell": page(box(FIRST) + f"<table><tr><td>{brs(LAST)}</td></tr></table>"),
    "text straight in center": page(f"<center>{brs(STORY)}</center>"),
    "rest straight in center": page(box(FIRST) + f"<center>{brs(LAST)}</center>"),
    "rest in a section with breaks": page(box(FIRST) + f"<section>{brs(LAST)}</section>"),
    "next page by number": page(box(FIRST) + '<div class="halaman"><a href="/berita/a?page=2">Selanjutnya</a></div>'),
    "next page in an unknown form": page(box(FIRST) + '<a class="lanjut" href="/berita/a/lanjutan">Selanjutnya</a>'),
    "next page by a button": page(box(FIRST) + '<button onclick="buka(2)">Baca selanjutnya: halaman 2 dari 2</button>'),
    "copy for browsers without scripts": page(box(FIRST) + f'<div id="sisa"></div><noscript>{ps(LAST)}</noscript>'),
    "hidden accordion": page(box(FIRST) + f'<div class="panel" style="display:none">{ps(LAST)}</div>'),
    "hidden by an attribute": page(box(FIRST) + f"<div hidden>{ps(LAST)}</div>"),
    "details that open": page(box(FIRST) + f"<details><summary>Lanjutkan</summary>{ps(LAST)}</details>"),
    "preformatted": page(box(FIRST) + "<pre>" + "\n\n".join(LAST) + "</pre>"),
    "list items": page(box(FIRST) + "<ul>" + "".join(f"<li>{line}</li>" for line in LAST) + "</ul>"),
    "quotation below the box": page(box(FIRST) + f"<blockquote>{ps(LAST)}</blockquote>"),
    "two articles": page(f"<article>{ps(FIRST)}</article>{AD}<article>{ps(LAST)}</article>"),
    "boxes of different parents": page(
        f"<div class=kiri><div>{ps(FIRST)}</div></div>{AD}<div class=tengah><div><div>{ps(LAST)}</div></div></div>"
    ),
    "declared shadow tree": page(
        box(FIRST) + f'<isi-berita><template shadowrootmode="open">{ps(LAST)}</template></isi-berita>'
    ),
    "frame with its own document": page(box(FIRST) + f'<iframe srcdoc="{escape(ps(LAST))}"></iframe>'),
    "data for scripts alone": page(
        box(FIRST) + f'<script id="__NEXT_DATA__" type="application/json">{NEXT_DATA}</script>'
    ),
    "data for scripts in blocks": page(
        box(FIRST) + f'<script id="__NEXT_DATA__" type="application/json">{BLOCKS}</script>'
    ),
    "data for scripts in blocks, assigned": page(
        box(FIRST) + f"<script>var a = {{b: 1}}; window.isi = {BLOCKS};</script>"
    ),
    "quotation in a figure": page(
        f"<div class=isi>{ps(FIRST)}<figure><blockquote>{ps(LAST[:1])}</blockquote></figure>{ps(LAST[1:])}</div>"
    ),
    "longer text in JSON-LD": page(box(FIRST), f'<script type="application/ld+json">{LD_BODY}</script>'),
    "paid rest": page(box(FIRST) + "<div class=kunci><p>Berlangganan untuk membaca selengkapnya.</p></div>",
                      f'<script type="application/ld+json">{PAID}</script>'),
    "poll in between": page(f"<div class=a>{ps(FIRST)}</div>{POLL}<div class=b>{ps(LAST)}</div>"),
    "definition list": page(
        box(FIRST) + "<dl>" + "".join(f"<dt>Bagaimana?</dt><dd>{line}</dd>" for line in LAST) + "</dl>"
    ),
    "prose in table rows": page(
        f"{box(FIRST)}<table>{''.join(f'<tr><td>{i}</td><td>{line}</td></tr>' for i, line in enumerate(LAST))}</table>"
    ),
    "rest at the bottom": page(box(FIRST) + AD + box(LAST, "content-bottom")),
    "rest under more": page(box(FIRST) + AD + box(LAST, "read-more")),
    "divs without paragraphs": page(box(FIRST) + "".join(f"<div>{line}</div>" for line in LAST)),
    "spans": page(box(FIRST) + "<div class=x>" + "".join(f"<span>{line}</span><br>" for line in LAST) + "</div>"),
    "second box under a sub-head": page(box(FIRST) + f"<div class=bagian><h2>Tentang Loket Baru</h2>{ps(LAST)}</div>"),
    "second box under a teaser": page(
        box(FIRST) + f"<div class=bagian><h4>Baca juga</h4><a href=/berita/1>{LINKS[0]}</a>{ps(LAST)}</div>"
    ),
    "standfirst that the template names": page(f'<div class="dek">{STORY[0]}</div>' + box(STORY[1:])),
    "box that is called related and leads nowhere": page(box(FIRST) + box(LAST, "related-content")),
    "state of a script": page(
        box(FIRST) + f'<script>window.__STATE__={json.dumps({"post": {"content": ps()}})};</script>'
    ),
    "data in a string of data": page(
        box(FIRST)
        + f"<script>self.__next_f.push([1,{json.dumps(json.dumps({'id': 7, 'post': {'content': ps()}}))}])</script>"
    ),
    "lines without a full stop": page(
        box(FIRST) + "<div class=q>" + "".join(f"<p>{line.rstrip('.')};</p>" for line in LAST) + "</div>"
    ),
    "number of pages in words": page(box(FIRST) + "<div class=urut>Halaman 1 dari 3</div>"),
    "rest in a box called tabs": page(box(FIRST) + AD + box(LAST, "tabs")),
    "rest in a section called print": page(
        box(FIRST) + AD + f"<section class=print-area><div>{brs(LAST)}</div></section>"
    ),
    "rest in a box called share": page(
        box(FIRST) + AD + f"<div class='content-share'><div class=x>{ps(LAST)}</div></div>"
    ),
    "rest in a box called secondary": page(box(FIRST) + AD + f"<div id=secondary>{ps(LAST)}</div>"),
    "rest in a box called banner": page(box(FIRST) + AD + f"<div class=banner-text>{ps(LAST)}</div>"),
    "rest in a builder's second part": page(elementor(FIRST) + elementor(LAST)),
    "rest in a builder's part of the same column": page(
        f"<div class=elementor-column>{widget(FIRST)}{widget(LAST)}</div>"
    ),
    "rest in a builder's older part": page(
        elementor(FIRST) + f"<div class='elementor-text-editor elementor-clearfix'>{ps(LAST)}</div>"
    ),
    "rest in a box called caption": page(box(FIRST) + AD + box(LAST, "caption")),
    "one paragraph in a box called caption": page(box(STORY[:7]) + AD + f"<div class=caption><p>{LONG}</p></div>"),
    "rest in a figure's caption without a figure": page(box(FIRST) + AD + f"<figcaption>{ps(LAST)}</figcaption>"),
    "rest behind the lead photo called photo-caption": page(
        box(FIRST) + "<div class=foto><img src=/foto/apel-pagi.jpg></div>" + box(LAST, "photo-caption")
    ),
    "last sub-head about something": page(
        box(STORY[:6]) + f"<div class=bagian><h3>Tentang Percaloan</h3>{ps(STORY[6:])}</div>"
    ),
    "last sub-head on a portrait": page(
        box(STORY[:6]) + f"<section><h4>Profil Pemohon</h4><div>{brs(STORY[6:])}</div></section>"
    ),
    "each paragraph of the rest in a box called widget": page(
        box(FIRST) + AD + "".join(f"<div class='widget teks'><p>{line}</p></div>" for line in LAST)
    ),
    "each paragraph of the rest in a cell called print": page(
        f"{box(FIRST)}<table>{''.join(f'<tr class=print><td>{line}</td></tr>' for line in LAST)}</table>"
    ),
    "each paragraph of the rest in an item called share": page(
        f"{box(FIRST)}<ul>{''.join(f'<li class=share-item>{line}</li>' for line in LAST)}</ul>"
    ),
    "one paragraph in a box called tabs": page(box(STORY[:6]) + f"<div class=tabs><p>{LONG}</p></div>"),
    "last sub-head on who is no organisation": page(
        box(STORY[:6])
        + f"<div class=bagian><h4>Profil Kepala Balai</h4><p>Kepala balai adalah orang lama. {LONG}</p></div>"
    ),
    "sub-head about a place in the middle": page(
        f"<div>{box(STORY[:4])}<div class=b><h3>Sekilas tentang Pelabuhan</h3>{ps(STORY[4:6])}</div>"
        f"{box(STORY[6:])}</div>"
    ),
    "excerpt": page(box([*FIRST[:3], STORY[3][:90] + " [&hellip;]"])),
}  # fmt: skip

COMMENTS = "".join(f"<div class=c><b>Pembaca {i}</b><p>{line}</p></div>" for i, line in enumerate(OTHER))
BIO = _line(
    """
    Ani Contoh adalah wartawan yang meliput perburuhan sejak 2015, pernah menerima penghargaan jurnalistik dari
    dewan pers, dan kini tinggal bersama keluarganya di kota pelabuhan itu sambil menulis novel.
    """
)
ABOUT = _line(
    """
    Balai Pelatihan Contoh adalah lembaga pemerintah yang bertugas melatih calon pekerja, memeriksa berkas mereka,
    dan melindungi mereka sebelum berangkat maupun setelah pulang, berdasarkan undang-undang tahun 2017.
    """
)
COOKIES = _line(
    """
    Situs ini memakai cookie supaya halaman yang Anda buka lebih cepat dan iklan yang tampil sesuai minat. Dengan
    terus membaca, Anda menyetujui pemakaian cookie menurut kebijakan privasi kami.
    """
)
NEWSLETTER = _line(
    """
    Daftarkan alamat surel Anda dan terima buletin kami setiap pagi. Kami memilihkan lima kabar yang paling
    penting, lengkap dengan latar belakangnya, dan Anda dapat berhenti kapan saja.
    """
)
GLOSSARY = (
    "<dl><dt>Percaloan</dt><dd>Kegiatan pihak ketiga yang meminta bayaran agar sebuah urusan selesai lebih cepat dari "
    "semestinya.</dd><dt>Pemohon</dt><dd>Orang yang mengajukan permintaan secara tertulis kepada sebuah kantor "
    "pemerintah dan menunggu jawabannya.</dd></dl>"
)
QUOTE = STORY[3]
SITE = _line(
    """
    Warta Contoh adalah portal berita daerah yang hadir sejak 2011, dikelola oleh para wartawan muda di kota pelabuhan,
    dan menyajikan kabar tentang kerja, laut, dan kampung setiap hari tanpa dipungut bayaran.
    """
)
SITE_NAME = '<meta property="og:site_name" content="Warta Contoh">'
BLURB = _line(
    """
    Setiap pagi kami memilihkan lima kabar yang paling penting dari seluruh penjuru pulau, lengkap dengan latar
    belakangnya, supaya pembaca mengerti apa yang sedang terjadi di kampungnya sebelum berangkat bekerja, lalu
    dapat membicarakannya dengan tetangga di warung atau di kapal.
    """
)
LIST = "".join(f"<li><a href=/x/{i}>{text}</a></li>" for i, text in enumerate(LINKS))

WHOLE: Mapping[str, bytes] = {
    "three related boxes": page(box() + f"<div class=kotak>{TEASER}</div>"),
    "one related box with a summary": page(
        box()
        + f'<div class=kotak><h3>Baca Juga</h3><a href="/berita/1">{LINKS[1]}</a><p>{OTHER[0]} {OTHER[1]}</p></div>'
    ),
    "cookie notice without a name": page(box() + f"<div class=pita><p>{COOKIES}</p><button>Setuju</button></div>"),
    "comments without a name": page(box() + f"<div class=x><h3>3 Komentar</h3>{COMMENTS}</div>"),
    "writer's portrait": page(box() + f"<div class=profil><h4>Tentang Penulis</h4><p>{BIO}</p></div>"),
    "newsletter": page(
        box() + f"<div class=surel><h4>Buletin Pagi</h4><p>{NEWSLETTER}</p><form><input type=email></form></div>"
    ),
    "other article below": page(
        f"<article>{box()}</article><article><h2><a href='/berita/1'>{LINKS[1]}</a></h2>"
        f"<div class=tanggal>Minggu, 3 Maret 2024 10:00 WIB</div>{box(OTHER)}</article>"
    ),
    "other article below without article tags": page(
        f"<div class=a>{box()}</div>"
        f"<div class=a2><h1>{LINKS[1]}</h1><span>Minggu, 3 Maret 2024 10:00 WIB</span>{ps(OTHER)}</div>"
    ),
    "transcript of a video": page(
        box() + f"<div class=putar><video></video><h4>Transkrip Video</h4><p>{OTHER[0]}</p><p>{OTHER[1]}</p></div>"
    ),
    "glossary": page(box() + f"<div class=kotak><h4>Glosarium</h4>{GLOSSARY}</div>"),
    "about the agency": page(box() + f"<div class=kotak><h4>Tentang Balai Pelatihan Contoh</h4><p>{ABOUT}</p></div>"),
    "captions of photos": page(
        box(STORY[:4]).removesuffix("</div>")
        + f"<figure><img src=a.jpg><figcaption>{OTHER[0]}</figcaption></figure>{ps(LAST)}</div>"
        + f"<div class=wp-caption><img src=b.jpg><p class=wp-caption-text>{OTHER[1]}</p></div>"
    ),
    "pull quote that repeats the text": page(
        f'<div class="entry-content">{ps(STORY[:5])}<blockquote class=tarik><p>{QUOTE}</p></blockquote>'
        f"{ps(STORY[5:])}</div>"
    ),
    "table of figures": page(
        f'<div class="entry-content">{ps(FIRST)}<table><tr><th>Tahun</th><th>Pemohon</th></tr>'
        f"<tr><td>2022</td><td>1.204</td></tr>"
        f"<tr><td>2023</td><td>2.377</td></tr></table>{ps(LAST)}</div>"
    ),
    "description above the text": page(
        f'<p class="deskripsi">{STORY[0][:150]}...</p>' + box(),
        f'<meta name="description" content="{STORY[0][:150]}...">',
    ),
    "correction of another story": page(
        box() + "<div class=ralat><h4>Ralat</h4><p>Berita kami kemarin menyebut jembatan itu putus pada hari Selasa. "
        "Yang benar, jembatan itu putus pada hari Rabu malam. Kami mohon maaf kepada pembaca atas kekeliruan itu dan "
        "telah memperbaikinya di situs.</p></div>"
    ),
    "appeal for donations": page(
        box() + "<div class=dukung><h4>Dukung Kami</h4><p>Jurnalisme yang merdeka membutuhkan biaya. Jika Anda merasa "
        "kabar ini berguna, sisihkan sedikit uang untuk mendukung kerja wartawan kami di daerah, supaya mereka dapat "
        "terus meliput tanpa tekanan dari siapa pun.</p><a href=/donasi>Donasi</a></div>"
    ),
    "note of the press council": page(
        box() + "<p class=kecil>Redaksi menerima tulisan opini sepanjang 700 kata. Kirim naskah ke alamat surel "
        "redaksi disertai identitas dan foto. Naskah yang tidak dimuat dalam dua pekan dapat dikirim ke media lain. "
        "Isi tulisan menjadi tanggung jawab penulis sepenuhnya.</p>"
    ),
    "app advertisement": page(
        box() + "<div class=unduh><p>Baca berita tanpa iklan dan dapatkan pemberitahuan tercepat di gawai Anda. Unduh "
        "aplikasi kami secara gratis, nyalakan notifikasi, dan jangan lewatkan kabar penting dari kota Anda setiap "
        "harinya.</p></div>"
    ),
    "hidden menu and other stories' data": page(
        box() + f'<div style="display:none"><h2><a href="/berita/1">{LINKS[1]}</a></h2>{ps(OTHER)}</div>'
    ),
    "copy of the text in JSON-LD": page(box(), f'<script type="application/ld+json">{LD_BODY}</script>'),
    "copy for browsers without scripts": page(box() + f"<noscript>{ps()}</noscript>"),
    "other stories' data for scripts": page(
        box() + f'<script type="application/json">{json.dumps({"related": [{"content": ps(OTHER)}]})}</script>'
    ),
    "blocks with other words beside the text": page(
        box() + f"<script>window.isi = {json.dumps([{'blok': OTHER_BLOCKS}, {'lain': OTHER}])};</script>"
    ),
    "editor's note and sign-off": page(
        box().removesuffix("</div>") + "<p>(ant/sya)</p><p>Editor: Budi Contoh</p></div>"
    ),
    "links among the paragraphs": page(
        f'<div class="entry-content">{ps(FIRST)}<p>Baca juga: <a href="/berita/1">{LINKS[1]}</a></p>{ps(LAST)}</div>'
    ),
    "endless scrolling": page(
        f"<article>{box()}</article><article><h1>{LINKS[1]}</h1>{box(OTHER)}</article>"
    ),
    "teaser whose title is bold": page(
        box() + f"<div class=k><b><a href=/berita/1>{LINKS[1]}</a></b><p>{OTHER[0]} {OTHER[1]}</p></div>"
    ),
    "two comments with a link to answer": page(
        box() + "".join(f"<div class=q{i}><b>Pembaca</b><p>{OTHER[i]}</p><a href=#>Balas</a></div>" for i in (0, 1))
    ),
    "rights without a name": page(
        box() + "<div class=z9><p>Seluruh isi situs ini dilindungi undang-undang. Dilarang menyalin, menyebarkan, "
        "atau memperbanyak isi situs ini dalam bentuk apa pun tanpa izin tertulis dari PT Warta Contoh Media sebagai "
        "pemilik hak cipta.</p></div>"
    ),
    "address of the newsroom": page(
        box() + "<div class=z9><p>Kantor redaksi kami berada di Jalan Contoh Nomor 5, lantai tiga, kota pelabuhan. "
        "Telepon 021 555 0101, surel redaksi@warta.example, buka setiap hari kerja dari pukul sembilan pagi sampai "
        "lima sore waktu setempat.</p></div>"
    ),
    "blurb in a column without a name": page(
        f"<div class=a>{box()}</div><div class=b><div class=x2><p>{BLURB}</p></div><div class=x1><ul>{LIST}</ul></div>"
        f"<div class=x3><a href=/indeks>Indeks</a></div></div>"
    ),
    "blurb in a cell beside the text": page(
        f"<table><tr><td>{box()}</td><td><table><tr><td>{BLURB}</td></tr><tr><td>{LIST}</td></tr>"
        f"<tr><td><a href=/x>Indeks</a></td></tr></table></td></tr></table>"
    ),
    "blurb in a section of lists": page(
        f"<article>{box()}</article><section><div class=s><span>{BLURB}</span></div><ul>{LIST}</ul>"
        "<form><input name=q></form><nav><a href=/z>Arsip</a></nav></section>"
    ),
    "the site about itself below": page(box() + f"<div class=z><p>{SITE}</p></div>", SITE_NAME),
    "the site about itself in two paragraphs": page(
        box()
        + f"<section><p>{SITE}</p><p>Kantornya berada di kota pelabuhan dan buka setiap hari kerja.</p></section>",
        SITE_NAME,
    ),
    "the site about itself straight behind the text": page(f"<div>{box()}<div class=q>{SITE}</div></div>", SITE_NAME),
    "the site's words in its footer, too": page(
        box() + f"<div class=z9>{BLURB}</div><footer><p>{BLURB}</p></footer>"
    ),
    "the site's words in its side column, too": page(
        box() + f"<div class=z9><p>{BLURB}</p></div><aside><p>{BLURB}</p></aside>"
    ),
    "the site's words in its small print, too": page(
        f"{box()}<section>{BLURB}</section><div class=disclaimer>{BLURB}</div>"
    ),
    "tabs, share and print of a site": page(
        box() + "<div class=tabs><a href=/a>Terbaru</a><a href=/b>Populer</a></div><div class=share>"
        "<a href=https://facebook.com/x>Bagikan kabar ini kepada kawan Anda sekarang juga.</a></div>"
        "<div class=print><a href=/cetak>Cetak</a></div>"
    ),
    "side column with a word about the site": page(
        box() + f"<div class=secondary><div class=widget><h4>Warta Contoh</h4><p>{ABOUT}</p></div><ul>"
        + "".join(f"<li><a href=/x/{i}>{text}</a></li>" for i, text in enumerate(LINKS)) + "</ul></div>"
    ),
    "builder's links below": page(
        elementor(STORY)
        + "<div class='elementor-widget elementor-widget-share-buttons'><p>Bagikan kabar ini.</p></div>"
    ),
    "long caption beside a photo": page(
        box(FIRST) .removesuffix("</div>")
        + f"<div class=foto><img src=/foto/apel-pagi.jpg></div><div class=caption>{OTHER[0]}</div>{ps(LAST)}</div>"
    ),
    "hidden form of an account": page(
        box() + '<div style="display:none"><p>Masuk dengan akun Anda untuk menyimpan artikel ini dan membacanya '
        "nanti di gawai mana pun yang Anda miliki. Kami tidak akan membagikan data Anda kepada pihak lain tanpa "
        "persetujuan Anda terlebih dahulu.</p></div>"
    ),
    "notice for browsers without scripts": page(
        box() + "<noscript><p>Aktifkan JavaScript di peramban Anda supaya semua bagian halaman ini tampil "
        "sebagaimana mestinya, termasuk komentar, foto, dan video yang menyertai berita. Tanpa itu sebagian fitur "
        "tidak dapat dipakai oleh pembaca kami.</p></noscript>"
    ),
}  # fmt: skip
