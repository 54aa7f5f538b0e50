"""A search that finds nothing says why, and each search that it offers finds as many articles as it says."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from corpus.deriving.batches import derive_lately
from corpus.models import Outlet
from corpus.search import search
from corpus.store import Corpus
from corpus.vocabulary.near_words import near_words
from corpus.vocabulary.stemming import stop_words
from corpus.vocabulary.word_index import refresh

TODAY = date(2024, 3, 8)
_INSERT = """INSERT INTO articles (id, outlet, key, url, title, text, published_day, place, authors, words, text_sha256,
    complete, extractor, rules_version) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 5, ?, 1, 'made up', '1')"""


@pytest.fixture(scope="module")
def stocked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Corpus]:
    """Twelve articles: pembinaan in November 2023, disiplin in May 2022, of two outlets; its words not entered yet."""
    with Corpus(tmp_path_factory.mktemp("nohits") / "kliping.db") as corpus:
        for slug, name in (("suara_kota", "Suara Kota"), ("warta_timur", "Warta Timur")):
            corpus.put_outlet(Outlet(slug, name, "media", f"{slug}.example"))
        for n in range(1, 13):
            day, outlet = (date(2023, 11, n), "suara_kota") if n < 9 else (date(2022, 5, n - 8), "warta_timur")
            text = "Pembinaan pegawai BP2MI digelar. Semua hadir." if n < 9 else "Sidang disiplin guru dibuka."
            place = {1: "Kupang", 9: "Nusa Tenggara Timur"}.get(n)
            author = {1: '["Maria Bere"]', 9: '["Yosef Nai Helly"]'}.get(n, "[]")
            number = ((day - date(1970, 1, 1)).days << 20) + n
            row = (number, outlet, f"k/{n}", f"https://k/{n}", f"Berita {n}", text, str(day), place, author, str(n))
            corpus.conn.execute(_INSERT, row)
        derive_lately(corpus)
        yield corpus


def _asked(corpus: Corpus, query: str | None, **filters: Any) -> Any:
    result = search(corpus, query, today=TODAY, **filters)
    assert not result.hits
    for offer in result.offers:
        if not (offer.left_out or "").startswith("the filter"):
            assert search(corpus, offer.query, today=TODAY, **filters).total == offer.count.articles > 0
    return result


OFFERED = {
    "pembinan pegawai": "pembinaan pegawai",
    "pebminaan": "pembinaan",
    '"pembinan pegawai"': '"pembinaan pegawai"',
    "guru 2022": "guru year:2022",
    "pegawai november 2023": 'pegawai day:"november 2023"',
    "pegawai 3 november 2023": 'pegawai day:"3 november 2023"',
    "pegawia NEAR/2 BP2MI": "pegawai NEAR/2 BP2MI",
    "judul:Bertia -hadir": "judul:berita NOT hadir",
    "Pegawia guru | sidnag": "(pegawai AND guru) OR sidang",
    "pegawai tahun 2023": "pegawai year:2023",
    "Bagaimana BP2MI membina pegawainya tahun 2023?": "BP2MI membina pegawainya year:2023",
    "siapa saja guru yang disiplin?": "guru disiplin",
    "disiplin warta timur": "disiplin outlet:warta_timur",
    "pegawai tenggara": "pegawai",
    "pegawai maria bere": 'pegawai author:"maria bere"',
    '"pegawai pembinaan"': "pegawai pembinaan",
    "judul:pembinaan": "pembinaan",
    "=membina pegawai": "membina pegawai",
    "hadir NEAR/1 BP2MI": "hadir BP2MI",
    "pegawai 2021-2023": "pegawai year:2021-2023",
    "pegawai 2021 s/d 2023": "pegawai year:2021-2023",
    "pegawai antara 2022 dan 2023": "pegawai year:2022-2023",
    "pegawai sejak 2023": "pegawai since:2023",
    "guru sebelum november 2023": 'guru before:"november 2023"',
    "pegawai site:suara_kota": "pegawai outlet:suara_kota",
    "content:pegawai define:hadir": "pegawai hadir",
    "outlet=suara_kota pegawai": "outlet:suara_kota pegawai",
    "year<=2022 guru": "year:<=2022 guru",
    "place:kupnag": "place:kupang",
    "place:kupang,ende": "place:kupang OR place:ende",
    "author:maria bere": 'author:"maria bere"',
    "pegawai WITHIN 15 hadir": "pegawai hadir",
    "21. pegawai\n22. hadir": "pegawai hadir",
}


@pytest.mark.parametrize("typed", OFFERED)
def test_a_search_near_it_is_offered(stocked: Corpus, typed: str) -> None:
    result = _asked(stocked, typed)
    offered = [offer.query for offer in result.offers]
    assert OFFERED[typed] in offered


def test_a_word_of_grammar_is_offered_for_no_slip_and_one_article_is_one(stocked: Corpus) -> None:
    assert "semua" in stop_words()
    assert not any("did you mean" in note for note in _asked(stocked, "guru semuq").notes)
    assert 'no article has "kupanh"; did you mean kupang? (1 article)' in _asked(stocked, "guru kupanh").notes


def test_the_sentences(stocked: Corpus) -> None:
    assert _asked(stocked, "pembinan pegawai").notes == (
        "articles with each word alone: pembinan 0, pegawai 8",
        'no article has "pembinan"; did you mean pembinaan? `pembinaan pegawai` (8 articles)',
        "without one part: without pembinan 8",
    )
    assert _asked(stocked, "membina year:2022 -guru").notes == (
        "articles with each word alone: membina 8 (0 as written)",
        "without one part: without year:2022 8",
    )
    assert _asked(stocked, "guru", outlet="suara_kota", since="2022").notes == (
        "articles with each word alone: guru 4",
        "without one part: without the filter outlet 4",
    )
    assert _asked(stocked, "guru pegawai").notes[-1] == "without one part: without guru 8, without pegawai 4"


def test_days_outside_the_corpus_are_said_with_its_own(stocked: Corpus) -> None:
    outside = "the corpus has articles from 2022-05-01 to 2023-11-08, none of the days that were given"
    assert _asked(stocked, "guru year:2019").notes[0] == outside
    assert outside in _asked(stocked, None, since="kemarin").notes
    assert outside not in _asked(stocked, "guru year:2023").notes


def test_what_finds_something_has_no_explanation(stocked: Corpus) -> None:
    result = search(stocked, "guru")
    assert (result.notes, result.offers) == ((), ())


def test_an_empty_corpus(corpus: Corpus) -> None:
    assert search(corpus, "guru").notes[0] == "the corpus has no article yet"
    assert search(corpus).offers == ()


def test_words_not_entered_yet_are_near_as_those_entered(stocked: Corpus) -> None:
    typed = ("pembinan", "epmbinaan", "pmebinaann", "disiplni", "kupan", "hdair", "2023", "gur", "xyzxyzxyz")
    before = [near_words(stocked, word) for word in typed]
    refresh(stocked)
    assert before == [near_words(stocked, word) for word in typed]
    assert before == [["pembinaan"]] * 3 + [["disiplin"], ["kupang"], ["hadir"], [], [], []]


@pytest.mark.parametrize("query", ["zzz " * 400, " OR ".join(["zzz"] * 200), '"' + "zzz " * 300 + '"', "z" * 9_000])
def test_a_long_search_is_explained_in_bounded_work(stocked: Corpus, query: str) -> None:
    result = search(stocked, query)
    assert len(result.notes) < 10
