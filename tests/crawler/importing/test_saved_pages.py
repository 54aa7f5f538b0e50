"""Saved pages: the address and the time that the browser wrote, the charset, and what is refused with a sentence."""

from __future__ import annotations

import base64
import os
import quopri
from datetime import UTC, datetime
from pathlib import Path

import pytest

from crawler.importing.inputs import InputError, inputs
from crawler.importing.saved_page import SavedPage, SavedPageError, read_saved
from pipelines.page.decode import decode
from tests.crawler.conftest import article

URL = "https://warta.example/berita/judul-1"
FIVE = datetime(2024, 3, 10, 5, tzinfo=UTC)
LATER = datetime(2024, 5, 1, tzinfo=UTC)  # when the file was changed
HTML = article(1).encode()
CHROME = f"<!-- saved from url=(0036){URL} -->\n".encode()
SCRIPT_DATE = "Sun Mar 10 2024 12:00:00 GMT+0700 (Western Indonesia Time)"
SINGLEFILE = f"<!--\n Page saved with SingleFile \n url: {URL} \n saved date: {SCRIPT_DATE}\n-->".encode()
SAVE_PAGE_WE = f'''<meta name="savepage-url" content="{URL}">
<meta name="savepage-date" content="{SCRIPT_DATE}">'''.encode()
MONOLITH = f"<!-- Saved from {URL} at 2024-03-10T05:00:00Z using monolith v2.8.1 -->".encode()
CANONICAL = f'<link rel="canonical" href="{URL}">'.encode()
HOME = b'<link rel="canonical" href="https://warta.example/">'
META_1252 = '<meta http-equiv=Content-Type content="text/html; charset=windows-1252">'


def saved(folder: Path, data: bytes, url: str | None = None, name: str = "berita.html") -> SavedPage:
    """The file's page, read as the command does."""
    path = folder / name
    path.write_bytes(data)
    os.utime(path, (LATER.timestamp(), LATER.timestamp()))
    [file] = inputs((path,)).files
    return read_saved(file.path, file.form, url)


def in_head(mark: bytes) -> bytes:
    return HTML.replace(b"<head>", b"<head>" + mark)


def mhtml(
    body: bytes = HTML,
    *,
    encoding: str = "quoted-printable",
    kind: str = "text/html",
    head: str = "",
    place: str = URL,
    date: str | None = "Sun, 10 Mar 2024 05:00:00 -0000",
    more: str = "",
    before: bytes = b"",
) -> bytes:
    """An MHTML file as Chrome writes it; `before` are parts before the page's."""
    coded = {"quoted-printable": quopri.encodestring, "base64": base64.encodebytes}.get(encoding, bytes)(body)
    top = f"From: <Saved by Blink>\n{head}Subject: =?utf-8?Q?Jum=E2=80=99at?=\n" + (f"Date: {date}\n" if date else "")
    top += f'MIME-Version: 1.0\nContent-Type: multipart/related;\n\ttype="text/html";{more}\n\tboundary="B"\n\n\n'
    part = f"--B\nContent-Type: {kind}\nContent-ID: <frame-1@mhtml.blink>\nContent-Transfer-Encoding: {encoding}\n"
    part += f"Content-Location: {place}\n\n"
    image = b"\n--B\nContent-Type: image/png\nContent-Transfer-Encoding: base64\n\niVBORw0KGgo=\n--B--\n"
    return (top.encode() + before + part.encode() + coded + image).replace(b"\n", b"\r\n")


SNAPSHOT = f"Snapshot-Content-Location: {URL}\n"
FRAME = b"--B\nContent-Type: text/html\nContent-Location: https://iklan.example/\n\n<html>iklan</html>\n"

