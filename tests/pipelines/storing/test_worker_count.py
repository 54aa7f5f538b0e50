"""The number of workers: what is allowed, and what stands where none is given."""

from __future__ import annotations

import pytest

from corpus.errors import KlipingError
from pipelines.storing.worker_count import parse_workers, workers_by_cores, workers_by_default


@pytest.mark.parametrize(("text", "number"), [("1", 1), (" 2 ", 2), ("16", 16), ("002", None), ("auto", "cores")])
def test_a_number_or_auto_is_taken(text: str, number: int | str | None) -> None:
    if number is None:
        with pytest.raises(KlipingError, match="1 to 16, or auto"):
            parse_workers(text)
    else:
        assert parse_workers(text) == (workers_by_cores() if number == "cores" else number)


@pytest.mark.parametrize("text", ["0", "-1", "x", "17", "1000000", "9" * 5000, "1.5", "", "\u0662", "two", "+1", "1 2"])
def test_anything_else_is_refused_with_what_is_allowed(text: str) -> None:
    with pytest.raises(KlipingError, match="should be a number from 1 to 16, or auto, as in --workers 2"):
        parse_workers(text)


@pytest.mark.parametrize(("cores", "workers"), [(1, 1), (2, 2), (4, 4), (64, 4)])
def test_auto_is_the_cores_at_most_four(monkeypatch: pytest.MonkeyPatch, cores: int, workers: int) -> None:
    monkeypatch.setattr("os.sched_getaffinity", lambda _process: set(range(cores)))
    assert workers_by_cores() == workers


def test_where_a_process_cannot_ask_for_its_cores_those_of_the_machine_count(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr("os.sched_getaffinity")
    monkeypatch.setattr("os.cpu_count", lambda: None)
    assert workers_by_cores() == 1


def test_the_environment_gives_the_default(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("KLIPING_WORKERS", raising=False)
    assert workers_by_default() == workers_by_cores()
    monkeypatch.setenv("KLIPING_WORKERS", "3")
    assert workers_by_default() == 3
    monkeypatch.setenv("KLIPING_WORKERS", "-1")
    with pytest.raises(KlipingError, match="KLIPING_WORKERS is '-1'; it should be a number from 1 to 16, or auto"):
        workers_by_default()
