"""Makes a small corpus of texts (`of_texts`): article n has the title "Judul nx" and the nth text."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack

import pytest

from corpus.models import Outlet
from corpus.store import Corpus
from corpus.vocabulary.word_index import refresh


@pytest.fixture(scope="module")
def of_texts(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[Sequence[str]], Corpus]]:
    """Makes a corpus of these texts, with its words entered."""
    with ExitStack() as opened:

        def make(texts: Sequence[str]) -> Corpus:
            corpus = opened.enter_context(Corpus(tmp_path_factory.mktemp("texts") / "kliping.db"))
            corpus.put_outlet(Outlet("koran", "Koran", "media", "koran.example"))
            with corpus.transaction() as sql:
                for n, text in enumerate(texts):
                    sql.execute(
                        """INSERT INTO articles (id, outlet, key, url, title, text, published_day, words, text_sha256,
                        complete, extractor, rules_version)
                        VALUES (?, 'koran', ?, ?, ?, ?, '2023-05-01', 5, ?, 1, 'made up', '1')""",
                        ((19478 << 20) + n, f"k/{n}", f"https://k/{n}", f"Judul {n}x", text, str(n)),
                    )
            refresh(corpus)
            return corpus

        yield make
