"""What is printed passes one door, whoever prints it; a title has a width."""

import ast
import logging
import subprocess
import sys
from io import BytesIO, TextIOWrapper
from pathlib import Path

import pytest

from crawler.console.cells import cut, cut_left, padded, width
from crawler.console.output import print_json, put, say, shortened, styled
from crawler.live.doors import behind, ready_for_letters, through_doors

ROOT = Path(__file__).parents[3]
EVIL = "Judul\x1b[31m\u202e\x9b2J\x07\U000e0041"


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("crawler.console.output.is_terminal", lambda: True)
    monkeypatch.setattr("click.utils.should_strip_ansi", lambda *_: False)
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("TERM", "xterm")


def test_a_print_a_log_and_a_stream_go_through_the_door(capsys: pytest.CaptureFixture[str]) -> None:
    with through_doors():
        sys.stdout.write(f"{EVIL}\n")
        sys.stderr.writelines([EVIL, "\n"])
        handler = logging.StreamHandler()
        handler.emit(logging.makeLogRecord({"msg": EVIL}))
    assert capsys.readouterr() == ("Judul2J\n", "Judul2J\nJudul2J\n")


@pytest.mark.usefixtures("terminal")
def test_our_own_colours_pass_and_no_others(capsys: pytest.CaptureFixture[str]) -> None:
    with through_doors():
        put(f"{styled(EVIL, bold=True)} \x1b[1m{EVIL}")
    put(f"{styled(EVIL, bold=True)} \x1b[1m{EVIL}")
    out = capsys.readouterr().out.splitlines()
    assert out == ["\x1b[1mJudul2J\x1b[0m Judul2J"] * 2


@pytest.mark.usefixtures("terminal")
def test_a_terminal_without_colours_gets_none(monkeypatch: pytest.MonkeyPatch) -> None:
    assert styled("berita", bold=True) != "berita"
    monkeypatch.setenv("TERM", "dumb")
    assert styled("berita", bold=True) == "berita"


@pytest.mark.usefixtures("terminal")
@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "utf-8"])
def test_the_door_is_not_gone_round_in_any_encoding(encoding: str, monkeypatch: pytest.MonkeyPatch) -> None:
    written = TextIOWrapper(BytesIO(), encoding=encoding)
    monkeypatch.setattr("sys.stdout", written)
    ready_for_letters(written)
    with through_doors():
        put(f"{styled('café', bold=True)} … {EVIL}")
    written.flush()
    letters = "caf\xe9 ?" if encoding == "latin-1" else "café …"
    first, second = letters.split()
    shown = f"\x1b[1m{first}\x1b[0m {second} Judul2J\n"
    assert written.buffer.getvalue() == shown.encode("latin-1" if encoding == "latin-1" else "utf-8")  # type: ignore[attr-defined]


def test_json_is_utf_8_in_every_locale(monkeypatch: pytest.MonkeyPatch) -> None:
    written = TextIOWrapper(BytesIO(), encoding="latin-1")
    monkeypatch.setattr("sys.stdout", written)
    ready_for_letters(written)
    with through_doors():
        print_json({"judul": "“Layani” …"})
    written.flush()
    assert written.buffer.getvalue().decode("utf-8") == '{"judul": "“Layani” …"}\n'  # type: ignore[attr-defined]


@pytest.mark.parametrize("break_", ["\n", "\r", "\r\n", "\x0b", "\x0c", "\u2028", "\u2029", "\x85", "\x1e"])
def test_no_line_is_forged(break_: str, capsys: pytest.CaptureFixture[str]) -> None:
    put(f"satu{break_}well  corpus: all is well")
    say(f"kliping: satu{break_}well  corpus: all is well")
    printed = capsys.readouterr()
    assert [len(text.splitlines()) for text in printed] == [1, 1]


def test_a_message_shows_what_a_name_hides(capsys: pytest.CaptureFixture[str]) -> None:
    say("berita\n\u202egpj.db: there is no corpus here")
    assert capsys.readouterr().err == "berita\\n\\u202egpj.db: there is no corpus here\n"


def test_a_traceback_goes_through_the_door(tmp_path: Path) -> None:
    script = (
        "from crawler import cli\n"
        f"def fault(*_args, **_how): raise ZeroDivisionError({EVIL!r})\n"
        "cli.cli.main = fault\n"
        "cli.main()\n"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, cwd=ROOT, check=False)
    assert "ZeroDivisionError: Judul2J" in done.stderr
    assert "\x1b" not in done.stderr


def test_the_doors_are_taken_away() -> None:
    before = sys.stdout
    with through_doors():
        assert behind(sys.stdout) is before
    assert sys.stdout is before


def test_a_long_title_is_cut_and_marked() -> None:
    for title in ("kata " * 2_000, "a" * 10_000, "日" * 10_000, "e" + "\u0301" * 10_000, "👩‍👩‍👧" * 3_000):
        shown = shortened(title)
        assert shown.endswith("…")
        assert width(shown) <= 200
        assert len(shown) <= 800


def test_no_letter_is_cut_in_two() -> None:
    assert cut("ae\u0301\u0302bcdef", 3) == "ae\u0301\u0302…"
    assert cut("ab👩‍👧cdefgh", 4) == "ab…"
    assert cut_left("abcdefe\u0301x", 3) == "…e\u0301x"
    assert (cut("日本語", 6), cut("日本語", 5), cut("", 5)) == ("日本語", "日本…", "")


def test_columns_stand_under_each_other_whatever_their_script() -> None:
    assert [width(padded(text, 6, right=side)) for text in ("日本", "e\u0301", "abc") for side in (True, False)] == [
        6
    ] * 6


def test_nothing_prints_but_the_console() -> None:
    """Another module calls `put`, `say`, `print_rows` or `print_json`: so a line stays a line."""
    printing = {"print", "click.echo", "click.secho", "sys.stdout.write", "sys.stderr.write"}
    calls = {
        f"{path.relative_to(ROOT)}: {ast.unparse(node.func)}"
        for floor in ("crawler", "spiders", "pipelines", "corpus")
        for path in (ROOT / floor).rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and ast.unparse(node.func) in printing
    }
    assert calls == {"crawler/console/output.py: click.echo"}
