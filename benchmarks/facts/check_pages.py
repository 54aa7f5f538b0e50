"""Datelines, house lines, real pages and seed texts: each is read as the facts say."""

from __future__ import annotations

import csv
import json
import os
import re
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import yaml

from corpus.models import Article, Capture, NeedsPages, SetAside
from pipelines.lines.cuts import BodyLine
from pipelines.page.language import read_language
from pipelines.refine import refine
from pipelines.rules import NO_RULES
from pipelines.strings.datelines import read_dateline
from pipelines.tail.tail_reader import read_tail
from tests.pipelines.conftest import page_html

SHARED = Path(os.environ["KLIPING_FACTS"])  # set by benchmarks/shared_facts.py
NOW = datetime(2026, 11, 20, 5, 0, tzinfo=UTC)
STORY = [f"Kalimat ke-{n} menceritakan pembinaan pegawai di Balai Karang, kata dia." for n in range(12)]
NEEDS_LINKS = {"baca_inline_glued"}  # told by the page's links, not by its words


def facts(name: str) -> Any:
    return yaml.safe_load((SHARED / "facts" / name).read_text("utf-8"))


def pages() -> list[dict[str, str]]:
    return list(csv.DictReader((SHARED / "pages/manifest.csv").read_text("utf-8").splitlines()))


def refined(name: str) -> object:
    row = next(row for row in pages() if row["file"] == name)
    first = Capture(row["url"], (SHARED / "pages" / name).read_bytes(), NOW)
    result = refine([first], NO_RULES)
    if isinstance(result, NeedsPages):
        result = refine([first, *(Capture(url, b"", NOW, status=0) for url in result.urls)], NO_RULES)
    return result


def test_every_dateline_of_the_facts_is_read() -> None:
    wrong = []
    for rule in facts("datelines.yaml")["datelines"]:
        for example in rule["examples"]:
            want = re.match(rule["regex"], example)
            assert want is not None
            dateline = read_dateline(" ".join(example.split()))
            place = (want.groupdict().get("place") or "").split(",")[0].strip().lower()
            if (
                dateline is None
                or (dateline.place or "").lower() != place
                or dateline.rest.split()[:1] != example[want.end() :].split()[:1]
            ):
                wrong.append((example, dateline))
    assert wrong == []


def test_every_house_line_of_the_facts_is_cut() -> None:
    examples = [(rule, example) for rule in facts("junk_phrases.yaml")["rules"] for example in rule["examples"]]
    missed = {
        rule["id"] for rule, example in examples if not any(_is_cut(example, n, rule["sites"]) for n in (1, 6, 12))
    }
    assert missed <= NEEDS_LINKS


def _is_cut(example: str, position: int, sites: str) -> bool:
    lines = [BodyLine(i, text) for i, text in enumerate([*STORY[:position], example, *STORY[position:]])]
    reading = read_tail(lines, outlet_names=(sites,))
    assert all(cut.text in example for cut in reading.removed)
    assert [line.text for line in reading.lines if line.text in STORY] == STORY
    return bool(reading.removed)


def test_the_gold_pages_are_exact() -> None:
    gold = json.loads((SHARED / "pages/gold.json").read_text("utf-8"))
    for name, want in gold.items():
        result = refined(name)
        assert isinstance(result, Article), name
        assert re.findall(r"\w+", result.text) == re.findall(r"\w+", "\n".join(want["paras"])), name
        assert result.complete == want["complete"]
        for key, value in (
            ("title", result.title),
            ("place", result.place),
            ("editor", result.editor),
            ("author", list(result.authors)),
        ):
            assert want.get(key) is None or want[key] == value, (name, key)
        if want.get("published"):
            assert result.published_at is not None
            assert result.published_at.replace(second=0) == datetime.fromisoformat(want["published"]).replace(second=0)


@pytest.mark.parametrize(
    "name", ["indomotoblog.net/home-p1.html", "juragancipir.com/forum-43.html", "teknoisme.com/home-316.html"]
)
def test_listings_are_set_aside(name: str) -> None:
    assert isinstance(refined(name), SetAside)


def test_what_a_page_does_not_say_is_none() -> None:
    bare = refined("brizy-studio-sahrul/dengan-linggis.html")
    assert isinstance(bare, Article)
    assert (bare.published_day, bare.published_at, bare.authors) == (None, None, ())
    clone = refined("detik-clone-qeize/detik.html")
    assert isinstance(clone, Article)
    assert (clone.canonical_url, clone.authors) == (None, ())
    english = refined("malaymail.com/2024.html")
    assert isinstance(english, Article)
    assert english.language == "en"


@pytest.mark.parametrize("code", ["id", "ms"])
def test_twelve_sentences_are_enough_for_the_language(code: str) -> None:
    lines = [line for line in (SHARED / f"language/news.{code}.txt").read_text("utf-8").splitlines() if line.strip()]
    documents = [" ".join(lines[i : i + 12]) for i in range(0, len(lines) - 11, 24)]
    assert {read_language(text).code for text in documents} == {code}


@pytest.mark.parametrize(
    ("name", "place", "credit"), [("voiceindonesia", "Kupang", None), ("barikade98", None, "bp2mi.go.id")]
)
def test_the_seed_texts_come_out_whole(name: str, place: str | None, credit: str | None) -> None:
    lines = (SHARED / f"seeds/{name}.txt").read_text("utf-8").strip().split("\n")
    html = page_html("".join(f"<p>{line}</p>" for line in lines), title="Judul Naskah Awal yang Dipakai")
    refined = refine([Capture(f"https://{name}.example/berita/judul-naskah", html.encode(), NOW)], NO_RULES)
    assert isinstance(refined, Article)
    want = [line for line in lines if not line.startswith(("Baca Juga", "Sumber"))]
    assert refined.text.split("\n") == [want[0].removeprefix(refined.dateline or "").strip(), *want[1:]]
    assert (refined.place, refined.credit) == (place, credit)
