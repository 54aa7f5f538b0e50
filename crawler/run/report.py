"""The report of a run: what was requested, listed, stored, set aside and why; its exit code (docs/exit-codes.md)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain

from corpus.crawl.captures import pages_fetched
from corpus.crawl.run_figures import (
    capped_ways,
    count_new_articles,
    has_listings_left,
    hosts_led_to,
    listing_problems,
    listing_totals,
    new_headlines,
    open_work,
    outlets_led_to,
    revisits_refused,
    unfetched_addresses,
    unused_by_way,
)
from corpus.crawl.runs import Balance, balance_of_run, balances_of_run, unverified_of
from corpus.crawl.way_results import UNREAD
from corpus.errors import KlipingError
from corpus.exits import Exit
from corpus.reasons import ReasonKind, reason_is
from corpus.redesigns.field_changes import FieldHealth, fields_of_run
from corpus.refusals.refusal_counts import RefusalCount
from corpus.store import Corpus
from crawler.fetching.pace import host_key
from crawler.run.onward_hosts import OnwardHost
from crawler.run.time_left import TimeLeft, time_left
from spiders.families.base import HOUSE_DELAY

HEADLINES = 15  # new ones that a report prints
LEAST_PAGES = 3  # of which none is an article, before that is more than chance


@dataclass(frozen=True, slots=True)
class OutletReport:
    """One outlet in one run. `known` counts links to addresses found before; `problems` maps why to how often.

    `listings_left`: its listings were not walked to their end, and the next run goes on.
    `unchanged` listings answered that they are as they were; stored articles were `looked_again` at, some had been
    `edited`, some are `gone` (a look on another day saw it, too) or `back`, some came back much shorter and were
    `passed_over`, and some were `not_the_article` any more; `still_due` are beyond what a run looks at. `given_up`
    maps its hosts that got no more requests in this run to why; `unverified` those that were
    fetched without checking their certificates, each with the outlet's reason. `unused` maps a way to sentences on its
    entries that could not be used. `imported`: the pages came from files. `refusals` are its refused
    addresses that wait or are given up, of all runs; `retried_in_vain` those that this run asked again by their
    schedule and that were refused again, by reason: they say nothing on whether the outlet could be looked at.
    `due_again` articles were due for a second look when the run began; `refused_again` looks got no answer, a refusal,
    or not the article, `unseen_again` by reason; `led_to` maps hosts that no outlet has to how many pages
    led there; `ways` are its ways in, `moved_to` maps other outlets to how many of its addresses led to them and are
    stored there; `led_on` has the other hosts that listings, failed pages and second looks were redirected to.
    `pages_left` article pages wait at hosts that were left alone. `unseen_parts` maps why to how many
    parts of its listings could not be seen, though others of the same way answered (crawler/run/listing_parts.py).
    `capped` maps a way that ended before its end to how many entries came, and how many the site says that there are.
    `fields` compare what the run's articles have with the outlet's earlier ones; a change is no failure.
    `by_words` is False where its site has no search or tag that may be asked: its articles were found by title
    and address only.
    """

    outlet: str
    listed: int
    known: int
    fetched: int
    articles_new: int
    balance: Balance
    problems: Mapping[str, int] = field(default_factory=dict)
    requested: int = 0
    answered: int = 0
    unchanged: int = 0
    listings_left: bool = False
    looked_again: int = 0
    edited: int = 0
    passed_over: int = 0
    not_the_article: int = 0
    gone: int = 0
    back: int = 0
    still_due: int = 0
    given_up: Mapping[str, str] = field(default_factory=dict)
    unverified: Mapping[str, str] = field(default_factory=dict)
    refusals: Sequence[RefusalCount] = ()
    retried_in_vain: Mapping[str, int] = field(default_factory=dict)
    unused: Mapping[str, Sequence[str]] = field(default_factory=dict)
    imported: bool = False
    time_left: TimeLeft = field(default_factory=TimeLeft)
    due_again: int = 0
    refused_again: int = 0
    unseen_again: Mapping[str, int] = field(default_factory=dict)
    led_to: Mapping[str, int] = field(default_factory=dict)
    ways: Sequence[str] = ()
    moved_to: Mapping[str, int] = field(default_factory=dict)
    led_on: Sequence[OnwardHost] = ()
    pages_left: int = 0
    capped: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    unseen_parts: Mapping[str, int] = field(default_factory=dict)
    fields: Sequence[FieldHealth] = ()
    by_words: bool = True

    @property
    def unread_pages(self) -> int:
        """How many pages came, where none could be read as an article; 0 where one could, few came, or in an import."""
        b = self.balance
        unread = sum(n for why, n in self._new_reasons.items() if reason_is(why, ReasonKind.UNREAD_PAGE))
        was_read = (
            b.stored + b.duplicate + sum(n for why, n in b.reasons.items() if reason_is(why, ReasonKind.OTHER_PAGE))
        )
        return unread if unread >= LEAST_PAGES and not (was_read or self.imported or self._seen_again) else 0

    @property
    def unread_reasons(self) -> dict[str, int]:
        """Reason -> number of pages, for `unread_pages`; an empty dict where there are none."""
        reasons = self.balance.reasons if self.unread_pages else {}
        return {why: n for why, n in reasons.items() if reason_is(why, ReasonKind.UNREAD_PAGE)}

    @property
    def has_unread_listings_alone(self) -> bool:
        """True where entries came of which none could be used, and no other listing gave a link or is unchanged.

        A part of a listing is judged beside the others (`unseen_parts`).
        """
        unread = sum(n for why, n in self.problems.items() if why.endswith(f": {UNREAD}"))
        return not (self.listed or self.unchanged) and unread > self.unseen_parts.get(UNREAD, 0)

    @property
    def could_look(self) -> bool:
        """True where the outlet could be looked at; the rule for people stands in docs/exit-codes.md.

        A way in answered, or nothing had to be requested, or pages came all the same. Not where every article page was
        refused or failed, none could be read as an article, or none of a listing's entries could be used; nor where
        the host was left alone before it gave one, or refused every second look.
        """
        if self.unread_pages or self.page_refusals or self.has_unread_listings_alone or self.unanswered:
            return False
        nothing_failed = self.balance.failed == 0 and not self.given_up
        return self.answered > 0 or (self.requested == 0 and (self.pages_read > 0 or nothing_failed))

    @property
    def unanswered(self) -> int:
        """How many article pages a host that was left alone gave not one of, or how many second looks saw nothing.

        The pages of such a host have no reason of their own: they wait for the next run, as if they were never asked.
        """
        if self.imported or self.pages_read:
            return 0
        blind = self.refused_again if self.refused_again == self.looked_again else 0
        return self.pages_left or (blind if blind >= LEAST_PAGES else 0)

    @property
    def page_refusals(self) -> dict[str, int]:
        """Reason -> number of article pages, where none could be read and not all came; else an empty dict.

        One refused page of one is an outlet that refused everything. Pages that all came and could not be read are
        `unread_pages`.
        """
        reasons = {why: n for why, n in self._new_reasons.items() if not reason_is(why, ReasonKind.REOPENS)}
        all_came = all(reason_is(why, ReasonKind.UNREAD_PAGE) for why in reasons)
        return {} if all_came or self.imported or self.pages_read else reasons

    @property
    def pages_requested(self) -> int:
        """The number of article pages that were to be fetched in this run, and were tried or forbidden."""
        b = self.balance
        unfetched = sum(n for why, n in b.reasons.items() if reason_is(why, ReasonKind.REOPENS))
        return b.stored + b.duplicate + b.rejected + b.failed - unfetched

    @property
    def pages_read(self) -> int:
        """The number of those of which the run knows more now: an article, what else the page is, or that it is gone.

        Stored articles that were looked at again, and were there, count as well.
        """
        b = self.balance
        unread = ReasonKind.REFUSED | ReasonKind.UNREAD_PAGE | ReasonKind.REOPENS
        judged = sum(
            n
            for why, n in self._new_reasons.items()
            if reason_is(why, ReasonKind.GONE) or (reason_is(why, ReasonKind.SET_ASIDE) and not reason_is(why, unread))
        )
        return b.stored + b.duplicate + judged + self._seen_again

    @property
    def _new_reasons(self) -> dict[str, int]:
        """The run's reasons without those of addresses that had been refused before, and were asked again."""
        rest = {why: n - self.retried_in_vain.get(why, 0) for why, n in self.balance.reasons.items()}
        return {why: n for why, n in rest.items() if n > 0}

    @property
    def _seen_again(self) -> int:
        lost = self.passed_over + self.not_the_article + self.gone + self.refused_again
        return max(0, self.looked_again - lost)


