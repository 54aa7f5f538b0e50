"""The report at the end of a crawl."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from urllib.request import getproxies_environment

from corpus.crawl.runs import Balance
from corpus.exits import Exit
from corpus.reasons import ReasonKind, reason_is, reason_meaning
from corpus.sentences import listed
from corpus.store import Corpus
from crawler.console.advice import access_advice, is_refusal
from crawler.console.field_display import field_sentences
from crawler.console.outlet_sentences import OUTLETS_NAMED, OutletSentences
from crawler.console.output import (
    command_line,
    counted,
    is_terminal,
    one_line,
    print_json,
    print_rows,
    put,
    say,
    shortened,
    styled,
)
from crawler.console.refusal_display import refusal_advice, refusal_sentences
from crawler.console.unseen_display import (
    ADVICE_ON_HOSTS,
    counted_reasons,
    is_of_onward_host,
    new_outlet,
    where_led,
    why_in_part,
    why_unread,
    why_unseen,
    why_unseen_again,
)
from crawler.erasure.returned_pages import copies_notice, pages_notice
from crawler.run.report import OutletReport, RunReport
from crawler.run.time_left import time_in_words

OFFLINE = (
    "could not look: none of the {} outlets could be reached: is this machine online? Nothing was looked at, so this "
    "says nothing about what was published; run it again when it is (kliping ledger has the answers)"
)
NO_PROXY = "; the environment names a proxy, and kliping uses none: docs/troubleshooting.md says why"
MOST_ROWS = 20  # outlets; of more, those with nothing new are counted where stdout is no terminal
HEADS = ("outlet", "listed", "new", "fetched", "kept", "set aside", "failed", "pending")


def print_report(
    given: RunReport,
    corpus: Path,
    *,
    quiet: bool = False,
    as_json: bool = False,
    dry_run: bool = False,
    in_full: bool = False,
) -> None:
    """The closing report: rows on stdout, what to do next on stderr. Quiet prints only problems.

    Where stderr is no terminal, the sentences of a kind are those of a few outlets, unless `in_full`.
    """
    if not as_json and _is_offline(given):
        say(offline_sentence(len(given.outlets)))
        return
    if as_json:
        for outlet in given.outlets:
            fields = {"asked" if name == "requested" else name: value for name, value in asdict(outlet).items()}
            print_json({"run": given.run_id, **fields})
    elif not quiet:
        _print_table(given)
        _print_headlines(given, corpus)
    _say_problems(given, OutletSentences(given.run_id, corpus, in_full=in_full))
    for outlet in given.outlets:
        for line in field_sentences(outlet.outlet, outlet.fields, corpus):
            say(line)
    say_returned(corpus, given.run_id)
    if not quiet:
        _say_next(given, corpus, OutletSentences(given.run_id, corpus, in_full=in_full), dry_run)


def _print_table(given: RunReport) -> None:
    rows = [
        (
            o.outlet,
            o.listed,
            o.articles_new,
            o.fetched,
            o.balance.stored,
            o.balance.rejected + o.balance.duplicate,
            o.balance.failed,
            o.balance.pending,
        )
        for o in given.outlets
    ]
    is_mail = len(rows) > MOST_ROWS and not is_terminal()
    print_rows(HEADS, [row for row in rows if any(row[2:]) or not is_mail])
    if is_mail:
        idle = [o.could_look for o, row in zip(given.outlets, rows, strict=True) if not any(row[2:])]
        seen, blind = counted(idle.count(True), "outlet", "outlets"), idle.count(False)
        put(f"and {seen} with nothing new, {blind} that could not be looked at")
    put(sentence(given.total))
    if given.total.reasons:
        put("reasons: " + ", ".join(f"{reason} {n}" for reason, n in given.total.reasons.items()))


def sentence(b: Balance) -> str:
    """The sum of the run in one line: discovered = stored + duplicate + ...

    >>> sentence(Balance(3, 1, 1, 0, 0, 1))
    'discovered 3 = stored 1 + duplicate 1 + rejected 0 + failed 0 + pending 1'
    """
    return (
        f"discovered {b.discovered} {'=' if b.balances else '≠'} stored {b.stored} + duplicate {b.duplicate} "
        f"+ rejected {b.rejected} + failed {b.failed} + pending {b.pending}"
    )


def _print_headlines(given: RunReport, corpus: Path) -> None:
    if given.headlines:
        put("", styled("New since the last run", bold=True))
    for article_id, day, outlet, title in given.headlines:
        put(f"  {day or 'undated   '}  {shortened(title)} ({one_line(outlet)}, {article_id})")
    if (more := sum(o.articles_new for o in given.outlets) - len(given.headlines)) > 0:
        put(f"  ... and {more} more: {command_line('search', '--new', '--corpus', corpus)}")


def is_unreached(reason: str) -> bool:
    """True for a reason that a missing network gives: no name was resolved, no connection came about.

    >>> [is_unreached(reason) for reason in ("dns", "connection", "given_up", "timeout", "tls", "http_403", "")]
    [True, True, True, False, False, False, False]
    """
    if reason == "given_up":  # after such failures
        return True
    is_silent = reason_is(reason, ReasonKind.NO_ANSWER) and reason_is(reason, ReasonKind.WHOLE_HOST)
    return is_silent and reason != "tls"  # somebody answered


def offline_sentence(number: int) -> str:
    """Say that none of so many outlets could be reached, and name a proxy that the environment has."""
    return OFFLINE.format(number) + (NO_PROXY if getproxies_environment() else "")


def _is_offline(given: RunReport) -> bool:
    """True where no outlet's host could be reached, and nothing else went wrong: the machine has no network."""
    if given.exit_code != Exit.NOWHERE or len(given.outlets) < 2:
        return False
    why = [{*outlet.problems, *outlet.page_refusals} for outlet in given.outlets]
    return all(reasons and all(is_unreached(reason.rpartition(": ")[2]) for reason in reasons) for reasons in why)


