"""Measure heads and tails of articles: made-up forms and traps with their gold, each in three markups.

    python benchmarks/heads.py [--held] [--failures] [--set forms|traps]

Prints a table a set (benchmarks/head_forms/): a row a field, right pages of pages for each markup; "where there is
one" are the pages whose gold has a value for the field. `--held` measures the half whose failures nobody looks at while
rules are written, so `--failures` (a line for each wrong field) goes without it. Outlets' rules apply by host, as in a
crawl. Exit code 0 if all is right, else 1.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections import Counter
from collections.abc import Iterator
from datetime import timedelta, timezone
from typing import Any

from head_forms import FORMS, MARKUPS, TRAPS, Form, read_forms, render

from corpus.models import Article, Capture, NeedsPages, SetAside
from pipelines.refine import refine
from spiders.loader import host_outlet, outlet_for, outlets

WORD = re.compile(r"\w+")
CAPTION_LEAD = re.compile(r"^(?:Keterangan Gambar|Foto(?: \(ist\))?)\s*:?\s*")
WIB = 7
EXACT = ("place", "day", "hour", "writers", "editor", "event day")
NAMED = ("initials", "credit", "reprint")
FIELDS = (
    "an article",
    "title",
    *EXACT,
    *NAMED,
    "captions",
    "text whole",
    "no invented writer",
    "no false value",
    "no true word lost",
)
KEY = {"writers": "authors", "event day": "event"}
SETS = {"forms": FORMS, "traps": TRAPS}

Verdicts = dict[str, str | None]
"""Field -> None where it is right, else what is wrong; fields that are not measured are missing."""


def read(form: Form, markup: str) -> Article | SetAside:
    """The page of the form as the outlet of its host reads it, further pages out of reach."""
    rules = (outlet_for(form.url, outlets()) or host_outlet(form.url)).page_rules()
    captures = [Capture(form.url, render(form, markup), form.fetched_at, content_type="text/html; charset=utf-8")]
    refined = refine(captures, rules)
    while isinstance(refined, NeedsPages):
        more = [Capture(url, b"", form.fetched_at, status=0, requested_url=url) for url in refined.urls]
        captures += more
        refined = refine(captures, rules)
    return refined


def stored(article: Article, form: Form) -> dict[str, Any]:
    """The article's fields as gold writes them; None and () alike are None."""
    zone = timezone(timedelta(hours=form.keys.get("zone", WIB)))
    values: dict[str, Any] = {
        "place": article.place,
        "day": article.published_day and article.published_day.isoformat(),
        "hour": article.published_at and article.published_at.astimezone(zone).strftime("%H:%M"),
        "writers": list(article.authors),
        "editor": article.editor,
        "event day": article.event_day and article.event_day.isoformat(),
        "initials": article.initials,
        "credit": article.credit,
        "reprint": article.reprint_of_outlet,
        "title": article.title,
    }
    return {name: value or None for name, value in values.items()}


def right_values(form: Form, name: str) -> list[Any]:
    """The values that are right for this field; none if it is not measured."""
    key = KEY.get(name, name)
    if name == "title":
        return [] if form.title == "?" else [form.title]
    first, second = form.keys.get(key), form.keys.get(f"{key}_or", "?")
    if first == "?" or (name in NAMED and key not in form.keys and second == "?"):
        return []
    return [first or None, *([None if second in ("none", []) else second] if second != "?" else [])]


def judged(article: Article, form: Form) -> Verdicts:
    """What is right and what is wrong with the article of this form."""
    have, false = stored(article, form), list[str]()
    verdicts: Verdicts = {"an article": None}
    for name in ("title", *EXACT, *NAMED):
        want = right_values(form, name)
        if not want:
            continue
        is_right = have[name] in want
        verdicts[name] = None if is_right else f"{have[name]!r}, not {want[0]!r}"
        if not is_right and have[name] is not None and name in ("title", *EXACT) and not _a_part(have[name], want):
            false.append(f"{name} {have[name]!r}")
    invented = _invented(article, form)
    verdicts["no invented writer"] = f"{invented}" if invented else None
    verdicts["no false value"] = "; ".join(false) or None
    return verdicts | judged_text(article, form)


def _invented(article: Article, form: Form) -> list[str]:
    """The writers of the article who are none by the gold; none where the gold does not say who wrote."""
    right = right_values(form, "writers")
    if not right:
        return []
    true = {name for names in right for name in names or ()}
    return [name for name in article.authors if name not in true]


def _a_part(value: Any, want: list[Any]) -> bool:
    """True where some of several right writers are missing, but none is false."""
    return isinstance(value, list) and any(isinstance(each, list) and set(value) <= set(each) for each in want)


