"""The quick part: the cases that need no waiting, in one crawl. `make test-hostile` runs all of them."""

from __future__ import annotations

import cases
import pytest
from conftest import Crawled, crawl_cases
from harness import Desk, EvilServer

PATHS = (
    "/net/gzip-bomb?mb=300", "/net/br-bomb?mb=300", "/net/gzip-truncated", "/net/gzip-lie", "/net/redirect-loop",
    "/net/redirect-file", "/net/redirect-js", "/net/meta-refresh-file", "/net/endless-body", "/net/endless-headers",
    "/net/big-declared", "/net/short-body", "/net/chunk-cut", "/net/401", "/net/204", "/content/article",
    "/content/zero", "/content/attrs", "/content/nul", "/content/canonical-offsite", "/content/captcha",
    "/content/noarchive", "/content/exe", "/disc/soft404/apa-saja",
)  # fmt: skip
CASES = [case for case in cases.PAGES if case.path in PATHS]


@pytest.fixture(scope="module")
def quick(server: EvilServer, tmp_path_factory: pytest.TempPathFactory) -> Crawled:
    return crawl_cases(server, Desk(tmp_path_factory.mktemp("quick")), CASES)


def test_every_quick_case_is_there() -> None:
    assert len(CASES) == len(PATHS)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.path)
def test_a_bad_answer_gets_its_row_and_the_next_page_comes(quick: Crawled, case: cases.Case) -> None:
    assert case.holds(quick.outcomes[case.path]), quick.outcomes[case.path]
    assert quick.nexts[case.path] == "stored"


def test_memory_is_bounded(quick: Crawled) -> None:
    assert quick.ran.peak_mb < 400