def _say_problems(given: RunReport, sentences: OutletSentences) -> None:
    _say_of_outlets(given, sentences)
    sentences.close()


def _say_of_outlets(given: RunReport, sentences: OutletSentences) -> None:
    unarchived = [o.outlet for o in given.outlets if not o.could_look and _is_not_in_archive(o)]
    if len(unarchived) > 1:
        say(f"could not look: the archive holds no listing of {len(unarchived)} outlets: {', '.join(unarchived)}")
    for outlet in given.outlets:
        if outlet.outlet in unarchived and len(unarchived) > 1:
            continue
        if outlet.unread_pages:
            sentences.add("unseen", outlet.outlet, why_unread(outlet))
        elif not outlet.could_look:
            sentences.add("unseen", outlet.outlet, f"could not look: {why_unseen(outlet)}")
        elif outlet.unseen_parts:
            sentences.add("in part", outlet.outlet, f"could not look at {why_in_part(outlet)}")
        elif rest := {why: n for why, n in outlet.problems.items() if not why.endswith("nothing_found")}:
            sentences.add("problem", outlet.outlet, f"{counted_reasons(rest)}")
        for way, (came, stated) in outlet.capped.items():
            sentences.add(
                "walk",
                outlet.outlet,
                f"{way}: ended at {came:,} of the {counted(stated, 'entry', 'entries')} that it states",
            )
        for way, texts in outlet.unused.items():
            sentences.add("problem", outlet.outlet, f"{way}: {one_line('; '.join(texts))}")
        for other, number in outlet.moved_to.items():
            sentences.add(
                "pages",
                outlet.outlet,
                f"{counted(number, 'page', 'pages')} led to the outlet {other}, and are stored there",
            )
        for host, number in outlet.led_to.items():
            pages = counted(number, "page", "pages")
            sentences.add(
                "pages",
                outlet.outlet,
                f"{pages} led to {host}, which no outlet has; if the site has moved, name the host in "
                f"the outlet's file (hosts: {ADVICE_ON_HOSTS}); {new_outlet(host)}",
            )
        for led in outlet.led_on:
            if led.ways == ("pages",) and led.host in outlet.led_to:
                continue
            sentences.add("pages", outlet.outlet, where_led(outlet.outlet, led))
        for host, why in outlet.given_up.items():
            sentences.add("pages", outlet.outlet, f"{host} was given up for this run: {why}")
        for host, why in outlet.unverified.items():
            sentences.add(
                "pages",
                outlet.outlet,
                f"{host} was asked without checking its certificate: {one_line(why)}",
            )
    if "tls" in given.total.reasons or any(why.endswith(": tls") for o in given.outlets for why in o.problems):
        say(f"tls: {reason_meaning('tls')}; docs/add-an-outlet.md says what can be done")
    _say_refusals(given, sentences)
    if given.exit_code == Exit.NOWHERE:
        say(f"no outlet could be searched, so this says nothing about what was published; {_advice(given, unarchived)}")
    if given.fault:
        say(f"kliping: stopped: {given.fault}; the next run continues")
    if given.interrupted:
        say("interrupted; what was stored is safe, and the next run continues from here")


def _is_not_in_archive(outlet: OutletReport) -> bool:
    """True where a replay's archive lacks all that was asked of the outlet."""
    return bool(outlet.problems) and all(why.endswith(": not_in_archive") for why in outlet.problems)


def _say_refusals(given: RunReport, sentences: OutletSentences) -> None:
    """Say of each outlet that refuses programs what can be done; robots.txt alone is a rule that was read."""
    for outlet in given.outlets:
        reasons = {why.rpartition(": ")[2] for why in outlet.problems} | set(outlet.page_refusals)
        if refused := [why for why in reasons if is_refusal(why)]:
            sentences.add("refusal", outlet.outlet, f"{access_advice(outlet.outlet, refused, outlet.ways)}")


