"""Measure whole pages by kind of fault: made-up pages in many themes with their gold (benchmarks/page_kinds/).

    python benchmarks/page_kinds.py [--held] [--failures] [--kind K]

Prints a table: a kind, its pages, how many came back right in every measured field. `--held` measures the pages whose
failures nobody looks at while rules are written, so `--failures` (a line a wrong page) goes without it. A row of the
dates' table (dates.toml) is right where the day (and hour) is the gold's, `none` where a day of the gold was not read,
and `false` where a value is not the gold's; `--kind dates` measures only them. Exit code 1 if
any page is wrong or any date is false.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections import Counter
from collections.abc import Iterator
from datetime import timedelta, timezone
from typing import Any

from kind_pages import KindPage, read_dates, read_pages

from corpus.models import Article, Capture, NeedsPages, SetAside
from pipelines.refine import refine
from pipelines.rules import NO_RULES

NUMBER = re.compile(r"^\d{1,2}[.)] ")
WIB = 7


def refined_page(page: KindPage) -> Article | SetAside:
    """The page as it is read without an outlet's rules, further pages out of reach."""
    captures = [Capture(page.url, page.html.encode(), page.fetched_at, content_type="text/html; charset=utf-8")]
    refined = refine(captures, NO_RULES)
    while isinstance(refined, NeedsPages):
        captures += [Capture(url, b"", page.fetched_at, status=0, requested_url=url) for url in refined.urls]
        refined = refine(captures, NO_RULES)
    return refined


def faults_of(page: KindPage) -> list[str]:
    """A sentence for each field that came back wrong."""
    article, gold = refined_page(page), page.gold
    if isinstance(article, SetAside):
        return [] if gold["status"] == "aside" else [f"set aside: {article.reason} {article.detail}"]
    if gold["status"] == "aside":
        return ["an article, to be set aside"]
    zone = timezone(timedelta(hours=gold.get("zone", WIB)))
    values: dict[str, Any] = {
        "title": article.title,
        "authors": list(article.authors),
        "editor": article.editor or "",
        "day": article.published_day.isoformat() if article.published_day else "",
        "hour": article.published_at.astimezone(zone).strftime("%H:%M") if article.published_at else "",
        "complete": article.complete,
        "place": article.place or "",
        "confidence": article.date_confidence,
        "language": article.language or "",
    }
    wrong = (f"{name} {have!r}, not {gold[name]!r}" for name, have in values.items() if gold[name] not in ("?", have))
    return [*wrong, *_text_faults(article, gold)]


def _text_faults(article: Article, gold: dict[str, Any]) -> Iterator[str]:
    for words in gold.get("drop", ()):
        if words in article.text:
            yield f"stands in the text: {words[:60]!r}"
    for words in gold.get("keep", ()):
        if words not in article.text:
            rules = ", ".join(cut.rule for cut in article.removed if words[:30] in cut.text) or "no rule"
            yield f"lost by {rules}: {words[:60]!r}"
    if gold["text"] == "?":
        return
    loose = gold.get("loose_numbers", False)
    have, want = ([_plain(line, loose) for line in lines] for lines in (article.text.split("\n"), gold["text"]))
    have = [line for line in have if not any(words in line for words in gold.get("free", ()))]
    optional = {_plain(line, loose) for line in gold["optional"]} - set(have)
    want = [line for line in want if line not in optional]
    if have == want:
        return
    for line, count in (Counter(want) - Counter(have)).items():
        rules = ", ".join(cut.rule for cut in article.removed if cut.text[:30] in line) or "no rule"
        yield f"missing ({rules}) {count}x: {line[:80]!r}"
    for line, count in (Counter(have) - Counter(want)).items():
        yield f"extra {count}x: {line[:80]!r}"
    if Counter(have) == Counter(want):
        yield "the lines stand in another order"


def _plain(line: str, loose: bool) -> str:
    line = " ".join(line.split()).removeprefix("- ")
    return NUMBER.sub("", line) if loose else line


def date_verdict(page: KindPage) -> tuple[str, str]:
    """What came of a row of dates (right, none, false), and the day and hour that were read."""
    article, gold = refined_page(page), page.gold
    if isinstance(article, SetAside):
        return "none", f"set aside: {article.reason}"
    zone = timezone(timedelta(hours=gold.get("zone", WIB)))
    day = article.published_day.isoformat() if article.published_day else ""
    hour = article.published_at.astimezone(zone).strftime("%H:%M") if article.published_at else ""
    pairs = [(have, gold[name]) for have, name in ((day, "day"), (hour, "hour")) if gold[name] != "?"]
    if any(have and have != want for have, want in pairs):
        return "false", f"{day} {hour}"
    return "none" if any(have != want for have, want in pairs) else "right", f"{day} {hour}"


def measured_dates(*, failures: bool) -> int:
    """Print the table of dates, a row a setting; return how many values are false."""
    rows: dict[str, Counter[str]] = {}
    for printed, page in read_dates():
        verdict, have = date_verdict(page)
        rows.setdefault(page.id.split()[0], Counter())[verdict] += 1
        if failures and verdict != "right":
            print(f"{page.id} {printed!r}: {verdict}: {have}, not {page.gold['day']} {page.gold['hour']}")
    print("\n| dates | rows | right | none | false |\n|---|---|---|---|---|")
    for name, counts in [*rows.items(), ("all", sum(rows.values(), Counter[str]()))]:
        print(f"| {name} | {counts.total()} | {counts['right']} | {counts['none']} | {counts['false']} |")
    return sum(counts["false"] for counts in rows.values())


def main() -> int:
    """Print the table; return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--held", action="store_true", help="the pages that are only counted")
    parser.add_argument("--failures", action="store_true", help="a line for each wrong page")
    parser.add_argument("--kind", help="only pages of this kind")
    options = parser.parse_args()
    if options.held and options.failures:
        parser.error("the failures of held pages are not shown: leave out --held or --failures")
    if options.kind == "dates":
        return 1 if measured_dates(failures=options.failures) else 0
    pages = [page for page in read_pages() if page.held == options.held and options.kind in (None, page.kind)]
    if not pages:
        parser.error(f"no page of kind {options.kind!r}: {', '.join(sorted({page.kind for page in read_pages()}))}")
    rows: dict[str, list[bool]] = {}
    for page in pages:
        faults = faults_of(page)
        rows.setdefault(page.kind, []).append(not faults)
        if faults and options.failures:
            print(f"{page.id} [{page.kind}]: {'; '.join(faults)}")
    print("| kind | pages | right |\n|---|---|---|")
    for kind, right in rows.items():
        print(f"| {kind} | {len(right)} | {sum(right)} |")
    right = [each for row in rows.values() for each in row]
    print(f"| all | {len(right)} | {sum(right)} |")
    false = 0 if options.held or options.kind else measured_dates(failures=options.failures)
    return 0 if all(right) and not false else 1


if __name__ == "__main__":
    sys.exit(main())
