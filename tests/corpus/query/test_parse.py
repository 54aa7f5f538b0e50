"""What a person types is understood, or refused in a sentence; never an error of SQLite's."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from corpus.errors import QueryError
from corpus.query.parse import parse
from corpus.query.tree import All, AnyOf, Field, InTitle, Near, Node, Phrase, Prefix, Word
from corpus.search import search
from corpus.store import Corpus


@pytest.mark.parametrize(
    ("typed", "understood"),
    [
        ("pegawai", "pegawai"),
        ("pembinaan pegawai", "pembinaan AND pegawai"),
        ("pembinaan AND pegawai", "pembinaan AND pegawai"),
        ('"pembinaan pegawai"', '"pembinaan pegawai"'),
        ("“pembinaan pegawai”", '"pembinaan pegawai"'),
        ("„pembinaan pegawai‟ «apel pagi»", '"pembinaan pegawai" AND "apel pagi"'),
        ("“pembinaan pegawai", '"pembinaan pegawai"'),
        ("'pembinaan pegawai' -‘apel pagi’", '"pembinaan pegawai" NOT "apel pagi"'),
        ("judul:'hari Jum'at' '=apel pagi'", 'judul:"hari Jum\'at" AND "=apel pagi"'),
        ("rock 'n roll Jum'at ‘Aisyiyah", "rock AND 'n AND roll AND Jum'at AND ‘Aisyiyah"),
        ("ASN DAN PNS ATAU guru KECUALI honorer", "(ASN AND PNS) OR (guru NOT honorer)"),
        ("bukan dan atau", "bukan AND dan AND atau"),
        ('"pembinaan pega*"', '"pembinaan pega*"'),
        ("outlet:(bp2mi, rmol) year:2021,2023", "(outlet:bp2mi OR outlet:rmol) AND (year:2021 OR year:2023)"),
        ("outlet:(bp2mi rmol)", "outlet:bp2mi OR outlet:rmol"),
        ("penulis:(maria bere)", "author:maria AND author:bere"),
        ("ASN OR PNS", "ASN OR PNS"),
        ("BP2MI ASN OR PNS", "(BP2MI AND ASN) OR PNS"),
        ("BP2MI (ASN OR PNS)", "BP2MI AND (ASN OR PNS)"),
        ("larso NOT lasro", "larso NOT lasro"),
        ("larso -lasro -simbolon", "larso NOT lasro NOT simbolon"),
        ('pegawai -"apel pagi"', 'pegawai NOT "apel pagi"'),
        ("pegawai -(ASN OR PNS)", "pegawai NOT (ASN OR PNS)"),
        ("pembina*", "pembina*"),
        ("BP2MI-NTT", "BP2MI-NTT"),
        ("Jum'at 20/11/2023", "Jum'at AND 20/11/2023"),
        ("pegawai - pejabat", "pegawai AND pejabat"),
        ("or not and", "or AND not AND and"),
        ("judul:pegawai", "judul:pegawai"),
        ("title:“apel pagi”", 'judul:"apel pagi"'),
        ("judul: pegawai", "judul:pegawai"),
        ("judul:(ASN OR PNS) larso", "judul:(ASN OR PNS) AND larso"),
        ("pegawai NEAR/3 integritas", "pegawai NEAR/3 integritas"),
        ("pegawai NEAR integritas", "pegawai NEAR/10 integritas"),
        ("NEAR(pegawai integritas, 3)", "pegawai, NEAR/3 integritas,".replace(",", "")),
        ("guru NOT pegawai NEAR/3 integritas ASN", "guru AND ASN NOT (pegawai NEAR/3 integritas)"),
        ("guru -pegawai NEAR/3 integritas", "guru NOT (pegawai NEAR/3 integritas)"),
        ("guru NOT NEAR(pegawai integritas, 3)", "guru NOT (pegawai NEAR/3 integritas)"),
        ("-NEAR(pegawai integritas, 3) guru NOT NEAR ASN", "guru NOT (pegawai NEAR/3 integritas) NOT ASN"),
        ("=pembinaan", "=pembinaan"),
        ('"=apel pagi"', '"=apel pagi"'),
        ('="apel pagi"', '"=apel pagi"'),
        ("outlet:(bp2mi OR rmol)", "outlet:bp2mi OR outlet:rmol"),
        ('penulis:"maria bere" sejak:2023', 'author:"maria bere" AND since:2023'),
        ("pegawai -year:2023", "pegawai NOT year:2023"),
        ("pukul 10:30 https://x.example/a", "pukul AND 10:30 AND https://x.example/a"),
        ("catatan:rapat", "catatan:rapat"),
        ("OR pegawai OR", "pegawai"),
        ("((pegawai", "pegawai"),
        ("pegawai)) ASN", "pegawai AND ASN"),
        ("pegawai !!! ***", "pegawai"),
        ("pega\x00wai", "pega AND wai"),
    ],
)
def test_what_is_typed_is_understood(typed: str, understood: str) -> None:
    assert parse(typed).understood.replace(",", "") == understood


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("", "nothing to look for"),
        ("  \t\n", "nothing to look for"),
        ("*", "nothing to look for"),
        ('""', "nothing to look for"),
        ("()", "nothing to look for"),
        ("AND OR", "nothing to look for"),
        ("😀 — …", "nothing to look for"),
        ("NOT pegawai", r"only words that must not match.* \(at character 1,"),
        ("pegawai OR -ASN", r"only words that must not match.* \(at character 12,"),
        ("pegawai OR NOT ASN -PNS", r"only words that must not match.* \(at character 12,"),
        ('judul:"', "title: needs a value"),
        ("ikan mem*", r"at least 4 letters before the \* \(at character 6"),
        ("BP2MI-n*", "at least 4 letters"),
        ("(" * 50 + "pegawai", "brackets inside each other"),
        ("pegawai " * 600, "at most 500"),
        ("p" * 10_001, "10,001 characters long"),
        ("rapat judl:pegawai", r'no field "judl:" \(character 7\); did you mean "judul:"'),
        ("pegawai outlet:", r"outlet: needs a value, as outlet:bp2mi \(at character 9"),
        ("pegawai NEAR (ASN OR PNS)", "NEAR stands between words or phrases"),
        ("judul:(year:2023)", "judul: takes words"),
        ("rapat judul:-pegawai", r"the minus stands before the field, as -title:pegawai \(at character 7"),
        ('"apel pag*"', r"at least 4 letters before the \*"),
        ("said:", "said: needs a value"),
        ("by: ", "by: needs a value"),
    ],
)
def test_what_cannot_be_looked_for_is_said(typed: str, sentence: str) -> None:
    with pytest.raises(QueryError, match=sentence):
        parse(typed)


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("since:kapan pegawai", "'kapan' is not a day"),
        ("year:23", "year:23 is not a year"),
        ("year:2023-2021", "exchange them"),
        ("until:2023-13", "no month 13"),
        ("year:0000", "is not a year"),
        ("grade:5", "grade:5 is not a grade"),
        ("is:baru", "is:original and is:reprint"),
        ("outlet:warta_timor", 'did you mean "warta_timur"'),
        ("since:2024 until:2023", "exchange them"),
        ("year:2023 year:2024", "no day is from 2024-01-01 on and until 2023-12-31"),
        ("since:01-13-2023", "did you mean 13/1/2023"),
    ],
)
def test_a_value_that_means_nothing_is_said(filled: Corpus, typed: str, sentence: str) -> None:
    with pytest.raises(QueryError, match=sentence):
        search(filled, typed)


def test_what_is_passed_over_is_said() -> None:
    assert parse("a) “b").notes == (
        "the closing bracket at character 2 closes nothing; passed over",
        "the quote at character 4 is not closed; read to the end",
    )
    assert parse("*bina kota:kupang NOT").notes == (
        "a * can only stand behind the last letter; passed over (by character 1)",
        'there is no field "kota:"; read as words; did you mean place: ?',
        "NOT stands before nothing; passed over",
    )
    assert parse("(pembinaan").notes == ("the bracket at character 1 is not closed; read to the end",)
    assert parse("(kupang OR (palu").notes == (
        "the bracket at character 12 is not closed; read to the end",
        "the bracket at character 1 is not closed; read to the end",
    )
    assert parse("outlet:(rmol").notes == ("the bracket at character 8 is not closed; read to the end",)
    assert parse("(pembinaan) outlet:(rmol)").notes == ()
    assert parse('pembinaan"').notes == ("the quote at character 10 closes nothing; passed over",)
    assert parse('pembinaan ""').notes == ('not looked for: """" (character 11)',)
    assert parse("pegawai NEAR").notes == ("NEAR stands between two words or phrases; passed over",)
    assert parse("pukul 10:30 judul:pegawai").notes == ()


