"""`kliping label`: store what a person says of an article: does it belong to the topic or not."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import click

from corpus.messages.command_messages import LABEL_FILE_ALONE, LABEL_WITHOUT_ARTICLE, LABEL_WITHOUT_CODER
from crawler.console.options import corpus_option
from crawler.console.output import counted, say
from crawler.mistakes import CommandLineError


@click.command()
@click.argument("article", metavar="[ID|HIT]", required=False)
@click.argument("label_", metavar="[yes|no|unsure]", required=False)
@click.option("--coder", metavar="NAME", help="Who labels; use a short name or a number, for privacy.")
@click.option("--note", metavar="TEXT", help="Why, in the coder's words.")
@click.option("--story", is_flag=True, help="It counts for every article of the story that has no label of its own.")
@click.option("--topic", metavar="NAME", help="The topic that is meant; default: the corpus's default topic.")
@click.option(
    "--file",
    "sheet",
    type=click.Path(path_type=Path),
    metavar="LABELS.csv",
    help="Take labels from a table with the columns id, label, coder, note.",
)
@corpus_option
def label(
    corpus: Path,
    article: str | None,
    label_: str | None,
    coder: str | None,
    note: str | None,
    topic: str | None,
    sheet: Path | None,
    *,
    story: bool,
) -> None:
    """Store a coder's answer: does article ID belong to the topic? yes, no or unsure (ya, tidak, ragu).

    A number of the last search names its hit; which article that is, is printed.

    A later answer of the same coder replaces the earlier. With --file, all labels are stored or none. Rows without a
    label are skipped and counted.
    """
    from corpus.methods.labels import Label, put_labels, read_sheet, rows_without_label, topic_of_labels
    from corpus.store import Corpus
    from corpus.stories.story_ids import number_of_others
    from crawler.console.last_hits import id_or_hit, say_hit

    if sheet is None and (article is None or label_ is None):
        raise CommandLineError(LABEL_WITHOUT_ARTICLE())
    if sheet is not None and (article is not None or note is not None):
        raise CommandLineError(LABEL_FILE_ALONE())
    if sheet is None and coder is None:
        raise CommandLineError(LABEL_WITHOUT_CODER())
    if not corpus.exists():
        Corpus(corpus, read_only=True)  # says that there is none
    labels = list(read_sheet(sheet, coder)) if sheet else []
    with Corpus(corpus) as opened:
        name = topic_of_labels(opened, topic)
        if article is not None:
            say_hit(opened, article)
            labels = [Label(str(id_or_hit(opened, article) or article), label_ or "", coder or "", note)]
        number = put_labels(opened, [replace(one, scope="story") for one in labels] if story else labels, name)
        copies = number_of_others(opened, int(labels[0].article_id)) if story and article is not None else 0
    say(f'{counted(number, "label")} kept for the topic "{name}".')
    if copies:
        say(f"It counts for {counted(copies, 'other article')} of the story, too.")
    if sheet and (empty := rows_without_label(sheet)):
        say(f"{counted(empty, 'row has', 'rows have')} no label yet.")
