"""A running crawl, import or refine: its corpus, run, topic, clock, archive, workers and counters.

`kliping crawl` opens one for all its spiders; plain `scrapy crawl SLUG` gets one by crawler/plain_scrapy.py.
"""

from __future__ import annotations

import platform
import sqlite3
from collections import Counter, defaultdict, deque
from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager, suppress
from dataclasses import replace
from datetime import UTC, datetime
from importlib.metadata import version
from typing import TYPE_CHECKING, Any, Self

from corpus.crawl import runs
from corpus.crawl.frontier import Frontier
from corpus.crawl.grades import number_due, topic_in_use
from corpus.crawl.led_on import LedOn
from corpus.crawl.outlet_rows import outlet_sites
from corpus.deriving.batches import derive_lately
from corpus.errors import ArchiveError, KlipingError, TopicError, WorkerError
from corpus.event_kinds import EventKind
from corpus.exits import Exit
from corpus.file.opening import SHOWN_PARTS, check_corpus_path, explain, foreign_parts
from corpus.file.rights import PRIVATE_FILE, SHARED_FILE, file_rights
from corpus.file.waiting import WaitingConnection
from corpus.grading.default_topic import topic_state
from corpus.grading.word_topics import named_apart
from corpus.integrity.soundness import keep_counts, refuse_damaged
from corpus.keys.key_changes import follow_rules
from corpus.messages.crawl_messages import RUN_FAILED
from corpus.models import Capture, Outlet
from corpus.revisits.revisit_dates import RevisitResult
from corpus.sentences import listed
from corpus.store import Corpus
from corpus.urls import AddressRule
from corpus.vocabulary.word_index import refresh
from crawler.archive.naming import name_archive
from crawler.archive.reader import ArchiveReader
from crawler.archive.sharing import share
from crawler.archive.writer import ArchiveWriter
from crawler.fetching.pace import Pace
from crawler.lock import acquire_lock
from crawler.run.listing_parts import UnseenParts
from crawler.run.run_plan import Plan
from pipelines.rules import NO_RULES, PageRules, rules_version
from pipelines.storing.backlog import MOST_PAGES
from pipelines.storing.due_grades import ShowGrading, grade_due, grade_quietly
from pipelines.storing.large_articles import Turns
from pipelines.storing.second_look import Revisit, RevisitVerdict
from pipelines.storing.settle import PageOutcome, Topics
from pipelines.storing.worker_count import workers_by_default
from pipelines.storing.workers import RefineWorkers, default_start_method
from spiders.families.base import HOUSE_DELAY

if TYPE_CHECKING:
    from crawler.fetching.replay import Replay

PageOfLook = tuple[int, str | None, bool]
"""A page that a look waits for: row of its article, cleaned address (None: the first page), is it its second load."""
PACKAGES = ("kliping", "scrapy", "trafilatura", "langdetect", "sqlite-utils", "warcio", "lxml")


