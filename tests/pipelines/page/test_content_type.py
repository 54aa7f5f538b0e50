"""A Content-Type is read as browsers read it, and the bytes decide where it says nothing of use."""

from __future__ import annotations

import pytest

from pipelines.page.content_type import MediaType, media_type, why_not_html

HTML = b"<!doctype html><html><p>Apel pagi"

READ_AS = [
    ("text/html", "text/html", None),
    ("TEXT/HTML; CHARSET=UTF-8", "text/html", "UTF-8"),
    ("  text/html ; charset = utf-8", "text/html", None),  # a space behind the name makes it another name
    ("text/html;charset= utf-8", "text/html", " utf-8"),
    ('text/html;;charset="utf-8', "text/html", "utf-8"),
    ('text/html; charset="utf\\-8"; x', "text/html", "utf-8"),
    ("text/html;charset=utf8; charset=x", "text/html", "utf8"),
    ("text/html; charset=; charset=windows-1252", "text/html", "windows-1252"),
    ("text/html; charset", "text/html", None),
    ('text/html; x="charset=a"; charset=utf-8', "text/html", "utf-8"),
    ('text/html; x=", image/png"', "text/html", None),
    ("text/html, text/html; charset=utf-8", "text/html", "utf-8"),
    ("text/html; charset=utf-8, text/html", "text/html", "utf-8"),
    ("text/html; charset=a, text/html; charset=b", "text/html", "b"),
    ("text/html; charset=utf-8, text/plain", "text/plain", None),
    ("text/html; charset=utf-8, image/png, text/html", "text/html", None),
    ("text/html, */*", "text/html", None),
    ("text/html, rusak", "text/html", None),
    ("rusak, text/html", "text/html", None),
    (",, text/html,", "text/html", None),
    ("text/html;\r\n charset=utf-8", "text/html", "utf-8"),
    ("multipart/related; type=text/html", "multipart/related", None),
]


@pytest.mark.parametrize(("header", "essence", "charset"), READ_AS)
def test_a_header_is_read_by_the_standards_rules(header: str, essence: str, charset: str | None) -> None:
    assert media_type(header) == MediaType(essence, charset)


@pytest.mark.parametrize("header", [None, "", " ", "html", "text", "text/", "/html", "te xt/html", "text/ht ml", ",;,"])
def test_what_is_no_media_type_is_none(header: str | None) -> None:
    assert media_type(header) is None


@pytest.mark.parametrize(
    "header", [None, "", "html", "text/plain", "application/octet-stream", "text/xml", "*/*", "application/xhtml+xml"]
)
@pytest.mark.parametrize(
    "body",
    [
        HTML,
        b"\xef\xbb\xbf \n<HTML>",
        b"<!-- a --> <!-- b --><p>x",
        b'<?xml version="1.0"?><!DOCTYPE html><html>',
        b"<section class=x>",
        b"<br />\n<b>Notice</b>: x",
        b"\nWarning: include() in /x.php on line 3 <!doctype html><html>",
        "\ufeff<html>".encode("utf-16-le"),
        "<html>".encode("utf-16-be"),
    ],
)
def test_where_the_type_decides_nothing_the_bytes_do(header: str | None, body: bytes) -> None:
    assert why_not_html(body, header) is None


@pytest.mark.parametrize(
    ("body", "header", "name"),
    [
        (b"%PDF-1.7 x", "text/html", "PDF"),
        (b"\x89PNG\r\n", None, "PNG image"),
        (b'{"judul": 1}', None, "JSON"),
        (b'{"judul": 1}', "text/html", "JSON"),
        (b"<html>", "application/pdf", "application/pdf"),
        (b"<html>", "text/html, image/png", "image/png"),
        (b"<html>", "multipart/related", "multipart/related"),
        (b'<?xml version="1.0"?>\n<rss>', "text/xml", "XML feed or sitemap"),
        (b'<?xml version="1.0"?><?xml-stylesheet href="x"?><!-- a --><urlset>', "text/html", "XML feed or sitemap"),
        (b"User-agent: *", "text/plain", "text/plain"),
        (b"ikan", None, "no HTML"),
        (b"\0\1\2\3", "application/octet-stream", "application/octet-stream"),
        (b"<svg><p>", "text/xml", "text/xml"),
    ],
)
def test_what_is_no_html_is_named(body: bytes, header: str | None, name: str) -> None:
    assert why_not_html(body, header) == name


def test_a_type_of_html_needs_no_markup_at_its_beginning() -> None:
    assert why_not_html(b"Balai itu buka. <p>x", "text/html; charset=utf-8") is None


def test_hostile_beginnings_are_read_in_one_pass() -> None:
    """A pattern that tries every division of the comments would never end here."""
    for body in (b"<!-- -->" * 500 + b"x", b"<!--" * 1000, b"<?a?>" * 800 + b"x", b"[" * 4096, b"<" * 4096):
        assert why_not_html(body, "image/png") == "image/png"
        why_not_html(body, None)
    for header in ('"' * 5000, ";" * 5000, ';a="' * 2000, "text/html;" + 'a="\\' * 2000, "," * 5000):
        assert media_type(f"{header}, text/html") != MediaType("image/png")
