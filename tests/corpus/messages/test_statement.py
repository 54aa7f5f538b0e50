"""A statement is a code and values; its sentence is made from the template, and it can go to another process."""

from __future__ import annotations

import copy
import pickle
from datetime import date
from pathlib import Path

import pytest

from corpus.errors import KlipingError, StatedError
from corpus.exits import Exit
from corpus.messages.statement import Message

HINT = Message("t.hint", "did you mean {names:`or}?")
UNKNOWN = Message("t.unknown", "{path}: unknown key {key!r}{more}; {hint}")


@pytest.mark.parametrize(
    ("template", "value", "sentence"),
    [
        ("{v:article|articles}", 1, "article"),
        ("{v:,} {v:article|articles}", 1200, "1,200 articles"),
        ("{v:y|ies}", 0, "ies"),
        ("{v:|s}", 1, ""),
        ("{v}", ["a", "b"], "a, b"),
        ("{v:;}", ("a", "b"), "a; b"),
        ("{v:or}", ("a",), "a"),
        ("{v:,and}", ("a",), "a"),
        ("{v:,and}", ("a", "b"), "a and b"),
        ("{v:`,or}", ("a", "b", "c"), "`a`, `b` or `c`"),
        ("{v:or}", ("a", "b", "c"), "a or b or c"),
        ('{v:"and no}', ("a", "b"), '"a" and no "b"'),
        ("[{v}]", (), "[]"),
        ("[{v}]", None, "[]"),
        ("{v!r}", "it's", '"it\'s"'),
        ("{v}", Path("a/b"), "a/b"),
        ("{v}", date(2023, 1, 2), "2023-01-02"),
        ("{v:.1f}", 0.25, "0.2"),
        ("{v}", "{braces} stay {0}", "{braces} stay {0}"),
        ("{v}", OSError("the disk"), "the disk"),
        ("{v}", KlipingError(HINT(names=("a",))), "did you mean `a`?"),
    ],
)
def test_a_template_says_each_value(template: str, value: object, sentence: str) -> None:
    assert str(Message("t.one", template)(v=value)) == sentence


def test_a_value_may_be_a_statement_and_an_error_within_an_error_is_one() -> None:
    inner = HINT(names=["phrases", "all"])
    outer = UNKNOWN(path=Path("bmi.toml"), key="phrase", more=None, hint=StatedError(inner))
    assert str(outer) == "bmi.toml: unknown key 'phrase'; did you mean `phrases` or `all`?"
    assert outer.values["hint"] == inner
    assert outer == UNKNOWN(path=Path("bmi.toml"), key="phrase", more=None, hint=inner)
    assert len({outer, copy.deepcopy(outer)}) == 1


def test_an_error_is_code_and_values_and_survives_another_process() -> None:
    error = KlipingError(UNKNOWN(path=Path("x"), key="k", more=None, hint=HINT(names=("a",))), exit_code=Exit.DAMAGED)
    again = pickle.loads(pickle.dumps(error))
    for one in (error, again, copy.copy(error)):
        assert (one.code, one.values["key"], str(one)) == ("t.unknown", "k", "x: unknown key 'k'; did you mean `a`?")
        assert one.exit_code == Exit.DAMAGED


def subclasses(kind: type[StatedError]) -> set[type[StatedError]]:
    return {kind}.union(*(subclasses(one) for one in kind.__subclasses__()))
