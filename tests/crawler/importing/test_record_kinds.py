"""What an import takes: the balance over all kinds of records, the clock of each, and pages saved from a browser."""

from __future__ import annotations

import gzip
import json
import os
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest

from tests.crawler.conftest import CommandResult, Desk, article, broken_invariants, text_of
from tests.crawler.importing.test_saved_pages import CHROME, HTML, LATER, SNAPSHOT, URL, USER, mhtml

SITE = "https://warta.example/berita"
PAGE = ("Content-Type", "text/html; charset=utf-8")
HTTP = "application/http; msgtype=response"


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def record(
    kind: str,
    url: str | None,
    block: bytes,
    content_type: str | None,
    *,
    date: str | None = "2024-02-03T04:05:06Z",
    more: Iterable[tuple[str, str]] = (),
) -> bytes:
    """A record as a gzip member; a field that is None is left out."""
    fields = [("WARC-Type", kind), ("WARC-Target-URI", url), ("WARC-Date", date), ("Content-Type", content_type)]
    fields += [*more, ("Content-Length", str(len(block)))]
    head = "WARC/1.1\r\n" + "".join(f"{name}: {value}\r\n" for name, value in fields if value is not None)
    return gzip.compress(head.encode() + b"\r\n" + block + b"\r\n\r\n", mtime=0)


def http(body: bytes, headers: Iterable[tuple[str, str]] = (PAGE,), status: str = "HTTP/1.1 200 OK") -> bytes:
    return (status + "\r\n" + "".join(f"{k}: {v}\r\n" for k, v in headers) + "\r\n").encode() + body


def answer(
    n: int,
    body: bytes | None = None,
    headers: Iterable[tuple[str, str]] = (PAGE,),
    status: str = "HTTP/1.1 200 OK",
    **how: Any,
) -> bytes:
    body = article(n).encode() if body is None else body
    return record("response", f"{SITE}/judul-{n}", http(body, headers, status), HTTP, **how)


def counted(ran: CommandResult) -> dict[str, Any]:
    counts: dict[str, Any] = json.loads(ran.out.splitlines()[-1])["import"]
    return counts


ANSWERED = ("Date", "Sat, 03 Feb 2024 04:05:06 GMT")
MADE_OF_RESOURCES = {
    2: record("resource", f"{SITE}/judul-2", article(2).encode(), "text/html"),
    3: record("resource", f"<{SITE}/judul-3>", article(3).encode(), None),
    4: record("Resource", f"{SITE}/judul-4", http(article(4).encode()), HTTP),
    6: record("resource", f"{SITE}/judul-6", http(article(6).encode()), "text/html"),
    7: record("response", f"{SITE}/judul-7", article(7).encode(), "text/html, text/html; charset=utf-8"),
}
PACKED = "packed so that they can't be unpacked (Content-Encoding)"
OTHERS = {
    "request": record("request", f"{SITE}/judul-1", b"GET / HTTP/1.1\r\n\r\n", "application/http; msgtype=request"),
    "revisit": record("revisit", f"{SITE}/judul-1", http(b""), HTTP),
    "conversion": record("conversion", f"{SITE}/judul-1", article(9).encode(), "text/html"),
    "metadata": record("metadata", f"{SITE}/judul-1", b"via: x\r\n", "application/warc-fields"),
    "warcinfo": record("warcinfo", None, b"software: x\r\n", "application/warc-fields"),
    "continuation": record("continuation", f"{SITE}/judul-1", b"ekor", None, more=[("WARC-Segment-Number", "2")]),
    "record of an unknown type": record("screenshot", f"{SITE}/judul-1", b"\x89PNG", "image/png"),
    "image/jpeg": record("resource", f"{SITE}/a.jpg", b"xx", "image/jpeg"),
    "PNG image": record("resource", f"{SITE}/a.png", b"\x89PNG", "text/html"),
    "text/plain": record("resource", "https://warta.example/robots.txt", b"User-agent: *", "text/plain"),
    "answered with 404": answer(20, status="HTTP/1.1 404 Not Found"),
    "answered with 206": answer(21, status="HTTP/1.1 206 Partial Content"),
    "without a web address": record("resource", "urn:uuid:1", article(9).encode(), "text/html"),
    "with an address that names a user": record("resource", USER, HTML, "text/html"),
    "cut when they were archived": answer(22, more=[("WARC-Segment-Number", "1")]),
    PACKED: answer(23, b"\0rusak", [PAGE, ("Content-Encoding", "gzip")]),
    "response that is no HTTP answer": record("response", "dns:warta.example", b"1 IN A 1.2.3.4", "text/dns"),
}  # fmt: skip


