"""What a golden holds: the fields of an article that a page in tests/goldens gives, as JSON.

    python -m tests.pipelines.goldens            # writes the goldens that are missing
    python -m tests.pipelines.goldens --all      # writes every golden anew: read the difference before you commit

A golden is one folder an outlet (its slug, or the kind of page), one HTML file and one JSON file a page. Pages are
made up in the structure of an outlet's pages. Their addresses end in .example, which is taken off for an outlet
that is shipped, so that its own rules read the page.
"""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from datetime import UTC, date, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

from corpus.models import Article, Capture, NeedsPages, SetAside
from pipelines.refine import refine
from spiders.loader import host_outlet, outlet_for, outlets

ROOT = Path(__file__).parents[1] / "goldens"
FETCHED = datetime(2026, 6, 1, 5, 0, tzinfo=UTC)
LEFT_OUT = {"extractor", "rules_version", "outlet", "key", "lead", "words", "outside", "page_words"}


def pages() -> list[Path]:
    """Every page of the folder."""
    return sorted(ROOT.glob("*/*.html"))


def golden_of(page: Path) -> Path:
    """The JSON file beside a page."""
    return page.with_suffix(".json")


@lru_cache(maxsize=1)
def shipped() -> dict[str, Any]:
    """The shipped outlets by slug."""
    return dict(outlets(()))


def read(page: Path) -> dict[str, Any]:
    """What the page gives; its address stands in its first line, as <!-- https://... -->."""
    first, html = page.read_text("utf-8").split("\n", 1)
    url = first.removeprefix("<!-- ").removesuffix(" -->").split(" ")[0]
    if page.parent.name in shipped():
        url = url.replace(".example", "", 1)
    rules = (outlet_for(url, shipped()) or host_outlet(url)).page_rules()
    captures = [Capture(url, html.encode(), FETCHED)]
    refined = refine(captures, rules)
    if isinstance(refined, NeedsPages):
        return {"needs_pages": list(refined.urls)}
    if isinstance(refined, SetAside):
        return {"set_aside": refined.reason}
    return _fields(refined)


def _fields(article: Article) -> dict[str, Any]:
    row = {name: _plain(value) for name, value in asdict(article).items() if name not in LEFT_OUT}
    row["text"] = article.text.split("\n")
    row["removed"] = [f"{cut.rule} @{cut.position}: {cut.text}" for cut in article.removed]
    row["url"] = article.url
    row["unexplained"] = [f"{entry.words}: {entry.text}" for entry in article.outside if entry.reason == "unexplained"]
    return {name: value for name, value in sorted(row.items()) if value not in (None, [], {}, "")}


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else list(value) if isinstance(value, tuple) else value


def as_text(row: dict[str, Any]) -> str:
    """The JSON as it stands in the file."""
    return json.dumps(row, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def main(every: bool) -> None:
    """Write what is missing, or all."""
    for page in pages():
        if every or not golden_of(page).exists():
            golden_of(page).write_text(as_text(read(page)), encoding="utf-8")
            print(f"written: {golden_of(page).relative_to(ROOT)}; please review")  # noqa: T201


if __name__ == "__main__":
    main("--all" in sys.argv)
