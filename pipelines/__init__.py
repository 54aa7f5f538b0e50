"""From a captured page to a clean article: pure functions; Scrapy only in stages.py."""
