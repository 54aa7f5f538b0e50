"""The options that the commands of `kliping discover` share."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from corpus.errors import KlipingError
from corpus.messages.command_messages import DISCOVERY_LIMIT_BAD
from corpus.messages.crawl_messages import TOPIC_OR_WORDS
from crawler.console.options import (
    archive_option,
    contact_option,
    corpus_option,
    folder_topic,
    json_option,
    outlets_option,
    quiet_option,
)
from crawler.mistakes import ParameterError

if TYPE_CHECKING:
    from corpus.discoveries.service_answers import AnsweredListing
    from corpus.topics import Topic

Option = TypeVar("Option", bound=Callable[..., Any])


@dataclass(frozen=True, slots=True, kw_only=True)
class DiscoveryOptions:
    """The options of every service, as they were typed. `limit` is the number of requests, None for no limit."""

    topic: Path | None
    words: str | None
    queries: tuple[str, ...]
    since: str | None
    until: str | None
    window: int
    limit: int | None
    dry_run: bool
    quiet: bool
    contact: str | None
    archive: Path | None
    outlets: tuple[Path, ...]
    corpus: Path
    as_json: bool

    def checked_contact(self) -> str | None:
        """The contact that the service sees; none in a dry run. Raises KlipingError where none is set."""
        from corpus.file.opening import check_corpus_path
        from crawler.config import check_contact, required_contact

        check_corpus_path(self.corpus, read_only=False)
        if self.contact:
            return check_contact(self.contact)
        return None if self.dry_run else required_contact()

    def earlier_requests(self, service: str, topic: Topic) -> tuple[Mapping[str, AnsweredListing], set[str]]:
        """The requests that earlier runs had an answer to, by address, and those that are still open."""
        from corpus.discoveries.service_answers import answered_listings, open_listings
        from corpus.grading.word_topics import named_apart
        from corpus.store import Corpus

        if not self.corpus.exists():
            return {}, set()
        with Corpus(self.corpus, read_only=True) as corpus:
            own = named_apart(corpus, topic)
            return answered_listings(corpus, service, service), open_listings(corpus, service, own.sha256)


def _limit(_ctx: click.Context, _parameter: click.Parameter, value: str) -> int | None:
    if value.lower() == "none":
        return None
    if not value.isdecimal() or not int(value):
        raise ParameterError(DISCOVERY_LIMIT_BAD(value=value))
    return int(value)


def discovery_options(window: int) -> Callable[[Option], Option]:
    """Add the options of `DiscoveryOptions`; `window` is the usual number of days of a window."""

    def add(command: Option) -> Option:
        for option in reversed(
            (
                click.argument("topic", required=False, type=click.Path(path_type=Path), metavar="[TOPIC.toml]"),
                click.option("-k", "words", help="Search for these words, without a topic file."),
                click.option(
                    "--query",
                    "queries",
                    multiple=True,
                    metavar="WORDS",
                    help="Ask for this in place of the topic's searches, in the service's own language; may be given "
                    "again.",
                ),
                click.option(
                    "--since", help="From this day on: 2023-01-31, 31/1/2023, 2023-01, 2023, kemarin, or 7d, 1y back."
                ),
                click.option("--until", help="Up to and with this day."),
                click.option(
                    "--window",
                    type=click.IntRange(1, 366),
                    default=window,
                    show_default=True,
                    metavar="DAYS",
                    help="Days of one request; a window that comes back full is halved.",
                ),
                click.option(
                    "--limit",
                    default="none",
                    show_default=True,
                    callback=_limit,
                    metavar="N|none",
                    help="Requests of this run; the rest waits for the next one.",
                ),
                click.option("--dry-run", is_flag=True, help="Ask nothing: show how many windows would be asked."),
                quiet_option,
                contact_option,
                archive_option("Where answers are kept as they came  [default: beside the corpus]"),
                outlets_option,
                corpus_option,
                json_option,
            )
        ):
            command = option(command)
        return command

    return add


def topic_of(options: DiscoveryOptions) -> Topic:
    """The topic that is named, that of -k, or the one that ships. Raises KlipingError where it can't be read."""
    from corpus.topics import read_topic, topic_of_words
    from crawler.shipped import shipped_topic

    if options.topic is not None and options.words is not None:
        raise KlipingError(TOPIC_OR_WORDS())
    if options.words is not None:
        return topic_of_words(options.words)
    path = options.topic or folder_topic()
    return read_topic(path) if path is not None else shipped_topic()


def fetching(options: DiscoveryOptions) -> tuple[str, ...]:
    """The words of the command that fetches what was found, for the same topic."""
    about = [str(options.topic)] if options.topic else ["-k", options.words] if options.words else []
    folders = [part for folder in options.outlets for part in ("--outlets", str(folder))]
    return ("crawl", *about, "--waiting", *folders)
