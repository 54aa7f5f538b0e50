"""Sets of outlets are read, searched, counted and exported; a file that can't be meant is refused with the nearest."""

import pytest

from corpus.errors import KlipingError, QueryError
from corpus.export.rows import chosen_articles, chosen_columns, rows
from corpus.query.outlet_filter import selected_outlets
from corpus.query.selection import select
from corpus.search import search
from corpus.sets.outlet_sets import parse_sets, sets_of, sets_path, shipped_sets
from corpus.store import Corpus

OWN = """
[[set]]
name = "koran-kota"
title = "Papers of the town"
source = "site: their imprints"
outlets = ["suara_kota"]

[[set]]
name = "koran-desa"
outlets = ["media_kecil", "belum_ada"]
"""
EVERY = {"kantor_berita", "media_kecil", "suara_kota"}


@pytest.fixture
def sets(filled: Corpus) -> Corpus:
    sets_path(filled.path).write_text(OWN, encoding="utf-8")
    return filled


def outlets(corpus: Corpus, query: str | None) -> set[str]:
    return {hit.outlet for hit in search(corpus, query).hits}


@pytest.mark.parametrize(
    ("asked", "least"),
    [
        ("set:koran-kota", {"suara_kota"}),
        ("kelompok:koran-kota", {"suara_kota"}),
        ("set:Koran-Kota", {"suara_kota"}),
        ("set:koran", {"suara_kota", "media_kecil"}),
        ("set:koran-kota,koran-desa", {"suara_kota", "media_kecil"}),
        ("set:(koran-kota OR koran-desa)", {"suara_kota", "media_kecil"}),
        ("set:koran-kota set:koran-desa", set()),
        ("set:nasional", set()),
        ("set:koran -set:koran-desa", {"suara_kota"}),
        ("pegawai OR set:koran-kota", EVERY),
    ],
)
def test_a_set_means_its_outlets(sets: Corpus, asked: str, least: set[str]) -> None:
    every = {row[0] for row in sets.conn.execute("SELECT DISTINCT outlet FROM articles")}
    assert outlets(sets, asked) == least & every
    assert {slug for slug in selected_outlets(sets, asked) if slug in every} >= outlets(sets, asked)


def test_a_set_is_excluded(sets: Corpus) -> None:
    every = outlets(sets, "pegawai")
    assert outlets(sets, "pegawai -set:koran-kota") == every - {"suara_kota"}
    assert "suara_kota" not in selected_outlets(sets, "pegawai -set:koran-kota,koran-desa")
    assert "kantor_berita" in selected_outlets(sets, "pegawai -set:koran-kota,koran-desa")


def test_an_unknown_set_is_refused_with_the_nearest(sets: Corpus) -> None:
    with pytest.raises(QueryError, match='there is no set "nasionl"; did you mean "nasional"'):
        search(sets, "set:nasionl")
    with pytest.raises(QueryError, match="there is no set"):
        search(sets, "pegawai -set:xyzzy")


def test_a_set_of_which_the_corpus_has_no_outlet_is_named(sets: Corpus) -> None:
    assert "the corpus has no outlet of the set nasional" in search(sets, "set:nasional").notes
    assert not any("no outlet of the set" in note for note in search(sets, "set:koran-kota").notes)


def test_sets_are_counted_and_what_is_in_none(sets: Corpus) -> None:
    result = search(sets, count_by=["set", "outlet"])
    assert result.facets
    by_set, by_outlet = (dict(facet.counts) for facet in result.facets.facets)
    assert by_set["koran-kota"] == by_outlet["suara_kota"]
    others = by_outlet.keys() - {"suara_kota", "media_kecil"}
    assert by_set["in no set"] == sum(by_outlet[slug] for slug in others)
    assert sum(by_set.values()) == result.facets.over


def test_an_export_has_the_sets_as_a_list(sets: Corpus) -> None:
    table = list(rows(sets, chosen_articles(sets, select(sets)), chosen_columns(["outlet", "sets"])))
    assert {row["outlet"]: row["sets"] for row in table}["suara_kota"] == ["koran-kota"]
    assert {row["outlet"]: row["sets"] for row in table}["kantor_berita"] == []


def test_an_own_set_replaces_the_shipped_one_of_its_name(filled: Corpus) -> None:
    sets_path(filled.path).write_text('[[set]]\nname = "nasional"\noutlets = ["suara_kota"]\n', encoding="utf-8")
    assert outlets(filled, "set:nasional") == {"suara_kota"}


def test_a_slip_in_an_own_set_is_refused_and_an_outlet_to_come_is_not(filled: Corpus) -> None:
    sets_path(filled.path).write_text('[[set]]\nname = "x"\noutlets = ["radarbanyums"]\n', encoding="utf-8")
    with pytest.raises(KlipingError, match='set x: there is no outlet "radarbanyums"; did you mean "radarbanyumas"'):
        sets_of(filled.path)
    sets_path(filled.path).write_text('[[set]]\nname = "x"\noutlets = ["warta_zzz"]\n', encoding="utf-8")
    assert sets_of(filled.path).members("x") == {"warta_zzz"}


@pytest.mark.parametrize(
    ("toml", "sentence"),
    [
        ("[[set]]\n", "needs a name"),
        ('[[set]]\nname = "A B"\n', "needs a name"),
        ('[[set]]\nname = "a"\n', "outlets is a list"),
        ('[[set]]\nname = "a"\noutlets = []\n', "outlets is a list"),
        ('[[set]]\nname = "a"\noutlets = [1]\n', "outlets is a list"),
        ('[[set]]\nname = "a"\noutlet = ["x"]\n', 'unknown key "outlet"; did you mean "outlets"'),
        ('[[set]]\nname = "a"\ntitle = 3\noutlets = ["x"]\n', "title is a text"),
        ('[[set]]\nname = "a"\noutlets = ["x"]\n[[set]]\nname = "a"\noutlets = ["y"]\n', "stands there twice"),
        ("set = 3", "list of tables"),
        ("= x", "not valid TOML"),
        ("[sets]\n", 'unknown key "sets"; did you mean "set"'),
    ],
)
def test_a_file_that_cannot_be_meant(toml: str, sentence: str) -> None:
    with pytest.raises(KlipingError, match=sentence):
        parse_sets(toml, "sets.toml")


def test_a_file_that_cannot_be_read(filled: Corpus) -> None:
    sets_path(filled.path).write_bytes(b"\xff\xfe\x00bad")
    with pytest.raises(KlipingError, match="the sets can't be read"):
        sets_of(filled.path)


def test_every_shipped_set_has_a_source_of_a_known_kind() -> None:
    for one in shipped_sets().by_name.values():
        assert one.title
        assert one.source.startswith(("site: ", "texts: ", "press: "))
