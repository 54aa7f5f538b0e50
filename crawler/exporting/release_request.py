"""A release as the command line requests it (`release_request`): its name, who made it, and under which licence."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import click

from corpus.characters import plain
from corpus.sentences import counted
from corpus.urls import check_web_address
from crawler.config import keep_release_words, release_words
from crawler.console.output import say

if TYPE_CHECKING:
    from corpus.columns import Column
    from corpus.export.rows import Chosen
    from corpus.releases.data_sheet import ReleaseAbout
    from corpus.store import Corpus

QUESTIONS = {
    "creator": "Who made the data set? (a person or a body, as it shall be cited)",
    "licence": "Under which licence may it be used? (as CC-BY-4.0; it covers the compilation, not the articles)",
}


class ReleaseRequest(NamedTuple):
    """What the user says of a release."""

    name: str
    path: Path
    creator: str
    licence: str
    title: str
    url: str | None

    def about(
        self,
        corpus: Corpus,
        chosen: Chosen,
        columns: Sequence[Column],
        facts: Mapping[str, str],
        reserved: Mapping[str, int],
        redacted: Mapping[str, int] | None,
    ) -> ReleaseAbout:
        """Return what the release's sentences are made of."""
        from corpus.releases.data_sheet import ReleaseAbout
        from corpus.releases.release_facts import articles_sha256, release_facts

        facts_of = release_facts(corpus, chosen)
        fingerprint = articles_sha256(corpus, chosen)
        number = {name: facts_of[name][0][0] for name in ("articles", "stories")}
        given = {
            "name": self.name,
            "title": self.title,
            "creator": self.creator,
            "licence": self.licence,
            "description": f"{counted(number['articles'], 'article')} of Indonesian news, "
            f"{counted(number['stories'], 'story', 'stories')}, from {counted(len(facts_of['outlets']), 'outlet')}, "
            "collected with kliping.",
            "url": self.url or f"urn:sha256:{fingerprint}",
            "as_of": (facts_of["captures"][0][1] or "")[:10],
            "fingerprint": fingerprint,
            **facts,
        }
        return ReleaseAbout(facts_of, given, columns, reserved, redacted)


def release_request(
    name: str,
    path: Path | None,
    form: str,
    given: Mapping[str, str | None],
    *,
    title: str | None,
    url: str | None,
    replace: bool,
    corpus: Path | None = None,
) -> ReleaseRequest:
    """Return the request, checked. What the user did not say, the configuration knows, or the terminal is asked once.

    `given` has the creator and the licence. Raises KlipingError where the release can't be made.
    """
    from corpus.releases.release_files import check_release

    stored = release_words()
    known = {key: _one_line(given[key]) or stored.get(key) for key in QUESTIONS}
    if sys.stdin.isatty() and not all(known.values()):
        answers = {key: click.prompt(words, err=True).strip() for key, words in QUESTIONS.items() if not known[key]}
        say(f"Kept for the next release in {keep_release_words({**stored, **answers})}.")
        known |= answers
    title = _one_line(title) or name
    check_release(name, path, form, {**known, "title": title}, replace=replace, corpus=corpus)
    address = check_web_address(url) if url else None
    return ReleaseRequest(name, path or Path(name), known["creator"] or "", known["licence"] or "", title, address)


def _one_line(words: str | None) -> str:
    """The words in one line, without blanks around them; "" for None."""
    return " ".join(plain(words or "").split())
