"""On pages in another language the machine's fields stand first: their printed bylines and stamps are not known."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from corpus.models import Article

Make = Callable[..., Article]
STORY = "".join(
    f"<p>Paragraph {n} tells how the council of the town opened a library for its people, and why it took long.</p>"
    for n in range(6)
)
NODES = '{"@graph":[{"@type":"NewsArticle","headline":"Council Opens Library",%s}%s]}'
LD = f'<script type="application/ld+json">{NODES}</script>'


def page(head: str, meta: str) -> str:
    return (
        f"<html lang='en'><head><title>Council Opens Library | The Daily Harbor</title>{head}</head>"
        f"<body><article><h1>Council Opens Library</h1>{meta}<div class='article-body'>{STORY}</div></article></body>"
    )


@pytest.mark.parametrize(
    ("author", "more"),
    [
        ('[{"@type":"Person","name":"Jane Doe"},{"@type":"Person","name":"John Roe Jr."}]', ""),
        ('["Jane Doe","John Roe Jr."]', ""),
        ('"Jane Doe and John Roe Jr."', ""),
        ('[{"@id":"#1"},{"@id":"#2"}]', ',{"@id":"#1","name":"Jane Doe"},{"@id":"#2","name":"John Roe Jr."}'),
    ],
)  # fmt: skip
def test_every_writer_that_json_ld_names_is_kept(author: str, more: str, article: Make) -> None:
    found = article(page(LD % (f'"author":{author}', more), "<div class='author'>Share this story</div>"))
    assert found.authors == ("Jane Doe", "John Roe Jr.")


def test_a_printed_byline_of_two_is_two(article: Make) -> None:
    found = article(page("", "<div class='byline'>By Jane Doe and John Roe</div>"))
    assert (found.authors, found.title) == (("Jane Doe", "John Roe"), "Council Opens Library")


def test_a_class_alone_names_no_writer(article: Make) -> None:
    assert article(page("", "<div class='author'>Share This Story</div>")).authors == ()


def test_the_month_may_come_first(article: Make) -> None:
    head = LD % ('"datePublished":"2023-04-09T10:00:00Z"', "")
    found = article(page(head, "<div class='date'>04/09/2023</div>"))
    assert (found.published_day, found.date_conflict) == (date(2023, 4, 9), None)
