"""Ctrl-C once ends cleanly, twice at once; SIGTERM is no different."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time

import pytest

from tests.crawler.conftest import CommandResult, Desk, Site, articles_in, broken_invariants, finish, wait_until

NUMBERS = list(range(60))


@pytest.fixture
def slow(site: Site) -> Site:
    """A site that takes its time with articles."""
    site.put_articles(NUMBERS, wait=0.1)
    site.put_search(NUMBERS)
    return site


def interrupted(desk: Desk, site: Site, sent: signal.Signals = signal.SIGINT) -> CommandResult:
    process = desk.start(*desk.crawling())
    wait_until(lambda: len(site.articles_asked()) >= 5)
    process.send_signal(sent)
    return finish(process)


@pytest.mark.parametrize("sent", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_ends_the_crawl_with_its_report_and_code_130(desk: Desk, slow: Site, sent: signal.Signals) -> None:
    ran = interrupted(desk, slow, sent)
    assert ran.code == 130
    assert re.search(r"discovered \d+ = stored \d+ .* pending [1-9]", ran.out)
    assert "the next run continues from here" in ran.err
    assert "Traceback" not in ran.err


def test_an_interrupted_run_is_kept_as_such_and_gives_its_leases_back(desk: Desk, slow: Site) -> None:
    interrupted(desk, slow)
    assert desk.ask("SELECT state, exit_code FROM runs") == [("interrupted", 130)]
    assert broken_invariants(desk) == {}


def test_what_came_before_the_signal_is_stored(desk: Desk, slow: Site) -> None:
    interrupted(desk, slow)
    assert desk.one("SELECT count(*) FROM articles") == sum(slow.articles_asked().values()) > 0


def test_after_an_interruption_the_next_run_goes_on(desk: Desk, slow: Site) -> None:
    interrupted(desk, slow)
    slow.put_articles(NUMBERS)
    assert desk.crawl().code == 0
    assert desk.one("SELECT count(*) FROM articles") == 60
    assert set(slow.articles_asked().values()) == {1}


def test_the_second_signal_ends_it_at_once(desk: Desk, site: Site) -> None:
    site.put_articles(NUMBERS, wait=30)
    site.put_search(NUMBERS)
    process = desk.start(*desk.crawling())
    wait_until(site.articles_asked)
    process.send_signal(signal.SIGINT)
    began = time.monotonic()
    with pytest.raises(subprocess.TimeoutExpired):  # the page in work is waited for
        process.wait(0.5)
    process.send_signal(signal.SIGINT)
    assert finish(process, 10).code == 130
    assert time.monotonic() - began < 10


@pytest.mark.parametrize("sent", [signal.SIGINT, signal.SIGTERM])
def test_an_interrupted_import_goes_on_the_next_time(desk: Desk, slow: Site, sent: signal.Signals) -> None:
    slow.put_articles(NUMBERS)
    desk.crawl()
    other = Desk(desk.folder / "lain")
    process = other.start("import", desk.archive)
    wait_until(lambda: other.corpus.exists() and articles_in(other) > 0)
    os.killpg(process.pid, sent)  # as a terminal does: the workers are told, too
    ran = finish(process)
    assert ran.code == 130
    assert "Traceback" not in ran.err, ran.err
    assert other.ask("SELECT state, exit_code FROM runs") == [("interrupted", 130)]
    other.run("import", desk.archive)
    assert other.one("SELECT count(*) FROM articles") == 60


TERMINATED = """
import os, signal, sys, time
import crawler.maintenance.checkup
from crawler.cli import main
crawler.maintenance.checkup.check_installation = lambda: (os.kill(os.getpid(), signal.SIGTERM), time.sleep(60))
sys.argv = ["kliping", "doctor"]
sys.exit(main())
"""


def test_sigterm_ends_a_command_without_a_run_as_ctrl_c_does() -> None:
    ran = subprocess.run([sys.executable, "-c", TERMINATED], capture_output=True, text=True, timeout=50)
    assert (ran.returncode, ran.stderr.strip()) == (130, "kliping: interrupted")
