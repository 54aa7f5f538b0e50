"""Judge a second look at a stored article from the pages that came: same, changed, gone, moved, refused, unseen.

A look asks for the first page, and then for the further pages that the article needs now; pages that did not change
(304), or could not be had, count as they are held. Where the text that came differs from the one stored, its pages are
asked for once more (`Revisit.confirming`): what differs between the two loads is no edit. What was not seen when this
was written, and what happens then:

- A server that answers 304 though the page changed: `same`; nothing here can tell.
- A front page with status 200, and no redirect, in place of a deleted article: `unseen`, told as "no article any more";
  it is never `gone`, because a broken template looks the same. A "not found" page in words that the gate doesn't know
  is the same.
- Another article under the same address: an edit (`headline` and `changed`); its address is all that names an article.
- A page much shorter than what is held, or cut by a paywall: `unseen`. It is no edit: the whole text stays, as
  pipelines/storing/newer_capture.py decides, and the report tells how many.
- A further page that is gone, a wall or a redirect to the first page while that still names it: the page held counts.
- A text that is word for word that of another article of the outlet: `moved`.
- A second load that fails, is refused, or is no whole article: `unseen`. Nothing of the look is stored, so the edit is
  seen by the next look, which is due in the next run.
- A second load that is as the stored text, where the first was not (two servers, of which one is behind): `same`, and
  nothing is stored, so that an edit is still one to the next look.
- A redirect to another site: `moved` where it is an outlet's that the corpus has, else `unseen`: a site that was sold
  says nothing about the article.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from corpus.crawl.frontier_entries import HeldArticle
from corpus.event_kinds import EditKind
from corpus.models import Article, Capture, NeedsPages, Refined, SetAside
from corpus.reasons import ReasonKind, reason_is
from corpus.revisits.revisit_dates import RevisitResult
from corpus.urls import clean_url, host_of, split
from corpus.versions.correction_forms import CorrectionKind
from corpus.versions.correction_notices import says_withdrawn
from pipelines.storing.edits import Wording, correction_between, edits_between, sizes_of, wording_of
from pipelines.storing.executor import AT_ODDS, without_answer
from pipelines.storing.known_lines import changed_before, stand_elsewhere
from pipelines.storing.newer_capture import reason_against

NOT_MODIFIED = "http_304"
MOST_ROUNDS = 100  # further pages that name further pages


@dataclass(frozen=True, slots=True)
class Remembered:
    """What is known of the article besides, read when it is needed.

    `standing` gives the stored captures with their bodies from the archive, none where they can't be read; `earlier`
    all captures of an article of one page, oldest first; `has_line` whether other articles of the outlet have a line.
    """

    standing: Callable[[], Sequence[Capture]]
    earlier: Callable[[], Sequence[Capture]]
    has_line: Callable[[str], bool]


Refine = Callable[[Sequence[Capture]], Awaitable[Refined]]


@dataclass(frozen=True, slots=True)
class PageAnswer:
    """What a request of a look gave: a page, or the `reason` why none came (with an error page, if there was one).

    `validators` are its ETag and Last-Modified; None where they are not to be kept.
    """

    capture: Capture | None = None
    reason: str | None = None
    validators: tuple[str | None, str | None] | None = None

    @property
    def page(self) -> Capture | None:
        """The page, where one came."""
        return self.capture if self.reason is None else None


@dataclass(slots=True)
class Revisit:
    """A look in work. `parts` are the article's known further pages: cleaned address -> row of the frontier.

    `current` are those of them that the stored article has or lacks; an earlier version may have had others.
    `standing` are the captures that the stored article is from, without bodies until they are needed. `answers` has
    the further pages by cleaned address, `waiting` those that are asked for: cleaned address -> address. `confirming`
    are the pages that are asked for once more (None: the first), `confirmed` their answers; `shown` is
    what the first load reads where it differs from what is stored (`before`).
    """

    article_key: str
    row_id: int
    url: str
    key: str
    outlet: str
    parts: dict[str, int]
    current: tuple[str, ...] = ()
    standing: Sequence[Capture] = ()
    first: PageAnswer | None = None
    answers: dict[str, PageAnswer] = field(default_factory=dict)
    waiting: dict[str, str] = field(default_factory=dict)
    confirming: dict[str | None, str] = field(default_factory=dict)
    confirmed: dict[str | None, PageAnswer] = field(default_factory=dict)
    shown: Wording | None = None
    before: Wording | None = None

    @property
    def is_waiting(self) -> bool:
        """True while pages are asked for."""
        return bool(self.waiting or self.confirming)

    def add(self, part: str | None, answer: PageAnswer, *, confirms: bool = False) -> None:
        """Take in the answer of the first page, or of a further page; `confirms`: of its second load."""
        if confirms:
            self.confirming.pop(part, None)
            self.confirmed[part] = answer
        elif part is None:
            self.first = answer
        else:
            self.waiting.pop(part, None)
            self.answers[part] = answer

    def held_part(self, part: str) -> Capture | None:
        """The stored capture of a further page; None where there is none."""
        return next((c for c in self.standing[1:] if clean_url(c.requested_url or c.url) == part), None)


@dataclass(frozen=True, slots=True)
class RevisitVerdict:
    """The result of a look. With an `article` (same or changed), `pages` are those that it is from, in reading order.

    `passed_over` is why the pages that came are not used. `reread` is the stored article by today's rules, where these
    give another text than the one stored. `led_to` is an address on another site that answered. `is_open`: what came
    tells nothing yet; neither its pages nor their validators are stored. `reason` is why the article was not seen.
    `sizes` are the words in and out of each edit; `correction` is the kind that the page announces, also where it says
    that the article was withdrawn.
    """

    result: RevisitResult
    edits: tuple[EditKind, ...] = ()
    article: Article | None = None
    pages: tuple[Capture, ...] = ()
    passed_over: str | None = None
    reread: Article | None = None
    led_to: str | None = None
    is_open: bool = False
    reason: str | None = None
    sizes: Mapping[EditKind, tuple[int, int]] = field(default_factory=dict)
    correction: CorrectionKind | None = None


async def judge(
    revisit: Revisit, held: HeldArticle, stored: Wording, refine: Refine, remembered: Remembered
) -> RevisitVerdict | None:
    """Judge the pages that came; None where pages are asked for now (`revisit.waiting`, `revisit.confirming`)."""
    first = revisit.first
    assert first is not None
    if first.reason == NOT_MODIFIED:
        if not revisit.answers and revisit.current:
            revisit.waiting = {part: part for part in revisit.current}
            return None
        if not any(answer.page for answer in revisit.answers.values()):
            whole = all(answer.reason == NOT_MODIFIED for answer in revisit.answers.values())
            return RevisitVerdict("same") if whole else RevisitVerdict("unseen", reason=_first_reason(revisit.answers))
        revisit.standing = remembered.standing()
        if not revisit.standing:
            return RevisitVerdict("unseen", reason="not_in_archive")
    elif first.page is None:
        result = _result_of_failure(first.reason)
        passed_over = "not_the_article" if result == "gone" else None
        return RevisitVerdict(result, passed_over=passed_over, reason=first.reason)
    elif revisit.parts or revisit.answers:
        revisit.standing = remembered.standing() or revisit.standing
    await _drop_unusable(revisit, refine)
    pages, refined = await _read(revisit, first.page or revisit.standing[0], refine)
    if revisit.waiting:
        return None
    if reason := reason_against(refined, held):
        away = isinstance(refined, SetAside) and refined.reason == "redirected_offsite"
        led_to = pages[0].url if away else None
        result = _result_of_page(refined, held, pages[0])
        why = refined.reason if isinstance(refined, SetAside) else reason
        withdrawn = result == "gone" and isinstance(refined, SetAside) and says_withdrawn(refined.detail, refined.title)
        return RevisitVerdict(
            result, passed_over=reason, led_to=led_to, reason=why, correction="pencabutan" if withdrawn else None
        )
    assert isinstance(refined, Article)
    return await _compared(revisit, refined, pages, held, stored, refine, remembered)


async def _compared(
    revisit: Revisit,
    now: Article,
    pages: Sequence[Capture],
    held: HeldArticle,
    stored: Wording,
    refine: Refine,
    remembered: Remembered,
) -> RevisitVerdict | None:
    """Compare with the stored article, read again by today's rules: what newer rules read otherwise is no edit."""
    if not edits_between(stored, wording_of(now)):
        return RevisitVerdict("same", article=now, pages=tuple(pages))
    captures, reread = remembered.standing(), None
    if captures:
        refined = await _with_what_is_there(captures, refine)
        reread = refined if isinstance(refined, Article) and refined.key == now.key else None
    before, after = wording_of(reread) if reread else stored, wording_of(now)
    edits = edits_between(before, after)
    revisit.before, revisit.shown = before, after
    if edits and (
        stand_elsewhere(before, after, remembered.has_line)
        or changed_before([*await _earlier(held, remembered, refine), before], after)
    ):
        edits = ()
    if edits and not revisit.confirmed:
        revisit.confirming = await _pages_that_differ(revisit, pages, captures, after, refine)
        if revisit.confirming:
            return None
    if edits:
        again = await _second_load(revisit, pages, held, refine)
        if again is None:
            return RevisitVerdict("unseen", is_open=True, reason=_first_reason(revisit.confirmed))
        edits = edits_between(before, after, again)
        if not edits and not edits_between(before, again):
            return RevisitVerdict("same", is_open=True)
    differs = reread is not None and (reread.title, reread.text) != (stored.title, stored.text)
    return RevisitVerdict(
        "changed" if edits else "same",
        edits,
        now,
        tuple(pages),
        reread=reread if differs else None,
        sizes=sizes_of(before, after, edits),
        correction=correction_between(before, after) if "corrected" in edits else None,
    )


