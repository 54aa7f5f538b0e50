"""The names of months and weekdays stand in data/calendar.toml alone."""

import ast
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pipelines.calendar.patterns import ANY_MONTH, ANY_WEEKDAY, MONTHS, SHORT, WEEKDAYS
from pipelines.head.line_forms import fit_line
from pipelines.lines.house_line_rules import junk_rules

PIPELINES = Path(__file__).parents[3] / "pipelines"
NAMES = {*MONTHS, *WEEKDAYS} - {"minggu"}  # also the word for a week
SEVERAL_SHORT = 3  # one may be another word: "may", "ago"
WORD_LISTS = {"calendar.toml", "markers.toml"}  # the home, and the words by which languages are told apart


def _strings_of(code: str) -> Iterator[str]:
    """The strings of a module without its docstrings."""
    tree = ast.parse(code)
    docs = {node.value for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node not in docs:
            yield node.value


def _rules_of(value: Any) -> Iterator[str]:
    """The strings of a table of rules without its examples."""
    match value:
        case str():
            yield value
        case list():
            for each in value:
                yield from _rules_of(each)
        case dict():
            for key, each in value.items():
                yield from () if key == "examples" else _rules_of(each)


def names_spelled(text: str) -> set[str]:
    """The names of months and weekdays that a string spells; up to two short ones are other words."""
    names = NAMES & set(re.findall(r"[^\W\d_]+", text.lower()))
    return names if len(names) >= SEVERAL_SHORT or any(len(name) > SHORT for name in names) else set()


def test_no_other_file_spells_them() -> None:
    spelled = {}
    for path in (*PIPELINES.rglob("*.py"), *(PIPELINES / "data").glob("*.toml")):
        text = path.read_text(encoding="utf-8")
        strings = _strings_of(text) if path.suffix == ".py" else _rules_of(tomllib.loads(text))
        names = set().union(*map(names_spelled, strings))
        if names and path.name not in WORD_LISTS:
            spelled[path.name] = names
    assert spelled == {}


def test_a_list_of_them_is_seen() -> None:
    assert names_spelled("senin | selasa | at") == {"senin", "selasa"}
    assert names_spelled("(?:jan|feb|mar)[a-z]*") == {"jan", "feb", "mar"}
    assert list(_rules_of({"rule": [{"pattern": "x rabu", "examples": ["Kamis"]}]})) == ["x rabu"]
    assert list(_strings_of('"""Senin."""\nA = "rabu"')) == ["rabu"]


def test_every_name_fits_where_a_rule_names_any() -> None:
    assert [name for name in MONTHS if not re.fullmatch(ANY_MONTH, name)] == []
    assert {name for name in WEEKDAYS if not re.fullmatch(ANY_WEEKDAY, name)} == {
        n for n in WEEKDAYS if len(n) == SHORT
    }
    assert re.fullmatch(ANY_WEEKDAY, "jum´at")


def test_a_line_rule_is_filled_with_them() -> None:
    patterns = {rule.id: rule.pattern for rule in junk_rules()}
    assert not any(re.search(r"\{[a-z]", pattern.pattern) for pattern in patterns.values())
    for day in ("Senin", "Ahad", "Jum`at", "Friday"):
        assert patterns["neighbour_stamp"].fullmatch(f"{day}, 21 Januari 2026 | 14:15")
    assert not patterns["neighbour_stamp"].fullmatch("Besok, 21 Januari 2026 | 14:15")


def test_a_form_of_a_head_is_filled_with_them() -> None:
    for day in ("Senin", "Ahad", "Jum`at", "Friday"):
        stamp, byline = fit_line(f"{day}, 21 Januari 2026"), fit_line(f"Sari Contoh | {day}, 21 Januari 2026")
        assert stamp is not None
        assert byline is not None
        assert (stamp.form.label, byline.form.label) == ("stamp", "byline")
    assert fit_line("besok, 21 Januari 2026") is None
