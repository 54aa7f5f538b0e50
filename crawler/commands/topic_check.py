"""`kliping topic check`: can a topic be used, and what looks wrong in it (`remarks`)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from corpus.errors import KlipingError
from corpus.messages.hint_messages import OUTLETS_LIST_SHOWS
from corpus.messages.topic_messages import TOPIC_OUTLET_UNKNOWN
from corpus.near_names import did_you_mean
from corpus.sentences import listed
from crawler.console.options import outlets_option
from crawler.console.output import counted, put, say

if TYPE_CHECKING:
    from corpus.topics import Topic

SHOWN = 5  # wordings that a sentence names
# What stands in a template for something to be filled in: "...", "<body>", "[nama]", "TODO", "xxx", "nama lembaga".
_PLACEHOLDER = re.compile(
    r"""\.{3} | \u2026 | <[^<>]{0,80}> | \[[^\[\]]{0,80}\] | \{[^{}]{0,80}\}
    | \b(?: todo | tbd | fixme | x{3,} | lorem | placeholder | isi\ di\ sini
        | (?: nama | isi )\ (?: lembaga | badan | topik ) | your\ (?: body | topic | words ) )\b""",
    re.IGNORECASE | re.VERBOSE,
)
_EXAMPLE_HOST = re.compile(r"//(?:[\w-]+\.)*(?:example(?:\.\w+)?|contoh\.\w+|localhost)(?=[/:?#]|$)", re.IGNORECASE)
_WORD = re.compile(r"\w+")


@click.command()
@click.argument("path", type=click.Path(path_type=Path), metavar="FILE")
@click.option(
    "--corpus",
    type=click.Path(path_type=Path),
    metavar="PATH",
    help="Also name the wordings that stand in no article of this corpus.",
)
@outlets_option
def check(path: Path, corpus: Path | None, outlets: tuple[Path, ...]) -> None:
    """Check whether a topic can be used, and say what looks wrong in it.

    It names what was left over (places to fill in, the words of the agency of the topic that ships), wordings that can
    match no text, searches that are too wide, and with --corpus the wordings that no article has.
    """
    from corpus.topics import read_topic
    from crawler.shipped import shipped_topic

    topic = read_topic(path)
    if topic.ask.outlets:
        _check_outlets(topic, path, outlets)
    for remark in (*remarks(topic, shipped_topic()), *(_unmatched(topic, corpus) if corpus else ())):
        say(f"{path}: {remark}")
    asking, grading = topic.ask, topic.grading
    put(
        f"{path}: can be used; {counted(len(asking.search), 'search', 'searches')}, "
        f"{counted(len(asking.tags), 'tag', 'tags')}, {counted(len(asking.urls), 'address', 'addresses')}; "
        f"graded by {counted(len(grading.phrases), 'phrase', 'phrases')} and "
        f"{counted(len(grading.all), 'group', 'groups')}"
    )


def remarks(topic: Topic, shipped: Topic) -> Iterator[str]:
    """Yield a sentence for each thing that looks wrong in a topic; `shipped` is the one that ships."""
    from pipelines.storing.grade import never_matching

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
    looked_for = {*grading.phrases, *grading.any, *(w for g in grading.all for w in g)}
    both = [wording for wording in grading.none if wording in looked_for]
    for wording in both:
        yield f'"{wording}" is looked for and a false friend too; it will never be found'
    if never := [wording for wording in never_matching(topic) if wording not in both]:
        yield f"[grade] can never match (a wording of none strikes it, or no text has such letters): {_named(never)}"
    if marks := [text for text in (*asking.search, *looked_for, *grading.none) if not any(map(str.isalnum, text))]:
        yield f"these have no letter or digit; such marks stand in any article: {_named(sorted(marks))}"
    for place, texts in _texts(topic).items():
        if unfilled := [text for text in texts if _PLACEHOLDER.search(text) or _EXAMPLE_HOST.search(text)]:
            yield f"{place} still has what is to be filled in: {_named(unfilled)}"
    yield from _agency_left(topic, shipped)


def _agency_left(topic: Topic, shipped: Topic) -> Iterator[str]:
    """Yield sentences on words of the agency of the shipped topic, where only a part of the topic speaks of it.

    A topic of the agency searches for it and grades by it; a copy that was changed in part does one of both.
    """
    names = {*shipped.grading.all[0], *shipped.ask.tags}
    parts = _texts(topic)
    speaks = partial(_speaking_of, names)
    graded = [*parts["[grade] phrases"], *parts["[grade] all"], *parts["[grade] any"]]
    searched = [*parts["[ask] search"], *parts["[ask] tags"]]
    if speaks(graded) and (speaks(searched) or not searched):
        return
    for place, texts in parts.items():
        left = speaks(texts)
        if place == "[grade] none":
            left = [text for text in texts if text in shipped.grading.none]
        if left:
            yield f"{place} speaks of the agency of the topic that ships, the rest does not; left over? {_named(left)}"


def _speaking_of(names: Iterable[str], texts: Sequence[str]) -> list[str]:
    """Return the texts that have one of the names in them, word by word; in an address, a name is a part of a word."""
    written = [" ".join(_WORD.findall(name.casefold())) for name in names]
    hosts = [name for name in written if " " not in name and len(name) > 3]
    return [
        text
        for text in texts
        if any(f" {name} " in f" {' '.join(_WORD.findall(text.casefold()))} " for name in written)
        or ("://" in text and any(name in text.casefold() for name in hosts))
    ]


def _texts(topic: Topic) -> Mapping[str, Sequence[str]]:
    """Return the texts of a topic by their place in the file."""
    asking, grading = topic.ask, topic.grading
    return {
        "title": (topic.title,),
        "[ask] search": asking.search,
        "[ask] tags": asking.tags,
        "[ask] urls": asking.urls,
        "[grade] phrases": grading.phrases,
        "[grade] all": tuple(wording for group in grading.all for wording in group),
        "[grade] any": grading.any,
        "[grade] none": grading.none,
    }


def _unmatched(topic: Topic, path: Path) -> Iterator[str]:
    """Yield a sentence on the wordings that stand in no article of the corpus. Raises CorpusError without one."""
    from corpus.integrity.database_checks import count_articles
    from corpus.query.lookup import titles_and_texts
    from corpus.store import Corpus
    from pipelines.storing.grade import in_no_text

    with Corpus(path, read_only=True) as corpus:
        number = count_articles(corpus)
        nowhere = in_no_text(topic, titles_and_texts(corpus)) if number else []
    if not number:
        yield f"{path} has no article yet: it says nothing about the wordings"
    elif nowhere:
        stand = counted(len(nowhere), "wording stands", "wordings stand")
        yield f"{stand} in none of the {number:,} articles of {path}: {_named(nowhere, most=None)}"


def _named(texts: Sequence[str], most: int | None = SHOWN) -> str:
    return listed([f'"{text}"' for text in texts], most or len(texts))


def _check_outlets(topic: Topic, path: Path, folders: tuple[Path, ...]) -> None:
    from spiders.loader import outlets as known_outlets

    known = known_outlets(folders)
    for slug in topic.ask.outlets:
        if slug not in known:
            hint = did_you_mean(slug, known, OUTLETS_LIST_SHOWS())
            raise KlipingError(TOPIC_OUTLET_UNKNOWN(path=path, outlet=slug, hint=hint))
