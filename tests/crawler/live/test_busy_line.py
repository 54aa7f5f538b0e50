"""The busy line: it comes after two silent seconds, goes before what is printed, and is never in a pipe."""

import io
import os
import re
import sys

import pytest

from corpus.store import Corpus
from crawler.cli import main
from crawler.console.output import put, say
from crawler.live import busy_line
from crawler.live.busy_line import BusyLine, showing, undisturbed, working
from crawler.live.doors import Door
from tests.crawler.conftest import wait_until


class Terminal(io.StringIO):
    """A terminal of 80 columns that holds what was written to it."""

    def isatty(self) -> bool:
        return True

    @property
    def screen(self) -> list[str]:
        """The lines as one sees them: what was cleared is gone."""
        return [re.split(r"\r\x1b\[K", line)[-1] for line in self.getvalue().split("\n")]


class Clock:
    """A clock that goes when it is set."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def terminal() -> Terminal:
    return Terminal()


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def line(terminal: Terminal, clock: Clock) -> BusyLine:
    return BusyLine(terminal, "refine", clock)


def at(line: BusyLine, clock: Clock, second: float) -> None:
    clock.now = second
    line.tick()


def test_it_comes_after_two_silent_seconds_and_goes_again(line: BusyLine, clock: Clock, terminal: Terminal) -> None:
    at(line, clock, 1.9)
    assert terminal.getvalue() == ""
    at(line, clock, 12.2)
    assert terminal.screen == ["... refine: working, 12 s"]
    line.stop()
    assert terminal.screen == [""]


def test_it_makes_room_for_what_is_printed(line: BusyLine, clock: Clock, terminal: Terminal) -> None:
    at(line, clock, 5)
    with line.around(terminal, "hasil\n"):
        terminal.write("hasil\n")
    assert terminal.screen == ["hasil", ""]
    at(line, clock, 6.5)
    assert terminal.screen == ["hasil", ""]
    at(line, clock, 7.1)
    assert terminal.screen == ["hasil", "... refine: working, 7 s"]


def test_a_pager_behind_a_pipe_is_not_drawn_over(line: BusyLine, clock: Clock, terminal: Terminal) -> None:
    reading, writing = os.pipe()
    at(line, clock, 5)
    with os.fdopen(reading), os.fdopen(writing, "w") as pipe:
        with line.around(pipe, "baris\n"):
            pipe.write("baris\n")
        at(line, clock, 60)
    assert terminal.screen == [""]


def test_what_goes_into_a_file_is_no_sign_of_life(line: BusyLine, clock: Clock, terminal: Terminal) -> None:
    file = io.StringIO()
    clock.now = 5
    with line.around(file, "baris\n"):
        file.write("baris\n")
    at(line, clock, 5.1)
    assert terminal.screen == ["... refine: working, 5 s"]


def test_a_prompt_is_never_drawn_over(line: BusyLine, clock: Clock, terminal: Terminal) -> None:
    with line.around(terminal, "Remove it? [y/N]: "):
        terminal.write("Remove it? [y/N]: ")
    at(line, clock, 60)
    assert terminal.screen == ["Remove it? [y/N]: "]
    with line.pause():
        at(line, clock, 120)
    at(line, clock, 121)
    assert terminal.screen == ["Remove it? [y/N]: "]


def test_it_names_the_work_how_much_is_done_and_the_time_left(line: BusyLine, clock: Clock, terminal: Terminal) -> None:
    done = [0]
    with line.task("refining", lambda: (done[0], 20_000), "pages"):
        at(line, clock, 3)
        assert terminal.screen == ["... refine: refining, 3 s"]
        done[0] = 100
        at(line, clock, 10)
        assert terminal.screen == ["... refine: refining 100 of 20,000 pages, 10 s"]  # too little to tell
        done[0] = 5_000
        at(line, clock, 60)
        assert terminal.screen == ["... refine: refining 5,000 of 20,000 pages, 1 min, about 3 min left"]
    at(line, clock, 61)
    assert "pages" not in terminal.screen[0]


def test_it_is_as_narrow_as_the_terminal(
    line: BusyLine, clock: Clock, terminal: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(busy_line, "_columns", lambda _stream: 20)
    with line.task("refining", lambda: (3, None), "pages"):
        at(line, clock, 60)
    assert terminal.screen == ["... refine: refinin"]


def test_a_count_that_can_not_be_taken_now_is_left_out(line: BusyLine, clock: Clock, terminal: Terminal) -> None:
    def count() -> tuple[int, int | None]:
        raise RuntimeError("dictionary changed size during iteration")

    with line.task("refining", count, "pages"):
        at(line, clock, 4)
    assert terminal.screen == ["... refine: refining, 4 s"]


def test_nothing_is_shown_without_a_terminal_or_on_a_dumb_one(
    terminal: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    with showing(io.StringIO(), "refine") as line, working("refining"), undisturbed():
        assert line is None
    monkeypatch.setenv("TERM", "dumb")
    with showing(terminal, "refine") as line:
        assert line is None


def test_a_command_shows_it_and_leaves_nothing_behind(
    filled: Corpus, terminal: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The whole way: the thread, the doors, the command's own lines."""
    drawn: list[str] = []
    monkeypatch.setattr(busy_line, "AFTER", 0.0)
    monkeypatch.setattr(busy_line, "EVERY", 0.001)
    monkeypatch.setattr(sys, "stderr", terminal)
    text = BusyLine.text
    monkeypatch.setattr(BusyLine, "text", lambda self: drawn.append(text(self)) or drawn[-1])
    entered = Corpus.__enter__

    def enter_late(corpus: Corpus) -> Corpus:
        wait_until(lambda: drawn)  # on a busy machine the line's thread may begin after a short command's end
        return entered(corpus)

    with monkeypatch.context() as patch:
        patch.setattr(Corpus, "__enter__", enter_late)
        assert main(["stats", "--corpus", str(filled.path)]) == 0
    assert drawn
    assert drawn[-1].startswith("... stats: ")
    assert terminal.screen[-1] == ""
    assert Door.around is None
    drawn.clear()
    assert main(["import", str(filled.path), "--quiet", "--corpus", str(filled.path)]) == 2
    assert drawn == []


def test_what_is_said_and_put_goes_through_it(terminal: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdout", Door(terminal))
    monkeypatch.setattr(sys, "stderr", Door(terminal))
    with showing(terminal, "refine") as line:
        assert line is not None
        monkeypatch.setattr(Door, "around", staticmethod(line.around))
        line._last = -10.0
        line.tick()
        say("satu")
        line._last = -10.0
        line.tick()
        put("dua")
    assert terminal.screen == ["satu", "dua", ""]