async def _earlier(held: HeldArticle, remembered: Remembered, refine: Refine) -> list[Wording]:
    """The earlier loads of the page that gave the whole article, oldest first."""
    every = [await refine([capture]) for capture in remembered.earlier()]
    return [wording_of(load) for load in every if isinstance(load, Article) and not reason_against(load, held)]


async def _pages_that_differ(
    revisit: Revisit, pages: Sequence[Capture], captures: Sequence[Capture], after: Wording, refine: Refine
) -> dict[str | None, str]:
    """The pages that came and without which the article would read otherwise: None or cleaned address -> address.

    All that came where no single one makes the difference, as where the article has fewer pages now.
    """
    held = {clean_url(capture.requested_url or capture.url): capture for capture in captures[1:]}
    came: dict[str | None, str] = {}
    differ: dict[str | None, str] = {}
    for part, answer in [(None, revisit.first), *revisit.answers.items()]:
        if answer is None or answer.page is None:
            continue
        came[part] = revisit.url if part is None else answer.page.requested_url or answer.page.url
        before = (captures[0] if captures else None) if part is None else held.get(part)
        if before is not None and len(pages) > 1:
            without = await _with_what_is_there([before if page is answer.page else page for page in pages], refine)
            if isinstance(without, Article) and not edits_between(wording_of(without), after):
                continue
        differ[part] = came[part]
    return differ or came