def test_every_record_of_a_file_is_taken_known_passed_over_by_its_kind_or_unreadable(desk: Desk) -> None:
    first = answer(1)
    broken = bytearray(answer(24))
    broken[-200:-190] = bytes(10)
    records = [
        OTHERS["warcinfo"],
        first,
        *MADE_OF_RESOURCES.values(),
        first,
        *OTHERS.values(),
        bytes(broken),
        answer(5),
    ]
    path = desk.folder / "semua.warc.gz"
    path.write_bytes(b"".join(records))
    ran = desk.run("import", path, "--json")
    assert ran.code == 3
    counts = counted(ran)
    assert counts["passed_over"] == dict.fromkeys(OTHERS, 1) | {"warcinfo": 2}
    assert (counts["taken"], counts["known"], counts["unreadable"]) == (7, 1, 1)
    assert counts["records"] == len(records)
    assert f"records {len(records)} = taken 7 + known 1 + further pages 0 + passed over 18 + unreadable 1" in ran.err
    assert desk.fates() == {f"judul-{n}": ("stored", None) for n in range(1, 8)}
    assert "budi" not in ran.out + ran.err
    assert b"budi" not in (desk.folder / "kliping.db").read_bytes()
    assert broken_invariants(desk) == {}


def test_a_page_without_an_answer_is_evidence_that_refine_doctor_and_remove_can_read(desk: Desk) -> None:
    path = desk.folder / "sumber.warc.gz"
    path.write_bytes(b"".join(MADE_OF_RESOURCES.values()))
    assert desk.run("import", path).code == 0
    assert desk.run("refine").out.startswith("refined 5 pages: 5 same")
    assert desk.run("doctor", "--deep").code == 0
    [segment] = (desk.folder / "kliping-archive").glob("*.warc.gz")
    plain = gzip.decompress(segment.read_bytes())
    assert plain.count(b"X-Kliping-Made-From: resource record\r\n") == 3  # the others hold an answer
    assert plain.count(b"WARC-Type: request") == 2
    assert desk.run("remove", f"{SITE}/judul-2", "--yes", "--reason", "diminta").code == 0
    assert desk.one("SELECT count(*) FROM articles") == 4
    rest = b"".join(gzip.decompress(file.read_bytes()) for file in (desk.folder / "kliping-archive").glob("*.warc.gz"))
    assert text_of(2)[0].encode() not in rest
    assert text_of(3)[0].encode() in rest


@pytest.mark.hostile
def test_an_archive_of_ours_that_is_imported_again_still_says_what_no_server_gave(desk: Desk) -> None:
    path = desk.folder / "sumber.warc.gz"
    path.write_bytes(MADE_OF_RESOURCES[2])
    desk.run("import", path)
    again = Desk(desk.folder / "lagi")
    assert again.run("import", desk.folder / "kliping-archive").code == 0
    [segment] = (again.folder / "kliping-archive").glob("*.warc.gz")
    plain = gzip.decompress(segment.read_bytes())
    assert (plain.count(b"X-Kliping-Made-From: resource record\r\n"), plain.count(b"WARC-Type: request")) == (1, 0)


def test_the_clock_is_the_records_else_the_answers_else_the_record_befores_and_it_is_said(desk: Desk) -> None:
    records = [
        answer(1, date="20240203040506"),
        answer(2, headers=[PAGE, ANSWERED], date="2024-13-45T99:00:00Z"),
        answer(3, date="1970-01-01T00:00:00Z"),
        answer(4, date=None),
        record("resource", f"{SITE}/a.png", b"\x89PNG", "image/png", date=None),
    ]
    path = desk.folder / "jam.warc.gz"
    path.write_bytes(b"".join(records))
    ran = desk.run("import", path)
    assert desk.ask("SELECT DISTINCT fetched_at FROM captures") == [("2024-02-03T04:05:06+00:00",)]
    assert "pages whose time of capture is that of the record before them in the file: 2" in ran.err
    assert desk.ask("SELECT published_day FROM articles ORDER BY published_day") == [
        (f"2024-01-{1 + n:02}",) for n in (1, 2, 3, 4)
    ]


