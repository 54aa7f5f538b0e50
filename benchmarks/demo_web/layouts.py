"""How each outlet's article page looks: eight templates, each with its own containers, bylines and house lines."""

from __future__ import annotations

from datetime import UTC
from html import escape

from demo_web.frames import Sheet, document, json_ld, og


def bptn(s: Sheet) -> str:
    """The agency's own CMS: a table of a page, a stamp without an hour, a sign of its press office."""
    head = f'<meta property="og:title" content="{escape(s.piece.title)}"><meta property="og:type" content="website">'
    stamp = f'<span class="tanggal-berita">{s.printed}</span>' if s.printed else ""
    return document(
        s,
        head,
        f"""
<div id="kepala"><img src="/img/lambang.png" alt="Lambang"><a href="/">Beranda</a> <a href="/profil">Profil</a>
<a href="/berita">Berita</a> <a href="/kontak">Kontak</a></div>
<div class="row"><div class="col-md-8">
<h2 class="judul-berita">{escape(s.piece.title)}</h2>{stamp}
<div class="detail-berita">
<p><img src="/img/berita/{s.piece.number}.jpg" alt=""></p>
{s.body}
</div>
<div class="share"><b>Bagikan:</b> <a href="#">Facebook</a> <a href="#">X</a></div>
</div><div class="col-md-4 sidebar"><h4>Berita Lainnya</h4>{s.beside}</div></div>
<div class="footer">Balai Pelatihan Tenaga Nusantara, Jalan Rekaan Nomor 1</div>""",
    )


def wartalintas(s: Sheet) -> str:
    """WordPress with an SEO plug-in's JSON-LD; the byline stands under the title."""
    author = " dan ".join(s.piece.authors) or "Redaksi Warta Lintas"
    head = og(s) + json_ld(s, s.piece.authors or ("Redaksi Warta Lintas",), zone="own")
    stamp = s.piece.at.isoformat() if s.piece.at else ""
    when = f'<time class="entry-date published" datetime="{stamp}">{s.printed}</time>' if stamp else ""
    return document(
        s,
        head,
        f"""
<header class="site-header"><a href="/">{s.house}</a></header>
<article class="post type-post">
<h1 class="entry-title">{escape(s.piece.title)}</h1>
<div class="entry-meta"><span class="author vcard">{escape(author)}</span> {when}</div>
<div class="entry-content">
{s.body}
{s.pages}</div>
<div class="entry-tags">{" ".join(f'<a rel="tag" href="/tag/{t}/">{t}</a>' for t in s.piece.tags)}</div>
</article>
<aside class="widget-area sidebar"><h3>Terpopuler</h3>{s.beside}</aside>
<footer class="site-footer">Seluruh isi halaman ini rekaan.</footer>""",
        classes="single single-post",
    )


def suaradermaga(s: Sheet) -> str:
    """A newspaper theme of WordPress: meta elements only, "Penulis" and "Editor" in a box, a bare day."""
    names = "".join(
        f'<div class="td-nama">{label}: {escape(name)}</div>'
        for label, name in (("Penulis", " dan ".join(s.piece.authors)), ("Editor", s.piece.editor or "")) if name
    )  # fmt: skip
    stamp = s.piece.at.astimezone(UTC).isoformat() if s.piece.at else ""
    head = og(s) + f'<meta property="article:published_time" content="{stamp}">'
    return document(
        s,
        head,
        f"""
<div class="td-header"><a href="/">Suara Dermaga</a><span class="motto">Kabar dari Tepi Laut</span></div>
<div class="td-post-header"><h1 class="entry-title">{escape(s.piece.title)}</h1>
<div class="td-module-meta-info"><span class="td-post-date">{s.printed}</span>{names}</div></div>
<div class="td-post-sharing">Facebook Twitter WhatsApp</div>
<div class="td-post-content tagdiv-type">
{s.body}
{s.pages}</div>
<div class="td-sidebar sidebar"><h4>Berita Terbaru</h4>{s.beside}</div>""",
        classes="single-post",
    )


