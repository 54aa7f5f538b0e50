"""`kliping import`: the pages of any WARC become captures and articles, once."""

from __future__ import annotations

import gzip
import lzma
from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.crawler.conftest import Desk, article, broken_invariants, page, text_of, title_of

SITE = "http://warta.example/berita"


def warc(path: Path, pages: Sequence[tuple[str, bytes]], status: str = "200 OK",
         headers: Sequence[tuple[str, str]] = (("Content-Type", "text/html; charset=utf-8"),)) -> Path:  # fmt: skip
    """A WARC as another tool may have written it: a gzip member a record."""
    http = f"HTTP/1.1 {status}\r\n" + "".join(f"{name}: {value}\r\n" for name, value in headers) + "\r\n"
    with path.open("wb") as file:
        for number, (url, payload) in enumerate(pages):
            block = http.encode() + payload
            head = (
                f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {url}\r\nWARC-Date: 2024-02-03T04:05:06Z\r\n"
                f"WARC-Record-ID: <urn:uuid:00000000-0000-0000-0000-{number:012}>\r\n"
                f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(block)}\r\n\r\n"
            )
            file.write(gzip.compress(head.encode() + block + b"\r\n\r\n"))
    return path


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


@pytest.fixture
def three(desk: Desk) -> Path:
    return warc(desk.folder / "tiga.warc.gz", [(f"{SITE}/judul-{n}", article(n).encode()) for n in (1, 2, 3)])


def test_every_page_becomes_an_article_of_its_host(desk: Desk, three: Path) -> None:
    assert desk.run("import", three).code == 0
    assert desk.ask("SELECT outlet, count(*) FROM articles GROUP BY 1") == [("warta_example", 3)]
    assert broken_invariants(desk) == {}


def test_a_page_goes_to_the_outlet_whose_addresses_match(desk: Desk) -> None:
    url = "https://www.voiceindonesia.co/berita/judul-satu-dua-tiga"
    file = warc(desk.folder / "satu.warc.gz", [(url, article(1).encode())])
    desk.run("import", file)
    assert desk.ask("SELECT outlet FROM articles") == [("voiceindonesia",)]


HTML = ("Content-Type", "text/html; charset=utf-8")
PACKED = gzip.compress(article(1).encode())
LZMA = lzma.compress(article(1).encode())


@pytest.mark.parametrize("encoding", ["gzip", "br", "deflate", "zstd", "none", "utf-8", "gzip, br"])
def test_a_page_that_was_kept_unpacked_under_its_old_header_is_taken(desk: Desk, encoding: str) -> None:
    file = warc(desk.folder / "x.warc.gz", [(f"{SITE}/judul-1", article(1).encode())],
                headers=[HTML, ("Content-Encoding", encoding)])  # fmt: skip
    assert desk.run("import", file).code == 0
    assert desk.one("SELECT text FROM articles").startswith(text_of(1)[0])
    assert desk.run("refine").code == 0


@pytest.mark.parametrize(("encoding", "payload"), [("gzip", PACKED[:-300]), ("gzip", b"\0rusak"), ("lzma", LZMA)])
@pytest.mark.parametrize("kind", [[HTML], []])
def test_a_page_that_cannot_be_unpacked_is_told_and_costs_only_itself(
    desk: Desk, encoding: str, payload: bytes, kind: list[tuple[str, str]]
) -> None:
    bad = warc(
        desk.folder / "a.warc.gz", [(f"{SITE}/judul-1", payload)], headers=[*kind, ("Content-Encoding", encoding)]
    )
    good = warc(desk.folder / "b.warc.gz", [(f"{SITE}/judul-2", article(2).encode())])
    bad.write_bytes(bad.read_bytes() + good.read_bytes())
    ran = desk.run("import", bad)
    assert (
        ran.code,
        "1 packed so that they can't be unpacked (Content-Encoding)" in ran.err,
        "Traceback" in ran.err,
    ) == (
        0,
        True,
        False,
    ), ran
    assert set(desk.fates()) == {"judul-2"}


