"""Write JSON Lines packed by gzip or zstd: the same bytes for the same rows."""

from __future__ import annotations

import gzip
import sys
from io import TextIOWrapper
from pathlib import Path
from typing import IO, Literal

from corpus.export.content import ExportContent
from corpus.export.writers.jsonlines import write_jsonlines

Packer = Literal["gz", "zst"]


def write_packed(packer: Packer, content: ExportContent, path: Path) -> int:
    """Write the articles and return how many there were. gzip's own name and time are left out of the file."""
    with path.open("wb") as raw, _packing(packer, raw) as packed, TextIOWrapper(packed, "utf-8", newline="") as out:
        return write_jsonlines(content.articles.rows, content.articles.columns, out)


def _packing(packer: Packer, raw: IO[bytes]) -> IO[bytes]:
    if packer == "gz":
        return gzip.GzipFile(filename="", mode="wb", fileobj=raw, mtime=0)  # type: ignore[return-value] # is one but by type
    if sys.version_info >= (3, 14):
        from compression import zstd
    else:
        from backports import zstd
    return zstd.ZstdFile(raw, "wb")  # type: ignore[return-value]
