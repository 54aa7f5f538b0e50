"""Export articles to a file: CSV or JSON Lines, one module for each format."""