def _advice(given: RunReport, unarchived: Sequence[str]) -> str:
    if len(unarchived) == len(given.outlets):
        return (
            "replay with the topic and the outlets of the crawl that made this archive (--outlet, --outlets DIR), or "
            "take its pages without their listings: kliping import"
        )
    problems = [(o, why) for o in given.outlets for why in (*o.problems, *o.page_refusals, *o.balance.reasons)]
    reasons = {why.rpartition(": ")[2] for outlet, why in problems if not is_of_onward_host(outlet, why)}
    if problems and not reasons:
        return "the hosts that the sites send to did not answer, and the network is not to blame; run again later"
    unknown = not reasons and not any(o.unanswered for o in given.outlets)
    if unknown or any(reason_is(why, ReasonKind.NO_ANSWER) for why in reasons):
        return "check the network, run again"
    return "`kliping ledger` shows the answers; run again later"


def say_returned(path: Path, run_id: int) -> None:
    """Print which removed articles came back, also with --quiet."""
    with Corpus(path, read_only=True) as corpus:
        for message in (pages_notice(corpus), copies_notice(corpus, run_id)):
            if message:
                say(message)


def _say_saved(given: RunReport) -> None:
    """Print what did not have to be fetched, and what was fetched again."""
    known, unchanged = (sum(getattr(o, name) for o in given.outlets) for name in ("known", "unchanged"))
    looked = sum(o.looked_again for o in given.outlets)
    if known:
        again = "" if looked or any(o.given_up for o in given.outlets) else "; no stored article was asked for again"
        say(f"{counted(known, 'link was', 'links were')} known before{again}")
    if unchanged:
        say(f"{counted(unchanged, 'listing has', 'listings have')} not changed")
    if looked:
        say(_revisit_sentence(given, looked))
    for outlet in given.outlets:
        if outlet.unseen_again and outlet.could_look:
            say(why_unseen_again(outlet))
    if due := sum(o.still_due for o in given.outlets):
        say(f"{counted(due, 'article is', 'articles are')} still due for a second look; a later run looks at them")


def _revisit_sentence(given: RunReport, looked: int) -> str:
    """The sentence on second looks: how many, and what they showed."""
    names = ("edited", "gone", "back", "passed_over", "not_the_article")
    edited, gone, back, shorter, no_more = (sum(getattr(o, name) for o in given.outlets) for name in names)
    parts = [f"looked again at {counted(looked, 'article')}: {edited} edited, {gone} gone, {back} back"]
    if shorter:
        parts.append(
            f"{shorter} came back much shorter or cut, and {'stays as it was' if shorter == 1 else 'stay as they were'}"
        )
    if no_more:
        was = "was no article any more, and stays" if no_more == 1 else "were no articles any more, and stay"
        parts.append(f"{no_more} {was} as {'it was' if no_more == 1 else 'they were'}")
    return "; ".join(parts)


def _say_next(given: RunReport, corpus: Path, sentences: OutletSentences, dry_run: bool) -> None:
    _say_saved(given)
    looked = given.exit_code != Exit.NOWHERE and any(o.requested or o.fetched or o.known for o in given.outlets)
    if looked and not any(o.articles_new for o in given.outlets) and not dry_run and not given.fault:
        say("no new article")
    if by_title := [o.outlet for o in given.outlets if o.requested and not o.by_words]:
        names = ", ".join(by_title) if sys.stderr.isatty() else listed(by_title, OUTLETS_NAMED)
        say(
            f"searched by title and address only, for lack of a search that may be asked: {names}; an "
            "article of theirs whose text alone has the topic's words was not found"
        )
    for outlet in given.outlets:
        if outlet.listings_left and outlet.requested and not (outlet.given_up or given.interrupted or given.fault):
            sentences.add(
                "walk",
                outlet.outlet,
                f"its listings were not walked to their end: {counted(outlet.requested, 'page was', 'pages were')} "
                "asked, "
                "as many as --limit allows; the next run goes on, --limit none walks them through",
            )
        if outlet.balance.pending:
            beside = [counted(outlet.still_due, "second look")] if outlet.still_due else []
            if refused := sum(count.due for count in outlet.refusals):
                beside.append(counted(refused, "refused address", "refused addresses"))
            due = f" and {' and '.join(beside)} due" if beside else ""
            sentences.add(
                "waiting",
                outlet.outlet,
                f"{outlet.balance.pending} waiting{due}, {time_in_words(outlet.time_left)} to fetch",
            )
    sentences.close()
    if sum(1 for outlet in given.outlets if outlet.balance.pending) > 1:
        say(f"together {time_in_words(given.time_left)}: outlets are asked side by side, each host at its own pace")
    refusals = [count for outlet in given.outlets for count in outlet.refusals]
    for line in refusal_sentences(refusals):
        say(line)
    if advice := refusal_advice(refusals):
        say(advice)
    if given.total.pending:
        say("run again to continue" if not dry_run else "run without --dry-run to fetch them")
    if given.total.stored:
        say(f"next: {command_line('search', '--new', '--corpus', corpus)}")
