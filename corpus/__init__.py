"""The corpus: its file, what crawls store in it, and its search. The lowest package: no Scrapy, no trafilatura."""
