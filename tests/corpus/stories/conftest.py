"""A release that 39 other outlets copied."""

from collections.abc import Callable
from datetime import date

import pytest

from corpus.models import Article, Outlet
from corpus.store import Corpus
from tests.conftest import Keep

Another = Callable[..., Article]


@pytest.fixture
def release(corpus: Corpus, keep: Keep, another: Another) -> list[int]:
    """A release with 39 copies, of which the 20th is dated ten days before the others; their ids, the root's first."""
    for outlet in range(40):
        corpus.put_outlet(Outlet(f"media_{outlet}", f"Media {outlet}", "media", f"media-{outlet}.example"))
    written = [
        another(n, outlet=f"media_{n}", day=date(2024, 3, 1 if n == 20 else 10 + n // 4), text=f"Rilis pegawai {n}.")
        for n in range(40)
    ]
    keep(*written)
    ids = [corpus.id_of(str(article.key)) for article in written]
    assert all(ids)
    known = [int(one or 0) for one in ids]
    corpus.conn.executemany("INSERT INTO stories VALUES (?, ?)", [(copy, known[0]) for copy in known[1:]])
    return known
