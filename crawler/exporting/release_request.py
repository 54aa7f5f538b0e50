"""A release as the command line requests it (`release_request`): its name, who made it, and under which licence."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import click

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

        counted = release_facts(corpus, chosen)
        fingerprint = articles_sha256(corpus, chosen)
        articles, stories = counted["articles"][0][0], counted["stories"][0][0]
        given = {
            "name": self.name,
            "title": self.title,
            "creator": self.creator,
            "licence": self.licence,
            "description": f"{articles:,} articles of Indonesian news, {stories:,} stories, from "
            f"{len(counted['outlets']):,} outlets, collected with kliping.",
            "url": self.url or f"urn:sha256:{fingerprint}",
            "as_of": (counted["captures"][0][1] or "")[:10],
            "fingerprint": fingerprint,
            **facts,
        }
        return ReleaseAbout(counted, given, columns, reserved, redacted)


def release_request(
    name: str,
    path: Path | None,
    form: str,
    given: Mapping[str, str | None],
    *,
    title: str | None,
    url: str | None,
    replace: bool,
) -> ReleaseRequest:
    """Return the request, checked. What the user did not say, the configuration knows, or the terminal is asked once.

    `given` has the creator and the licence. Raises KlipingError where the release can't be made.
    """
    from corpus.releases.release_files import check_release

    path = path or Path(name)
    stored = release_words()
    known = {key: given[key] or stored.get(key) for key in QUESTIONS}
    if sys.stdin.isatty() and not all(known.values()):
        answers = {key: click.prompt(words, err=True).strip() for key, words in QUESTIONS.items() if not known[key]}
        say(f"Kept for the next release in {keep_release_words({**stored, **answers})}.")
        known |= answers
    check_release(name, path, form, known, replace=replace)
    return ReleaseRequest(name, path, known["creator"] or "", known["licence"] or "", title or name, url)
