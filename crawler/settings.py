"""Scrapy settings: polite and safe defaults. Nothing here equals Scrapy's own default; each line has its reason."""

import os

from crawler.archive.limits import MAX_PAGE
from spiders.families.base import HOUSE_DELAY

BOT_NAME = "kliping"
SPIDER_MODULES = ["spiders.outlets"]
NEWSPIDER_MODULE = "spiders.outlets"
SPIDER_LOADER_CLASS = "crawler.plain_scrapy.PlainLoader"
KLIPING_OUTLETS = [folder for folder in os.environ.get("KLIPING_OUTLETS", "").split(os.pathsep) if folder]

# A polite guest: one request at a time to a host, two seconds apart (crawler/fetching/pace.py keeps that for every
# outlet on a host together, redirects and robots.txt included), robots.txt obeyed by RFC 9309
# (crawler/fetching/manners.py).
CONCURRENT_REQUESTS_PER_DOMAIN = 1
KLIPING_OUTLET_DELAY = HOUSE_DELAY
COOKIES_ENABLED = False  # nobody is followed, no session is kept
REFERER_ENABLED = False  # a site need not know where its address was found
RETRY_TIMES = 1  # two tries; the frontier tries again in a later run
DOWNLOAD_TIMEOUT = 60  # seconds for the whole answer

# Limits, and features of Scrapy that are switched off.
CONCURRENT_REQUESTS = 8
DOWNLOAD_MAXSIZE = MAX_PAGE  # bytes, packed and unpacked; sitemaps say a larger one of their own
DOWNLOAD_WARNSIZE = 0
CONCURRENT_ITEMS = 1  # a page gives one item; so many tasks are made for each page in work (Scrapy: 100)
SCRAPER_SLOT_MAX_ACTIVE_SIZE = 2 << 20  # bytes of answers in work, of each outlet; then it asks for no more
DOWNLOAD_VERIFY_CERTIFICATES = True  # less hosts that an outlet excepts: crawler/fetching/certificates.py
METAREFRESH_ENABLED = (
    False  # crawler/fetching/onward_pages.py in its place: a whole article is never left for another page
)
REDIRECT_MAX_TIMES = 5
HTTPPROXY_ENABLED = False  # behind a proxy of the environment the address that answers could not be checked
COMPRESSION_ENABLED = False  # crawler/archive/unpack.py in its place: whole or not at all
DOWNLOAD_HANDLERS = {
    "http": "crawler.fetching.wire.PoliteHandler",
    "https": "crawler.fetching.wire.PoliteHandler",
    "data": None,
    "file": None,
    "ftp": None,
    "s3": None,
}
REMOTE_CONTROL_ENABLED = False  # both run code that comes over a socket
TELNETCONSOLE_ENABLED = False
TWISTED_DNS_RESOLVER = "crawler.fetching.guard.GuardedResolver"
KLIPING_ALLOW_PRIVATE = False

# What the archive can keep so that any web-archive tool reads it.
DEFAULT_REQUEST_HEADERS = {
    "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,application/json;q=0.8,*/*;q=0.5",
    "Accept-Encoding": "gzip, deflate",
    "Accept-Language": "id,en;q=0.5",
}

# The walk of an article: the frontier is rows of the corpus; a page is archived before anything is made of it.
ADDONS = {"crawler.plain_scrapy.OperationAddon": 100}
SCHEDULER = "crawler.run.scheduler.FrontierScheduler"
DOWNLOADER_MIDDLEWARES = {
    "crawler.fetching.sent_articles.SentArticles": 10,  # before robots.txt: nothing is asked
    "crawler.fetching.guard.GuardMiddleware": 20,
    "crawler.fetching.manners.Manners": 100,
    "crawler.fetching.onward_pages.FollowOnward": 580,
    "crawler.archive.unpack.Unpack": 590,
    "crawler.fetching.guard.HopGuard": 700,
    "crawler.fetching.recorder.Recorder": 880,  # nearer to the wire than Unpack and Redirect (600)
    "crawler.fetching.commoncrawl_records.CommonCrawlRecords": 890,  # archived is the record's page, with its own date
}
SPIDER_MIDDLEWARES = {"crawler.run.acknowledge.Acknowledge": 10, "crawler.fetching.failures.WholeAnswers": 51}
ITEM_PIPELINES = {"pipelines.storing.stages.KeepCapture": 100, "pipelines.storing.stages.RefineArticle": 200}

STATS_DUMP = False  # the run's report says what matters
LOG_LEVEL = "WARNING"
LOG_FORMAT = "%(asctime)s %(levelname)s %(name)s: %(message)s"
