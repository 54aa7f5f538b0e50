"""The page about topics says what the program does."""

import re
from pathlib import Path

from corpus.topics import KEYS, parse_topic
from pipelines.storing.grade import GRADE_SCALE

DOCS = Path(__file__).parents[3] / "docs"


def _cells(page: str) -> list[list[str]]:
    lines = (DOCS / page).read_text(encoding="utf-8").splitlines()
    return [[cell.strip() for cell in line.strip("|").split(" | ")] for line in lines if line.startswith("| ")]


def test_every_topic_key_has_a_line_and_an_example() -> None:
    documented = {(row[1].strip("`"), row[0].strip("`")) for row in _cells("topics.md") if row[0].startswith("`")}
    known = {(f"[{section}]" if section else "topic", key) for section, keys in KEYS.items() for key in keys}
    assert documented == known - {("topic", "ask"), ("topic", "grade")}


def test_the_example_is_a_topic_with_every_key() -> None:
    example = re.search(r"```toml\n(.*?)```", (DOCS / "topics.md").read_text(encoding="utf-8"), re.DOTALL)
    assert example is not None
    topic = parse_topic(example[1])
    given = (*(getattr(topic.ask, key) for key in KEYS["ask"]), *(getattr(topic.grading, key) for key in KEYS["grade"]))
    assert all(given)


def test_the_scale_is_the_programs() -> None:
    documented = {int(row[0]): f"{row[1]}: {row[2]}" for row in _cells("topics.md") if row[0].isdigit()}
    assert documented == dict(GRADE_SCALE)