def test_an_address_that_is_not_ascii_is_taken(desk: Desk) -> None:
    file = warc(desk.folder / "x.warc.gz", [(f"{SITE}/pérbup-kota-kupang", article(1).encode())])
    assert desk.run("import", file).code == 0
    assert desk.one("SELECT count(*) FROM articles") == 1
    assert desk.run("doctor", "--deep").code == 0


def test_its_clock_is_the_records(desk: Desk, three: Path) -> None:
    desk.run("import", three)
    assert desk.ask("SELECT DISTINCT fetched_at FROM captures") == [("2024-02-03T04:05:06+00:00",)]


def test_hours_ago_count_from_the_records_clock_also_when_it_is_refined_later(desk: Desk) -> None:
    """The machine's clock is years ahead of the record's: refining asks it nothing; hours ago name a day, no minute."""
    stamp = '</h1><div class="date">2 jam lalu</div>'
    html = page(title_of(1), text_of(1)).replace("</h1>", stamp)
    desk.run("import", warc(desk.folder / "lalu.warc.gz", [(f"{SITE}/judul-1", html.encode())]))
    query = "SELECT published_at, published_day, published_printed FROM articles"
    then = [(None, "2024-02-03", "2 jam lalu")]
    assert desk.ask(query) == then
    assert desk.run("refine").code == 0
    assert desk.ask(query) == then


def test_the_second_import_of_a_file_stores_nothing_new_and_says_so(desk: Desk, three: Path) -> None:
    desk.run("import", three)
    before = [desk.one(f"SELECT count(*) FROM {table}") for table in ("articles", "captures", "frontier", "versions")]
    ran = desk.run("import", three)
    assert "pages that the corpus knows already, not taken again: 3" in ran.err
    assert "no new article" in ran.err
    assert before == [desk.one(f"SELECT count(*) FROM {t}") for t in ("articles", "captures", "frontier", "versions")]


def test_a_page_set_aside_is_not_taken_a_second_time(desk: Desk) -> None:
    file = warc(desk.folder / "kosong.warc.gz", [(f"{SITE}/kosong", page("Kosong", []).encode())])
    desk.run("import", file)
    desk.run("import", file)
    assert desk.one("SELECT count(*) FROM captures") == 1


def test_a_page_set_aside_that_has_changed_is_taken(desk: Desk) -> None:
    desk.run("import", warc(desk.folder / "a.warc.gz", [(f"{SITE}/judul-1", page("Kosong", []).encode())]))
    desk.run("import", warc(desk.folder / "b.warc.gz", [(f"{SITE}/judul-1", article(1).encode())]))
    assert desk.fates() == {"judul-1": ("stored", None)}


def test_one_address_twice_in_a_file_is_one_article(desk: Desk) -> None:
    pages = [(f"{SITE}/judul-1", article(1).encode()), (f"{SITE}/judul-1?utm_source=x", article(1).encode())]
    desk.run("import", warc(desk.folder / "dua.warc.gz", pages))
    assert desk.one("SELECT count(*) FROM articles") == 1
    assert broken_invariants(desk) == {}


def test_a_folder_of_archives_is_taken_as_a_whole(desk: Desk, three: Path) -> None:
    folder = desk.folder / "arsip"
    folder.mkdir()
    three.rename(folder / three.name)
    warc(folder / "lain.warc.gz", [(f"{SITE}/judul-4", article(4).encode())])
    desk.run("import", folder)
    assert desk.one("SELECT count(*) FROM articles") == 4


@pytest.mark.parametrize("content", [b"catatan saya\n", gzip.compress(b"catatan saya\n", mtime=0), bytes(2000)])
def test_a_file_that_is_no_archive_is_told_in_a_sentence(desk: Desk, content: bytes) -> None:
    path = desk.folder / "bukan.warc.gz"
    path.write_bytes(content)
    ran = desk.run("import", path)
    assert ran.in_a_sentence(), ran


