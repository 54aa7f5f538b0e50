"""A crawl from start to report: scheduler, storing of listings and failures, second looks, reports."""
