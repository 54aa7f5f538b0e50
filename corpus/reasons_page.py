"""docs/reasons.md, made from the registry; `make docs` writes it."""

from __future__ import annotations

from collections.abc import Iterator

from corpus.reasons import ANSWERS, REASON_ROWS, ReasonKind

_SECTIONS = (
    (ReasonKind.SET_ASIDE, "Set aside", "An address is `rejected`: its page was not fetched, or is no article."),
    (ReasonKind.FAILED, "Not had", "An address or a listing is `failed`: it could not be had. `http_` and the status."),
    (
        ReasonKind.PASSED_OVER,
        "Passed over",
        "A later look at an article that does not take the place of the text held.",
    ),
    (ReasonKind.REMARK, "Remarks on listings", "What `kliping ledger` says beside a listing that answered."),
    (ReasonKind.NOT_REQUESTED, "Not asked", "A listing that was not asked; the ledger's answer is `failed`."),
)
_FOLLOWS = (
    (ReasonKind.REFUSED, "a listing is `refused`"),
    (ReasonKind.NOT_A_LISTING, "a listing is `failed`"),
    (ReasonKind.CLOSED, "no other way into the outlet is tried in this run"),
    (ReasonKind.WHOLE_HOST, "only ways into other hosts are tried next"),
    (ReasonKind.PASSING, "tried again in every run"),
    (ReasonKind.FINAL, "not tried again"),
    (ReasonKind.REOPENS, "fetched when another topic, other days or `--all` ask for it"),
)
_HEAD = """# Reasons

Every word that says why a page was set aside or could not be had, and every remark in the ledger. This page is made
from the registry in `corpus/reasons.py`: `make docs`.

A failed address is tried in three runs, where nothing else is said here. docs/methods.md says how the ledger's results
come from these reasons. docs/exit-codes.md says what the program ends with.

## Answers of the ledger

| answer | means |
|---|---|
"""


def reasons_page() -> str:
    """Return the text of docs/reasons.md."""
    return _HEAD + "".join(f"{line}\n" for line in _lines())


def _lines() -> Iterator[str]:
    yield from (f"| `{answer}` | {means} |" for answer, means in ANSWERS.items())
    for kind, title, about in _SECTIONS:
        yield from ("", f"## {title}", "", about, "", "| reason | means | what follows |", "|---|---|---|")
        for row in sorted((row for row in REASON_ROWS if row.kinds & kind), key=lambda row: row.name):
            follows = "; ".join(text for flag, text in _FOLLOWS if row.kinds & flag)
            yield f"| `{row.name}` | {row.meaning} | {follows} |"
