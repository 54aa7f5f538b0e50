"""The command line and all that runs a crawl: fetching, archive, import, removal, checks. The top package."""
