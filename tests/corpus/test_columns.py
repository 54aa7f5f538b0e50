"""The columns have one home, corpus/columns.py; every other place that names them is held to it here."""

import re
from collections.abc import Callable
from dataclasses import fields, replace
from datetime import date, datetime, timedelta, timezone
from pathlib import Path
from types import NoneType
from typing import Any, get_args, get_type_hints

import pytest

from corpus.columns import (
    ADDED_COLUMNS,
    ARTICLE_COLUMNS,
    COLUMN_BY_NAME,
    LEADING,
    Column,
    documented,
    export_columns,
    read_columns,
)
from corpus.methods.sampling import STRATUM_SQL
from corpus.models import Article
from corpus.query.lookup import record
from corpus.store import ArticleOutcome, Corpus
from crawler.commands.read import as_object
from crawler.commands.sample import sample
from crawler.commands.show import facts

DOCS = Path(__file__).parents[2] / "docs"
NAMES = [column.name for column in ARTICLE_COLUMNS]
GIVEN_BY_THE_STORE = {"id", "published_ts", "text_sha256"}
WIB = timezone(timedelta(hours=7))

TYPES: dict[Any, str] = {datetime: "instant", date: "day", bool: "bool", int: "int", tuple[str, ...]: "list"}


def filled_in(article: Article) -> Article:
    """The article with a value of its own in every field that is a column."""
    values: dict[str, Any] = {
        "form": "live",
        "date_confidence": "disputed",
        "complete": False,
        "published_at": datetime(2023, 11, 20, 9, 30, tzinfo=WIB),
        "modified_at": datetime(2023, 11, 21, 10, 45, tzinfo=WIB),
        "published_day": date(2023, 11, 20),
        "event_day": date(2023, 11, 19),
    }
    for field in fields(Article):
        if field.name in NAMES and field.name not in (*values, "outlet", "key", "url"):
            of_type = {"list": (f"{field.name}-satu", f"{field.name}-dua"), "int": 4711 + len(values)}
            values[field.name] = of_type.get(COLUMN_BY_NAME[field.name].type, f"{field.name}-isi")
    return replace(article, **values)


@pytest.fixture
def whole(
    corpus: Corpus, keep: Callable[..., ArticleOutcome], articles: tuple[Article, ...]
) -> tuple[Article, dict[str, Any]]:
    """An article with every field filled in, and what the corpus has of it."""
    article = filled_in(articles[0])
    return article, record(corpus, keep(article).id)


def test_the_registry_is_the_table(corpus: Corpus) -> None:
    table = [(row[1], row[2]) for row in corpus.conn.execute("PRAGMA table_info(articles)")]
    assert [(column.name, column.stored_type) for column in ARTICLE_COLUMNS] == table


def test_no_name_stands_twice() -> None:
    assert len(COLUMN_BY_NAME) == len(ARTICLE_COLUMNS) + len(ADDED_COLUMNS)


def test_every_column_is_a_field_of_the_article_of_the_same_type() -> None:
    hints = get_type_hints(Article)
    of_article = {name: hints.get(name, str) for name in NAMES if name not in GIVEN_BY_THE_STORE}
    types = {
        name: next((TYPES.get(one, "text") for one in (hint, *get_args(hint)) if one in TYPES), "text")
        for name, hint in of_article.items()
    }
    assert types == {c.name: c.type for c in ARTICLE_COLUMNS if c.name not in GIVEN_BY_THE_STORE}
    assert NoneType not in TYPES


def test_every_field_of_the_article_is_a_column() -> None:
    with_tables_of_their_own = {"removed", "origins", "page_words", "outside", "images"}
    assert {field.name for field in fields(Article)} - set(NAMES) == with_tables_of_their_own


def test_what_is_stored_comes_back(whole: tuple[Article, dict[str, Any]]) -> None:
    article, values = whole
    for column in ARTICLE_COLUMNS:
        if column.name not in GIVEN_BY_THE_STORE:
            value = getattr(article, column.name)
            expected = list(value) if column.type == "list" else value
            expected = value.isoformat() if column.type in ("day", "instant") else expected
            assert (column.name, values[column.name]) == (column.name, expected)
            assert type(values[column.name]) is type(expected)


def test_a_changed_value_of_any_column_is_stored(
    corpus: Corpus, keep: Callable[..., ArticleOutcome], articles: tuple[Article, ...]
) -> None:
    article_id = keep(articles[0]).id
    before = record(corpus, article_id)
    keep(filled_in(articles[0]))
    after = record(corpus, article_id)
    same = {"id", "key", "outlet", "url", "published_at", "published_ts", "published_day", "published_precision"}
    assert {name for name in NAMES if before[name] == after[name]} == same


