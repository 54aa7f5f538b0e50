"""The report of a crawl of many outlets: short in cron's mail, one sentence without a network."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

import pytest

from corpus.crawl.runs import Balance
from corpus.exits import Exit
from corpus.store import Corpus
from crawler.console.crawl_display import print_report
from crawler.console.outlet_sentences import OutletSentences
from crawler.run.report import OutletReport, RunReport
from tests.crawler.conftest import Desk


@pytest.fixture
def made(path: Path) -> Path:
    """An empty corpus."""
    with Corpus(path):
        return path


def report(*outlets: OutletReport) -> RunReport:
    return RunReport(7, outlets, Balance(), ())


def failed(n: int, problems: Mapping[str, int]) -> OutletReport:
    return OutletReport(f"media_{n}", 0, 0, 0, 0, Balance(), problems, requested=1)


def well(n: int, new: int = 0) -> OutletReport:
    return OutletReport(f"media_{n}", 3, 3, new, new, Balance(new, new), requested=1, answered=1)


@pytest.mark.parametrize("quiet", [False, True])
def test_without_a_network_there_is_one_sentence(
    made: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, *, quiet: bool
) -> None:
    for name in [name for name in os.environ if name.lower().endswith("_proxy")]:
        monkeypatch.delenv(name)
    given = report(*(failed(n, {"search: dns": 2, "feed: connection": 1}) for n in range(104)))
    print_report(given, made, quiet=quiet)
    printed = capsys.readouterr()
    assert given.exit_code == Exit.NOWHERE
    assert printed.out == ""
    assert printed.err.count("\n") == 1
    assert printed.err.startswith("could not look: none of the 104 outlets could be reached: is this machine online?")


@pytest.mark.parametrize("problems", [{"search: http_403": 1}, {"search: dns": 1, "feed: timeout": 1}, {}])
def test_one_outlet_with_another_reason_is_no_missing_network(
    made: Path, capsys: pytest.CaptureFixture[str], problems: Mapping[str, int]
) -> None:
    print_report(report(failed(1, {"search: dns": 1}), failed(2, problems)), made)
    printed = capsys.readouterr()
    assert "is this machine online" not in printed.err
    assert "media_1: could not look: search: dns" in printed.err


def test_a_proxy_of_the_environment_is_named(
    made: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("https_proxy", "http://proxy.example:3128")
    print_report(report(*(failed(n, {"search: connection": 1}) for n in range(3))), made)
    assert "names a proxy, and kliping uses none: docs/troubleshooting.md" in capsys.readouterr().err


def test_one_outlet_alone_that_does_not_answer_is_named(made: Path, capsys: pytest.CaptureFixture[str]) -> None:
    print_report(report(failed(1, {"search: dns": 1})), made)
    assert "media_1: could not look: search: dns" in capsys.readouterr().err


def test_a_mail_has_a_few_sentences_of_each_kind(made: Path, capsys: pytest.CaptureFixture[str]) -> None:
    blind = [failed(n, {"search: timeout": 1}) for n in range(60)]
    given = report(*blind, *(well(n, new=int(n == 80)) for n in range(60, 104)))
    print_report(given, made)
    printed = capsys.readouterr()
    assert len((printed.out + printed.err).splitlines()) <= 15
    assert printed.err.count("could not look: search: timeout") == 5
    assert "could not look at 55 more outlets: media_5, media_6," in printed.err
    assert f"all of it: kliping ledger --run 7 --corpus {made}" in printed.err
    assert "media_80\t3\t1\t1\t1" in printed.out
    assert "and 43 outlets with nothing new, 60 that could not be looked at" in printed.out


def test_a_mail_has_all_of_them_where_it_is_asked_for(made: Path, capsys: pytest.CaptureFixture[str]) -> None:
    print_report(report(*(failed(n, {"search: timeout": 1}) for n in range(60))), made, in_full=True)
    assert capsys.readouterr().err.count("could not look: search: timeout") == 60


def test_a_terminal_has_all_of_them(
    made: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stderr.isatty", lambda: True)
    sentences = OutletSentences(7, made, in_full=False)
    for n in range(104):
        sentences.add("unseen", f"media_{n}", "could not look")
    sentences.close()
    assert capsys.readouterr().err.count("\n") == 104


def test_a_crawl_without_a_network_ends_so(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    for slug in ("satu", "dua"):
        desk.put_outlet(slug, home="http://127.0.0.1:9")
    ran = desk.crawl()
    assert (ran.code, ran.out) == (Exit.NOWHERE, "")
    assert ran.err.count("\n") == 1
    assert "none of the 2 outlets could be reached" in ran.err


def test_a_check_without_a_network_is_one_sentence_and_no_verdict_on_the_outlets(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    for slug in ("satu", "dua"):
        desk.put_outlet(slug, home="http://127.0.0.1:9")
    asked = ("outlets", "check", "satu", "dua", "--outlets", desk.outlets, "--allow-private")
    ran = desk.run(*asked, "--contact", "redaksi@example.org", XDG_STATE_HOME=str(tmp_path))
    assert (ran.code, ran.out) == (Exit.NOWHERE, "")
    assert ran.err.count("\n") == 1
    assert "none of the 2 outlets could be reached" in ran.err
    assert not (tmp_path / "kliping").exists()
