"""`kliping versions`: what an article said before, what changed, and what happened to it."""

from __future__ import annotations

from dataclasses import asdict
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from crawler.console.last_hits import id_or_address
from crawler.console.options import corpus_option
from crawler.console.output import command_line, counted, fitted, on_screen, one_line, print_rows, put, say, styled
from crawler.tables.row_options import row_options
from crawler.tables.row_target import RowSet, RowTarget

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from corpus.versions.version_history import HistoryEvent, TextVersion, VersionHistory
    from corpus.versions.word_changes import ChangedParagraph, WordChanges

COLUMNS = {
    "version": "version",
    "at": "at (WIB)",
    "words": "words",
    "words_in": "in",
    "words_out": "out",
    "title": "headline",
    "events": "what happened",
}
NEAR = 12  # words that stay, shown on each side of a change


@click.command()
@click.argument("article", metavar="ID|ADDRESS|HIT")
@click.option("--diff", is_flag=True, help="Show the words that came in and went out, within their paragraphs.")
@click.option("--all", "with_cosmetic", is_flag=True, help="Also pages where only counters, dates or adverts differ.")
@corpus_option
@row_options()
def versions(article: str, diff: bool, with_cosmetic: bool, corpus: Path, rows: RowTarget) -> None:
    """Show how an article changed: its versions by time, words in and out, corrections, and whether it is gone.

    Name it by its id, its web address, or its number in the last search. A version is what a second look saw: see
    docs/corrections.md. With --diff, [-words-] went out and {+words+} came in.
    """
    from corpus.deriving.due import underived_sentence
    from corpus.query.lookup import find_article
    from corpus.store import Corpus
    from corpus.versions.correction_rows import CORRECTIONS
    from corpus.versions.version_history import version_history

    with Corpus(corpus, read_only=True) as opened:
        article_id = find_article(opened, id_or_address(opened, article))
        history = version_history(opened.conn, article_id)
        due = underived_sentence(opened, [CORRECTIONS])
    shown = [version for version in history.versions if with_cosmetic or not version.cosmetic]
    records = list(rows.first(_in_time(shown, history, diff=diff)))
    cells = [[_cell(record, name) for name in COLUMNS] for record in records]
    draw = partial(_draw, cells, shown) if diff else None
    rows.put(RowSet(records=records, columns=COLUMNS, cells=cells, draw=draw))
    _say_more(history, len(history.versions) - len(shown), due, corpus)


def _in_time(shown: Sequence[TextVersion], history: VersionHistory, *, diff: bool) -> list[dict[str, Any]]:
    """Return the versions, and the events that belong to none, by time."""
    rows = [_version_record(version, diff=diff) for version in shown]
    hidden = (e for v in history.versions if v not in shown for e in v.events)
    rows += [_event_record(event) for event in (*history.other_events, *hidden)]
    return sorted(rows, key=lambda row: str(row["at"])[:10])


def _version_record(version: TextVersion, *, diff: bool) -> dict[str, Any]:
    from datetime import datetime

    from corpus.store import JAKARTA

    at = datetime.fromisoformat(version.captured_at).astimezone(JAKARTA).isoformat(timespec="seconds")
    changes = version.changes
    record: dict[str, Any] = {
        "version": version.seq,
        "at": at,
        "words": version.words,
        "words_in": changes.words_in if changes else None,
        "words_out": changes.words_out if changes else None,
        "title": version.title,
        "cosmetic": version.cosmetic,
        "is_whole": version.is_whole,
        "capture_id": version.capture_id,
        "events": [asdict(event) for event in version.events],
    }
    if diff:
        record["title_changes"] = _as_lists(version.title_changes)
        record["changes"] = _as_lists(version.changes)
    return record


def _event_record(event: HistoryEvent) -> dict[str, Any]:
    empty = dict.fromkeys(("version", "words", "words_in", "words_out", "title", "cosmetic", "is_whole", "capture_id"))
    return empty | {"at": event.day, "events": [asdict(event)]}


def _as_lists(changes: WordChanges | None) -> list[dict[str, Any]] | None:
    return None if changes is None else [asdict(paragraph) for paragraph in changes.paragraphs]


def _cell(record: Mapping[str, Any], name: str) -> object:
    value = record[name]
    if name == "events":
        return "; ".join(map(event_words, value))
    if name == "at":
        return value[:16].replace("T", " ")
    if name == "words" and value is None and record["is_whole"] is False:
        return "not there yet"
    return "" if value is None else value


def event_words(event: Mapping[str, Any]) -> str:
    """Return what an event says, for readers: the kind, the size, and the other article of a correction.

    >>> event_words({"kind": "gone", "words_in": 0, "words_out": 112, "correction": "pencabutan"})
    'gone (pencabutan; 112 words out)'
    """
    size = [f"{counted(number, 'word')} {way}" for way in ("in", "out") if (number := event.get(f"words_{way}"))]
    facts = [event.get("correction"), *size]
    if event.get("by_id"):
        facts.append(f"by article {event['by_id']}")
    if event.get("of_id"):
        facts.append(f"of article {event['of_id']}")
    known = "; ".join(str(fact) for fact in facts if fact)
    return f"{event['kind']} ({known})" if known else str(event["kind"])


def _draw(cells: Sequence[Sequence[object]], shown: Sequence[TextVersion]) -> None:
    """Print the table, and below it what changed from version to version."""
    print_rows(list(COLUMNS.values()), cells)
    for version in shown:
        paragraphs = [
            *(("Headline", each) for each in (version.title_changes.paragraphs if version.title_changes else ())),
            *((_place(each), each) for each in (version.changes.paragraphs if version.changes else ())),
        ]
        if paragraphs:
            put("", styled(f"Version {version.seq}", bold=True))
        for place, paragraph in paragraphs:
            put(*on_screen(f"{place}: {_marked(paragraph)}"))


def _place(paragraph: ChangedParagraph) -> str:
    return "Paragraph taken out" if paragraph.number is None else f"Paragraph {paragraph.number}"


def _marked(paragraph: ChangedParagraph) -> str:
    """Return a paragraph with marks around what changed, and an ellipsis where more of it stays."""
    return " ".join(_marked_runs(paragraph)).strip()


def _marked_runs(paragraph: ChangedParagraph) -> Iterator[str]:
    runs = paragraph.pieces
    for at, run in enumerate(runs):
        text = one_line(run.text)
        if run.kind == "in":
            yield styled(f"{{+{text}+}}", fg="green")
        elif run.kind == "out":
            yield styled(f"[-{text}-]", fg="red")
        else:
            words = text.split()
            head = words[:NEAR] if at else []
            tail = words[-NEAR:] if at < len(runs) - 1 else []
            whole = len(words) <= len(head) + len(tail)
            yield text if whole else " ".join([*head, "…", *tail])


def _say_more(history: VersionHistory, left_out: int, due: str | None, corpus: Path) -> None:
    if left_out:
        pages = counted(left_out, "page")
        say(f"{pages} where only counters, dates or adverts differ: left out without --all.")
    if history.number_missing:
        refine = command_line("refine", "--corpus", corpus)
        words = counted(history.number_missing, "version")
        say(f"The words of {words} are not in the corpus yet; `{refine}` reads them from the archive.")
    if due:
        say(f"({due})")
    if len(history.versions) == 1 and not history.other_events and not history.versions[0].events:
        say(f"No look has seen a change of {fitted(history.versions[0].title or '')!r} so far.")
