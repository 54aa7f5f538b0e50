"""How an article is graded, and what a listing may show to be off topic."""

from __future__ import annotations

import pytest

from corpus.topics import parse_topic
from pipelines.storing.grade import grade, plainly_off

TOPIC = parse_topic("""
name = "coba"
[grade]
phrases = ["pembinaan pegawai", "membina* staf"]
all = [["BP2MI", "BP3MI"]]
none = ["pembinaan pegawai negeri"]
""")
LONG = "kata " * 25

GRADES = [
    ("Pembinaan Pegawai BP2MI", "", "", 3),
    ("BP2MI", "Ada pembinaan\npegawai.", "", 3),
    ("BP2MI", "", "Lalu pembinaan pegawai.", 2),
    ("Pembinaan pegawai", "", "", 1),
    ("BP2MI", "", "", 1),
    ("Pembinaan pegawai negeri BP2MI", "", "", 1),
    ("Membinanya staf BP3MI", "", "", 3),
    ("PEMBINAAN  PEGAWAI bp2mi", "", "", 3),
    ("Pembinaan pegawainya BP2MIX", "", "", 0),
    (None, None, None, 0),
]


@pytest.mark.parametrize(("title", "lead", "body", "expected"), GRADES)
def test_a_grade_says_where_the_topic_stands(
    title: str | None, lead: str | None, body: str | None, expected: int
) -> None:
    assert grade(TOPIC, title, lead, body).grade == expected


def test_a_phrase_of_the_lead_is_no_match_of_the_body() -> None:
    matches = grade(TOPIC, "BP2MI", "Pembinaan pegawai.", "Pembinaan pegawai.\nLain.").matches
    assert [(m.phrase, m.field) for m in matches if m.phrase == "pembinaan pegawai"] == [("pembinaan pegawai", "lead")]


OFF = [
    ("Bola", LONG, False, True),
    ("Bola", LONG + "BP2MI", False, False),
    ("BP2MI", LONG, False, False),
    ("Bola", "pendek", False, False),
    ("Bola", None, True, False),
    ("BP2MI", LONG, True, False),
    ("BP2MI", LONG + "pembinaan pegawai", True, False),
]


@pytest.mark.parametrize(("title", "text", "whole", "off"), OFF)
def test_only_what_is_plainly_off_topic_is_not_fetched(title: str, text: str | None, whole: bool, off: bool) -> None:
    assert plainly_off(TOPIC, title, text, whole=whole) is off
