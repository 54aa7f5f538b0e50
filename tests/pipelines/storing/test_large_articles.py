"""A large article is refined alone, in its turn; the others side by side."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime

from corpus.models import Capture
from pipelines.storing.large_articles import LARGE, Turns

CLOCK = datetime(2024, 3, 8, tzinfo=UTC)


def test_a_large_article_is_alone_in_its_turn() -> None:
    turns, in_work, seen = Turns(), set[int](), list[tuple[int, ...]]()

    async def refine(number: int, size: int) -> None:
        async with turns.turn([Capture(f"https://warta.example/{number}", b"x" * size, CLOCK)]):
            in_work.add(number)
            await asyncio.sleep(0)  # what may begin beside it begins now
            await asyncio.sleep(0)
            seen.append(tuple(sorted(in_work)))
            in_work.discard(number)

    async def run() -> None:
        sizes = [LARGE - 1, 10, LARGE, LARGE, 10, 10]
        await asyncio.gather(*(refine(number, size) for number, size in enumerate(sizes)))

    asyncio.run(run())
    assert seen == [(0, 1), (1,), (2,), (3,), (4, 5), (5,)]


def test_an_article_that_fails_gives_its_turn_on() -> None:
    turns = Turns()

    async def fail(size: int) -> None:
        async with turns.turn([Capture("https://warta.example/x", b"x" * size, CLOCK)]):
            raise ValueError(size)

    async def run() -> list[BaseException | None]:
        return await asyncio.wait_for(
            asyncio.gather(*map(fail, [LARGE, 10, LARGE, 10]), return_exceptions=True), timeout=5
        )

    assert [type(failed) for failed in asyncio.run(run())] == [ValueError] * 4
