"""What a run ends with: "found nothing" and "could not look" are different codes."""

from __future__ import annotations

import json
from dataclasses import replace

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
EMPTIES = OutletReport("kosong", listed=4, known=0, fetched=4, articles_new=0, requested=1, answered=1,
                       balance=Balance(4, rejected=4, reasons={"empty_page": 3, "no_body": 1}))  # fmt: skip
UNREAD = replace(EMPTY, problems={"rest failed: unread_entries": 1})
CODES = [
    ([EMPTIES], {}, 4),
    ([SAW, EMPTIES], {}, 3),
    ([replace(EMPTIES, imported=True)], {}, 0),
    ([replace(EMPTIES, balance=Balance(2, rejected=2, reasons={"empty_page": 2}))], {}, 0),
    ([replace(EMPTIES, balance=Balance(5, stored=1, rejected=4, reasons={"empty_page": 4}))], {}, 0),
    ([replace(EMPTIES, balance=Balance(4, rejected=4, reasons={"empty_page": 3, "gallery": 1}))], {}, 0),
    ([replace(EMPTIES, balance=Balance(4, rejected=4, reasons={"off_topic": 4}))], {}, 0),
    ([replace(EMPTIES, looked_again=2)], {}, 0),
    ([replace(EMPTIES, looked_again=2, gone=1, passed_over=1)], {}, 4),
    ([UNREAD], {}, 4),
    ([replace(UNREAD, listed=2)], {}, 0),
    ([replace(UNREAD, unchanged=1)], {}, 0),
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


def test_what_could_not_be_used_is_said_in_a_line(corpus: Corpus, capsys: pytest.CaptureFixture[str]) -> None:
    unused = {"rest": ['24 of 24 entries have no address that can be read, e.g. "- Apel"']}
    print_report(RunReport(1, [EMPTIES, replace(UNREAD, unused=unused)], Balance(), []), corpus.path, quiet=True)
    assert capsys.readouterr().err.splitlines()[:3] == [
        (
            "kosong: could not look: none of the 4 pages that came could be read as an article "
            "(empty_page (3x); no_body): the site has changed, or fills its pages by scripts; kliping outlets check"
        ),
        "sepi: could not look: rest failed: unread_entries",
        'sepi: rest: 24 of 24 entries have no address that can be read, e.g. "- Apel"',
    ]


def test_a_sum_that_does_not_balance_is_a_fault_of_ours() -> None:
    assert RunReport(1, [SAW], Balance(4, stored=3), []).exit_code == 1


def test_the_json_output_names_the_listings_that_were_asked(corpus: Corpus, capsys: pytest.CaptureFixture[str]) -> None:
    report = RunReport(1, [BLIND], Balance(), [], interrupted=True)
    print_report(report, corpus.path, quiet=True, as_json=True)
    row = json.loads(capsys.readouterr().out)
    assert (row["outlet"], row["asked"], row["answered"]) == ("buta", 2, 0)
    assert "requested" not in row


def test_a_search_that_ended_before_its_total_is_said_with_both_numbers(
    corpus: Corpus, capsys: pytest.CaptureFixture[str]
) -> None:
    cut = replace(SAW, problems={"search answered: capped": 1}, capped={"search": (40, 1320)})
    print_report(RunReport(1, [cut], Balance(), []), corpus.path, quiet=True)
    assert "warta: search: ended at 40 of the 1,320 entries that it states" in capsys.readouterr().err.splitlines()
