"""Base classes of spiders, one for each kind of listing: WordPress, feeds, sitemaps, search pages, web archives."""
