"""The truth that lineage is measured on is the same each time and agrees with the articles (benchmarks/lineage.py)."""

from collections import Counter, defaultdict
from dataclasses import replace

import pytest

from benchmarks.lineage_corpus import CYCLE, LARGE, generate, problems
from benchmarks.lineage_evidence import evidence_problems
from benchmarks.lineage_families import FAMILIES, SET_ASIDE, read_families
from benchmarks.lineage_made import (
    Edge,
    Family,
    Made,
    Writing,
    containment,
    shared_words,
    shingles,
    word_spans,
    words_within,
)
from corpus.models import Outlet


@pytest.fixture(scope="module")
def families() -> list[Family]:
    return list(generate(60, seed=7))


def test_the_same_seed_gives_the_same_articles_and_another_gives_others(families: list[Family]) -> None:
    assert list(generate(60, seed=7)) == families
    assert next(generate(60, seed=8)) != families[0]
    assert list(generate(40, seed=7))[:40] == families[:40]  # more families change none that were there


def test_every_kind_is_made_and_every_name_and_key_stands_once(families: list[Family]) -> None:
    assert {family.kind for family in families} == {kind for kind, _ in (*CYCLE, *LARGE)}
    made = [made for family in families for made in family.articles]
    assert Counter(one.name for one in made).most_common(1)[0][1] == 1
    assert Counter(one.key for one in made).most_common(1)[0][1] == 1


def test_spans_are_verbatim_and_each_origin_is_there(families: list[Family]) -> None:
    assert [line for family in families for line in problems(family)] == []


def test_what_is_printed_leads_to_the_origin_that_the_truth_names(families: list[Family]) -> None:
    for family in (*families, *read_families(FAMILIES), *read_families(SET_ASIDE)):
        assert list(evidence_problems(family)) == []


def test_an_origin_that_nothing_printed_leads_to_is_seen(families: list[Family]) -> None:
    stories = [family.articles for family in families if family.kind in ("verbatim", "words", "headline")]
    seen = set()
    for root, *copies in stories:
        wrong: list[Made] = [replace(root, why="alone"), replace(root, published_at=None, published_day=None)]
        match root.why:
            case "agency":
                wrong[1] = replace(root, outlet=copies[0].outlet)
            case "credit":
                wrong[1] = replace(root, outlet=Outlet("lain", "Koran Lain", "media", "lain.example"))
        seen.add(root.why)
        for one in wrong:
            assert list(evidence_problems(Family("wrong", "verbatim", (one, *copies)))) != []
    assert seen == {"agency", "credit", "earliest"}


def test_a_wrong_truth_is_seen(families: list[Family]) -> None:
    root, copy, *rest = families[0].articles
    edge = copy.edges[0]
    wrong = [
        replace(copy, edges=(replace(edge, spans=((0, 4), *edge.spans[1:])), Edge("nowhere"))),
        replace(copy, story="nowhere"),
        replace(copy, text=f"Selembar {copy.text}"),
    ]
    for one in wrong:
        assert list(problems(replace(families[0], articles=(root, one, *rest)))) != []


def test_changed_texts_have_the_share_of_the_words_that_their_kind_says(families: list[Family]) -> None:
    least, most = {"verbatim": 0.93, "words": 0.7, "half words": 0.34, "excerpt": 0.38}, {"words": 0.81, "excerpt": 0.6}
    for family in families:
        root = family.articles[0]
        for copy in family.articles[1:]:
            if family.kind in least:
                words = word_spans(copy.text)
                share = len(words_within(words, copy.edges[0].spans)) / len(word_spans(root.text))
                assert least[family.kind] < share < most.get(family.kind, 1.01), copy.name


def test_stories_share_hardly_any_run_of_five_words_unless_they_are_made_to(families: list[Family]) -> None:
    holders: dict[tuple[str, ...], set[str]] = defaultdict(set)
    for family in families:
        if family.kind in ("singles", "verbatim", "words", "excerpt", "mixed"):
            for made in family.articles:
                for shingle in shingles(made.text.rpartition("\n")[0]):  # without the outlet's own line
                    holders[shingle].add(family.name)
    assert sum(len(names) > 1 for names in holders.values()) < len(holders) / 300


def test_words_taken_side_by_side_are_one_span() -> None:
    writing = Writing()
    writing.add("Judul sendiri. ")
    writing.add("satu dua", "asal", 10)
    writing.add(" ")
    writing.add("tiga", "asal", 19)
    writing.add(" lain ")
    writing.add("lima", "asal", 40)
    [edge] = writing.edges()
    assert [writing.text[start:end] for start, end in edge.spans] == ["satu dua tiga", "lima"]


def test_a_run_of_five_words_is_the_least_that_two_texts_share() -> None:
    origin = "Petugas memeriksa berkas di aula balai sejak pagi"
    assert shared_words("Kemarin petugas memeriksa berkas di aula itu", origin) == {1, 2, 3, 4, 5}
    assert shared_words("Kemarin petugas memeriksa berkas di kantor itu", origin) == set()
    assert containment("petugas memeriksa berkas di aula", origin) == 1.0
