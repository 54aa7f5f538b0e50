"""What several commands share: options, printing, lazy loading, the display of a crawl."""
