"""The lock beside a corpus: where it can't be had, a sentence says why, and no traceback."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from corpus.errors import CorpusError
from corpus.store import Corpus
from crawler.holding import hold

Run = Callable[..., Any]


@pytest.fixture
def unwritable(tmp_path: Path) -> Path:
    """A corpus whose lock can't be opened for writing; a folder in its place stops root too."""
    path = tmp_path / "kliping.db"
    Corpus(path).close()
    (tmp_path / "kliping.db.lock").mkdir()
    return path


@pytest.mark.parametrize("command", [("remove", "1", "--reason", "x", "--yes"), ("refine",)])
def test_a_lock_that_cannot_be_written_is_said(kliping: Run, unwritable: Path, command: tuple[str, ...]) -> None:
    ran = kliping(*command, "--corpus", unwritable)
    assert (ran.code, "check the rights of the folder" in ran.err) == (2, True), ran


def test_two_cannot_hold_a_corpus(tmp_path: Path) -> None:
    lock = hold(tmp_path / "kliping.db")
    with pytest.raises(CorpusError, match="is at work on this corpus"):
        hold(tmp_path / "kliping.db")
    lock.release()
