"""docs/reasons.md, made from the registry; `make docs` writes it."""

from __future__ import annotations

from collections.abc import Iterator

from corpus.reasons import ANSWERS, REASON_ROWS, ReasonKind
from corpus.schedules import EVERY_RUN, MOST_FREE, SELDOM, SOON

_FAILED = """\
An address or a listing is `failed`: kliping got no usable answer. In `http_403`, the number is the
status that the site answered with.

`http_401` and `http_403` have one exception. If the answer is an error of WordPress's own (`rest_...`), then only its
REST interface is shut, and the next way is tried: [outlets.md](outlets.md)."""
_SECTIONS = (
    (ReasonKind.SET_ASIDE, "Set aside", "An address is `rejected`: its page was not fetched, or is no article."),
    (ReasonKind.FAILED, "Failed", _FAILED),
    (
        ReasonKind.PASSED_OVER,
        "Passed over",
        "A stored article was fetched again, and the new text was not taken: the stored text stays.",
    ),
    (ReasonKind.REMARK, "Remarks on listings", "What `kliping ledger` says beside a listing that answered."),
    (ReasonKind.NOT_REQUESTED, "Not asked", "A listing that was not asked; the ledger's answer is `failed`."),
)
_FOLLOWS = (
    (ReasonKind.REFUSED, "a listing is `refused`"),
    (ReasonKind.NOT_A_LISTING, "a listing is `failed`"),
    (ReasonKind.CLOSED, "no other way into the outlet is tried in this run"),
    (ReasonKind.WHOLE_HOST, "only ways into other hosts are tried next"),
    (ReasonKind.UNREAD_PAGE, "where no page of an outlet is read, it could not be looked at"),
    (ReasonKind.UNFINISHED, "`kliping refine` keeps a stored article as it was"),
    (ReasonKind.REOPENS, "fetched when another topic, other days or `--all` ask for it"),
)
_WITH_SCHEDULE = ReasonKind.SET_ASIDE | ReasonKind.FAILED
_SCHEDULES = {EVERY_RUN: "every run", SOON: "soon", SELDOM: "seldom"}
_HEAD = """# Reasons

This page explains the short words in reports and in the ledger. They say why a page was set aside, why an address
failed, or what kliping noticed about a listing. `make docs` makes this page from `corpus/reasons.py`.

A *way* is one method to find an outlet's articles, such as its search or its feed. [methods.md](methods.md) says how
the ledger's results come from these reasons. [exit-codes.md](exit-codes.md) says what the program ends with.

## Refusals come back

Most refusals pass: a captcha, a broken page, a Disallow by mistake. So an address that was refused or failed is asked
again. The column "asked again" has the schedule of each reason:

| asked again | means |
|---|---|
{schedules}
While an address waits, its state and its reason stay. An address is due a little before a step is over (at 80 %),
because a weekly cron job never comes exactly a week later. In a row counts what was refused without a success in
between, whatever the reasons were. After the last step the address is *given up*: it stays in the corpus, and reports
count it apart. Where the column is empty, the address is not asked again by itself.

In each run, what is due is asked last: after listings, new articles and second looks, as part of `--limit`. The reason
that was met longest ago comes first; of its addresses those that were refused least often, of these the newest. What
is refused again may cost a fifth of the run's requests, and at least one; as long as answers are good, it goes on.
The rest stays due for the next run. An address that robots.txt refused is judged again without a request, up to {free}
of an outlet in a run.

- `kliping crawl --urls FILE` asks each address in the file at once, also one that was given up.
- `kliping crawl --all` asks at once what waits, where a listing names it.
- `kliping retry` asks at once what waits and what was given up: `--reason wall`, `--outlet SLUG`. `kliping retry
  --list` shows what waits, and when the next is due.

A page from `kliping import` that was set aside is not asked from the site; nor is anything in a replay whose archive
does not have the address. `kliping refine` changes no schedule.

A listing that was refused comes back too, unless a later run asks for the very same listing, or begins the same way
with a later `--since`: then the older one is left alone.

Cases that were not seen yet, and what happens then:

- A reason of a user's own outlet that is not on this page: its addresses are not asked again by themselves.
- A site that stays shut for longer than about six weeks: its addresses are given up. `kliping retry --outlet SLUG` asks
  them.
- A clock that was wrong, so that an address is due in a year: what is due later than any step allows is due now.
- An outlet whose file was deleted or renamed: its addresses wait under its old name, and `kliping retry` names them.
  Give the folder of the file (`--outlets`). An outlet whose listing names them takes them over, and so does the one
  that has them where they are named (`kliping crawl --urls FILE`).
- A page that was given up, and of which a listing still has the address: it stays given up.
- A page that ends the program each time that it is read: its lease and its attempt are given back, so it comes again.

## Answers of the ledger

| answer | means |
|---|---|
"""


def reasons_page() -> str:
    """Return the text of docs/reasons.md."""
    schedules = "".join(f"| {name} | {schedule.meaning} |\n" for schedule, name in _SCHEDULES.items())
    return _HEAD.format(schedules=schedules, free=MOST_FREE) + "".join(f"{line}\n" for line in _lines())


def _lines() -> Iterator[str]:
    yield from (f"| `{answer}` | {means} |" for answer, means in ANSWERS.items())
    for kind, title, about in _SECTIONS:
        yield from ("", f"## {title}", "", about, "", *_heads(kind))
        for row in sorted((row for row in REASON_ROWS if row.kinds & kind), key=lambda row: row.name):
            follows = "; ".join(text for flag, text in _FOLLOWS if row.kinds & flag)
            again = f" {_SCHEDULES.get(row.schedule, '')} |" if kind & _WITH_SCHEDULE else ""
            yield f"| `{row.name}` | {row.meaning} | {follows} |{again}"


def _heads(kind: ReasonKind) -> tuple[str, str]:
    again = kind & _WITH_SCHEDULE
    return "| reason | means | what follows |" + " asked again |" * bool(again), "|---|---|---|" + "---|" * bool(again)