async def _second_load(revisit: Revisit, pages: Sequence[Capture], held: HeldArticle, refine: Refine) -> Wording | None:
    """Read the article from the pages that came a second time; None where one did not, or they are not the article."""
    first_load: dict[str | None, PageAnswer | None] = {None: revisit.first}
    first_load.update(revisit.answers)
    second: dict[int, Capture] = {}
    for part, answer in revisit.confirmed.items():
        before = first_load.get(part)
        if answer.page is None or before is None or before.page is None:
            return None
        second[id(before.page)] = answer.page
    refined = await _with_what_is_there([second.get(id(page), page) for page in pages], refine)
    return wording_of(refined) if isinstance(refined, Article) and not reason_against(refined, held) else None


async def _read(revisit: Revisit, first: Capture, refine: Refine) -> tuple[list[Capture], Refined]:
    """Refine the first page with the further pages that it needs; asks for those that were not asked for yet."""
    order: list[str] = []
    for _ in range(MOST_ROUNDS):
        pages = [first, *(_page(revisit, part, first) for part in order)]
        refined = await refine(pages)
        if not isinstance(refined, NeedsPages):
            return pages, refined
        needed = {clean_url(url): url for url in refined.urls}
        new = [part for part in needed if part not in order]
        if unanswered := [part for part in new if part not in revisit.answers]:
            revisit.waiting = {part: needed[part] for part in unanswered}
            return pages, refined
        if not new:
            return pages, await _with_what_is_there(pages, refine)
        order += new
    return pages, AT_ODDS


