"""Hidden characters: which are dropped, which stay because Indonesian, Arabic and emoji need them."""

import json
import unicodedata

import pytest

from corpus.characters import escaped, json_text, plain, plain_address

DROPPED = [
    *map(chr, range(0x09)), *map(chr, range(0x0E, 0x20)), *map(chr, range(0x7F, 0xA0)),
    *"\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069",
    *"\xad\u034f\u115f\u180e\u200b\u2060\u2064\u206f\u3164\ufe00\ufeff\ufff9\ufffe\uffff\ufdd0\ud800\udfff",
    *"\U000e0001\U000e0041\U000e007f\U000e0100\U0001d173\U0001ffff\U0010fffe",
]  # fmt: skip
NEEDED = [
    "مُحَمَّدٌ رَسُولُ اللَّهِ ۝١", "می‌خواهم", "ـه‍ـ", "👩‍👩‍👧", "❤️", "é e\u0301", "“…”\u00a0–", "日本\u3000語", "\ufffd", "a\tb\nc"
]  # fmt: skip


def test_what_is_hidden_is_dropped_and_the_words_stay() -> None:
    kept = [f"U+{ord(c):04X}" for c in DROPPED if plain(f"Ba{c}lai") != "Balai"]
    assert kept == []


def test_every_control_and_format_character_that_shows_nothing_is_hidden() -> None:
    """What Unicode calls ignorable is hidden; the format characters of Arabic that show a sign are not."""
    visible = set("\u200c\u200d") | {chr(c) for c in range(0x600, 0x606)} | set("\u06dd\u070f\u0890\u0891\u08e2")
    every = [chr(c) for c in range(0x11000) if unicodedata.category(chr(c)) in {"Cc", "Cf", "Zl", "Zp", "Cs"}]
    assert [c for c in every if c not in "\t\n\r\x0b\x0c\u2028\u2029\x1b" and c not in visible and plain(c)] == []
    assert [c for c in visible if plain(c) != c] == []


@pytest.mark.parametrize("text", NEEDED)
def test_what_is_needed_stays(text: str) -> None:
    assert plain(text) == text
    assert json_text(text) == json.dumps(text, ensure_ascii=False)


def test_a_row_of_joiners_hides_nothing() -> None:
    assert plain("a" + "\u200c\u200d" * 50 + "b\ufe0f\ufe0f\ufe0e") == "a\u200cb\ufe0f"


@pytest.mark.parametrize("end", ["\r\n", "\r", "\x0b", "\x0c", "\u2028", "\u2029"])
def test_each_end_of_a_line_is_a_newline(end: str) -> None:
    assert plain(f"satu{end}dua") == "satu\ndua"


@pytest.mark.parametrize(
    "sequence", ["\x1b[2J", "\x1b[31m", "\x1b]0;judul\x07", "\x1b]8;;http://x\x1b\\", "\x1bP1$r\x1b\\"]
)
def test_a_sequence_goes_with_its_parameters(sequence: str) -> None:
    assert plain(f"a{sequence}b") == "ab"


def test_json_can_be_shown_and_loses_nothing() -> None:
    text = "".join(map(chr, range(0x80))) + " ".join(DROPPED) + "\u200d\u200d\r\n"
    written = json_text({text: [text]})
    assert json.loads(written) == {text: [text]}
    assert plain(written) == written
    assert "\r" not in written


def test_an_escaped_name_is_one_line_that_shows_what_is_there() -> None:
    assert escaped("a\r\n\tb\x1b[2J\x7f\u202e\U000e0041") == r"a\r\n\tb\x1b[2J\x7f\u202e\U000e0041"


def test_an_address_is_percent_encoded() -> None:
    assert plain_address("https://a.id/\x1b\u202e\n?q=x y") == "https://a.id/%1B%E2%80%AE%0A?q=x%20y"
