"""The floor under the text's quality, on the pages that ship; and what each step must bring there."""

from __future__ import annotations

import gzip
import json
from dataclasses import replace
from pathlib import Path

import pytest
import quality

from pipelines.body.extract import ALL_STEPS, Steps
from tests.pipelines.goldens import golden_of, pages

FLOOR = 0.97  # F1 over the made-up pages; two of them are articles only by their outlets' own rules
ALONE = Steps(container=False, inserts=False, restore=False, noise=False)


@pytest.fixture(scope="module")
def body_set(tmp_path_factory: pytest.TempPathFactory) -> list[tuple[str, str, bytes]]:
    """The goldens as a bodies set, in the layout that the benchmark reads."""
    folder, truth = tmp_path_factory.mktemp("bodies"), {}
    for page in pages():
        golden = json.loads(golden_of(page).read_text("utf-8"))
        if "text" in golden and golden["complete"]:
            name = page.parent.name + page.stem
            truth[name] = {"articleBody": "\n".join(golden["text"]), "url": golden["url"]}
            (folder / f"{name}.html.gz").write_bytes(gzip.compress(page.read_bytes()))
    (folder / "truth.json").write_text(json.dumps(truth))
    return list(quality.body_set(folder, folder / "truth.json"))


def f1(pages: list[tuple[str, str, bytes]], steps: Steps) -> float:
    return float(quality.figures(pages, steps).split(" | ")[0])


def test_the_text_stays_above_the_floor_without_any_outlets_rules(body_set: list[tuple[str, str, bytes]]) -> None:
    assert f1(body_set, ALL_STEPS) >= FLOOR


@pytest.mark.parametrize("name", ["container", "inserts", "noise"])
def test_each_step_brings_something(name: str, body_set: list[tuple[str, str, bytes]]) -> None:
    assert f1(body_set, replace(ALL_STEPS, **{name: False})) < f1(body_set, ALL_STEPS)


def test_the_extractor_alone_is_far_below(body_set: list[tuple[str, str, bytes]]) -> None:
    assert f1(body_set, ALONE) < f1(body_set, ALL_STEPS) - 0.05


def test_a_page_of_gold_is_compared_field_by_field(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    page = next(p for p in pages() if p.parent.name == "reprint")
    golden = json.loads(golden_of(page).read_text("utf-8"))
    gold = {"url": golden["url"], "title": golden["title"], "author": ["Orang Lain"], "paras": golden["text"]}
    (tmp_path / "satu.html").write_bytes(page.read_bytes())
    (tmp_path / "gold.json").write_text(json.dumps({"satu.html": gold}))
    assert quality.pages(tmp_path, tmp_path / "gold.json") == 1
    assert "author: [], not ['Orang Lain']" in capsys.readouterr().out
