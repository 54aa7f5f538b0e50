"""On judged queries, and on queries judged by how the articles were made, recall and precision stay above floors."""

from pathlib import Path

import pytest
from judged import QUERIES, build
from judged import score as score_made
from relatives import as_texts, is_aside, judged_ways, judged_words, opened, raw, score


@pytest.mark.parametrize(("half", "recall", "precision"), [(0, 0.98, 0.95), (1, 0.97, 0.92)])
def test_a_search_finds_what_a_reader_wants(tmp_path: Path, half: int, recall: float, precision: float) -> None:
    made, systems = build(tmp_path)
    result = score_made(made, systems["kliping"], QUERIES[half::2])
    assert result[0] >= recall
    assert result[1] >= precision
    assert result[0] > score_made(made, systems["a stemmer alone"], QUERIES[half::2])[0]
    assert result[0] > score_made(made, systems["raw FTS5"], QUERIES[half::2])[0] + 0.4


@pytest.mark.parametrize(
    ("judged", "recall", "precision"),
    [(judged_words(), 0.96, 0.97), (judged_ways(), 0.98, 0.99)],
    ids=["words", "ways"],
)
def test_the_judged_lists_are_met(
    judged: dict[str, tuple[list[str], list[str]]], recall: float, precision: float
) -> None:
    texts, right, among = as_texts(judged)
    with opened(texts) as ask:
        for aside in (False, True):
            half = {query: wanted for query, wanted in right.items() if is_aside(query) == aside}
            result = score(ask, half, among)
            assert result[0] >= recall
            assert result[1] >= precision
            assert result[0] > score(raw(texts), half, among)[0] + 0.4
