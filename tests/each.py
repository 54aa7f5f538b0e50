"""One test over many cases: every case is tried, and those that fail are all listed, each with its assertion."""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable, Iterable
from typing import Any

import pytest


def for_each(
    names: str, cases: Iterable[Any], ids: Callable[[Any], str] | None = None
) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Give a decorator that runs the test for every case, as `parametrize` takes them, under one name.

    For checks of many files or lines that share no state: a test a file costs more in counting than in checking.
    """
    arguments = [name.strip() for name in names.split(",")]
    listed = list(cases)
    assert listed, "a check of nothing holds nothing"

    def decorate(test: Callable[..., None]) -> Callable[..., None]:
        signature = inspect.signature(test)
        fixtures = [p for name, p in signature.parameters.items() if name not in arguments]

        @functools.wraps(test)
        def all_cases(**given: Any) -> None:
            offenders = []
            for case in listed:
                values = (case,) if len(arguments) == 1 else tuple(case)
                label = ids(case) if ids else ", ".join(map(_label, values))
                try:
                    test(**dict(zip(arguments, values, strict=True)), **given)
                except (
                    Exception,
                    pytest.fail.Exception,
                ) as error:  # whatever it is, the next is tried
                    offenders.append(f"{label}: {type(error).__name__}: {error}")
            if offenders:
                pytest.fail(f"{len(offenders)} of {len(listed)}:\n" + "\n".join(offenders), pytrace=False)

        all_cases.__signature__ = signature.replace(parameters=fixtures)  # type: ignore[attr-defined]
        del all_cases.__wrapped__  # type: ignore[attr-defined]  # pytest would ask it for its fixtures
        return all_cases

    return decorate


def _label(value: object) -> str:
    return getattr(value, "__name__", None) or repr(value)[:100]