@pytest.mark.parametrize(
    ("column", "value", "stored"),
    [
        (Column("a", "list"), ("é", "b"), '["é", "b"]'),
        (Column("a", "json"), {"b": [1]}, '{"b": [1]}'),
        (Column("a", "bool"), False, 0),
        (Column("a", "int"), 0, 0),
        (Column("a"), "", ""),
        (Column("a", "list"), None, None),
    ],
)
def test_a_value_comes_back_as_json_has_it(column: Column, value: object, stored: object) -> None:
    assert column.stored(value) == stored
    assert column.loaded(stored) == (list(value) if isinstance(value, tuple) else value)


def test_read_shows_what_the_registry_says(articles: tuple[Article, ...]) -> None:
    row = as_object(filled_in(articles[0]), "https://contoh.example/")
    assert {name for name in row if name in NAMES} - {"url"} == {c.name for c in ARTICLE_COLUMNS if c.read is not None}
    assert [c.name for c in read_columns()] == [name for name in row if (COLUMN_BY_NAME.get(name) or Column("x")).read]


def test_show_prints_each_column_on_the_line_that_the_registry_names(whole: tuple[Article, dict[str, Any]]) -> None:
    article, values = whole
    lines = dict(facts(values))
    for column in ARTICLE_COLUMNS:
        if column.show:
            value = getattr(article, column.name, None) or values[column.name]
            shown = value[1] if isinstance(value, tuple) else "incomplete_reason-isi" if value is False else str(value)
            if column.name == "published_day":  # stands where the hour isn't known
                lines |= dict(facts(values | {"published_at": None}))
            if column.name == "language_note":
                lines |= dict(facts(values | {"language": None}))
            if column.type == "instant":
                shown = value.isoformat()
            assert shown in str(lines[column.show]), column.name


def test_show_prints_a_labelled_column_without_a_line_of_its_own(
    whole: tuple[Article, dict[str, Any]], monkeypatch: pytest.MonkeyPatch
) -> None:
    labelled = [replace(column, show="Edition") if column.name == "edition" else column for column in ARTICLE_COLUMNS]
    monkeypatch.setattr("corpus.columns.ARTICLE_COLUMNS", labelled)
    added = [line for line in facts(whole[1]) if line[0] == "Edition"]
    assert added == [("Edition", "edition-isi")]


def test_show_leaves_out_what_the_registry_leaves_out(whole: tuple[Article, dict[str, Any]]) -> None:
    lines = " ".join(str(value) for label, value in facts(whole[1]) if label != "Evidence")
    out = [column.name for column in ARTICLE_COLUMNS if column.show is None]
    assert "dateline" in out
    assert [name for name in out if f"{name}-isi" in lines] == []


def test_an_export_has_every_column() -> None:
    by_name = {"published_at", "published_ts", "modified_at"}
    assert {column.name for column in export_columns(with_text=True)} == set(COLUMN_BY_NAME) - by_name
    left_out = set(COLUMN_BY_NAME) - {column.name for column in export_columns(with_text=False)}
    assert left_out == {"lead", "text", "images", *by_name}
    assert [column.name for column in export_columns(with_text=True)][: len(LEADING)] == list(LEADING)
    assert [column.name for column in export_columns(with_text=True)][-3:] == ["lead", "text", "images"]


def test_a_sample_is_stratified_by_columns_and_its_help_names_them() -> None:
    assert set(STRATUM_SQL) <= {*COLUMN_BY_NAME, "month", "year"}
    help_text = next(parameter for parameter in sample.params if parameter.name == "by").help  # type: ignore[attr-defined]
    assert set(re.findall(r"\w+", help_text)) - {"The", "strata", "or", "none"} == set(STRATUM_SQL)


def test_the_page_of_the_corpus_has_their_rows() -> None:
    page = (DOCS / "corpus.md").read_text(encoding="utf-8")
    for heading, rows in (
        ("### `articles`", documented(ARTICLE_COLUMNS)),
        ("## Exports", documented(ADDED_COLUMNS, types="export")),
    ):
        section = re.split(r"\n##", page.split(f"\n{heading}\n")[1])[0]
        assert [line for line in section.splitlines() if line.startswith("| `")] == list(rows)


def test_the_page_of_the_texts_explains_what_is_read_from_a_page() -> None:
    section = (DOCS / "text.md").read_text(encoding="utf-8").split("## What each field means")[1].split("\n## ")[0]
    explained: set[str] = set()
    for line in section.splitlines():
        if line.startswith("| `"):
            names = re.findall(r"`(\w+)`", line.split("|")[1])
            explained |= {names[0].removesuffix("_outlet") + name if name[0] == "_" else name for name in names}
    assert explained <= set(NAMES)
    assert {column.name for column in read_columns()} <= explained