def kabarsela(s: Sheet) -> str:
    """A house-built page: JSON-LD whose times are in UTC, printed ones in WITA with the old Friday."""
    head = og(s) + json_ld(s, s.piece.authors or ("Kabar Sela",), zone="utc")
    by = f'<div class="penulis">Penulis: {escape(s.piece.authors[0])}</div>' if s.piece.authors else ""
    return document(
        s,
        head,
        f"""
<nav class="menu"><a href="/">Kabar Sela</a><a href="/daerah">Daerah</a><a href="/negeri">Negeri</a></nav>
<main><h1>{escape(s.piece.title)}</h1>
<div class="info-berita">{by}<div class="waktu">{s.printed}</div></div>
<section class="isi-artikel">
{s.body}
{s.pages}</section></main>
<div class="terpopuler"><h3>Terpopuler</h3>{s.beside}</div>""",
    )


def nusasiber(s: Sheet) -> str:
    """A wire-like page: names and copyright stand behind the text, tags in a row."""
    names = [f"{label}: {escape(n)}" for label, n in (
        ("Pewarta", ", ".join(s.piece.authors)), ("Editor", s.piece.editor or ""),
    ) if n] if s.is_last else []  # fmt: skip
    year = s.piece.at.year if s.piece.at else 2024
    sign = f"<p>{'<br>'.join([*names, f'Copyright © NUSA SIBER {year}'])}</p>" if s.is_last else ""
    return document(
        s,
        og(s),
        f"""
<div class="topbar"><a href="/">Nusa Siber</a></div>
<div class="wrap"><h1 class="post-title">{escape(s.piece.title)}</h1>
<ul class="simple-share"><li><span class="date">{s.printed}</span></li></ul>
<div class="post-content clearfix">
{s.body}
{sign}
{s.pages}</div></div>
<div class="sidebar"><h5>Terkini</h5>{s.beside}</div>""",
        title=f"{s.piece.title} | Nusa Siber",
    )


def harianteluk(s: Sheet) -> str:
    """A regional daily: "Laporan Wartawan" as first line, the editor behind the text, an advert between."""
    by = f"<p><b>Laporan Wartawan Harian Teluk, {escape(s.piece.authors[0])}</b></p>" if s.piece.authors else ""
    ed = f"<p><i>(Editor: {escape(s.piece.editor)})</i></p>" if s.piece.editor and s.is_last else ""
    return document(
        s,
        og(s),
        f"""
<div id="atas"><a href="/">Harian Teluk</a> <a href="/indeks">Indeks</a></div>
<h1 id="judul">{escape(s.piece.title)}</h1>
<div class="waktu-tayang">{s.printed}</div>
<div class="txt-article" id="isi">
{by}
{s.body}
{ed}
{s.pages}</div>
<div class="related"><b>Berita Terkait</b>{s.beside}</div>""",
    )


def penakatulistiwa(s: Sheet) -> str:
    """A small daily's page: "Oleh" over the text, desk initials behind it, no meta but a description."""
    by = f'<p class="meta-berita">Oleh: {escape(s.piece.authors[0])}</p>' if s.piece.authors else ""
    head = f'<meta name="description" content="{escape(s.piece.paragraphs[0][:120])}">'
    return document(
        s,
        head,
        f"""
<div class="header-koran"><a href="/">PENA KATULISTIWA</a></div>
<div class="kolom-kiri"><h1>{escape(s.piece.title)}</h1>
<p class="tgl">{s.printed}</p>{by}
<div class="artikel-isi">
{s.body}
{s.pages}</div></div>
<div class="kolom-kanan widget"><h3>Populer</h3>{s.beside}</div>""",
        title=f"{s.piece.title} – Pena Katulistiwa",
    )


def ikabana(s: Sheet) -> str:
    """An association's blog on WordPress: an admin as author in the meta, credits to where a text is from."""
    head = og(s) + '<meta name="author" content="admin">'
    credit = f"<p>Sumber : {escape(s.piece.credit)}</p>" if s.piece.credit and s.is_last else ""
    return document(
        s,
        head,
        f"""
<div id="header"><h2 class="site-title"><a href="/">Ikatan Alumni Balai Nusantara</a></h2></div>
<div id="content"><div class="post hentry"><h1 class="entry-title">{escape(s.piece.title)}</h1>
<p class="post-date">{s.printed} oleh admin</p>
<div class="entry-content">
{s.body}
{credit}
<div class="sharedaddy">Bagikan ini: <a href="#">Facebook</a></div>
{s.pages}</div></div></div>
<div id="sidebar" class="sidebar"><h3>Tulisan Terbaru</h3>{s.beside}</div>""",
        classes="single single-post",
    )
