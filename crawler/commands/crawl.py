"""`kliping crawl`: ask the outlets for a topic and keep what they published."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from corpus.errors import KlipingError
from crawler.console.options import corpus_option, json_option, outlets_option


def _limit(_ctx: click.Context, _parameter: click.Parameter, value: str) -> int | None:
    if value.lower() == "none":
        return None
    if not value.isdecimal():
        raise click.BadParameter(f"{value!r} should be a whole number, 0 or more, or none, as in --limit 200")
    return int(value)


@click.command()
@click.argument("topic", required=False, type=click.Path(path_type=Path), metavar="[TOPIC.toml]")
@click.option("-k", "words", help="A few words instead of a topic file: asked as they stand, graded as a phrase.")
@click.option("--outlet", "chosen", multiple=True, metavar="SLUG", help="Only this outlet; may be given again.")
@click.option(
    "--way",
    "ways",
    multiple=True,
    metavar="WAY",
    help="Only this way in (see `kliping outlets list`); cdx and commoncrawl ask a web archive for any outlet.",
)
@click.option("--since", help="From this day on: 2023-01-31, 2023-01, 2023, or back from today: 7d, 4w, 6m, 1y.")
@click.option("--until", help="Up to and with this day.")
@click.option(
    "--limit",
    default="200",
    show_default=True,
    callback=_limit,
    metavar="N|none",
    help="Articles to fetch from each outlet; the rest waits for the next run.",
)
@click.option(
    "--urls",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Fetch the addresses in this file, one a line, and ask no listing.",
)
@click.option("--all", "ask_all", is_flag=True, help="Fetch what listings show to be off topic, too.")
@click.option("--dry-run", is_flag=True, help="Ask listings only: show the candidates, and how long they would take.")
@click.option("--quiet", is_flag=True, help="Print only problems.")
@click.option("--verbose", is_flag=True, help="Print what goes on, for finding faults.")
@click.option("--contact", help="An e-mail or web address that sites see; kept by `kliping init`.")
@click.option(
    "--replay",
    type=click.Path(path_type=Path),
    metavar="ARCHIVE",
    help="Answer every request from this .warc.gz (or folder of them); no network at all.",
)
@click.option(
    "--archive",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="Where pages are kept as fetched  [default: beside the corpus]",
)
@click.option("--allow-private", is_flag=True, help="Let addresses in private networks be asked (for tests).")
@outlets_option
@corpus_option
@json_option
def crawl(corpus: Path, as_json: bool, outlets: tuple[Path, ...], **asked: Any) -> int:
    """Ask the outlets for a TOPIC (default: the one that ships) and keep what they published.

    Run it again and again: what is stored is not asked for again, what was left open goes on.
    """
    from crawler.config import check_contact, required_contact
    from crawler.console.crawl_display import print_report, watching
    from crawler.console.output import say
    from crawler.run.crawl import Going, run
    from crawler.run.operation import Plan
    from crawler.run.ways import narrowed
    from spiders.loader import outlets as load

    topic = _topic(asked["topic"], asked["words"])
    known = load(outlets)
    chosen = chosen_of(asked["chosen"] or topic.ask.outlets, known)
    if asked["ways"]:
        narrow = narrowed({slug: known[slug] for slug in chosen}, asked["ways"])
        known, chosen = {**known, **narrow}, list(narrow)
    contact = check_contact(asked["contact"]) if asked["contact"] else None
    if contact is None and asked["replay"] is None:
        contact = required_contact()
    urls = _addresses(asked["urls"])
    plan = Plan(
        "crawl",
        corpus,
        archive=asked["archive"],
        topic=topic,
        since=asked["since"],
        until=asked["until"],
        limit=asked["limit"],
        urls=urls,
        ways=asked["ways"],
        ask_all=asked["ask_all"],
        replay=asked["replay"],
        options={name: asked[name] for name in ("limit", "ask_all", "dry_run", "replay")},
    )
    going = Going(
        contact,
        asked["allow_private"],
        listings_only=asked["dry_run"],
        urls_only=bool(urls),
        log_level="INFO" if asked["verbose"] else "CRITICAL",
        watch=None if asked["quiet"] or as_json else watching,
        warn=lambda told: say(f"kliping: {told}"),
    )
    given = run(plan, known, chosen, going)
    print_report(given, known, corpus, quiet=asked["quiet"], as_json=as_json, dry_run=asked["dry_run"])
    return given.exit_code


def _topic(path: Path | None, words: str | None) -> Any:
    from corpus.topics import read_topic, topic_of_words
    from crawler.shipped import shipped_topic

    if path is not None and words is not None:
        raise KlipingError("a topic file and -k both say what to look for; give one of them")
    if words is not None:
        return topic_of_words(words)
    return read_topic(path) if path is not None else shipped_topic()


def chosen_of(slugs: Any, known: Any) -> list[str]:
    """The outlets that were named, or all; an unknown slug is a KlipingError that names the nearest."""
    import difflib

    for slug in slugs:
        if slug not in known:
            near = difflib.get_close_matches(slug, known, n=1)
            hint = f'did you mean "{near[0]}"?' if near else "`kliping outlets list` shows those there are"
            raise KlipingError(f"there is no outlet {slug!r}; {hint}")
    return list(slugs) or list(known)


def _addresses(path: Path | None) -> tuple[str, ...]:
    from corpus.urls import check_web_address

    if path is None:
        return ()
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise KlipingError(
            f"{path}: the addresses can't be read; --urls wants a text file, one address a line"
        ) from error
    named: dict[str, None] = {}
    for number, line in enumerate(lines, 1):
        if line.strip() and not line.lstrip().startswith("#"):
            try:
                named.setdefault(check_web_address(line))
            except KlipingError as error:
                raise KlipingError(f"{path}, line {number}: {error}") from error
    if not named:
        raise KlipingError(f"{path}: holds no address; write one a line")
    return tuple(named)
