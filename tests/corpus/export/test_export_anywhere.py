"""The same articles give the same files in every time zone and language, from a corpus and from its backup."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from corpus.store import Corpus

LACKING = 5
FILES = {
    "berita.csv": ("--with-text",),
    "berita.jsonl": ("--with-text",),
    "berita.parquet": ("--with-text",),
    "berita.xlsx": ("--with-text",),
    "berita.xml": ("--with-text",),
    "vertikal": ("--with-text", "--format", "vertical"),
    "berita.bib": (),
}
_EXPORT_ALL = """
import json, sys
from crawler.cli import main
corpus, files = sys.argv[1], json.loads(sys.argv[2])
for name, options in files.items():
    if code := main(["export", "-o", name, *options, "--corpus", corpus]):
        sys.exit(code)
"""


def _export_elsewhere(corpus: Path, folder: Path) -> None:
    """Export all files into the folder by a program in the far east, with another locale and order of sets."""
    elsewhere = {"TZ": "Asia/Jayapura", "LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"}
    subprocess.run(
        [sys.executable, "-c", _EXPORT_ALL, str(corpus), json.dumps(FILES)],
        cwd=folder,
        env={**os.environ, **elsewhere, "PYTHONHASHSEED": "7", "PYTHONPATH": str(Path(__file__).parents[3])},
        check=True,
        capture_output=True,
    )


def _fingerprints(folder: Path) -> dict[str, str]:
    paths = sorted(path for path in folder.rglob("*") if path.is_file())
    return {str(path.relative_to(folder)): sha256(path.read_bytes()).hexdigest() for path in paths}


@pytest.fixture
def utc(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """This process is in UTC."""
    with monkeypatch.context() as patch:
        patch.setenv("TZ", "UTC")
        time.tzset()
        yield
    time.tzset()


@pytest.mark.usefixtures("utc")
def test_files_are_the_same_everywhere(
    filled: Corpus, kliping: Callable[..., Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    late = datetime(2023, 11, 20, 16, 30, tzinfo=UTC).isoformat()  # the day after in Jayapura
    filled.conn.execute("UPDATE articles SET published_at = ? WHERE id = (SELECT max(id) FROM articles)", (late,))
    filled.close()
    copy, here, there = (tmp_path / name for name in ("cadangan.db", "here", "there"))
    assert kliping("backup", copy, "--corpus", filled.path).code == LACKING  # no page of a made-up article is archived
    here.mkdir()
    there.mkdir()
    monkeypatch.chdir(here)
    for name, options in FILES.items():
        assert kliping("export", "-o", name, *options, "--corpus", filled.path).code == 0
    _export_elsewhere(copy, there)
    assert _fingerprints(here) == _fingerprints(there)
    assert {Path(name).parts[0] for name in _fingerprints(here)} >= {*FILES}
