"""On queries judged by how the articles were made, recall and precision stay above their floors."""

from pathlib import Path

import pytest
from judged import QUERIES, build, score


@pytest.mark.parametrize(("half", "recall", "precision"), [(0, 0.98, 0.95), (1, 0.97, 0.92)])
def test_a_search_finds_what_a_reader_wants(tmp_path: Path, half: int, recall: float, precision: float) -> None:
    made, systems = build(tmp_path)
    result = score(made, systems["kliping"], QUERIES[half::2])
    assert result[0] >= recall
    assert result[1] >= precision
    assert result[0] > score(made, systems["a stemmer alone"], QUERIES[half::2])[0]
    assert result[0] > score(made, systems["raw FTS5"], QUERIES[half::2])[0] + 0.4
