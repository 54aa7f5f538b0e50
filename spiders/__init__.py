"""Scrapy spiders that list outlets' articles: one file per outlet, their base classes, and parsers of listings."""