@dataclass(frozen=True, slots=True)
class RunReport:
    """A whole run: its outlets, the sum over them, the headlines that are new since the last run.

    `time_left` is the time to fetch what is pending of all outlets together, which are asked side by side.
    """

    run_id: int
    outlets: Sequence[OutletReport]
    total: Balance
    headlines: Sequence[tuple[int, str | None, str, str]]
    interrupted: bool = False
    fault: KlipingError | None = None
    time_left: TimeLeft = field(default_factory=TimeLeft)

    @property
    def exit_code(self) -> Exit:
        """The program's exit code. "Nothing new" and "could not look" are different codes."""
        if self.interrupted:
            return Exit.INTERRUPTED
        if self.fault:
            return self.fault.exit_code
        if not self.total.balances:
            return Exit.FAULT
        blind = [o for o in self.outlets if not o.could_look]
        if blind and len(blind) == len(self.outlets):
            return Exit.NOWHERE
        return Exit.SOME_FAILED if blind or any(o.unseen_parts for o in self.outlets) else Exit.WELL


def report(
    corpus: Corpus,
    run_id: int,
    outlets: Sequence[str],
    *,
    interrupted: bool = False,
    fault: KlipingError | None = None,
    given_up: Mapping[str, str] | None = None,
    imported: bool = False,
    paces: Mapping[str, float] | None = None,
    delay: float = HOUSE_DELAY,
    due: Mapping[str, tuple[Sequence[str], Sequence[str]]] | None = None,
) -> RunReport:
    """Read the run's report from the corpus.

    `given_up` maps hosts to why they were left alone, `paces` to the seconds from one request to the next; `delay` are
    those of a host that was not asked. `due` maps outlets to the addresses that the next run looks at a second time,
    and to the refused ones that are due.
    """
    new, balances = count_new_articles(corpus, run_id), balances_of_run(corpus, run_id)
    work = {slug: open_work(corpus, slug, run_id, *(due or {}).get(slug, ((), ()))) for slug in outlets}
    moved_to = outlets_led_to(corpus, run_id)
    led_to, refused_again = hosts_led_to(corpus, run_id), revisits_refused(corpus, run_id)
    return RunReport(
        run_id,
        [
            replace(
                _outlet(corpus, run_id, slug, new.get(slug, 0), balances.get(slug, Balance()), given_up or {}),
                imported=imported,
                time_left=time_left(work[slug], paces or {}, delay),
                refused_again=refused_again.get(slug, 0),
                led_to=led_to.get(slug, {}),
                fields=() if imported else fields_of_run(corpus, slug, run_id)[1],
                moved_to=moved_to.get(slug, {}),
            )
            for slug in outlets
        ],
        balance_of_run(corpus, run_id),
        new_headlines(corpus, run_id, HEADLINES),
        interrupted,
        fault,
        time_left(chain.from_iterable(work.values()), paces or {}, delay),
    )


def _outlet(
    corpus: Corpus, run_id: int, slug: str, articles_new: int, balance: Balance, given_up: Mapping[str, str]
) -> OutletReport:
    totals = listing_totals(corpus, run_id, slug)
    return OutletReport(
        slug,
        totals.links,
        totals.known,
        pages_fetched(corpus, run_id, slug),
        articles_new,
        balance,
        listing_problems(corpus, run_id, slug),
        totals.listings,
        totals.answered,
        totals.unchanged,
        listings_left=has_listings_left(corpus, run_id, slug),
        given_up=_given_up_hosts(corpus, slug, given_up),
        unverified=unverified_of(corpus, run_id, slug),
        unused=unused_by_way(corpus, run_id, slug),
        capped=capped_ways(corpus, run_id, slug),
    )


def _given_up_hosts(corpus: Corpus, slug: str, given_up: Mapping[str, str]) -> dict[str, str]:
    """Return those of the given-up hosts that have pending or failed addresses of the outlet."""
    if not given_up:
        return {}
    hosts = {host_key(url) for url in unfetched_addresses(corpus, slug)}
    return {host: why for host, why in given_up.items() if host in hosts}