def test_an_operator_in_small_letters_is_a_word_and_that_is_said(filled: Corpus) -> None:
    assert (
        search(filled, "gagalkan or pegawai").notes[0] == '"or" was read as a word; write OR to use it as an operator'
    )
    assert parse("gagalkan OR integritas").notes == ()
    assert parse("pegawai publik").notes == ()


words = st.sampled_from(["pegawai", "BP2MI-NTT", "asn", "Jum'at", "2023", "larso", "é", "pekerja-pekerja"])
leaf: st.SearchStrategy[Node] = st.one_of(
    st.builds(Word, words, st.just(0), st.booleans()),
    st.builds(Phrase, st.lists(words, min_size=1, max_size=3).map(" ".join), st.just(0), st.booleans()),
    st.builds(Prefix, st.sampled_from(["pemb", "pegaw", "pembinaan pega", "BP2MI-pega"]), st.just(0)),
)
near = st.builds(Near, st.lists(leaf, min_size=2, max_size=3).map(tuple), st.integers(0, 99))
fields = st.sampled_from([
    ("outlet", "suara_kota"), ("year", "2023"), ("grade", "1"), ("is", "reprint"), ("place", "nusa tenggara"),
    ("author", "maria"), ("since", "2022-05"), ("until", "2024-01-31"), ("credit", "bp2mi.example"),
]).map(lambda pair: Field(*pair, 0))  # fmt: skip


