"""A crawl of made-up sites on loopback by the real command line."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

HOUSE = Path(__file__).parents[1]
LONGEST = 600  # seconds


def crawl_loopback(
    folder: Path, outlets: Iterable[str], *, delay: float, limit: str = "none", options: Sequence[str] = ()
) -> subprocess.CompletedProcess[str]:
    """Crawl these outlets of `folder`/outlets for `folder`/topic.toml into `folder`/k.db; reports are JSON lines."""
    other = {name: value for name, value in os.environ.items() if not name.startswith("KLIPING_")}
    settings = {"KLIPING_DELAY": str(delay), "KLIPING_CORPUS": "k.db", "KLIPING_CONFIG": str(folder / "none.toml")}
    command = [
        sys.executable, "-m", "crawler.cli", "crawl", "topic.toml", "--outlets", "outlets", "--allow-private",
        "--contact", "a@example.org", "--limit", limit, "--json", *options,
        *(part for name in outlets for part in ("--outlet", name)),
    ]  # fmt: skip
    return subprocess.run(
        command,
        capture_output=True,
        text=True,
        env=other | settings | {"PYTHONPATH": str(HOUSE)},
        cwd=folder,
        timeout=LONGEST,
        check=False,
    )
