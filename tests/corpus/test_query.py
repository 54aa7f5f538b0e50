"""What a person types is understood, or refused in a sentence; never an error of SQLite's."""

import sqlite3
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.errors import QueryError
from corpus.query import to_fts


@pytest.mark.parametrize(
    ("typed", "expression"),
    [
        ("pegawai", '"pegawai"'),
        ("pembinaan pegawai", '("pembinaan" AND "pegawai")'),
        ("pembinaan AND pegawai", '("pembinaan" AND "pegawai")'),
        ('"pembinaan pegawai"', '"pembinaan pegawai"'),
        ("“pembinaan pegawai”", '"pembinaan pegawai"'),
        ("„pembinaan pegawai‟ «apel pagi»", '("pembinaan pegawai" AND "apel pagi")'),
        ('“pembinaan pegawai"', '"pembinaan pegawai"'),
        ('"pembinaan pegawai', '"pembinaan pegawai"'),
        ("ASN OR PNS", '("ASN" OR "PNS")'),
        ("BP2MI ASN OR PNS", '(("BP2MI" AND "ASN") OR "PNS")'),
        ("BP2MI (ASN OR PNS)", '("BP2MI" AND ("ASN" OR "PNS"))'),
        ("larso NOT lasro", '"larso" NOT "lasro"'),
        ("larso -lasro -simbolon", '"larso" NOT ("lasro" OR "simbolon")'),
        ('pegawai -"apel pagi"', '"pegawai" NOT "apel pagi"'),
        ("pegawai -(ASN OR PNS)", '"pegawai" NOT ("ASN" OR "PNS")'),
        ("pembina*", '"pembina"*'),
        ("BP2MI-NTT", '"BP2MI-NTT"'),
        ("Jum'at 20/11/2023", '("Jum\'at" AND "20/11/2023")'),
        ("pegawai - pejabat", '("pegawai" AND "pejabat")'),
        ("or not and", '("or" AND "not" AND "and")'),
        ("title:pegawai", '"title:pegawai"'),
        ("OR pegawai OR", '"pegawai"'),
        ("((pegawai", '"pegawai"'),
        ("pegawai)) ASN", '("pegawai" AND "ASN")'),
        ("pegawai !!! ***", '"pegawai"'),
        ("pega\x00wai", '("pega" AND "wai")'),
    ],
)
def test_what_is_typed_is_understood(typed: str, expression: str) -> None:
    assert to_fts(typed) == expression


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("", "nothing to look for"),
        ("  \t\n", "nothing to look for"),
        ("*", "nothing to look for"),
        ('""', "nothing to look for"),
        ("“”", "nothing to look for"),
        ("()", "nothing to look for"),
        ("AND OR", "nothing to look for"),
        ("😀 — …", "nothing to look for"),
        ("NOT pegawai", "only what must not be there"),
        ("pegawai OR -ASN", "only what must not be there"),
        ("me*", "at least 3 letters"),
        ("BP2MI-n*", "at least 3 letters"),
        ("(" * 50 + "pegawai", "brackets inside each other"),
        ("pegawai " * 600, "at most 500"),
        ("p" * 10_001, "10,001 characters long"),
    ],
)
def test_what_cannot_be_looked_for_is_said(typed: str, sentence: str) -> None:
    with pytest.raises(QueryError, match=sentence):
        to_fts(typed)


@pytest.fixture(scope="module")
def index() -> Iterator[sqlite3.Connection]:
    sql = sqlite3.connect(":memory:")
    sql.execute("CREATE VIRTUAL TABLE berita USING fts5(title, text, tokenize='unicode61 remove_diacritics 2')")
    sql.execute("INSERT INTO berita VALUES ('Pembinaan Pegawai', 'BP2MI-NTT membina pegawai pada Jum''at')")
    yield sql
    sql.close()


GRAMMAR = st.lists(
    st.sampled_from(
        ["pegawai", "ASN", "OR", "NOT", "AND", "NEAR", "-", "--", "*", "pem*", '"', "“", "”", "(", ")", "'", ":", "^",
         "+", "{", "}", ",", "\\", "\x00", "title:", "NEAR(a b, 3)", "😀", "é", "e\u0301", "-pegawai", "\ud800", "²",
         "ⅷ", "; DROP TABLE berita", "a-b/c", "\u200b"]
    ),
    max_size=25,
).map(" ".join)  # fmt: skip


@settings(deadline=None, max_examples=400, database=None)
@given(typed=st.text(max_size=80) | GRAMMAR | GRAMMAR.map(lambda text: text.replace(" ", "")))
def test_no_text_is_a_syntax_error(index: sqlite3.Connection, typed: str) -> None:
    try:
        expression = to_fts(typed)
    except QueryError:
        return
    index.execute(
        "SELECT rowid, snippet(berita, 1, '[', ']', '…', 9) FROM berita WHERE berita MATCH ?", (expression,)
    ).fetchall()


def test_the_longest_query_is_asked(index: sqlite3.Connection) -> None:
    for typed in ("pegawai -" + " -".join(f"k{n}" for n in range(498)), " OR ".join(["pegawai"] * 250),
                  "(" * 19 + "pegawai" + " x)" * 19):  # fmt: skip
        index.execute("SELECT rowid FROM berita WHERE berita MATCH ?", (to_fts(typed),)).fetchall()
