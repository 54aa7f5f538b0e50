"""Where the demo's topic, outlets and archive are, in a checkout or an installed wheel."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.resources import as_file, files
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Shipped:
    """The demo's files."""

    topic: Path
    outlets: Path
    archive: Path


@contextmanager
def shipped() -> Iterator[Shipped]:
    """The demo's files as paths, for as long as they are needed."""
    with as_file(files("crawler.demo")) as folder:
        yield Shipped(folder / "topic.toml", folder / "outlets", folder / "demo.warc.gz")