def judged_text(article: Article, form: Form) -> Verdicts:
    """Whether the text is whole, loses no word, and no caption stands in it or is missing from the photos."""
    lines = [_plain(line, form) for line in article.text.split("\n")]
    short, long = ([_plain(line, form) for line in form.text(optional=also)] for also in (False, True))
    lost = Counter(WORD.findall(" ".join(short))) - Counter(WORD.findall(" ".join(lines)))
    extra = [line for line in lines if line not in long]
    missing = [line for line in short if line not in lines]
    whole = lines == short or [line for line in lines if line] == _with_optional(lines, form)
    verdicts: Verdicts = {
        "text whole": None if whole else f"extra {extra}, missing {missing}",
        "no true word lost": f"{lost.total()}: {' '.join(list(lost)[:12])}" if lost else None,
    }
    if captions := form.captions():
        inside = [caption for caption in captions if any(caption in line for line in lines)]
        verdicts["captions"] = f"in the text: {inside}" if inside else None
        if article.images and not inside:
            photos = " ".join(f"{image.caption or ''} {image.credit or ''}" for image in article.images)
            cores = [caption for caption in captions if caption != form.title]
            absent = [caption for caption in cores if CAPTION_LEAD.sub("", caption).rstrip(".") not in photos]
            verdicts["captions"] = f"with no photo: {absent}" if absent else None
    return verdicts


def _with_optional(lines: list[str], form: Form) -> list[str]:
    """The true lines with those optional lines that the text has."""
    must = {_plain(line, form) for line in form.text()}
    return [line for each in form.text(optional=True) if (line := _plain(each, form)) in must or line in lines]


def _plain(line: str, form: Form) -> str:
    for words in form.keys.get("free", ()):
        line = line.replace(words, "")
    return " ".join(line.split())


def verdicts_of(form: Form, markup: str) -> Verdicts:
    """The verdicts on one page; all measured fields are wrong where a page that should not be is set aside."""
    refined = read(form, markup)
    if isinstance(refined, Article):
        return judged(refined, form)
    wrong = None if form.keys.get("aside_ok") else f"set aside: {refined.reason} {refined.detail}"
    names = [name for name in ("title", *EXACT, *NAMED) if right_values(form, name)]
    verdicts = dict.fromkeys(["an article", *names, "text whole", "no true word lost"], wrong)
    return verdicts | {"no invented writer": None, "no false value": None}


def table(rows: dict[tuple[str, str], list[tuple[bool, bool]]]) -> Iterator[str]:
    """The lines of the table: a row a field, right of measured for each markup, over all, and where there is a value.

    `rows` has for each field and markup (is right, has a value in the gold) of each page.
    """
    yield f"| field | {' | '.join(MARKUPS)} | all | where there is one |"
    yield "|---" * (len(MARKUPS) + 3) + "|"
    for name in FIELDS:
        cells = [[right for right, _ in rows.get((name, markup), [])] for markup in MARKUPS]
        cells.append([right for cell in cells for right in cell])
        cells.append([right for markup in MARKUPS for right, valued in rows.get((name, markup), []) if valued])
        if cells[-2]:
            yield f"| {name} | " + " | ".join(f"{sum(cell)} of {len(cell)}" if cell else "" for cell in cells) + " |"


def has_value(form: Form, field: str) -> bool:
    """True where the gold of the form names a value of this field."""
    return field in (*EXACT, *NAMED) and any(value is not None for value in right_values(form, field)[:1])


def main() -> int:
    """Print the tables; return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--held", action="store_true", help="the half that is measured only at the end")
    parser.add_argument("--failures", action="store_true", help="a line for each wrong field")
    parser.add_argument("--set", choices=SETS, help="only the forms or only the traps")
    options = parser.parse_args()
    if options.held and options.failures:
        parser.error("the failures of held forms are not shown: leave out --held or --failures")
    wrong = 0
    for name in [options.set] if options.set else list(SETS):
        forms = [form for form in read_forms(SETS[name]) if form.held == options.held]
        rows: dict[tuple[str, str], list[tuple[bool, bool]]] = {}
        for form in forms:
            for markup in MARKUPS:
                for field, fault in verdicts_of(form, markup).items():
                    rows.setdefault((field, markup), []).append((fault is None, has_value(form, field)))
                    wrong += fault is not None
                    if fault and options.failures:
                        print(f"{form.id} [{markup}] {field}: {fault}")
        print(f"\n{len(forms)} {name}, {'held' if options.held else 'open'}:\n")
        print("\n".join(table(rows)))
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
