"""`kliping crawl --urls FILE`: lists as people keep them, and what is told of one that can't be taken."""

from __future__ import annotations

HOST = "http://www.metrotvnews.com"


def crawl(desk, file):
    return desk.run(
        "crawl", "--urls", file, "--outlets", "outlets", "--contact", "a@example.org", "--allow-private",
        "--corpus", desk.corpus,
    )  # fmt: skip


def test_a_list_from_an_editor_with_remarks_twins_and_hosts_of_no_outlet_is_taken(desk, web, made):
    desk.outlet("metrotvnews", site="metrotvnews.example", hosts=(), home="http://metrotvnews.example")
    web.articles = made.pieces(HOST + "/read/aBc{n}-pegawai-bp2mi-dibina", 3)
    web.articles.append(made.Piece("http://koran-lain.example/berita/1/pegawai-bp2mi", "Pegawai BP2MI lain"))
    one, two, three, other = (piece.url for piece in web.articles)
    lines = ["\ufeff# daftar", "", one, f"{one}?utm_source=x", f"  {two}  ", f"{two}#komentar", three, other, ""]
    (desk.folder / "daftar.txt").write_bytes("\r\n".join(lines).encode())
    ran = crawl(desk, "daftar.txt")
    assert ran.returncode == 0, ran.stderr
    assert [web.count(url) for url in (one, two, three, other)] == [1, 1, 1, 1]
    assert desk.ask("SELECT outlet, count(*) FROM articles GROUP BY outlet ORDER BY outlet") == [
        ("koran-lain_example", 1), ("metrotvnews", 3),
    ]  # fmt: skip


def test_a_line_that_is_no_address_is_told_with_its_number_before_anything_is_asked(desk, web):
    desk.outlet("metrotvnews")
    (desk.folder / "daftar.txt").write_text(f"# daftar\n{HOST}/read/a1-b-c\n\nftp://x.id/a\n", encoding="utf-8")
    ran = crawl(desk, "daftar.txt")
    assert (ran.returncode, ran.stderr.count("\n")) == (2, 1)
    assert "daftar.txt, line 4: 'ftp://x.id/a' is not a web address" in ran.stderr
    assert web.log == []
