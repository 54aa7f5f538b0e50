"""The memory of a crawl's main process doesn't grow with the articles (benchmarks/crawl_memory.py has the long run)."""

from __future__ import annotations

from pathlib import Path

import pytest
from harness import Desk
from long_site import crawl_memory

pytestmark = pytest.mark.hostile

FIRST, LAST = 200, 600
MOST_KB = 8  # an article may leave; measured: 0.3 on average up to 5,000 articles; its page has some 60


def test_an_article_leaves_nothing_in_memory(tmp_path: Path) -> None:
    megabytes = crawl_memory(Desk(tmp_path), LAST, (FIRST, LAST))
    assert (megabytes[LAST] - megabytes[FIRST]) * 1024 / (LAST - FIRST) < MOST_KB
    assert megabytes[FIRST] < 130
