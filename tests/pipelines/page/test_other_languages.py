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
    refined = article(page(LD % (f'"author":{author}', more), "<div class='author'>Share this story</div>"))
    assert refined.authors == ("Jane Doe", "John Roe Jr.")


def test_a_printed_byline_of_two_is_two(article: Make) -> None:
    refined = article(page("", "<div class='byline'>By Jane Doe and John Roe</div>"))
    assert (refined.authors, refined.title) == (("Jane Doe", "John Roe"), "Council Opens Library")


def test_a_class_alone_names_no_writer(article: Make) -> None:
    assert article(page("", "<div class='author'>Share This Story</div>")).authors == ()


def test_the_month_may_come_first(article: Make) -> None:
    head = LD % ('"datePublished":"2023-04-09T10:00:00Z"', "")
    refined = article(page(head, "<div class='date'>04/09/2023</div>"))
    assert (refined.published_day, refined.date_conflict) == (date(2023, 4, 9), None)


def test_a_printed_change_is_the_day_nearer_to_the_publication(article: Make) -> None:
    head = LD % ('"datePublished":"2016-10-04T15:17:00-04:00"', "")
    refined = article(page(head, "<p>10/04/16 03:17 PM EDT</p><p>Updated 10/05/16 08:17 PM EDT</p>"))
    assert refined.modified_at is not None
    assert refined.modified_at.isoformat() == "2016-10-05T20:17:00-04:00"


CHINESE = (
    "港口城市的市议会在旧仓库里开设了一座新的图书馆，居民们表示他们等待这一天已经很久了，孩子们放学以后可以在这里阅读。"
)
THAI = "สภาเมืองท่าเปิดห้องสมุดแห่งใหม่ในโกดังเก่าชาวเมืองบอกว่าพวกเขารอวันนี้มานานแล้วเด็กๆสามารถอ่านได้จนถึงสองทุ่ม"
HINDI = "बंदरगाह शहर की परिषद ने पुराने गोदाम में एक नया पुस्तकालय खोला और लोग लंबे समय से इसका इंतजार कर रहे थे।"


@pytest.mark.parametrize(
    ("sentence", "title", "writer", "language"),
    [
        (CHINESE, "港口城市开设新图书馆居民期待已久", "王小明", "zh"),
        (THAI, "เมืองท่าเปิดห้องสมุดแห่งใหม่", "สมชาย ใจดี", "th"),
        (HINDI, "बंदरगाह शहर में नया पुस्तकालय खुला", "राम कुमार", "hi"),
    ],
)
def test_a_text_without_blanks_or_latin_letters_is_an_article(
    sentence: str, title: str, writer: str, language: str, article: Make
) -> None:
    story = "".join(f"<p>{n} {sentence}</p>" for n in range(6))
    head = LD.replace("Council Opens Library", title) % (f'"author":{{"name":"{writer}"}}', "")
    html = f"<html><head><title>{title} - Kabar</title>{head}</head><body><article><h1>{title}</h1>{story}</article>"
    refined = article(html)
    assert (refined.title, refined.authors, refined.language) == (title, (writer,), language)
    assert refined.words is not None
    assert refined.words > 100