NAMED = {
    "chrome": (HTML.replace(b"<html", CHROME + b"<html"), "as it was saved", None),
    "chrome, at its beginning": (CHROME + HTML, "as it was saved", None),
    "chrome, UTF-16": (b"\xff\xfe" + (CHROME + HTML).decode().encode("utf-16-le"), "as it was saved", None),
    "singlefile": (HTML.replace(b"<head>", SINGLEFILE + b"<head>"), "as it was saved", FIVE),
    "singlefile, no date": (in_head(SINGLEFILE.partition(b"\n saved date")[0] + b"-->"), "as it was saved", None),
    "save page we": (in_head(SAVE_PAGE_WE), "as it was saved", FIVE),
    "monolith": (MONOLITH + HTML, "as it was saved", FIVE),
    "canonical": (in_head(CANONICAL), "the page's own link", None),
    "og:url": (in_head(f'<meta property="og:url" content="{URL}">'.encode()), "the page's own link", None),
    "opened from the disk, then canonical": (
        b"<!-- saved from url=(0029)file:///C:/Users/budi/1.html -->" + in_head(CANONICAL),
        "the page's own link",
        None,
    ),
    "marked by its zone, then canonical": (
        b"<!-- saved from url=(0022)http://internet.e-mail -->" + in_head(CANONICAL),
        "the page's own link",
        None,
    ),
    "mhtml of Chrome": (mhtml(head=SNAPSHOT), "as it was saved", FIVE),
    "mhtml, base64": (mhtml(encoding="base64"), "as it was saved", FIVE),
    "mhtml, 8bit, line feeds": (mhtml(encoding="8bit").replace(b"\r\n", b"\n"), "as it was saved", FIVE),
    "mhtml without a date": (mhtml(date=None), "as it was saved", None),
    "mhtml of 1970": (mhtml(date="Thu, 1 Jan 1970 00:00:00 GMT"), "as it was saved", None),
    "mhtml, a frame first": (mhtml(before=FRAME, head=SNAPSHOT), "as it was saved", FIVE),
    "mhtml with start": (mhtml(before=FRAME, more='\n\tstart="<frame-1@mhtml.blink>";'), "as it was saved", FIVE),
    "mhtml, cut in an image": (mhtml()[:-20], "as it was saved", FIVE),
    "mhtml, a folded address": (mhtml(head=SNAPSHOT.replace("berita/", "berita/\n ")), "as it was saved", FIVE),
    "mhtml of one part": (
        f"MIME-Version: 1.0\r\nContent-Type: text/html\r\nContent-Location: {URL}\r\n\r\n".encode() + HTML,
        "as it was saved",
        None,
    ),
}  # fmt: skip


@pytest.mark.parametrize(("data", "source", "time"), NAMED.values(), ids=NAMED)
def test_the_address_and_the_time_that_stand_in_the_file_are_taken(
    tmp_path: Path, data: bytes, source: str, time: datetime | None
) -> None:
    page = saved(tmp_path, data)
    assert (page.url, page.url_from) == (URL, source)
    assert page.saved_at == (time or LATER)
    assert (page.time_from == "the file's time of change") == (time is None)
    assert "Pembinaan Pegawai Angkatan 1" in decode(page.body, page.content_type)


def test_the_users_address_goes_before_all_others(tmp_path: Path) -> None:
    page = saved(tmp_path, CHROME + HTML, url="https://lain.example/a")
    assert (page.url, page.url_from) == ("https://lain.example/a", "--url")


@pytest.mark.parametrize("name", ["berita", "berita.txt", "berita.warc.gz", "berita.mhtml", "berita.wacz"])
@pytest.mark.parametrize("data", [CHROME + HTML, mhtml()], ids=["html", "mhtml"])
def test_a_files_name_does_not_matter(tmp_path: Path, name: str, data: bytes) -> None:
    assert saved(tmp_path, data, name=name).url == URL


WORDS = "Jum’at pagi, “apel” di balai – selesai. "


@pytest.mark.parametrize(
    "data",
    [
        mhtml(f"<meta charset=utf-8>{WORDS * 9}".encode("cp1252"), kind='text/html; charset="windows-1252"'),
        mhtml(f"<p>{WORDS * 9}".encode(), kind="text/html"),
        mhtml(f"<p>{WORDS * 9}".encode("utf-16"), kind="text/html; charset=utf-16", encoding="base64"),
        CHROME + f"{META_1252}<p>{WORDS * 9}</html>".encode("cp1252"),
        b"\xef\xbb\xbf" + CHROME + f"<p>{WORDS * 9}</html>".encode(),
        (CHROME.decode() + f"<p>{WORDS * 9}</html>").encode("utf-16"),
        (CHROME.decode() + f"<p>{WORDS * 9}</html>").encode("utf-16-le"),
        (CHROME.decode() + f"<p>{WORDS * 9}</html>").encode("utf-16-be"),
    ],
)  # fmt: skip
def test_words_survive_the_charset_of_the_file(tmp_path: Path, data: bytes) -> None:
    page = saved(tmp_path, data)
    assert WORDS.strip() in decode(page.body, page.content_type)


USER = "https://budi:rahasia@warta.example/berita/judul-1"
REFUSED = {
    "no address": (HTML, "no address stands in it; give its address with --url"),
    "only a home page's canonical link": (in_head(HOME), "no address stands"),
    "a user in the comment": (f"<!-- saved from url=(0049){USER} -->".encode() + HTML, "names a user"),
    "a user in singlefile's": (SINGLEFILE.replace(URL.encode(), USER.encode()) + HTML, "names a user"),
    "a user in the canonical link": (in_head(f'<link rel="canonical" href="{USER}">'.encode()), "names a user"),
    "a user in MHTML": (mhtml(place=USER), "names a user"),
    "a user in MHTML's head": (mhtml(head=SNAPSHOT.replace(URL, USER)), "names a user"),
    "a file's address": (mhtml(place="file:///C:/berita.html"), "is no web address; give its address with --url"),
    "mhtml cut in the page": (mhtml()[:900], "breaks off within the page"),
    "mhtml without a page": (mhtml(kind="image/png"), "no part of it is an HTML page"),
    "mhtml, another encoding": (mhtml(encoding="x-uuencode"), "an encoding that isn't known ('x-uuencode')"),
    "mhtml, broken base64": (mhtml(b"x", encoding="base64").replace(b"eA==", b"e"), "can't be decoded (base64)"),
    "mhtml of nothing": (mhtml(b""), "its page is empty"),
    "mhtml of a PDF": (mhtml(b"%PDF-1.7", encoding="base64"), "holds no web page (PDF)"),
    "a browser's page, cut": ((CHROME + HTML)[:-200], "breaks off (a browser's file ends with </html>)"),
    "too large": (CHROME + b"<p>" + b"a" * (5 << 20) + b"</html>", "is larger than 5 MiB"),
    "mhtml, too large": (mhtml(b"<p>" + b"a" * (5 << 20), encoding="8bit"), "its page is larger than 5 MiB"),
}  # fmt: skip