async def _with_what_is_there(pages: Sequence[Capture], refine: Refine) -> Refined:
    refined = await refine(pages)
    if isinstance(refined, NeedsPages):
        refined = await refine(without_answer(pages, refined))
    return AT_ODDS if isinstance(refined, NeedsPages) else refined


async def _drop_unusable(revisit: Revisit, refine: Refine) -> None:
    """Mark further pages that came and are none: a wall, a "not found" page, the first page once more."""
    first = clean_url(revisit.url)
    for part, answer in revisit.answers.items():
        if answer.page is None:
            continue
        led = answer.page.requested_url is not None and clean_url(answer.page.url) == first
        alone = await refine([answer.page])
        if led or (isinstance(alone, SetAside) and reason_is(alone.reason, ReasonKind.NO_PART)):
            revisit.answers[part] = replace(answer, reason="not_the_article", validators=None)


def _page(revisit: Revisit, part: str, first: Capture) -> Capture:
    """The capture that counts for a further page: the new one, else the stored one, else one that never came."""
    answer = revisit.answers.get(part, PageAnswer())
    nothing = Capture(url=part, body=b"", fetched_at=first.fetched_at, status=0)
    return answer.page or revisit.held_part(part) or nothing


def _first_reason(answers: Mapping[Any, PageAnswer]) -> str:
    """Why a page did not come; where all came, they were not the article."""
    reasons = (answer.reason for answer in answers.values() if answer.reason not in {None, NOT_MODIFIED})
    return next((reason for reason in reasons if reason), "not_the_article")


def _result_of_failure(reason: str | None) -> RevisitResult:
    """What a look means that gave no page.

    >>> _result_of_failure("http_410"), _result_of_failure("http_429"), _result_of_failure("timeout")
    ('gone', 'refused', 'unseen')
    """
    if reason_is(reason, ReasonKind.GONE):
        return "gone"
    if reason_is(reason, ReasonKind.REFUSED | ReasonKind.CLOSED):
        return "refused"
    return "unseen"


def _result_of_page(now: Refined, held: HeldArticle, page: Capture) -> RevisitResult:
    """What a look means that gave a page which does not take the stored article's place."""
    if isinstance(now, Article):
        return "moved" if now.key != held.key and page.requested_url else "unseen"
    if not isinstance(now, SetAside):
        return "unseen"
    if reason_is(now.reason, ReasonKind.SAYS_GONE) or _leads_up(page, now.reason):
        return "gone"
    return "refused" if reason_is(now.reason, ReasonKind.REFUSED) else "unseen"


def _leads_up(page: Capture, reason: str) -> bool:
    """True for a redirect to the section that the article stood in: /berita/12/judul leads to /berita."""
    if page.requested_url is None or reason_is(reason, ReasonKind.REFUSED | ReasonKind.UNFINISHED):
        return False
    before, now = split(page.requested_url), split(page.url)
    path = now.path.rstrip("/")
    leads_up = before.path.startswith(f"{path}/") and before.path.rstrip("/") != path
    return leads_up and not now.query and host_of(page.requested_url) == host_of(page.url)
