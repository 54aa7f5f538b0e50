"""`kliping topic`: write, show or check a topic: what sites are asked, how articles are graded."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from corpus.errors import KlipingError
from corpus.messages.hint_messages import OUTLETS_LIST_SHOWS
from corpus.near_names import did_you_mean
from crawler.console.lazy import LazyGroup
from crawler.console.options import json_option, outlets_option
from crawler.console.output import command_line, counted, one_line, print_json, put, say, shortened, styled

if TYPE_CHECKING:
    from corpus.topics import Topic

SECTIONS = {
    "Commands": {
        "new": ("crawler.commands.topic:new", "Write NAME.toml, a commented topic to start from."),
        "show": ("crawler.commands.topic:show", "Print a topic; the one that ships, where none is named."),
        "use": ("crawler.commands.topic_grades:use", "Make a topic the corpus's default; without one, list them."),
        "grade": ("crawler.commands.topic_grades:grade", "Grade by a changed file, or what has no grade yet."),
        "check": ("crawler.commands.topic:check", "Check whether a topic can be used, and say what looks wrong in it."),
    }
}


@click.group(cls=LazyGroup, sections=SECTIONS)
def topic() -> None:
    """Write, show or check a topic: what is asked of the sites, and how an article is graded."""


@click.command()
@click.argument("name")
def new(name: str) -> None:
    """Write NAME.toml into this folder: a copy of the topic that ships, for you to change."""
    from crawler.shipped import shipped_text

    slug = name.removesuffix(".toml")
    if not re.fullmatch(r"[a-z0-9][a-z0-9-]*", slug):
        raise KlipingError(f"{name!r}: write a topic's name in small letters, digits and hyphens: pembinaan-pegawai")
    title = slug.replace("-", " ").capitalize()
    text = re.sub(
        r"\A# .*\n# .*\n", f"# {title}. Change what you need; docs/topics.md explains every key.\n", shipped_text()
    )
    text = re.sub(r"(?m)^name = .*$", f'name = "{slug}"', text, count=1)
    text = re.sub(r"(?m)^title = .*$", f'title = "{title}"', text, count=1)
    path = Path(f"{slug}.toml")
    try:
        with path.open("x", encoding="utf-8") as file:
            file.write(text)
    except FileExistsError:
        raise KlipingError(f"{path}: this file exists already; give another name") from None
    except OSError as error:
        raise KlipingError(f"{path}: can't be written ({error.strerror})") from error
    say(
        f"Written: {path}. Change it, then run {command_line('topic', 'check', path)} and {command_line('crawl', path)}"
    )


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


@click.command()
@click.argument("path", type=click.Path(path_type=Path), metavar="FILE")
@outlets_option
def check(path: Path, outlets: tuple[Path, ...]) -> None:
    """Check whether a topic can be used, and say what looks wrong in it."""
    topic = _read(path)
    if topic.ask.outlets:
        _check_outlets(topic, path, outlets)
    for remark in _remarks(topic):
        say(f"{path}: {remark}")
    asking, grading = topic.ask, topic.grading
    put(
        f"{path}: can be used; {counted(len(asking.search), 'search', 'searches')}, "
        f"{counted(len(asking.tags), 'tag', 'tags')}, {counted(len(asking.urls), 'address', 'addresses')}; "
        f"graded by {counted(len(grading.phrases), 'phrase', 'phrases')} and "
        f"{counted(len(grading.all), 'group', 'groups')}"
    )


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


def _remarks(topic: Topic) -> Iterator[str]:
    asking, grading = topic.ask, topic.grading
    if not (asking.search or asking.tags or asking.urls):
        yield "[ask] has no search, tags or urls; outlets that can only be searched will give nothing"
    for query in asking.search:
        if len(query.split()) == 1:
            yield f'the search "{query}" is one word; it may fetch whole archives'
    if asking.since and asking.until and asking.since > asking.until and asking.since[4:5] == asking.until[4:5] == "-":
        yield f"since {asking.since} is after until {asking.until}; nothing will be in between"
    if not grading.phrases:
        yield "[grade] has no phrases; an article that meets all groups is graded 3"
    for phrase in set(grading.none) & {*grading.phrases, *grading.any, *(w for g in grading.all for w in g)}:
        yield f'"{phrase}" is looked for and a false friend too; it will never be found'


def _check_outlets(topic: Topic, path: Path, folders: tuple[Path, ...]) -> None:
    from spiders.loader import outlets as known_outlets

    known = known_outlets(folders)
    for slug in topic.ask.outlets:
        if slug not in known:
            hint = did_you_mean(slug, known, OUTLETS_LIST_SHOWS())
            raise KlipingError(f'{path}: outlets: there is no outlet "{slug}"; {hint}')
