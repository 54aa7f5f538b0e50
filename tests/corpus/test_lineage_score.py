"""The command that measures lineage gives full marks to the truth alone, and names each wrong item."""

import random
import tomllib
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from demo_web.pieces import TEXTS
from demo_web.web import pieces, url_of

from benchmarks.lineage_corpus import generate, problems
from benchmarks.lineage_demo import demo_truth
from benchmarks.lineage_families import FAMILIES, FURTHER, SET_ASIDE, all_names, read_families, set_aside_names
from benchmarks.lineage_made import Family
from benchmarks.lineage_result import EdgeRow, Result, differences, exact_copies, measured
from benchmarks.lineage_score import Score, score

Wrong = Callable[[Result], None]


@pytest.fixture(scope="module")
def by_hand() -> list[Family]:
    return [*read_families(FAMILIES), *read_families(SET_ASIDE)]


@pytest.fixture(scope="module")
def families(by_hand: list[Family]) -> list[Family]:
    return [*by_hand[:8], *generate(21, seed=3)]


def true_result(families: list[Family]) -> Result:
    """What a program says that makes no mistake."""
    keys = {made.name: made.key for family in families for made in family.articles}
    result = Result(spans={})
    assert result.spans is not None
    for family in families:
        for made in family.articles:
            result.stories[made.key] = keys[made.story]
            for edge in made.edges:
                result.edges[made.key, keys[edge.origin]] = EdgeRow(reason=made.why)
                result.spans[made.key, keys[edge.origin]] = edge.spans
    return result


def values(total: Score) -> dict[str, float]:
    return {name: share.value for name, share in total.shares.items()}


def test_thirty_families_are_consistent_and_half_of_them_is_set_aside_by_the_checksum(by_hand: list[Family]) -> None:
    assert [line for family in by_hand for line in problems(family)] == []
    names = list(all_names())
    assert [family.name for family in by_hand] == names
    assert len(names) == 30
    assert {path.stem for path in SET_ASIDE.glob("*.toml")} == set_aside_names(names)
    assert len(set_aside_names(names)) == 15
    for folder in (FAMILIES, SET_ASIDE):
        for path in folder.glob("*.toml"):
            text = path.read_text("utf-8")
            assert text.startswith("# Made up; nothing in it is true.")
            marked = tomllib.loads(text).get("measured_only_at_the_end", False)
            assert marked == (folder == SET_ASIDE), path.name
    assert {len(family.articles) for family in by_hand} <= {3, 4, 5, 6, 7}


def test_the_further_families_are_consistent() -> None:
    further = read_families(FURTHER)
    assert [line for family in further for line in problems(family)] == []
    assert not {family.name for family in further} & set(all_names())
    assert all(path.read_text("utf-8").startswith("# Made up;") for path in FURTHER.glob("*.toml"))


def test_the_truth_itself_has_full_marks(families: list[Family]) -> None:
    total = score(families, true_result(families))
    assert set(values(total).values()) == {1.0}
    assert min(share.of for share in total.shares.values()) > 20
    assert not any(total.wrong.values())


def split(result: Result) -> None:
    key = next(copy for copy, _ in result.edges)
    result.stories[key] = key


def join(result: Result) -> None:
    one, other = sorted(set(result.stories.values()))[:2]
    result.stories[one] = other


def lose_edge(result: Result) -> None:
    del result.edges[next(iter(result.edges))]


def add_edge(result: Result) -> None:
    root, other = sorted(set(result.stories.values()))[:2]
    result.edges[root, other] = EdgeRow()


def turn(result: Result) -> None:
    """Root a group at one of its copies."""
    copy, root = next(iter(result.edges))
    result.stories = {key: copy if story == root else story for key, story in result.stories.items()}


def widen(result: Result) -> None:
    assert result.spans is not None
    pair, spans = next((pair, spans) for pair, spans in result.spans.items() if spans[0][0] > 20)
    result.spans[pair] = ((0, spans[0][1]), *spans[1:])


def shorten(result: Result) -> None:
    assert result.spans is not None
    pair, ((start, end), *rest) = next((p, s) for p, s in result.spans.items() if s[0][1] - s[0][0] > 60)
    result.spans[pair] = ((start, end - 12), *rest)


@pytest.mark.parametrize(
    ("wrong", "lower", "title"),
    [
        (split, "group recall", "not joined with its story"),
        (join, "group precision", "joined with another story"),
        (lose_edge, "edge recall", "edge missing"),
        (add_edge, "edge precision", "edge wrong"),
        (turn, "origin right", "another origin"),
        (widen, "word precision", "span not exact"),
        (shorten, "word recall", "span not exact"),
    ],
)
def test_each_mistake_lowers_its_measure_and_is_named(
    families: list[Family], wrong: Wrong, lower: str, title: str
) -> None:
    result = true_result(families)
    wrong(result)
    total = score(families, result)
    assert values(total)[lower] < 1
    assert total.wrong[title]


def test_optional_edges_count_neither_way(by_hand: list[Family]) -> None:
    [family] = [family for family in by_hand if family.name == "salinan-berantai"]
    result = true_result([family])
    optional = [(made.key, edge) for made in family.articles for edge in made.edges if edge.optional]
    assert optional
    for key, _ in optional:
        result.edges = {pair: row for pair, row in result.edges.items() if pair[0] != key}
    assert values(score([family], result))["edge recall"] == 1


def test_articles_are_stored_and_the_order_of_arrival_is_compared(families: list[Family]) -> None:
    some = [*families[:2], *families[8:11]]
    first, second = (measured(some, exact_copies, random.Random(n), batches=3) for n in (1, 2))
    assert list(differences(first, second)) == []
    assert set(first.stories) == {made.key for family in some for made in family.articles}
    assert len(list(differences(first, replace(second, edges={}, stories={})))) > len(first.stories)


def test_the_truth_of_the_demo_is_what_its_texts_were_made_from() -> None:
    raw = {path.stem: tomllib.loads(path.read_text("utf-8"))["piece"] for path in Path(TEXTS).glob("*.toml")}
    url = {(piece.outlet, piece.at): url_of(piece) for piece in pieces()}
    made: dict[str, set[str]] = {}
    for outlet, rows in raw.items():
        for row in rows:
            if name := row.get("id") or row.get("reprint", "").removeprefix("bptn/"):
                made.setdefault(name, set()).add(url[outlet, row["at"]])
    truth = {row["name"]: {row["origin"], *row["copies"]} for row in demo_truth()["story"]}
    assert truth == made
    assert all("bptn.go.example" in row["origin"] for row in demo_truth()["story"])
    copies = sum(len(row["copies"]) for row in demo_truth()["story"])
    assert demo_truth()["stories"] == demo_truth()["articles"] - copies
