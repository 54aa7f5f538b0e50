"""Bytes become text without mojibake."""

from __future__ import annotations

import pytest

from pipelines.page.decode import decode

WORDS = "Jum’at pagi, “apel” di balai – selesai. "


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16", "windows-1252"])
def test_words_survive_their_charset(codec: str) -> None:
    page = f'<meta charset="{codec.removesuffix("-sig")}"><p>{WORDS * 3}</p>'
    assert WORDS.strip() in decode(page.encode(codec), "text/html")


def test_one_bad_byte_is_no_reason_for_mojibake() -> None:
    assert "Jum’at" in decode((WORDS * 20).encode() + b"\xff\xfe ekor", "text/html; charset=utf-8")


def test_a_wrong_charset_in_the_header_does_not_outvote_valid_utf8() -> None:
    assert "Jum’at" in decode(WORDS.encode(), "text/html; charset=iso-8859-1")


@pytest.mark.parametrize("name", ["tidak-ada", "hex", "idna", "undefined", "base64"])
def test_what_is_no_charset_is_passed_over(name: str) -> None:
    assert "Jum’at" in decode(WORDS.encode("windows-1252"), f"text/html; charset={name}")


def test_nul_and_control_characters_go() -> None:
    assert decode(b"Ba\x00lai\x07 itu\r\nbaru") == "Balai itu\nbaru"