@pytest.mark.hostile
def test_without_any_clock_in_the_file_its_time_of_change_is_taken_and_said(desk: Desk) -> None:
    path = desk.folder / "jam.warc.gz"
    path.write_bytes(answer(1, date="0000-00-00T00:00:00Z"))
    os.utime(path, (LATER.timestamp(), LATER.timestamp()))
    ran = desk.run("import", path)
    assert "pages whose time of capture is the file's time of change: 1" in ran.err
    assert desk.one("SELECT fetched_at FROM captures") == LATER.isoformat()


def test_saved_pages_of_a_folder_are_taken_and_one_bad_file_does_not_stop_the_others(desk: Desk) -> None:
    folder = desk.folder / "simpanan"
    folder.mkdir()
    os.mkfifo(folder / "pipa.html")
    two = mhtml(article(2).encode(), head=SNAPSHOT.replace("judul-1", "judul-2"), place=f"{SITE}/judul-2")
    for name, data in (("a.html", CHROME + HTML), ("b.mhtml", two), ("c.html", HTML), ("d.html", b"")):
        (folder / name).write_bytes(data)
    (folder / "e.warc.gz").write_bytes(answer(3))
    ran = desk.run("import", folder)
    assert (ran.code, "Traceback" in ran.err) == (3, False)
    assert f"kliping: {folder / 'pipa.html'}: is no regular file; save what it gives to a file first" in ran.err
    assert f"kliping: {folder / 'c.html'}: no address stands in it; give its address with --url" in ran.err
    assert f"kliping: {folder / 'd.html'}: is empty; it holds no record" in ran.err
    assert "records 5 = taken 3 + known 0 + further pages 0 + passed over 0 + unreadable 2" in ran.err
    assert "pages whose address is the one that was saved with the page: 2" in ran.err
    assert set(desk.fates()) == {"judul-1", "judul-2", "judul-3"}
    assert desk.run("refine").out.startswith("refined 3 pages: 3 same")
    assert desk.run("doctor", "--deep").code == 0


def test_a_saved_page_is_taken_with_the_address_given(desk: Desk) -> None:
    path = desk.folder / "berita.html"
    path.write_bytes(HTML)
    assert desk.run("import", path).in_a_sentence()
    assert desk.run("import", path, "--url", USER).in_a_sentence()
    assert desk.run("import", path, "--url", URL).code == 0
    assert desk.ask("SELECT url, outlet FROM articles") == [(URL, "warta_example")]


HOSTILE = pytest.mark.hostile


@pytest.mark.parametrize("others", [["b.html"], *(pytest.param(rest, marks=HOSTILE) for rest in (["c.warc.gz"], []))])
def test_an_address_for_anything_but_one_saved_page_is_a_mistake(desk: Desk, others: list[str]) -> None:
    files = [desk.folder / name for name in (others or ["c.warc.gz"])]
    for file in [desk.folder / "a.html", *files]:
        file.write_bytes(answer(1) if file.suffix == ".gz" else HTML)
    given = [*files, desk.folder / "a.html"] if others else files
    ran = desk.run("import", *given, "--url", URL)
    assert ran.in_a_sentence()
    assert "--url is the address of one saved page" in ran.err


@pytest.mark.hostile
def test_an_article_that_was_saved_in_two_pages_is_joined(desk: Desk) -> None:
    second = article(2).replace("Angkatan 2", "Angkatan 1")
    for name, url, html in (
        ("z.html", URL, article(1, '<a href="?page=2">2</a>')),
        ("a.html", f"{URL}?page=2", second),
    ):
        (desk.folder / name).write_text(f"<!-- saved from url={url} -->{html}", encoding="utf-8")
    desk.run("import", desk.folder / "a.html", desk.folder / "z.html")
    assert desk.ask("SELECT complete, (SELECT count(*) FROM article_captures) FROM articles") == [(1, 2)]


@pytest.mark.hostile
@pytest.mark.parametrize("data", [CHROME + HTML, mhtml(head=SNAPSHOT)], ids=["html", "mhtml"])
def test_a_saved_page_cut_anywhere_is_taken_whole_or_refused_with_a_sentence(desk: Desk, data: bytes) -> None:
    from crawler.importing.inputs import InputError, inputs
    from crawler.importing.saved_page import SavedPageError, read_saved

    path, sentences, pages = desk.folder / "berita.html", [], 0
    for end in range(1, len(data)):
        path.write_bytes(data[:end])
        try:
            [file] = inputs((path,)).files
            if file.form != "WARC":
                assert b"</html" in read_saved(path, file.form, None).body
                pages += 1
        except (InputError, SavedPageError) as error:
            sentences.append(str(error))
    assert pages > 0
    assert sentences
    assert all(sentence.startswith(f"{path}: ") for sentence in sentences)