def _combined(inner: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    several = st.lists(inner, min_size=2, max_size=3).map(tuple)
    return st.one_of(
        st.builds(AnyOf, several),
        st.builds(All, several),
        st.builds(All, several, st.lists(inner, min_size=1, max_size=2).map(tuple)),
    )


titles = st.builds(InTitle, leaf | st.builds(AnyOf, st.lists(leaf, min_size=2, max_size=2).map(tuple)))
trees = st.recursive(leaf | near | fields | titles, _combined, max_leaves=8)


def _placeless(node: Any) -> Any:
    """The tree with every place 0, AND in AND and OR in OR made one."""
    if isinstance(node, (Word, Phrase, Prefix, Field)):
        return replace(node, at=0)
    if isinstance(node, InTitle):
        return InTitle(_placeless(node.part))
    if isinstance(node, Near):
        return Near(tuple(map(_placeless, node.parts)), node.distance)
    if isinstance(node, AnyOf):
        return AnyOf(tuple(map(_placeless, node.parts)))
    return All(tuple(map(_placeless, node.required)), tuple(map(_placeless, node.excluded)))


@settings(deadline=None, max_examples=300, database=None)
@given(trees)
def test_what_is_told_is_read_back_as_the_same(tree: Node) -> None:
    query = parse(_written_out(tree))
    assert _placeless(query.tree) == _placeless(tree)
    assert parse(query.understood).tree is not None


def _written_out(tree: Node) -> str:
    from corpus.query.tree import render

    return render(tree)


GRAMMAR = st.lists(
    st.sampled_from(
        ["pegawai", "ASN", "OR", "NOT", "AND", "ATAU", "KECUALI", "NEAR", "NEAR/3", "‘", "’",
         "judul:'", '"a bcde*"', "outlet:suara_kota,warta_timur", "year:2021,2023", "jum'at", "kerjasama",
         "-", "--", "*", "pemb*", '"', "“", "”", "(", ")", "'",
         ":", "^", "+", "{", "}", ",", "\\", "\x00", "title:", "judul:", "outlet:suara_kota", "year:2023", "is:reprint",
         "since:", "grade:1", "=", "=pegawai", "NEAR(a b, 3)", "NEAR(", "😀", "é", "e\u0301", "-pegawai", "\ud800",
         "²", "ⅷ", "; DROP TABLE berita", "a-b/c", "\u200b", "pmi", "bp2mi", "bp2mi-ntt", "place:%", "author:_"]
    ),
    max_size=25,
).map(" ".join)  # fmt: skip


def _refusal(corpus: Corpus, typed: str, **options: Any) -> str | None:
    """The sentence of refusal; None where there is an answer."""
    try:
        search(corpus, typed, seconds=None, **options)
    except QueryError as error:
        return str(error)
    return None


@settings(deadline=None, max_examples=400, database=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(typed=st.text(max_size=80) | GRAMMAR | GRAMMAR.map(lambda text: text.replace(" ", "")),
       literal=st.booleans(), sort=st.sampled_from(["newest", "oldest", "relevance"]))  # fmt: skip
def test_no_text_is_an_exception(filled: Corpus, typed: str, literal: bool, sort: Any) -> None:
    refused = _refusal(filled, typed, literal=literal, sort=sort)
    assert refused is None or len(refused) > 20


@settings(deadline=None, max_examples=200, database=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(tree=trees)
def test_every_search_of_the_grammar_is_asked(filled: Corpus, tree: Node) -> None:
    refused = _refusal(filled, _written_out(tree))
    assert refused is None or "exchange them" in refused


@pytest.mark.parametrize(
    "typed",
    ["pegawai -" + " -".join(f"k{n}" for n in range(498)), " OR ".join(["pegawai"] * 250),
     "(" * 19 + "pegawai" + " x)" * 19, " OR ".join(["bp2mi", "pmi", "layanan"] * 80),
     " NEAR ".join(["layanan"] * 12), "pegawai " + " ".join(f"-year:{y}" for y in range(1900, 2100))],
)  # fmt: skip
def test_the_longest_query_is_asked(filled: Corpus, typed: str) -> None:
    search(filled, typed, seconds=None)
