"""The crawl as an operation: the top floor, the only one that knows everything."""
