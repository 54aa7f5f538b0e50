"""Parsers of what listings answer: links, days, JSON lists, sitemap files, walls."""
