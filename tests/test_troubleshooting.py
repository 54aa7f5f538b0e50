"""docs/troubleshooting.md quotes only what the program prints, and README and the program name the page."""

from __future__ import annotations

import ast
import re
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PAGE = (ROOT / "docs/troubleshooting.md").read_text(encoding="utf-8")
QUOTES = [line.removeprefix("> ").strip() for line in PAGE.splitlines() if line.startswith("> ")]


@cache
def printed() -> str:
    """Every text in the code of the program, one after the other; what stands in braces is a value."""
    texts = []
    for floor in ("corpus", "pipelines", "spiders", "crawler"):
        for path in (ROOT / floor).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.JoinedStr):
                    texts.append(
                        "".join(part.value if isinstance(part, ast.Constant) else "{}" for part in node.values)
                    )
                elif isinstance(node, ast.Constant) and isinstance(node.value, str):
                    texts.append(node.value)
    return re.sub(r"\{[^{}]*\}", "{}", "\n".join(texts))


def is_printed(quote: str) -> bool:
    return quote.replace("…", "{}") in printed()


def test_the_page_quotes_messages() -> None:
    assert len(QUOTES) >= 15


@pytest.mark.parametrize("quote", QUOTES)
def test_each_quoted_message_is_the_programs(quote: str) -> None:
    assert is_printed(quote)


def test_a_message_that_is_not_the_programs_is_seen() -> None:
    assert not is_printed("the corpus is broken")


def test_the_page_can_be_found() -> None:
    assert "docs/troubleshooting.md" in (ROOT / "README.md").read_text(encoding="utf-8")


def test_each_link_of_the_page_leads_somewhere() -> None:
    links = re.findall(r"\]\(([a-z-]+\.md)", PAGE)
    assert links
    assert [link for link in links if not (ROOT / "docs" / link).exists()] == []
