"""The edges of the search language: each piece with its place, each mistake with its sentence, each day meant."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, tzinfo

import pytest

from corpus.errors import QueryError
from corpus.models import Article
from corpus.query import selection
from corpus.query.fields import Values, days, nearest
from corpus.query.lexer import Piece, clean, lex
from corpus.query.parse import parse
from corpus.query.tree import All, AnyOf, Field, InTitle, Near, Node, Phrase, Prefix, Word, is_text, leaves
from corpus.search import search
from corpus.store import Corpus

PIECES = {
    "ikan -pasar": [Piece("word", "ikan", 0, 4), Piece("word", "pasar", 5, 11, minus=True)],
    "=ikan --=pasar": [Piece("word", "ikan", 0, 5, exact=True), Piece("word", "pasar", 6, 14, minus=True, exact=True)],
    '-("ikan  asin")': [
        Piece("(", "(", 0, 2, minus=True),
        Piece("phrase", "ikan asin", 2, 14),
        Piece(")", ")", 14, 15),
    ],
    '="a" "=b" -"c': [
        Piece("phrase", "a", 0, 4, exact=True),
        Piece("phrase", "b", 5, 9, exact=True),
        Piece("phrase", "c", 10, 13, minus=True, closed=False),
    ],
    "'=ikan asin'": [Piece("phrase", "ikan asin", 0, 12, exact=True)],
    "a OR b ATAU c": [
        Piece("word", "a", 0, 1),
        Piece("OR", "OR", 2, 4),
        Piece("word", "b", 5, 6),
        Piece("OR", "ATAU", 7, 11),
        Piece("word", "c", 12, 13),
    ],
    "-NEAR/3 NEAR": [Piece("NEAR", "3", 0, 7, minus=True), Piece("NEAR", "10", 8, 12)],
    "-Judul:ikan": [Piece("field", "title", 0, 7, minus=True), Piece("word", "ikan", 7, 11)],
    "-kota:ende": [Piece("word", "kota:ende", 0, 10, minus=True, no_field="kota")],
    "-.5 x- X-ray": [Piece("word", ".5", 0, 3), Piece("word", "x-", 4, 6), Piece("word", "X-ray", 7, 12)],
    '"--" -- = !': [],
}


@pytest.mark.parametrize(("typed", "pieces"), PIECES.items())
def test_the_pieces_and_where_they_stand(typed: str, pieces: list[Piece]) -> None:
    assert [replace(piece, note=None) for piece in lex(typed) if piece.kind != "marks"] == pieces


def test_what_no_database_can_take_is_taken_out_of_the_text() -> None:
    pieces = [replace(piece, note=None) for piece in lex(clean("ikan\x00\ud800asin"))]
    assert pieces == [Piece("word", "ikan", 0, 4), Piece("word", "?asin", 5, 10)]


TREES: dict[str, Node] = {
    "ikan pembina*": All((Word("ikan", 0), Prefix("pembina", 5))),
    '=ikan "=apel pagi"': All((Word("ikan", 0, exact=True), Phrase("apel pagi", 6, exact=True))),
    "pegawai NEAR/7 balai NEAR/3 kota": Near((Word("pegawai", 0), Word("balai", 15), Word("kota", 28)), 7),
    "pegawai NEAR/0 balai": Near((Word("pegawai", 0), Word("balai", 15)), 0),
    "NEAR(pegawai balai)": Near((Word("pegawai", 5), Word("balai", 13)), 10),
    "NEAR(pegawai ASN)": Near((Word("pegawai", 5), Word("ASN", 13)), 10),
    "NEAR(pegawai 2023)": Near((Word("pegawai", 5), Word("2023", 13)), 10),
    "NEAR(pegawai 999)": Word("pegawai", 5),
    "NEAR(pegawai balai 999)": Near((Word("pegawai", 5), Word("balai", 13)), 100),
    'NEAR(pegawai "12")': Near((Word("pegawai", 5), Phrase("12", 13)), 10),
    "NEAR(3)": Word("3", 5),
    "NEAR(pegawai OR balai)": AnyOf((Word("pegawai", 5), Word("balai", 16))),
    "NEAR(pegawai -balai)": All((Word("pegawai", 5),), (Word("balai", 13),)),
    "pegawai outlet:a": All((Word("pegawai", 0), Field("outlet", "a", 8))),
    "kota BP2MI-*": All((Word("kota", 0), Word("BP2MI-", 5))),
    "kelasX": Word("kelasX", 0),
    '"apel pagiX*"': Prefix("apel pagiX", 0),
    "outlet:a,,b": AnyOf((Field("outlet", "a", 0), Field("outlet", "b", 0))),
    "-judul:pegawai balai": All((Word("balai", 15),), (InTitle(Word("pegawai", 7)),)),
}


@pytest.mark.parametrize(("typed", "tree"), TREES.items())
def test_the_tree_of_a_search(typed: str, tree: Node) -> None:
    assert parse(typed).tree == tree


MISTAKES = {
    "pegawai outlet:()": 'outlet: needs a value, as outlet:bp2mi (at character 9, by "pegawai outlet:()")',
    "pegawai judul:()": 'title: needs a value, as title:pegawai (at character 9, by "pegawai judul:()")',
    'outlet:"" rmol': 'outlet: needs a value, as outlet:bp2mi (at character 1, by "outlet:"" rmol")',
    "year:, rmol": 'year: needs a value, as year:2023 (at character 1, by "year:, rmol")',
    "pegawai NEAR/x balai": (
        'NEAR/x: behind NEAR/ stands a number of words, as NEAR/5 (at character 9, by "pegawai NEAR/x balai")'
    ),
    "pegawai NEAR/ balai": (
        'NEAR/: behind NEAR/ stands a number of words, as NEAR/5 (at character 9, by "pegawai NEAR/ balai")'
    ),
    "ikan laut segar mem* dan udang goreng pedas sekali": (
        'mem*: give at least 4 letters before the * (at character 17, by "laut segar mem* dan udang goren")'
    ),
    "mem* ikan": 'mem*: give at least 4 letters before the * (at character 1, by "mem* ikan")',
    "pegawai NEAR (ASN OR PNS)": (
        'NEAR stands between words or phrases; brackets and fields can\'t be near (at character 25, by "(ASN OR PNS)")'
    ),
    "pegawai outlet:(judul:ikan)": (
        'outlet:( ) takes values, with OR between them (at character 9, by "pegawai outlet:(judul:ikan)")'
    ),
    "judul:(ikan (year:2023 OR asin))": (
        'judul: takes words; a field can\'t stand in it (at character 1, by "judul:(ikan (year:20")'
    ),
}


@pytest.mark.parametrize(("typed", "sentence"), MISTAKES.items())
def test_a_mistake_is_said_with_its_place(typed: str, sentence: str) -> None:
    with pytest.raises(QueryError) as error:
        parse(typed)
    assert str(error.value) == sentence


@pytest.mark.parametrize("following", ["", " AND ikan", " OR ikan", " NOT ikan", " NEAR ikan", ") ikan", " judul:ikan"])
def test_a_field_without_a_value_is_refused_where_it_stands(following: str) -> None:
    with pytest.raises(QueryError, match=r"^outlet: needs a value, as outlet:bp2mi \(at character 7, by "):
        parse(f"ikan (outlet:{following}")


def test_a_search_keeps_its_text_and_an_empty_one_says_what_to_write() -> None:
    assert parse("ikan  asin").text == "ikan  asin"
    with pytest.raises(
        QueryError, match=r"^there is nothing to look for; give a word or a phrase, as: kliping search "
    ):
        parse("()")


def test_words_that_must_not_match_are_no_search() -> None:
    with pytest.raises(QueryError, match=r"^the search has only words that must not match; add a word to look for"):
        parse("-ikan")


def test_the_values_of_a_field_stand_in_twenty_brackets_and_no_more() -> None:
    assert parse("outlet:" + "(" * 20 + "a" + ")" * 20).tree == Field("outlet", "a", 0)
    with pytest.raises(QueryError, match="more than 20 brackets"):
        parse("outlet:" + "(" * 21 + "a" + ")" * 21)


def test_twenty_near_inside_each_other_are_read_and_no_more() -> None:
    near = Near((Word("pegawai", 100), Word("balai", 108)), 10)
    assert parse("NEAR(" * 20 + "pegawai balai" + ")" * 20).tree == near
    with pytest.raises(QueryError, match="more than 20 brackets inside each other; write it flatter"):
        parse("NEAR(" * 21 + "pegawai balai" + ")" * 21)


def test_a_star_in_a_word_is_passed_over_and_said() -> None:
    query = parse("ikan pemb*inaan*")
    assert query.understood == 'ikan AND "pemb inaan*"'
    assert query.notes == ("a * can only stand behind the last letter; passed over (by character 6)",)


def test_a_star_behind_a_phrase_makes_its_last_word_a_beginning_and_one_inside_is_passed_over() -> None:
    behind, inside = parse('"apel pagi *"'), parse('ikan "apel *pagi"')
    assert (behind.tree, behind.notes) == (Prefix("apel pagi", 0), ())
    assert inside.tree == All((Word("ikan", 0), Phrase("apel pagi", 5)))
    assert inside.notes == ("a * can only stand behind the last letter; passed over (by character 6)",)


def test_a_word_that_is_a_little_like_a_field_is_a_word() -> None:
    assert parse("penuh:sesak").notes == ('there is no field "penuh:"; read as words',)


DAYS = {
    ("since", "2023"): (date(2023, 1, 1), date.max),
    ("since", "2023-05"): (date(2023, 5, 1), date.max),
    ("since", "2023-01-09"): (date(2023, 1, 9), date.max),
    ("since", "0001"): (date.min, date.max),
    ("until", "2023"): (date.min, date(2023, 12, 31)),
    ("until", "2024-2"): (date.min, date(2024, 2, 29)),
    ("until", "2023-01-31"): (date.min, date(2023, 1, 31)),
    ("until", "9999"): (date.min, date.max),
    ("year", "2023"): (date(2023, 1, 1), date(2023, 12, 31)),
    ("year", "2021-2023"): (date(2021, 1, 1), date(2023, 12, 31)),
    ("year", "0001-9999"): (date.min, date.max),
}


@pytest.mark.parametrize(("name", "value"), DAYS)
def test_the_days_that_a_field_means(name: str, value: str) -> None:
    assert days(Field(name, value, 0), Values()) == DAYS[name, value]


@pytest.mark.parametrize(("name", "value"), [("year", "2023-0000"), ("since", "0000-05"), ("until", "0000")])
def test_a_year_that_no_calendar_has_names_the_field(name: str, value: str) -> None:
    with pytest.raises(QueryError, match=rf"^{name}:.* is not a (year; write year:2023|day; write it as 2023-01-31)"):
        days(Field(name, value, 0), Values())


def test_days_that_are_counted_back_are_jakartas(filled: Corpus, monkeypatch: pytest.MonkeyPatch) -> None:
    class Evening(datetime):
        @classmethod
        def now(cls, tz: tzinfo | None = None) -> Evening:
            moment = datetime(2024, 3, 1, 20, 0, tzinfo=UTC)  # 3 in the morning of the next day in Jakarta
            return cls.fromisoformat(moment.astimezone(tz or UTC).isoformat())

    monkeypatch.setattr(selection, "datetime", Evening)
    assert selection.select(filled, "since:1d").values["since"] == "2024-03-01"
    assert selection.select(filled, "since:1d", today=date(2023, 1, 2)).values["since"] == "2023-01-01"


def test_a_name_that_is_not_known_is_answered_with_the_nearest_or_all() -> None:
    known = ["suara_kota", "warta_timur"]
    assert str(nearest("suara", known)) == 'did you mean "suara_kota"?'
    assert str(nearest("abcde", ["abcxyz"])) == 'did you mean "abcxyz"?'  # a half of it
    assert str(nearest("zzz", known)) == "there are: suara_kota, warta_timur"
    assert str(nearest("zzz", [])) == "there are: none yet"


def test_each_grade_can_be_asked(filled: Corpus) -> None:
    assert [len(search(filled, f"grade:{grade}").hits) for grade in range(4)] == [3, 2, 1, 1]  # an exact copy is folded


def test_which_words_must_not_be_there() -> None:
    tree = parse("ikan -(asin -garam) -(desa OR kota) judul:(pasar -tani)").tree
    negated = {leaf.text: absent for leaf, absent in leaves(tree)}
    assert negated == {
        "ikan": False,
        "asin": True,
        "garam": False,
        "desa": True,
        "kota": True,
        "pasar": False,
        "tani": True,
    }
    assert [is_text(parse(text).tree) for text in ("ikan -asin", "judul:ikan", "ikan OR year:2023")] == [
        True,
        True,
        False,
    ]


@pytest.fixture
def odd(filled: Corpus, keep: Callable[..., object], another: Callable[..., Article]) -> Corpus:
    """The corpus with values that a pattern of SQL would read as something else."""
    values = {1: "100% lokal", 2: "100 x lokal", 3: "sumber_a", 4: "sumberXa", 5: "a\\b", 6: "ab", 7: "ende*"}
    keep(*(replace(another(n), credit=value, text=f"Warta {n}.") for n, value in values.items()))
    writers = {11: "Ani O’Bere", 12: "Ani Obere", 13: 'Budi "Bud" Contoh', 14: "Budi Contoh", 15: "Cãnô Contoh"}
    keep(*(replace(another(n), authors=(writer,), text=f"Kabar {n}.") for n, writer in writers.items()))
    return filled


ASKED_FOR = {
    'kredit:"100% lokal"': {1},
    "kredit:sumber_a": {3},
    "kredit:a\\b": {5},
    "kredit:*ab*": {6},
    "kredit:ende*": {7},
    "kredit:sumberX": {4},
    "penulis:O'Bere": {11},
    "penulis:obere": {12},
    "penulis:'budi contoh'": {14},
    "penulis:cãnô": {15},
}


@pytest.mark.parametrize(("typed", "numbers"), ASKED_FOR.items())
def test_a_value_is_text_and_no_pattern(odd: Corpus, typed: str, numbers: set[int]) -> None:
    hits = search(odd, typed).hits
    assert {int(hit.url.rsplit("-", 1)[1]) for hit in hits} == numbers


FILTERED = {
    "since:2024": ["BP2MI-NTT Gagalkan Keberangkatan Ilegal"],
    "until:2023-11-20": ["Pembinaan Pegawai di NTT"],
    "since:2024 OR kredit:tiada": ["BP2MI-NTT Gagalkan Keberangkatan Ilegal"],
    "until:2023-11-20 OR kredit:tiada": ["Pembinaan Pegawai di NTT"],
    "is:reprint": ["Deputi Bina Pegawai di Kupang"],
    "is:original outlet:kantor_berita": ["Pembinaan Pegawai di NTT"],
    "outlet:'SUARA kota' keberangkatan": ["BP2MI-NTT Gagalkan Keberangkatan Ilegal"],
    "outlet:suara_kota,warta_timur": [
        "BP2MI-NTT Gagalkan Keberangkatan Ilegal",
        "Deputi Bina Pegawai di Kupang",
        "Opini: Pegawai Publik dan Harapan Warga",
    ],
    "grade:0 outlet:suara_kota": [
        "BP2MI-NTT Gagalkan Keberangkatan Ilegal",
        "Opini: Pegawai Publik dan Harapan Warga",
    ],
}


@pytest.mark.parametrize(("typed", "titles"), FILTERED.items())
def test_what_a_field_lets_through(filled: Corpus, typed: str, titles: list[str]) -> None:
    assert sorted(str(hit.title) for hit in search(filled, typed).hits) == titles


@pytest.mark.parametrize(("outlets", "number"), [(["suara_kota"], 2), (["suara_kota", "Warta Timur"], 3)])
def test_outlets_beside_the_search_are_those_alone(filled: Corpus, outlets: list[str], number: int) -> None:
    assert len(search(filled, "grade:0", outlet=outlets).hits) == number