class Operation:
    """Open for the time of a run; `close` ends it. Raises CorpusError where another one holds the corpus.

    `check` gets the corpus before the run begins, and may raise: a run that is refused leaves no row among the runs.
    `facts` are those of all known outlets: an address may lead to one that is not asked itself. `own_delays` are the
    longer delays of such outlets (spiders.loader.own_delays).
    `repairing` opens a corpus that is known to be damaged.
    `grading` shows how far the articles are that other topics brought, which are graded at the run's end; None leaves
    them ungraded.
    """

    def __init__(
        self,
        plan: Plan,
        *,
        replay: Replay | None = None,
        rules: dict[str, PageRules] | None = None,
        facts: Mapping[str, Outlet] | None = None,
        own_delays: Sequence[tuple[AddressRule, float]] = (),
        check: Callable[[Corpus], None] | None = None,
        repairing: bool = False,
        grading: ShowGrading | None = grade_quietly,
    ) -> None:
        self.plan = plan
        self._show_grading = grading
        default_start_method()  # a wrong one is refused before anything is made
        self._processes = plan.workers or workers_by_default()
        refuse_damaged(plan.corpus, importing=plan.command == "import", repairing=repairing)
        check_corpus_path(plan.corpus, read_only=False)
        self._lock = acquire_lock(plan.corpus)  # first: opening an older corpus changes it
        try:
            self.corpus = Corpus(plan.corpus, rights=SHARED_FILE if plan.shared else PRIVATE_FILE)
        except KlipingError:
            self._lock.release()
            raise
        try:
            if check is not None:
                check(self.corpus)
            if plan.archive is not None:
                name_archive(self.corpus, plan.archive, for_trial=plan.command == "check")
            folder = self.corpus.archive_dir()
            if plan.shared:
                share(plan.corpus, folder)
        except KlipingError:
            self.corpus.close()
            self._lock.release()
            raise
        self._name_foreign_parts()
        self.plan = plan = self._named_apart()
        self.replay = replay
        self.clock = replay.clock if replay else datetime.now(UTC)
        self.rules = rules or {}
        self.facts = facts or {}
        quiet = runs.seconds_since_last_run(self.corpus, datetime.now(UTC))
        self.run_id = runs.start_run(
            self.corpus, plan.command, topic=plan.topic, clock=self.clock, options=plan.options, versions=versions()
        )
        self.topic_id = runs.keep_topic(self.corpus, plan.topic) if plan.topic else None
        self.topics: Topics = self._topics()
        self.archive = ArchiveWriter(folder, self.run_id, self._about(), rights=file_rights(plan.corpus))
        self.reader = ArchiveReader(folder)
        self.frontier = Frontier(self.corpus, self.run_id, self.facts)
        self.frontier.return_leases()
        if self.rules and not repairing:  # rows that are damaged are mended first
            follow_rules(self.corpus, {slug: page.address for slug, page in self.rules.items() if page.address})
        self.counts: dict[str, Counter[str]] = defaultdict(Counter)
        self.stages: dict[str, str] = {}  # outlet -> "in line", "at work" or "done", for the display
        self.unseen_parts = UnseenParts()
        self.unseen_again: dict[str, Counter[str]] = defaultdict(Counter)  # outlet -> why looks saw no article
        self.revisits: dict[int, Revisit] = {}  # second looks in work, by the row of their article
        self.part_queue: dict[str, deque[PageOfLook]] = defaultdict(deque)  # outlet -> pages that looks wait for
        self.pace = Pace(HOUSE_DELAY, most_unjudged=MOST_PAGES, quiet=quiet, own_delays=own_delays)
        self.led_on: set[LedOn] = set()  # what this run has noted of hosts that addresses were redirected to
        self.fault: BaseException | None = None  # ours, not a site's: disk, corpus, archive
        self.turns = Turns()
        self._workers: RefineWorkers | None = None

    def __deepcopy__(self, memo: dict[int, Any]) -> Self:
        """Scrapy copies its settings for every spider; the operation in them stays one."""
        return self

    @property
    def workers(self) -> RefineWorkers:
        """The processes that refine pages, started when the first page comes."""
        if self._workers is None:
            self._workers = RefineWorkers(self._processes)
        return self._workers

    def raise_if_interrupted(self) -> None:
        """Raise KeyboardInterrupt if a signal came; called between two pages."""
        if self._workers is not None:
            self._workers.raise_if_interrupted()

    def now(self) -> datetime:
        """The time: the machine's, or the replayed archive's."""
        return self.clock if self.replay else datetime.now(UTC)

    def rules_of(self, outlet: str, url: str | None = None) -> PageRules:
        """The outlet's page rules; none for an outlet without a spider.

        With `url`, the address that answered: where it is another known outlet's, those of that outlet, whose article
        it is. A site that moved is often an outlet of its own.
        """
        own = self.rules.get(outlet, replace(NO_RULES, outlet=outlet))
        if url is None or own.address is None or own.address.owns(url):
            return own
        stored = {slug for slug, _ in outlet_sites(self.corpus)}
        usable = {**dict.fromkeys(stored), **self.facts}
        owners = [r for slug, r in self.rules.items() if slug in usable and r.address and r.address.owns(url)]
        if not owners:
            return own
        other = next((r for r in owners if r.address and r.address.articles and r.address.is_article(url)), owners[0])
        if other.outlet not in stored:
            self.corpus.put_outlet(self.facts[str(other.outlet)])
        return other

    def load_captures(self, row_id: int) -> list[Capture]:
        """An article's pages in reading order, read back from the archive; a part that failed has status 0."""
        captures = self.reader.captures_of_row(self.corpus, row_id)[-1:]
        for part_id, url, _, reason in self.frontier.parts(row_id):
            captured = self.reader.captures_of_row(self.corpus, part_id)[-1:]
            status = int(reason[5:]) if reason and reason.startswith("http_") and reason[5:].isdecimal() else 0
            captures += captured or [Capture(url=url, body=b"", status=status, fetched_at=self.clock)]
        return captures

    def load_standing(self, revisit: Revisit) -> list[Capture]:
        """The captures that a stored article is from, with their bodies; none where the archive can't give them."""
        try:
            return [self.reader.capture(capture) for capture in revisit.standing]
        except ArchiveError:
            return []

    def load_earlier(self, revisit: Revisit) -> list[Capture]:
        """All captures of an article of one page, oldest first; none where they can't be read, or there are parts."""
        try:
            return [] if revisit.parts else self.reader.captures_of_row(self.corpus, revisit.row_id)
        except ArchiveError:
            return []

    def ask_pages(self, revisit: Revisit) -> None:
        """Request the further pages that a look waits for, or its pages once more."""
        queue = self.part_queue[revisit.outlet]
        queue.extend((revisit.row_id, part, False) for part in revisit.waiting)
        queue.extend((revisit.row_id, part, True) for part in revisit.confirming)

    def count_look(
        self, outlet: str, result: RevisitResult, verdict: RevisitVerdict, events: Sequence[EventKind]
    ) -> None:
        """Count a second look for the report: that it was made, its result, and its events."""
        self.count(outlet, "looked_again")
        self.count(outlet, f"look_{result}")
        edited = not {"changed", "headline", "corrected"}.isdisjoint(events)
        self.count(outlet, "edited", int(edited))
        for kind in ("gone", "back"):
            self.count(outlet, kind, events.count(kind))
        if passed_over := verdict.passed_over:
            self.count(outlet, passed_over if passed_over == "not_the_article" else "passed_over")
        if result in {"refused", "unseen"}:
            self.unseen_again[outlet][verdict.reason or "not_the_article"] += 1

    def tell(self, outlet: str, settled: PageOutcome, url: str | None = None) -> None:
        """Count the outcome of a page; a host that answers with walls only is given up."""
        if url is not None:
            self.pace.blocked(url, settled.reason == "wall")
        self.count(outlet, settled.outcome)
        if settled.article and settled.outcome == "stored" and settled.article.outcome == "new":
            self.count(outlet, "articles_new")

    def judging(self, url: str) -> AbstractContextManager[None]:
        """The context in which a page of the host is refined."""
        return self.pace.judging(url)

    def count(self, outlet: str, what: str, number: int = 1) -> None:
        """Count for the progress display; the report counts in the corpus."""
        self.counts[outlet][what] += number

    def close(self, *, state: str, exit_code: int) -> None:
        """Close workers, archive, run row and corpus; release the lock. A run that finished grades all articles,
        enters their words and derives what came first.

        Ctrl-C while it grades: the run is closed all the same, then KeyboardInterrupt is raised. Raises KlipingError
        if a run that finished can't be closed (a full disk, a damaged page); the next run closes it.
        """
        interrupted = False
        failed: Exception | None = None
        if self._workers is not None:
            self._workers.close()
        self.archive.close()
        self.reader.close()
        try:
            try:
                if state == "finished":
                    self._grade_held()
                    self._enter_words()
                    self._derive_lately()
            except KeyboardInterrupt:  # what is graded stays graded, and an answer by grade says what is due
                interrupted, exit_code = True, Exit.INTERRUPTED
            with self.corpus.transaction():
                self.frontier.return_leases()
                runs.end_run(self.corpus, self.run_id, state=state, exit_code=exit_code)
            keep_counts(self.corpus)
        except (sqlite3.Error, OSError) as error:
            failed = error  # the next run marks this one as died and returns its leases
        self.corpus.optimize()
        self.corpus.close()
        self._lock.release()
        if interrupted:
            raise KeyboardInterrupt
        if failed and state == "finished":
            raise self.as_sentence(failed) from failed

    def as_sentence(self, fault: BaseException) -> KlipingError:
        """Return what stopped the run as an error with a sentence and an exit code."""
        if isinstance(fault, sqlite3.DatabaseError):
            return explain(fault, self.plan.corpus)
        return fault if isinstance(fault, KlipingError) else WorkerError(RUN_FAILED(fault=fault))

    def _topics(self) -> Topics:
        """The topics by which each article is graded: the run's own, and the corpus's default topic, whose grades are
        shown. So what another topic brings has a grade there, too."""
        topics = [(self.topic_id, self.plan.topic)] if self.plan.topic and self.topic_id else []
        default = topic_state(self.corpus)
        if default is not None and default.id != self.topic_id:
            try:
                topics.append((default.id, topic_in_use(self.corpus, default.id)))
            except TopicError as error:
                WaitingConnection.announce(f"{error}; nothing more is graded by it, its grades stay")
        return topics

    def _grade_held(self) -> None:
        """Grade the articles that the run did not store itself."""
        if self._show_grading is None:
            return
        for topic_id, topic in self.topics:
            due = number_due(self.corpus, topic_id)
            self._show_grading(topic.name, due, grade_due(self.corpus, topic_id, topic))

    def _enter_words(self) -> None:
        """Enter the words of the run's articles while it holds the lock; a reader can do without (due_words)."""
        with suppress(sqlite3.Error):
            refresh(self.corpus)

    def _derive_lately(self) -> None:
        """Find copies, quotes and names in the run's articles while it holds the lock; readers never do."""
        for name in derive_lately(self.corpus):
            WaitingConnection.announce(f"many articles are not read for {name} yet; `kliping derive` reads them")

    def _named_apart(self) -> Plan:
        """Return the plan; a topic made of words has a name of its own beside a file's, which goes on grading."""
        if self.plan.topic is None:
            return self.plan
        name, topic = self.plan.topic.name, named_apart(self.corpus, self.plan.topic)
        if topic.name != name:
            WaitingConnection.announce(f"the corpus has {name} from a file; these words are its topic {topic.name}")
        return replace(self.plan, topic=topic)

    def _name_foreign_parts(self) -> None:
        """Say which views, indexes and tables beside kliping's own the corpus has; they are let be."""
        if harmless := foreign_parts(self.corpus.conn).harmless:
            named = listed(harmless, SHOWN_PARTS)
            WaitingConnection.announce(f"{self.plan.corpus}: {named} was not made by kliping; it is not used")

    def _about(self) -> dict[str, str]:
        topic = self.plan.topic
        fields = {
            "software": f"kliping/{version('kliping')}",
            "format": "WARC File Format 1.0",
            "command": self.plan.command,
            "clock": self.clock.isoformat(),
            "topic": topic.name if topic else None,
            "topic-sha256": topic.sha256 if topic else None,
            "since": self.plan.since,
            "until": self.plan.until,
        }
        return {name: value for name, value in fields.items() if value}


def versions() -> dict[str, str]:
    """The program's and its main libraries' versions, as a run keeps them."""
    return {"python": platform.python_version(), "rules": rules_version(), **{name: version(name) for name in PACKAGES}}
