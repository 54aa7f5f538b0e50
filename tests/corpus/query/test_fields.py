"""The fields of a search have one home, QUERY_FIELDS; a field that is only half there fails here."""

import re
from datetime import date
from pathlib import Path

import click
import pytest

from corpus.errors import QueryError
from corpus.query.compiler import Compiler
from corpus.query.fields import FIELD_NAMES, QUERY_FIELDS, Condition, QueryField, Values, condition, days, field_rows
from corpus.query.lexer import lex
from corpus.query.parse import parse
from corpus.query.selection import select
from corpus.query.tree import AnyOf, Field, InTitle
from corpus.store import Corpus
from crawler.commands.search import search

DOCS = Path(__file__).parents[3] / "docs" / "search.md"
USABLE = list(QUERY_FIELDS.values())
WITH_CONDITION = [row for row in USABLE if row.condition]


def test_no_name_stands_for_two_fields() -> None:
    assert len(FIELD_NAMES) == sum(1 + len(row.aliases) for row in QUERY_FIELDS.values())
    assert all(name == row.name for name, row in QUERY_FIELDS.items())


@pytest.mark.parametrize("row", QUERY_FIELDS.values(), ids=lambda row: row.name)
def test_a_field_is_one_of_three_kinds(row: QueryField) -> None:
    assert [row.condition is not None, row.takes_words, row.of_whole].count(True) == 1
    assert row.meaning
    assert row.example


@pytest.mark.parametrize("name", FIELD_NAMES)
def test_every_name_is_read(name: str) -> None:
    pieces = list(lex(f"{name}:kupang {name.upper()}:kupang"))
    assert [piece.text for piece in pieces if piece.kind == "field"] == [FIELD_NAMES[name]] * 2


@pytest.mark.parametrize("row", USABLE, ids=lambda row: row.name)
def test_its_example_can_be_asked(filled: Corpus, row: QueryField) -> None:
    example = "kantor_berita" if row.name == "outlet" else row.example
    for name in (row.name, *row.aliases):
        tree = parse(f"{name}:{example}").tree
        assert (tree.name if isinstance(tree, Field) else "title") == row.name
        assert isinstance(tree, InTitle) == row.takes_words
        select(filled, f"pegawai {name}:{example}")
        if not row.of_whole:
            select(filled, f"pegawai OR {name}:{example}")  # not what narrows all of it: a condition


def test_each_condition_is_one_of_its_own(filled: Corpus) -> None:
    made: dict[str, Condition] = {}
    for row in WITH_CONDITION:
        example = "kantor_berita" if row.name == "outlet" else row.example
        values = Values()
        one = condition(filled, Field(row.name, example, 0), values)
        assert set(re.findall(r":(v\d+)", one.sql)) == set(values.bound)
        filled.conn.execute(
            f"SELECT id FROM articles WHERE {one.sql.format(a='articles', id='articles.id')}",
            {**values.bound, "topic": 1},
        ).fetchall()
        made[row.name] = one
    by_days = {row.name for row in WITH_CONDITION if row.in_days}
    assert len({one.sql for name, one in made.items() if name not in by_days}) == len(made) - len(by_days)
    assert "stories" in made["is"].sql
    assert [name for name, one in made.items() if "stories" in one.sql] == ["is"]


def test_a_field_without_a_condition_means_nothing(filled: Corpus) -> None:
    for name in set(QUERY_FIELDS) - {row.name for row in WITH_CONDITION}:
        with pytest.raises(ValueError, match="is no condition"):
            condition(filled, Field(name, "kupang", 0), Values())
    with pytest.raises(KeyError):
        condition(filled, Field("kantor", "kupang", 0), Values())


def test_the_fields_of_days_narrow_the_days(filled: Corpus) -> None:
    spans = {row.name: days(Field(row.name, "2023", 0), Values()) for row in WITH_CONDITION if row.in_days}
    assert {name: (str(first), str(last)) for name, (first, last) in spans.items()} == {
        "since": ("2023-01-01", "9999-12-31"),
        "until": ("0001-01-01", "2023-12-31"),
        "after": ("2024-01-01", "9999-12-31"),
        "before": ("0001-01-01", "2022-12-31"),
        "day": ("2023-01-01", "2023-12-31"),
        "year": ("2023-01-01", "2023-12-31"),
    }
    for name, (first, last) in spans.items():
        compiler = Compiler(filled, parse(f"pegawai {name}:2023"), False, None, page=True, today=date(2024, 1, 1))
        assert (compiler.first, compiler.last) == (first, last)
    for row in WITH_CONDITION:
        if not row.in_days and row.name != "event":
            with pytest.raises(ValueError, match="no field of days"):
                days(Field(row.name, "x", 0), Values())


@pytest.mark.parametrize("row", USABLE, ids=lambda row: row.name)
def test_several_values_are_alternatives_where_an_article_has_one(row: QueryField) -> None:
    if not row.takes_words:
        tree = parse(f"{row.name}:satu,dua").tree
        assert isinstance(tree, AnyOf) == row.one_each


@pytest.mark.parametrize("row", USABLE, ids=lambda row: row.name)
def test_a_field_without_its_value_names_the_example(row: QueryField) -> None:
    with pytest.raises(QueryError, match=f"as {row.name}:{re.escape(row.example)}"):
        parse(f"pegawai {row.aliases[0] if row.aliases else row.name}:")


def test_the_page_has_a_row_for_each() -> None:
    rows = [line for line in DOCS.read_text(encoding="utf-8").splitlines() if re.match(r"\| `\w+:` \|", line)]
    assert rows == list(field_rows())


def test_the_help_names_each() -> None:
    named = re.findall(r"(\w+):", search.get_help(click.Context(search)))
    assert {FIELD_NAMES[name] for name in named if name in FIELD_NAMES} == {row.name for row in USABLE}
