"""A search finds what a reader expects, newest first, and says what it leaves out."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from corpus.crawl.runs import end_run, keep_topic, start_run
from corpus.errors import QueryError
from corpus.models import Article
from corpus.query.selection import select
from corpus.search import MARK, UNMARK, SearchResult, Sort, search
from corpus.store import ArticleOutcome, Corpus
from corpus.topics import parse_topic
from tests.conftest import ARTICLES

Keep = Callable[..., ArticleOutcome]
WIB = timezone(timedelta(hours=7))
JANUARY = datetime(2024, 1, 31, tzinfo=UTC)


def titles(result: SearchResult) -> list[str]:
    return [hit.title for hit in result.hits]


def test_all_words_must_be_there(filled: Corpus) -> None:
    assert titles(search(filled, "integritas kupang")) == ["Pembinaan Pegawai di NTT"]
    assert titles(search(filled, "integritas gagalkan")) == []


@pytest.mark.parametrize("typed", ['"pembinaan pegawai"', "“pembinaan pegawai”", "PEMBINAAN-pegawai"])
def test_a_phrase_stands_as_it_is(filled: Corpus, typed: str) -> None:
    assert titles(search(filled, typed)) == ["Pembinaan Pegawai di NTT"]
    assert titles(search(filled, typed.replace("pegawai", "disiplin"))) == []


def test_a_hyphen_or_an_apostrophe_is_text(filled: Corpus) -> None:
    assert titles(search(filled, "BP2MI-NTT", literal=True)) == ["BP2MI-NTT Gagalkan Keberangkatan Ilegal"]
    assert titles(search(filled, "jum'at")) == ["BP2MI-NTT Gagalkan Keberangkatan Ilegal"]


def test_newest_first(filled: Corpus) -> None:
    assert titles(search(filled)) == [
        "BP2MI-NTT Gagalkan Keberangkatan Ilegal",
        "Pembinaan Pegawai di NTT",
        "Opini: Pegawai Publik dan Harapan Warga",  # undated: at the end, though it was seen last
    ]


def test_an_exact_copy_is_folded_under_the_first(filled: Corpus) -> None:
    result = search(filled, "integritas")
    assert [(hit.outlet, hit.copies) for hit in result.hits] == [("kantor_berita", 1)]
    assert result.total == 2


def test_a_copy_is_shown_where_a_filter_leaves_out_the_first(filled: Corpus) -> None:
    assert [hit.outlet for hit in search(filled, "integritas", outlet="warta_timur").hits] == ["warta_timur"]
    assert [hit.outlet for hit in search(filled, "integritas", since=date(2023, 11, 21)).hits] == ["warta_timur"]
    assert [hit.outlet for hit in search(filled, "deputi =bina").hits] == ["warta_timur"]  # only its title says so


def test_short_texts_of_one_outlet_are_no_copies(filled: Corpus, keep: Keep, another: Callable[..., Article]) -> None:
    keep(another(1, text="Foto: kegiatan hari ini."), another(2, text="Foto: kegiatan hari ini."))
    assert len(search(filled, "kegiatan").hits) == 2


def test_a_hit_tells_what_is_known(filled: Corpus) -> None:
    hit = search(filled, "kupang").hits[0]
    assert (hit.outlet, hit.outlet_name, hit.place, hit.credit, hit.grade) == (
        "kantor_berita", "Kantor Berita", "Kupang", "bp2mi.example", 3,
    )  # fmt: skip
    assert hit.published_at == datetime(2023, 11, 20, 9, 30, tzinfo=WIB)
    assert hit.published_day == date(2023, 11, 20)


def test_matches_are_marked(filled: Corpus) -> None:
    hit = search(filled, '"pembinaan pegawai"').hits[0]
    assert f"menggelar {MARK}pembinaan pegawai{UNMARK} di" in hit.snippet
    assert hit.marked_title == f"{MARK}Pembinaan Pegawai{UNMARK} di NTT"
    assert "menggelar pembinaan pegawai di" in hit.plain_snippet


def test_without_words_the_snippet_is_the_beginning(filled: Corpus) -> None:
    assert search(filled).hits[-1].snippet.startswith("Pegawai publik yang baik")


def test_days_are_both_included(filled: Corpus) -> None:
    result = search(filled, since=date(2023, 11, 20), until=date(2023, 11, 20))
    assert titles(result) == ["Pembinaan Pegawai di NTT"]


def test_a_date_filter_says_what_has_no_date(filled: Corpus) -> None:
    result = search(filled, "pegawai", since=date(2014, 1, 1), until=date(2030, 1, 1))
    assert (result.total, result.undated) == (2, 1)
    assert search(filled, "kupang", since=date(2014, 1, 1)).undated == 0
    assert search(filled, "pegawai").undated == 0


def test_a_corrected_day_is_found_where_it_belongs_now(
    filled: Corpus, keep: Keep, articles: tuple[Article, ...]
) -> None:
    office = replace(articles[2], published_day=date(2022, 1, 5), published_at=None)
    with filled.transaction():
        filled.keep(office, [1], JANUARY)
    assert titles(search(filled, "gagalkan", until=date(2022, 12, 31))) == [office.title]
    assert titles(search(filled, "gagalkan", since=date(2023, 1, 1))) == []


def test_pages_follow_each_other(filled: Corpus, keep: Keep, another: Callable[..., Article]) -> None:
    keep(*(another(n, text=f"Berita ke-{n} tentang kantor.", day=date(2024, 2, 1 + n % 9)) for n in range(25)))
    seen: list[int] = []
    before = None
    while True:
        page = search(filled, "kantor berita", limit=10, before=before, since=date(2024, 1, 10))
        seen += [hit.id for hit in page.hits]
        if (before := page.next_page) is None:
            break
    assert len(seen) == 25
    assert seen == sorted(set(seen), reverse=True)


def test_the_total_is_capped_and_says_so(filled: Corpus, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("corpus.search.TOTAL_CAP", 2)
    result = search(filled)
    assert (result.total, result.exact) == (2, False)


def test_new_is_what_the_newest_crawl_or_import_stored(
    filled: Corpus, keep: Keep, another: Callable[..., Article]
) -> None:
    keep(another(1, title="Terbaru"), command="import")
    with filled.transaction():
        end_run(filled, start_run(filled, "refine", topic=None, clock=JANUARY, options={}, versions={}),
                state="finished", exit_code=0)  # fmt: skip
    assert titles(search(filled, new=True)) == ["Terbaru"]
    assert titles(search(filled, "integritas", new=True)) == []


def test_new_is_empty_after_a_run_that_stored_nothing(filled: Corpus) -> None:
    end_run(filled, start_run(filled, "crawl", topic=None, clock=JANUARY, options={}, versions={}),
            state="finished", exit_code=0)  # fmt: skip
    assert titles(search(filled, new=True)) == []


def test_the_least_grade(filled: Corpus) -> None:
    assert titles(search(filled, grade=3)) == ["Pembinaan Pegawai di NTT"]
    assert len(search(filled, grade=0).hits) == 3


def test_grades_are_those_of_the_default_topic_whatever_ran_last(filled: Corpus) -> None:
    other = parse_topic('name = "lain"\n[grade]\nphrases = ["lain"]\n')
    end_run(filled, start_run(filled, "crawl", topic=other, clock=JANUARY, options={}, versions={}),
            state="finished", exit_code=0)  # fmt: skip
    [*_, hit, _] = search(filled).hits
    assert (search(filled).topic, hit.grade, hit.topic) == ("pembinaan-pegawai", 3, "pembinaan-pegawai")
    [*_, hit, _] = search(filled, topic="lain").hits
    assert (hit.grade, hit.topic) == (None, "lain")


def test_a_search_names_the_topic_whose_grades_are_meant(filled: Corpus) -> None:
    other = parse_topic('name = "lain"\n[grade]\nphrases = ["lain"]\n')
    keep_topic(filled, other)
    filled.conn.execute("INSERT INTO grades VALUES (?, 2, 2)", (filled.id_of(str(ARTICLES[2].key)),))
    assert [hit.grade for hit in search(filled, "bp2mi topic:lain grade:2").hits] == [2]
    assert [hit.grade for hit in search(filled, "grade:2").hits] == [3]
    assert search(filled, "topik:lain", count_by=["grade"]).facets == search(
        filled, topic="lain", count_by=["grade"]
    ).facets  # fmt: skip
    assert len(search(filled, "topic:lain").hits) == 3  # it leaves none out


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("bp2mi topic:lian", 'no run has used a topic "lian"; did you mean "lain"'),
        ("bp2mi OR topic:lain", "holds for the whole search"),
        ("bp2mi NOT topic:lain", "holds for the whole search"),
        ("bp2mi (pegawai topic:lain)", "holds for the whole search"),
        ("topic:lain topic:pembinaan-pegawai", "grades are read by one topic"),
        ("topic:pembinaan-pegawai", "--topic lain and topic:pembinaan-pegawai differ"),
    ],
)
def test_a_topic_in_a_search_stands_once_beside_the_words(filled: Corpus, query: str, sentence: str) -> None:
    keep_topic(filled, parse_topic('name = "lain"\n[grade]\nphrases = ["lain"]\n'))
    with pytest.raises(QueryError, match=re.escape(sentence)):
        search(filled, query, topic="lain" if query.startswith("topic:p") else None)


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        ({"outlet": "warta_timor"}, 'did you mean "warta_timur"'),
        ({"topic": "pembinan-pegawai"}, 'did you mean "pembinaan-pegawai"'),
        ({"since": date(2024, 1, 2), "until": date(2024, 1, 1)}, "exchange them"),
        ({"limit": 0}, "give 1 or more"),
        ({"topic": "\udcff"}, 'no run has used a topic "?"'),
        ({"query": "“”"}, "nothing to look for"),
    ],
)
def test_what_cannot_be_asked_is_said(filled: Corpus, options: dict[str, object], sentence: str) -> None:
    with pytest.raises(QueryError, match=re.escape(sentence)):
        search(filled, **options)  # type: ignore[arg-type]


def test_the_index_gives_the_order_and_the_days(filled: Corpus) -> None:
    selection = select(filled, "pegawai", since=date(2023, 1, 1))
    plan = [
        row[3]
        for row in filled.conn.execute(f"EXPLAIN QUERY PLAN {selection.ids()} ORDER BY id DESC", selection.values)
    ]
    first = plan[: plan.index("RIGHT")]
    assert any(re.search(r"VIRTUAL TABLE INDEX \d+:M4<>", step) for step in first), plan  # match and both ends
    assert not any("TEMP B-TREE" in step for step in first), plan


def test_an_empty_corpus_finds_nothing(corpus: Corpus) -> None:
    result = search(corpus, "pegawai")
    assert (result.hits, result.total, result.stories, result.next_page) == ((), 0, 0, None)
    assert result.expression == '"pegawai"'
    assert search(corpus, new=True).hits == ()


@pytest.mark.parametrize("sort", ["newest", "oldest", "relevance"])
@pytest.mark.parametrize("before", [-5, 0, 10**30])
def test_a_page_that_is_none_is_no_fault(filled: Corpus, sort: Sort, before: int) -> None:
    result = search(filled, "pegawai", sort=sort, before=before)
    assert len(result.hits) <= result.total == 3


def test_outlets_may_be_several(filled: Corpus) -> None:
    assert search(filled, "pegawai outlet:kantor_berita,warta_timur").total == 2
    assert search(filled, "pegawai -outlet:(kantor_berita warta_timur)").total == 1


def test_an_apostrophe_in_a_name_is_any(corpus: Corpus, keep: Keep, another: Callable[..., Article]) -> None:
    keep(replace(another(1), authors=("Ma’ruf Lede",), place="So’e"), replace(another(2), authors=("Maruf Uly",)))
    for typed in ("penulis:Ma'ruf", "penulis:ma’ruf", "place:so'e", "place:so*"):
        assert [hit.title for hit in search(corpus, typed).hits] == ["Berita 1"], typed