@pytest.mark.parametrize(("data", "why"), REFUSED.values(), ids=REFUSED)
def test_what_cannot_be_taken_is_refused_with_a_sentence(tmp_path: Path, data: bytes, why: str) -> None:
    with pytest.raises(SavedPageError) as refusal:
        saved(tmp_path, data)
    assert why in str(refusal.value)
    assert str(refusal.value).startswith(f"{tmp_path / 'berita.html'}: ")
    assert "budi" not in str(refusal.value)


def test_a_comment_in_the_articles_text_is_no_mark(tmp_path: Path) -> None:
    with pytest.raises(SavedPageError, match="no address"):
        saved(tmp_path, HTML.replace(b"</article>", CHROME + b"</article>"))


@pytest.mark.parametrize("depth", [5, 3000])
def test_parts_in_parts_are_looked_through_only_so_deep(tmp_path: Path, depth: int) -> None:
    nested = "".join(f'Content-Type: multipart/related; boundary="b{n}"\r\n\r\n--b{n}\r\n' for n in range(depth))
    with pytest.raises(SavedPageError, match="no part of it"):
        saved(tmp_path, b"MIME-Version: 1.0\r\n" + nested.encode() + b"Content-Type: text/html\r\n\r\n<p>x")


# --- which files ---------------------------------------------------------------------------------------


def test_a_folders_files_are_taken_by_name_and_the_rest_is_counted(tmp_path: Path) -> None:
    (tmp_path / "berita_files").mkdir()
    (tmp_path / "berita_files" / "iklan.html").write_bytes(HTML)
    os.mkfifo(tmp_path / "pipa.html")
    for name in ("b.html", "c.HTM", ".tersembunyi.html"):
        (tmp_path / name).write_bytes(HTML)
    for name, data in (("a.mhtml", mhtml()), ("d.warc.gz", b"\x1f\x8b"), ("foto.png", b"x")):
        (tmp_path / name).write_bytes(data)
    given = inputs((tmp_path,))
    assert [(file.path.name, file.form) for file in given.files] == [
        ("a.mhtml", "MHTML"), ("b.html", "HTML"), ("c.HTM", "HTML"), ("d.warc.gz", "WARC")
    ]  # fmt: skip
    assert given.left == {"hidden files": 1, "folders in them": 1, "files of other kinds": 1}
    assert [*map(str, given.refused)] == [
        f"{tmp_path / 'pipa.html'}: is no regular file; save what it gives to a file first"
    ]


def test_a_file_that_is_missing_or_a_link_to_nothing_does_not_stop_the_others(tmp_path: Path) -> None:
    folder = tmp_path / "simpanan"
    folder.mkdir()
    (folder / "a.html").write_bytes(HTML)
    (folder / "b.html").symlink_to(tmp_path / "tidak-ada.html")
    (tmp_path / "hampa").mkdir()
    given = inputs((folder, tmp_path / "c.html", tmp_path / "hampa"))
    assert [file.path.name for file in given.files] == ["a.html"]
    assert [sentence.partition(": ")[2].partition(";")[0] for sentence in map(str, given.refused)] == [
        "there is no such file",
        "there is no such file",
        "no WARC, WACZ, HTML or MHTML file in this folder",
    ]
    with pytest.raises(InputError, match=r"there is no such file.*; 1 more can't be imported either"):
        inputs((tmp_path / "c.html", tmp_path / "hampa"))


def test_a_pipe_alone_is_refused_and_never_read(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipa")
    with pytest.raises(InputError, match="is no regular file"):
        inputs((tmp_path / "pipa",))


@pytest.mark.parametrize(
    ("name", "data", "why"),
    [
        ("a.html", b"%PDF-1.7", "holds no web page (PDF)"),
        ("a.html", b'{"judul": 1}', "holds no web page (JSON)"),
        ("a.webarchive", b"bplist00\xd1", "a web archive of Safari can't be read; save the page as HTML or MHTML"),
    ],
)
def test_a_file_of_another_kind_is_named(tmp_path: Path, name: str, data: bytes, why: str) -> None:
    (tmp_path / name).write_bytes(data)
    with pytest.raises(InputError) as refusal:
        inputs((tmp_path / name,))
    assert why in str(refusal.value)
