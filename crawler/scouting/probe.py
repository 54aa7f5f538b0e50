"""One polite look at a site for the ways into it: front page, REST, Blogger's JSON, feeds, sitemaps, indexes, search.

The probe is an outlet like any other, so robots.txt, pace, guard and archive hold for it as well. It asks one address
after the other, so that it stops at once where the site refuses, and skips what an answer has made needless.
"""

from __future__ import annotations

from dataclasses import replace

from scrapy.http import Response, TextResponse

from corpus.errors import KlipingError
from corpus.reasons import ReasonKind, reason_is
from corpus.urls import split
from crawler.fetching.onward_pages import as_capture
from crawler.scouting.listing_probe import ListingProbe
from crawler.scouting.name_of_site import names_on, title_on
from crawler.scouting.probed_pages import (
    articles_on,
    is_below,
    splash_targets,
    stories_on_subdomains,
    talks_of_wordpress,
)
from crawler.scouting.sample_pages import fault_of_page, sample_addresses
from crawler.scouting.scaffold import LEAST_ON_SUBDOMAINS, draft
from crawler.scouting.stepwise import MOST_SAMPLES, REST_STEP, LookSteps, WalledError
from spiders.parsing.json_answers import any_json
from spiders.parsing.rest_answers import (
    POST_ADDRESS_FIELDS,
    POST_TITLE_FIELDS,
    first_text,
    is_error,
    posts_in,
)
from spiders.parsing.walls import is_wall

REST = "/wp-json/wp/v2/posts?per_page=20&_fields=link,title"
POSTS = "/feeds/posts/default?alt=json&max-results=20"
FEEDS = ("/feed/", "/rss", "/rss.xml")
SITEMAPS = ("/sitemap_index.xml", "/wp-sitemap.xml", "/sitemap.xml", "/sitemap-news.xml")
SEARCHES = ("/search?q={query}", "/?s={query}")
NONSENSE = "qxzvkwj"
MOST_NAMED = 3  # sitemaps of those that robots.txt names
MOST_INDEXES = 3  # pages that a front page calls its index
FRONT_STEP = "front page"
MOST_SPLASHES = 2  # addresses that are tried behind a front page without articles
MOST_DAYS = 2  # forms of a day that are tried
MOST_ENTRIES = 2_000  # of a sitemap that are looked at


