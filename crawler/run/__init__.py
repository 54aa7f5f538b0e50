"""One crawl from start to report: scheduler, acknowledgement, second looks."""
