"""`kliping topic`: write, show or check a topic: what sites are asked, how articles are graded."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from crawler.console.lazy import LazyGroup
from crawler.console.options import json_option
from crawler.console.output import one_line, print_json, put, shortened, styled

if TYPE_CHECKING:
    from corpus.topics import Topic

SECTIONS = {
    "Commands": {
        "new": ("crawler.commands.topic_new:new", "Write NAME.toml, a topic to start from: --body, --search."),
        "show": ("crawler.commands.topic:show", "Print a topic; the one that ships, where none is named."),
        "use": ("crawler.commands.topic_grades:use", "Make a topic the corpus's default; without one, list them."),
        "grade": ("crawler.commands.topic_grades:grade", "Grade by a changed file, or what has no grade yet."),
        "check": (
            "crawler.commands.topic_check:check",
            "Check whether a topic can be used, and what looks wrong.",
        ),
    }
}


@click.group(cls=LazyGroup, sections=SECTIONS)
def topic() -> None:
    """Write, show or check a topic: what is asked of the sites, and how an article is graded."""


@click.command()
@click.argument("path", required=False, type=click.Path(path_type=Path), metavar="[FILE]")
@json_option
def show(path: Path | None, as_json: bool) -> None:
    """Print what a topic asks for and how it grades. Without FILE, print the topic that ships."""
    topic = _read(path)
    if as_json:
        print_json(
            {
                "name": topic.name,
                "title": topic.title,
                "sha256": topic.sha256,
                "ask": {k: getattr(topic.ask, k) for k in ("search", "tags", "urls", "since", "until", "outlets")},
                "grade": {k: getattr(topic.grading, k) for k in ("phrases", "all", "any", "none")},
            }
        )
        return
    put(styled(f"{shortened(topic.title)} ({topic.name})", bold=True))
    for heading, lines in _parts(topic):
        if lines:
            put("", heading)
            for line in lines:
                put(f"  {one_line(line)}")


def _read(path: Path | None) -> Topic:
    from corpus.topics import read_topic
    from crawler.shipped import shipped_topic

    return shipped_topic() if path is None else read_topic(path)


def _parts(topic: Topic) -> Iterator[tuple[str, tuple[str, ...]]]:
    asking, grading = topic.ask, topic.grading
    yield "Asked of every outlet's search", asking.search
    yield "Tag pages", asking.tags
    yield "Always fetched", asking.urls
    yield "Days", tuple(f"{n} {day}" for n, day in (("since", asking.since), ("until", asking.until)) if day)
    yield "Only these outlets", asking.outlets
    yield "Graded by these phrases", grading.phrases
    for number, group in enumerate(grading.all, 1):
        yield f"and one of each group: group {number}", group
    yield "and one of", grading.any
    yield "False friends, struck from the text first", grading.none