class ProbeSpider(ListingProbe):
    """Asks a site for each way in once; subclasses name the site."""

    # --- the look ------------------------------------------------------------------------------------

    def steps(self) -> LookSteps:
        """Yield the requests: the front page first, then those that it and the usual software give reason for."""
        front = yield from self._front()
        why = self.probed.failures.get(FRONT_STEP)
        if self.probed.moved or why == "robots" or reason_is(why, ReasonKind.NO_ANSWER):
            return
        for part in (
            self._rest,
            self._blogger,
            self.sitemap_steps,
            self.feed_steps,
            self.index_steps,
            self.search_steps,
        ):
            try:
                yield from part(front)
            except WalledError:
                raise
            except Exception:  # whatever a foreign answer does to our reader: the other ways are asked all the same
                self.probed.notes.append(f"{self.note_fault()}: kliping failed on this answer; please report it")
        yield from self._samples()

    def _front(self) -> LookSteps:
        """Ask for the front page, and for what stands behind one without articles. Return the page that lists."""
        pages: list[TextResponse] = []
        if not (yield from self.ask(FRONT_STEP, "./", lambda r: self._read_front(r, pages))):
            return pages[-1] if pages else None
        if self.probed.moved or self.probed.articles or not pages:
            return pages[-1] if pages else None
        splash = pages[0]
        for url in splash_targets(splash)[:MOST_SPLASHES]:
            if not self.address().owns(url):
                self.probed.notes.append(f"the front page shows no article and leads to {url}, which is another site")
                continue
            yield from self.ask("page behind the front page", url, lambda r: self._read_front(r, pages))
            if self.probed.articles:
                self.probed.notes.append(f"the front page shows no article; {url}, to which it leads, does")
                break
        return pages[-1]

    def _read_front(self, response: Response, pages: list[TextResponse]) -> str | None:
        if not self.address().owns(response.url):
            parts = split(response.url)
            self.probed.moved = f"{parts.scheme}://{parts.netloc}{parts.path or '/'}"
            return f"leads to {self.probed.moved}"
        if not isinstance(response, TextResponse):
            return None
        pages.append(response)
        self.probed.wordpress = self.probed.wordpress or talks_of_wordpress(response.body)
        self.probed.names += names_on(response)
        self.probed.titles += filter(None, [title_on(response)])
        self._settle_home(response)
        self.probed.subdomains |= stories_on_subdomains(response, self.address())
        if sum(self.probed.subdomains.values()) > max(len(articles_on(response, self.address())), LEAST_ON_SUBDOMAINS):
            type(self).hosts = self.probed.hosts = (f"*.{self.site}",)
        articles = self.note_page(response)
        if not articles and is_wall(response):
            return None
        return f"{len(articles)} links to articles"

    def _settle_home(self, front: TextResponse) -> None:
        """Set the address below which the articles are: the front page's own folder or one above it, or the host."""
        given = split(self.probed.home).path.rstrip("/")
        every = articles_on(front, self.address())
        parts = split(front.url)
        folders = [folder for folder in parts.path.split("/") if folder]
        folders = folders[:-1] if folders and "." in folders[-1] else folders
        paths = ["".join(f"/{folder}" for folder in folders[:n]) for n in range(len(folders), -1, -1)]
        fitting = (path for path in paths if 2 * sum(is_below(url, f"https://x{path}") for url in every) > len(every))
        path = next(fitting, "") if every else given if given in paths else ""
        self.probed.home = f"{parts.scheme}://{parts.netloc}{path}"
        if given and path != given and every:
            self.probed.notes.append(
                f"home: most of the {len(every)} links to articles on {front.url} are not below {given}/, "
                f"so home is {self.probed.home}"
            )

    def _rest(self, front: TextResponse | None) -> LookSteps:
        posts: dict[str, str] = {}
        yield from self.ask(REST_STEP, self.below(REST), lambda r: self._read_posts(r, posts))
        shown = articles_on(front, self.address()) if front else {}
        if self.probed.rest and shown and not posts.keys() & shown.keys():
            self.probed.notes.append(
                f"REST's newest {len(posts)} posts are none of the {len(shown)} articles of the front page: is "
                "the news listed elsewhere?"
            )

    def _read_posts(self, response: Response, posts: dict[str, str]) -> str | None:
        answer = any_json(response.body).value
        rows = posts_in(answer, lambda post: isinstance(post, dict))
        if rows is None or (isinstance(answer, dict) and is_error(answer)):
            return None
        given = [(first_text(p, POST_ADDRESS_FIELDS), p) for p in rows.rows if isinstance(p, dict)]
        self.probed.listings.append((f"REST at {response.url}", [self.entry_of(a or "", str(p)) for a, p in given]))
        posts |= self.note_listed((a, first_text(p, POST_TITLE_FIELDS) or "") for a, p in given if a)
        self.probed.rest = any(address for address, _ in given)
        if not given:
            self.probed.notes.append("REST answers and lists no post: the other ways were asked")
        return f"{len(posts)} posts"

    def _blogger(self, front: TextResponse | None) -> LookSteps:
        if not (self.probed.rest or self.probed.wordpress):
            yield from self.ask("Blogger's JSON", self.below(POSTS), self._read_blogger)

    def _read_blogger(self, response: Response) -> str | None:
        answer = any_json(response.body).value
        feed = answer.get("feed") if isinstance(answer, dict) else None
        entries = feed.get("entry") if isinstance(feed, dict) else None
        if not isinstance(entries, list):
            return None
        self.probed.posts = bool(entries)
        links = [
            (str(link.get("href") or ""), str((entry.get("title") or {}).get("$t") or ""))
            for entry in entries
            if isinstance(entry, dict) and isinstance(entry.get("title") or {}, dict)
            for link in entry.get("link") or ()
            if isinstance(link, dict) and link.get("rel") == "alternate"
        ]
        return f"{len(self.note_listed(links))} posts"

    # --- articles ------------------------------------------------------------------------------------

    def _samples(self) -> LookSteps:
        """Ask for articles until one is read as one; none where there is no way into the site."""
        try:
            chosen = sample_addresses(self.probed, draft(self.probed))
        except KlipingError:  # the command says it
            return
        for url in chosen[:MOST_SAMPLES]:
            yield from self.ask("article", url, self._read_sample, sample=True)
            if self.probed.samples and self.probed.samples[-1][1] is None:
                return

    def _read_sample(self, response: Response) -> str | None:
        if isinstance(response, TextResponse):
            self.probed.titles += filter(None, [title_on(response)])
        page = replace(as_capture(response), status=response.status)
        why = fault_of_page(self.crawler.settings["KLIPING_OPERATION"].workers, page, draft(self.probed))
        self.probed.samples.append((page, why))
        return "an article" if why is None else f"no article: {why}"
