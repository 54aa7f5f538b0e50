"""What a run ends with: "found nothing" and "could not look" are different codes."""

from __future__ import annotations

import json

import pytest

from corpus.crawl.runs import Balance
from corpus.errors import CorpusDamagedError, CorpusError, WorkerError
from corpus.store import Corpus
from crawler.console.crawl_display import print_report
from crawler.run.report import OutletReport, RunReport

SAW = OutletReport(
    "warta", listed=3, known=0, fetched=3, articles_new=3, balance=Balance(3, stored=3), requested=1, answered=1
)
EMPTY = OutletReport("sepi", listed=0, known=0, fetched=0, articles_new=0, balance=Balance(), requested=1, answered=1)
BLIND = OutletReport("buta", listed=0, known=0, fetched=0, articles_new=0, balance=Balance(), requested=2, answered=0)
CODES = [
    ([SAW], {}, 0),
    ([EMPTY], {}, 0),
    ([SAW, BLIND], {}, 3),
    ([EMPTY, BLIND], {}, 3),
    ([BLIND], {}, 4),
    ([SAW], {"interrupted": True}, 130),
    ([SAW], {"fault": CorpusError("the disk is full")}, 2),
    ([SAW], {"fault": CorpusDamagedError("a page is damaged")}, 5),
    ([SAW], {"fault": WorkerError("no worker starts")}, 1),
    ([], {}, 0),
]


@pytest.mark.parametrize(("outlets", "how", "code"), CODES)
def test_the_exit_code_says_what_was_seen(outlets: list[OutletReport], how: dict[str, object], code: int) -> None:
    assert RunReport(1, outlets, Balance(3, stored=3), [], **how).exit_code == code  # type: ignore[arg-type]


def test_a_sum_that_does_not_balance_is_a_fault_of_ours() -> None:
    assert RunReport(1, [SAW], Balance(4, stored=3), []).exit_code == 1


def test_the_json_output_names_the_listings_that_were_asked(corpus: Corpus, capsys: pytest.CaptureFixture[str]) -> None:
    report = RunReport(1, [BLIND], Balance(), [], interrupted=True)
    print_report(report, {}, corpus.path, quiet=True, as_json=True)
    row = json.loads(capsys.readouterr().out)
    assert (row["outlet"], row["asked"], row["answered"]) == ("buta", 2, 0)
    assert "requested" not in row