def test_a_missing_file_is_told_in_a_sentence(desk: Desk) -> None:
    assert desk.run("import", desk.folder / "tidak-ada.warc.gz").in_a_sentence()


def test_an_empty_folder_is_told_in_a_sentence(desk: Desk) -> None:
    assert desk.run("import", desk.outlets).in_a_sentence()


def test_what_is_no_page_is_passed_over_and_counted(desk: Desk) -> None:
    headers = [("Content-Type", "image/png")]
    file = warc(desk.folder / "gambar.warc.gz", [(f"{SITE}/a.png", b"\x89PNG")], headers=headers)
    ran = desk.run("import", file)
    assert "passed over: 1 PNG image" in ran.err
    assert desk.one("SELECT count(*) FROM captures") == 0


def test_the_further_page_of_an_article_is_joined(desk: Desk) -> None:
    second = article(2).replace(title_of(2), title_of(1)).encode()
    pages = [(f"{SITE}/judul-1?page=2", second), (f"{SITE}/judul-1", article(1, '<a href="?page=2">2</a>').encode())]
    desk.run("import", warc(desk.folder / "dua.warc.gz", pages))
    assert desk.ask("SELECT complete, (SELECT count(*) FROM article_captures) FROM articles") == [(1, 2)]


def test_a_further_page_that_is_not_in_the_file_leaves_the_article_incomplete(desk: Desk) -> None:
    file = warc(desk.folder / "satu.warc.gz", [(f"{SITE}/judul-1", article(1, '<a href="?page=2">2</a>').encode())])
    desk.run("import", file)
    assert desk.ask("SELECT complete FROM articles") == [(0,)]
    assert broken_invariants(desk) == {}


def test_chunks_that_another_crawler_kept_are_joined(desk: Desk) -> None:
    body = article(1).encode()
    chunked = b"".join(b"%x\r\n%s\r\n" % (len(body[i : i + 97]), body[i : i + 97]) for i in range(0, len(body), 97))
    headers = [("Content-Type", "text/html; charset=utf-8"), ("Transfer-Encoding", "chunked")]
    pages = [(f"{SITE}/judul-1", chunked + b"0\r\n\r\n")]
    desk.run("import", warc(desk.folder / "wget.warc.gz", pages, headers=headers))
    plain = Desk(desk.folder / "lain")
    plain.run("import", warc(desk.folder / "biasa.warc.gz", [(f"{SITE}/judul-1", body)]))
    assert desk.one("SELECT text FROM articles") == plain.one("SELECT text FROM articles")


def test_a_packed_page_is_unpacked(desk: Desk) -> None:
    headers = [("Content-Type", "text/html"), ("Content-Encoding", "gzip")]
    file = warc(desk.folder / "z.warc.gz", [(f"{SITE}/judul-1", gzip.compress(article(1).encode()))], headers=headers)
    desk.run("import", file)
    assert text_of(1)[1] in desk.one("SELECT text FROM articles")


def test_a_page_that_breaks_the_extractor_does_not_end_the_import(desk: Desk) -> None:
    deep = b"<html><body>" + b"<div>" * 60_000 + b"teks"
    pages = [(f"{SITE}/dalam", deep), (f"{SITE}/judul-1", article(1).encode())]
    assert desk.run("import", warc(desk.folder / "dalam.warc.gz", pages)).code == 0
    assert desk.fates()["judul-1"] == ("stored", None)


def test_what_was_imported_is_not_asked_for_again_by_a_crawl(desk: Desk, site: object) -> None:
    desk = Desk(desk.folder, site)  # type: ignore[arg-type]
    url = site.url  # type: ignore[attr-defined]
    site.put_articles([1, 2])  # type: ignore[attr-defined]
    site.put_search([1, 2])  # type: ignore[attr-defined]
    file = warc(desk.folder / "satu.warc.gz", [(f"{url}/berita/judul-1", article(1).encode())])
    desk.run("import", file, "--outlets", desk.outlets)
    desk.crawl()
    assert set(site.articles_asked()) == {"/berita/judul-2"}  # type: ignore[attr-defined]
